#include "app/benches/pilot_nights.h"

#include <utility>
#include <vector>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace ports = core::ports;

ordered_json toJson(const ports::DecisionReport& row)
{
    const domain::LoopDecision& decision = row.decision;
    ordered_json json{{"task", decision.taskId}, {"iteration", decision.iteration},
        {"outcome", domain::toString(decision.outcome)}, {"reason", decision.reason}, {"texts", decision.texts},
        {"teacher_cost_nano_usd", decision.teacherCost.nanoUsd}, {"gate_texts", decision.gateTexts}};
    if (decision.gateTexts > 0) {
        json["champion_cost_ratio"] = decision.championCostRatio();
        json["challenger_cost_ratio"] = decision.challengerCostRatio();
        json["champion_accepted"] = decision.championAccepted;
        json["challenger_accepted"] = decision.challengerAccepted;
    }
    json["predicted_net_nano_usd"] = decision.predictedNet.nanoUsd;
    if (const auto saved = row.realised.saved()) {
        json["realised_saving_nano_usd"] = saved->nanoUsd;
    }
    return json;
}

} // namespace

Result<ordered_json> nightsJson(std::span<const PilotNight> nights, const ports::LoopHistory& loops)
{
    ordered_json json = ordered_json::array();
    for (const PilotNight& night : nights) {
        const Result<ports::LoopReport> report = loops.report(night.runId);
        if (!report) {
            return core::fail(report.error());
        }
        ordered_json decisions = ordered_json::array();
        domain::Money teacherCost;
        for (const ports::DecisionReport& row : report->decisions) {
            decisions.push_back(toJson(row));
            teacherCost += row.decision.teacherCost;
        }
        json.push_back({{"after_day", night.afterDay}, {"run", night.runId}, {"imported_texts", night.importedTexts},
            {"teacher_cost_nano_usd", teacherCost.nanoUsd}, {"decisions", std::move(decisions)},
            {"certificates", night.certificates}});
    }
    return json;
}

Result<domain::Money> trainingSpend(const ports::LoopHistory& loops, const ports::TimeRange& range)
{
    const Result<std::vector<ports::TrainingSpend>> spend = loops.trainingSpend(range, {});
    if (!spend) {
        return core::fail(spend.error());
    }
    domain::Money sum;
    for (const ports::TrainingSpend& row : *spend) {
        sum += row.spend;
    }
    return sum;
}

} // namespace app::benches
