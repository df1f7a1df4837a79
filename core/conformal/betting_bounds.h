#pragma once

#include <cstdint>
#include <span>

namespace core::conformal {

/// p-value of "the mean of losses in [0, 1] exceeds alpha" by betting (Waudby-Smith & Ramdas 2024; the
/// capital process of Bates et al. 2021, section 3.1.3): 1 / max_t prod(1 - nu_i (L_i - alpha)), at most 1.
/// The losses must come in an order that does not depend on them. `delta` tunes the bets, validity holds for
/// any.
[[nodiscard]] double bettingPValue(std::span<const double> losses, double alpha, double delta);

/// Upper confidence bound for the mean at level 1 - delta that inverts bettingPValue; 1 when nothing is
/// known.
[[nodiscard]] double bettingUpper(std::span<const double> losses, double delta);

/// E-value of k failures among n against "the failure rate is at most alpha": likelihood ratio mixed over a
/// uniform prior on (alpha, 1). Anytime valid; evidence of a broken promise when large.
[[nodiscard]] double uniformPriorEValue(std::int64_t failures, std::int64_t n, double alpha);

} // namespace core::conformal
