#pragma once

#include "core/base/clock.h"
#include "core/ports/history.h"

#include <QString>

#include <array>
#include <chrono>

namespace ui::models {

/// The ranges of the toolbar, ending now.
enum class TimeWindow { FiveMinutes, FifteenMinutes, Hour, SixHours, Day, Week, FourWeeks };

inline constexpr std::array kTimeWindows{TimeWindow::FiveMinutes, TimeWindow::FifteenMinutes,
    TimeWindow::Hour, TimeWindow::SixHours, TimeWindow::Day, TimeWindow::Week, TimeWindow::FourWeeks};

[[nodiscard]] std::chrono::seconds lengthOf(TimeWindow window);
/// Short, for a button: "15 min".
[[nodiscard]] QString labelOf(TimeWindow window);
/// Of the window that is as long as the range; empty where none is.
[[nodiscard]] QString labelOf(const core::ports::TimeRange& range);
[[nodiscard]] core::ports::TimeRange rangeEndingAt(core::TimePoint end, TimeWindow window);

} // namespace ui::models
