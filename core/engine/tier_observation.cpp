#include "core/engine/tier_observation.h"

#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

namespace core::engine {

namespace {

std::optional<TierObservation> observeOracle(const domain::Example& example)
{
    if (example.reference.isEmpty()) {
        return std::nullopt;
    }
    const std::string answer = evaluation::referenceAnswer(example.reference);
    return TierObservation{
        1.0, {domain::estimatedTokens(example.text), domain::estimatedTokens(answer)}, 0.0};
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
    return TierObservation{*quality,
        {recorded.promptTokens.value_or(domain::estimatedTokens(example.text)),
            recorded.completionTokens.value_or(domain::estimatedTokens(recorded.text))},
        recorded.latencyMs.value_or(0.0)};
}

} // namespace core::engine
