#include "core/engine/replay_samples.h"

#include "core/engine/query_session.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace core::engine {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The first tier of a row that is asked; rows hold a NaN score where one is not.
int startOf(std::span<const conformal::ReplayAnswer> row)
{
    const auto below = row.first(row.size() - 1);
    const auto first = std::find_if(
        below.begin(), below.end(), [](const conformal::ReplayAnswer& answer) { return !std::isnan(answer.score); });
    return static_cast<int>(first - below.begin());
}

void append(conformal::ReplaySample& sample, std::span<const conformal::ReplayAnswer> row, double labelWeight,
    std::size_t endTier)
{
    sample.answers.insert(sample.answers.end(), row.begin(), row.end());
    sample.startTiers.push_back(startOf(row));
    sample.endTiers.push_back(static_cast<int>(endTier));
    sample.labelWeights.push_back(labelWeight);
}

const domain::Attempt* attemptOf(const ports::TrafficQuery& query, const std::string& tierId)
{
    const auto found = std::find_if(query.attempts.begin(), query.attempts.end(), [&](const domain::Attempt& attempt) {
        return attempt.tierId == tierId && attempt.result != domain::AttemptResult::Failed;
    });
    return found == query.attempts.end() ? nullptr : &*found;
}

/// Then the query was novel to the student that was tried, not to the router, whose novel queries go straight up.
bool wasTriedBelow(const ports::TrafficQuery& query, const std::string& lastTierId)
{
    return std::ranges::any_of(query.attempts,
        [&](const domain::Attempt& attempt) { return attempt.tierId != lastTierId; });
}

const domain::TierPrediction* predictionOf(const ports::TrafficQuery& query, const std::string& tierId)
{
    const auto& tiers = query.prediction.tiers;
    const auto found = std::find_if(tiers.begin(), tiers.end(),
        [&](const domain::TierPrediction& tier) { return tier.tierId == tierId; });
    return found == tiers.end() ? nullptr : &*found;
}

conformal::ReplayAnswer answerOf(const ports::TrafficQuery& query, const std::string& tierId)
{
    conformal::ReplayAnswer answer{kUnknown, kUnknown, kUnknown, kUnknown};
    if (const domain::TierPrediction* expected = predictionOf(query, tierId); expected != nullptr) {
        answer.costUsd = expected->expectedCostUsd;
    }
    if (const domain::Attempt* attempt = attemptOf(query, tierId); attempt != nullptr) {
        answer.costUsd = attempt->cost ? attempt->cost->usd() : kUnknown;
        answer.latencyMs = attempt->latencyMs > 0 ? attempt->latencyMs : kUnknown;
        answer.score = attempt->score.value_or(kUnknown);
        answer.quality = attempt->quality.value_or(kUnknown);
        if (std::isnan(answer.quality) && attempt->result == domain::AttemptResult::Accepted) {
            answer.quality = query.judgedQuality.value_or(kUnknown);
        }
    }
    return answer;
}

/// Place of the tier in the order of rank; the last place when it is none of them.
std::size_t placeOf(std::span<const domain::Tier> tiersByRank, const std::string& tierId)
{
    const auto found = std::find_if(
        tiersByRank.begin(), tiersByRank.end(), [&](const domain::Tier& tier) { return tier.id == tierId; });
    return found == tiersByRank.end() ? tiersByRank.size() - 1 : static_cast<std::size_t>(found - tiersByRank.begin());
}

domain::TaskPolicy openPolicy(std::span<const domain::Tier> tiersByRank, const domain::RouteLimits& limits)
{
    domain::TaskPolicy policy;
    policy.limits = limits;
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        policy.thresholds[tier.id] = 0.0;
    }
    return policy;
}

} // namespace

conformal::ReplaySample sampleFrom(
    std::span<const ScoredExample> examples, std::span<const domain::Tier> tiersByRank)
{
    conformal::ReplaySample sample;
    sample.tierCount = tiersByRank.size();
    std::vector<conformal::ReplayAnswer> row(tiersByRank.size());
    for (const ScoredExample& example : examples) {
        for (std::size_t t = 0; t < row.size(); ++t) {
            const auto score = example.tiers.find(tiersByRank[t].id);
            const bool isLast = t + 1 == row.size();
            const bool isEnd = tiersByRank[t].id == example.endTierId;
            const bool isAsked = score != example.tiers.end() && (isLast || isEnd || score->second.isTried);
            row[t] = isAsked ? conformal::ReplayAnswer{isLast ? 0.0 : score->second.score, score->second.quality,
                         score->second.costUsd, score->second.latencyMs}
                             : conformal::ReplayAnswer{kUnknown, kUnknown, isLast ? kUnknown : 0.0,
                                 isLast ? kUnknown : 0.0};
        }
        append(sample, row, 1.0, placeOf(tiersByRank, example.endTierId));
    }
    return sample;
}

conformal::ReplaySample sampleFrom(
    std::span<const ports::TrafficQuery> traffic, std::span<const domain::Tier> tiersByRank,
    const domain::RouteLimits& limits, const Scorers& scorers)
{
    conformal::ReplaySample sample;
    sample.tierCount = tiersByRank.size();
    const domain::TaskPolicy open = openPolicy(tiersByRank, limits);
    std::vector<conformal::ReplayAnswer> row(tiersByRank.size());
    for (const ports::TrafficQuery& query : traffic) {
        domain::RoutePrediction prediction = query.prediction;
        prediction.isNovel = prediction.isNovel && !wasTriedBelow(query, tiersByRank.back().id);
        const std::vector<std::string> plan = routing::planRoute(prediction, tiersByRank, open);
        bool isKnown = true;
        for (std::size_t t = 0; t < row.size(); ++t) {
            const domain::Tier& tier = tiersByRank[t];
            const bool isLast = t + 1 == row.size();
            row[t] = answerOf(query, tier.id);
            if (isLast) {
                row[t].score = 0;
                row[t].costUsd = std::isnan(row[t].costUsd) && query.lastTierCost ? query.lastTierCost->usd()
                                                                                 : row[t].costUsd;
            } else if (std::find(plan.begin(), plan.end(), tier.id) == plan.end()) {
                row[t] = {kUnknown, kUnknown, 0.0, 0.0};
            } else if (std::isnan(row[t].score)) {
                // A tier that was not asked: only where the router's word is the score is it known.
                isKnown = isKnown && tier.provider != domain::TierProvider::Student;
                const double score
                    = scoreOf(scorers, tier.id, answerSignals({kUnknown, kUnknown}, query.prediction, tier.id));
                row[t].score = std::isnan(score) ? 0.0 : score;
            }
        }
        if (isKnown) {
            append(sample, row, 1 / std::max(query.judgedProbability, 1e-6), placeOf(tiersByRank, plan.back()));
        }
    }
    return sample;
}

void fillUnknownCosts(conformal::ReplaySample& sample, const conformal::ReplaySample& known)
{
    for (std::size_t t = 0; t < sample.tierCount; ++t) {
        double sum = 0;
        double count = 0;
        for (std::size_t i = 0; i < known.size(); ++i) {
            const conformal::ReplayAnswer& answer = known.answers[i * known.tierCount + t];
            const bool isAsked = !std::isnan(answer.score) && !std::isnan(answer.costUsd);
            sum += isAsked ? answer.costUsd : 0;
            count += isAsked ? 1 : 0;
        }
        for (std::size_t i = 0; count > 0 && i < sample.size(); ++i) {
            double& cost = sample.answers[i * sample.tierCount + t].costUsd;
            cost = std::isnan(cost) ? sum / count : cost;
        }
    }
}

void fillUnknownLatencies(conformal::ReplaySample& sample)
{
    for (std::size_t t = 0; t < sample.tierCount; ++t) {
        std::vector<double> known;
        for (std::size_t i = 0; i < sample.size(); ++i) {
            const conformal::ReplayAnswer& answer = sample.answers[i * sample.tierCount + t];
            if (!std::isnan(answer.latencyMs) && !std::isnan(answer.score)) {
                known.push_back(answer.latencyMs);
            }
        }
        std::size_t next = 0;
        for (std::size_t i = 0; !known.empty() && i < sample.size(); ++i) {
            double& latency = sample.answers[i * sample.tierCount + t].latencyMs;
            if (std::isnan(latency)) {
                latency = known[next++ % known.size()];
            }
        }
    }
}

double judgedShare(const conformal::ReplaySample& sample)
{
    std::size_t judged = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const std::span row(sample.answers.data() + i * sample.tierCount, sample.tierCount);
        judged += std::any_of(row.begin(), row.end(),
                      [](const conformal::ReplayAnswer& answer) { return !std::isnan(answer.quality); })
            ? 1
            : 0;
    }
    return sample.size() == 0 ? 0.0 : static_cast<double>(judged) / static_cast<double>(sample.size());
}

} // namespace core::engine
