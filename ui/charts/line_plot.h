#pragma once

#include "ui/models/plain_table_model.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>
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
    /// Ticks that lie the second value apart, so that all of an axis have the same decimals; none: as the values.
    std::function<QString(double, double)> xTickText;
    std::function<QString(double, double)> yTickText;
    bool startsAtZero = true;
    QString emptyReason; ///< set when there is nothing to draw
};

/// Lines over a number, with a crosshair that names the values under it and follows the mouse or the arrow keys. Series are told apart by shade, dash
/// and a label at their end.
class LinePlot final : public QWidget {
    Q_OBJECT
public:
    explicit LinePlot(QWidget* parent = nullptr);

    void setData(PlotData data);
    [[nodiscard]] const PlotData& data() const { return m_data; }
    /// One row a datum: x, series, y.
    [[nodiscard]] models::PlainTable table() const;
    /// Where the crosshair stands, in units of the data.
    [[nodiscard]] std::optional<double> cursor() const { return m_cursor; }
    [[nodiscard]] QSize sizeHint() const override { return {420, 190}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

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
    [[nodiscard]] QString xTick(double value, double step) const;
    [[nodiscard]] QString yTick(double value, double step) const;
    [[nodiscard]] double xAt(const Scale& scale, double pixel) const;
    [[nodiscard]] QStringList readoutAt(double x) const;
    [[nodiscard]] QString words() const;
    void stepCursor(int key);
    void paintAxes(QPainter& painter, const Scale& scale) const;
    [[nodiscard]] std::vector<QRectF> alongLines(const Scale& scale) const;
    void paintLines(QPainter& painter, const Scale& scale) const;
    void paintPoints(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const;
    void paintSeriesNames(QPainter& painter, const Scale& scale, std::vector<QRectF>& taken) const;
    void paintCrosshair(QPainter& painter, const Scale& scale) const;

    PlotData m_data;
    std::optional<double> m_cursor; ///< of the data
};

} // namespace ui::charts
