#include "ui/models/time_window.h"

#include <QCoreApplication>

namespace ui::models {

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
    const auto text = [](const char* source) { return QCoreApplication::translate("TimeWindow", source); };
    switch (window) {
    case TimeWindow::FiveMinutes:
        return text("5 min");
    case TimeWindow::FifteenMinutes:
        return text("15 min");
    case TimeWindow::Hour:
        return text("1 h");
    case TimeWindow::SixHours:
        return text("6 h");
    case TimeWindow::Day:
        return text("24 h");
    case TimeWindow::Week:
        return text("7 d");
    case TimeWindow::FourWeeks:
        return text("28 d");
    }
    return {};
}

core::ports::TimeRange rangeEndingAt(core::TimePoint end, TimeWindow window)
{
    return {end - lengthOf(window), end};
}

} // namespace ui::models
