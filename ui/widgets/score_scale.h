#pragma once

#include <QWidget>

#include <optional>

namespace ui::widgets {

/// A score in [0, 1] on a small scale with the threshold it had to reach.
class ScoreScale final : public QWidget {
    Q_OBJECT
public:
    explicit ScoreScale(QWidget* parent = nullptr);

    void setScore(std::optional<double> score, std::optional<double> threshold);
    [[nodiscard]] QSize sizeHint() const override { return {200, 26}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {100, 26}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<double> m_score;
    std::optional<double> m_threshold;
};

} // namespace ui::widgets
