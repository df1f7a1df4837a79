#pragma once

#include "core/domain/policy.h"
#include "core/domain/tier.h"

#include <span>
#include <string>
#include <vector>

namespace app {

/// A threshold that was taken away because its certificate holds no longer.
struct VoidedThreshold {
    std::string taskId;
    std::string tierId;
    std::string reason;
};

/// Takes away the thresholds of the first tier whose certificate is void and of every tier after it, which
/// was certified on what that tier escalated. `newestFirst` are the certificates of any tasks; a threshold
/// that no certificate carries was set by hand and is left alone.
[[nodiscard]] std::vector<VoidedThreshold> removeVoidThresholds(core::domain::TaskPolicy& policy,
    std::span<const core::domain::Tier> tiersByRank, std::span<const core::domain::Certificate> newestFirst,
    int scopeTasks = 1);

/// Takes away the thresholds of a tier and of every tier after it. False: there were none.
bool removeThresholdsFrom(core::domain::TaskPolicy& policy, std::span<const core::domain::Tier> tiersByRank,
    const std::string& tierId);

} // namespace app
