#include "core/engine/settled_plan.h"

#include "core/engine/certificate_basis.h"
#include "core/engine/tier_reach.h"

#include <algorithm>

namespace core::engine {

bool isSettled(const domain::TaskPolicy& policy, std::span<const domain::Tier> tiersByRank,
    std::span<const domain::Certificate> newestFirst)
{
    if (tiersByRank.size() < 2) {
        return false;
    }
    const std::string basis = certificateBasis(policy, tiersByRank);
    bool hasOpenTier = false;
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        if (policy.thresholds.contains(tier.id)) {
            continue;
        }
        hasOpenTier = true;
        const auto newest = std::ranges::find_if(newestFirst, [&](const domain::Certificate& certificate) {
            return certificate.taskId == policy.taskId && certificate.tierId == tier.id;
        });
        if (newest == newestFirst.end() || !isUnreached(*newest) || newest->basis != basis) {
            return false;
        }
    }
    return hasOpenTier;
}

domain::ShadowPlan settledPlan(domain::ShadowPlan own)
{
    own.share *= own.isForCertification ? kSettledShare : 1.0;
    return own;
}

} // namespace core::engine
