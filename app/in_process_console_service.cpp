#include "app/in_process_console_service.h"

#include "app/loop_scheduler.h"
#include "app/served_certificates.h"
#include "app/stored_snapshot.h"

#include <variant>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

InProcessConsoleService::InProcessConsoleService(EngineHost& host, DemoSession* demo, GatewayDesk* gateway)
    : m_host(host)
    , m_demo(demo)
    , m_gateway(gateway)
    , m_reviews(host)
    , m_bypassDesk(host)
    , m_streamingDesk(host)
    , m_coverageDesk(host)
    , m_keyDesk(*host.stores().clientKeys)
    , m_clusterDesk(*host.stores().clusterBook, *host.stores().requests)
    , m_costDesk(host)
    , m_routerDesk(host)
    , m_policyDesk(host)
    , m_studyDesk(host)
    , m_runDesk(host)
    , m_portfolioDesk(host)
    , m_loopDesk(host)
    , m_tunedDesk(host, gateway)
    , m_lastRecordAt(newestRecordAt(*host.stores().requests))
{
    reloadStored();
    m_host.setChangedCallback([this] { reloadStored(); });
}

InProcessConsoleService::~InProcessConsoleService()
{
    m_host.setChangedCallback({});
}

void InProcessConsoleService::reloadStored()
{
    ports::ConsoleSnapshot next;
    next.workspace.path = m_host.workspace().string();
    next.workspace.name = m_host.workspace().filename().string();
    next.workspace.isDemo = m_demo != nullptr;
    const auto state = m_host.engine().servingState();
    for (const auto& [taskId, task] : state->tasks) {
        next.tasks.push_back(task.task);
    }
    if (auto plans = m_host.stores().shadows->plans()) { // as the operator set them, not what is made of them now
        std::erase_if(*plans, [](const auto& plan) { return plan.second == domain::ShadowPlan{}; });
        next.shadowPlans = std::move(*plans);
    } else {
        next.problems.push_back("The shadow plans cannot be read: " + plans.error().message);
    }
    next.tiers = state->tiersByRank;
    if (Result<std::optional<domain::PolicyVersion>> policy = m_host.stores().policies->active()) {
        next.policy = std::move(*policy);
    } else {
        next.problems.push_back("The active policy cannot be read: " + policy.error().message);
    }
    if (next.policy) {
        next.students = studentStates(*next.policy);
        if (const auto certificates = m_host.stores().policies->certificates({}, {})) {
            next.certificates = servedCertificates(*certificates, *next.policy);
        }
    }
    next.evidence = m_host.evidenceProgress();
    next.loopSchedule = m_host.loopScheduler().schedule();
    if (const auto alarms = m_host.stores().monitors->openAlarms()) {
        for (const ports::AlarmRow& alarm : *alarms) {
            next.problems.push_back(alarmProblem(alarm, next.tasks, next.tiers));
        }
    }
    const std::lock_guard lock(m_mutex);
    m_stored = std::move(next);
    m_latest.reset();
}

std::shared_ptr<const ports::ConsoleSnapshot> InProcessConsoleService::snapshot() const
{
    const ports::DecisionStoreStatus status = m_host.stores().decisions->status();
    std::vector<ports::BypassState> bypasses = m_bypassDesk.active();
    ports::GatewayState gateway = m_gateway != nullptr ? m_gateway->state() : ports::GatewayState{};
    const std::lock_guard lock(m_mutex);
    const bool isCurrent = m_latest != nullptr && m_latest->acknowledgedQueries == status.acknowledged
        && m_latest->bypasses == bypasses && m_latest->gateway == gateway
        && (m_demo == nullptr || m_latest->backfill.progress == m_demo->backfill().progress);
    if (isCurrent) {
        return m_latest;
    }
    auto next = std::make_shared<ports::ConsoleSnapshot>(m_stored);
    next->revision = ++m_revision;
    next->at = m_host.clock().now();
    next->runs = m_host.supervisor().runs();
    next->acknowledgedQueries = status.acknowledged;
    if (status.acknowledged != m_acknowledged) {
        m_acknowledged = status.acknowledged;
        m_lastRecordAt = next->at;
    }
    next->lastRecordAt = m_lastRecordAt;
    if (m_demo != nullptr) {
        next->simulatedTraffic = m_demo->traffic();
        next->backfill = m_demo->backfill();
    }
    if (!gateway.problem.empty()) {
        next->problems.push_back("The gateway does not answer: " + gateway.problem);
    }
    next->gateway = std::move(gateway);
    next->bypasses = std::move(bypasses);
    for (const ports::BypassState& bypass : next->bypasses) {
        next->problems.push_back(toText(bypass) + ".");
    }
    if (!status.lastError.empty()) {
        next->problems.push_back("Recording is in trouble: " + status.lastError);
    }
    m_latest = next;
    return next;
}

Result<ports::CommandReceipt> InProcessConsoleService::execute(const ports::ConsoleCommand& command)
{
    return std::visit([this](const auto& concrete) { return run(concrete); }, command);
}

Result<ports::RiskLevelPreview> InProcessConsoleService::previewRiskLevel(const std::string& taskId, double alpha) const
{
    return m_host.recalibration().preview(m_host.served(taskId), alpha);
}

Result<ports::PolicyPreview> InProcessConsoleService::previewPolicy(const ports::PolicyDraft& draft) const
{
    const auto served = m_host.served(draft.taskId);
    if (served.tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "no task '" + draft.taskId + "' in this workspace");
    }
    return m_host.whatIf().preview(served, draft);
}

Result<domain::RouteExplanation> InProcessConsoleService::explainRoute(const std::string& queryId) const
{
    return m_routerDesk.explain(queryId);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::RecordOutcome& command)
{
    return m_reviews.record(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::JudgeAnswer& command)
{
    return m_reviews.record(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::WithdrawJudgement& command)
{
    return m_reviews.withdraw(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::AddToReview& command)
{
    return m_reviews.add(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::TrainStudents& command)
{
    int started = 0;
    std::string runId;
    for (const auto& [taskId, task] : m_host.engine().servingState()->tasks) {
        const bool isWanted = command.taskId.empty() ? task.policy.modelVersions.empty() : taskId == command.taskId;
        if (!isWanted) {
            continue;
        }
        Result<std::string> run = m_host.supervisor().start(
            domain::RunKind::StudentTraining, taskId, core::engine::toJson(core::engine::OnboardingOptions{}));
        if (!run) {
            return core::fail(run.error());
        }
        runId = *run;
        ++started;
    }
    if (started == 0) {
        return core::fail(ErrorCode::NotFound,
            command.taskId.empty() ? "every task has a serving student" : "no task '" + command.taskId + "'");
    }
    return ports::CommandReceipt{std::to_string(started) + (started == 1 ? " run queued" : " runs queued"), runId};
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::CompareTunedModel& command)
{
    return m_tunedDesk.compare(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::TakeBackTunedModel& command)
{
    return m_tunedDesk.takeBack(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::PromoteChallenger& command)
{
    return m_tunedDesk.isComparison(command.runId) ? m_tunedDesk.promote(command) : m_loopDesk.run(command);
}

/// What ends a challenger's time beside the traffic is the same for all.
Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::ShadowChallenger& command)
{
    return command.isOn && m_tunedDesk.isComparison(command.runId) ? m_tunedDesk.shadow(command)
                                                                   : m_loopDesk.run(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::SetBypass& command)
{
    return m_bypassDesk.run(command);
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::SetStreamingMode& command)
{
    Result<ports::CommandReceipt> done = m_streamingDesk.run(command);
    if (done && m_gateway != nullptr) {
        m_gateway->refreshStreaming();
    }
    return done;
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::AddClientKey& command)
{
    return withKeysRefreshed(m_keyDesk.run(command));
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::RevokeClientKey& command)
{
    return withKeysRefreshed(m_keyDesk.run(command));
}

Result<ports::CommandReceipt> InProcessConsoleService::withKeysRefreshed(Result<ports::CommandReceipt> done)
{
    if (done && m_gateway != nullptr) {
        m_gateway->refreshKeys();
    }
    return done;
}

Result<ports::CommandReceipt> InProcessConsoleService::noGateway()
{
    return core::fail(ErrorCode::Unsupported,
        "this process cannot run a gateway; use `routenlp serve` or the window for it");
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::CancelRun& command)
{
    if (Result<void> cancelled = m_host.supervisor().cancel(command.runId); !cancelled) {
        return core::fail(cancelled.error());
    }
    return ports::CommandReceipt{"Cancelling", command.runId};
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::SetSimulatedTraffic& command)
{
    if (m_demo == nullptr) {
        return core::fail(ErrorCode::NotFound, "this workspace has no simulated workload");
    }
    m_demo->configureTraffic({command.isRunning, command.queriesPerSecond, command.driftStrength});
    reloadStored();
    return ports::CommandReceipt{command.isRunning ? "Simulated traffic is running" : "Simulated traffic is paused", {}};
}

Result<ports::CommandReceipt> InProcessConsoleService::run(const ports::SetRiskLevel& command)
{
    const auto served = m_host.served(command.taskId);
    Result<std::vector<domain::Certificate>> certificates = m_host.recalibration().certify(served, command.alpha);
    if (!certificates) {
        return core::fail(certificates.error());
    }
    const Result<domain::PolicyVersion> version = m_host.applyCertificates(command.taskId, std::move(*certificates),
        "operator", command.reason, [&](domain::TaskPolicy& policy) { policy.alpha = command.alpha; });
    if (!version) {
        return core::fail(version.error());
    }
    return ports::CommandReceipt{"Policy " + version->id + " is active", version->id};
}

} // namespace app
