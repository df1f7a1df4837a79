#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// How well one router foresaw whether a tier's answers meet the target.
struct RouterFigures {
    double brier = 0;
    double ece = 0;
    std::optional<double> difficultyArea; ///< under the ROC curve, of the cheapest tier; NaN where it is not defined
};

/// Two routers on the judged answers of one tier.
struct RouterTierComparison {
    std::string tierId;
    std::int64_t judged = 0;
    RouterFigures a;
    RouterFigures b;
    double difference = 0; ///< Brier(b) - Brier(a): below 0 b is better
    double low = 0; ///< of its bootstrap 95% interval
    double high = 0;
};

struct RouterComparison {
    std::string a;
    std::string b;
    std::int64_t texts = 0;
    std::vector<RouterTierComparison> tiers; ///< the cheapest first
};

/// Compares routers on the texts of the gate split, which none has learnt from.
class RouterComparer {
public:
    virtual ~RouterComparer() = default;
    /// May take seconds. NotFound without such a router, or without a judged text that both know.
    [[nodiscard]] virtual Result<RouterComparison> compare(const std::string& a, const std::string& b) const = 0;
};

} // namespace core::ports
