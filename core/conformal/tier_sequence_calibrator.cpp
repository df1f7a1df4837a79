#include "core/conformal/tier_sequence_calibrator.h"

#include "core/conformal/fixed_sequence_calibrator.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

namespace {

bool isRectangular(const CascadeSample& sample)
{
    return std::all_of(sample.tiers.begin(), sample.tiers.end(),
        [&](const auto& answers) { return answers.size() == sample.size(); });
}

Result<void> checkSamples(const CascadeSample& tuning, const CascadeSample& calibration)
{
    if (tuning.tiers.size() == calibration.tiers.size() && isRectangular(tuning)
        && isRectangular(calibration)) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        "Tuning and calibration must list the same tiers, each with an entry for every query (a NaN score "
        "where "
        "the tier was not offered the query).");
}

/// Queries that no earlier tier accepts; indices into the sample.
using Reached = std::vector<std::size_t>;

std::vector<ports::JudgedAnswer> answersOf(
    const CascadeSample& sample, std::size_t tier, const Reached& reached)
{
    std::vector<ports::JudgedAnswer> answers;
    answers.reserve(reached.size());
    for (const std::size_t i : reached) {
        answers.push_back(sample.tiers[tier][i]);
    }
    return answers;
}

Reached allQueries(const CascadeSample& sample)
{
    Reached reached(sample.size());
    for (std::size_t i = 0; i < reached.size(); ++i) {
        reached[i] = i;
    }
    return reached;
}

void removeAccepted(Reached& reached, const CascadeSample& sample, std::size_t tier, double threshold)
{
    std::erase_if(reached, [&](std::size_t i) { return sample.tiers[tier][i].score >= threshold; });
}

} // namespace

double deltaForTier(
    double delta, const TierSequenceOptions& options, std::size_t tierCount, double earlierOutcomes)
{
    double share = delta / earlierOutcomes;
    if (options.scope != PromiseScope::PerTier) {
        share /= static_cast<double>(tierCount);
    }
    return options.scope == PromiseScope::AllTasks ? share / std::max(options.taskCount, 1) : share;
}

SequencePlan thinnedPlan(const SequencePlan& plan, int candidates)
{
    constexpr double kChance = 0.1;
    if (plan.thresholds.empty()) {
        return plan;
    }
    std::size_t last = plan.start;
    while (last + 1 < plan.power.size() && plan.power[last + 1] >= kChance) {
        ++last;
    }
    const std::size_t span = last - plan.start;
    const auto count = std::min<std::size_t>(static_cast<std::size_t>(std::max(candidates, 1)), span + 1);
    SequencePlan thinned;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t j = plan.start + (count == 1 ? 0 : i * span / (count - 1));
        thinned.thresholds.push_back(plan.thresholds[j]);
        thinned.power.push_back(plan.power[j]);
    }
    return thinned;
}

Result<std::vector<domain::Certificate>> certifyTiers(const CascadeSample& tuning,
    const CascadeSample& calibration, const ports::RiskTarget& target, const TierSequenceOptions& options)
{
    for (const Result<void>& checked : {checkTarget(target), checkSamples(tuning, calibration)}) {
        if (!checked) {
            return fail(checked.error());
        }
    }
    const std::size_t tierCount = calibration.tiers.size();
    const double ratio = tuning.size() == 0
        ? 0.0
        : static_cast<double>(calibration.size()) / static_cast<double>(tuning.size());
    Reached tuningReached = allQueries(tuning);
    Reached calibrationReached = allQueries(calibration);
    double outcomes = 1;
    std::vector<domain::Certificate> certificates;
    for (std::size_t tier = 0; tier < tierCount; ++tier) {
        const ports::RiskTarget share{target.alpha, deltaForTier(target.delta, options, tierCount, outcomes)};
        SequencePlan plan
            = planSequence(answersOf(tuning, tier, tuningReached), ratio, share, options.sequence);
        if (tier + 1 < tierCount) {
            plan = thinnedPlan(plan, options.candidates);
            outcomes *= static_cast<double>(plan.thresholds.size()) + 1;
        }
        const auto answers = answersOf(calibration, tier, calibrationReached);
        certificates.push_back(certificateFrom(runSequence(plan, answers, share), answers, share));
        if (const auto threshold = certificates.back().threshold) {
            removeAccepted(tuningReached, tuning, tier, *threshold);
            removeAccepted(calibrationReached, calibration, tier, *threshold);
        }
    }
    return certificates;
}

} // namespace core::conformal
