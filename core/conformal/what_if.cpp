#include "core/conformal/what_if.h"

#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

namespace core::conformal {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Result<void> checkShape(const ReplaySample& sample, std::size_t tierCount)
{
    const std::size_t n = sample.size();
    const bool isWhole = sample.tierCount == tierCount && tierCount > 0
        && n * tierCount == sample.answers.size()
        && (sample.startTiers.empty() || sample.startTiers.size() == n)
        && (sample.endTiers.empty() || sample.endTiers.size() == n)
        && (sample.weights.empty() || sample.weights.size() == n)
        && (sample.labelWeights.empty() || sample.labelWeights.size() == n);
    if (isWhole) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        "A replay sample must hold one answer a tier for each query, and the tuning, calibration and traffic "
        "samples the same tiers.");
}

std::size_t startTierOf(const ReplaySample& sample, std::size_t query)
{
    const int start = sample.startTiers.empty() ? 0 : sample.startTiers[query];
    return static_cast<std::size_t>(std::clamp(start, 0, static_cast<int>(sample.tierCount) - 1));
}

std::size_t endTierOf(const ReplaySample& sample, std::size_t query)
{
    const auto last = static_cast<int>(sample.tierCount) - 1;
    return static_cast<std::size_t>(sample.endTiers.empty() ? last : std::clamp(sample.endTiers[query], 0, last));
}

/// Judged answers of every tier below the last. Queries with a missing verdict below the last tier are left
/// out.
CascadeSample judgedCascade(const ReplaySample& sample, double answerFloor)
{
    CascadeSample cascade;
    const std::size_t tiers = sample.tierCount - 1;
    cascade.tiers.resize(tiers);
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const std::span row(sample.answers.data() + i * sample.tierCount, tiers);
        const std::size_t start = startTierOf(sample, i);
        const bool isJudged = std::all_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(start, tiers)),
            row.end(), [](const ReplayAnswer& answer) { return !std::isnan(answer.quality); });
        for (std::size_t t = 0; isJudged && t < tiers; ++t) {
            cascade.tiers[t].push_back({t < start ? kNaN : row[t].score, row[t].quality < answerFloor});
        }
    }
    return cascade;
}

/// Mean cost of each tier over the queries where it is known; NaN for a tier without any.
std::vector<double> meanCosts(const ReplaySample& sample)
{
    std::vector<double> costs;
    for (std::size_t t = 0; t < sample.tierCount; ++t) {
        double sum = 0;
        double count = 0;
        for (std::size_t i = 0; i < sample.size(); ++i) {
            const double cost = sample.answers[i * sample.tierCount + t].costUsd;
            sum += std::isnan(cost) ? 0 : cost;
            count += std::isnan(cost) ? 0 : 1;
        }
        costs.push_back(count > 0 ? sum / count : kNaN);
    }
    return costs;
}

/// What the draft does with one query, ready to be summed.
struct ReplayedQuery {
    double weight = 1;
    double labelWeight = 1;
    double cost = kNaN;
    double lastTierCost = kNaN;
    double quality = kNaN;
    double latencyMs = 0;
    std::size_t start = 0;
    std::size_t answeredBy = 0;
    bool isKeptBelowLast = false;
    bool isFailure = false;
};

ReplayedQuery replayQuery(const ReplaySample& traffic, std::size_t query,
    std::span<const domain::Certificate> certificates, double answerFloor)
{
    const ReplayAnswer* row = traffic.answers.data() + query * traffic.tierCount;
    const std::size_t last = traffic.tierCount - 1;
    const std::size_t end = endTierOf(traffic, query);
    ReplayedQuery result;
    result.weight = traffic.weights.empty() ? 1.0 : traffic.weights[query];
    result.labelWeight = traffic.labelWeights.empty() ? 1.0 : traffic.labelWeights[query];
    result.lastTierCost = row[last].costUsd;
    // A tier without a threshold could keep nothing, so it is not asked.
    const auto nextAsked = [&](std::size_t tier) {
        while (tier < end && !certificates[tier].threshold) {
            ++tier;
        }
        return tier;
    };
    result.start = nextAsked(std::min(startTierOf(traffic, query), end));
    result.cost = 0;
    std::size_t tier = result.start;
    for (;; tier = nextAsked(tier + 1)) {
        result.cost += row[tier].costUsd;
        result.latencyMs += row[tier].latencyMs;
        if (tier == end || row[tier].score >= *certificates[tier].threshold) {
            break;
        }
    }
    result.answeredBy = tier;
    result.quality = row[tier].quality;
    result.isKeptBelowLast = tier < end;
    result.isFailure = result.quality < answerFloor;
    return result;
}

/// Weighted sums of one (re)sample; means are ratios of two of them.
class Totals {
public:
    explicit Totals(std::size_t tierCount)
        : m_answered(tierCount, 0.0)
    {
    }

    void add(const ReplayedQuery& query)
    {
        const double w = query.weight;
        m_weight += w;
        m_answered[query.answeredBy] += w;
        m_escalated += query.answeredBy > query.start ? w : 0;
        m_kept += query.isKeptBelowLast ? w : 0;
        addKnown(m_cost, query.cost, w);
        addKnown(m_lastTierCost, query.lastTierCost, w);
        addKnown(m_quality, query.quality, w * query.labelWeight);
        if (query.isKeptBelowLast && !std::isnan(query.quality)) {
            addKnown(m_failures, query.isFailure ? 1.0 : 0.0, w * query.labelWeight);
        }
    }

    /// In the order: cost, last tier's cost, quality, failure rate, escalations, kept, tier shares.
    [[nodiscard]] std::vector<double> means() const
    {
        std::vector<double> values{m_cost.mean(), m_lastTierCost.mean(), m_quality.mean(), m_failures.mean(),
            m_escalated / m_weight, m_kept / m_weight};
        for (const double answered : m_answered) {
            values.push_back(answered / m_weight);
        }
        return values;
    }

private:
    struct Known {
        double sum = 0;
        double weight = 0;
        [[nodiscard]] double mean() const { return weight > 0 ? sum / weight : kNaN; }
    };
    static void addKnown(Known& known, double value, double weight)
    {
        if (!std::isnan(value)) {
            known.sum += weight * value;
            known.weight += weight;
        }
    }

    double m_weight = 0;
    double m_escalated = 0;
    double m_kept = 0;
    Known m_cost;
    Known m_lastTierCost;
    Known m_quality;
    Known m_failures;
    std::vector<double> m_answered;
};

/// Linear-interpolated quantile of an ascending sample.
double quantileOf(std::span<const double> sorted, double p)
{
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

BandedValue banded(double value, std::vector<double> resampled)
{
    std::erase_if(resampled, [](double x) { return std::isnan(x); });
    if (std::isnan(value) || resampled.empty()) {
        return {value, value, value, value, value};
    }
    std::sort(resampled.begin(), resampled.end());
    return {value, quantileOf(resampled, 0.25), quantileOf(resampled, 0.75), quantileOf(resampled, 0.025),
        quantileOf(resampled, 0.975)};
}

std::vector<BandedValue> bootstrapped(
    std::span<const ReplayedQuery> queries, std::size_t tierCount, const ReplayOptions& options)
{
    Totals all(tierCount);
    for (const ReplayedQuery& query : queries) {
        all.add(query);
    }
    const std::vector<double> values = all.means();
    std::vector<std::vector<double>> resampled(values.size());
    Rng rng(options.seed);
    for (int b = 0; b < options.resamples; ++b) {
        Totals totals(tierCount);
        for (std::size_t i = 0; i < queries.size(); ++i) {
            totals.add(queries[rng.below(queries.size())]);
        }
        const std::vector<double> means = totals.means();
        for (std::size_t v = 0; v < means.size(); ++v) {
            resampled[v].push_back(means[v]);
        }
    }
    std::vector<BandedValue> bands;
    for (std::size_t v = 0; v < values.size(); ++v) {
        bands.push_back(banded(values[v], std::move(resampled[v])));
    }
    return bands;
}

/// The 99th percentile with the bands that resampling queries would give. Exact without resampling: the resampled
/// k-th smallest is at most the j-th smallest of the sample with probability P(Bin(n, j/n) >= k).
BandedValue p99Of(std::span<const ReplayedQuery> queries)
{
    constexpr double kLevel = 0.99;
    std::vector<double> known;
    known.reserve(queries.size());
    for (const ReplayedQuery& query : queries) {
        if (!std::isnan(query.latencyMs)) {
            known.push_back(query.latencyMs);
        }
    }
    const std::size_t unknown = queries.size() - known.size();
    if (known.empty() || static_cast<double>(unknown) > (1 - kLevel) * static_cast<double>(queries.size())) {
        return {kNaN, kNaN, kNaN, kNaN, kNaN};
    }
    std::sort(known.begin(), known.end());
    const auto n = static_cast<std::int64_t>(known.size());
    const auto rank = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(kLevel * static_cast<double>(n))));
    const auto at = [&](double probability) {
        const double share = clopperPearsonUpper(rank - 1, n, 1 - probability); // BetaInv(probability; rank, n - rank + 1)
        const auto j = static_cast<std::int64_t>(std::ceil(share * static_cast<double>(n)));
        return known[static_cast<std::size_t>(std::clamp<std::int64_t>(j, 1, n) - 1)];
    };
    return {known[static_cast<std::size_t>(rank - 1)], at(0.25), at(0.75), at(0.025), at(0.975)};
}

BandedValue scaled(BandedValue band, double factor)
{
    for (double* value : {&band.value, &band.low50, &band.high50, &band.low95, &band.high95}) {
        *value *= factor;
    }
    return band;
}

std::vector<std::vector<double>> flowOf(std::span<const ReplayedQuery> queries, std::size_t tierCount)
{
    std::vector<std::vector<double>> flow(tierCount, std::vector<double>(tierCount, 0.0));
    double total = 0;
    for (const ReplayedQuery& query : queries) {
        flow[query.start][query.answeredBy] += query.weight;
        total += query.weight;
    }
    for (std::vector<double>& row : flow) {
        for (double& share : row) {
            share = total > 0 ? share / total : 0.0;
        }
    }
    return flow;
}

} // namespace

std::size_t answeringTier(
    const ReplaySample& traffic, std::size_t query, std::span<const domain::Certificate> certificates)
{
    return replayQuery(traffic, query, certificates, 0).answeredBy;
}

Result<ReplayOutcome> replayCertificates(std::vector<domain::Certificate> certificates, double answerFloor,
    double auditRate, const ReplaySample& traffic, const ReplayOptions& options)
{
    if (auto checked = checkShape(traffic, certificates.size() + 1); !checked) {
        return fail(checked.error());
    }
    std::vector<ReplayedQuery> queries;
    queries.reserve(traffic.size());
    for (std::size_t i = 0; i < traffic.size(); ++i) {
        queries.push_back(replayQuery(traffic, i, certificates, answerFloor));
    }
    const std::vector<BandedValue> bands = bootstrapped(queries, traffic.tierCount, options);
    return ReplayOutcome{std::move(certificates), bands[0], bands[1], bands[2], bands[3], bands[4],
        scaled(bands[5], auditRate), {bands.begin() + 6, bands.end()}, flowOf(queries, traffic.tierCount),
        p99Of(queries)};
}

Result<ReplayOutcome> replayDraft(const PolicyDraft& draft, const ReplaySample& tuning,
    const ReplaySample& calibration, const ReplaySample& traffic, const ReplayOptions& options)
{
    for (const ReplaySample* sample : {&traffic, &tuning, &calibration}) {
        if (auto checked = checkShape(*sample, traffic.tierCount); !checked) {
            return fail(checked.error());
        }
    }
    TierSequenceOptions tiers;
    tiers.scope = draft.scope;
    tiers.taskCount = draft.taskCount;
    const std::vector<double> costs = meanCosts(tuning);
    if (std::none_of(costs.begin(), costs.end(), [](double cost) { return std::isnan(cost); })) {
        tiers.tierCosts = costs;
    }
    auto certificates = certifyTiers(judgedCascade(tuning, draft.answerFloor),
        judgedCascade(calibration, draft.answerFloor), {draft.alpha, draft.delta}, tiers);
    if (!certificates) {
        return fail(certificates.error());
    }
    return replayCertificates(std::move(*certificates), draft.answerFloor, draft.auditRate, traffic, options);
}

} // namespace core::conformal
