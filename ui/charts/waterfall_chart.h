#pragma once

#include "ui/models/plain_table_model.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace ui::charts {

/// One line: a total that stands on zero, or a change that continues from the line before.
struct WaterfallStep {
    QString label;
    double usd = 0;
    QString value; ///< as written at the bar
    QString toolTip;
    bool isTotal = false;
};

/// How one amount becomes another: bars from top to bottom, each beginning where the one before ended. Money
/// that goes down is drawn lighter and with an arrow as well as with a sign, so that colour is not the only
/// carrier.
class WaterfallChart final : public QWidget {
    Q_OBJECT
public:
    explicit WaterfallChart(QWidget* parent = nullptr);

    void setSteps(std::vector<WaterfallStep> steps);
    [[nodiscard]] const std::vector<WaterfallStep>& steps() const { return m_steps; }
    [[nodiscard]] models::PlainTable table() const;
    /// Whether lines can be chosen with mouse, arrows and Return.
    void setChoosable(bool isChoosable);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepActivated(int step);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int labelWidth() const;
    [[nodiscard]] int valueWidth() const;

    void setCurrent(int step);

    std::vector<WaterfallStep> m_steps;
    bool m_isChoosable = false;
    int m_current = -1; ///< under the pointer or chosen with the keyboard; -1: none
};

} // namespace ui::charts
