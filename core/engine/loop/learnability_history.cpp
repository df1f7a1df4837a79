#include "core/engine/loop/learnability_history.h"

#include <algorithm>
#include <iterator>

namespace core::engine::loop {

namespace {

/// Variance of a difference of two shares of the same texts, at most: that they go together is not used.
double varianceOf(std::int64_t before, std::int64_t after, std::int64_t texts)
{
    const auto n = static_cast<double>(texts);
    const auto ofShare = [n](std::int64_t count) { // (k + 1/2) / (n + 1): none of few is no certainty
        const double share = (static_cast<double>(count) + 0.5) / (n + 1);
        return share * (1 - share) / n;
    };
    return ofShare(before) + ofShare(after);
}

} // namespace

std::vector<distill::DistillationOutcome> distillationOutcomes(std::span<const domain::LoopDecision> decisions)
{
    std::vector<distill::DistillationOutcome> outcomes;
    for (const domain::LoopDecision& decision : decisions) {
        const double taken = decision.learnability.value_or(domain::Learnability{}).mean;
        const bool isCompared = decision.iteration > 0 && !decision.studentId.empty() && decision.gateTexts > 0;
        if (!isCompared || !(decision.predictedShare > 0) || !(taken > 0)) {
            continue;
        }
        const std::int64_t more = decision.challengerAccepted - decision.championAccepted;
        outcomes.push_back({std::min(1.0, decision.predictedShare / taken),
            std::max(0.0, static_cast<double>(more) / static_cast<double>(decision.gateTexts)),
            varianceOf(decision.championAccepted, decision.challengerAccepted, decision.gateTexts)});
    }
    return outcomes;
}

Result<std::vector<distill::DistillationOutcome>> distillationOutcomes(const LoopPorts& stores)
{
    const Result<std::vector<domain::Task>> tasks = stores.portfolio.tasks();
    if (!tasks) {
        return fail(tasks.error());
    }
    std::vector<distill::DistillationOutcome> all;
    for (const domain::Task& task : *tasks) {
        const Result<std::vector<domain::LoopDecision>> decisions = stores.loops.decisions(task.id);
        if (!decisions) {
            return fail(decisions.error());
        }
        std::ranges::move(distillationOutcomes(*decisions), std::back_inserter(all));
    }
    return all;
}

} // namespace core::engine::loop
