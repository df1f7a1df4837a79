#include "app/commands/loop_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>

namespace app::commands {

namespace domain = core::domain;
namespace ports = core::ports;
using Json = nlohmann::ordered_json;

namespace {

Json numberOrNull(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

Json toObject(const ports::DecisionReport& row)
{
    const domain::LoopDecision& d = row.decision;
    Json json{{"iteration", d.iteration}, {"task", d.taskId}, {"outcome", domain::toString(d.outcome)},
        {"reason", d.reason}, {"champion_policy", d.championPolicyId}, {"champion_student", d.championStudentId},
        {"policy", d.policyId}, {"student", d.studentId}, {"router", d.routerId}, {"texts", d.texts},
        {"teacher_cost_nano_usd", d.teacherCost.nanoUsd}, {"horizon_days", d.horizonDays},
        {"predicted",
            {{"freed_queries", d.predictedFreed}, {"freed_low", d.predictedFreedLow},
                {"freed_high", d.predictedFreedHigh}, {"freed_share", d.predictedShare},
                {"net_nano_usd", d.predictedNet.nanoUsd}, {"net_low_nano_usd", d.predictedNetLow.nanoUsd},
                {"net_high_nano_usd", d.predictedNetHigh.nanoUsd}}},
        {"gate_texts", d.gateTexts}, {"champion_cost_nano_usd", d.championCost.nanoUsd},
        {"challenger_cost_nano_usd", d.challengerCost.nanoUsd},
        {"last_tier_cost_nano_usd", d.lastTierCost.nanoUsd}, {"champion_cost_ratio", nullptr},
        {"challenger_cost_ratio", nullptr}, {"champion_accepted", d.championAccepted},
        {"challenger_accepted", d.challengerAccepted}, {"thresholds_held_back", d.isHeldBack}, {"realised", nullptr}};
    if (d.learnability) {
        json["predicted"]["learnability"] = d.learnability->mean;
        json["predicted"]["learnability_low"] = d.learnability->low;
        json["predicted"]["learnability_high"] = d.learnability->high;
    }
    if (d.gateTexts > 0) {
        json["champion_cost_ratio"] = d.championCostRatio();
        json["challenger_cost_ratio"] = d.challengerCostRatio();
    }
    if (d.outcome == domain::LoopOutcome::Promoted) {
        const domain::RealisedSaving& r = row.realised;
        json["realised"] = {{"queries_before", r.queriesBefore}, {"spend_before_nano_usd", r.spendBefore.nanoUsd},
            {"last_tier_before_nano_usd", r.lastTierBefore.nanoUsd}, {"queries_after", r.queriesAfter},
            {"spend_after_nano_usd", r.spendAfter.nanoUsd},
            {"last_tier_after_nano_usd", r.lastTierAfter.nanoUsd}, {"saved_nano_usd", nullptr}};
        if (const auto saved = r.saved()) {
            json["realised"]["saved_nano_usd"] = saved->nanoUsd;
        }
    }
    return json;
}

Json toObject(const ports::GateReport& gate)
{
    Json metrics = Json::array();
    for (const domain::GateMetric& metric : gate.metrics) {
        metrics.push_back({{"metric", metric.name}, {"slice", metric.slice}, {"n", metric.n},
            {"champion", numberOrNull(metric.champion)}, {"challenger", numberOrNull(metric.challenger)},
            {"difference", numberOrNull(metric.difference)}, {"low", numberOrNull(metric.low)},
            {"high", numberOrNull(metric.high)}, {"p_value", numberOrNull(metric.pValue)},
            {"verdict", domain::toString(metric.verdict)}});
    }
    return {{"iteration", gate.iteration}, {"task", gate.taskId}, {"metrics", std::move(metrics)}};
}

} // namespace

std::vector<double> costRatios(const ports::LoopReport& report)
{
    struct Costs {
        domain::Money now;
        domain::Money lastTier;
    };
    std::map<std::string, Costs> tasks; // as served before the first gate, then updated
    int iterations = 0;
    for (const ports::DecisionReport& row : report.decisions) {
        const domain::LoopDecision& d = row.decision;
        if (d.gateTexts > 0) {
            tasks.emplace(d.taskId, Costs{d.championCost, d.lastTierCost});
            iterations = std::max(iterations, d.iteration);
        }
    }
    std::vector<double> ratios;
    for (int iteration = 0; iteration <= iterations && !tasks.empty(); ++iteration) {
        for (const ports::DecisionReport& row : report.decisions) {
            const domain::LoopDecision& d = row.decision;
            // what was promoted on probation escalates everything, as before
            if (d.iteration == iteration && d.gateTexts > 0 && d.isInForce()) {
                tasks[d.taskId] = {d.challengerCost, d.lastTierCost};
            }
        }
        domain::Money cost;
        domain::Money lastTier;
        for (const auto& [taskId, costs] : tasks) {
            cost += costs.now;
            lastTier += costs.lastTier;
        }
        ratios.push_back(lastTier.nanoUsd > 0 ? cost.usd() / lastTier.usd() : 1.0);
    }
    return ratios;
}

Json trialsJson(const ports::LoopReport& report)
{
    Json trials = Json::array();
    for (const ports::TrialReport& row : report.trials) {
        const domain::ChallengerTrial& trial = row.trial;
        Json json = toObject(ports::GateReport{trial.iteration, trial.taskId, row.metrics});
        json["state"] = domain::toString(trial.state);
        json["reason"] = trial.reason;
        json["share"] = trial.share;
        json["champion_student"] = trial.championStudentId;
        json["student"] = trial.studentId;
        json["router"] = trial.routerId;
        json["compared"] = row.compared;
        json["call_cost_nano_usd"] = row.callCost.nanoUsd;
        json["started_us"] = core::toMicroseconds(trial.startedAt);
        json["ended_us"] = trial.endedAt ? Json(core::toMicroseconds(*trial.endedAt)) : Json();
        trials.push_back(std::move(json));
    }
    return trials;
}

void printTrials(const ports::LoopReport& report)
{
    if (report.trials.empty()) {
        std::printf("no challenger of run %s was put in shadow\n", report.runId.c_str());
    }
    for (const ports::TrialReport& row : report.trials) {
        const std::string state(domain::toString(row.trial.state));
        const bool isExplained = !row.trial.reason.empty() && row.trial.reason != state;
        std::printf("%s, in shadow: %s%s%s, %lld queries compared, calls for it $%s\n", row.trial.taskId.c_str(),
            state.c_str(), isExplained ? ", " : "", isExplained ? row.trial.reason.c_str() : "",
            static_cast<long long>(row.compared),
            domain::toDecimalUsd(row.callCost).c_str());
        for (const domain::GateMetric& metric : row.metrics) {
            std::printf("  %-16s %.4f -> %.4f, difference %+.4f (%+.4f to %+.4f), n %lld: %s\n", metric.name.c_str(),
                metric.champion, metric.challenger, metric.difference, metric.low, metric.high,
                static_cast<long long>(metric.n), std::string(domain::toString(metric.verdict)).c_str());
        }
    }
}

Json toJson(const ports::LoopReport& report)
{
    Json json{{"run", report.runId}, {"cost_ratio", costRatios(report)}, {"decisions", Json::array()},
        {"gates", Json::array()}, {"trials", trialsJson(report)}, {"stages", Json::array()}};
    for (const ports::DecisionReport& row : report.decisions) {
        json["decisions"].push_back(toObject(row));
    }
    for (const ports::GateReport& gate : report.gates) {
        json["gates"].push_back(toObject(gate));
    }
    for (const domain::LoopStageRecord& stage : report.stages) {
        Json result = Json::parse(stage.resultJson, nullptr, false);
        json["stages"].push_back({{"position", stage.position}, {"iteration", stage.iteration},
            {"task", stage.taskId}, {"stage", domain::toString(stage.stage)}, {"is_finished", stage.isFinished},
            {"started_us", core::toMicroseconds(stage.startedAt)},
            {"finished_us", stage.finishedAt ? Json(core::toMicroseconds(*stage.finishedAt)) : Json()},
            {"result", result.is_discarded() ? Json() : std::move(result)}});
    }
    return json;
}

void printText(const ports::LoopReport& report)
{
    for (const ports::DecisionReport& row : report.decisions) {
        const domain::LoopDecision& d = row.decision;
        std::printf("%s, iteration %d: %s (%s)\n", d.taskId.c_str(), d.iteration,
            std::string(domain::toString(d.outcome)).c_str(), d.reason.c_str());
        if (d.texts > 0) {
            std::printf("  %lld texts taught, teacher $%s\n", static_cast<long long>(d.texts),
                domain::toDecimalUsd(d.teacherCost).c_str());
        }
        if (d.gateTexts > 0) {
            std::printf("  cost ratio %.4f -> %.4f on %lld gate texts; answered below the last tier %lld -> %lld\n",
                d.championCostRatio(), d.challengerCostRatio(), static_cast<long long>(d.gateTexts),
                static_cast<long long>(d.championAccepted), static_cast<long long>(d.challengerAccepted));
            if (d.iteration == 0) { // of a first student nothing is predicted
                continue;
            }
            std::printf("  predicted to free %.1f%% (%.1f%% measured), saving $%.2f ($%.2f to $%.2f) in %d days\n",
                100 * d.predictedShare,
                100.0 * static_cast<double>(d.challengerAccepted - d.championAccepted) / static_cast<double>(d.gateTexts),
                d.predictedNet.usd(), d.predictedNetLow.usd(), d.predictedNetHigh.usd(), d.horizonDays);
        }
    }
    const std::vector<double> ratios = costRatios(report);
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        std::printf("cost ratio of all tasks after iteration %zu: %.4f\n", i, ratios[i]);
    }
    std::printf("run %s\n", report.runId.c_str());
}

} // namespace app::commands
