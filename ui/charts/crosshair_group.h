#pragma once

#include <QHash>
#include <QObject>

#include <algorithm>
#include <optional>

namespace ui::charts {

/// What charts with the same time axis share: the one moment under the pointer, and where the axis ends, so that a
/// moment stands at the same place in all of them.
class CrosshairGroup final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] std::optional<double> time() const { return m_time; }

    void setTime(std::optional<double> ms)
    {
        if (m_time != ms) {
            m_time = ms;
            Q_EMIT timeChanged();
        }
    }

    /// Room right of the plots: what the chart that needs most asks for.
    [[nodiscard]] double rightMargin() const
    {
        double widest = 0;
        for (const double margin : m_margins) {
            widest = std::max(widest, margin);
        }
        return widest;
    }

    void askForRightMargin(const QObject* chart, double margin)
    {
        const double before = rightMargin();
        m_margins[chart] = margin;
        if (rightMargin() != before) {
            Q_EMIT rightMarginChanged();
        }
    }

Q_SIGNALS:
    void timeChanged();
    void rightMarginChanged();

private:
    std::optional<double> m_time;
    QHash<const QObject*, double> m_margins;
};

} // namespace ui::charts
