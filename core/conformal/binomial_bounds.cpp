#include "core/conformal/binomial_bounds.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core::conformal {

namespace {

namespace bmp = boost::math::policies;
/// Doubles stay doubles, and a domain error becomes a NaN instead of an exception.
using Quiet = bmp::policy<bmp::promote_double<false>, bmp::domain_error<bmp::ignore_error>,
    bmp::overflow_error<bmp::ignore_error>, bmp::evaluation_error<bmp::ignore_error>>;

double asDouble(std::int64_t value)
{
    return static_cast<double>(value);
}

} // namespace

double binomialCdf(std::int64_t k, std::int64_t n, double p)
{
    if (k < 0) {
        return 0;
    }
    if (k >= n || p <= 0) {
        return 1;
    }
    return p >= 1 ? 0 : boost::math::ibetac(asDouble(k + 1), asDouble(n - k), p, Quiet());
}

double binomialPValue(std::int64_t failures, std::int64_t n, double alpha)
{
    return binomialCdf(failures, n, alpha);
}

std::int64_t largestCertifiedFailures(std::int64_t n, double alpha, double delta)
{
    if (n <= 0 || asDouble(n) * std::log1p(-alpha) > std::log(delta)) {
        return -1;
    }
    // The normal approximation lands within a step or two; the exact distribution decides.
    const double mean = asDouble(n) * alpha;
    const double z = normalQuantileTwoSided(std::abs(1 - 2 * delta));
    const double guess = mean - std::copysign(z, 0.5 - delta) * std::sqrt(mean * (1 - alpha)) - 0.5;
    std::int64_t k = std::clamp(static_cast<std::int64_t>(guess), std::int64_t{0}, n - 1);
    while (k > 0 && binomialCdf(k, n, alpha) > delta) {
        --k;
    }
    while (k + 1 < n && binomialCdf(k + 1, n, alpha) <= delta) {
        ++k;
    }
    return k;
}

std::int64_t smallestCertifyingCount(double alpha, double delta, std::int64_t failures)
{
    std::int64_t high = failures + 1;
    while (binomialCdf(failures, high, alpha) > delta) {
        high *= 2;
    }
    std::int64_t low = failures; // never certifies: P(X <= k) = 1 at n = k
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (binomialCdf(failures, middle, alpha) <= delta ? high : low) = middle;
    }
    return high;
}

double clopperPearsonUpper(std::int64_t failures, std::int64_t n, double delta)
{
    if (failures >= n) {
        return 1;
    }
    return boost::math::ibetac_inv(asDouble(failures + 1), asDouble(n - failures), delta, Quiet());
}

double clopperPearsonLower(std::int64_t failures, std::int64_t n, double delta)
{
    if (failures <= 0 || n <= 0) {
        return 0;
    }
    return boost::math::ibeta_inv(asDouble(failures), asDouble(n - failures + 1), delta, Quiet());
}

Interval clopperPearson(std::int64_t failures, std::int64_t n, double level)
{
    const double tail = (1 - level) / 2;
    return {clopperPearsonLower(failures, n, tail), clopperPearsonUpper(failures, n, tail)};
}

Interval wilson(std::int64_t failures, std::int64_t n, double level)
{
    if (n <= 0) {
        return {};
    }
    const double z = normalQuantileTwoSided(level);
    const double size = asDouble(n);
    const double rate = asDouble(failures) / size;
    const double centre = rate + z * z / (2 * size);
    const double half = z * std::sqrt(rate * (1 - rate) / size + z * z / (4 * size * size));
    const double scale = 1 + z * z / size;
    return {failures == 0 ? 0.0 : (centre - half) / scale, failures == n ? 1.0 : (centre + half) / scale};
}

double normalQuantileTwoSided(double level)
{
    return std::numbers::sqrt2 * boost::math::erf_inv(level, Quiet());
}

double bernoulliDivergence(double a, double b)
{
    const double first = a > 0 ? a * std::log(a / b) : 0.0;
    const double second = a < 1 ? (1 - a) * std::log((1 - a) / (1 - b)) : 0.0;
    return first + second;
}

double hoeffdingPValue(double lossSum, std::int64_t n, double alpha)
{
    if (n <= 0) {
        return 1;
    }
    const double rate = std::min(lossSum / asDouble(n), alpha);
    return std::exp(-asDouble(n) * bernoulliDivergence(rate, alpha));
}

double bentkusPValue(double lossSum, std::int64_t n, double alpha)
{
    // A sum that should be an integer may carry rounding from its terms; without the slack, ceil would add a
    // whole failure to it.
    constexpr double kRounding = 1e-9;
    const auto failures = static_cast<std::int64_t>(std::ceil(lossSum - kRounding));
    return std::numbers::e * binomialCdf(failures, n, alpha);
}

double hoeffdingBentkusPValue(double lossSum, std::int64_t n, double alpha)
{
    return n <= 0 ? 1 : std::min({hoeffdingPValue(lossSum, n, alpha), bentkusPValue(lossSum, n, alpha), 1.0});
}

double hoeffdingBentkusUpper(double lossSum, std::int64_t n, double delta)
{
    double low = n <= 0 ? 1 : std::clamp(lossSum / asDouble(n), 0.0, 1.0);
    double high = 1;
    while (high - low > 1e-12) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) {
            break;
        }
        (hoeffdingBentkusPValue(lossSum, n, middle) <= delta ? high : low) = middle;
    }
    return high;
}

} // namespace core::conformal
