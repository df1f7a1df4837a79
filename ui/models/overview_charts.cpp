#include "ui/models/overview_charts.h"

#include "ui/models/strings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace ui::models {

namespace {

using core::ports::OverviewPoint;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLeastCoveredShare = 0.3; // a bucket seen for less than this is too noisy for a rate
constexpr std::int64_t kLeastQueries = 3;
constexpr double kMostEmpty = 0.1; // of the buckets, before they are made wider
constexpr double kLeastBuckets = 15;
constexpr std::size_t kLongestBridged = 3; // buckets without a request in a row
constexpr std::int64_t kWidestMerged = 3600; // wider buckets are days, which begin at local midnight
constexpr double kLeastShownShare = 0.2; // of the range, when history begins inside it

double msOf(core::TimePoint time)
{
    return static_cast<double>(core::toMicroseconds(time)) / 1000.0;
}

struct RateUnit {
    double seconds;
    const char* suffix;
};

RateUnit rateUnitFor(double rangeSeconds)
{
    if (rangeSeconds <= 3600) {
        return {60, QT_TRANSLATE_NOOP("OverviewCharts", "$/min")};
    }
    if (rangeSeconds <= 86400) {
        return {3600, QT_TRANSLATE_NOOP("OverviewCharts", "$/h")};
    }
    return {86400, QT_TRANSLATE_NOOP("OverviewCharts", "$/day")};
}

void dropThinEnds(BucketGrid& grid, double widthMs)
{
    const auto isThin = [&](const ChartBucket& bucket) {
        return bucket.endMs - bucket.startMs < kLeastCoveredShare * widthMs;
    };
    if (grid.buckets.size() > 2 && isThin(grid.buckets.back())) {
        grid.buckets.pop_back();
        grid.points.pop_back();
    }
    if (grid.buckets.size() > 2 && isThin(grid.buckets.front())) {
        grid.buckets.erase(grid.buckets.begin());
        grid.points.erase(grid.points.begin());
    }
}

/// Share of the buckets between the first and the last with traffic that have none.
double emptyShare(const core::ports::Overview& overview)
{
    const double buckets = 1
        + (msOf(overview.points.back().start) - msOf(overview.points.front().start))
            / (1000.0 * static_cast<double>(overview.widthSeconds));
    return 1 - static_cast<double>(overview.points.size()) / buckets;
}

/// Buckets without a request repeat the share before them and say so, where they are few in a row.
void bridgeShortGaps(ChartSeries& series, const QString& words)
{
    std::size_t known = series.values.size(); // none yet
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (!std::isfinite(series.values[i])) {
            continue;
        }
        if (known < i && i - known - 1 <= kLongestBridged) {
            for (std::size_t gap = known + 1; gap < i; ++gap) {
                series.values[gap] = series.values[known];
                series.details[gap] = words;
            }
        }
        known = i;
    }
}

void addTo(core::ports::TrafficTotals& sum, const core::ports::TrafficTotals& part)
{
    sum.queries += part.queries;
    sum.attempts += part.attempts;
    sum.escalatedQueries += part.escalatedQueries;
    sum.unansweredQueries += part.unansweredQueries;
    sum.spend += part.spend;
    sum.unknownCostQueries += part.unknownCostQueries;
    sum.lastTierOnly += part.lastTierOnly;
    sum.estimatedLastTierQueries += part.estimatedLastTierQueries;
    sum.unknownLastTierQueries += part.unknownLastTierQueries;
    sum.latency.merge(part.latency);
    sum.judged += part.judged;
    sum.judgedWeight += part.judgedWeight;
    sum.judgedMetWeight += part.judgedMetWeight;
    sum.judgedQualityWeight += part.judgedQualityWeight;
}

void addTo(OverviewPoint& sum, const OverviewPoint& part)
{
    addTo(sum.totals, part.totals);
    for (const auto& [id, tier] : part.tiers) {
        core::ports::TierTotals& to = sum.tiers[id];
        to.queries += tier.queries;
        to.attempts += tier.attempts;
        to.spend += tier.spend;
    }
}

} // namespace

core::ports::Overview withReadableBuckets(core::ports::Overview overview)
{
    const double rangeSeconds = (msOf(overview.query.range.to) - msOf(overview.query.range.from)) / 1000;
    while (overview.points.size() > 1 && overview.widthSeconds > 0
        && overview.widthSeconds < kWidestMerged && emptyShare(overview) > kMostEmpty
        && rangeSeconds / (2.0 * static_cast<double>(overview.widthSeconds)) >= kLeastBuckets) {
        overview.widthSeconds *= 2;
        const std::int64_t width = overview.widthSeconds * 1'000'000;
        std::vector<OverviewPoint> merged;
        for (OverviewPoint& point : overview.points) {
            const std::int64_t start = core::toMicroseconds(point.start) / width * width;
            if (!merged.empty() && core::toMicroseconds(merged.back().start) == start) {
                addTo(merged.back(), point);
            } else {
                point.start = core::fromMicroseconds(start);
                merged.push_back(std::move(point));
            }
        }
        overview.points = std::move(merged);
    }
    return overview;
}

BucketGrid bucketGrid(const core::ports::Overview& overview)
{
    BucketGrid grid;
    if (overview.points.empty() || overview.widthSeconds <= 0) {
        return grid;
    }
    const double width = 1000.0 * static_cast<double>(overview.widthSeconds);
    const double from = msOf(overview.query.range.from);
    const double to = msOf(overview.query.range.to);
    const auto append = [&](double start, const OverviewPoint* point) {
        grid.buckets.push_back({std::max(start, from), std::min(start + width, to)});
        grid.points.push_back(point);
    };
    double next = msOf(overview.points.front().start);
    for (const OverviewPoint& point : overview.points) {
        const double start = msOf(point.start);
        for (; next < start - width / 2; next += width) {
            append(next, nullptr);
        }
        append(start, &point);
        next = start + width;
    }
    for (; next < to; next += width) {
        append(next, nullptr);
    }
    dropThinEnds(grid, width);
    return grid;
}

OverviewCharts::OverviewCharts(
    const core::ports::Overview& overview, const Catalogue& catalogue, const Formats& formats)
    : m_overview(overview)
    , m_catalogue(catalogue)
    , m_formats(formats)
    , m_fromMs(msOf(overview.query.range.from))
    , m_toMs(msOf(overview.query.range.to))
{
    BucketGrid grid = bucketGrid(overview);
    m_buckets = std::move(grid.buckets);
    m_points = std::move(grid.points);
    if (overview.previous.queries == 0 && !m_buckets.empty()) {
        const double least = kLeastShownShare * (m_toMs - m_fromMs);
        m_fromMs = std::clamp(m_buckets.front().startMs, m_fromMs, m_toMs - least);
    }
}

template <typename Value>
std::vector<double> OverviewCharts::valuesOf(Value value) const
{
    std::vector<double> values(m_buckets.size(), kNaN);
    for (std::size_t i = 0; i < m_buckets.size(); ++i) {
        values[i] = value(m_points[i], m_buckets[i]);
    }
    return values;
}

template <typename Text>
std::vector<QString> OverviewCharts::detailsOf(Text text) const
{
    std::vector<QString> details(m_buckets.size());
    for (std::size_t i = 0; i < m_buckets.size(); ++i) {
        if (m_points[i] != nullptr) {
            details[i] = text(*m_points[i]);
        }
    }
    return details;
}

ChartData OverviewCharts::frame(const QString& title, const QString& unit, Quantity quantity) const
{
    ChartData data;
    data.title = title;
    data.unit = unit;
    data.quantity = quantity;
    data.tierCount = std::max(1, m_catalogue.tierCount());
    data.fromMs = m_fromMs;
    data.toMs = m_toMs;
    data.buckets = m_buckets;
    addMarkers(data, m_overview.markers);
    if (m_overview.totals.queries == 0) {
        data.emptyReason = tr("No requests in this range.");
    } else if (m_overview.totals.queries < kLeastQueries) {
        data.emptyReason = tr("Too little to draw: %n request(s) so far.", nullptr,
            static_cast<int>(m_overview.totals.queries));
    }
    return data;
}

std::vector<std::string> OverviewCharts::tiersWithTraffic() const
{
    std::vector<std::string> ids;
    for (const auto& [id, totals] : m_overview.tiers) {
        if (totals.queries > 0 || totals.attempts > 0) {
            ids.push_back(id);
        }
    }
    std::stable_sort(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
        return m_catalogue.place(a) < m_catalogue.place(b);
    });
    return ids;
}

ChartData OverviewCharts::cost() const
{
    const double rangeSeconds = (msOf(m_overview.query.range.to) - msOf(m_overview.query.range.from)) / 1000;
    const RateUnit unit = rateUnitFor(rangeSeconds);
    ChartData data = frame(tr("Cost by tier"), tr(unit.suffix), Quantity::Usd);
    data.isStacked = true;
    const auto rate = [&](core::domain::Money spend, const ChartBucket& bucket) {
        return spend.usd() * 1000 * unit.seconds / (bucket.endMs - bucket.startMs);
    };
    for (const std::string& id : tiersWithTraffic()) {
        ChartSeries series{m_catalogue.tierName(id), SeriesRole::Tier, m_catalogue.place(id), {}, {}};
        series.values = valuesOf([&](const OverviewPoint* point, const ChartBucket& bucket) {
            const auto tier = point == nullptr ? core::ports::TierTotals{}
                : point->tiers.contains(id)    ? point->tiers.at(id)
                                               : core::ports::TierTotals{};
            return rate(tier.spend, bucket);
        });
        data.series.push_back(std::move(series));
    }
    ChartSeries baseline{tr("Last tier only"), SeriesRole::Baseline, 0, {}, {}};
    baseline.values = valuesOf([&](const OverviewPoint* point, const ChartBucket& bucket) {
        return point == nullptr ? 0.0 : rate(point->totals.lastTierOnly, bucket);
    });
    baseline.details = detailsOf([&](const OverviewPoint& point) {
        return point.totals.estimatedLastTierQueries == 0
            ? QString()
            : tr("%1 of %2 estimated")
                  .arg(m_formats.count(point.totals.estimatedLastTierQueries),
                      m_formats.count(point.totals.queries));
    });
    data.series.push_back(std::move(baseline));
    return data;
}

ChartData OverviewCharts::tierShare() const
{
    ChartData data = frame(tr("Answered by tier"), tr("% of requests"), Quantity::Percent);
    data.fixedMaximum = 100;
    data.isStacked = true;
    for (const std::string& id : tiersWithTraffic()) {
        const auto answered = [&](const OverviewPoint& point) {
            const auto tier = point.tiers.find(id);
            return tier == point.tiers.end() ? std::int64_t{0} : tier->second.queries;
        };
        ChartSeries series{m_catalogue.tierName(id), SeriesRole::Tier, m_catalogue.place(id), {}, {}};
        series.values = valuesOf([&](const OverviewPoint* point, const ChartBucket&) {
            return point == nullptr || point->totals.queries == 0
                ? kNaN
                : 100.0 * static_cast<double>(answered(*point)) / static_cast<double>(point->totals.queries);
        });
        series.details = detailsOf([&](const OverviewPoint& point) {
            return tr("%1 of %2")
                .arg(m_formats.count(answered(point)), m_formats.count(point.totals.queries));
        });
        bridgeShortGaps(series, tr("no request, as before"));
        data.series.push_back(std::move(series));
    }
    return data;
}

ChartData OverviewCharts::escalation() const
{
    ChartData data = frame(tr("Escalation rate"), tr("% of requests"), Quantity::Percent);
    ChartSeries series{tr("Escalated"), SeriesRole::Metric, 0, {}, {}};
    series.values = valuesOf([](const OverviewPoint* point, const ChartBucket&) {
        return point == nullptr || point->totals.queries == 0
            ? kNaN
            : 100.0 * static_cast<double>(point->totals.escalatedQueries)
                / static_cast<double>(point->totals.queries);
    });
    series.details = detailsOf([&](const OverviewPoint& point) {
        return tr("%1 of %2")
            .arg(m_formats.count(point.totals.escalatedQueries), m_formats.count(point.totals.queries));
    });
    data.series.push_back(std::move(series));
    return data;
}

ChartData OverviewCharts::latency() const
{
    ChartData data = frame(tr("Latency"), tr("ms, logarithmic"), Quantity::Milliseconds);
    data.isLogarithmic = true;
    const auto percentile = [&](const QString& name, SeriesRole role, double p) {
        ChartSeries series{name, role, 0, {}, {}};
        series.values = valuesOf([&](const OverviewPoint* point, const ChartBucket&) {
            return point == nullptr ? kNaN : point->totals.latency.percentile(p);
        });
        series.details = detailsOf([&](const OverviewPoint& point) {
            return tr("n = %1").arg(m_formats.count(static_cast<std::int64_t>(point.totals.latency.count())));
        });
        data.series.push_back(std::move(series));
    };
    percentile(QStringLiteral("p50"), SeriesRole::Metric, 0.5);
    percentile(QStringLiteral("p99"), SeriesRole::MetricUpper, 0.99);
    return data;
}

} // namespace ui::models
