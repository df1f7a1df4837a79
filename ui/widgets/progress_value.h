#pragma once

#include <QProgressBar>

namespace ui::widgets {

/// Sets the value and leaves the drawing to the event loop. QProgressBar::setValue() draws at once, and with the bar
/// everything of the window that waits to be drawn.
inline void setProgress(QProgressBar& bar, int value)
{
    if (bar.value() == value) {
        return;
    }
    const bool isUpdating = bar.updatesEnabled();
    bar.setUpdatesEnabled(false);
    bar.setValue(value);
    bar.setUpdatesEnabled(isUpdating);
}

} // namespace ui::widgets
