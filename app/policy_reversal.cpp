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
                    && candidate.alpha == policy.alpha && candidate.routerVersion == policy.routerVersion
                    && candidate.modelVersion == model;
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
/// version. The tasks that this holds back.
std::vector<std::string> keepOnProbation(TaskPolicies& tasks, const domain::PolicyVersion& inForce,
    const std::map<std::string, core::ports::Recertification>& onProbation)
{
    std::vector<std::string> heldBack;
    for (auto& [taskId, policy] : tasks) {
        if (!onProbation.contains(taskId)) {
            continue;
        }
        const auto now = inForce.tasks.find(taskId);
        const bool hasSameModels = now != inForce.tasks.end() && now->second.routerVersion == policy.routerVersion
            && now->second.modelVersions == policy.modelVersions
            && now->second.scorerVersions == policy.scorerVersions;
        auto thresholds = hasSameModels ? now->second.thresholds : std::map<std::string, double>();
        if (policy.thresholds != thresholds) {
            policy.thresholds = std::move(thresholds);
            heldBack.push_back(taskId);
        }
    }
    return heldBack;
}

std::string nothingToRevert(const std::string& policyId, const std::vector<std::string>& heldBack)
{
    if (heldBack.empty()) {
        return "what version " + policyId + " says is in force already; there is nothing to revert";
    }
    return "'" + heldBack.front() + "' is on probation: its thresholds in version " + policyId
        + " are from before the alarm and stay out of force until new answers certify them; there is nothing else to revert";
}

/// Those of `taken` that are served otherwise now. Their certificates stand anew; the monitors of the others go on.
TaskPolicies changedOf(const TaskPolicies& taken, const domain::PolicyVersion& inForce)
{
    TaskPolicies changed;
    for (const auto& [taskId, policy] : taken) {
        const auto now = inForce.tasks.find(taskId);
        if (now == inForce.tasks.end() || now->second != policy) {
            changed.insert({taskId, policy});
        }
    }
    return changed;
}

} // namespace

Result<domain::PolicyVersion> revertPolicy(EngineHost& host, const std::string& policyId, const std::string& taskId,
    const std::string& author, const std::string& reason)
{
    const Result<std::vector<domain::PolicyVersion>> versions = host.stores().policies->versions();
    const Result<std::vector<domain::Certificate>> certificates = host.stores().policies->certificates({}, {});
    const auto onProbation = host.stores().shadows->recertifications();
    if (!versions || !certificates || !onProbation) {
        return core::fail(!versions ? versions.error() : !certificates ? certificates.error() : onProbation.error());
    }
    const auto earlier = std::ranges::find(*versions, policyId, &domain::PolicyVersion::id);
    if (policyId.empty() || earlier == versions->end()) {
        return core::fail(ErrorCode::NotFound, "no policy version '" + policyId + "' in this workspace");
    }
    TaskPolicies taken = chosenOf(*earlier, taskId);
    const std::vector<std::string> heldBack = keepOnProbation(taken, versions->back(), *onProbation);
    const auto change = [&](domain::PolicyVersion& next) {
        if (taskId.empty()) {
            next.tasks.clear();
        }
        next.tasks.erase(taskId);
        next.tasks.insert(taken.begin(), taken.end());
    };
    domain::PolicyVersion tried = versions->back();
    change(tried);
    if (tried.tasks == versions->back().tasks) {
        return core::fail(ErrorCode::InvalidArgument, nothingToRevert(policyId, heldBack));
    }
    // loaded before anything is written: a version that cannot be served is not put in force
    if (const auto state = host.servingLoader().load(tried); !state) {
        return core::fail(state.error().within("version " + policyId + " cannot be served any more"));
    }
    const std::string why = "Revert to version " + policyId + " (no. " + std::to_string(earlier->sequence) + ")"
        + (reason.empty() ? "" : ": " + reason);
    Result<domain::PolicyVersion> version = host.policyJournal().append(
        author, why, change, certificatesBehind(changedOf(taken, versions->back()), *certificates));
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
