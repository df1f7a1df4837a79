#pragma once

#include "core/domain/failure_cluster.h"

#include <QPixmap>
#include <QPolygonF>
#include <QTransform>
#include <QWidget>

#include <memory>

namespace ui::charts {

/// Every failure as a dot: wheel to zoom, drag to move, Shift and drag to draw around dots, double click to see all, click to choose a cluster.
/// Grey but for the chosen cluster, which is also named. Made for 100,000 dots.
class ClusterMap final : public QWidget {
    Q_OBJECT
public:
    explicit ClusterMap(QWidget* parent = nullptr);

    void setMap(std::shared_ptr<const core::domain::FailureMap> map);
    void setChosen(int cluster);
    [[nodiscard]] int chosen() const { return m_chosen; }
    /// On: dragging draws around dots instead of moving the map. Shift does the same for one drag.
    void setLasso(bool isOn);
    [[nodiscard]] QSize sizeHint() const override { return {520, 280}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 220}; }
    /// Where a point is drawn now, in the widget's coordinates.
    [[nodiscard]] QPointF positionOf(std::size_t point) const;

Q_SIGNALS:
    void clusterChosen(int cluster);
    /// Positions in FailureMap::points of what was drawn around.
    void lassoed(const std::vector<std::size_t>& points);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void showAll();
    void zoomAt(const QPointF& centre, double factor);
    void moveBy(const QPointF& step);
    /// What Ctrl+Z goes back to.
    void keepView();
    void undoView();
    void redraw();
    void drawDots();
    void drawNames(QPainter& painter) const;
    void endLasso();
    [[nodiscard]] int pointNear(const QPointF& position) const;

    std::shared_ptr<const core::domain::FailureMap> m_map;
    std::vector<QPointF> m_centres; ///< of the clusters, in the map's coordinates
    QTransform m_view; ///< from the map's coordinates to the widget's
    std::vector<QTransform> m_earlier; ///< views before, the newest last
    QPixmap m_dots;
    QPolygonF m_lasso; ///< in the widget's coordinates; empty: none is being drawn
    QPointF m_pressed;
    QPointF m_last;
    int m_chosen = -1;
    bool m_isDragging = false;
    bool m_isLasso = false;
};

} // namespace ui::charts
