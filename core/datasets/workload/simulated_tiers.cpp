#include "core/datasets/workload/simulated_tiers.h"

#include "core/datasets/workload/grammar.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::datasets::workload {

namespace {

constexpr std::array<SimulatedTier, 2> kTiers{{
    {"sim-medium", 0.962, 0.66, 420.0, 9.0, 0.30},
    {"sim-large", 0.988, 0.93, 1'500.0, 22.0, 0.26},
}};

constexpr double kFirstSlipShare = 0.7; ///< of the wrong answers: the one that suggests itself most
constexpr double kVariantShare = 0.45; ///< of the right answers of text tasks: in other words

std::string answerOf(const SimulatedTier& tier, const Draft& draft, Rng& rng)
{
    const bool isUsual = draft.slice == kUsualSlice;
    if (!rng.chance(isUsual ? tier.rightUsually : tier.rightWhenHard)) {
        return rng.chance(kFirstSlipShare) ? draft.slips.front() : pick(draft.slips, rng);
    }
    if (!draft.variants.empty() && rng.chance(kVariantShare)) {
        return pick(draft.variants, rng);
    }
    return evaluation::referenceAnswer(draft.reference);
}

} // namespace

std::span<const SimulatedTier> simulatedTiers()
{
    return kTiers;
}

domain::RecordedResponse simulateResponse(
    const SimulatedTier& tier, const domain::Task& task, const Draft& draft, int instructionTokens, Rng& rng)
{
    domain::RecordedResponse response;
    response.text = answerOf(tier, draft, rng);
    response.quality = evaluation::answerQuality(task, response.text, draft.reference);
    response.promptTokens = instructionTokens + domain::estimatedTokens(draft.text);
    response.completionTokens = domain::estimatedTokens(response.text);
    const double extra = static_cast<double>(*response.completionTokens) - kTypicalCompletion;
    const double median
        = std::max(tier.latencyMedianMs / 2, tier.latencyMedianMs + tier.latencyPerTokenMs * extra);
    const double latency = median * std::exp(tier.latencyLogSigma * rng.normal());
    response.latencyMs = std::round(latency * 10.0) / 10.0;
    return response;
}

} // namespace core::datasets::workload
