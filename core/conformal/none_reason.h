#pragma once

#include "core/domain/policy.h"

#include <string>

namespace core::conformal {

/// The cause in a sentence or two: what is missing, or what was decided. Empty for Unstated.
[[nodiscard]] std::string sentenceFor(const domain::NoneCause& cause);

/// The certificate then has no threshold, for `cause`, and says so in `noneReason`.
void setNone(domain::Certificate& certificate, const domain::NoneCause& cause);

/// Least share of queries on which any rule with failure rate <= alpha must abstain when the tier fails at
/// rate mu: (mu - alpha) / (1 - alpha), 0 for mu <= alpha.
[[nodiscard]] double abstentionFloor(double failureRate, double alpha);

} // namespace core::conformal
