#pragma once

#include "core/domain/run.h"
#include "ui/models/formats.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace ui::models {

enum class Quantity { Usd, Percent, Milliseconds };

enum class SeriesRole {
    Tier, ///< coloured by its place in the cascade
    Baseline, ///< counterfactual: dashed, neutral
    Metric, ///< neutral solid
    MetricUpper, ///< neutral, lighter, dashed: the upper of two percentiles
};

/// One value a bucket. NaN where there was nothing to measure.
struct ChartSeries {
    QString name;
    SeriesRole role = SeriesRole::Metric;
    int tierPlace = 0;
    std::vector<double> values;
    std::vector<QString> details; ///< what a tooltip adds to the value, e.g. "5 of 40"; empty or one a bucket
};

struct ChartBucket {
    double startMs = 0; ///< milliseconds since the epoch, UTC
    double endMs = 0; ///< cut at the end of the range
};

enum class MarkerTone {
    Neutral, ///< policies, runs, and alarms that somebody has seen to
    Watch,
    Alarm,
};

struct ChartMarker {
    double atMs = 0;
    QString text;
    MarkerTone tone = MarkerTone::Neutral;
    bool isAcknowledged = false;
};

/// All that a time chart shows. Values; built off the paint path and replaced as a whole at each tick.
struct ChartData {
    QString title;
    QString unit; ///< for the title: "$/h", "% of requests"
    Quantity quantity = Quantity::Usd;
    bool isStacked = false; ///< the Tier series are stacked areas
    bool isLogarithmic = false;
    std::optional<double> fixedMaximum;
    int tierCount = 1;
    double fromMs = 0;
    double toMs = 0;
    std::vector<ChartBucket> buckets; ///< ascending
    std::vector<ChartSeries> series;
    std::vector<ChartMarker> markers; ///< ascending
    QString emptyReason; ///< set when there is too little to draw

    [[nodiscard]] bool isEmpty() const { return !emptyReason.isEmpty(); }
};

/// Policies, runs and alarms as vertical marks.
void addMarkers(ChartData& data, const std::vector<core::domain::Marker>& markers);

/// The bucket that holds `ms`, or else the nearest; nothing when there are none. Binary search.
[[nodiscard]] std::optional<std::size_t> bucketAt(const ChartData& data, double ms);

/// A value as the tooltip and the table write it, with its unit.
[[nodiscard]] QString valueText(const ChartData& data, double value, const Formats& formats);

/// One sentence for assistive technology: every series with its newest value.
[[nodiscard]] QString spokenSummary(const ChartData& data, const Formats& formats);

} // namespace ui::models
