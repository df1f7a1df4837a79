#include "core/conformal/tier_sequence_calibrator.h"

#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/none_reason.h"
#include "core/conformal/tier_plan.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

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

TierChain everyTier(std::size_t count)
{
    TierChain chain(count);
    std::iota(chain.begin(), chain.end(), std::size_t{0});
    return chain;
}

TierChain weighedChain(const CascadeSample& tuning, const ports::RiskTarget& target,
    const TierSequenceOptions& options, double calibrationPerTuning)
{
    std::size_t step = 1;
    const CascadeSample weighed = forWeighing(tuning, step);
    const double perWeighed = calibrationPerTuning * static_cast<double>(step);
    return TierPlanner(weighed, target, options, perWeighed).cheapestChain();
}

std::int64_t offered(const std::vector<ports::JudgedAnswer>& answers)
{
    return std::count_if(
        answers.begin(), answers.end(), [](const auto& answer) { return !std::isnan(answer.score); });
}

/// Nothing was tested, so nothing of delta is spent.
domain::Certificate leftOut(double alpha, std::int64_t judged)
{
    domain::Certificate certificate;
    certificate.alpha = alpha;
    certificate.delta = 0;
    certificate.calibrationSize = judged;
    certificate.riskUpperBound = 1;
    domain::NoneCause cause{domain::NoneKind::LeftOut};
    cause.judged = judged;
    setNone(certificate, cause);
    return certificate;
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
    const TierPlanner planner(tuning, target, options, ratio);
    const TierChain chain = options.leavesOut ? weighedChain(tuning, target, options, ratio) : everyTier(tierCount);
    Reached tuningReached = allQueries(tuning);
    Reached calibrationReached = allQueries(calibration);
    double outcomeShare = 1;
    std::vector<domain::Certificate> certificates(tierCount);
    for (std::size_t position = 0; position < chain.size(); ++position) {
        const std::size_t tier = chain[position];
        const ports::RiskTarget share = planner.targetOf(chain, outcomeShare);
        const SequencePlan plan = planner.planAt(chain, position, tuningReached, outcomeShare);
        auto answers = answersOf(calibration, tier, calibrationReached);
        std::erase_if(answers, [](const ports::JudgedAnswer& answer) { return std::isnan(answer.score); });
        const SequenceOutcome outcome = runSequence(plan, answers, share);
        certificates[tier] = certificateFrom(outcome, answers, share);
        outcomeShare *= outcomeShares(plan)[outcome.selected.value_or(plan.thresholds.size())];
        if (const auto threshold = certificates[tier].threshold) {
            removeAccepted(tuningReached, tuning, tier, *threshold);
            removeAccepted(calibrationReached, calibration, tier, *threshold);
        }
    }
    for (std::size_t tier = 0; tier < tierCount; ++tier) {
        if (std::find(chain.begin(), chain.end(), tier) == chain.end()) {
            certificates[tier] = leftOut(target.alpha, offered(calibration.tiers[tier]));
        }
    }
    return certificates;
}

bool isLeftOut(const domain::Certificate& certificate)
{
    return !certificate.threshold && certificate.noneCause.kind == domain::NoneKind::LeftOut;
}

} // namespace core::conformal
