#pragma once

#include <cmath>
#include <cstddef>

namespace core::domain {

struct Interval {
    double low = 0;
    double high = 1;
};

/// Wilson's 95% score interval of a binomial proportion (Wilson 1927); [0, 1] without trials.
[[nodiscard]] inline Interval wilsonInterval(std::size_t successes, std::size_t trials)
{
    if (trials == 0) {
        return {};
    }
    constexpr double z = 1.959963984540054;
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n;
    const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::fmax(0, centre - half), std::fmin(1, centre + half)};
}

} // namespace core::domain
