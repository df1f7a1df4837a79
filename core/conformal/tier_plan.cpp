#include "core/conformal/tier_plan.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace core::conformal {

namespace {

constexpr double kWorthLeavingOut = 0.98; ///< of the whole chain's cost

SequencePlan firstCandidates(const SequencePlan& plan, std::size_t count)
{
    SequencePlan first = plan;
    first.thresholds.resize(count);
    first.power.resize(count);
    return first;
}

} // namespace

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
    std::iota(reached.begin(), reached.end(), std::size_t{0});
    return reached;
}

void removeAccepted(Reached& reached, const CascadeSample& sample, std::size_t tier, double threshold)
{
    std::erase_if(reached, [&](std::size_t i) { return sample.tiers[tier][i].score >= threshold; });
}

TierPlanner::TierPlanner(const CascadeSample& tuning, const ports::RiskTarget& target,
    const TierSequenceOptions& options, double calibrationPerTuning)
    : m_tuning(tuning)
    , m_target(target)
    , m_options(options)
    , m_calibrationPerTuning(calibrationPerTuning)
{
}

bool TierPlanner::areCostsKnown() const
{
    return m_options.tierCosts.size() == m_tuning.tiers.size() + 1;
}

double TierPlanner::costOf(std::size_t tier) const
{
    return areCostsKnown() ? m_options.tierCosts[tier] : std::pow(10.0, static_cast<double>(tier));
}

/// A query without a score is not offered to the tier and does not pay it.
double TierPlanner::askedCost(std::size_t tier, const Reached& reached) const
{
    const auto asked = std::count_if(reached.begin(), reached.end(),
        [&](std::size_t i) { return !std::isnan(m_tuning.tiers[tier][i].score); });
    return costOf(tier) * static_cast<double>(asked);
}

ports::RiskTarget TierPlanner::targetOf(const TierChain& chain, double outcomeShare) const
{
    return {m_target.alpha, deltaForTier(m_target.delta, m_options, chain.size(), outcomeShare)};
}

SequencePlan TierPlanner::wholePlan(
    const TierChain& chain, std::size_t position, const Reached& reached, double outcomeShare) const
{
    return planSequence(answersOf(m_tuning, chain[position], reached), m_calibrationPerTuning,
        targetOf(chain, outcomeShare), m_options.sequence);
}

/// Cost of the tuning queries after this tier when it ends at each candidate of `plan`, then at NONE: all that are
/// left pay the next tier, and what that one is expected to pass on pays the one after it.
std::vector<double> TierPlanner::costsAfter(const TierChain& chain, std::size_t position, const SequencePlan& plan,
    const Reached& reached, double outcomeShare) const
{
    const std::size_t next = chain[position + 1];
    const std::size_t afterNext = position + 2 < chain.size() ? chain[position + 2] : m_tuning.tiers.size();
    const double evenShare = outcomeShare / static_cast<double>(plan.thresholds.size() + 1);
    std::vector<double> costs;
    for (std::size_t j = 0; j <= plan.thresholds.size(); ++j) {
        Reached left = reached;
        if (j < plan.thresholds.size()) {
            removeAccepted(left, m_tuning, chain[position], plan.thresholds[j]);
        }
        const double passedOn = static_cast<double>(left.size())
            - wholePlan(chain, position + 1, left, evenShare).expectedAccepted;
        costs.push_back(askedCost(next, left) + passedOn * costOf(afterNext));
    }
    return costs;
}

/// The plan cut after the candidate that is expected to leave the cheapest queries to later tiers.
SequencePlan TierPlanner::cutForNextTier(const TierChain& chain, std::size_t position, const SequencePlan& plan,
    const Reached& reached, double outcomeShare) const
{
    const std::vector<double> costs = costsAfter(chain, position, plan, reached, outcomeShare);
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

SequencePlan TierPlanner::planAt(
    const TierChain& chain, std::size_t position, const Reached& reached, double outcomeShare) const
{
    SequencePlan plan = wholePlan(chain, position, reached, outcomeShare);
    if (position + 1 < chain.size()) {
        plan = thinnedPlan(plan, m_options.candidates);
        if (m_options.looksAhead) {
            plan = cutForNextTier(chain, position, plan, reached, outcomeShare);
        }
    }
    return plan;
}

/// Of the tuning queries that reach chain[position], to the end, over where each tier may end.
double TierPlanner::forecastCost(
    const TierChain& chain, std::size_t position, Reached reached, double outcomeShare) const
{
    const std::size_t tier = chain[position];
    const double asked = askedCost(tier, reached);
    SequencePlan plan = wholePlan(chain, position, reached, outcomeShare);
    if (position + 1 == chain.size()) {
        return asked + (static_cast<double>(reached.size()) - plan.expectedAccepted) * costOf(m_tuning.tiers.size());
    }
    plan = thinnedPlan(plan, m_options.candidates);
    const std::vector<double> forecast = outcomeForecast(plan);
    const std::vector<double> shares = outcomeShares(plan);
    double cost = asked + forecast.back() * forecastCost(chain, position + 1, reached, outcomeShare * shares.back());
    for (std::size_t j = 0; j < plan.thresholds.size(); ++j) { // descending: what one leaves contains what the next does
        removeAccepted(reached, m_tuning, tier, plan.thresholds[j]);
        if (forecast[j] > 0) {
            cost += forecast[j] * forecastCost(chain, position + 1, reached, outcomeShare * shares[j]);
        }
    }
    return cost;
}

TierChain TierPlanner::cheapestChain() const
{
    TierChain whole(m_tuning.tiers.size());
    std::iota(whole.begin(), whole.end(), std::size_t{0});
    if (whole.size() < 2 || m_tuning.size() == 0 || !areCostsKnown()) {
        return whole;
    }
    const Reached all = allQueries(m_tuning);
    std::vector<bool> isKnown; // of a tier that tuning never asked nothing can be said
    for (const auto& answers : m_tuning.tiers) {
        isKnown.push_back(std::any_of(
            answers.begin(), answers.end(), [](const auto& answer) { return !std::isnan(answer.score); }));
    }
    TierChain best = whole;
    double least = kWorthLeavingOut * forecastCost(whole, 0, all, 1);
    const std::size_t subsets = std::size_t{1} << whole.size();
    for (std::size_t subset = 1; subset + 1 < subsets; ++subset) {
        TierChain chain;
        std::copy_if(whole.begin(), whole.end(), std::back_inserter(chain),
            [&](std::size_t tier) { return (subset >> tier & 1U) != 0 || !isKnown[tier]; });
        const double cost = forecastCost(chain, 0, all, 1);
        if (cost < least) {
            least = cost;
            best = std::move(chain);
        }
    }
    return best;
}

CascadeSample forWeighing(const CascadeSample& sample, std::size_t& step)
{
    constexpr std::size_t kEnough = 2000;
    step = std::max<std::size_t>(1, sample.size() / kEnough);
    CascadeSample weighed;
    for (const std::vector<ports::JudgedAnswer>& answers : sample.tiers) {
        std::vector<ports::JudgedAnswer>& kept = weighed.tiers.emplace_back();
        for (std::size_t i = 0; i < answers.size(); i += step) {
            kept.push_back(answers[i]);
        }
    }
    return weighed;
}

} // namespace core::conformal
