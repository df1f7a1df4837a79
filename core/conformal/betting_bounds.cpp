#include "core/conformal/betting_bounds.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace core::conformal {

double bettingPValue(std::span<const double> losses, double alpha, double delta)
{
    const auto size = static_cast<double>(losses.size());
    double sum = 0.5;
    double squares = 0.25;
    double variance = 0.25;
    double logCapital = 0;
    double best = 0;
    double count = 1;
    for (const double loss : losses) {
        const double bet = std::min(1.0, std::sqrt(2 * std::log(1 / delta) / (size * variance)));
        logCapital += std::log1p(-bet * (loss - alpha));
        best = std::max(best, logCapital);
        count += 1;
        sum += loss;
        const double gap = loss - sum / count;
        squares += gap * gap;
        variance = squares / count;
    }
    return std::exp(-best);
}

double bettingUpper(std::span<const double> losses, double delta)
{
    double low = 0;
    double high = 1;
    for (int i = 0; i < 50; ++i) {
        const double middle = (low + high) / 2;
        (bettingPValue(losses, middle, delta) <= delta ? high : low) = middle;
    }
    return high;
}

double uniformPriorEValue(std::int64_t failures, std::int64_t n, double alpha)
{
    const auto k = static_cast<double>(failures);
    const auto successes = static_cast<double>(n - failures);
    const double tail = boost::math::ibetac(k + 1, successes + 1, alpha);
    if (tail <= 0) {
        return 0;
    }
    const double logBeta = std::lgamma(k + 1) + std::lgamma(successes + 1) - std::lgamma(k + successes + 2);
    return std::exp(logBeta + std::log(tail) - k * std::log(alpha) - (successes + 1) * std::log1p(-alpha));
}

} // namespace core::conformal
