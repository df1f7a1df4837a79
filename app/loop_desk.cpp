#include "app/loop_desk.h"

#include "app/loop_scheduler.h"
#include "core/engine/loop/loop_conductor.h"

namespace app {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

core::Error notYet(const char* what)
{
    return {core::ErrorCode::Unsupported, std::string(what) + " is not built into this version"};
}

} // namespace

Result<ports::CommandReceipt> LoopDesk::start(
    domain::RunKind kind, const std::string& taskId, const domain::LoopOptions& options)
{
    if (!taskId.empty() && !m_host.engine().servingState()->tasks.contains(taskId)) {
        return core::fail(core::ErrorCode::NotFound, "no task '" + taskId + "' in this workspace");
    }
    const std::string parameters = core::engine::loop::toJson(options);
    if (const auto sound = core::engine::loop::loopOptionsFromJson(parameters); !sound) {
        return core::fail(sound.error());
    }
    Result<std::string> run = m_host.supervisor().start(kind, taskId, parameters);
    if (!run) {
        return core::fail(run.error());
    }
    return ports::CommandReceipt{"1 run queued", std::move(*run)};
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::StartLoop& command)
{
    return start(domain::RunKind::Loop, command.taskId, command.options);
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::DistilCluster& command)
{
    if (command.cluster.taskId.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "the cluster has queries of several tasks; choose one task first: students answer one each");
    }
    domain::LoopOptions options = command.options;
    options.iterations = 1;
    options.members = command.cluster.members;
    return start(domain::RunKind::Distillation, command.cluster.taskId, options);
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::FindClusters& command)
{
    domain::LoopOptions options;
    options.days = command.days;
    options.seed = command.seed;
    return start(domain::RunKind::Clustering, command.taskId, options);
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::ResumeRun& command)
{
    if (Result<void> resumed = m_host.supervisor().resume(command.runId); !resumed) {
        return core::fail(resumed.error());
    }
    return ports::CommandReceipt{"The run goes on after its last finished stage", command.runId};
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::PromoteChallenger& command)
{
    const auto version = m_host.loops().promote(command.runId, command.taskId, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{"Policy " + version->id + " is active", version->id};
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::ShadowChallenger&)
{
    return core::fail(notYet("a shadowed challenger"));
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::SetLoopSchedule& command)
{
    if (Result<void> set = m_host.loopScheduler().setSchedule(command.schedule); !set) {
        return core::fail(set.error());
    }
    const domain::LoopSchedule schedule = m_host.loopScheduler().schedule(); // read back
    m_host.announceChange();
    const std::string minute = std::to_string(schedule.minuteOfDay % 60);
    const std::string nightly = schedule.isNightly
        ? "every night at " + std::to_string(schedule.minuteOfDay / 60) + ":" + (minute.size() < 2 ? "0" : "") + minute
            + " UTC"
        : std::string();
    const std::string alarms = schedule.answersAlarms ? "on every coverage alarm" : "";
    const std::string both = nightly.empty() || alarms.empty() ? nightly + alarms : nightly + " and " + alarms;
    return ports::CommandReceipt{both.empty() ? "Loops start by hand alone" : "Loops start " + both, {}};
}

} // namespace app
