#include "ui/pages/coverage_page.h"

#include "ui/charts/coverage_chart.h"
#include "ui/charts/table_switch.h"
#include "ui/models/coverage_models.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/export_source.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/availability.h"
#include "ui/pages/shadow_card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kGap = 10;
constexpr int kMostRows = 6; ///< the charts below stay in sight
constexpr int kRefreshMs = 2000; ///< monitors move with judgements, not with requests

} // namespace

CoveragePage::CoveragePage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_query(shared.pool())
    , m_errorBar(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_model(new models::CoverageModel(this))
    , m_alarmModel(new models::AlarmModel(this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    auto* scroll = new widgets::PageScroll(this);
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_errorBar);
    buildTiers(body);
    buildCharts(body);
    buildWords(body);
    m_shadow = new ShadowCard(shared, this);
    body.addWidget(m_shadow);
    buildAlarms(body);
    body.addStretch(1);
    m_stack->addWidget(scroll);
    auto* empty = new widgets::EmptyState({QStringLiteral("coverage"), tr("Nothing is certified yet."),
                                              tr("A certificate comes out of calibration, which follows the "
                                                 "training of a student. Until then the last tier answers "
                                                 "every request, and it promises nothing."),
                                              tr("Open Runs")},
        this);
    connect(empty, &widgets::EmptyState::nextStepRequested, this,
        [this] { Q_EMIT context().viewRequested(models::ViewId::Runs); });
    m_stack->addWidget(empty);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (context().isLive() && !m_query.isRunning()) {
            refresh();
        }
    });
}

void CoveragePage::buildTiers(QVBoxLayout& body)
{
    auto* card = m_tierCard = new Card(
        tr("Certified tiers"), tr("of the answers a tier keeps, at most α may miss the target"), this);
    m_table = new widgets::DataTable(this);
    m_table->setObjectName(QStringLiteral("coverageTable"));
    m_table->setAccessibleName(tr("Certified tiers"));
    m_table->setModel(m_model);
    m_table->setFitsRows(true, kMostRows);
    m_table->setStretchColumn(models::CoverageModel::Task);
    m_table->setSpareColumns({models::CoverageModel::Evidence, models::CoverageModel::Judged});
    card->body().addWidget(m_table);
    body.addWidget(card);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& index) {
            if (index.isValid()) {
                const auto& certificate = m_model->rowAt(index.row()).certificate;
                m_chosen = {certificate.taskId, certificate.tierId};
                showTier();
            }
        });
}

void CoveragePage::buildCharts(QVBoxLayout& body)
{
    m_chartRow = new QWidget(this);
    auto* row = new QHBoxLayout(m_chartRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    using Kind = charts::CoverageChart::Kind;
    for (const auto& [kind, title, unit] :
        {std::tuple{Kind::Risk, tr("Failures"), tr("of judged answers, 95% interval")},
            std::tuple{Kind::Evidence, tr("Evidence"), tr("against the promise")},
            std::tuple{Kind::Scores, tr("Scores"), tr("right and wrong answers")},
            std::tuple{Kind::Reliability, tr("Reliability"), tr("share right by score")}}) {
        auto* card = new Card(title, unit, this);
        auto* chart = new charts::CoverageChart(kind, this);
        chart->setAccessibleName(title);
        auto* table = new charts::TableSwitch(chart, title, [chart] { return chart->table(); }, this);
        table->setExport(context(), [this, title] { return models::provenanceOf(context(), title); });
        card->header().addWidget(table->tools());
        card->body().addWidget(table);
        m_charts.push_back(chart);
        m_tables.push_back(table);
        row->addWidget(card, 1);
    }
    body.addWidget(m_chartRow);
}

void CoveragePage::buildWords(QVBoxLayout& body)
{
    auto* card = m_wordsCard = new Card(tr("Promise"), {}, this);
    m_selected = widgets::makeMutedLabel({}, this);
    m_promise = widgets::makeTextBlock({}, this);
    m_promise->setObjectName(QStringLiteral("promise"));
    m_plan = widgets::makeTextBlock({}, this);
    m_plan->setObjectName(QStringLiteral("samplePlan"));
    m_failures = new QPushButton(tr("See its failures"), this);
    m_failures->setObjectName(QStringLiteral("seeFailures"));
    m_failures->setToolTip(tr("Opens Clusters with the failures of this task in the range chosen above"));
    m_recalibrate = new QPushButton(tr("Recalibrate to a draft"), this);
    m_recalibrate->setObjectName(QStringLiteral("recalibrate"));
    m_recalibrate->setToolTip(tr("Opens Policy with a draft that certifies the thresholds of this task anew on the judged "
                                 "answers. You see what it would do before you apply it"));
    m_probation = new QPushButton(tr("Start probation"), this);
    m_probation->setObjectName(QStringLiteral("startProbation"));
    m_probation->setToolTip(tr("The tier escalates everything until it is certified anew"));
    card->header().addWidget(m_selected);
    card->header().addWidget(m_failures);
    card->header().addWidget(m_recalibrate);
    card->header().addWidget(m_probation);
    card->body().addWidget(m_promise);
    card->body().addWidget(m_plan);
    body.addWidget(card);
    connect(m_recalibrate, &QPushButton::clicked, this,
        [this] { Q_EMIT context().recalibrationRequested(models::toQt(m_chosen.first)); });
    connect(m_failures, &QPushButton::clicked, this, &CoveragePage::showFailures);
    connect(m_probation, &QPushButton::clicked, this, [this] {
        context().execute(core::ports::StartProbation{m_chosen.first, m_chosen.second, {}});
    });
}

void CoveragePage::buildAlarms(QVBoxLayout& body)
{
    m_alarmCard = new Card(tr("Alarm history"), {}, this);
    m_isAutomatic = new QCheckBox(tr("Alarms start probation by themselves"), this);
    m_isAutomatic->setObjectName(QStringLiteral("automaticProbation"));
    m_acknowledge = new QPushButton(tr("Acknowledge"), this);
    m_acknowledge->setObjectName(QStringLiteral("acknowledgeAlarm"));
    m_alarmCard->header().addWidget(m_isAutomatic);
    m_alarmCard->header().addWidget(m_acknowledge);
    m_noAlarms = widgets::makeMutedLabel(tr("No alarm so far."), this);
    m_alarmTable = new widgets::DataTable(this);
    m_alarmTable->setObjectName(QStringLiteral("alarmTable"));
    m_alarmTable->setAccessibleName(tr("Alarm history"));
    m_alarmTable->setModel(m_alarmModel);
    m_alarmTable->setFitsRows(true);
    m_alarmTable->setStretchColumn(m_alarmModel->columnCount() - 1);
    m_alarmCard->body().addWidget(m_noAlarms);
    m_alarmCard->body().addWidget(m_alarmTable);
    body.addWidget(m_alarmCard);
    connect(m_alarmTable->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (const int row = alarmRow(); row >= 0) {
            m_chosenAlarm = m_alarmModel->rowAt(row).id;
        }
        updateAlarmActions();
    });
    connect(m_acknowledge, &QPushButton::clicked, this, &CoveragePage::acknowledge);
    connect(m_isAutomatic, &QCheckBox::toggled, this,
        [this](bool isOn) { context().execute(core::ports::SetAlarmResponse{isOn}); });
}

void CoveragePage::refresh()
{
    m_shadow->refresh();
    if (context().services().coverage == nullptr) {
        m_isLoaded = true;
        m_stack->setCurrentIndex(1);
        Q_EMIT loaded();
        return;
    }
    m_query.start([coverage = context().services().coverage,
                      task = context().taskId()] { return coverage->report(task); },
        [this](core::Result<core::ports::CoverageReport> report) {
            if (report) {
                m_errorBar->hide();
                show(std::move(*report));
            } else {
                chooseStack();
                m_stack->setCurrentIndex(0); // nothing read is not nothing certified
                m_errorBar->show({models::MessageKind::Error,
                    tr("The certificates could not be read: %1 They are tried again with the next refresh.")
                        .arg(models::wordsOf(report.error()))});
            }
            m_isLoaded = true;
            Q_EMIT loaded();
        });
}

void CoveragePage::choose(const std::string& taskId, const std::string& tierId)
{
    m_chosen = {taskId, tierId};
    m_isAlarmWanted = true;
    refresh();
}

void CoveragePage::exportView()
{
    exportTables({QStringLiteral("coverageTable"), QStringLiteral("alarmTable")});
}

void CoveragePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_timer.start(kRefreshMs);
}

void CoveragePage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

void CoveragePage::show(core::ports::CoverageReport report)
{
    const models::Formats& formats = context().formats();
    const std::pair wanted = m_chosen; // rows that go choose another on their way
    m_model->update(std::move(report.tiers), context().catalogue(), formats, context().now());
    if (std::exchange(m_isAlarmWanted, false)) {
        m_chosen = wanted;
        const auto alarm = std::ranges::find_if(report.alarms, [&](const core::ports::AlarmRow& row) {
            return std::pair(row.taskId, row.tierId) == wanted && !row.isAcknowledged;
        });
        m_chosenAlarm = alarm == report.alarms.end() ? m_chosenAlarm : alarm->id;
    }
    const std::string chosenAlarm = m_chosenAlarm;
    m_alarmModel->update(std::move(report.alarms), context().catalogue(), formats, context().now());
    m_chosenAlarm = chosenAlarm;
    chooseStack();
    const bool hasAlarms = m_alarmModel->rowCount() > 0;
    m_noAlarms->setVisible(!hasAlarms);
    m_alarmTable->setVisible(hasAlarms);
    {
        const QSignalBlocker silent(m_isAutomatic);
        m_isAutomatic->setChecked(report.isAlarmResponseAutomatic);
    }
    widgets::setAvailable(m_isAutomatic, widgets::readOnlyReason(context().canChange()));
    int chosen = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto& certificate = m_model->rowAt(row).certificate;
        if (std::pair(certificate.taskId, certificate.tierId) == m_chosen) {
            chosen = row;
        }
    }
    if (m_model->rowCount() > 0 && m_table->currentIndex().row() != chosen) {
        m_table->selectRow(chosen);
    }
    chooseAlarm();
    showTier();
    updateAlarmActions();
}

void CoveragePage::showSnapshot()
{
    m_shadow->refresh();
    if (m_isLoaded && context().services().coverage != nullptr) {
        chooseStack();
    }
}

/// Without a certificate there is still the way to one, where the portfolio has a tier to certify.
void CoveragePage::chooseStack()
{
    const core::ports::ConsoleSnapshot& snapshot = context().snapshot();
    const bool hasTiers = m_model->rowCount() > 0;
    const bool canCollect = !snapshot.tasks.empty() && snapshot.tiers.size() > 1;
    for (QWidget* part : std::initializer_list<QWidget*>{m_tierCard, m_chartRow, m_wordsCard}) {
        part->setVisible(hasTiers);
    }
    m_stack->setCurrentIndex(hasTiers || canCollect || m_alarmModel->rowCount() > 0 ? 0 : 1);
}

void CoveragePage::showTier()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount()) {
        return;
    }
    const core::ports::TierCoverage& tier = m_model->rowAt(row);
    for (charts::CoverageChart* chart : m_charts) {
        chart->setTier(tier, context().formats());
    }
    for (charts::TableSwitch* table : m_tables) {
        table->refresh();
    }
    m_selected->setText(tr("%1, %2").arg(context().catalogue().taskName(tier.certificate.taskId),
        context().catalogue().tierName(tier.certificate.tierId)));
    m_promise->setText(models::sentenceWords(tier.promise).trimmed());
    const models::Formats& formats = context().formats();
    const QString audits = tr("Audits of the task: %1 judged, %2 open, %3 judged in the last 24 hours.")
                               .arg(formats.count(tier.audits.judged), formats.count(tier.audits.open),
                                   formats.count(tier.audits.judgedLastDay));
    const QString novel = tier.audits.recentQueries == 0
        ? QString()
        : QLatin1Char('\n')
            + tr("Novel: %1 of the newest %2 queries are unlike anything the router or the student learnt from; they go up.")
                  .arg(formats.count(tier.audits.recentNovel), formats.count(tier.audits.recentQueries));
    m_plan->setText(
        models::sentenceWords(tier.plan) + (tier.plan.empty() ? QString() : QStringLiteral("\n")) + audits + novel);
    const QString locked = widgets::readOnlyReason(context().canChange());
    widgets::setAvailable(m_recalibrate, locked);
    widgets::setAvailable(m_probation,
        locked.isEmpty() && !tier.isAccepting ? tr("The tier accepts nothing as it is") : locked);
}

void CoveragePage::showFailures()
{
    context().setTaskId(m_chosen.first);
    Q_EMIT context().viewRequested(models::ViewId::Clusters);
}

/// The one that was chosen, wherever it is listed now; the newest at first. No other takes the place of one that is gone.
void CoveragePage::chooseAlarm()
{
    const auto& alarms = m_alarmModel->rows();
    const auto chosen = m_chosenAlarm.empty()
        ? alarms.begin()
        : std::ranges::find(alarms, m_chosenAlarm, &core::ports::AlarmRow::id);
    if (chosen == alarms.end()) {
        m_alarmTable->selectionModel()->clear();
    } else if (const int row = static_cast<int>(chosen - alarms.begin()); alarmRow() != row) {
        m_alarmTable->selectRow(row);
    }
}

/// Of the alarm that is shown as chosen; -1 for none. A table that gets the keyboard has a current row without one.
int CoveragePage::alarmRow() const
{
    const QModelIndexList rows = m_alarmTable->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.front().row();
}

void CoveragePage::updateAlarmActions()
{
    const int row = alarmRow();
    const bool isOpen = row >= 0 && !m_alarmModel->rowAt(row).isAcknowledged;
    const QString locked = widgets::readOnlyReason(context().canChange());
    widgets::setAvailable(m_acknowledge,
        locked.isEmpty() && !isOpen ? tr("Choose an alarm that nobody has acknowledged yet") : locked);
    m_acknowledge->setVisible(m_alarmModel->rowCount() > 0);
}

void CoveragePage::acknowledge()
{
    if (const int row = alarmRow(); row >= 0) {
        context().execute(core::ports::AcknowledgeAlarm{m_alarmModel->rowAt(row).id});
        QTimer::singleShot(300, this, &CoveragePage::refresh);
    }
}

} // namespace ui::pages
