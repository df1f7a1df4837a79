#pragma once

#include "ui/models/chart_data.h"
#include "ui/models/csv.h"

#include <QString>

class QWidget;

namespace ui::charts {

/// Each carries policy version, range and time zone; false when the file could not be written. A picture is of the chart
/// as it is on the screen; SVG and PDF keep its lines and text as such (of the cluster map's dots: as pixels).
[[nodiscard]] bool writeChartCsv(const QString& path, const models::ChartData& data,
    const models::Provenance& provenance, const models::Formats& formats);
[[nodiscard]] bool writeChartPng(const QString& path, QWidget& chart,
    const models::Provenance& provenance, const models::Formats& formats);
[[nodiscard]] bool writeChartSvg(const QString& path, QWidget& chart,
    const models::Provenance& provenance, const models::Formats& formats);

/// One page of the picture's size, at the screen's dots an inch; the provenance is also attached as a text file.
[[nodiscard]] bool writeChartPdf(const QString& path, QWidget& chart,
    const models::Provenance& provenance, const models::Formats& formats);

/// Full precision: one line a bucket with its start, and a column a series.
[[nodiscard]] QString chartCsv(
    const models::ChartData& data, const models::Provenance& provenance, const models::Formats& formats);

} // namespace ui::charts
