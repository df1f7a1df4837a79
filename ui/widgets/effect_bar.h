#pragma once

#include <QWidget>

namespace ui::widgets {

/// A signed share as a bar from the middle: to the right above 0, to the left below.
class EffectBar final : public QWidget {
    Q_OBJECT
public:
    explicit EffectBar(QWidget* parent = nullptr);

    /// `effect` over `largest`, the end of the scale.
    void setEffect(double effect, double largest);
    [[nodiscard]] QSize sizeHint() const override { return {120, 14}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0; ///< in [-1, 1]
};

} // namespace ui::widgets
