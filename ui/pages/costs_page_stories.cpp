// The two waterfalls of Costs and the requests that their lines open.

#include "ui/charts/table_switch.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/pages/card.h"
#include "ui/pages/cost_story.h"
#include "ui/pages/costs_page.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kGap = 10;

} // namespace

void CostsPage::buildStories(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* saving = new Card(tr("From last tier only to what was spent"), tr("USD, by task"), this);
    m_saving = new charts::WaterfallChart(this);
    m_saving->setObjectName(QStringLiteral("savingWaterfall"));
    m_saving->setAccessibleName(tr("From last tier only to what was spent"));
    m_saving->setChoosable(true);
    connect(m_saving, &charts::WaterfallChart::stepActivated, this, &CostsPage::openSavingStep);
    m_savingTable = new charts::TableSwitch(
        m_saving, m_saving->accessibleName(), [this] { return m_saving->table(); }, this);
    m_savingTable->setExport(context(), [this] { return provenance(); });
    saving->header().addWidget(m_savingTable->tools());
    m_savingNote = widgets::makeMutedLabel({}, this);
    m_savingNote->setObjectName(QStringLiteral("savingNote"));
    m_savingNote->setWordWrap(true);
    m_savingNote->hide();
    saving->body().addWidget(m_savingTable);
    saving->body().addWidget(m_savingNote);
    saving->body().addStretch(1);
    auto* change = new Card(
        tr("Why did spend change?"), tr("USD, against the range of equal length just before"), this);
    m_change = new charts::WaterfallChart(this);
    m_change->setObjectName(QStringLiteral("changeWaterfall"));
    m_change->setAccessibleName(tr("Why spend changed"));
    m_change->setChoosable(true);
    connect(m_change, &charts::WaterfallChart::stepActivated, this, &CostsPage::openChangeStep);
    m_changeNote = widgets::makeMutedLabel({}, this);
    m_changeNote->setObjectName(QStringLiteral("changeNote"));
    m_changeNote->setWordWrap(true);
    m_changeTable = new charts::TableSwitch(
        m_change, m_change->accessibleName(), [this] { return m_change->table(); }, this);
    m_changeTable->setExport(context(), [this] { return provenance(); });
    change->header().addWidget(m_changeTable->tools());
    change->body().addWidget(m_changeTable);
    change->body().addWidget(m_changeNote);
    change->body().addStretch(1);
    row->addWidget(saving, 1);
    row->addWidget(change, 1);
    body.addLayout(row);
}

void CostsPage::showStories()
{
    const core::ports::CostReport& report = m_figures->report;
    const models::Formats& formats = context().formats();
    const auto setShown = [](charts::TableSwitch& chart, const QString& whyNot) {
        chart.setVisible(whyNot.isEmpty());
        chart.setAvailable(whyNot);
    };
    const bool hasNow = report.sums.queries() > 0;
    const bool hasBefore = report.previous.queries() > 0;
    const QString noTraffic = hasNow ? QString()
                                     : tr("No request was recorded for the task and range chosen above. A wider range may "
                                          "have some.");
    const QString nothingBefore = hasBefore ? QString()
        : hasNow                            ? tr("There is no traffic in the range before this one to compare with.")
                                            : tr("There is no traffic in this range, nor in the one before it.");
    setShown(*m_savingTable, noTraffic);
    setShown(*m_changeTable, nothingBefore);
    m_saving->setSteps(
        hasNow ? savingSteps(report, context().catalogue(), formats) : std::vector<charts::WaterfallStep>{});
    m_change->setSteps(
        hasBefore ? changeSteps(report, context().catalogue(), formats) : std::vector<charts::WaterfallStep>{});
    m_savingTable->refresh();
    m_changeTable->refresh();
    m_savingNote->setVisible(!hasNow);
    m_savingNote->setText(noTraffic);
    m_changeNote->setText(hasBefore
            ? tr("Each cause is changed in this order with the ones above already new; together they are the "
                 "change "
                 "to the nanodollar.")
            : nothingBefore);
}

void CostsPage::openSavingStep(int step)
{
    core::ports::RequestFilter filter;
    filter.range = m_figures->report.query.range;
    filter.taskId = savingTaskAt(m_figures->report, step).value_or(m_figures->report.query.taskId);
    Q_EMIT context().requestsRequested(filter, {});
}

void CostsPage::openChangeStep(int step)
{
    const ShownRequests shown = requestsOf(changePartAt(step), m_figures->report);
    Q_EMIT context().requestsRequested(shown.filter, {}, shown.order);
}

} // namespace ui::pages
