#include "ui/models/overview_csv.h"

#include "ui/models/csv.h"
#include "ui/models/strings.h"

#include <array>
#include <cmath>
#include <functional>
#include <string_view>

namespace ui::models {

namespace {

using core::ports::TrafficTotals;

struct Figure {
    std::string_view name;
    std::function<QString(const TrafficTotals&)> text;
};

QString ratio(double part, double whole)
{
    return whole > 0 ? numberField(part / whole) : QString();
}

const std::array<Figure, 12>& figures()
{
    static const std::array<Figure, 12> kFigures{{
        {"requests", [](const TrafficTotals& t) { return QString::number(t.queries); }},
        {"calls", [](const TrafficTotals& t) { return QString::number(t.attempts); }},
        {"spend_usd", [](const TrafficTotals& t) { return toQt(core::domain::toDecimalUsd(t.spend)); }},
        {"last_tier_only_usd", [](const TrafficTotals& t) { return toQt(core::domain::toDecimalUsd(t.lastTierOnly)); }},
        {"saved_usd", [](const TrafficTotals& t) { return toQt(core::domain::toDecimalUsd(t.saved())); }},
        {"escalated_requests", [](const TrafficTotals& t) { return QString::number(t.escalatedQueries); }},
        {"unanswered_requests", [](const TrafficTotals& t) { return QString::number(t.unansweredQueries); }},
        {"judged_answers", [](const TrafficTotals& t) { return QString::number(t.judged); }},
        {"meets_target_share", [](const TrafficTotals& t) { return ratio(t.judgedMetWeight, t.judgedWeight); }},
        {"mean_quality", [](const TrafficTotals& t) { return ratio(t.judgedQualityWeight, t.judgedWeight); }},
        {"latency_p50_ms", [](const TrafficTotals& t) { return numberField(t.latency.percentile(0.5)); }},
        {"latency_p99_ms", [](const TrafficTotals& t) { return numberField(t.latency.percentile(0.99)); }},
    }};
    return kFigures;
}

QString figureLines(const core::ports::Overview& overview)
{
    QString text = csvLine({QStringLiteral("figure"), QStringLiteral("value"), QStringLiteral("value_in_range_before")});
    for (const Figure& figure : figures()) {
        text += csvLine({toQt(figure.name), figure.text(overview.totals), figure.text(overview.previous)});
    }
    return text;
}

QString taskLines(const core::ports::Overview& overview)
{
    QStringList header{QStringLiteral("task")};
    for (const Figure& figure : figures()) {
        header += toQt(figure.name);
    }
    QString text = csvLine(header);
    for (const core::ports::TaskSummary& task : overview.tasks) {
        QStringList fields{toQt(task.taskId)};
        for (const Figure& figure : figures()) {
            fields += figure.text(task.totals);
        }
        text += csvLine(fields);
    }
    return text;
}

QString seriesLines(const std::vector<const ChartData*>& charts, const Formats& formats)
{
    QStringList header{QStringLiteral("from"), QStringLiteral("to")};
    for (const ChartData* chart : charts) {
        for (const ChartSeries& series : chart->series) {
            header += QStringLiteral("%1 (%2): %3").arg(chart->title, chart->unit, series.name);
        }
    }
    QString text = csvLine(header);
    const auto time = [&](double ms) {
        return formats.exactTime(core::fromMicroseconds(static_cast<std::int64_t>(ms) * 1000));
    };
    for (std::size_t bucket = 0; bucket < charts.front()->buckets.size(); ++bucket) {
        QStringList fields{
            time(charts.front()->buckets[bucket].startMs), time(charts.front()->buckets[bucket].endMs)};
        for (const ChartData* chart : charts) {
            for (const ChartSeries& series : chart->series) {
                fields += numberField(series.values[bucket]);
            }
        }
        text += csvLine(fields);
    }
    return text;
}

QString markerLines(const core::ports::Overview& overview, const Formats& formats)
{
    QString text = csvLine({QStringLiteral("time"), QStringLiteral("event"), QStringLiteral("task"),
        QStringLiteral("acknowledged"), QStringLiteral("text")});
    for (const core::domain::Marker& marker : overview.markers) {
        text += csvLine({formats.exactTime(marker.at), toQt(marker.kind), toQt(marker.taskId),
            boolField(marker.isAcknowledged), toQt(marker.text)});
    }
    return text;
}

} // namespace

QString overviewCsv(const core::ports::Overview& overview, const std::vector<const ChartData*>& charts,
    const Formats& formats)
{
    const QString gap = QStringLiteral("\r\n");
    return figureLines(overview) + gap + taskLines(overview) + gap + seriesLines(charts, formats) + gap
        + markerLines(overview, formats);
}

} // namespace ui::models
