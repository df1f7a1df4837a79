#include "app/certificate_guard.h"

#include "core/conformal/certificate_validity.h"
#include "core/engine/certificate_basis.h"

#include <algorithm>

namespace app {

namespace domain = core::domain;
namespace conformal = core::conformal;

std::vector<VoidedThreshold> removeVoidThresholds(domain::TaskPolicy& policy,
    std::span<const domain::Tier> tiersByRank, std::span<const domain::Certificate> newestFirst, int scopeTasks)
{
    std::vector<domain::Certificate> inForce;
    for (const domain::Tier& tier : tiersByRank) {
        const auto certificate
            = std::find_if(newestFirst.begin(), newestFirst.end(), [&](const domain::Certificate& candidate) {
                  return candidate.taskId == policy.taskId && candidate.tierId == tier.id;
              });
        const auto threshold = policy.thresholds.find(tier.id);
        const bool isCertified = certificate != newestFirst.end() && threshold != policy.thresholds.end()
            && certificate->threshold == threshold->second;
        if (isCertified) {
            inForce.push_back(*certificate);
        }
    }
    const std::string model
        = policy.modelVersions.empty() ? std::string() : policy.modelVersions.begin()->second;
    const std::vector<conformal::VersionsInForce> now(
        inForce.size(), conformal::VersionsInForce{policy.routerVersion, model, policy.alpha,
            core::engine::certificateBasis(policy, tiersByRank), scopeTasks});
    std::vector<VoidedThreshold> voided;
    for (std::size_t i = conformal::firstVoid(inForce, now); i < inForce.size(); ++i) {
        const std::vector<std::string> reasons = conformal::voidReasons(inForce[i], now[i]);
        voided.push_back({policy.taskId, inForce[i].tierId,
            reasons.empty() ? "It was certified on what an earlier tier escalated, whose certificate is void."
                            : reasons.front()});
        policy.thresholds.erase(inForce[i].tierId);
    }
    return voided;
}

bool removeThresholdsFrom(
    domain::TaskPolicy& policy, std::span<const domain::Tier> tiersByRank, const std::string& tierId)
{
    const auto first = std::find_if(
        tiersByRank.begin(), tiersByRank.end(), [&](const domain::Tier& tier) { return tier.id == tierId; });
    std::size_t removed = 0;
    for (auto tier = first; tier != tiersByRank.end(); ++tier) {
        removed += policy.thresholds.erase(tier->id);
    }
    return removed > 0;
}

} // namespace app
