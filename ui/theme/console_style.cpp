#include "ui/theme/console_style.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QSlider>
#include <QStyleOptionHeader>
#include <QStyledItemDelegate>

namespace ui::theme {

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void ConsoleStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    auto* combo = qobject_cast<QComboBox*>(widget);
    if (combo != nullptr || qobject_cast<QAbstractSpinBox*>(widget) != nullptr || qobject_cast<QSlider*>(widget) != nullptr) {
        if (widget->focusPolicy() == Qt::WheelFocus) {
            widget->setFocusPolicy(Qt::StrongFocus);
        }
        widget->installEventFilter(this);
    }
    if (combo != nullptr && qobject_cast<QStyledItemDelegate*>(combo->itemDelegate()) == nullptr) {
        combo->setItemDelegate(new QStyledItemDelegate(combo));
    }
}

bool ConsoleStyle::eventFilter(QObject* watched, QEvent* event)
{
    const auto* value = event->type() == QEvent::Wheel ? qobject_cast<QWidget*>(watched) : nullptr;
    if (value != nullptr && !value->hasFocus()) {
        event->ignore(); // whatever scrolls around it gets it
        return true;
    }
    return QProxyStyle::eventFilter(watched, event);
}

int ConsoleStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returnData);
}

void ConsoleStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const auto* header = element == PE_IndicatorHeaderArrow ? qstyleoption_cast<const QStyleOptionHeader*>(option) : nullptr;
    if (header == nullptr) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    QStyleOptionHeader turned(*header);
    turned.sortIndicator = header->sortIndicator == QStyleOptionHeader::SortUp ? QStyleOptionHeader::SortDown
        : header->sortIndicator == QStyleOptionHeader::SortDown                ? QStyleOptionHeader::SortUp
                                                                               : header->sortIndicator;
    QProxyStyle::drawPrimitive(element, &turned, painter, widget);
}

} // namespace ui::theme
