#pragma once

#include "core/ports/coverage_history.h"
#include "ui/models/formats.h"
#include "ui/models/plain_table_model.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace ui::charts {

/// One of the four pictures behind a certificate. The mouse or the arrow keys name its data.
class CoverageChart final : public QWidget {
    Q_OBJECT
public:
    enum class Kind {
        Risk, ///< running share of failures among judged answers, its interval, and alpha
        Evidence, ///< over judged answers, logarithmic, against the level at which the alarm rings
        Scores, ///< of right answers upwards and of wrong ones downwards, each on its own scale
        Reliability, ///< share right against the mean score
    };

    explicit CoverageChart(Kind kind, QWidget* parent = nullptr);
    void setTier(const core::ports::TierCoverage& tier, const models::Formats& formats);
    [[nodiscard]] models::PlainTable table() const;
    [[nodiscard]] QSize sizeHint() const override { return {300, 190}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {180, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintRisk(QPainter& painter, const QRectF& plot) const;
    void paintEvidence(QPainter& painter, const QRectF& plot) const;
    void paintScores(QPainter& painter, const QRectF& plot) const;
    void paintReliability(QPainter& painter, const QRectF& plot) const;
    void paintKind(QPainter& painter) const;
    void paintNamed(QPainter& painter) const;
    [[nodiscard]] QRectF plotArea() const;
    /// Of every row of table(), in [0, 1] from left to right.
    [[nodiscard]] std::vector<double> places() const;
    void name(std::optional<std::size_t> row);
    void paintNothing(QPainter& painter, const QString& why) const;

    const Kind m_kind;
    std::optional<core::ports::TierCoverage> m_tier;
    std::optional<std::size_t> m_named; ///< row of table() under the crosshair
    models::Formats m_formats;
};

} // namespace ui::charts
