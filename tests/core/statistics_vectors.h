#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace vectors
{

/// A JSON file of the shared reference folder; null when the folder is absent.
inline nlohmann::json reference(const std::string& file)
{
    std::ifstream in(std::string(ROUTENLP_SHARED_DIR) + "/reference/" + file);
    return in ? nlohmann::json::parse(in) : nlohmann::json();
}

/// Relative for large values, absolute below 1.
inline bool isClose(double actual, double expected, double tolerance = 1e-9)
{
    return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

} // namespace vectors

#define VERIFY_CLOSE(actual, expected)                                                                       \
    do {                                                                                                     \
        const double actualValue = (actual);                                                                 \
        const double expectedValue = (expected);                                                             \
        QVERIFY2(vectors::isClose(actualValue, expectedValue),                                               \
            qPrintable(QStringLiteral("actual %1, expected %2")                                              \
                           .arg(actualValue, 0, 'g', 17)                                                     \
                           .arg(expectedValue, 0, 'g', 17)));                                                \
    } while (false)
