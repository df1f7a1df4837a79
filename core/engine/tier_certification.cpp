#include "core/engine/tier_certification.h"

#include "core/conformal/none_reason.h"
#include "core/conformal/plug_in_rules.h"
#include "core/engine/query_session.h"
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
    ScoredExample::TierScore score;
    double compared = std::numeric_limits<double>::quiet_NaN();
    double quality = 0;
    double latencyMs = std::numeric_limits<double>::quiet_NaN();
    std::optional<domain::Money> cost;
    if (tier.provider == domain::TierProvider::Student) {
        const Result<ports::StudentAnswer> answer = context.student.answer(example.text, example.tokens);
        if (!answer || example.reference.isEmpty()) {
            return std::nullopt;
        }
        compared = routing::acceptanceScore(answer->confidence, prediction, tier.id);
        quality = evaluation::answerQuality(context.task, answer->text, example.reference);
        cost = context.expectation.expectedCost(context.task.id, tier, domain::estimatedTokens(example.text));
    } else {
        const std::optional<TierObservation> observed = observeTier(tier, context.task, example);
        if (!observed) {
            return std::nullopt;
        }
        score.scoreSignals = signalsOf(*observed, prediction, tier.id);
        compared = scoreOf(context.scorers, tier.id, score.scoreSignals);
        quality = observed->quality;
        cost = domain::costOf(observed->usage, tier.prices);
        latencyMs = observed->latencyMs > 0 ? observed->latencyMs : latencyMs; // recordings without times say 0
    }
    score.score = std::isnan(compared) ? 0.0 : compared;
    score.isFailure = quality < context.task.answerFloor;
    score.quality = quality;
    score.costUsd = cost ? cost->usd() : std::numeric_limits<double>::quiet_NaN();
    score.latencyMs = latencyMs;
    return score;
}

/// Disjoint parts by the last digits of the hash; the split itself used the first ones.
bool isInPart(const ScoredExample& example, std::size_t part, std::size_t parts)
{
    if (parts == 1 || example.textHash.size() < 64) {
        return part == 0; // an erased text has no hash
    }
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
        row.endTierId = plan.back() == context.tiersByRank.back().id ? std::string() : plan.back();
        for (const domain::Tier& tier : context.tiersByRank) {
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

double firstTierDelta(const RiskChoice& risk, std::size_t tierCount)
{
    conformal::TierSequenceOptions options;
    options.scope = risk.scope;
    options.taskCount = risk.taskCount;
    return conformal::deltaForTier(risk.delta, options, tierCount, 1);
}

namespace {

using Certificates = Result<std::vector<domain::Certificate>>;

Certificates certifyBySplit(std::span<const domain::Tier> below, std::span<const ScoredExample> tuning,
    std::span<const ScoredExample> calibration, const RiskChoice& risk,
    const ports::ThresholdCalibrator& calibrator)
{
    const std::size_t parts = below.size();
    const double share = firstTierDelta(risk, parts);
    std::vector<domain::Certificate> certificates;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::string& tierId = below[part].id;
        const std::vector<ports::JudgedAnswer> tuned = judgedAnswers(tuning, tierId, certificates, 0, 1);
        const std::vector<ports::JudgedAnswer> fresh = judgedAnswers(calibration, tierId, certificates, part, parts);
        Result<domain::Certificate> certificate = calibrator.calibrate(tuned, fresh, {risk.alpha, share});
        if (!certificate) {
            return fail(certificate.error().within("tier '" + tierId + "'"));
        }
        certificate->tierId = tierId;
        certificates.push_back(std::move(*certificate));
    }
    return certificates;
}

/// A tier that is not asked, or was not observed, passes the query on.
conformal::CascadeSample cascadeSample(std::span<const domain::Tier> below, std::span<const ScoredExample> examples)
{
    constexpr double kNotAsked = std::numeric_limits<double>::quiet_NaN();
    conformal::CascadeSample sample;
    for (const domain::Tier& tier : below) {
        std::vector<ports::JudgedAnswer> answers;
        answers.reserve(examples.size());
        for (const ScoredExample& example : examples) {
            const auto score = example.tiers.find(tier.id);
            const bool isAsked = score != example.tiers.end() && score->second.isTried;
            answers.push_back(isAsked ? ports::JudgedAnswer{score->second.score, score->second.isFailure}
                                      : ports::JudgedAnswer{kNotAsked, false});
        }
        sample.tiers.push_back(std::move(answers));
    }
    return sample;
}

/// Mean cost of a query at each tier; empty where one is unknown.
std::vector<double> meanCosts(std::span<const domain::Tier> tiersByRank, std::span<const ScoredExample> examples)
{
    std::vector<double> means;
    for (const domain::Tier& tier : tiersByRank) {
        double sum = 0;
        std::size_t count = 0;
        for (const ScoredExample& example : examples) {
            const auto score = example.tiers.find(tier.id);
            if (score != example.tiers.end() && !std::isnan(score->second.costUsd)) {
                sum += score->second.costUsd;
                ++count;
            }
        }
        if (count == 0) {
            return {};
        }
        means.push_back(sum / static_cast<double>(count));
    }
    return means;
}

Certificates certifyByUnionBound(std::span<const domain::Tier> tiersByRank, std::span<const ScoredExample> tuning,
    std::span<const ScoredExample> calibration, const RiskChoice& risk)
{
    const auto below = tiersByRank.first(tiersByRank.size() - 1);
    conformal::TierSequenceOptions options;
    options.scope = risk.scope;
    options.taskCount = risk.taskCount;
    options.tierCosts = meanCosts(tiersByRank, tuning);
    Certificates certificates = conformal::certifyTiers(
        cascadeSample(below, tuning), cascadeSample(below, calibration), {risk.alpha, risk.delta}, options);
    for (std::size_t i = 0; certificates && i < certificates->size(); ++i) {
        (*certificates)[i].tierId = below[i].id;
    }
    return certificates;
}

/// RouteNLP's rule on tuning and calibration together, tier by tier on what earlier tiers escalate.
Certificates initialise(std::span<const domain::Tier> below, std::span<const ScoredExample> tuning,
    std::span<const ScoredExample> calibration, const RiskChoice& risk)
{
    std::vector<ScoredExample> all(tuning.begin(), tuning.end());
    all.insert(all.end(), calibration.begin(), calibration.end());
    std::vector<domain::Certificate> certificates;
    for (const domain::Tier& tier : below) {
        const std::vector<ports::JudgedAnswer> answers = judgedAnswers(all, tier.id, certificates, 0, 1);
        domain::Certificate certificate;
        certificate.tierId = tier.id;
        certificate.alpha = risk.alpha;
        certificate.delta = 1;
        certificate.calibrationSize = static_cast<std::int64_t>(answers.size());
        certificate.threshold = conformal::comparisonThreshold(
            conformal::ComparisonRule::ConformalOnCorrect, answers, {risk.alpha, risk.delta});
        certificate.noneCause.kind = domain::NoneKind::ComparisonOnly;
        certificate.noneReason = conformal::sentenceFor(certificate.noneCause);
        for (const ports::JudgedAnswer& answer : answers) {
            const bool isKept = certificate.threshold && answer.score >= *certificate.threshold;
            certificate.accepted += isKept ? 1 : 0;
            certificate.failures += isKept && answer.isFailure ? 1 : 0;
        }
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

} // namespace

Certificates certifyTiers(std::span<const domain::Tier> tiersByRank, std::span<const ScoredExample> tuning,
    std::span<const ScoredExample> calibration, const RiskChoice& risk, const ports::ThresholdCalibrator& calibrator)
{
    if (tiersByRank.empty()) {
        return fail(ErrorCode::InvalidArgument, "there is no tier to certify");
    }
    const auto below = tiersByRank.first(tiersByRank.size() - 1);
    switch (risk.method) {
    case ports::CertificationMethod::SampleSplit:
        return certifyBySplit(below, tuning, calibration, risk, calibrator);
    case ports::CertificationMethod::ConformalInitialisation:
        return initialise(below, tuning, calibration, risk);
    case ports::CertificationMethod::UnionBound:
        break;
    }
    return certifyByUnionBound(tiersByRank, tuning, calibration, risk);
}

} // namespace core::engine
