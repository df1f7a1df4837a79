#pragma once

#include <cstdint>

namespace core::conformal {

struct Interval {
    double low = 0;
    double high = 1;
};

/// P(X <= k) for X ~ Binomial(n, p). 1 for k >= n (so also for n = 0), 0 for k < 0; p in [0, 1].
[[nodiscard]] double binomialCdf(std::int64_t k, std::int64_t n, double p);

/// Exact p-value of "the failure rate exceeds alpha" after k failures among n: BinCDF(k; n, alpha).
[[nodiscard]] double binomialPValue(std::int64_t failures, std::int64_t n, double alpha);

/// Largest k with BinCDF(k; n, alpha) <= delta; -1 when not even 0 failures would certify.
[[nodiscard]] std::int64_t largestCertifiedFailures(std::int64_t n, double alpha, double delta);

/// Smallest n at which `failures` failures certify "rate <= alpha" at level delta. alpha and delta in (0, 1).
[[nodiscard]] std::int64_t smallestCertifyingCount(double alpha, double delta, std::int64_t failures);

/// One-sided Clopper-Pearson upper bound at level 1 - delta: BetaInv(1 - delta; k + 1, n - k). 1 for n = 0.
[[nodiscard]] double clopperPearsonUpper(std::int64_t failures, std::int64_t n, double delta);
/// One-sided lower bound at level 1 - delta. 0 for n = 0.
[[nodiscard]] double clopperPearsonLower(std::int64_t failures, std::int64_t n, double delta);
/// Two-sided intervals at confidence `level`, e.g. 0.95.
[[nodiscard]] Interval clopperPearson(std::int64_t failures, std::int64_t n, double level);
[[nodiscard]] Interval wilson(std::int64_t failures, std::int64_t n, double level);

/// z with P(|N(0,1)| <= z) = level.
[[nodiscard]] double normalQuantileTwoSided(double level);

/// p-value of "the mean of losses in [0, 1] exceeds alpha" from their sum over n independent draws
/// (Bates et al. 2021): min(exp(-n h1(min(r, alpha), alpha)), e BinCDF(ceil(n r); n, alpha), 1).
[[nodiscard]] double hoeffdingBentkusPValue(double lossSum, std::int64_t n, double alpha);
[[nodiscard]] double hoeffdingPValue(double lossSum, std::int64_t n, double alpha);
/// The Bentkus part alone; may exceed 1.
[[nodiscard]] double bentkusPValue(double lossSum, std::int64_t n, double alpha);

/// Kullback-Leibler divergence of Bernoulli(a) from Bernoulli(b), in nats; 0 ln 0 = 0. b in (0, 1).
[[nodiscard]] double bernoulliDivergence(double a, double b);

/// Upper confidence bound that inverts hoeffdingBentkusPValue at level delta.
[[nodiscard]] double hoeffdingBentkusUpper(double lossSum, std::int64_t n, double delta);

} // namespace core::conformal
