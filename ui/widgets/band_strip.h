#pragma once

#include <QWidget>

#include <array>
#include <limits>

namespace ui::widgets {

/// Two estimates with their 50% and 95% bands on one scale: what is in force above, in grey, and the draft below.
class BandStrip final : public QWidget {
    Q_OBJECT
public:
    struct Estimate {
        double value = std::numeric_limits<double>::quiet_NaN(); ///< NaN: unknown, not drawn
        double low50 = 0;
        double high50 = 0;
        double low95 = 0;
        double high95 = 0;
    };

    explicit BandStrip(QWidget* parent = nullptr);

    void setEstimates(const Estimate& now, const Estimate& then);
    [[nodiscard]] QSize sizeHint() const override { return {96, 22}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {56, 22}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<Estimate, 2> m_estimates;
};

} // namespace ui::widgets
