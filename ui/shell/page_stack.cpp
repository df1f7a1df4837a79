#include "ui/shell/page_stack.h"

#include "ui/pages/clusters_page.h"
#include "ui/pages/costs_page.h"
#include "ui/pages/coverage_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/policy_page.h"
#include "ui/pages/portfolio_page.h"
#include "ui/pages/requests_page.h"
#include "ui/pages/review_page.h"
#include "ui/pages/runs_page.h"
#include "ui/widgets/labels.h"

#include <QLabel>

namespace ui::shell {

using models::ViewId;

namespace {

constexpr int kPatienceMs = 150;

} // namespace

PageStack::PageStack(models::ConsoleContext& context, QWidget* parent)
    : QStackedWidget(parent)
    , m_context(context)
    , m_reading(widgets::makeLabel(tr("Reading the workspace…"), theme::TextRole::Body, this))
{
    m_reading->setObjectName(QStringLiteral("reading"));
    m_reading->setProperty("pill", true);
    m_reading->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_reading->hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &PageStack::updateReading);
}

void PageStack::updateReading()
{
    m_reading->setVisible(!currentPage().isLoaded());
    placeReading();
}

void PageStack::placeReading()
{
    m_reading->adjustSize();
    m_reading->move((width() - m_reading->width()) / 2, height() / 3);
    m_reading->raise();
}

void PageStack::resizeEvent(QResizeEvent* event)
{
    QStackedWidget::resizeEvent(event);
    placeReading();
}

pages::Page* PageStack::makePage(ViewId view)
{
    switch (view) {
    case ViewId::Overview: {
        auto* overview = new pages::OverviewPage(m_context, this);
        connect(overview, &pages::OverviewPage::historySimulated, this, &PageStack::historySimulated);
        return overview;
    }
    case ViewId::Requests:
        return new pages::RequestsPage(m_context, this);
    case ViewId::Policy:
        return new pages::PolicyPage(m_context, this);
    case ViewId::Coverage:
        return new pages::CoveragePage(m_context, this);
    case ViewId::Runs:
        return new pages::RunsPage(m_context, this);
    case ViewId::Portfolio:
        return new pages::PortfolioPage(m_context, this);
    case ViewId::Clusters:
        return new pages::ClustersPage(m_context, this);
    case ViewId::Review:
        return new pages::ReviewPage(m_context, this);
    case ViewId::Costs:
        return new pages::CostsPage(m_context, this);
    }
    Q_UNREACHABLE();
    return nullptr;
}

pages::Page& PageStack::page(ViewId view)
{
    pages::Page*& page = m_pages[static_cast<std::size_t>(view)];
    if (page == nullptr) {
        page = makePage(view);
        page->setObjectName(QStringLiteral("page.") + models::nameOf(view));
        page->setAccessibleName(models::titleOf(view));
        addWidget(page);
        connect(page, &pages::Page::loaded, this, [this, view] {
            if (view == m_current) {
                updateReading();
                Q_EMIT viewLoaded();
            }
        });
    }
    return *page;
}

pages::PolicyPage& PageStack::policyPage()
{
    return static_cast<pages::PolicyPage&>(page(ViewId::Policy));
}

pages::RequestsPage& PageStack::requestsPage()
{
    return static_cast<pages::RequestsPage&>(page(ViewId::Requests));
}

pages::CoveragePage& PageStack::coveragePage()
{
    return static_cast<pages::CoveragePage&>(page(ViewId::Coverage));
}

void PageStack::showView(ViewId view)
{
    m_current = view;
    pages::Page& next = page(view);
    setCurrentWidget(&next);
    m_reading->hide();
    if (next.isLoaded()) {
        Q_EMIT viewLoaded();
    } else {
        m_patience.start();
    }
}

} // namespace ui::shell
