#pragma once

#include "core/ports/policy_preview.h"
#include "ui/models/catalogue.h"
#include "ui/models/formats.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace ui::models {
class ConsoleContext;
}
namespace ui::charts {
class LinePlot;
class TableSwitch;
class TierShares;
} // namespace ui::charts

namespace ui::pages {

/// Who answers under what is in force and under the draft, and cost against risk with both points.
class PolicyCharts final : public QWidget {
    Q_OBJECT
public:
    explicit PolicyCharts(models::ConsoleContext& context, QWidget* parent = nullptr);

    void show(const core::ports::PolicyPreview& preview, double alphaInForce, const models::Catalogue& catalogue,
        const models::Formats& formats);
    void clear(const QString& why);

private:
    void addHeading(QVBoxLayout& body, const QString& title, const QString& help, QWidget* tools);
    void addFlow(QVBoxLayout& body);
    void addCurve(QVBoxLayout& body);
    void showFlow();
    void showCurve();

    std::optional<core::ports::PolicyPreview> m_preview;
    double m_alphaInForce = 0.05;
    models::Catalogue m_catalogue;
    models::Formats m_formats;
    charts::TierShares* m_shares = nullptr;
    charts::TableSwitch* m_flow = nullptr;
    charts::LinePlot* m_plot = nullptr;
    charts::TableSwitch* m_curve = nullptr;
};

} // namespace ui::pages
