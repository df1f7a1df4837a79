#include "ui/pages/portfolio_page.h"

#include "ui/pages/gateway_panel.h"
#include "ui/pages/portfolio_cards.h"
#include "ui/widgets/page_scroll.h"

#include <QVBoxLayout>

namespace ui::pages {

PortfolioPage::PortfolioPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_tiers(new TierCard(shared, this))
    , m_tasks(new TaskCard(shared, this))
    , m_gateway(new GatewayPanel(shared, this))
    , m_artefacts(new ArtefactCard(shared, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout& layout = scroll->body();
    layout.addWidget(m_tiers);
    layout.addWidget(m_tasks);
    layout.addWidget(m_gateway);
    layout.addWidget(m_artefacts);
    layout.addStretch(1);
    outer->addWidget(scroll);
}

void PortfolioPage::exportView()
{
    exportTables({QStringLiteral("tierTable"), QStringLiteral("taskList"), QStringLiteral("endpointTable"),
        QStringLiteral("artefactTable")});
}

void PortfolioPage::refresh()
{
    m_tiers->refresh();
    m_tasks->refresh();
    m_gateway->refresh();
    m_artefacts->refresh();
}

} // namespace ui::pages
