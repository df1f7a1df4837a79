#pragma once

#include <QColor>
#include <QWidget>

namespace ui::widgets {

/// One probability as a bar on a track from 0 to 1.
class ShareBar final : public QWidget {
    Q_OBJECT
public:
    explicit ShareBar(QWidget* parent = nullptr);

    /// NaN: unknown, an empty track.
    void setShare(double share, int tierPlace, int tierCount);
    [[nodiscard]] QSize sizeHint() const override { return {140, 14}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_share = 0;
    int m_tierPlace = 0;
    int m_tierCount = 1;
};

} // namespace ui::widgets
