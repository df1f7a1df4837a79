#include "core/conformal/confidence_learning.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

namespace core::conformal {

namespace {

Result<void> checkCounts(std::span<const ConfidenceExample> examples, const ConfidenceLearningOptions& options)
{
    const auto right = static_cast<std::size_t>(std::count_if(
        examples.begin(), examples.end(), [](const ConfidenceExample& example) { return example.meetsTarget; }));
    const std::size_t wrong = examples.size() - right;
    if (examples.size() >= options.fewest && std::min(right, wrong) >= options.fewestOfEach) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        "A confidence is learned from " + std::to_string(options.fewest) + " judged answers, at least "
            + std::to_string(options.fewestOfEach) + " of each verdict; there are " + std::to_string(right)
            + " that met the target and " + std::to_string(wrong) + " that did not.");
}

/// Of the rest, for the examples of one fold.
Result<void> addFold(std::span<const ConfidenceExample> examples, std::size_t fold, std::size_t folds,
    const ConfidenceOptions& options, std::vector<ScoredOutcome>& outOfFold)
{
    std::vector<ConfidenceExample> rest;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (i % folds != fold) {
            rest.push_back(examples[i]);
        }
    }
    const Result<AnswerConfidence> model = AnswerConfidence::fit(rest, {}, options);
    if (!model) {
        return fail(model.error());
    }
    for (std::size_t i = fold; i < examples.size(); i += folds) {
        outOfFold[i] = {model->confidence(examples[i].features), examples[i].meetsTarget};
    }
    return {};
}

} // namespace

Result<LearnedConfidence> learnConfidence(
    std::span<const ConfidenceExample> examples, const ConfidenceLearningOptions& options)
{
    if (const Result<void> enough = checkCounts(examples, options); !enough) {
        return fail(enough.error());
    }
    const auto folds = static_cast<std::size_t>(std::max(2, options.folds));
    LearnedConfidence learned;
    learned.outOfFold.resize(examples.size());
    for (std::size_t fold = 0; fold < folds; ++fold) {
        if (const Result<void> added = addFold(examples, fold, folds, options.confidence, learned.outOfFold); !added) {
            return fail(added.error());
        }
    }
    Result<AnswerConfidence> model = AnswerConfidence::fit(examples, {}, options.confidence);
    if (!model) {
        return fail(model.error());
    }
    const TemperatureScaling temperature = fitTemperature(learned.outOfFold);
    for (ScoredOutcome& outcome : learned.outOfFold) {
        outcome.confidence = temperature.apply(outcome.confidence);
    }
    learned.model = model->withTemperature(temperature);
    return learned;
}

double areaUnderRoc(std::span<const ScoredOutcome> outcomes)
{
    std::vector<ScoredOutcome> sorted;
    std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(sorted),
        [](const ScoredOutcome& outcome) { return !std::isnan(outcome.confidence); });
    std::sort(sorted.begin(), sorted.end(),
        [](const ScoredOutcome& a, const ScoredOutcome& b) { return a.confidence < b.confidence; });
    double wins = 0;
    double wrong = 0; // below the tie under way
    double right = 0;
    for (std::size_t i = 0; i < sorted.size();) {
        double tiedRight = 0;
        double tiedWrong = 0;
        const double confidence = sorted[i].confidence;
        for (; i < sorted.size() && sorted[i].confidence == confidence; ++i) {
            (sorted[i].isCorrect ? tiedRight : tiedWrong) += 1;
        }
        wins += tiedRight * (wrong + 0.5 * tiedWrong);
        wrong += tiedWrong;
        right += tiedRight;
    }
    return right > 0 && wrong > 0 ? wins / (right * wrong) : 0.5;
}

} // namespace core::conformal
