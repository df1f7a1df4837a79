#include "ui/models/chart_data.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui::models {

namespace {

MarkerTone toneOf(const core::domain::Marker& marker)
{
    if (marker.isAcknowledged) {
        return MarkerTone::Neutral;
    }
    return marker.kind == "watch"                           ? MarkerTone::Watch
        : marker.kind == "alarm" || marker.kind == "void" ? MarkerTone::Alarm
                                                            : MarkerTone::Neutral;
}

/// The colour is never the only carrier of what a marker is.
QString textOf(const core::domain::Marker& marker)
{
    const bool isWatch = marker.kind == "watch";
    if (!isWatch && marker.kind != "alarm" && marker.kind != "void") {
        return reasonWords(marker.text);
    }
    const QString message = sentenceWords(marker.text);
    if (marker.isAcknowledged) {
        return isWatch ? QCoreApplication::translate("Chart", "Watch, acknowledged: %1").arg(message)
                       : QCoreApplication::translate("Chart", "Alarm, acknowledged: %1").arg(message);
    }
    return isWatch ? QCoreApplication::translate("Chart", "Watch: %1").arg(message)
                   : QCoreApplication::translate("Chart", "Alarm: %1").arg(message);
}

} // namespace

void addMarkers(ChartData& data, const std::vector<core::domain::Marker>& markers)
{
    for (const core::domain::Marker& marker : markers) {
        if (marker.kind == "run" && marker.text.ends_with("cancelled")) {
            continue; // changed nothing that a chart shows; Runs lists it
        }
        data.markers.push_back({static_cast<double>(core::toMicroseconds(marker.at)) / 1000.0, textOf(marker),
            toneOf(marker), marker.isAcknowledged});
    }
}

std::optional<std::size_t> bucketAt(const ChartData& data, double ms)
{
    const auto& buckets = data.buckets;
    if (buckets.empty()) {
        return std::nullopt;
    }
    const auto after = std::upper_bound(buckets.begin(), buckets.end(), ms,
        [](double value, const ChartBucket& bucket) { return value < bucket.startMs; });
    return after == buckets.begin() ? 0 : static_cast<std::size_t>(after - buckets.begin() - 1);
}

QString valueText(const ChartData& data, double value, const Formats& formats)
{
    if (!std::isfinite(value)) {
        return Formats::dash();
    }
    switch (data.quantity) {
    case Quantity::Usd:
        return formats.approximateUsd(value) + data.unit.mid(data.unit.indexOf(QLatin1Char('/')));
    case Quantity::Percent:
        return formats.percent(value / 100);
    case Quantity::Milliseconds:
        return formats.milliseconds(value);
    }
    return {};
}

QString spokenSummary(const ChartData& data, const Formats& formats)
{
    if (data.isEmpty()) {
        return data.emptyReason;
    }
    QStringList parts;
    for (const ChartSeries& series : data.series) {
        const auto newest = std::find_if(
            series.values.rbegin(), series.values.rend(), [](double value) { return std::isfinite(value); });
        if (newest != series.values.rend()) {
            parts += series.name + QStringLiteral(": ") + valueText(data, *newest, formats);
        }
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace ui::models
