#pragma once

#include "core/engine/serving_state.h"

#include <span>
#include <string>

namespace core::engine {

/// Everything that a certificate of the task rests on besides the thresholds of earlier tiers: the target, the
/// router, the tiers with their models, what scores their answers where that was learned, and, where a router plans
/// with them, the prices. JSON with sorted keys: equal exactly when nothing changed.
[[nodiscard]] std::string certificateBasis(
    const domain::TaskPolicy& policy, std::span<const domain::Tier> tiersByRank);

/// Whether two bases speak of the same answers, whatever target these are judged by and whatever scores them.
[[nodiscard]] bool hasSameAnswers(const std::string& basis, const std::string& other);

/// Whether the same last tier, with the same model, stands behind both.
[[nodiscard]] bool hasSameLastTier(const std::string& basis, const std::string& other);

/// Whether what they speak of is judged by the same target.
[[nodiscard]] bool hasSameTarget(const std::string& basis, const std::string& other);

} // namespace core::engine
