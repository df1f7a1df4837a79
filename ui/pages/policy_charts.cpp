#include "ui/pages/policy_charts.h"

#include "ui/charts/line_plot.h"
#include "ui/charts/table_switch.h"
#include "ui/charts/tier_shares.h"
#include "ui/models/policy_preview_words.h"
#include "ui/pages/card.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace ui::pages {

namespace {

using core::ports::Band;
using core::ports::ReplayedPolicy;

constexpr int kGap = 10;
constexpr int kPlotHeight = 200;

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

PolicyCharts::PolicyCharts(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(makeFlow(), 1);
    layout->addWidget(makeCurve(), 1);
}

QWidget* PolicyCharts::makeFlow()
{
    auto* card = new Card(tr("Who answers"), tr("% of requests by tier, the cheapest first"), this);
    m_shares = new charts::TierShares(this);
    m_shares->setObjectName(QStringLiteral("tierShares"));
    m_shares->setAccessibleName(tr("Share of the requests that each tier answers"));
    m_flow = new charts::TableSwitch(m_shares, tr("Who answers"),
        [this] { return m_preview ? models::flowTable(*m_preview, m_catalogue, m_formats) : models::PlainTable{}; }, this);
    m_flow->button()->setObjectName(QStringLiteral("tierFlowTable"));
    card->header().addWidget(m_flow->button());
    card->body().addWidget(m_flow);
    card->body().addStretch(1);
    return card;
}

QWidget* PolicyCharts::makeCurve()
{
    auto* card = new Card(tr("Cost against risk"), tr("certified anew at each risk level, at the draft's other values"), this);
    m_plot = new charts::LinePlot(this);
    m_plot->setObjectName(QStringLiteral("riskCostCurve"));
    m_plot->setAccessibleName(tr("Cost against risk"));
    m_plot->setMinimumHeight(kPlotHeight);
    m_curve = new charts::TableSwitch(m_plot, tr("Cost against risk"),
        [this] {
            return m_preview ? models::riskCostTable(*m_preview, m_alphaInForce, m_formats) : models::PlainTable{};
        },
        this);
    card->header().addWidget(m_curve->button());
    card->body().addWidget(m_curve);
    return card;
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
    plot.yTitle = tr("$ per 1,000 requests");
    plot.xText = [formats = m_formats](double percent) { return formats.number(percent, percent < 10 ? 1 : 0); };
    plot.yText = [formats = m_formats](double usd) { return formats.approximateUsd(usd); };
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
