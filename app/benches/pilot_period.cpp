#include "app/benches/pilot_period.h"

#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"

#include <algorithm>
#include <vector>

namespace app::benches {

namespace {

using nlohmann::ordered_json;
namespace domain = core::domain;
namespace ports = core::ports;

constexpr double kLevel = 0.95;
constexpr std::size_t kResamples = 2000;

double share(std::int64_t part, std::int64_t whole)
{
    return static_cast<double>(part) / static_cast<double>(whole);
}

ordered_json shareWithInterval(std::int64_t part, std::int64_t whole)
{
    const core::conformal::Interval interval = core::conformal::clopperPearson(part, whole, kLevel);
    return {{"share", share(part, whole)}, {"interval_95", {interval.low, interval.high}}, {"n", whole}};
}

double reduction(domain::Money spend, domain::Money lastTierOnly)
{
    return 1 - spend.usd() / lastTierOnly.usd();
}

/// Every judgement has sampling probability 1, so that its weights are counts.
bool isAlike(const PilotPeriod::Outcomes& outcomes, const ports::TrafficTotals& totals)
{
    const auto judged = static_cast<double>(outcomes.judged);
    return totals.queries == outcomes.queries && totals.judged == outcomes.judged && totals.judgedWeight == judged
        && totals.judgedMetWeight == static_cast<double>(outcomes.met);
}

} // namespace

PilotPeriod::Outcomes& PilotPeriod::Outcomes::operator+=(const Outcomes& other)
{
    queries += other.queries;
    judged += other.judged;
    met += other.met;
    return *this;
}

void PilotPeriod::add(const domain::QueryRecord& record, double answerFloor)
{
    spend += record.knownCost();
    lastTierOnly += record.lastTierCost;
    latency.add(record.latencyMs);
    const domain::Attempt* answer = record.accepted();
    const bool isJudged = answer != nullptr && answer->quality.has_value();
    const bool isMet = isJudged && *answer->quality >= answerFloor;
    const Outcomes one{1, isJudged ? 1 : 0, isMet ? 1 : 0};
    outcomes += one;
    byTask[record.taskId] += one;
    if (answer != nullptr && answer->tierId == kPilotLastTier) {
        ++lastTier;
        lastTierLatency.add(answer->latencyMs);
    } else if (answer != nullptr) {
        ++accepted;
        acceptedFailures += isMet ? 0 : 1;
    }
}

PilotPeriod& PilotPeriod::operator+=(const PilotPeriod& other)
{
    spend += other.spend;
    lastTierOnly += other.lastTierOnly;
    latency.merge(other.latency);
    lastTierLatency.merge(other.lastTierLatency);
    outcomes += other.outcomes;
    for (const auto& [taskId, ofTask] : other.byTask) {
        byTask[taskId] += ofTask;
    }
    accepted += other.accepted;
    acceptedFailures += other.acceptedFailures;
    lastTier += other.lastTier;
    return *this;
}

double PilotPeriod::costReduction() const
{
    return reduction(spend, lastTierOnly);
}

ordered_json toJson(const PilotPeriod& period)
{
    const PilotPeriod::Outcomes& all = period.outcomes;
    const double s = share(period.lastTier, all.queries);
    ordered_json json{{"queries", all.queries}, {"spend_nano_usd", period.spend.nanoUsd},
        {"last_tier_only_nano_usd", period.lastTierOnly.nanoUsd}, {"cost_reduction", period.costReduction()},
        {"met_target", shareWithInterval(all.met, all.queries)}, {"last_tier_share", s},
        {"p50_ms", period.latency.percentile(0.5)}, {"p95_ms", period.latency.percentile(0.95)},
        {"p99_ms", period.latency.percentile(0.99)}};
    for (const auto& [taskId, ofTask] : period.byTask) {
        json["met_target_by_task"][taskId] = shareWithInterval(ofTask.met, ofTask.queries);
    }
    json["accepted_failures"] = period.accepted > 0 ? shareWithInterval(period.acceptedFailures, period.accepted)
                                                    : ordered_json(nullptr);
    // with a share s > 1% at the last tier the slowest 1% of all lie at or above its (1 - .01 / s) quantile
    json["p99_at_least_ms"]
        = s > 0.01 ? ordered_json(period.lastTierLatency.percentile(1 - 0.01 / s)) : ordered_json(nullptr);
    return json;
}

bool isEqual(const PilotPeriod& period, const ports::Overview& sql)
{
    const auto last = sql.tiers.find(kPilotLastTier);
    const std::int64_t answeredByLast = last == sql.tiers.end() ? 0 : last->second.queries;
    const bool areTasksAlike = std::ranges::all_of(period.byTask, [&sql](const auto& entry) {
        const auto task = std::ranges::find(sql.tasks, entry.first, &ports::TaskSummary::taskId);
        return task != sql.tasks.end() && isAlike(entry.second, task->totals);
    });
    return sql.totals.spend == period.spend && sql.totals.lastTierOnly == period.lastTierOnly
        && sql.totals.latency == period.latency && answeredByLast == period.lastTier
        && isAlike(period.outcomes, sql.totals) && areTasksAlike;
}

ordered_json costReductionInterval(std::span<const PilotPeriod> days)
{
    if (days.size() < 2) {
        return nullptr;
    }
    core::Rng rng(1);
    std::vector<double> reductions(kResamples);
    for (double& value : reductions) {
        domain::Money spend;
        domain::Money lastTierOnly;
        for (std::size_t i = 0; i < days.size(); ++i) {
            const PilotPeriod& drawn = days[rng.below(days.size())];
            spend += drawn.spend;
            lastTierOnly += drawn.lastTierOnly;
        }
        value = reduction(spend, lastTierOnly);
    }
    std::ranges::sort(reductions);
    return {reductions[kResamples / 40], reductions[kResamples - 1 - kResamples / 40]};
}

} // namespace app::benches
