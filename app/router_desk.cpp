#include "app/router_desk.h"

#include "core/engine/router_training.h"

#include <algorithm>
#include <chrono>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

std::string reasonOr(const std::string& reason, const std::string& otherwise)
{
    return reason.empty() ? otherwise : reason;
}

} // namespace

Result<ports::CommandReceipt> RouterDesk::run(const ports::TrainRouter& command)
{
    const auto state = m_host.engine().servingState();
    if (!command.taskId.empty() && !state->tasks.contains(command.taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    const std::string parameters = command.parametersJson.empty()
        ? core::engine::toJson(core::engine::RouterTrainingOptions{})
        : command.parametersJson;
    const auto options = core::engine::routerTrainingOptionsFromJson(parameters);
    if (!options) {
        return core::fail(options.error());
    }
    if (!options->baseRouter.empty()) {
        const auto base = m_host.stores().runs->artefact(options->baseRouter);
        if (!base || !*base || (*base)->kind != "router") {
            return core::fail(
                base ? core::Error{ErrorCode::NotFound, "no router '" + options->baseRouter + "' in this workspace"}
                     : base.error());
        }
    }
    Result<std::string> run
        = m_host.supervisor().start(domain::RunKind::RouterTraining, command.taskId, core::engine::toJson(*options));
    return run ? Result<ports::CommandReceipt>(ports::CommandReceipt{"Router training queued", *run})
               : core::fail(run.error());
}

Result<ports::CommandReceipt> RouterDesk::run(const ports::UseRouter& command)
{
    const auto artefact = m_host.stores().runs->artefact(command.routerId);
    if (!artefact) {
        return core::fail(artefact.error());
    }
    if (!*artefact || (*artefact)->kind != "router") {
        return core::fail(
            ErrorCode::NotFound, "no router '" + command.routerId + "' in this workspace; see routenlp router list");
    }
    const Result<std::shared_ptr<const ports::Router>> router = m_host.servingLoader().router(command.routerId);
    if (!router) {
        return core::fail(router.error());
    }
    const std::string onlyTask = command.taskId.empty() ? (*artefact)->taskId : command.taskId;
    if (!(*artefact)->taskId.empty() && onlyTask != (*artefact)->taskId) {
        return core::fail(ErrorCode::InvalidArgument,
            "router '" + command.routerId + "' was trained for task '" + (*artefact)->taskId + "' alone");
    }
    ports::CommandReceipt receipt;
    int switched = 0;
    const std::shared_ptr<const core::engine::ServingState> state = m_host.engine().servingState();
    for (const auto& [taskId, task] : state->tasks) {
        if (!onlyTask.empty() && taskId != onlyTask) {
            continue;
        }
        core::engine::RiskRecalibration::Served served = m_host.served(taskId);
        served.task.router = *router;
        served.task.policy.routerVersion = command.routerId;
        served.task.policy.scorerVersions.clear(); // learned beside the router of before
        served.task.scorers.clear();
        const Result<domain::PolicyVersion> version = recertified(taskId, served,
            reasonOr(command.reason, "Router " + command.routerId + " takes over " + task.task.name),
            [&](domain::TaskPolicy& policy) {
                policy.routerVersion = command.routerId;
                policy.scorerVersions.clear();
            });
        if (!version) {
            return core::fail(version.error());
        }
        receipt.reference = version->id;
        ++switched;
    }
    if (switched == 0) {
        return core::fail(ErrorCode::NotFound, "no task '" + onlyTask + "' in this workspace");
    }
    receipt.message = "Router " + command.routerId + " serves " + std::to_string(switched)
        + (switched == 1 ? " task" : " tasks") + "; policy " + receipt.reference + " is active";
    return receipt;
}

Result<ports::CommandReceipt> RouterDesk::run(const ports::SetRouteLimits& command)
{
    const auto isSound = [](const std::optional<double>& limit) { return !limit || *limit > 0; };
    if (!isSound(command.latencyMs) || !isSound(command.costUsd)) {
        return core::fail(ErrorCode::InvalidArgument, "a limit must be above 0; leave it out for none");
    }
    core::engine::RiskRecalibration::Served served = m_host.served(command.taskId);
    if (served.tiersByRank.empty()) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "' in this workspace");
    }
    const domain::RouteLimits limits{command.latencyMs, command.costUsd};
    served.task.policy.limits = limits;
    const Result<domain::PolicyVersion> version = recertified(command.taskId, served,
        reasonOr(command.reason, limits.isEmpty() ? "Limits lifted" : "Limits of latency or cost"),
        [&](domain::TaskPolicy& policy) { policy.limits = limits; });
    return version ? Result<ports::CommandReceipt>(
               ports::CommandReceipt{"Policy " + version->id + " is active", version->id})
                   : core::fail(version.error());
}

Result<domain::PolicyVersion> RouterDesk::recertified(const std::string& taskId,
    const core::engine::RiskRecalibration::Served& served, const std::string& reason,
    const std::function<void(domain::TaskPolicy&)>& change)
{
    std::vector<domain::Certificate> certificates;
    const domain::TaskPolicy& policy = served.task.policy;
    if (served.student != nullptr && !policy.thresholds.empty()) {
        Result<std::vector<domain::Certificate>> certified = m_host.recalibration().certify(served, policy.alpha);
        if (!certified) {
            return core::fail(certified.error().within("task '" + taskId + "'"));
        }
        certificates = std::move(*certified);
    }
    return m_host.applyCertificates(taskId, std::move(certificates), "operator", reason, change);
}

Result<domain::RouteExplanation> RouterDesk::explain(const std::string& queryId) const
{
    const Result<std::optional<domain::QueryRecord>> record = m_host.stores().requests->find(queryId);
    if (!record) {
        return core::fail(record.error());
    }
    if (!*record) {
        return core::fail(ErrorCode::NotFound, "no request " + queryId + " in this workspace");
    }
    if ((*record)->routerVersion.empty()) {
        return core::fail(ErrorCode::NotFound, "no router was in force for this request");
    }
    if ((*record)->text.empty()) {
        return core::fail(ErrorCode::NotFound, "the text of this request is not stored, and a prediction is about its words");
    }
    const Result<std::shared_ptr<const ports::Router>> router = m_host.servingLoader().router((*record)->routerVersion);
    if (!router) {
        return core::fail(router.error());
    }
    Result<domain::RouteExplanation> explanation = (*router)->explain((*record)->taskId, (*record)->text);
    if (explanation) {
        explanation->routerVersion = (*record)->routerVersion;
        const core::TimePoint now = m_host.clock().now();
        const auto novel = m_host.stores().routerSignals->novelQueries(
            (*record)->taskId, now - std::chrono::days(7), now + std::chrono::seconds(1));
        if (!novel) {
            return core::fail(novel.error());
        }
        explanation->novelThisWeek = *novel;
    }
    return explanation;
}

} // namespace app
