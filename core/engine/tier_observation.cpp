#include "core/engine/tier_observation.h"

#include "core/evaluation/answer_metrics.h"
#include "core/routing/cost_expectation.h"

namespace core::engine {

namespace {

std::optional<TierObservation> observeOracle(const domain::Example& example)
{
    if (example.reference.isEmpty()) {
        return std::nullopt;
    }
    const std::string answer = referenceAnswer(example.reference);
    return TierObservation{
        1.0, {routing::estimatedTokens(example.text), routing::estimatedTokens(answer)}, 0.0};
}

} // namespace

std::string referenceAnswer(const domain::Reference& reference)
{
    if (!reference.labels.empty()) {
        return reference.labels.front();
    }
    if (reference.tags.empty()) {
        return reference.text;
    }
    std::string joined;
    for (const std::string& tag : reference.tags) {
        joined += (joined.empty() ? "" : " ") + tag;
    }
    return joined;
}

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
        {recorded.promptTokens.value_or(routing::estimatedTokens(example.text)),
            recorded.completionTokens.value_or(routing::estimatedTokens(recorded.text))},
        recorded.latencyMs.value_or(0.0)};
}

} // namespace core::engine
