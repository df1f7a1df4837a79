#include "core/engine/tier_certification.h"

#include "core/engine/tier_observation.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace core::engine {

namespace {

/// A policy under which every tier below the last may be tried: the plan then depends on costs, novelty and limits.
domain::TaskPolicy openPolicy(std::span<const domain::Tier> tiersByRank, const domain::RouteLimits& limits)
{
    domain::TaskPolicy policy;
    policy.limits = limits;
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        policy.thresholds[tier.id] = 0.0;
    }
    return policy;
}

std::optional<ScoredExample::TierScore> scoreTier(const CertificationContext& context, const domain::Tier& tier,
    const domain::Example& example, const domain::RoutePrediction& prediction)
{
    double confidence = std::numeric_limits<double>::quiet_NaN();
    double quality = 0;
    if (tier.provider == domain::TierProvider::Student) {
        const Result<ports::StudentAnswer> answer = context.student.answer(example.text, example.tokens);
        if (!answer || example.reference.isEmpty()) {
            return std::nullopt;
        }
        confidence = answer->confidence;
        quality = evaluation::answerQuality(context.task, answer->text, example.reference);
    } else {
        const std::optional<TierObservation> observed = observeTier(tier, context.task, example);
        if (!observed) {
            return std::nullopt;
        }
        quality = observed->quality;
    }
    ScoredExample::TierScore score;
    score.score = routing::acceptanceScore(confidence, prediction, tier.id);
    score.isFailure = quality < context.task.answerFloor;
    return score;
}

/// Disjoint parts by the last digits of the hash; the split itself used the first ones.
bool isInPart(const ScoredExample& example, std::size_t part, std::size_t parts)
{
    return std::stoull(example.textHash.substr(48), nullptr, 16) % parts == part;
}

std::vector<ports::JudgedAnswer> judgedAnswers(std::span<const ScoredExample> examples, const std::string& tierId,
    const std::vector<domain::Certificate>& earlier, std::size_t part, std::size_t parts)
{
    const auto reachesTier = [&](const ScoredExample& example) {
        return std::none_of(earlier.begin(), earlier.end(), [&](const domain::Certificate& certificate) {
            const auto score = example.tiers.find(certificate.tierId);
            return score != example.tiers.end() && score->second.isTried && certificate.threshold
                && score->second.score >= *certificate.threshold;
        });
    };
    std::vector<ports::JudgedAnswer> judged;
    for (const ScoredExample& example : examples) {
        const auto score = example.tiers.find(tierId);
        if (score != example.tiers.end() && score->second.isTried && isInPart(example, part, parts)
            && reachesTier(example)) {
            judged.push_back(ports::JudgedAnswer{score->second.score, score->second.isFailure});
        }
    }
    return judged;
}

} // namespace

std::vector<ScoredExample> scoreExamples(
    const CertificationContext& context, std::span<const domain::StoredExample> examples)
{
    const domain::TaskPolicy open = openPolicy(context.tiersByRank, context.limits);
    std::vector<ScoredExample> scored;
    scored.reserve(examples.size());
    for (const domain::StoredExample& stored : examples) {
        const domain::Example& example = stored.example;
        domain::RoutePrediction prediction;
        if (context.router != nullptr) {
            prediction = context.router->predict(context.task.id, example.text);
        }
        context.expectation.complete(
            prediction, context.task.id, context.tiersByRank, domain::estimatedTokens(example.text));
        const std::vector<std::string> plan = routing::planRoute(prediction, context.tiersByRank, open);
        ScoredExample row;
        row.textHash = stored.identity.hash;
        for (const domain::Tier& tier : context.tiersByRank.first(context.tiersByRank.size() - 1)) {
            if (std::optional<ScoredExample::TierScore> score = scoreTier(context, tier, example, prediction)) {
                // a plan that a budget ended early sends its last answer unchecked: that is no trial
                score->isTried = std::find(plan.begin(), plan.end() - 1, tier.id) != plan.end() - 1;
                row.tiers[tier.id] = *score;
            }
        }
        scored.push_back(std::move(row));
    }
    return scored;
}

Result<std::vector<domain::Certificate>> certifyTiers(std::span<const domain::Tier> tiersByRank,
    std::span<const ScoredExample> tuning, std::span<const ScoredExample> calibration, const RiskChoice& risk,
    const ports::ThresholdCalibrator& calibrator)
{
    const std::size_t parts = tiersByRank.size() - 1;
    std::vector<domain::Certificate> certificates;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::string& tierId = tiersByRank[part].id;
        const std::vector<ports::JudgedAnswer> tuned = judgedAnswers(tuning, tierId, certificates, 0, 1);
        const std::vector<ports::JudgedAnswer> fresh = judgedAnswers(calibration, tierId, certificates, part, parts);
        const ports::RiskTarget target{risk.alpha, risk.delta / static_cast<double>(parts)};
        Result<domain::Certificate> certificate = calibrator.calibrate(tuned, fresh, target);
        if (!certificate) {
            return fail(certificate.error().within("tier '" + tierId + "'"));
        }
        certificate->tierId = tierId;
        certificates.push_back(std::move(*certificate));
    }
    return certificates;
}

} // namespace core::engine
