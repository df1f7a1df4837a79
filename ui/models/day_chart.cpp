#include "ui/models/day_chart.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <string>

namespace ui::models {

namespace {

constexpr double kDayMs = 86'400'000.0;

struct DayChart {
    Q_DECLARE_TR_FUNCTIONS(DayChart)
};

double msOf(core::TimePoint time)
{
    return static_cast<double>(core::toMicroseconds(time)) / 1000.0;
}

/// Complete days, with a null for each day without traffic between them.
std::vector<const core::ports::DayCost*> completeDays(
    const std::vector<core::ports::DayCost>& days, core::TimePoint now, ChartData& data)
{
    std::vector<const core::ports::DayCost*> complete;
    for (const core::ports::DayCost& day : days) {
        const double start = msOf(day.start);
        if (start + kDayMs > msOf(now)) {
            break;
        }
        const auto append = [&](double from, const core::ports::DayCost* cost) {
            data.buckets.push_back({from, from + kDayMs});
            complete.push_back(cost);
        };
        while (!data.buckets.empty() && data.buckets.back().endMs < start - kDayMs / 2) {
            append(data.buckets.back().endMs, nullptr);
        }
        append(start, &day);
    }
    return complete;
}

std::vector<std::string> tiersOf(
    const std::vector<const core::ports::DayCost*>& days, const Catalogue& catalogue)
{
    std::set<std::string> seen;
    for (const core::ports::DayCost* day : days) {
        if (day != nullptr) {
            for (const auto& [tier, spend] : day->tiers) {
                seen.insert(tier);
            }
        }
    }
    std::vector<std::string> tiers(seen.begin(), seen.end());
    std::stable_sort(tiers.begin(), tiers.end(),
        [&](const auto& a, const auto& b) { return catalogue.place(a) < catalogue.place(b); });
    return tiers;
}

} // namespace

ChartData dayChart(
    const std::vector<core::ports::DayCost>& days, core::TimePoint now, const Catalogue& catalogue)
{
    ChartData data;
    data.title = DayChart::tr("Spend by day and tier");
    data.unit = DayChart::tr("$ a day, complete days of the last month");
    data.isStacked = true;
    data.tierCount = std::max(1, catalogue.tierCount());
    const auto complete = completeDays(days, now, data);
    if (complete.size() < 2) {
        data.emptyReason = DayChart::tr("Two complete days of traffic are needed to draw a line.");
        return data;
    }
    data.fromMs = data.buckets.front().startMs;
    data.toMs = data.buckets.back().endMs;
    for (const std::string& tier : tiersOf(complete, catalogue)) {
        ChartSeries series{catalogue.tierName(tier), SeriesRole::Tier, catalogue.place(tier), {}, {}};
        for (const core::ports::DayCost* day : complete) {
            const bool hasSpend = day != nullptr && day->tiers.contains(tier);
            series.values.push_back(hasSpend ? day->tiers.at(tier).usd() : 0.0);
        }
        data.series.push_back(std::move(series));
    }
    ChartSeries baseline{DayChart::tr("Last tier only"), SeriesRole::Baseline, 0, {}, {}};
    for (const core::ports::DayCost* day : complete) {
        baseline.values.push_back(day == nullptr ? 0.0 : day->lastTierOnly.usd());
    }
    data.series.push_back(std::move(baseline));
    return data;
}

} // namespace ui::models
