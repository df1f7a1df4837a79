#include "core/engine/confidence_fit.h"

#include "core/conformal/reliability.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace core::engine {

namespace {

/// From the first `featureCount` features of the answers that have as many. Nothing where there is too little to learn
/// from.
std::optional<TierConfidence> learnFrom(const std::string& tierId, std::span<const ScoredExample> tuning,
    std::size_t featureCount, const conformal::ConfidenceLearningOptions& options)
{
    std::vector<conformal::ConfidenceExample> examples;
    std::vector<conformal::ScoredOutcome> before;
    TierConfidence learned;
    learned.tierId = tierId;
    for (const ScoredExample& example : tuning) {
        const auto answer = example.tiers.find(tierId);
        if (answer == example.tiers.end() || !answer->second.isTried) {
            continue;
        }
        std::vector<double> features = confidenceFeatures(answer->second.scoreSignals);
        if (features.size() < featureCount) {
            continue;
        }
        features.resize(featureCount);
        const bool isRight = !answer->second.isFailure;
        examples.push_back({std::move(features), isRight});
        const double base = answer->second.scoreSignals.front();
        before.push_back({std::isnan(base) ? 0.0 : base, isRight});
        learned.failures += isRight ? 0 : 1;
    }
    learned.judged = static_cast<std::int64_t>(examples.size());
    Result<conformal::LearnedConfidence> fit = conformal::learnConfidence(examples, options);
    if (!fit) {
        return std::nullopt;
    }
    learned.rankingBefore = conformal::areaUnderRoc(before);
    learned.ranking = conformal::areaUnderRoc(fit->outOfFold);
    learned.calibrationErrorBefore = conformal::reliabilityDiagram(before).expectedCalibrationError;
    learned.calibrationError = conformal::reliabilityDiagram(fit->outOfFold).expectedCalibrationError;
    learned.model = std::move(fit->model);
    return learned;
}

/// Answers of the tier with at least so many features.
std::ptrdiff_t answersWith(std::size_t features, const std::string& tierId, std::span<const ScoredExample> tuning)
{
    return std::ranges::count_if(tuning, [&](const ScoredExample& example) {
        const auto answer = example.tiers.find(tierId);
        return answer != example.tiers.end() && answer->second.isTried
            && confidenceFeatures(answer->second.scoreSignals).size() >= features;
    });
}

/// From all signals where nearly every answer has them, otherwise from those that answers stored by earlier versions have, too:
/// a score needs all the signals that it was learned from, and an answer without a score certifies nothing.
std::optional<TierConfidence> learnFor(const std::string& tierId, std::span<const ScoredExample> tuning,
    const conformal::ConfidenceLearningOptions& options)
{
    std::optional<TierConfidence> learned;
    if (10 * answersWith(kFeatureCount, tierId, tuning) >= 9 * answersWith(kFirstFeatureCount, tierId, tuning)) {
        learned = learnFrom(tierId, tuning, kFeatureCount, options);
    }
    return learned ? std::move(learned) : learnFrom(tierId, tuning, kFirstFeatureCount, options);
}

} // namespace

LearnedConfidences learnConfidences(std::span<const domain::Tier> tiersByRank,
    std::span<const ScoredExample> tuning, const conformal::ConfidenceLearningOptions& options)
{
    LearnedConfidences confidences;
    if (tiersByRank.empty()) {
        return confidences;
    }
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        if (tier.provider == domain::TierProvider::Student) {
            continue; // has one of its own, learned with it
        }
        std::optional<TierConfidence> learned = learnFor(tier.id, tuning, options);
        if (!learned) {
            confidences.untold.push_back(tier.id);
        } else if (learned->ranking >= learned->rankingBefore) {
            confidences.better.push_back(std::move(*learned));
        }
    }
    return confidences;
}

void rescore(std::vector<ScoredExample>& examples, const TierConfidence& learned)
{
    std::erase_if(examples, [&](ScoredExample& example) {
        const auto answer = example.tiers.find(learned.tierId);
        if (answer == example.tiers.end() || answer->second.scoreSignals.empty()) {
            return false;
        }
        answer->second.score = confidenceOf(learned.model, confidenceFeatures(answer->second.scoreSignals));
        return std::isnan(answer->second.score);
    });
}

std::string metricsOf(const TierConfidence& learned)
{
    nlohmann::ordered_json weights = nlohmann::ordered_json::object();
    const std::span<const double> coefficients = learned.model.coefficients();
    for (std::size_t signal = 1; signal < std::min(kSignalCount, coefficients.size()); ++signal) {
        weights[std::string(domain::kScoreSignalNames[signal])] = coefficients[signal]; // the intercept is the first
    }
    return nlohmann::ordered_json{{"tier", learned.tierId}, {"judged", learned.judged}, {"failures", learned.failures},
        {"ranking_before", learned.rankingBefore}, {"ranking", learned.ranking},
        {"calibration_error_before", learned.calibrationErrorBefore}, {"calibration_error", learned.calibrationError},
        {"weights", std::move(weights)}}
        .dump();
}

} // namespace core::engine
