#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace ui::widgets {

/// Values in [0, 1] over the tiers in rank order, one line a series; the last series is drawn strongest. NaN: a gap.
class TierCurves final : public QWidget {
    Q_OBJECT
public:
    struct Series {
        QString name;
        std::vector<double> values; ///< one a tier
    };

    explicit TierCurves(QWidget* parent = nullptr);

    void setCurves(std::vector<QString> tierNames, std::vector<Series> series);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QPointF pointAt(const QRectF& plot, std::size_t tier, double value) const;
    void paintGrid(QPainter& painter, const QRectF& plot) const;
    void paintSeries(QPainter& painter, const QRectF& plot, std::size_t index) const;
    void paintLegend(QPainter& painter) const;
    [[nodiscard]] QPen penOf(std::size_t index) const;

    std::vector<QString> m_tierNames;
    std::vector<Series> m_series;
};

} // namespace ui::widgets
