#pragma once

#include "core/ports/coverage_history.h"
#include "ui/models/formats.h"
#include "ui/models/plain_table_model.h"

#include <QWidget>

#include <optional>

namespace ui::charts {

/// One of the four pictures behind a certificate.
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

private:
    void paintRisk(QPainter& painter, const QRectF& plot) const;
    void paintEvidence(QPainter& painter, const QRectF& plot) const;
    void paintScores(QPainter& painter, const QRectF& plot) const;
    void paintReliability(QPainter& painter, const QRectF& plot) const;
    void paintNothing(QPainter& painter, const QString& why) const;

    const Kind m_kind;
    std::optional<core::ports::TierCoverage> m_tier;
    models::Formats m_formats;
};

} // namespace ui::charts
