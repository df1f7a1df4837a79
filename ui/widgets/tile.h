#pragma once

#include "ui/models/overview_tiles.h"

#include <QFrame>

class QLabel;

namespace ui::widgets {

/// One figure: what it is, its value, what stands behind it, and its change.
class Tile final : public QFrame {
    Q_OBJECT
public:
    explicit Tile(QWidget* parent = nullptr);
    void setContent(const models::TileContent& content);
    [[nodiscard]] const models::TileContent& content() const { return m_content; }

private:
    QLabel* m_label;
    QLabel* m_value;
    QLabel* m_detail;
    QLabel* m_change;
    models::TileContent m_content;
};

} // namespace ui::widgets
