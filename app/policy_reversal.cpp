#include "app/policy_reversal.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <vector>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;

namespace {

using TaskPolicies = std::map<std::string, domain::TaskPolicy>;

/// The newest certificate behind each threshold, found by its figures.
std::vector<domain::Certificate> certificatesBehind(
    const TaskPolicies& tasks, const std::vector<domain::Certificate>& newestFirst)
{
    std::vector<domain::Certificate> behind;
    for (const auto& [taskId, policy] : tasks) {
        const std::string model = policy.modelVersions.empty() ? std::string() : policy.modelVersions.begin()->second;
        for (const auto& [tierId, threshold] : policy.thresholds) {
            const auto found = std::ranges::find_if(newestFirst, [&](const domain::Certificate& candidate) {
                return candidate.taskId == taskId && candidate.tierId == tierId && candidate.threshold == threshold
                    && candidate.routerVersion == policy.routerVersion && candidate.modelVersion == model;
            });
            if (found != newestFirst.end()) {
                behind.push_back(*found);
            }
        }
    }
    return behind;
}

/// What of `earlier` is taken over.
TaskPolicies chosenOf(const domain::PolicyVersion& earlier, const std::string& taskId)
{
    if (taskId.empty()) {
        return earlier.tasks;
    }
    const auto found = earlier.tasks.find(taskId);
    return found == earlier.tasks.end() ? TaskPolicies() : TaskPolicies{*found};
}

/// A task on probation accepts no more than it does now: no threshold from before the alarm comes back with an earlier
/// version.
void keepOnProbation(TaskPolicies& tasks, const domain::PolicyVersion& inForce,
    const std::map<std::string, core::ports::Recertification>& onProbation)
{
    for (auto& [taskId, policy] : tasks) {
        if (!onProbation.contains(taskId)) {
            continue;
        }
        const auto now = inForce.tasks.find(taskId);
        const bool hasSameModels = now != inForce.tasks.end() && now->second.routerVersion == policy.routerVersion
            && now->second.modelVersions == policy.modelVersions
            && now->second.scorerVersions == policy.scorerVersions;
        policy.thresholds = hasSameModels ? now->second.thresholds : std::map<std::string, double>();
    }
}

} // namespace

Result<domain::PolicyVersion> revertPolicy(EngineHost& host, const std::string& policyId, const std::string& taskId,
    const std::string& author, const std::string& reason)
{
    const Result<std::vector<domain::PolicyVersion>> versions = host.stores().policies->versions();
    const Result<std::vector<domain::Certificate>> certificates = host.stores().policies->certificates({}, {});
    if (!versions || !certificates) {
        return core::fail(versions ? certificates.error() : versions.error());
    }
    const auto earlier = std::ranges::find(*versions, policyId, &domain::PolicyVersion::id);
    if (policyId.empty() || earlier == versions->end()) {
        return core::fail(ErrorCode::NotFound, "no policy version '" + policyId + "' in this workspace");
    }
    TaskPolicies taken = chosenOf(*earlier, taskId);
    const auto onProbation = host.stores().shadows->recertifications();
    if (!onProbation) {
        return core::fail(onProbation.error());
    }
    keepOnProbation(taken, versions->back(), *onProbation);
    const auto change = [&](domain::PolicyVersion& next) {
        if (taskId.empty()) {
            next.tasks.clear();
        }
        next.tasks.erase(taskId);
        next.tasks.insert(taken.begin(), taken.end());
    };
    // loaded before anything is written: a version that cannot be served is not put in force
    domain::PolicyVersion tried = versions->back();
    change(tried);
    if (const auto state = host.servingLoader().load(tried); !state) {
        return core::fail(
            ErrorCode::Conflict, "policy " + policyId + " cannot be served any more: " + state.error().message);
    }
    const std::string why = "Back to policy " + policyId + (reason.empty() ? "" : ": " + reason);
    Result<domain::PolicyVersion> version
        = host.policyJournal().append(author, why, change, certificatesBehind(taken, *certificates));
    if (!version) {
        return version;
    }
    const domain::Marker marker{version->at, "policy", taskId, why, version->id};
    if (Result<void> marked = host.stores().runs->addMarker(marker); !marked) {
        spdlog::warn("policy marker: {}", marked.error().message);
    }
    if (Result<void> reloaded = host.reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return version;
}

} // namespace app
