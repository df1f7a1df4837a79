#pragma once

namespace core::conformal {

/// Confidence that the r-th attempt (r = 1, 2, ...) at certifying on the same calibration data may spend:
/// 6 delta / (pi^2 r^2), so that all attempts together spend at most delta (METHODS 1, "Repeated attempts").
[[nodiscard]] double deltaOfAttempt(double delta, int attempt);

} // namespace core::conformal
