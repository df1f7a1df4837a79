#pragma once

#include <QString>

class QWidget;

namespace ui::widgets {

/// Enables the control, or disables it with the reason as its tool tip. The tip that it had before comes back with it.
void setAvailable(QWidget* control, const QString& whyNot);

/// Why nothing can be changed; empty when things can.
[[nodiscard]] QString readOnlyReason(bool canChange);

} // namespace ui::widgets
