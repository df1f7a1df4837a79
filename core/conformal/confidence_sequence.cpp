#include "core/conformal/confidence_sequence.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

namespace {

constexpr int kBisections = 60;

double xlogy(double x, double y)
{
    return x == 0 ? 0 : x * std::log(y);
}

double logBeta(double a, double b)
{
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

} // namespace

Interval confidenceSequence(std::int64_t failures, std::int64_t n, double delta)
{
    if (n <= 0) {
        return {0, 1};
    }
    const auto k = static_cast<double>(failures);
    const double rest = static_cast<double>(n) - k;
    const double mixture = logBeta(k + 0.5, rest + 0.5) - logBeta(0.5, 0.5);
    const double limit = -std::log(delta);
    const auto isInside = [&](double p) { return mixture - xlogy(k, p) - xlogy(rest, 1 - p) < limit; };
    const double mean = k / static_cast<double>(n);
    const auto edge = [&](double outside) {
        if (isInside(outside)) {
            return outside;
        }
        double inside = mean;
        for (int i = 0; i < kBisections; ++i) {
            const double middle = (inside + outside) / 2;
            (isInside(middle) ? inside : outside) = middle;
        }
        return outside;
    };
    return {edge(0), edge(1)};
}

} // namespace core::conformal
