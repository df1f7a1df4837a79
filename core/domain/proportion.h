#pragma once

#include <cmath>
#include <cstddef>

namespace core::domain {

struct Interval {
    double low = 0;
    double high = 1;
};

/// Wilson's 95% score interval of a proportion that was seen among `trials` (Wilson 1927), which need not be a whole number:
/// weighted observations have an effective one. [0, 1] without trials.
[[nodiscard]] inline Interval wilsonIntervalOf(double proportion, double trials)
{
    if (!(trials > 0)) {
        return {};
    }
    constexpr double z = 1.959963984540054;
    const double centre = (proportion + z * z / (2 * trials)) / (1 + z * z / trials);
    const double half = z / (1 + z * z / trials)
        * std::sqrt(proportion * (1 - proportion) / trials + z * z / (4 * trials * trials));
    return {std::fmax(0, centre - half), std::fmin(1, centre + half)};
}

/// The same of a count.
[[nodiscard]] inline Interval wilsonInterval(std::size_t successes, std::size_t trials)
{
    const auto n = static_cast<double>(trials);
    return wilsonIntervalOf(trials > 0 ? static_cast<double>(successes) / n : 0.0, n);
}

} // namespace core::domain
