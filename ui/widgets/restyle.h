#pragma once

#include <QVariant>

class QWidget;

namespace ui::widgets {

/// Sets a property that the style sheet selects by, and repolishes.
void setStyleProperty(QWidget& widget, const char* name, const QVariant& value);

} // namespace ui::widgets
