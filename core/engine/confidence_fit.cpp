#include "core/engine/confidence_fit.h"

#include "core/conformal/reliability.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

namespace core::engine {

namespace {

/// Nothing where there is too little to learn from.
std::optional<TierConfidence> learnFor(const std::string& tierId, std::span<const ScoredExample> tuning,
    const conformal::ConfidenceLearningOptions& options)
{
    std::vector<conformal::ConfidenceExample> examples;
    std::vector<conformal::ScoredOutcome> before;
    TierConfidence learned;
    learned.tierId = tierId;
    for (const ScoredExample& example : tuning) {
        const auto answer = example.tiers.find(tierId);
        if (answer == example.tiers.end() || !answer->second.isTried || answer->second.scoreSignals.size() != kSignalCount) {
            continue;
        }
        const bool isRight = !answer->second.isFailure;
        examples.push_back({confidenceFeatures(answer->second.scoreSignals), isRight});
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

void rescore(std::span<ScoredExample> examples, const TierConfidence& learned)
{
    for (ScoredExample& example : examples) {
        const auto answer = example.tiers.find(learned.tierId);
        if (answer != example.tiers.end() && answer->second.scoreSignals.size() == kSignalCount) {
            answer->second.score = learned.model.confidence(confidenceFeatures(answer->second.scoreSignals));
        }
    }
}

std::string metricsOf(const TierConfidence& learned)
{
    return nlohmann::ordered_json{{"tier", learned.tierId}, {"judged", learned.judged}, {"failures", learned.failures},
        {"ranking_before", learned.rankingBefore}, {"ranking", learned.ranking},
        {"calibration_error_before", learned.calibrationErrorBefore}, {"calibration_error", learned.calibrationError}}
        .dump();
}

} // namespace core::engine
