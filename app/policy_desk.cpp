#include "app/policy_desk.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

/// The certificates that the thresholds of `tasks` rest on, so that the new version carries them itself.
std::vector<domain::Certificate> certificatesBehind(
    const std::map<std::string, domain::TaskPolicy>& tasks, const std::vector<domain::Certificate>& newestFirst)
{
    std::vector<domain::Certificate> behind;
    for (const auto& [taskId, policy] : tasks) {
        for (const auto& [tierId, threshold] : policy.thresholds) {
            const auto found = std::find_if(
                newestFirst.begin(), newestFirst.end(), [&](const domain::Certificate& certificate) {
                    return certificate.taskId == policy.taskId && certificate.tierId == tierId
                        && certificate.threshold == threshold && certificate.alpha == policy.alpha
                        && certificate.routerVersion == policy.routerVersion;
                });
            if (found != newestFirst.end()) {
                behind.push_back(*found);
            }
        }
    }
    return behind;
}

} // namespace

Result<ports::CommandReceipt> PolicyDesk::run(const ports::RevertPolicy& command)
{
    const Result<std::vector<domain::PolicyVersion>> versions = m_host.stores().policies->versions();
    if (!versions) {
        return core::fail(versions.error());
    }
    const auto target = std::find_if(versions->begin(), versions->end(),
        [&](const domain::PolicyVersion& version) { return version.id == command.versionId; });
    if (target == versions->end()) {
        return core::fail(ErrorCode::NotFound, "no policy version '" + command.versionId + "' in this workspace");
    }
    const auto takeOver = [&](domain::PolicyVersion& next) {
        if (command.taskId.empty()) {
            next.tasks = target->tasks;
        } else if (const auto policy = target->tasks.find(command.taskId); policy != target->tasks.end()) {
            next.tasks[command.taskId] = policy->second;
        } else {
            next.tasks.erase(command.taskId);
        }
    };
    domain::PolicyVersion next = versions->back();
    takeOver(next);
    if (next.tasks == versions->back().tasks) {
        return core::fail(ErrorCode::InvalidArgument,
            "what version " + target->id + " says is in force already; there is nothing to revert");
    }
    if (const auto servable = m_host.servingLoader().load(next); !servable) {
        return core::fail(servable.error().within("version " + target->id + " cannot be served any more"));
    }
    const Result<std::vector<domain::Certificate>> certificates
        = m_host.stores().policies->certificates({}, {});
    if (!certificates) {
        return core::fail(certificates.error());
    }
    const std::string reason = "Revert to version " + target->id + " (no. " + std::to_string(target->sequence)
        + ")" + (command.reason.empty() ? std::string() : ": " + command.reason);
    const Result<domain::PolicyVersion> version = m_host.policyJournal().append(
        "operator", reason, takeOver, certificatesBehind(next.tasks, *certificates));
    if (!version) {
        return core::fail(version.error());
    }
    const domain::Marker marker{version->at, "policy", command.taskId, reason, version->id};
    if (const Result<void> marked = m_host.stores().runs->addMarker(marker); !marked) {
        spdlog::warn("policy marker: {}", marked.error().message);
    }
    if (const Result<void> reloaded = m_host.reload(); !reloaded) {
        return core::fail(reloaded.error());
    }
    return ports::CommandReceipt{"Version " + target->id + " is in force again, as version " + version->id, version->id};
}

} // namespace app
