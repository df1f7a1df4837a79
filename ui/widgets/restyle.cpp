#include "ui/widgets/restyle.h"

#include <QStyle>
#include <QWidget>

namespace ui::widgets {

void setStyleProperty(QWidget& widget, const char* name, const QVariant& value)
{
    if (widget.property(name) == value) {
        return;
    }
    widget.setProperty(name, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    widget.update();
}

} // namespace ui::widgets
