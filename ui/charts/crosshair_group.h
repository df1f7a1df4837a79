#pragma once

#include <QObject>

#include <optional>

namespace ui::charts {

/// The one moment under the pointer, shared by charts with the same time axis.
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

Q_SIGNALS:
    void timeChanged();

private:
    std::optional<double> m_time;
};

} // namespace ui::charts
