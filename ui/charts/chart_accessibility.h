#pragma once

namespace ui::charts {

/// Tells assistive technology that our chart widgets are charts. Call it once, before the first is made.
void announceCharts();

} // namespace ui::charts
