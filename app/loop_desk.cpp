#include "app/loop_desk.h"

#include "app/loop_scheduler.h"
#include "core/engine/loop/loop_conductor.h"

#include <algorithm>

namespace app {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

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
    const auto version = m_host.loops().decider().promote(command.runId, command.taskId, "operator", command.reason);
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{"Policy " + version->id + " is active", version->id};
}

Result<ports::CommandReceipt> LoopDesk::run(const ports::ShadowChallenger& command)
{
    const Result<std::vector<domain::ChallengerTrial>> running = m_host.stores().trials->running();
    if (!running) {
        return core::fail(running.error());
    }
    const auto current = std::ranges::find(*running, command.taskId, &domain::ChallengerTrial::taskId);
    const bool isThis = current != running->end() && current->runId == command.runId;
    if (!command.isOn) {
        return isThis ? endTrial(*current)
                      : core::fail(core::ErrorCode::NotFound,
                            "the challenger of run " + command.runId + " for task '" + command.taskId
                                + "' is not in shadow");
    }
    if (current != running->end() && !isThis) {
        return core::fail(core::ErrorCode::Conflict,
            "the challenger of run " + current->runId + " is in shadow for this task already; stop it first");
    }
    return beginTrial(command, isThis ? current->startedAt : m_host.clock().now());
}

Result<ports::CommandReceipt> LoopDesk::beginTrial(const ports::ShadowChallenger& command, core::TimePoint since)
{
    const auto challenger = m_host.loops().decider().challenger(command.runId, command.taskId);
    if (!challenger) {
        return core::fail(challenger.error());
    }
    const domain::LoopDecision& decision = challenger->decision;
    if (decision.outcome == domain::LoopOutcome::Discarded || decision.outcome == domain::LoopOutcome::Promoted) {
        return core::fail(core::ErrorCode::Conflict,
            decision.outcome == domain::LoopOutcome::Promoted
                ? "the challenger was promoted already"
                : "the challenger is not put in shadow: " + decision.reason);
    }
    domain::ChallengerTrial trial;
    trial.runId = command.runId;
    trial.taskId = command.taskId;
    trial.iteration = decision.iteration;
    trial.share = command.share;
    trial.championStudentId = decision.championStudentId;
    trial.studentId = decision.studentId;
    trial.routerId = decision.routerId;
    trial.startedAt = since;
    for (const domain::Certificate& certificate : challenger->models.certificates) {
        if (certificate.threshold) {
            trial.thresholds[certificate.tierId] = *certificate.threshold;
        }
    }
    if (Result<void> saved = m_host.stores().trials->save(trial); !saved) {
        return core::fail(saved.error());
    }
    if (Result<void> loaded = m_host.reload(); !loaded) { // ends it where another student is served
        return core::fail(loaded.error());
    }
    const auto state = m_host.engine().servingState();
    const auto task = state->tasks.find(command.taskId);
    if (task == state->tasks.end() || task->second.challenger == nullptr) {
        return core::fail(core::ErrorCode::Conflict,
            "the challenger cannot answer beside the traffic: its champion is not served any more, or its model "
            "cannot be loaded; run the loop again");
    }
    return ports::CommandReceipt{
        "The challenger answers beside the traffic from the next query on; no client sees it", command.runId};
}

Result<ports::CommandReceipt> LoopDesk::endTrial(domain::ChallengerTrial trial)
{
    trial.state = domain::TrialState::Stopped;
    trial.reason = "stopped by the operator";
    trial.endedAt = m_host.clock().now();
    if (Result<void> saved = m_host.stores().trials->save(trial); !saved) {
        return core::fail(saved.error());
    }
    if (Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    return ports::CommandReceipt{"The challenger answers no more; what was compared stays with the run", trial.runId};
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
