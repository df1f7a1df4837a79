#include "ui/widgets/cell_delegate.h"

#include "ui/models/row_table_model.h"
#include "ui/theme/colours.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace ui::widgets {

namespace {

constexpr int kSidePadding = 8;
constexpr int kSwatch = 8;
constexpr int kRowHeight = 30;

bool isNumber(const QModelIndex& index)
{
    return index.data(models::IsNumberRole).toBool();
}

QColor textColour(const QModelIndex& index, const theme::Colours& colours)
{
    const QVariant tone = index.data(models::ToneRole);
    const bool isMuted
        = tone.isValid() && static_cast<models::CellTone>(tone.toInt()) == models::CellTone::Muted;
    return isMuted ? colours.mutedText : colours.text;
}

bool isAlarm(const QModelIndex& index)
{
    const QVariant tone = index.data(models::ToneRole);
    return tone.isValid() && static_cast<models::CellTone>(tone.toInt()) == models::CellTone::Alarm;
}

void drawProgress(QPainter& painter, const QRectF& rect, double share, const theme::Colours& colours)
{
    const QRectF track(rect.left(), rect.bottom() - 5, rect.width(), 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.grid);
    painter.drawRoundedRect(track, 1.5, 1.5);
    painter.setBrush(colours.accent);
    painter.drawRoundedRect(
        QRectF(track.topLeft(), QSizeF(track.width() * std::clamp(share, 0.0, 1.0), 3)), 1.5, 1.5);
}

} // namespace

double tabularWidth(const QFontMetricsF& metrics, const QString& text)
{
    const double digit = metrics.horizontalAdvance(QLatin1Char('0'));
    double width = 0;
    for (const QChar letter : text) {
        width += letter.isDigit() ? digit : metrics.horizontalAdvance(letter);
    }
    return width;
}

void drawTabular(QPainter& painter, const QRectF& rect, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const double digit = metrics.horizontalAdvance(QLatin1Char('0'));
    double x = rect.right() - tabularWidth(metrics, text);
    const double baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    for (const QChar letter : text) {
        const double own = metrics.horizontalAdvance(letter);
        const double advance = letter.isDigit() ? digit : own;
        painter.drawText(QPointF(x + (advance - own) / 2, baseline), QString(letter));
        x += advance;
    }
}

void CellDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const QString text = background.text;
    background.text.clear();
    const QWidget* widget = option.widget;
    (widget == nullptr ? QApplication::style() : widget->style())
        ->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);

    const theme::Colours& colours = theme::coloursFor(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(background.font);
    QRectF rect = QRectF(option.rect).adjusted(kSidePadding, 0, -kSidePadding, 0);
    const QVariant progress = index.data(models::ProgressRole);
    if (progress.isValid()) {
        drawProgress(*painter, rect, progress.toDouble(), colours);
        rect.adjust(0, 0, 0, -4);
    }
    const QVariant place = index.data(models::TierPlaceRole);
    if (place.isValid() || isAlarm(index)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(
            isAlarm(index) ? colours.alarm : theme::tierColour(colours, place.toInt(), m_tierCount));
        painter->drawRoundedRect(
            QRectF(rect.left(), rect.center().y() - kSwatch / 2.0, kSwatch, kSwatch), 2, 2);
        rect.adjust(kSwatch + 7, 0, 0, 0);
    }
    painter->setPen(textColour(index, colours));
    if (isNumber(index) && tabularWidth(QFontMetricsF(painter->font()), text) <= rect.width()) {
        drawTabular(*painter, rect, text);
    } else {
        const Qt::Alignment alignment = isNumber(index) ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetricsF(painter->font()).elidedText(text, Qt::ElideRight, rect.width()));
    }
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    const double swatch = index.data(models::TierPlaceRole).isValid() || isAlarm(index) ? kSwatch + 7 : 0;
    const double width = tabularWidth(QFontMetricsF(option.font), text) + swatch + 2 * kSidePadding + 2;
    return {static_cast<int>(width) + 1, std::max(kRowHeight, option.fontMetrics.height() + 12)};
}

} // namespace ui::widgets
