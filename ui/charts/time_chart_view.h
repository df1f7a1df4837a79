#pragma once

#include "ui/charts/chart_scale.h"
#include "ui/models/chart_data.h"

#include <QChartView>
#include <QPixmap>

#include <cstddef>
#include <optional>
#include <vector>

class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace ui::theme {
struct Colours;
}

namespace ui::charts {

class CrosshairGroup;
struct Decorations;

/// Lines or stacked areas over time. Qt Charts draws the areas; lines, grid, labels, markers and the crosshair are
/// ours. The scene is kept as a pixmap, so that moving the crosshair repaints no series.
class TimeChartView final : public QChartView {
    Q_OBJECT
public:
    explicit TimeChartView(CrosshairGroup& crosshair, QWidget* parent = nullptr);

    void setData(models::ChartData data, const models::Formats& formats);
    [[nodiscard]] const models::ChartData& data() const { return m_data; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Area {
        std::size_t series; ///< place in the data
        QLineSeries* edge; ///< the upper one
        QAreaSeries* shown;
    };
    struct Drawn {
        models::ChartData data;
        models::Formats formats;
        ChartScale scale;
    };
    void rebuildSeries();
    [[nodiscard]] bool looksAsDrawn() const;
    void replacePoints();
    void styleSeries();
    void layOut();
    void invalidate();
    void stepCrosshair(int key);
    [[nodiscard]] std::optional<std::size_t> crosshairBucket() const;
    [[nodiscard]] Decorations decorations(QPainter& painter) const;
    [[nodiscard]] const theme::Colours& colours() const;

    CrosshairGroup& m_crosshair;
    QValueAxis* m_timeAxis;
    QValueAxis* m_valueAxis;
    std::vector<Area> m_areas; ///< from below
    models::ChartData m_data;
    models::Formats m_formats;
    ChartScale m_scale;
    std::optional<Drawn> m_drawn; ///< what the picture shows, which may be older than the data by less than an eye sees
    QPixmap m_scene;
    bool m_isSceneStale = true;
};

} // namespace ui::charts
