#include "ui/pages/policy_charts.h"

#include "ui/charts/line_plot.h"
#include "ui/charts/table_switch.h"
#include "ui/charts/tier_shares.h"
#include "ui/models/axis_formats.h"
#include "ui/models/export_source.h"
#include "ui/models/policy_preview_words.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace ui::pages {

namespace {

using core::ports::Band;
using core::ports::ReplayedPolicy;

constexpr int kGap = 6;
constexpr int kPlotHeight = 158;

std::vector<double> sharesOf(const ReplayedPolicy& policy)
{
    std::vector<double> shares;
    for (const Band& share : policy.tierShare) {
        shares.push_back(share.value);
    }
    return shares;
}

QString bandsOf(const ReplayedPolicy& policy, const std::vector<QString>& names, const models::Formats& formats)
{
    QStringList lines;
    for (std::size_t i = 0; i < policy.tierShare.size() && i < names.size(); ++i) {
        const Band& share = policy.tierShare[i];
        lines += PolicyCharts::tr("%1 answers %2; 50% band %3 – %4, 95% band %5 – %6")
                     .arg(names[i], formats.percent(share.value), formats.percent(share.low50),
                         formats.percent(share.high50), formats.percent(share.low95), formats.percent(share.high95));
    }
    return lines.join(QLatin1Char('\n'));
}

charts::PlotPoint pointOf(const QString& label, double alpha, const Band& costPerQuery)
{
    charts::PlotPoint point{label, {100 * alpha, 1000 * costPerQuery.value}};
    point.low = 1000 * costPerQuery.low95;
    point.high = 1000 * costPerQuery.high95;
    return point;
}

} // namespace

PolicyCharts::PolicyCharts(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    addFlow(*layout);
    layout->addSpacing(kGap);
    addCurve(*layout);
    for (charts::TableSwitch* chart : {m_flow, m_curve}) {
        chart->setExport(context, [&context] { return models::provenanceOf(context, {}); });
    }
}

void PolicyCharts::addHeading(QVBoxLayout& body, const QString& title, const QString& help, QWidget* tools)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    QLabel* name = widgets::makeLabel(title, theme::TextRole::Strong, this);
    name->setToolTip(help);
    row->addWidget(name);
    row->addStretch(1);
    row->addWidget(tools);
    body.addLayout(row);
}

void PolicyCharts::addFlow(QVBoxLayout& body)
{
    m_shares = new charts::TierShares(this);
    m_shares->setObjectName(QStringLiteral("tierShares"));
    m_shares->setAccessibleName(tr("Share of the requests that each tier answers"));
    m_flow = new charts::TableSwitch(m_shares, tr("Who answers"),
        [this] { return models::flowTable(m_preview.value_or(core::ports::PolicyPreview{}), m_catalogue, m_formats); }, this);
    m_flow->button()->setObjectName(QStringLiteral("tierFlowTable"));
    addHeading(body, tr("Who answers, % of requests"), tr("By tier, the cheapest first"), m_flow->tools());
    body.addWidget(m_flow);
}

void PolicyCharts::addCurve(QVBoxLayout& body)
{
    m_plot = new charts::LinePlot(this);
    m_plot->setObjectName(QStringLiteral("riskCostCurve"));
    m_plot->setAccessibleName(tr("Cost against risk"));
    m_plot->setMinimumHeight(kPlotHeight);
    m_curve = new charts::TableSwitch(m_plot, tr("Cost against risk"),
        [this] {
            models::PlainTable table
                = models::riskCostTable(m_preview.value_or(core::ports::PolicyPreview{}), m_alphaInForce, m_formats);
            if (!m_preview) {
                table.rows.clear();
            }
            return table;
        },
        this);
    addHeading(body, tr("Cost against risk, $ per 1,000 requests"), tr("certified anew at each risk level, at the draft's other values"),
        m_curve->tools());
    body.addWidget(m_curve, 1);
}

void PolicyCharts::show(const core::ports::PolicyPreview& preview, double alphaInForce,
    const models::Catalogue& catalogue, const models::Formats& formats)
{
    m_preview = preview;
    m_alphaInForce = alphaInForce;
    m_catalogue = catalogue;
    m_formats = formats;
    showFlow();
    showCurve();
}

void PolicyCharts::clear(const QString& why)
{
    m_preview.reset();
    m_shares->setRows({}, {});
    charts::PlotData nothing;
    nothing.emptyReason = why;
    m_plot->setData(std::move(nothing));
    m_flow->refresh();
    m_curve->refresh();
}

void PolicyCharts::showFlow()
{
    std::vector<QString> names;
    for (const std::string& tierId : m_preview->tierIds) {
        names.push_back(m_catalogue.tierName(tierId));
    }
    m_shares->setRows({{tr("In force"), sharesOf(m_preview->now), bandsOf(m_preview->now, names, m_formats), false},
                          {tr("Draft"), sharesOf(m_preview->then), bandsOf(m_preview->then, names, m_formats), true}},
        names);
    m_flow->refresh();
}

void PolicyCharts::showCurve()
{
    charts::PlotData plot;
    plot.xTitle = tr("risk level α, %");
    plot.xText = [formats = m_formats](double percent) { return formats.number(percent, percent < 10 ? 1 : 0); };
    plot.xTickText = [formats = m_formats](double percent, double step) {
        return formats.number(percent, models::decimalsOfStep(step));
    };
    plot.yText = [formats = m_formats](double usd) { return formats.approximateUsd(usd); };
    plot.yTickText = [formats = m_formats](double usd, double step) { return models::axisUsd(formats, usd, step); };
    charts::PlotSeries certified{tr("certified"), {}, false};
    charts::PlotSeries none{tr("nothing certified"), {}, true};
    for (const core::ports::RiskCostPoint& point : m_preview->curve) {
        const QPointF at(100 * point.alpha, 1000 * point.costPerQueryUsd);
        if (point.isCertified && certified.points.empty() && !none.points.empty()) {
            none.points.push_back(at); // so that the line has no gap
        }
        (point.isCertified ? certified : none).points.push_back(at);
    }
    for (charts::PlotSeries* series : {&certified, &none}) {
        if (!series->points.empty()) {
            plot.series.push_back(std::move(*series));
        }
    }
    charts::PlotPoint inForce = pointOf(tr("in force"), m_alphaInForce, m_preview->now.costPerQueryUsd);
    inForce.isHollow = true;
    plot.points = {std::move(inForce), pointOf(tr("draft"), m_preview->draft.alpha, m_preview->then.costPerQueryUsd)};
    if (std::isnan(m_preview->now.costPerQueryUsd.value) && std::isnan(m_preview->then.costPerQueryUsd.value)) {
        plot.emptyReason = tr("No price of this task's tiers is known.");
    }
    m_plot->setData(std::move(plot));
    m_curve->refresh();
}

} // namespace ui::pages
