#pragma once

#include "core/ports/history.h"
#include "ui/models/chart_data.h"

#include <QString>

#include <vector>

namespace ui::models {

/// All that the Overview shows, exact and with the same column names in every language: the figures of the tiles, every
/// series of its charts, the markers, and a line a task. The charts share their buckets.
[[nodiscard]] QString overviewCsv(const core::ports::Overview& overview, const std::vector<const ChartData*>& charts,
    const Formats& formats);

} // namespace ui::models
