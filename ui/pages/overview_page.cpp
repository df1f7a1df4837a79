#include "ui/pages/overview_page.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/crosshair_group.h"
#include "ui/charts/time_chart_view.h"
#include "ui/models/csv.h"
#include "ui/models/overview_charts.h"
#include "ui/models/overview_csv.h"
#include "ui/models/overview_tiles.h"
#include "ui/models/strings.h"
#include "ui/models/task_summary_model.h"
#include "ui/pages/month_strip.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/hint_cards.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/tile.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kTileCount = 6;
constexpr int kAcceptanceTile = 4; ///< place in models::overviewTiles
constexpr int kGap = 10;

QList<widgets::HintCards::Card> hintCards()
{
    return {
        {QStringLiteral("why"), OverviewPage::tr("Why escalated?"),
            OverviewPage::tr("Open a request that a cheap tier could not answer, with every score and "
                             "threshold on its way."),
            OverviewPage::tr("Show me one")},
        {QStringLiteral("target"), OverviewPage::tr("Try a stricter target"),
            OverviewPage::tr("See what a lower risk level would cost before anything is applied."),
            OverviewPage::tr("Open Policy")},
        {QStringLiteral("connect"), OverviewPage::tr("Connect your models"),
            OverviewPage::tr("The tiers, their prices, and the model names that client programs ask for."),
            OverviewPage::tr("Open Portfolio")},
    };
}

/// The way into a workspace of one's own, each step shown until it is taken or dismissed.
QList<widgets::HintCards::Card> firstSteps()
{
    return {
        {QStringLiteral("first.tier"), OverviewPage::tr("1  Connect a model server"),
            OverviewPage::tr("Any OpenAI-compatible server: its address, its price and where its key is. The dearest one "
                             "always answers."),
            OverviewPage::tr("Open Portfolio")},
        {QStringLiteral("first.task"), OverviewPage::tr("2  Add a task"),
            OverviewPage::tr("One kind of work that your programs ask for, with the quality that it needs."),
            OverviewPage::tr("Open Portfolio")},
        {QStringLiteral("first.request"), OverviewPage::tr("3  Send the first request"),
            OverviewPage::tr("Point a client at the gateway, or drop a log on this window to see what routing could save "
                             "on it first."),
            OverviewPage::tr("Show me how")},
    };
}

} // namespace

/// All that a refresh shows, worded off the GUI thread.
struct OverviewPage::Figures {
    core::ports::Overview overview;
    std::vector<models::TileContent> tiles;
    models::ChartData cost;
    models::ChartData share;
    models::ChartData escalation;
    models::ChartData latency;
};

OverviewPage::OverviewPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_crosshair(new charts::CrosshairGroup(this))
    , m_query(shared.pool())
    , m_escalated(shared.pool())
    , m_errorBar(new widgets::MessageBar(this))
    , m_hints(new widgets::HintCards(this))
    , m_firstSteps(new widgets::HintCards(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_errorBar);
    body.addWidget(m_firstSteps);
    body.addWidget(m_hints);
    buildTiles(body);
    m_month = new MonthStrip(shared, this);
    body.addWidget(m_month);
    buildCharts(body);
    buildTaskTable(body);
    outer->addWidget(scroll);

    m_hints->setCards(hintCards());
    m_firstSteps->setObjectName(QStringLiteral("firstSteps"));
    m_firstSteps->setCards(firstSteps());
    for (widgets::HintCards* cards : {m_hints, m_firstSteps}) {
        cards->hide();
        connect(cards, &widgets::HintCards::activated, this, &OverviewPage::openHint);
        connect(cards, &widgets::HintCards::dismissed, this, [this](const QString& id) {
            models::Settings& settings = context().settings();
            settings.setValue(models::Setting::DismissedHints,
                settings.value(models::Setting::DismissedHints).toStringList() << id);
            updateHints();
        });
    }
    connect(&m_timer, &QTimer::timeout, this, &OverviewPage::tick);
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::buildTiles(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    for (int i = 0; i < kTileCount; ++i) {
        auto* tile = new widgets::Tile(this);
        m_tiles.push_back(tile);
        row->addWidget(tile, 1);
        m_acceptance = i == kAcceptanceTile ? tile : m_acceptance;
    }
    m_tiles.front()->setLink(tr("Why?"), tr("Why spend changed, by cause, on Costs"));
    connect(m_tiles.front(), &widgets::Tile::linkActivated, this,
        [this] { Q_EMIT context().viewRequested(models::ViewId::Costs); });
    connect(m_acceptance, &widgets::Tile::linkActivated, this, &OverviewPage::showUnderTarget);
    body.addLayout(row);
}

void OverviewPage::buildCharts(QVBoxLayout& body)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(kGap);
    const auto add = [&](const char* name, int row, int column) {
        auto* panel = new charts::ChartPanel(*m_crosshair, QString::fromLatin1(name), this);
        grid->addWidget(panel, row, column);
        connect(panel, &charts::ChartPanel::exported, this, [this](const QString& path) {
            Q_EMIT context().messageRaised({models::MessageKind::Success, tr("Saved %1").arg(path)});
        });
        connect(panel, &charts::ChartPanel::exportFailed, this, [this](const QString& text) {
            Q_EMIT context().messageRaised({models::MessageKind::Error, text});
        });
        return panel;
    };
    m_cost = add("chart.cost", 0, 0);
    m_share = add("chart.share", 0, 1);
    m_escalation = add("chart.escalation", 1, 0);
    m_latency = add("chart.latency", 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    body.addLayout(grid, 1);
}

void OverviewPage::buildTaskTable(QVBoxLayout& body)
{
    auto* card = new QFrame(this);
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(6, 8, 6, 6);
    layout->setSpacing(4);
    auto* title = widgets::makeLabel(tr("By task"), theme::TextRole::Title, card);
    title->setContentsMargins(6, 0, 0, 0);
    m_tasks = new models::TaskSummaryModel(this);
    m_table = new widgets::DataTable(card);
    m_table->setObjectName(QStringLiteral("taskTable"));
    m_table->setAccessibleName(tr("Figures by task"));
    m_table->setModel(m_tasks);
    m_table->setStretchColumn(0, true);
    m_table->setSpareColumns({models::TaskSummaryModel::MeanQuality, models::TaskSummaryModel::Target});
    m_table->setFitsRows(true);
    connect(m_table, &widgets::DataTable::rowActivated, this, [this](int row) {
        core::ports::RequestFilter filter;
        filter.taskId = m_tasks->rowAt(row).summary.taskId;
        filter.range = context().range();
        Q_EMIT context().requestsRequested(filter, {});
    });
    layout->addWidget(title);
    layout->addWidget(m_table);
    body.addWidget(card);
}

core::ports::OverviewQuery OverviewPage::overviewQuery() const
{
    return {
        context().range(), context().taskId(), context().formats().utcOffsetSeconds(context().viewTime())};
}

void OverviewPage::refresh()
{
    m_timer.setInterval(context().refreshMilliseconds());
    query();
    m_month->refresh();
}

void OverviewPage::showSnapshot()
{
    updateHints();
}

void OverviewPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_timer.start(context().refreshMilliseconds());
}

void OverviewPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

void OverviewPage::tick()
{
    if (context().isLive() && !m_query.isRunning()) {
        query();
    }
}

void OverviewPage::query()
{
    m_query.start([metrics = context().services().metrics, wanted = overviewQuery(), catalogue = context().catalogue(),
                      formats = context().formats()]() -> core::Result<Figures> {
        core::Result<core::ports::Overview> read = metrics->overview(wanted);
        if (!read) {
            return core::fail(read.error());
        }
        Figures figures;
        figures.overview = models::withReadableBuckets(std::move(*read));
        const models::OverviewCharts charts(figures.overview, catalogue, formats);
        figures.tiles = models::overviewTiles(figures.overview, formats);
        figures.cost = charts.cost();
        figures.share = charts.tierShare();
        figures.escalation = charts.escalation();
        figures.latency = charts.latency();
        return figures;
    },
        [this](core::Result<Figures> figures) {
            if (figures) {
                showFigures(std::move(*figures));
            } else {
                showError(figures.error());
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

void OverviewPage::showFigures(Figures figures)
{
    m_overview = std::move(figures.overview);
    m_errorBar->dismiss();
    const models::Formats& formats = context().formats();
    const models::Catalogue& catalogue = context().catalogue();
    for (std::size_t i = 0; i < figures.tiles.size() && i < m_tiles.size(); ++i) {
        m_tiles[i]->setContent(figures.tiles[i]);
    }
    const models::Provenance provenance = provenanceOfFigures();
    m_cost->setData(std::move(figures.cost), formats, provenance);
    m_share->setData(std::move(figures.share), formats, provenance);
    m_escalation->setData(std::move(figures.escalation), formats, provenance);
    m_latency->setData(std::move(figures.latency), formats, provenance);
    m_tasks->setOverview(*m_overview, catalogue, formats);
    m_table->setTierCount(catalogue.tierCount());
    markUnderTarget();
    updateHints();
    Q_EMIT historySimulated(m_overview->isSimulated);
}

models::Provenance OverviewPage::provenanceOfFigures() const
{
    models::Provenance provenance;
    provenance.policyVersion
        = context().snapshot().policy ? models::toQt(context().snapshot().policy->id) : QString();
    provenance.range = m_overview->query.range;
    provenance.taskName = m_overview->query.taskId.empty()
        ? QString()
        : context().catalogue().taskName(m_overview->query.taskId);
    provenance.isSimulated = m_overview->isSimulated;
    return provenance;
}

void OverviewPage::markUnderTarget()
{
    QStringList names;
    for (int row = 0; row < m_tasks->rowCount(); ++row) {
        if (models::isUnderTarget(m_tasks->rowAt(row))) {
            names += m_tasks->rowAt(row).name;
        }
    }
    m_acceptance->setLink(names.isEmpty() ? QString() : tr("%n under", nullptr, static_cast<int>(names.size())),
        names.isEmpty() ? QString() : tr("Under target: %1").arg(names.join(QStringLiteral(", "))));
}

void OverviewPage::showUnderTarget()
{
    for (int row = 0; row < m_tasks->rowCount(); ++row) {
        if (models::isUnderTarget(m_tasks->rowAt(row))) {
            m_table->setCurrentIndex(m_tasks->index(row, 0));
            m_table->setFocus();
            widgets::PageScroll::reveal(*m_table);
            return;
        }
    }
}

void OverviewPage::showError(const core::Error& error)
{
    m_errorBar->show({models::MessageKind::Error,
        tr("The figures could not be read: %1 They are tried again with the next refresh.")
            .arg(models::wordsOf(error))});
}

void OverviewPage::updateHints()
{
    const core::ports::ConsoleSnapshot& snapshot = context().snapshot();
    const bool hasStudent = std::any_of(snapshot.students.begin(), snapshot.students.end(),
        [](const auto& student) { return student.isServing; });
    const bool isDue = snapshot.workspace.isDemo && hasStudent;
    if (isDue) {
        m_hints->setDismissed(context().settings().value(models::Setting::DismissedHints).toStringList());
    } else {
        m_hints->hide();
    }
    QStringList done = context().settings().value(models::Setting::DismissedHints).toStringList();
    if (!snapshot.tiers.empty()) {
        done += QStringLiteral("first.tier");
    }
    if (!snapshot.tasks.empty()) {
        done += QStringLiteral("first.task");
    }
    if (snapshot.acknowledgedQueries > 0 || (m_overview && m_overview->totals.queries + m_overview->previous.queries > 0)) {
        done += QStringLiteral("first.request");
    }
    if (snapshot.workspace.isDemo) {
        m_firstSteps->hide();
    } else {
        m_firstSteps->setDismissed(done);
    }
}

void OverviewPage::openHint(const QString& id)
{
    if (id == QLatin1String("why")) {
        explainEscalation();
    } else {
        Q_EMIT context().viewRequested(
            id == QLatin1String("target") ? models::ViewId::Policy : models::ViewId::Portfolio);
    }
}

void OverviewPage::explainEscalation()
{
    core::ports::RequestFilter filter;
    filter.isEscalated = true;
    filter.taskId = context().taskId();
    m_escalated.start([requests = context().services().requests,
                          filter] { return requests->page(filter, {}, std::nullopt, 1); },
        [this, filter](core::Result<core::ports::RequestPage> page) {
            if (!page) {
                Q_EMIT context().messageRaised({models::MessageKind::Error, models::wordsOf(page.error())});
            } else if (page->rows.empty()) {
                Q_EMIT context().messageRaised({models::MessageKind::Information,
                    tr("No request has been escalated yet. The first one appears soon after a student starts "
                       "serving.")});
            } else {
                Q_EMIT context().requestsRequested(filter, models::toQt(page->rows.front().id));
            }
        });
}

QString OverviewPage::whyNoExport() const
{
    return tr("No figures have been read yet");
}

void OverviewPage::exportView()
{
    exportCsv([this] {
        const std::vector charts{&m_cost->view().data(), &m_share->view().data(), &m_escalation->view().data(),
            &m_latency->view().data()};
        models::Provenance provenance = provenanceOfFigures();
        provenance.subject = tr("RouteNLP overview");
        return models::csvHead(provenance, context().formats())
            + models::overviewCsv(*m_overview, charts, context().formats());
    });
}

} // namespace ui::pages
