#include "core/engine/loop/cascade_replay.h"

#include "core/domain/token_estimate.h"
#include "core/engine/tier_observation.h"
#include "core/evaluation/answer_metrics.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace core::engine::loop {

namespace {

domain::RoutePrediction predictionFor(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& models, const std::string& text)
{
    domain::RoutePrediction prediction;
    if (models.router != nullptr) {
        prediction = models.router->predict(task.id, text);
    }
    models.costs->complete(prediction, task.id, tiersByRank, domain::estimatedTokens(text));
    return prediction;
}

struct TierAnswer {
    std::string text;
    double score = 0;
    double quality = 0;
    domain::TokenUsage usage;
};

struct Judgement {
    bool meetsTarget = false;
    bool isReviewed = false;
};

Judgement judged(const domain::Task& task, const std::string& answer, double quality, const Reviews& reviews)
{
    const auto review = reviews.find(answer);
    if (review == reviews.end()) {
        return {quality >= task.answerFloor, false};
    }
    return {meetsTarget(review->second, task.answerFloor), true};
}

/// Of a tier that observeTier() knows.
std::string textOf(const domain::Tier& tier, const domain::Example& example)
{
    return tier.isOracle ? evaluation::referenceAnswer(example.reference) : example.responses.at(tier.model).text;
}

std::optional<TierAnswer> studentAnswer(
    const domain::Task& task, const ServedModels& models, const domain::Example& example)
{
    if (models.student == nullptr) {
        return std::nullopt;
    }
    const Result<ports::StudentAnswer> answer = models.student->answer(example.text, example.tokens);
    if (!answer) {
        return std::nullopt;
    }
    return TierAnswer{answer->text, answer->confidence,
        evaluation::answerQuality(task, answer->text, example.reference),
        {domain::estimatedTokens(example.text), domain::estimatedTokens(answer->text)}};
}

std::optional<TierAnswer> upperAnswer(const domain::Task& task, const domain::Tier& tier, const ServedModels& models,
    const domain::RoutePrediction& prediction, const domain::Example& example)
{
    const std::optional<TierObservation> observed = observeTier(tier, task, example);
    if (!observed) {
        return std::nullopt;
    }
    return TierAnswer{textOf(tier, example),
        scoreOf(models.scorers, tier.id, signalsOf(*observed, prediction, tier.id)), observed->quality,
        observed->usage};
}

/// What the last tier says and costs; the answer is absent where nobody knows it.
struct LastAnswer {
    std::optional<std::string> text;
    double quality = 0; ///< of `text`
    domain::Money cost;
};

std::optional<LastAnswer> lastAnswer(const domain::Task& task, const domain::Tier& last, const domain::Example& example,
    const std::optional<LastTierAnswer>& otherwise)
{
    if (const std::optional<TierObservation> observed = observeTier(last, task, example)) {
        const std::optional<domain::Money> cost = domain::costOf(observed->usage, last.prices);
        return cost ? std::optional(LastAnswer{textOf(last, example), observed->quality, *cost}) : std::nullopt;
    }
    if (!otherwise) {
        return std::nullopt;
    }
    const double quality
        = otherwise->text ? evaluation::answerQuality(task, *otherwise->text, example.reference) : 0.0;
    return LastAnswer{otherwise->text, quality, otherwise->cost};
}

} // namespace

StudentReading readStudent(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& models, const std::string& text, std::span<const std::string> tokens)
{
    StudentReading reading;
    const auto tier = std::ranges::find(tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    if (models.student == nullptr || tier == tiersByRank.end()) {
        return reading;
    }
    const domain::RoutePrediction prediction = predictionFor(task, tiersByRank, models, text);
    domain::TaskPolicy open;
    open.thresholds[tier->id] = 0.0;
    const std::vector<std::string> plan = routing::planRoute(prediction, tiersByRank, open);
    reading.isTried = std::ranges::find(plan, tier->id) != plan.end();
    if (const Result<ports::StudentAnswer> answer = models.student->answer(text, tokens)) {
        reading.score = routing::acceptanceScore(answer->confidence, prediction, tier->id);
        reading.answer = answer->text;
    }
    return reading;
}

std::optional<ReplayedAnswer> replayCascade(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& models, const domain::Example& example, const Reviews& reviews,
    const std::optional<LastTierAnswer>& ofLastTier)
{
    const domain::Tier& last = tiersByRank.back();
    const std::optional<LastAnswer> ofLast = lastAnswer(task, last, example, ofLastTier);
    if (!ofLast) {
        return std::nullopt;
    }
    ReplayedAnswer replayed;
    replayed.lastTierCost = ofLast->cost;
    const std::optional<TierAnswer> ofStudent = studentAnswer(task, models, example);
    replayed.studentMeets = ofStudent && judged(task, ofStudent->text, ofStudent->quality, reviews).meetsTarget;
    const domain::RoutePrediction prediction = predictionFor(task, tiersByRank, models, example.text);
    const std::vector<std::string> plan = routing::planRoute(prediction, tiersByRank, models.policy);
    for (const std::string& tierId : plan) {
        const domain::Tier& tier = *std::ranges::find(tiersByRank, tierId, &domain::Tier::id);
        if (tier.id == last.id) {
            break;
        }
        const std::optional<TierAnswer> answer = tier.provider == domain::TierProvider::Student
            ? ofStudent
            : upperAnswer(task, tier, models, prediction, example);
        if (!answer && tier.provider == domain::TierProvider::Endpoint) {
            return std::nullopt;
        }
        if (!answer) {
            continue; // it failed, which costs nothing and escalates
        }
        const std::optional<domain::Money> cost = domain::costOf(answer->usage, tier.prices);
        if (!cost) {
            return std::nullopt;
        }
        replayed.cost += *cost;
        const bool isEnd = tierId == plan.back(); // a budget ended the plan: sent unchecked
        if (isEnd || answer->score >= models.policy.thresholds.at(tierId)) {
            replayed.tierId = tierId;
            replayed.isAccepted = !isEnd;
            const Judgement judgement = judged(task, answer->text, answer->quality, reviews);
            replayed.meetsTarget = judgement.meetsTarget;
            replayed.isReviewed = judgement.isReviewed;
            return replayed;
        }
    }
    replayed.tierId = last.id;
    replayed.cost += ofLast->cost;
    replayed.isOutcomeKnown = ofLast->text.has_value();
    if (ofLast->text) {
        const Judgement judgement = judged(task, *ofLast->text, ofLast->quality, reviews);
        replayed.meetsTarget = judgement.meetsTarget;
        replayed.isReviewed = judgement.isReviewed;
    }
    return replayed;
}

} // namespace core::engine::loop
