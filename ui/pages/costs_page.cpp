#include "ui/pages/costs_page.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/crosshair_group.h"
#include "ui/models/day_chart.h"
#include "ui/models/month_outlook.h"
#include "ui/models/strings.h"
#include "ui/models/zoned_days.h"
#include "ui/pages/card.h"
#include "ui/pages/cost_controls.h"
#include "ui/pages/cost_report_pdf.h"
#include "ui/pages/cost_story.h"
#include "ui/theme/icons.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/save_prompt.h"
#include "ui/widgets/tile.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace {

constexpr int kTileCount = 5;
constexpr int kGap = 10;
constexpr int kDayChartHeight = 240;
constexpr int kForecastDays = 31; ///< enough for the month so far and for four weeks behind today

} // namespace

CostsPage::CostsPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_query(shared.pool())
    , m_monthQuery(shared.pool())
    , m_modelQuery(shared.pool())
    , m_errorBar(new widgets::MessageBar(this))
    , m_model(new models::CostModel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new widgets::PageScroll(this);
    outer->addWidget(scroll);
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_errorBar);
    buildTiles(body);
    buildStories(body);
    buildDays(body);
    m_controls = new CostControls(context(), this);
    connect(m_controls, &CostControls::messageRaised, m_errorBar, &widgets::MessageBar::show);
    body.addWidget(m_controls);
    buildLedger(body);
    body.addStretch(1);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (context().isLive() && !m_query.isRunning()) {
            query();
        }
    });
}

CostsPage::~CostsPage() = default;

void CostsPage::buildTiles(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    for (int i = 0; i < kTileCount; ++i) {
        m_tiles.push_back(new widgets::Tile(this));
        row->addWidget(m_tiles.back(), 1);
    }
    body.addLayout(row);
}

void CostsPage::buildDays(QVBoxLayout& body)
{
    m_days = new charts::ChartPanel(*new charts::CrosshairGroup(this), QStringLiteral("chart.days"), this);
    m_days->setMinimumHeight(kDayChartHeight);
    connect(m_days, &charts::ChartPanel::exported, this, [this](const QString& path) {
        Q_EMIT context().messageRaised({models::MessageKind::Success, tr("Saved %1").arg(path)});
    });
    connect(m_days, &charts::ChartPanel::exportFailed, this, [this](const QString& text) {
        Q_EMIT context().messageRaised({models::MessageKind::Error, text});
    });
    body.addWidget(m_days);
}

void CostsPage::buildLedger(QVBoxLayout& body)
{
    auto* card = new Card(tr("Ledger"), {}, this);
    m_grouping = new QComboBox(this);
    m_grouping->setObjectName(QStringLiteral("costGrouping"));
    m_grouping->setAccessibleName(tr("Group the ledger by"));
    for (const auto& [grouping, label] : {std::pair{models::CostGrouping::Task, tr("By task")},
             std::pair{models::CostGrouping::Tier, tr("By tier")},
             std::pair{models::CostGrouping::TaskAndTier, tr("By task and tier")},
             std::pair{models::CostGrouping::Model, tr("By model")},
             std::pair{models::CostGrouping::Key, tr("By client key")},
             std::pair{models::CostGrouping::Day, tr("By day")},
             std::pair{models::CostGrouping::Beside, tr("Beside the traffic")}}) {
        m_grouping->addItem(label, static_cast<int>(grouping));
    }
    auto* csv = new QPushButton(theme::icon("export"), tr("CSV"), this);
    csv->setObjectName(QStringLiteral("costCsv"));
    csv->setToolTip(tr("Save the ledger as shown, with all nine decimals"));
    auto* pdf = new QPushButton(theme::icon("export"), tr("PDF report"), this);
    pdf->setObjectName(QStringLiteral("costPdf"));
    pdf->setToolTip(tr("Save the whole ledger of this range as a document"));
    card->header().addWidget(m_grouping);
    card->header().addWidget(csv);
    auto* monthReport = new QPushButton(theme::icon("export"), tr("Month's report"), this);
    monthReport->setObjectName(QStringLiteral("monthReport"));
    monthReport->setToolTip(tr("Save the ledger of this calendar month so far as a document"));
    card->header().addWidget(pdf);
    card->header().addWidget(monthReport);
    m_table = new widgets::DataTable(this);
    m_table->setObjectName(QStringLiteral("costTable"));
    m_table->setAccessibleName(tr("Ledger"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true);
    m_table->setStretchColumn(0);
    m_emptyLedger = widgets::makeMutedLabel({}, this);
    m_emptyLedger->setObjectName(QStringLiteral("emptyLedger"));
    m_emptyLedger->setWordWrap(true);
    m_emptyLedger->hide();
    card->body().addWidget(m_table);
    card->body().addWidget(m_emptyLedger);
    m_reconciliation = widgets::makeMutedLabel({}, this);
    m_reconciliation->setObjectName(QStringLiteral("reconciliation"));
    m_reconciliation->setWordWrap(true);
    card->body().addWidget(m_reconciliation);
    body.addWidget(card);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &CostsPage::updateTable);
    connect(m_table, &widgets::DataTable::rowActivated, this, &CostsPage::openRow);
    connect(monthReport, &QPushButton::clicked, this, &CostsPage::saveMonthReport);
    connect(csv, &QPushButton::clicked, this, &CostsPage::exportView);
    connect(pdf, &QPushButton::clicked, this,
        [this] { save(tr("Save the cost report"), QStringLiteral(".pdf"), &CostsPage::writePdf); });
}

void CostsPage::saveMonthReport()
{
    const models::Formats& formats = context().formats();
    const QDate today = formats.dateTime(context().viewTime()).date();
    const QDateTime first = QDate(today.year(), today.month(), 1).startOfDay(formats.zone());
    const core::ports::TimeRange range{
        core::fromMicroseconds(first.toMSecsSinceEpoch() * 1000), context().viewTime()};
    widgets::askSavePath(this, tr("Save the month's report"),
        QStringLiteral("routenlp-costs-%1.pdf").arg(today.toString(QStringLiteral("yyyy-MM"))), QStringLiteral(".pdf"),
        [this, range](const QString& path) {
            m_monthQuery.start([costs = context().services().costs, range, task = context().taskId(),
                                   formats = context().formats()] { return models::zonedReport(*costs, range, task, formats); },
                [this, path](const core::Result<core::ports::CostReport>& report) {
                    if (!report) {
                        Q_EMIT context().messageRaised(
                            {models::MessageKind::Error, models::wordsOf(report.error())});
                        return;
                    }
                    models::MonthOutlook figures = m_figures ? month() : models::MonthOutlook{};
                    figures.beside = besideOf(*report);
                    figures.soFar = report->sums.spend() + figures.beside;
                    reportSaved(path,
                        writeCostReport(path, *report, costTiles(*report, figures, context().formats()),
                            context().catalogue(), context().formats(), provenanceOf(*report)));
                });
        });
}

models::CostGrouping CostsPage::grouping() const
{
    return static_cast<models::CostGrouping>(m_grouping->currentData().toInt());
}

void CostsPage::refresh()
{
    m_timer.setInterval(context().refreshMilliseconds());
    query();
}

void CostsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_controls->load();
    m_timer.start(context().refreshMilliseconds());
}

void CostsPage::reload()
{
    m_controls->load();
    refresh();
}

void CostsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

void CostsPage::query()
{
    const core::ports::OverviewQuery wanted{
        context().range(), context().taskId(), context().formats().utcOffsetSeconds(context().viewTime())};
    m_query.start(
        [costs = context().services().costs, metrics = context().services().metrics, wanted,
            formats = context().formats()]() -> core::Result<Figures> {
            Figures figures;
            auto report = models::zonedReport(*costs, wanted.range, wanted.taskId, formats);
            if (!report) {
                return core::fail(report.error());
            }
            figures.report = std::move(*report);
            core::ports::OverviewQuery recent = wanted;
            recent.range.from
                = models::zonedDay(wanted.range.to - std::chrono::hours(24 * kForecastDays), formats).from;
            auto days = models::zonedDays(*costs, recent.range, wanted.taskId, formats);
            if (!days) {
                return core::fail(days.error());
            }
            figures.recentDays = std::move(*days);
            auto overview = metrics->overview(recent);
            if (!overview) {
                return core::fail(overview.error());
            }
            figures.markers = std::move(overview->markers);
            return figures;
        },
        [this](core::Result<Figures> figures) {
            if (figures) {
                show(std::move(*figures));
            } else {
                m_errorBar->show({models::MessageKind::Error,
                    tr("The ledger could not be read: %1 It is tried again with the next refresh.")
                        .arg(models::wordsOf(figures.error()))});
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

models::MonthOutlook CostsPage::month() const
{
    return models::monthOutlook(
        m_figures->recentDays, m_figures->report.query.range.to, std::nullopt, context().formats());
}

std::vector<models::TileContent> CostsPage::tileContents() const
{
    return costTiles(m_figures->report, month(), context().formats());
}

void CostsPage::show(Figures figures)
{
    const bool isSameTask = m_figures && m_figures->report.query.taskId == figures.report.query.taskId;
    const bool isSameRange = isSameTask && m_figures->report.query.range.to == figures.report.query.range.to
        && m_figures->report.query.range.from == figures.report.query.range.from;
    m_figures = std::move(figures);
    if (!isSameTask) {
        m_models.reset();
        m_modelQuery.cancel();
    }
    m_areModelsOld = m_areModelsOld || !isSameRange;
    m_figures->report.models = m_models; // the rows of the tick before stay until the new ones are there
    m_errorBar->dismiss();
    const core::ports::CostReport& report = m_figures->report;
    const std::vector<models::TileContent> tiles = tileContents();
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        m_tiles[i]->setContent(tiles[i]);
    }
    m_controls->setMonth(month());
    showStories();
    models::Provenance dayProvenance = provenance();
    dayProvenance.subject = tr("RouteNLP spend by day and tier");
    models::ChartData dayChart = models::dayChart(m_figures->recentDays, report.query.range.to, context().catalogue());
    models::addMarkers(dayChart, m_figures->markers);
    m_days->setData(dayChart, context().formats(), dayProvenance);
    updateTable();
}

void CostsPage::updateTable()
{
    if (!m_figures) {
        return;
    }
    const bool wantsModels = !m_figures->report.models || m_areModelsOld;
    if (grouping() == models::CostGrouping::Model && wantsModels && !m_modelQuery.isRunning()) {
        queryModels();
    }
    m_model->setReport(m_figures->report, grouping(), context().catalogue(), context().formats());
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_emptyLedger->setVisible(isEmpty);
    m_emptyLedger->setText(grouping() == models::CostGrouping::Beside
            ? tr("Nothing was spent on training, audits and studies in this range.")
            : m_figures->report.sums.queries() == 0
            ? tr("No request was recorded for the task and range chosen above. A wider range may have some.")
            : m_figures->report.models ? tr("The calls of this range are not stored any more.")
                                       : tr("The calls of this range are being read…"));
    const Reconciliation reconciliation = reconcile(m_figures->report, context().formats());
    m_reconciliation->setText(reconciliation.sentence);
}

void CostsPage::queryModels()
{
    m_areModelsOld = false;
    m_modelQuery.start([costs = context().services().costs, wanted = m_figures->report.query] { return costs->models(wanted); },
        [this](core::Result<std::vector<core::domain::ModelCost>> models) {
            if (!models) {
                m_errorBar->show({models::MessageKind::Error, models::wordsOf(models.error())});
                return;
            }
            m_models = std::move(*models);
            if (m_figures) {
                m_figures->report.models = m_models;
                updateTable();
            }
        });
}

void CostsPage::openRow(int row)
{
    const models::CostRow& line = m_model->rowAt(row);
    if (!line.opensRequests) {
        return; // the tool tip says why
    }
    core::ports::RequestFilter filter;
    filter.range = line.day.value_or(m_figures->report.query.range);
    filter.taskId = line.taskId.empty() ? m_figures->report.query.taskId : line.taskId;
    filter.answeredByTier = line.tierId;
    filter.clientKeyId = line.clientKeyId;
    Q_EMIT context().requestsRequested(filter, {});
}

models::Provenance CostsPage::provenance() const
{
    return m_figures ? provenanceOf(m_figures->report) : models::Provenance{};
}

models::Provenance CostsPage::provenanceOf(const core::ports::CostReport& report) const
{
    models::Provenance provenance;
    provenance.subject = tr("RouteNLP cost ledger, %1").arg(m_grouping->currentText().toLower());
    provenance.policyVersion
        = context().snapshot().policy ? models::toQt(context().snapshot().policy->id) : QString();
    const core::ports::OverviewQuery& query = report.query;
    provenance.range = query.range;
    provenance.taskName = query.taskId.empty() ? QString() : context().catalogue().taskName(query.taskId);
    provenance.isSimulated = report.isSimulated;
    return provenance;
}

bool CostsPage::writeCsv(const QString& path) const
{
    QSaveFile file(path);
    if (!m_figures || !file.open(QIODevice::WriteOnly)) {
        return false;
    }
    QString text = provenanceLines(provenance(), context().formats()).join(QStringLiteral("\r\n"))
        + QStringLiteral("\r\n");
    text += models::costCsv(m_model->rows());
    file.write(text.toUtf8());
    return file.commit();
}

bool CostsPage::writePdf(const QString& path) const
{
    return m_figures
        && writeCostReport(path, m_figures->report, tileContents(), context().catalogue(),
            context().formats(), provenance());
}

void CostsPage::save(
    const QString& caption, const QString& suffix, bool (CostsPage::*write)(const QString&) const)
{
    const QString day = context().formats().dateTime(context().viewTime()).date().toString(Qt::ISODate);
    widgets::askSavePath(this, caption, QStringLiteral("routenlp-costs-%1%2").arg(day, suffix), suffix,
        [this, write](const QString& path) {
            reportSaved(path, (this->*write)(path));
        });
}

void CostsPage::reportSaved(const QString& path, bool isWritten)
{
    Q_EMIT context().messageRaised(isWritten
            ? models::Message{models::MessageKind::Success, tr("Saved %1").arg(path)}
            : models::Message{models::MessageKind::Error,
                tr("%1 could not be written. Choose another directory.").arg(path)});
}

void CostsPage::exportView()
{
    save(tr("Save the ledger"), QStringLiteral(".csv"), &CostsPage::writeCsv);
}

} // namespace ui::pages
