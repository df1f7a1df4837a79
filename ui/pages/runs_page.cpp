#include "ui/pages/runs_page.h"

#include "core/domain/loop_parameters.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/loop_schedule_dialog.h"
#include "ui/pages/run_details_panel.h"
#include "ui/pages/run_form.h"
#include "ui/pages/run_table.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

namespace {

constexpr int kGap = 10;
constexpr int kRunsStretch = 4;
constexpr int kDetailsStretch = 5;

using Values = std::map<std::string, double>;
using core::domain::RunKind;

/// Values by key as the JSON object that a router's training takes; empty where all are the default.
std::string jsonOf(const std::vector<core::domain::ParameterDoc>& docs, const Values& values)
{
    QJsonObject object;
    for (const core::domain::ParameterDoc& doc : docs) {
        if (const auto found = values.find(doc.key); found != values.end()) {
            const bool isFlag = doc.kind == core::domain::ParameterDoc::Kind::Flag;
            object[models::toQt(doc.key)] = isFlag ? QJsonValue(found->second != 0) : QJsonValue(found->second);
        }
    }
    return object.isEmpty() ? std::string() : QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::vector<LaunchableRun> launchableRuns(const core::ports::RunHistory& history)
{
    const std::vector<core::domain::ParameterDoc> routerDocs = history.parameters(RunKind::RouterTraining);
    return {
        {RunKind::StudentTraining,
            RunsPage::tr("Trains a local student and its router on the task's labelled texts, certifies a threshold on "
                         "texts that neither has seen, and puts them in service as a new policy version."),
            true, history.parameters(RunKind::StudentTraining),
            [](const std::string& taskId, const Values& values) {
                return core::ports::ConsoleCommand(core::ports::StartTraining{taskId, values});
            }},
        {RunKind::Loop,
            RunsPage::tr("Finds what the cheap tier fails at, has the last tier answer those texts, trains a challenger on "
                         "them and compares it with what serves. It is served only if it passes every gate."),
            false, history.parameters(RunKind::Loop),
            [](const std::string& taskId, const Values& values) {
                return core::ports::ConsoleCommand(
                    core::ports::StartLoop{taskId, core::domain::loopOptionsFrom(values)});
            }},
        {RunKind::Distillation,
            RunsPage::tr("One round of teaching for one task, on everything that its cheap tiers failed at; Clusters teaches "
                         "a single group of failures."),
            true, history.parameters(RunKind::Distillation),
            [](const std::string& taskId, const Values& values) {
                core::ports::DistilCluster command;
                command.cluster.taskId = taskId;
                command.options = core::domain::loopOptionsFrom(values);
                return core::ports::ConsoleCommand(std::move(command));
            }},
        {RunKind::Clustering,
            RunsPage::tr("Groups what was escalated or missed its target by what it is about, in the background; Clusters "
                         "shows the same groups and can teach one of them."),
            false, history.parameters(RunKind::Clustering),
            [](const std::string& taskId, const Values& values) {
                const core::domain::LoopOptions options = core::domain::loopOptionsFrom(values);
                return core::ports::ConsoleCommand(core::ports::FindClusters{taskId, options.days, options.seed});
            }},
        {RunKind::Calibration,
            RunsPage::tr("Certifies the task's thresholds anew on its calibration answers and puts them in force as a new "
                         "policy version. Every look spends some of delta; Policy shows what another level would do first."),
            true, history.parameters(RunKind::Calibration),
            [](const std::string& taskId, const Values& values) {
                const auto alpha = values.find("alpha");
                return core::ports::ConsoleCommand(
                    core::ports::StartCalibration{taskId, alpha == values.end() ? 0.0 : alpha->second});
            }},
        {RunKind::RouterTraining,
            RunsPage::tr("Trains a router on recorded answers, preferences and judgements. It is not served until it is "
                         "chosen in Portfolio, where it is compared with the one that serves."),
            false, routerDocs,
            [routerDocs](const std::string& taskId, const Values& values) {
                return core::ports::ConsoleCommand(core::ports::TrainRouter{taskId, jsonOf(routerDocs, values)});
            }},
    };
}

} // namespace

RunsPage::RunsPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_messages(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new RunTable(shared, this))
    , m_new(new QPushButton(theme::icon("train"), tr("New run"), this))
    , m_schedule(new QPushButton(theme::icon("clock"), {}, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(kGap);
    layout->addWidget(m_messages);
    if (const auto& history = shared.services().runs) {
        m_form = new RunForm(shared, launchableRuns(*history), this);
        m_form->hide();
        layout->addWidget(m_form);
        connect(m_form, &RunForm::messageRaised, m_messages, &widgets::MessageBar::show);
        connect(m_form, &RunForm::launched, this, [this](const QString& runId) {
            showForm(false);
            m_table->select(models::fromQt(runId));
        });
    }
    layout->addWidget(m_stack, 1);
    m_stack->addWidget(makeRuns());
    auto* empty = new widgets::EmptyState(
        {QStringLiteral("runs"), tr("No run yet."),
            tr("Training and calibration appear here with progress, time left and result."), tr("New run")},
        this);
    m_stack->addWidget(empty);
    connect(empty, &widgets::EmptyState::nextStepRequested, this, [this] { showForm(true); });
    m_schedule->setObjectName(QStringLiteral("loopSchedule"));
    m_schedule->setToolTip(tr("When loops start by themselves"));
    connect(m_schedule, &QPushButton::clicked, this, &RunsPage::openSchedule);
    m_new->setObjectName(QStringLiteral("newRun"));
    connect(m_new, &QPushButton::clicked, this, [this] { showForm(m_form != nullptr && !m_form->isVisibleTo(this)); });
}

QWidget* RunsPage::makeRuns()
{
    auto* runs = new QWidget(this);
    auto* layout = new QVBoxLayout(runs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    auto* card = new Card(
        tr("Runs"), tr("Work is done by a separate process: cancelling it never stops the traffic."), this);
    card->header().addWidget(m_schedule);
    card->header().addWidget(m_new);
    card->body().addWidget(m_table, 1);
    layout->addWidget(card, kRunsStretch);
    if (context().services().runs != nullptr) {
        m_table->setComparing(true);
        m_details = new RunDetailsPanel(context(), this);
        layout->addWidget(m_details, kDetailsStretch);
        connect(m_details, &RunDetailsPanel::messageRaised, m_messages, &widgets::MessageBar::show);
        connect(m_table, &RunTable::selectionChanged, this, [this] { m_details->setRuns(m_table->selectedRuns()); });
    }
    return runs;
}

void RunsPage::showForm(bool isShown)
{
    if (m_form != nullptr) {
        // both need more height than a small screen has: what goes, goes first
        (isShown ? static_cast<QWidget*>(m_details) : m_form)->hide();
        (isShown ? static_cast<QWidget*>(m_form) : m_details)->show();
        m_form->refresh();
    }
    m_new->setText(isShown ? tr("Close the form") : tr("New run"));
}

void RunsPage::openSchedule()
{
    auto* dialog = new LoopScheduleDialog(context(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LoopScheduleDialog::messageRaised, m_messages, &widgets::MessageBar::show);
    dialog->open();
}

void RunsPage::exportView()
{
    exportTables({QStringLiteral("runTable")});
}

void RunsPage::refresh()
{
    m_schedule->setText(tr("Loop: %1").arg(scheduleInWords(context().snapshot().loopSchedule)));
    widgets::setAvailable(m_schedule, widgets::readOnlyReason(context().canChange()));
    m_stack->setCurrentIndex(context().snapshot().runs.empty() ? 1 : 0);
    const bool canStart = context().canChange() && m_form != nullptr;
    m_new->setEnabled(canStart);
    m_new->setToolTip(canStart ? QString() : tr("The workspace is open read-only"));
    if (m_form != nullptr) {
        m_form->refresh();
    }
}

} // namespace ui::pages
