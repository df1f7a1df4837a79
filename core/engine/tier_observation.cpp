#include "core/engine/tier_observation.h"

#include "core/domain/token_estimate.h"
#include "core/engine/answer_signals.h"
#include "core/evaluation/answer_metrics.h"

#include <iterator>
#include <span>

namespace core::engine {

namespace {

std::optional<TierObservation> observeOracle(const domain::Example& example)
{
    if (example.reference.isEmpty()) {
        return std::nullopt;
    }
    const std::string answer = evaluation::referenceAnswer(example.reference);
    return TierObservation{
        1.0, {domain::estimatedTokens(example.text), domain::estimatedTokens(answer)}};
}

} // namespace

std::optional<TierObservation> observeTier(
    const domain::Tier& tier, const domain::Task& task, const domain::Example& example)
{
    if (tier.isOracle) {
        return observeOracle(example);
    }
    const auto response = example.responses.find(tier.model);
    if (response == example.responses.end()) {
        return std::nullopt;
    }
    const domain::RecordedResponse& recorded = response->second;
    std::optional<double> quality = recorded.quality;
    if (!quality && !example.reference.isEmpty()) {
        quality = evaluation::answerQuality(task, recorded.text, example.reference);
    }
    if (!quality) {
        return std::nullopt;
    }
    // An endpoint is not held to what a recording of its model told: its live answers may tell nothing.
    const std::span<const double> told = tier.provider == domain::TierProvider::Recording
        ? std::span<const double>(recorded.logprobs)
        : std::span<const double>();
    return TierObservation{*quality,
        {recorded.promptTokens.value_or(domain::estimatedTokens(example.text)),
            recorded.completionTokens.value_or(domain::estimatedTokens(recorded.text))},
        recorded.latencyMs.value_or(0.0), tokenProbability(told), std::ssize(told), leastTokenProbability(told)};
}

std::vector<double> signalsOf(
    const TierObservation& observed, const domain::RoutePrediction& prediction, const std::string& tierId)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return answerSignals(
        {kNone, observed.tokenProbability, observed.toldTokens, observed.leastTokenProbability}, prediction, tierId);
}

} // namespace core::engine
