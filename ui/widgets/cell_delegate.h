#pragma once

#include <QStyledItemDelegate>

namespace ui::widgets {

/// Cells of our tables: numbers in tabular figures, a tier's swatch, a bar for progress, muted and alarm
/// tones.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTierCount(int count) { m_tierCount = count; }

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_tierCount = 1;
};

/// Width of `text` when each digit takes the room of a zero.
[[nodiscard]] double tabularWidth(const QFontMetricsF& metrics, const QString& text);
void drawTabular(QPainter& painter, const QRectF& rect, const QString& text);

} // namespace ui::widgets
