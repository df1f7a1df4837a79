#include "app/benches/challenger_gate.h"

#include "core/domain/loop.h"
#include "core/engine/loop/gates.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace app::benches {

namespace {

using nlohmann::ordered_json;
namespace domain = core::domain;
namespace loop = core::engine::loop;

domain::GateAnswer answerOf(const CascadeSetup& setup, const CascadeQuery& before, const Thresholds& champion,
    const CascadeQuery& after, const Thresholds& challenger, const PriceTable& prices)
{
    const RoutedQuery old = routed(setup, before, champion, prices);
    const RoutedQuery now = routed(setup, after, challenger, prices);
    const std::size_t student = before.size() - 2;
    domain::GateAnswer answer;
    answer.championTier = setup.tierIds[old.tier];
    answer.championMeets = !before[old.tier].isFailure;
    answer.championStudentMeets = !before[student].isFailure;
    answer.championCost = {old.costNanoUsd};
    answer.challengerTier = setup.tierIds[now.tier];
    answer.challengerMeets = !after[now.tier].isFailure;
    answer.challengerStudentMeets = !after[student].isFailure;
    answer.challengerCost = {now.costNanoUsd};
    answer.lastTierCost = domain::costOf(after.back().usage, prices.prices.back()).value_or(domain::Money{});
    return answer;
}

domain::TaskPolicy policyOf(const CascadeSetup& setup, const Thresholds& thresholds)
{
    domain::TaskPolicy policy;
    policy.answerFloor = setup.answerFloor;
    policy.alpha = setup.target.alpha;
    policy.delta = setup.target.delta;
    for (std::size_t tier = 0; tier < thresholds.size(); ++tier) {
        if (thresholds[tier]) {
            policy.thresholds[setup.tierIds[tier]] = *thresholds[tier];
        }
    }
    return policy;
}

ordered_json numberOrNull(double value)
{
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json toJson(const domain::GateMetric& metric)
{
    return {{"metric", metric.name}, {"n", metric.n}, {"champion", numberOrNull(metric.champion)},
        {"challenger", numberOrNull(metric.challenger)}, {"difference", numberOrNull(metric.difference)},
        {"low", numberOrNull(metric.low)}, {"high", numberOrNull(metric.high)},
        {"p_value", numberOrNull(metric.pValue)}, {"verdict", domain::toString(metric.verdict)}};
}

const domain::GateMetric& metricOf(const std::vector<domain::GateMetric>& metrics, std::string_view name)
{
    return *std::ranges::find(metrics, name, &domain::GateMetric::name);
}

bool answersNothing(const Thresholds& thresholds)
{
    return std::ranges::none_of(thresholds, [](const auto& threshold) { return threshold.has_value(); });
}

} // namespace

ChallengerVerdict judgeChallenger(const CascadeSetup& setup, const GateSide& champion, const GateSide& challenger,
    const PriceTable& prices)
{
    std::vector<domain::GateAnswer> answers;
    for (std::size_t i = 0; i < champion.queries.size(); ++i) {
        answers.push_back(answerOf(setup, champion.queries[i], champion.thresholds, challenger.queries[i],
            challenger.thresholds, prices));
    }
    const std::vector<domain::GateMetric> metrics = loop::pairedMetrics(
        answers, setup.tierIds.back(), true, policyOf(setup, challenger.thresholds), loop::GateRules{});
    ChallengerVerdict verdict;
    for (const domain::GateMetric& metric : metrics) {
        verdict.metrics.push_back(toJson(metric));
    }
    // as runGates() has it: where nothing is certified, neither answers nor costs can tell the two apart
    const domain::GateMetric& own = metricOf(metrics, domain::kGateStudentQuality);
    const bool isUnheard = answersNothing(champion.thresholds) && answersNothing(challenger.thresholds);
    if (isUnheard && own.verdict == domain::Verdict::Pass && own.low > 0) {
        verdict.isPromoted = true;
        verdict.goesOn = true;
        verdict.reason = "nothing of it is certified, as nothing of the champion is; its own answers are better";
        return verdict;
    }
    const loop::GateVerdict found = loop::verdictOver(metrics);
    const domain::GateMetric& cost = metricOf(metrics, domain::kGateCost);
    verdict.isPromoted = found.outcome == domain::LoopOutcome::Promoted;
    verdict.goesOn = verdict.isPromoted && std::abs(cost.difference) >= domain::LoopOptions{}.stopBelow;
    verdict.reason = found.reason;
    return verdict;
}

} // namespace app::benches
