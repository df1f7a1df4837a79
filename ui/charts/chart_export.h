#pragma once

#include "ui/models/chart_data.h"
#include "ui/models/csv.h"

#include <QString>

namespace ui::charts {

class TimeChartView;

/// Each carries policy version, range and time zone; false when the file could not be written.
[[nodiscard]] bool writeChartCsv(const QString& path, const models::ChartData& data,
    const models::Provenance& provenance, const models::Formats& formats);
[[nodiscard]] bool writeChartPng(const QString& path, TimeChartView& view,
    const models::Provenance& provenance, const models::Formats& formats);
[[nodiscard]] bool writeChartSvg(const QString& path, TimeChartView& view,
    const models::Provenance& provenance, const models::Formats& formats);

/// Full precision: one line a bucket with its start, and a column a series.
[[nodiscard]] QString chartCsv(
    const models::ChartData& data, const models::Provenance& provenance, const models::Formats& formats);

} // namespace ui::charts
