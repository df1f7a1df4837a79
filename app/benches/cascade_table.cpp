#include "app/benches/cascade_table.h"

#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"
#include "core/conformal/tier_sequence_calibrator.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace conformal = core::conformal;
namespace domain = core::domain;

constexpr double kLevel = 0.95;
constexpr double kOneSided = 0.05;
constexpr std::size_t kResamples = 400;

std::int64_t costOf(const TierResult& result, const domain::TokenPrices& prices)
{
    const std::optional<domain::Money> cost = domain::costOf(result.usage, prices);
    return cost ? cost->nanoUsd : 0;
}

double credited(const CascadeSetup& setup, double quality)
{
    return setup.isQualityCapped ? std::min(1.0, quality / setup.answerFloor) : quality;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

void addEach(std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from)
{
    to.resize(std::max(to.size(), from.size()), 0);
    for (std::size_t i = 0; i < from.size(); ++i) {
        to[i] += from[i];
    }
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : std::nan("");
}

/// null for an empty sample and where a latency is not known.
ordered_json percentile(std::vector<double> values, double share)
{
    if (values.empty() || std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); })) {
        return nullptr;
    }
    const auto at = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

conformal::CascadeSample sampleOf(const CascadeQueries& queries, std::size_t tiersBelowLast)
{
    conformal::CascadeSample sample;
    sample.tiers.resize(tiersBelowLast);
    for (const CascadeQuery& query : queries) {
        for (std::size_t tier = 0; tier < tiersBelowLast; ++tier) {
            sample.tiers[tier].push_back({query[tier].score, query[tier].isFailure});
        }
    }
    return sample;
}

/// Mean cost of a query at each tier; what looking ahead weighs.
std::vector<double> meanCosts(const CascadeQueries& queries, const PriceTable& prices)
{
    std::vector<double> costs(prices.prices.size(), 0.0);
    for (const CascadeQuery& query : queries) {
        for (std::size_t tier = 0; tier < query.size(); ++tier) {
            costs[tier] += static_cast<double>(costOf(query[tier], prices.prices[tier]))
                / static_cast<double>(queries.size());
        }
    }
    return costs;
}

void addAnswered(CascadeSums& sums, const CascadeSetup& setup, const CascadeQuery& query, std::size_t tier,
    std::int64_t costNanoUsd, double latencyMs, const PriceTable& prices)
{
    const TierResult& answer = query[tier];
    const TierResult& last = query.back();
    const std::int64_t lastNanoUsd = costOf(last, prices.prices.back());
    sums.answered.resize(setup.tierIds.size(), 0);
    sums.failures.resize(setup.tierIds.size(), 0);
    ++sums.queries;
    sums.costNanoUsd += costNanoUsd;
    sums.lastTierNanoUsd += lastNanoUsd;
    sums.quality += answer.quality;
    sums.lastTierQuality += last.quality;
    sums.creditedQuality += credited(setup, answer.quality);
    sums.lastTierCredited += credited(setup, last.quality);
    sums.meetsFloor += answer.quality >= setup.answerFloor ? 1 : 0;
    sums.lastTierMeetsFloor += last.quality >= setup.answerFloor ? 1 : 0;
    ++sums.answered[tier];
    sums.failures[tier] += answer.isFailure ? 1 : 0;
    sums.shares.push_back({domain::Money{costNanoUsd}.usd(), domain::Money{lastNanoUsd}.usd(),
        credited(setup, answer.quality), credited(setup, last.quality)});
    sums.latenciesMs.push_back(latencyMs);
    sums.lastTierLatenciesMs.push_back(last.latencyMs);
}

std::array<double, 2> middle95(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return {values[values.size() / 40], values[values.size() - 1 - values.size() / 40]};
}

} // namespace

CascadeSums& CascadeSums::operator+=(const CascadeSums& other)
{
    queries += other.queries;
    costNanoUsd += other.costNanoUsd;
    lastTierNanoUsd += other.lastTierNanoUsd;
    quality += other.quality;
    lastTierQuality += other.lastTierQuality;
    creditedQuality += other.creditedQuality;
    lastTierCredited += other.lastTierCredited;
    meetsFloor += other.meetsFloor;
    lastTierMeetsFloor += other.lastTierMeetsFloor;
    addEach(answered, other.answered);
    addEach(failures, other.failures);
    append(shares, other.shares);
    append(latenciesMs, other.latenciesMs);
    append(lastTierLatenciesMs, other.lastTierLatenciesMs);
    return *this;
}

double CascadeSums::costRatio() const
{
    return ratio(static_cast<double>(costNanoUsd), static_cast<double>(lastTierNanoUsd));
}

double CascadeSums::qualityRatio() const
{
    return ratio(creditedQuality, lastTierCredited);
}

std::int64_t CascadeSums::acceptedBelowLast() const
{
    return answered.empty() ? 0 : std::accumulate(answered.begin(), answered.end() - 1, std::int64_t{0});
}

std::int64_t CascadeSums::failuresBelowLast() const
{
    return failures.empty() ? 0 : std::accumulate(failures.begin(), failures.end() - 1, std::int64_t{0});
}

RoutedQuery routed(
    const CascadeSetup& setup, const CascadeQuery& query, const Thresholds& thresholds, const PriceTable& prices)
{
    RoutedQuery path;
    const std::size_t last = query.size() - 1;
    for (path.tier = 0; path.tier < last; ++path.tier) {
        const TierResult& result = query[path.tier];
        if (!thresholds[path.tier] || std::isnan(result.score)) {
            continue;
        }
        const bool isAccepted = result.score >= *thresholds[path.tier];
        if (isAccepted || !setup.isScoredBeforeAnswer) {
            path.costNanoUsd += costOf(result, prices.prices[path.tier]);
            path.latencyMs += result.latencyMs;
        }
        if (isAccepted) {
            return path;
        }
    }
    path.costNanoUsd += costOf(query[last], prices.prices[last]);
    path.latencyMs += query[last].latencyMs;
    return path;
}

void addDirect(CascadeSums& sums, const CascadeSetup& setup, const CascadeQuery& query, std::size_t tier,
    const PriceTable& prices)
{
    addAnswered(sums, setup, query, tier, costOf(query[tier], prices.prices[tier]), query[tier].latencyMs, prices);
}

CascadeSums sumCascade(
    const CascadeSetup& setup, const CascadeQueries& queries, const Thresholds& thresholds, const PriceTable& prices)
{
    CascadeSums sums;
    for (const CascadeQuery& query : queries) {
        const RoutedQuery path = routed(setup, query, thresholds, prices);
        addAnswered(sums, setup, query, path.tier, path.costNanoUsd, path.latencyMs, prices);
    }
    return sums;
}

std::vector<QueryShare> resampledSums(const CascadeSums& sums, std::uint64_t seed)
{
    std::vector<QueryShare> resampled(kResamples);
    core::Rng rng(seed);
    for (QueryShare& sum : resampled) {
        for (std::size_t i = 0; i < sums.shares.size(); ++i) {
            const QueryShare& drawn = sums.shares[rng.below(sums.shares.size())];
            sum.costUsd += drawn.costUsd;
            sum.lastTierUsd += drawn.lastTierUsd;
            sum.credited += drawn.credited;
            sum.lastTierCredited += drawn.lastTierCredited;
        }
    }
    return resampled;
}

RatioIntervals ratioIntervals(std::span<const QueryShare> resampled)
{
    std::vector<double> cost;
    std::vector<double> quality;
    for (const QueryShare& sum : resampled) {
        cost.push_back(ratio(sum.costUsd, sum.lastTierUsd));
        quality.push_back(ratio(sum.credited, sum.lastTierCredited));
    }
    return {middle95(std::move(cost)), middle95(std::move(quality))};
}

ordered_json rowOf(const CascadeSetup& setup, const CascadeSums& sums)
{
    const auto count = static_cast<double>(sums.queries);
    ordered_json shares = ordered_json::object();
    for (std::size_t tier = 0; tier < sums.answered.size(); ++tier) {
        shares[setup.tierIds[tier]] = static_cast<double>(sums.answered[tier]) / count;
    }
    const std::int64_t accepted = sums.acceptedBelowLast();
    const std::int64_t failed = sums.failuresBelowLast();
    ordered_json risk = nullptr;
    ordered_json interval = nullptr;
    if (accepted > 0) {
        const conformal::Interval bounds = conformal::clopperPearson(failed, accepted, kLevel);
        risk = static_cast<double>(failed) / static_cast<double>(accepted);
        interval = {bounds.low, bounds.high};
    }
    const RatioIntervals ratios = ratioIntervals(resampledSums(sums, 1));
    return {{"queries", sums.queries}, {"cost_ratio", sums.costRatio()},
        {"cost_ratio_interval_95", ratios.cost}, {"quality_ratio", sums.qualityRatio()},
        {"quality_ratio_interval_95", ratios.quality},
        {"quality", sums.quality / count}, {"last_tier_quality", sums.lastTierQuality / count},
        {"meets_target", static_cast<double>(sums.meetsFloor) / count},
        {"last_tier_meets_target", static_cast<double>(sums.lastTierMeetsFloor) / count}, {"tier_share", shares},
        {"cost_nano_usd", sums.costNanoUsd}, {"last_tier_cost_nano_usd", sums.lastTierNanoUsd},
        {"realised_risk", risk}, {"realised_risk_interval_95", interval},
        {"p50_ms", percentile(sums.latenciesMs, 0.5)}, {"p99_ms", percentile(sums.latenciesMs, 0.99)},
        {"last_tier_p50_ms", percentile(sums.lastTierLatenciesMs, 0.5)},
        {"last_tier_p99_ms", percentile(sums.lastTierLatenciesMs, 0.99)}};
}

Result<Thresholds> certify(const CascadeSetup& setup, const CascadeQueries& tuning, const CascadeQueries& calibration,
    const PriceTable& prices, ordered_json* certificates)
{
    const std::size_t below = setup.tierIds.size() - 1;
    conformal::TierSequenceOptions options;
    options.tierCosts = meanCosts(tuning, prices);
    const Result<std::vector<domain::Certificate>> found
        = conformal::certifyTiers(sampleOf(tuning, below), sampleOf(calibration, below), setup.target, options);
    if (!found) {
        return core::fail(found.error());
    }
    Thresholds thresholds;
    for (std::size_t tier = 0; tier < found->size(); ++tier) {
        const domain::Certificate& certificate = (*found)[tier];
        thresholds.push_back(certificate.threshold);
        if (certificates != nullptr) {
            certificates->push_back({{"tier", setup.tierIds[tier]}, {"n", certificate.accepted},
                {"k", certificate.failures}, {"reached", certificate.calibrationSize},
                {"upper_bound", certificate.riskUpperBound}, {"delta", certificate.delta},
                {"none_because", certificate.threshold ? ordered_json(nullptr) : ordered_json(certificate.noneReason)}});
        }
    }
    return thresholds;
}

ViolationCount& ViolationCount::operator+=(const ViolationCount& other)
{
    splits += other.splits;
    above += other.above;
    aboveBeyondNoise += other.aboveBeyondNoise;
    acceptedShare += other.acceptedShare;
    return *this;
}

ordered_json ViolationCount::json() const
{
    const conformal::Interval interval = conformal::clopperPearson(above, splits, kLevel);
    const auto count = static_cast<double>(splits);
    return {{"splits", splits}, {"share_above_alpha", static_cast<double>(above) / count},
        {"interval_95", {interval.low, interval.high}},
        {"share_above_alpha_beyond_noise", static_cast<double>(aboveBeyondNoise) / count},
        {"mean_accepted_share", acceptedShare / count}};
}

Result<ViolationCount> countViolations(const CascadeSetup& setup, const CascadeQueries& pool, const PriceTable& prices,
    std::int64_t splits, std::uint64_t seed)
{
    ViolationCount count;
    CascadeQueries order = pool;
    core::Rng rng(seed);
    for (; count.splits < splits; ++count.splits) {
        rng.shuffle(std::span(order));
        const auto tuningEnd = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 6);
        const auto calibrationEnd = order.begin() + static_cast<std::ptrdiff_t>(order.size() / 2);
        const Result<Thresholds> thresholds = certify(
            setup, {order.begin(), tuningEnd}, {tuningEnd, calibrationEnd}, prices);
        if (!thresholds) {
            return core::fail(thresholds.error());
        }
        const CascadeSums sums = sumCascade(setup, {calibrationEnd, order.end()}, *thresholds, prices);
        bool isAbove = false;
        bool isFar = false;
        for (std::size_t tier = 0; tier + 1 < sums.answered.size(); ++tier) {
            const auto accepted = static_cast<double>(sums.answered[tier]);
            isAbove = isAbove || static_cast<double>(sums.failures[tier]) > setup.target.alpha * accepted;
            isFar = isFar
                || (accepted > 0
                    && conformal::clopperPearsonLower(sums.failures[tier], sums.answered[tier], kOneSided)
                        > setup.target.alpha);
        }
        count.above += isAbove ? 1 : 0;
        count.aboveBeyondNoise += isFar ? 1 : 0;
        count.acceptedShare += static_cast<double>(sums.acceptedBelowLast()) / static_cast<double>(sums.queries);
    }
    return count;
}

} // namespace app::benches
