#include "ui/theme/console_style.h"

#include <QComboBox>
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
    if (combo != nullptr && qobject_cast<QStyledItemDelegate*>(combo->itemDelegate()) == nullptr) {
        combo->setItemDelegate(new QStyledItemDelegate(combo));
    }
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
