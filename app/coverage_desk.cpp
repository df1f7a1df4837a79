#include "app/coverage_desk.h"

#include <spdlog/spdlog.h>

#include <cmath>
#include <optional>

namespace app {

using core::Result;
namespace ports = core::ports;

namespace {

std::optional<ports::PredictedFigure> figureOf(const ports::Band& now, const ports::Band& then)
{
    return std::isnan(now.value) || std::isnan(then.value)
        ? std::nullopt
        : std::optional(ports::PredictedFigure{now.value, then.value, then.low95, then.high95});
}

ports::PredictedEffect effectOf(const ports::PolicyPreview& preview)
{
    return {preview.draft.taskId, preview.trafficQueries,
        figureOf(preview.now.costPerQueryUsd, preview.then.costPerQueryUsd),
        figureOf(preview.now.quality, preview.then.quality),
        figureOf(preview.now.escalationRate, preview.then.escalationRate)};
}

} // namespace

Result<ports::CommandReceipt> CoverageDesk::run(const ports::AcknowledgeAlarm& command)
{
    if (Result<void> done = m_host.acknowledgeAlarm(command.alarmId); !done) {
        return core::fail(done.error());
    }
    return ports::CommandReceipt{"Alarm acknowledged", command.alarmId};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::StartProbation& command)
{
    const Result<core::domain::PolicyVersion> version
        = m_host.startProbation(command.taskId, command.tierId, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{
        "Probation: the tier escalates everything from policy " + version->id + " on", version->id};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::SetAlarmResponse& command)
{
    if (Result<void> set = m_host.setAlarmResponse(command.isAutomatic); !set) {
        return core::fail(set.error());
    }
    return ports::CommandReceipt{
        command.isAutomatic ? "Alarms start probation by themselves" : "Alarms wait for your word", {}};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::ApplyPolicyDraft& command)
{
    const auto served = m_host.served(command.draft.taskId);
    const auto predicted = served.tiersByRank.empty() ? Result<ports::PolicyPreview>(core::fail(core::ErrorCode::NotFound, ""))
                                                      : m_host.whatIf().preview(served, command.draft);
    const Result<core::domain::PolicyVersion> version
        = m_host.applyDraft(command.draft, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    if (predicted) { // without judged answers there is none
        const Result<void> kept = m_host.stores().predictions->keep(version->id, {effectOf(*predicted)});
        if (!kept) {
            spdlog::warn("what was predicted for policy {} is not kept: {}", version->id, kept.error().message);
        }
    }
    return ports::CommandReceipt{"Policy " + version->id + " is active", version->id};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::SetShadowPlan& command)
{
    if (Result<void> set = m_host.setShadowPlan(command.taskId, command.plan); !set) {
        return core::fail(set.error());
    }
    const bool isOn = command.plan.share > 0 || command.plan.judgesAudits;
    return ports::CommandReceipt{
        isOn ? "From the next query on it runs beside the traffic" : "Nothing runs beside the traffic any more", {}};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::CertifyFromShadow& command)
{
    const Result<core::domain::PolicyVersion> version = m_host.certifyFromShadow(command.taskId, "operator");
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{version->reason + ": policy " + version->id, version->id};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::JudgeShadowAnswer& command)
{
    if (command.reviewer.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "a judgement needs the name of who judged");
    }
    const core::domain::ShadowReview review{
        command.queryId, command.tierId, m_host.clock().now(), command.reviewer, command.meetsTarget};
    if (Result<void> stored = m_host.stores().shadows->review(review); !stored) {
        return core::fail(stored.error());
    }
    m_host.evidenceChanged();
    return ports::CommandReceipt{"Recorded", command.queryId};
}

Result<ports::CommandReceipt> CoverageDesk::run(const ports::SetPromiseScope& command)
{
    const auto scope
        = command.isAllTasks ? core::conformal::PromiseScope::AllTasks : core::conformal::PromiseScope::PerTask;
    if (Result<void> set = m_host.setPromiseScope(scope); !set) {
        return core::fail(set.error());
    }
    return ports::CommandReceipt{command.isAllTasks ? "Promises cover all tasks at once; narrower ones are void"
                                                    : "Each promise covers its own task",
        {}};
}

} // namespace app
