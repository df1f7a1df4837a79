#pragma once

#include "ui/models/overview_tiles.h"

#include <QFrame>

class QToolButton;

namespace ui::widgets {

class ElidedLabel;

/// One figure: what it is, its value, what stands behind it, and its change.
class Tile final : public QFrame {
    Q_OBJECT
public:
    explicit Tile(QWidget* parent = nullptr);
    void setContent(const models::TileContent& content);
    /// A small link at the tile's upper right corner.
    void setLink(const QString& text, const QString& toolTip);
    [[nodiscard]] const models::TileContent& content() const { return m_content; }

Q_SIGNALS:
    void linkActivated();

private:
    ElidedLabel* m_label;
    ElidedLabel* m_value;
    ElidedLabel* m_detail;
    ElidedLabel* m_change;
    QToolButton* m_link;
    models::TileContent m_content;
};

} // namespace ui::widgets
