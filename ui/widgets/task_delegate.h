#pragma once

#include <QStyledItemDelegate>

namespace ui::widgets {

/// A task with its tiers below its name, for lists that are chosen from: see models::PolicyModel::kLinesRole.
class TaskDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Of a row with so many lines below its name.
    [[nodiscard]] static int heightFor(const QFont& font, int lines);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace ui::widgets
