#include "ui/charts/chart_accessibility.h"

#include <QAccessibleWidget>
#include <QWidget>

#include <algorithm>
#include <array>

namespace ui::charts {

namespace {

QAccessibleInterface* chartInterface(const QString& className, QObject* object)
{
    static constexpr std::array kCharts{"ui::charts::ClusterMap", "ui::charts::CoverageChart", "ui::charts::LinePlot",
        "ui::charts::TierShares", "ui::charts::TimeChartView", "ui::charts::WaterfallChart"};
    const bool isChart = std::any_of(
        kCharts.begin(), kCharts.end(), [&](const char* name) { return className == QLatin1String(name); });
    auto* widget = isChart ? qobject_cast<QWidget*>(object) : nullptr;
    return widget == nullptr ? nullptr : new QAccessibleWidget(widget, QAccessible::Chart);
}

} // namespace

void announceCharts()
{
    QAccessible::installFactory(&chartInterface);
}

} // namespace ui::charts
