#pragma once

namespace core::conformal {

/// Adaptive conformal inference (Gibbs & Candes 2021): the level to use next, alpha_t + gamma (alpha -
/// err_t), where err_t is 1 when the last audited answer failed. Shown as a suggestion; only certificates
/// loosen a threshold.
[[nodiscard]] constexpr double nextAdaptiveLevel(double level, double alpha, double gamma, bool isFailure)
{
    return level + gamma * (alpha - (isFailure ? 1.0 : 0.0));
}

} // namespace core::conformal
