#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace ui::charts {

/// Who answers what share of the requests: one bar a row, one part a tier, the cheapest first. Up and Down name the
/// shares of a row.
class TierShares final : public QWidget {
    Q_OBJECT
public:
    struct Row {
        QString label;
        std::vector<double> shares; ///< in [0, 1], in the order of the tiers
        QString toolTip;
        bool isDraft = false;
    };

    explicit TierShares(QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows, std::vector<QString> tierNames);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int labelWidth() const;

    std::vector<Row> m_rows;
    std::vector<QString> m_tierNames;
    int m_named = -1; ///< row whose tool tip the keyboard asked for last
};

} // namespace ui::charts
