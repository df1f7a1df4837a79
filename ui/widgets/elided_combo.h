#pragma once

#include <QComboBox>

namespace ui::widgets {

/// A choice whose text ends in an ellipsis where it has no room, and is whole in the tool tip.
class ElidedCombo final : public QComboBox {
    Q_OBJECT
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int textRoom() const;
};

} // namespace ui::widgets
