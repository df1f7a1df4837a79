#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace ui::charts {

struct PlotSeries {
    QString name;
    std::vector<QPointF> points; ///< ascending x
    bool isDashed = false; ///< counterfactual, or not certified
};

/// A point that is named where it lies.
struct PlotPoint {
    QString label;
    QPointF at;
    bool isHollow = false;
    double low = std::numeric_limits<double>::quiet_NaN(); ///< of its 95% band, drawn as a whisker; NaN: none
    double high = std::numeric_limits<double>::quiet_NaN();
};

struct PlotData {
    QString xTitle;
    QString yTitle;
    std::vector<PlotSeries> series; ///< at most six are told apart
    std::vector<PlotPoint> points;
    std::function<QString(double)> xText;
    std::function<QString(double)> yText;
    bool startsAtZero = true;
    QString emptyReason; ///< set when there is nothing to draw
};

/// Lines over a number, with a crosshair that names the values under it. Series are told apart by shade, dash
/// and a label at their end.
class LinePlot final : public QWidget {
    Q_OBJECT
public:
    explicit LinePlot(QWidget* parent = nullptr);

    void setData(PlotData data);
    [[nodiscard]] const PlotData& data() const { return m_data; }
    [[nodiscard]] QSize sizeHint() const override { return {420, 220}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Scale {
        QRectF plot;
        double xLow = 0;
        double xHigh = 1;
        double yLow = 0;
        double yHigh = 1;
        double yStep = 1;
        [[nodiscard]] QPointF at(const QPointF& value) const;
    };
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] Scale scale() const;
    void paintAxes(QPainter& painter, const Scale& scale) const;
    void paintSeries(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const;
    void paintPoints(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const;
    void paintCrosshair(QPainter& painter, const Scale& scale) const;

    PlotData m_data;
    std::optional<double> m_cursor; ///< x of the widget
};

} // namespace ui::charts
