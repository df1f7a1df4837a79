#include "core/conformal/tier_sequence_calibrator.h"

#include "core/conformal/fixed_sequence_calibrator.h"

#include <algorithm>
#include <cmath>
#include <limits>

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

/// Everything that is fixed while the tiers of a task are certified one after another.
struct TierContext {
    const CascadeSample& tuning;
    const ports::RiskTarget& target;
    const TierSequenceOptions& options;
    double calibrationPerTuning = 0;

    [[nodiscard]] double costOf(std::size_t tier) const
    {
        const bool isKnown = options.tierCosts.size() == tuning.tiers.size() + 1;
        return isKnown ? options.tierCosts[tier] : std::pow(10.0, static_cast<double>(tier));
    }
    [[nodiscard]] ports::RiskTarget targetAt(double outcomeShare) const
    {
        return {target.alpha, deltaForTier(target.delta, options, tuning.tiers.size(), outcomeShare)};
    }
    [[nodiscard]] SequencePlan planAt(std::size_t tier, const Reached& reached, double outcomeShare) const
    {
        return planSequence(
            answersOf(tuning, tier, reached), calibrationPerTuning, targetAt(outcomeShare), options.sequence);
    }
};

/// Cost of the tuning queries after this tier when it ends at each candidate of `plan`, then at NONE: all
/// that are left pay the next tier, and what the next tier is expected to pass on pays the one after it.
std::vector<double> costsAfter(const TierContext& context, const SequencePlan& plan, std::size_t tier,
    const Reached& reached, double outcomeShare)
{
    const double evenShare = outcomeShare / static_cast<double>(plan.thresholds.size() + 1);
    std::vector<double> costs;
    for (std::size_t j = 0; j <= plan.thresholds.size(); ++j) {
        Reached left = reached;
        if (j < plan.thresholds.size()) {
            removeAccepted(left, context.tuning, tier, plan.thresholds[j]);
        }
        const auto count = static_cast<double>(left.size());
        const double passedOn = count - context.planAt(tier + 1, left, evenShare).expectedAccepted;
        costs.push_back(count * context.costOf(tier + 1) + passedOn * context.costOf(tier + 2));
    }
    return costs;
}

SequencePlan firstCandidates(const SequencePlan& plan, std::size_t count)
{
    SequencePlan first = plan;
    first.thresholds.resize(count);
    first.power.resize(count);
    return first;
}

/// The plan cut after the candidate that is expected to leave the cheapest queries to later tiers.
SequencePlan cutForNextTier(const TierContext& context, const SequencePlan& plan, std::size_t tier,
    const Reached& reached, double outcomeShare)
{
    const std::vector<double> costs = costsAfter(context, plan, tier, reached, outcomeShare);
    std::size_t bestCount = plan.thresholds.size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t count = 1; count <= plan.thresholds.size(); ++count) {
        const std::vector<double> forecast = outcomeForecast(firstCandidates(plan, count));
        double expected = forecast.back() * costs.back();
        for (std::size_t j = 0; j < count; ++j) {
            expected += forecast[j] * costs[j];
        }
        if (expected < least) {
            least = expected;
            bestCount = count;
        }
    }
    return firstCandidates(plan, bestCount);
}

} // namespace

double deltaForTier(
    double delta, const TierSequenceOptions& options, std::size_t tierCount, double outcomeShare)
{
    double share = delta * outcomeShare;
    if (options.scope != PromiseScope::PerTier) {
        share /= static_cast<double>(tierCount);
    }
    return options.scope == PromiseScope::AllTasks ? share / std::max(options.taskCount, 1) : share;
}

std::vector<double> outcomeForecast(const SequencePlan& plan)
{
    std::vector<double> forecast(plan.thresholds.size() + 1, 0.0);
    double reach = 1;
    for (std::size_t j = 0; j < plan.thresholds.size(); ++j) {
        const double next = std::min(reach, plan.power[j]);
        // The sequence stops before candidate j: at j - 1, or with NONE.
        (j == 0 ? forecast.back() : forecast[j - 1]) += reach - next;
        reach = next;
    }
    forecast[plan.thresholds.empty() ? 0 : plan.thresholds.size() - 1] += reach;
    return forecast;
}

std::vector<double> outcomeShares(const SequencePlan& plan)
{
    std::vector<double> shares = outcomeForecast(plan);
    const double even = 1 / static_cast<double>(shares.size());
    for (double& share : shares) {
        share = 0.5 * (share + even);
    }
    return shares;
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
    const TierContext context{tuning, target, options, ratio};
    Reached tuningReached = allQueries(tuning);
    Reached calibrationReached = allQueries(calibration);
    double outcomeShare = 1;
    std::vector<domain::Certificate> certificates;
    for (std::size_t tier = 0; tier < tierCount; ++tier) {
        const ports::RiskTarget share = context.targetAt(outcomeShare);
        SequencePlan plan = context.planAt(tier, tuningReached, outcomeShare);
        if (tier + 1 < tierCount) {
            plan = thinnedPlan(plan, options.candidates);
            if (options.looksAhead) {
                plan = cutForNextTier(context, plan, tier, tuningReached, outcomeShare);
            }
        }
        auto answers = answersOf(calibration, tier, calibrationReached);
        std::erase_if(answers, [](const ports::JudgedAnswer& answer) { return std::isnan(answer.score); });
        const SequenceOutcome outcome = runSequence(plan, answers, share);
        certificates.push_back(certificateFrom(outcome, answers, share));
        outcomeShare *= outcomeShares(plan)[outcome.selected.value_or(plan.thresholds.size())];
        if (const auto threshold = certificates.back().threshold) {
            removeAccepted(tuningReached, tuning, tier, *threshold);
            removeAccepted(calibrationReached, calibration, tier, *threshold);
        }
    }
    return certificates;
}

} // namespace core::conformal
