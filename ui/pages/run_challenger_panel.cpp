#include "ui/pages/run_challenger_panel.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/loop_models.h"
#include "ui/models/strings.h"
#include "ui/pages/policy_revert.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace ports = core::ports;
using core::domain::LoopDecision;
using core::domain::LoopOutcome;

namespace {

constexpr int kGap = 6;

bool hasChallenger(core::domain::RunKind kind)
{
    return kind == core::domain::RunKind::Loop || kind == core::domain::RunKind::Distillation
        || kind == core::domain::RunKind::ModelComparison;
}

bool isTuned(const LoopDecision& decision)
{
    return core::domain::isTunedModel(decision.studentId);
}

/// No gate failed and some could not decide: an operator may, who says why.
bool isUndecided(const LoopDecision& decision)
{
    return decision.outcome == LoopOutcome::NotEnoughData && !decision.studentId.empty();
}

/// A tuned model is a tier's, whatever the policy.
bool isServing(const ports::ConsoleSnapshot& snapshot, const LoopDecision& decision)
{
    if (isTuned(decision)) {
        return std::ranges::any_of(snapshot.tiers, [&](const core::domain::Tier& tier) {
            return std::string(core::domain::kTunedModel) + tier.model == decision.studentId;
        });
    }
    if (!snapshot.policy) {
        return true;
    }
    const auto task = snapshot.policy->tasks.find(decision.taskId);
    return task != snapshot.policy->tasks.end()
        && std::ranges::any_of(task->second.modelVersions, [&](const auto& tierAndStudent) {
               return tierAndStudent.second == decision.studentId;
           });
}

} // namespace

RunChallengerPanel::RunChallengerPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_decisionModel(new models::LoopDecisionModel(this))
    , m_gateModel(new models::GateModel(this))
    , m_trialModel(new models::GateModel(this))
    , m_decisions(new widgets::DataTable(this))
    , m_gates(new widgets::DataTable(this))
    , m_trials(new widgets::DataTable(this))
    , m_work(new QWidget(this))
    , m_none(widgets::makeTextBlock({}, this))
    , m_sentence(widgets::makeMutedLabel({}, this))
    , m_reason(new QLineEdit(this))
    , m_trialSentence(widgets::makeMutedLabel({}, this))
    , m_share(new QSpinBox(this))
    , m_shadow(new QPushButton(this))
    , m_promote(new QPushButton(tr("Promote challenger"), this))
    , m_rollBack(new QPushButton(tr("Roll back"), this))
    , m_history(new QPushButton(tr("In the history"), this))
{
    build();
}

RunChallengerPanel::~RunChallengerPanel() = default;

void RunChallengerPanel::build()
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_none->setObjectName(QStringLiteral("noChallenger"));
    outer->addWidget(m_none);
    outer->addWidget(m_work, 1);
    auto* work = new QVBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(kGap);
    m_decisions->setObjectName(QStringLiteral("loopDecisions"));
    m_decisions->setAccessibleName(tr("How each iteration ended"));
    m_decisions->setModel(m_decisionModel);
    m_decisions->setSelectionMode(QAbstractItemView::SingleSelection);
    m_decisions->setStretchColumn(1);
    m_decisions->setFitsRows(true);
    work->addWidget(m_decisions);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap + 2);
    m_sentence->setObjectName(QStringLiteral("decisionReason"));
    m_sentence->setWordWrap(true);
    m_reason->setObjectName(QStringLiteral("promotionReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, kept in the policy history"));
    m_share->setObjectName(QStringLiteral("shadowShare"));
    m_share->setAccessibleName(tr("Share of comparable queries"));
    m_share->setToolTip(tr("Of the queries whose text no model has learnt, about a tenth of all. Each costs what the "
                           "challenger's tiers and the last tier ask for it"));
    m_share->setRange(1, 100);
    m_share->setValue(100);
    m_share->setSuffix(m_share->locale().percent());
    m_shadow->setObjectName(QStringLiteral("shadowChallenger"));
    m_shadow->setToolTip(tr("Lets the challenger answer beside the live traffic. No client sees its answers; only "
                            "texts that no model has learnt are compared."));
    m_promote->setObjectName(QStringLiteral("promoteChallenger"));
    m_promote->setToolTip(tr("Serves the challenger as a new policy version"));
    m_promote->setProperty("primary", true);
    m_rollBack->setObjectName(QStringLiteral("rollBackChallenger"));
    m_rollBack->setToolTip(tr("Puts what served this task before in force again, as a new policy version"));
    m_history->setObjectName(QStringLiteral("challengerHistory"));
    m_history->setToolTip(tr("The versions that served this task, in Policy"));
    m_history->setProperty("link", true);
    row->addWidget(m_sentence, 3);
    row->addWidget(m_reason, 2);
    row->addWidget(m_share);
    row->addWidget(m_shadow);
    row->addWidget(m_promote);
    row->addWidget(m_rollBack);
    row->addWidget(m_history);
    work->addLayout(row);
    m_gates->setObjectName(QStringLiteral("gateTable"));
    m_gates->setAccessibleName(tr("Champion against challenger"));
    m_gates->setModel(m_gateModel);
    m_gates->setStretchColumn(0);
    m_gates->setFitsRows(true);
    work->addWidget(m_gates);
    m_trialSentence->setObjectName(QStringLiteral("trialSentence"));
    m_trialSentence->setWordWrap(true);
    work->addWidget(m_trialSentence);
    m_trials->setObjectName(QStringLiteral("trialTable"));
    m_trials->setAccessibleName(tr("Champion against challenger beside the traffic"));
    m_trials->setModel(m_trialModel);
    m_trials->setStretchColumn(0);
    m_trials->setFitsRows(true);
    work->addWidget(m_trials);
    work->addStretch(1);
    connect(m_decisions->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RunChallengerPanel::showDecision);
    connect(m_promote, &QPushButton::clicked, this, &RunChallengerPanel::promote);
    connect(m_reason, &QLineEdit::textChanged, this, &RunChallengerPanel::updatePromote);
    connect(m_shadow, &QPushButton::clicked, this, &RunChallengerPanel::toggleShadow);
    connect(m_rollBack, &QPushButton::clicked, this, &RunChallengerPanel::rollBack);
    connect(m_history, &QPushButton::clicked, this, [this] {
        if (const LoopDecision* chosen = decision()) {
            Q_EMIT m_context.policyHistoryRequested(models::toQt(chosen->taskId));
        }
    });
    connect(&m_context, &models::ConsoleContext::snapshotChanged, this, &RunChallengerPanel::updateRollBack);
    m_work->hide(); // takes no room from the list of runs before there is a challenger to show
}

void RunChallengerPanel::setRuns(const std::vector<ports::RunDetails>& runs)
{
    const bool isOne = runs.size() == 1 && m_context.services().loops != nullptr && hasChallenger(runs.front().run.kind);
    m_runId = isOne ? runs.front().run.id : std::string();
    if (isOne) {
        load();
        return;
    }
    m_query.cancel();
    m_none->setText(runs.size() > 1
            ? tr("Select one run to see its challenger.")
            : tr("A loop or a distillation makes a challenger and compares it with the champion; this run made none."));
    m_none->show();
    m_work->hide();
}

void RunChallengerPanel::load()
{
    m_query.start([loops = m_context.services().loops, id = m_runId] { return loops->report(id); },
        [this](core::Result<ports::LoopReport> report) {
            if (report) {
                show(std::move(*report));
                return;
            }
            m_none->setText(models::wordsOf(report.error()));
            m_none->show();
            m_work->hide();
        });
}

void RunChallengerPanel::show(ports::LoopReport report)
{
    const bool isOther = report.runId != m_report.runId;
    m_report = std::move(report);
    m_decisionModel->setReport(m_report, m_context.catalogue(), m_context.formats());
    const bool hasDecisions = !m_report.decisions.empty();
    m_none->setText(tr("No challenger has been compared yet: this run is still choosing, teaching or training."));
    m_none->setVisible(!hasDecisions);
    m_work->setVisible(hasDecisions);
    if (hasDecisions && (isOther || !m_decisions->currentIndex().isValid())) {
        m_decisions->selectRow(m_decisionModel->rowCount() - 1);
    }
    showDecision();
}

const LoopDecision* RunChallengerPanel::decision() const
{
    const int row = m_decisions->currentIndex().row();
    return row >= 0 && row < static_cast<int>(m_report.decisions.size())
        ? &m_report.decisions[static_cast<std::size_t>(row)].decision
        : nullptr;
}

void RunChallengerPanel::showDecision()
{
    const LoopDecision* chosen = decision();
    std::vector<core::domain::GateMetric> metrics;
    if (chosen != nullptr) {
        const auto gate = std::find_if(m_report.gates.begin(), m_report.gates.end(), [&](const ports::GateReport& report) {
            return report.iteration == chosen->iteration && report.taskId == chosen->taskId;
        });
        metrics = gate == m_report.gates.end() ? metrics : gate->metrics;
    }
    m_gates->setVisible(!metrics.empty());
    m_gateModel->setMetrics(std::move(metrics), m_context.formats());
    m_sentence->setText(chosen == nullptr ? QString() : models::sentenceWords(chosen->reason));
    const bool mayPromote = chosen != nullptr && (chosen->outcome == LoopOutcome::Waiting || isUndecided(*chosen));
    const bool serves = chosen != nullptr && chosen->outcome == LoopOutcome::Promoted
        && (isTuned(*chosen) || !chosen->championPolicyId.empty());
    m_promote->setVisible(!serves);
    m_reason->setVisible(mayPromote);
    m_rollBack->setVisible(serves);
    m_history->setVisible(serves && m_context.services().policies != nullptr && !isTuned(*chosen));
    widgets::setAvailable(m_reason, widgets::readOnlyReason(m_context.canChange()));
    updatePromote();
    updateRollBack();
    showTrial();
}

void RunChallengerPanel::updatePromote()
{
    const LoopDecision* chosen = decision();
    const bool waits = chosen != nullptr && chosen->outcome == LoopOutcome::Waiting;
    const bool isOpen = chosen != nullptr && isUndecided(*chosen);
    QString locked = widgets::readOnlyReason(m_context.canChange());
    if (locked.isEmpty() && !waits && !isOpen) {
        locked = tr("Only a challenger that waits, or whose gates could not decide, can be promoted");
    } else if (locked.isEmpty() && isOpen && m_reason->text().trimmed().isEmpty()) {
        locked = tr("Its gates could not decide: give the reason why it is promoted all the same");
    }
    widgets::setAvailable(m_promote, locked);
}

void RunChallengerPanel::updateRollBack()
{
    const LoopDecision* chosen = decision();
    QString locked = widgets::readOnlyReason(m_context.canChange());
    if (locked.isEmpty() && chosen != nullptr && !chosen->studentId.empty() && !isServing(m_context.snapshot(), *chosen)) {
        locked = isTuned(*chosen) ? tr("Its tier has another model by now: Portfolio tells which")
                                  : tr("This challenger no longer serves its task: Policy's history tells what does");
    }
    widgets::setAvailable(m_rollBack, locked);
}

const ports::TrialReport* RunChallengerPanel::trial() const
{
    const LoopDecision* chosen = decision();
    const auto found = std::find_if(m_report.trials.begin(), m_report.trials.end(), [&](const ports::TrialReport& row) {
        return chosen != nullptr && row.trial.taskId == chosen->taskId && row.trial.iteration == chosen->iteration;
    });
    return found == m_report.trials.end() ? nullptr : &*found;
}

void RunChallengerPanel::showTrial()
{
    const LoopDecision* chosen = decision();
    const ports::TrialReport* shown = trial();
    const bool isRunning = shown != nullptr && shown->trial.state == core::domain::TrialState::Running;
    const bool isOpen = chosen != nullptr
        && (chosen->outcome == LoopOutcome::Waiting || chosen->outcome == LoopOutcome::NotEnoughData);
    m_shadow->setText(isRunning ? tr("Stop shadow") : tr("Run in shadow"));
    m_shadow->setVisible(isOpen || isRunning);
    m_share->setVisible(isOpen && !isRunning);
    for (QWidget* control : {static_cast<QWidget*>(m_shadow), static_cast<QWidget*>(m_share)}) {
        widgets::setAvailable(control, widgets::readOnlyReason(m_context.canChange()));
    }
    m_trialSentence->setVisible(shown != nullptr);
    m_trials->setVisible(shown != nullptr && !shown->metrics.empty());
    if (shown == nullptr) {
        m_trialModel->setMetrics({}, m_context.formats());
        return;
    }
    const int compared = static_cast<int>(shown->compared);
    const QString state = isRunning                                        ? tr("Beside the traffic now")
        : shown->trial.state == core::domain::TrialState::Promoted ? tr("Was beside the traffic until its promotion")
                                                                           : tr("Was beside the traffic");
    m_trialSentence->setText(tr("%1: %n query(s) compared.", nullptr, compared).arg(state));
    m_trialModel->setMetrics(shown->metrics, m_context.formats());
}

void RunChallengerPanel::toggleShadow()
{
    if (const LoopDecision* chosen = decision()) {
        const ports::TrialReport* shown = trial();
        const bool isRunning = shown != nullptr && shown->trial.state == core::domain::TrialState::Running;
        m_context.execute(ports::ShadowChallenger{m_runId, chosen->taskId, !isRunning, m_share->value() / 100.0}, this,
            [this](const core::Result<ports::CommandReceipt>& receipt) { // makes no policy version to read back
                Q_EMIT messageRaised(receipt
                        ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                        : models::Message{models::MessageKind::Error, models::wordsOf(receipt.error())});
                load();
            });
    }
}

void RunChallengerPanel::promote()
{
    if (const LoopDecision* chosen = decision()) {
        m_context.execute(
            ports::PromoteChallenger{m_runId, chosen->taskId, models::fromQt(m_reason->text().trimmed())}, this,
            [this](const core::Result<ports::CommandReceipt>& receipt) { tell(receipt); });
    }
}

void RunChallengerPanel::rollBack()
{
    if (const LoopDecision* chosen = decision()) {
        if (isTuned(*chosen)) {
            m_context.execute(ports::TakeBackTunedModel{m_runId}, this,
                [this](const core::Result<ports::CommandReceipt>& receipt) { tell(receipt); });
            return;
        }
        m_context.execute(ports::RevertPolicy{chosen->championPolicyId, chosen->taskId, {}}, this,
            [this](const core::Result<ports::CommandReceipt>& receipt) { tell(receipt); });
    }
}

void RunChallengerPanel::tell(const core::Result<ports::CommandReceipt>& receipt)
{
    const LoopDecision* chosen = decision();
    const bool isPlain = receipt && chosen != nullptr && isTuned(*chosen); // makes no policy version to read back
    Q_EMIT messageRaised(isPlain ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message)}
                                 : readBackMessage(m_context, receipt));
    if (receipt) {
        m_reason->clear();
    }
    load();
}

} // namespace ui::pages
