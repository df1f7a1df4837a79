#include "ui/models/time_window.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TimeWindow)
};

} // namespace

std::chrono::seconds lengthOf(TimeWindow window)
{
    using namespace std::chrono_literals;
    switch (window) {
    case TimeWindow::FiveMinutes:
        return 5min;
    case TimeWindow::FifteenMinutes:
        return 15min;
    case TimeWindow::Hour:
        return 1h;
    case TimeWindow::SixHours:
        return 6h;
    case TimeWindow::Day:
        return 24h;
    case TimeWindow::Week:
        return 24h * 7;
    case TimeWindow::FourWeeks:
        return 24h * 28;
    }
    return 15min;
}

QString labelOf(TimeWindow window)
{
    switch (window) {
    case TimeWindow::FiveMinutes:
        return Words::tr("5 min");
    case TimeWindow::FifteenMinutes:
        return Words::tr("15 min");
    case TimeWindow::Hour:
        return Words::tr("1 h");
    case TimeWindow::SixHours:
        return Words::tr("6 h");
    case TimeWindow::Day:
        return Words::tr("24 h");
    case TimeWindow::Week:
        return Words::tr("7 d");
    case TimeWindow::FourWeeks:
        return Words::tr("28 d");
    }
    return {};
}

QString labelOf(const core::ports::TimeRange& range)
{
    const auto window = std::ranges::find_if(
        kTimeWindows, [&](TimeWindow candidate) { return lengthOf(candidate) == range.to - range.from; });
    return window == kTimeWindows.end() ? QString() : labelOf(*window);
}

core::ports::TimeRange rangeEndingAt(core::TimePoint end, TimeWindow window)
{
    return {end - lengthOf(window), end};
}

} // namespace ui::models
