#include "app/tuned_model_desk.h"

#include "core/engine/loop/comparison_conductor.h"
#include "core/engine/loop/model_comparison.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace loop = core::engine::loop;
namespace ports = core::ports;

namespace {

Result<ports::CommandReceipt> noGateway()
{
    return core::fail(ErrorCode::Unavailable,
        "this process knows no model servers; use `routenlp serve` or the window for it");
}

/// What nobody has shown yet; empty: everything was.
std::string openQuestion(const ports::LoopReport& report, const std::set<std::string>& tasks)
{
    std::int64_t inShadow = 0;
    for (const ports::TrialReport& trial : report.trials) {
        inShadow += trial.compared;
    }
    std::set<std::string> compared;
    for (const ports::DecisionReport& row : report.decisions) {
        compared.insert(row.decision.taskId);
        if (row.decision.outcome == domain::LoopOutcome::NotEnoughData) {
            return "task '" + row.decision.taskId + "': " + row.decision.reason;
        }
    }
    for (const std::string& task : tasks) {
        if (!compared.contains(task)) {
            return "task '" + task + "', which the tier serves too, was not compared";
        }
    }
    return inShadow >= TunedModelDesk::kLeastInShadow
        ? std::string()
        : "beside the traffic " + std::to_string(inShadow) + " queries were compared, of "
            + std::to_string(TunedModelDesk::kLeastInShadow) + " that are wanted";
}

/// The first gate that failed, on gate texts or beside the traffic; empty: none did.
std::string failedGate(const ports::LoopReport& report)
{
    for (const ports::DecisionReport& row : report.decisions) {
        if (row.decision.outcome == domain::LoopOutcome::Discarded) {
            return "task '" + row.decision.taskId + "': " + row.decision.reason;
        }
    }
    for (const ports::TrialReport& trial : report.trials) {
        const bool hasFailed = std::ranges::any_of(trial.metrics,
            [](const domain::GateMetric& metric) { return metric.verdict == domain::Verdict::Fail; });
        if (hasFailed) {
            return "task '" + trial.trial.taskId + "': a gate failed beside the traffic";
        }
    }
    return {};
}

std::size_t thresholdsOf(const core::engine::ServingState& state)
{
    std::size_t count = 0;
    for (const auto& [taskId, task] : state.tasks) {
        count += task.policy.thresholds.size();
    }
    return count;
}

} // namespace

bool TunedModelDesk::isComparison(const std::string& runId) const
{
    const Result<std::optional<domain::Run>> run = m_host.stores().runs->run(runId);
    return run && *run && (*run)->kind == domain::RunKind::ModelComparison;
}

Result<domain::TunedModel> TunedModelDesk::tunedModelOf(const std::string& runId) const
{
    const Result<std::optional<domain::Run>> run = m_host.stores().runs->run(runId);
    if (!run) {
        return core::fail(run.error());
    }
    return *run && (*run)->kind == domain::RunKind::ModelComparison
        ? loop::tunedModelFromJson((*run)->parametersJson)
        : core::fail(ErrorCode::NotFound, "run " + runId + " compares no tuned model");
}

Result<domain::Tier> TunedModelDesk::tierOf(const std::string& tierId) const
{
    const Result<std::vector<domain::Tier>> tiers = m_host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const auto found = std::ranges::find(*tiers, tierId, &domain::Tier::id);
    if (found == tiers->end()) {
        return core::fail(ErrorCode::NotFound, "no tier '" + tierId + "' in this workspace");
    }
    return found->provider == domain::TierProvider::Endpoint
        ? Result<domain::Tier>(*found)
        : core::fail(ErrorCode::InvalidArgument,
              "tier '" + found->name + "' is no model server; a tuned model takes the place of another model at a server");
}

Result<ports::CommandReceipt> TunedModelDesk::compare(const ports::CompareTunedModel& command)
{
    const std::string parameters = loop::toJson(command.model);
    const Result<domain::TunedModel> tuned = loop::tunedModelFromJson(parameters);
    if (!tuned) {
        return core::fail(tuned.error());
    }
    const Result<domain::Tier> tier = tierOf(tuned->tierId);
    if (!tier) {
        return core::fail(tier.error());
    }
    if (tier->model == tuned->model && tuned->baseUrl.empty()) {
        return core::fail(ErrorCode::InvalidArgument,
            "tier '" + tier->name + "' has the model '" + tuned->model + "' already; give the tuned model's name");
    }
    if (!tier->prices.inputPicoUsd || !tier->prices.outputPicoUsd) {
        return core::fail(ErrorCode::InvalidArgument,
            "the price of tier '" + tier->name + "' is unknown, so that its calls cannot be booked; set its price first");
    }
    if (!tuned->taskId.empty() && !m_host.engine().servingState()->tasks.contains(tuned->taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + tuned->taskId + "' in this workspace");
    }
    if (!tuned->teacherRunId.empty()) {
        const Result<std::optional<domain::Run>> teacher = m_host.stores().runs->run(tuned->teacherRunId);
        if (!teacher || !*teacher) {
            return teacher ? core::fail(ErrorCode::NotFound, "no run '" + tuned->teacherRunId + "' in this workspace")
                           : core::fail(teacher.error());
        }
    }
    if (const auto client = m_host.tunedClients().client(*tuned); !client) {
        return core::fail(client.error());
    }
    const Result<std::string> run
        = m_host.supervisor().start(domain::RunKind::ModelComparison, tuned->taskId, parameters);
    return run ? Result<ports::CommandReceipt>(ports::CommandReceipt{
                     "The comparison of " + tuned->model + " with " + tier->model + " is queued", *run})
               : core::fail(run.error());
}

Result<ports::CommandReceipt> TunedModelDesk::shadow(const ports::ShadowChallenger& command)
{
    const Result<domain::TunedModel> tuned = tunedModelOf(command.runId);
    const Result<ports::LoopReport> report = m_host.stores().loops->report(command.runId);
    const Result<std::vector<domain::ChallengerTrial>> running = m_host.stores().trials->running();
    if (!tuned || !report || !running) {
        return core::fail(!tuned ? tuned.error() : !report ? report.error() : running.error());
    }
    const auto decision = std::ranges::find_if(report->decisions,
        [&](const ports::DecisionReport& row) { return row.decision.taskId == command.taskId; });
    if (decision == report->decisions.end()) {
        return core::fail(ErrorCode::NotFound,
            "run " + command.runId + " has not compared the model on task '" + command.taskId + "'");
    }
    const domain::LoopOutcome outcome = decision->decision.outcome;
    if (outcome == domain::LoopOutcome::Discarded || outcome == domain::LoopOutcome::Promoted) {
        return core::fail(ErrorCode::Conflict,
            outcome == domain::LoopOutcome::Promoted ? "the model was promoted already"
                                                     : "the model is not put in shadow: " + decision->decision.reason);
    }
    const auto other = std::ranges::find(*running, command.taskId, &domain::ChallengerTrial::taskId);
    if (other != running->end() && other->runId != command.runId) {
        return core::fail(ErrorCode::Conflict,
            "the challenger of run " + other->runId + " is in shadow for this task already; stop it first");
    }
    domain::ChallengerTrial trial;
    trial.runId = command.runId;
    trial.taskId = command.taskId;
    trial.iteration = decision->decision.iteration;
    trial.share = command.share;
    trial.championStudentId = decision->decision.championStudentId;
    trial.studentId = domain::challengerId(*tuned);
    trial.startedAt = other != running->end() ? other->startedAt : m_host.clock().now();
    if (Result<void> saved = m_host.stores().trials->save(trial); !saved) {
        return core::fail(saved.error());
    }
    if (Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    const auto state = m_host.engine().servingState(); // a trial that cannot be is ended as it is loaded
    const auto task = state->tasks.find(command.taskId);
    if (task == state->tasks.end() || !task->second.challenger || task->second.challenger->runId != command.runId) {
        return core::fail(ErrorCode::Conflict, "the tier has another model by now; compare again");
    }
    return ports::CommandReceipt{
        "The challenger answers beside the traffic from the next query on; no client sees it", command.runId};
}

/// What tells of thresholds that went with the former model; empty: none did.
Result<std::string> TunedModelDesk::install(const ports::TierTakeover& what)
{
    Result<ports::SaveEndpoint> saved = m_gateway->savedEndpoint(what.tierId);
    if (!saved) {
        return core::fail(saved.error());
    }
    saved->model = what.model;
    saved->prices = what.prices;
    saved->endpoint.baseUrl = what.baseUrl;
    saved->endpoint.secretName = what.secretName;
    saved->endpoint.organisation = what.organisation;
    saved->endpoint.project = what.project;
    const std::size_t before = thresholdsOf(*m_host.engine().servingState());
    if (const auto done = m_gateway->run(*saved); !done) {
        return core::fail(done.error());
    }
    if (Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    const Result<domain::Tier> tier = tierOf(what.tierId); // read back
    if (!tier || tier->model != what.model) {
        return tier ? core::fail(ErrorCode::Internal, "tier '" + what.tierId + "' still has the model '" + tier->model + "'")
                    : core::fail(tier.error());
    }
    const std::size_t after = thresholdsOf(*m_host.engine().servingState());
    return before > after ? "; " + std::to_string(before - after)
            + " thresholds that were certified with the former model are not in force until they are certified anew"
                          : std::string();
}

Result<ports::CommandReceipt> TunedModelDesk::promote(const ports::PromoteChallenger& command)
{
    if (m_gateway == nullptr) {
        return noGateway();
    }
    const Result<domain::TunedModel> tuned = tunedModelOf(command.runId);
    Result<ports::LoopReport> report = m_host.stores().loops->report(command.runId);
    if (!tuned || !report) {
        return core::fail(!tuned ? tuned.error() : report.error());
    }
    if (report->decisions.empty()) {
        return core::fail(ErrorCode::NotFound, "run " + command.runId + " has not compared the model yet");
    }
    if (const std::string failed = failedGate(*report); !failed.empty()) {
        return core::fail(ErrorCode::Conflict, "the challenger is not promoted: " + failed);
    }
    const Result<domain::Tier> tier = tierOf(tuned->tierId);
    const Result<ports::SaveEndpoint> former = m_gateway->savedEndpoint(tuned->tierId);
    if (!tier || !former) {
        return core::fail(!tier ? tier.error() : former.error());
    }
    const Result<std::optional<ports::TierTakeover>> earlier = m_host.stores().comparisons->takeover(command.runId);
    if (!earlier) {
        return core::fail(earlier.error());
    }
    const bool isPromoted = std::ranges::any_of(report->decisions, [](const ports::DecisionReport& row) {
        return row.decision.outcome == domain::LoopOutcome::Promoted;
    });
    if (isPromoted && *earlier && !(*earlier)->takenBackAt) { // a second takeover would forget what was there before
        return core::fail(ErrorCode::Conflict, "the model was promoted already");
    }
    const bool isOfOther = std::ranges::any_of(report->decisions, [&](const ports::DecisionReport& row) {
        return row.decision.championStudentId != loop::championId(*tier);
    });
    if (isOfOther) {
        return core::fail(ErrorCode::Conflict,
            "tier '" + tier->name + "' has another model (" + tier->model + ") than the one that was compared; compare again");
    }
    std::set<std::string> tasks;
    for (const auto& [taskId, task] : m_host.engine().servingState()->tasks) {
        tasks.insert(taskId);
    }
    if (const std::string open = openQuestion(*report, tasks); !open.empty() && command.reason.empty()) {
        return core::fail(ErrorCode::InvalidArgument, open + "; say why the challenger is promoted all the same");
    }
    const std::string baseUrl = tuned->baseUrl.empty() ? former->endpoint.baseUrl : tuned->baseUrl;
    const std::string secret = tuned->baseUrl.empty() ? former->endpoint.secretName : tuned->secretName;
    const core::TimePoint now = m_host.clock().now();
    // before the change: a program that ends between the two can still take it back
    const ports::TierTakeover takeover{command.runId, tier->id, now, command.reason, former->model,
        former->endpoint.baseUrl, former->endpoint.secretName, former->endpoint.organisation, former->endpoint.project,
        tier->prices, {}}; // the prices in force, whether the file or Portfolio set them
    if (Result<void> saved = m_host.stores().comparisons->save(takeover); !saved) {
        return core::fail(saved.error());
    }
    const bool isOtherServer = !tuned->baseUrl.empty();
    const ports::TierTakeover installedAs{command.runId, tier->id, now, {}, tuned->model, baseUrl, secret,
        isOtherServer ? std::string() : former->endpoint.organisation,
        isOtherServer ? std::string() : former->endpoint.project, tuned->prices, {}};
    const Result<std::string> installed = install(installedAs);
    if (!installed) {
        return core::fail(installed.error());
    }
    for (ports::DecisionReport& row : report->decisions) {
        row.decision.outcome = domain::LoopOutcome::Promoted;
        row.decision.at = now;
        if (Result<void> saved = m_host.stores().loops->saveDecision(row.decision); !saved) {
            return core::fail(saved.error());
        }
    }
    for (ports::TrialReport& row : report->trials) {
        if (!row.trial.endedAt) {
            row.trial.state = domain::TrialState::Promoted;
            row.trial.reason = "promoted";
            row.trial.endedAt = now;
            if (Result<void> saved = m_host.stores().trials->save(row.trial); !saved) {
                return core::fail(saved.error());
            }
        }
    }
    const std::string text = tuned->model + " took the place of " + former->model + " in tier " + tier->name;
    if (Result<void> marked = m_host.stores().runs->addMarker({now, "run", {}, text, command.runId, false}); !marked) {
        return core::fail(marked.error());
    }
    if (Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    return ports::CommandReceipt{text + *installed, command.runId};
}

Result<ports::CommandReceipt> TunedModelDesk::takeBack(const ports::TakeBackTunedModel& command)
{
    if (m_gateway == nullptr) {
        return noGateway();
    }
    const Result<domain::TunedModel> tuned = tunedModelOf(command.runId);
    Result<std::optional<ports::TierTakeover>> takeover = m_host.stores().comparisons->takeover(command.runId);
    if (!tuned || !takeover) {
        return core::fail(!tuned ? tuned.error() : takeover.error());
    }
    if (!*takeover || (*takeover)->takenBackAt) {
        return core::fail(ErrorCode::NotFound,
            *takeover ? "the model of run " + command.runId + " was taken back already"
                      : "the model of run " + command.runId + " took no tier's place");
    }
    const Result<domain::Tier> tier = tierOf((*takeover)->tierId);
    if (!tier) {
        return core::fail(tier.error());
    }
    if (tier->model != tuned->model) {
        return core::fail(ErrorCode::Conflict,
            "tier '" + tier->name + "' has the model '" + tier->model + "' by now; edit it in Portfolio");
    }
    ports::TierTakeover& former = **takeover;
    const Result<std::string> installed = install(former);
    if (!installed) {
        return core::fail(installed.error());
    }
    former.takenBackAt = m_host.clock().now();
    if (Result<void> saved = m_host.stores().comparisons->save(former); !saved) {
        return core::fail(saved.error());
    }
    const std::string text = former.model + " is back in tier " + tier->name;
    if (Result<void> marked = m_host.stores().runs->addMarker({*former.takenBackAt, "run", {}, text, command.runId, false});
        !marked) {
        return core::fail(marked.error());
    }
    return ports::CommandReceipt{text + *installed, command.runId};
}

} // namespace app
