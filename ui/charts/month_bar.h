#pragma once

#include "ui/models/month_outlook.h"

#include <QWidget>

#include <optional>

namespace ui::charts {

/// The month on one line: what was spent, the band in which it will end, and the budget as a mark.
class MonthBar final : public QWidget {
    Q_OBJECT
public:
    explicit MonthBar(QWidget* parent = nullptr);

    void setOutlook(const models::MonthOutlook& month, const models::Formats& formats);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<models::MonthOutlook> m_month;
    models::Formats m_formats;
};

} // namespace ui::charts
