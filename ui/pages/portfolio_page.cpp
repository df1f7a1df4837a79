#include "ui/pages/portfolio_page.h"

#include "ui/models/portfolio_models.h"
#include "ui/pages/card.h"
#include "ui/pages/gateway_panel.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/page_scroll.h"

#include <QVBoxLayout>

namespace ui::pages {

namespace {

widgets::DataTable* makeTable(
    QAbstractItemModel* model, const QString& name, int stretchColumn, QWidget* parent)
{
    auto* table = new widgets::DataTable(parent);
    table->setAccessibleName(name);
    table->setModel(model);
    table->setFitsRows(true);
    table->setStretchColumn(stretchColumn);
    return table;
}

} // namespace

PortfolioPage::PortfolioPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_tiers(new models::TierModel(this))
    , m_tasks(new models::TaskModel(this))
    , m_tierTable(makeTable(m_tiers, tr("Tiers"), m_tiers->columnCount() - 1, this))
    , m_taskTable(makeTable(m_tasks, tr("Tasks"), m_tasks->columnCount() - 1, this))
    , m_gateway(new GatewayPanel(shared, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    outer->addWidget(scroll);
    QVBoxLayout& layout = scroll->body();
    layout.setContentsMargins(14, 12, 14, 12);
    layout.setSpacing(10);
    auto* tiers = new Card(tr("Tiers"),
        tr("In the order of the cascade, the cheapest first. An unknown price is unknown, never zero."),
        this);
    tiers->body().addWidget(m_tierTable);
    auto* tasks = new Card(tr("Tasks"),
        tr("A client asks for a task by its model name; routing, thresholds and money are kept per task."),
        this);
    tasks->body().addWidget(m_taskTable);
    layout.addWidget(tiers);
    layout.addWidget(tasks);
    layout.addWidget(m_gateway);
    layout.addStretch(1);
}

void PortfolioPage::refresh()
{
    m_tiers->update(context().catalogue(), context().formats());
    m_tasks->update(context().catalogue(), context().formats());
    m_tierTable->setTierCount(context().catalogue().tierCount());
    m_gateway->refresh();
}

} // namespace ui::pages
