#include "ui/pages/policy_draft_panel.h"

#include "core/domain/policy_diff.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/policy_history_model.h"
#include "ui/models/policy_preview_words.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/policy_apply_bar.h"
#include "ui/pages/policy_charts.h"
#include "ui/pages/policy_comparison.h"
#include "ui/pages/policy_draft_controls.h"
#include "ui/pages/policy_revert.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QUndoCommand>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ui::pages {

namespace {

using core::ports::PolicyDraft;

constexpr int kGap = 10;
constexpr int kColumnGap = 14;
constexpr int kControlsStretch = 5;
constexpr int kEffectStretch = 8;
constexpr int kDebounceMilliseconds = 20;
constexpr qint64 kOneStepMilliseconds = 700; ///< a drag is one step

/// One step of a draft. Steps of the same field that follow at once are one.
class DraftStep final : public QUndoCommand {
public:
    /// Without a field: the whole draft, a step of its own.
    DraftStep(PolicyDraftPanel& panel, std::optional<models::DraftField> field, PolicyDraft before, PolicyDraft after)
        : m_panel(panel)
        , m_field(field)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
        m_since.start();
    }

    void undo() override { m_panel.takeDraft(m_before); }
    void redo() override { m_panel.takeDraft(m_after); }
    [[nodiscard]] int id() const override { return m_field ? static_cast<int>(*m_field) : -1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const DraftStep*>(other);
        if (m_since.elapsed() > kOneStepMilliseconds) {
            return false;
        }
        m_after = next->m_after;
        m_since.start();
        return true;
    }

private:
    PolicyDraftPanel& m_panel;
    std::optional<models::DraftField> m_field;
    PolicyDraft m_before;
    PolicyDraft m_after;
    QElapsedTimer m_since;
};

QPushButton* addButton(QHBoxLayout& row, const char* name, const QString& text, const QString& help, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setToolTip(help);
    row.addWidget(button);
    return button;
}

} // namespace

PolicyDraftPanel::PolicyDraftPanel(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_query(context.pool())
    , m_title(widgets::makeLabel({}, theme::TextRole::Strong, this))
    , m_debounce(new QTimer(this))
{
    setObjectName(QStringLiteral("riskLevelPanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_card = new Card(tr("Draft"), {}, this);
    layout->addWidget(m_card);
    buildDraft(m_card->body());
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(kDebounceMilliseconds);
    connect(m_debounce, &QTimer::timeout, this, &PolicyDraftPanel::preview);
    connect(m_controls, &PolicyDraftControls::changed, this, &PolicyDraftPanel::noteChange);
    connect(m_undoButton, &QPushButton::clicked, &m_undo, &QUndoGroup::undo);
    connect(m_redoButton, &QPushButton::clicked, &m_undo, &QUndoGroup::redo);
    connect(m_resetButton, &QPushButton::clicked, this, &PolicyDraftPanel::reset);
    connect(m_bar, &PolicyApplyBar::applyAsked, this, &PolicyDraftPanel::apply);
    connect(m_bar, &PolicyApplyBar::revertAsked, this, &PolicyDraftPanel::revert);
    addShortcuts();
}

PolicyDraftPanel::~PolicyDraftPanel()
{
    for (const auto& [taskId, stack] : m_steps) {
        stack->disconnect(this);
    }
}

void PolicyDraftPanel::buildDraft(QVBoxLayout& body)
{
    m_card->header().insertWidget(1, m_title);
    m_undoButton = addButton(m_card->header(), "draftUndo", tr("Undo"), tr("Takes back the last step of the draft (Ctrl+Z)"), this);
    m_redoButton = addButton(m_card->header(), "draftRedo", tr("Redo"), tr("Does the step again"), this);
    m_resetButton = addButton(m_card->header(), "draftReset", tr("Reset"), tr("Back to what is in force"), this);
    m_restored = new QWidget(this);
    auto* note = new QHBoxLayout(m_restored);
    note->setContentsMargins(0, 0, 0, 0);
    m_restoredText = widgets::makeLabel({}, theme::TextRole::Body, m_restored);
    m_restoredText->setObjectName(QStringLiteral("draftRestored"));
    note->addWidget(m_restoredText, 1);
    QPushButton* discard = addButton(*note, "draftDiscard", tr("Discard"), tr("Back to what is in force"), m_restored);
    connect(discard, &QPushButton::clicked, this, &PolicyDraftPanel::reset);
    m_restored->hide();
    body.addWidget(m_restored);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kColumnGap);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    columns->addLayout(left, kControlsStretch);
    columns->addLayout(right, kEffectStretch);
    body.addLayout(columns);
    buildChange(*left);
    buildEffect(*right);
    m_promise = widgets::makeTextBlock({}, this);
    m_promise->setObjectName(QStringLiteral("draftPromise"));
    body.addWidget(m_promise);
}

/// What is moved, and the way to put it in force.
void PolicyDraftPanel::buildChange(QVBoxLayout& column)
{
    column.setSpacing(kGap);
    m_controls = new PolicyDraftControls(this);
    m_refusal = widgets::makeTextBlock({}, this);
    m_refusal->setObjectName(QStringLiteral("draftRefusal"));
    m_refusal->setProperty("alarm", true);
    m_bar = new PolicyApplyBar(this);
    column.addWidget(m_controls);
    column.addWidget(m_refusal);
    column.addWidget(m_bar);
    column.addStretch(1);
}

/// What it would do: in sight while a slider is dragged.
void PolicyDraftPanel::buildEffect(QVBoxLayout& column)
{
    column.setSpacing(kGap / 2);
    m_comparison = new PolicyComparison(this);
    m_charts = new PolicyCharts(m_context, this);
    m_replayed = widgets::makeMutedLabel({}, this);
    m_replayed->setWordWrap(true);
    column.addWidget(m_comparison);
    column.addSpacing(kGap / 2);
    column.addWidget(m_charts, 1);
    column.addWidget(m_replayed);
    m_alarm = widgets::makeMutedLabel({}, this);
    m_alarm->setObjectName(QStringLiteral("draftAlarm"));
    m_alarm->setWordWrap(true);
    m_alarm->setToolTip(tr("The alarm of Coverage, replayed on recent judged answers that the draft keeps, too. What the draft "
                           "would keep and what was passed on until now is mostly not judged."));
    m_alarm->hide();
    column.addWidget(m_alarm);
}

void PolicyDraftPanel::addShortcuts()
{
    const auto add = [this](QKeySequence::StandardKey keys, auto action) {
        auto* shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, &m_undo, action);
    };
    add(QKeySequence::Undo, &QUndoGroup::undo);
    add(QKeySequence::Redo, &QUndoGroup::redo);
}

models::PolicyDraftStore PolicyDraftPanel::store() const
{
    return {m_context.settings(), models::toQt(m_context.snapshot().workspace.path)};
}

QUndoStack& PolicyDraftPanel::steps()
{
    QUndoStack*& stack = m_steps[m_taskId];
    if (stack == nullptr) {
        stack = new QUndoStack(this);
        m_undo.addStack(stack);
        connect(stack, &QUndoStack::indexChanged, this, &PolicyDraftPanel::updateApply);
    }
    return *stack;
}

void PolicyDraftPanel::setTask(const std::string& taskId)
{
    if (m_taskId == taskId) {
        return;
    }
    m_taskId = taskId;
    m_revertTo.clear();
    m_bar->setRevertible(false);
    m_bar->clearReason();
    m_bar->dismissMessage();
    m_title->setText(m_context.catalogue().taskName(taskId));
    m_undo.setActiveStack(&steps());
    m_inForce = models::draftInForce(m_context.snapshot(), taskId);
    m_draft = m_inForce;
    m_restored->hide();
    if (const auto stored = store().load(taskId); stored && !models::isSameDraft(stored->draft, m_inForce)) {
        m_draft = stored->draft;
        if (!m_seen.contains(taskId)) {
            showRestored(*stored);
        }
    }
    m_seen.insert(taskId);
    m_query.cancel();
    m_answered.reset();
    clearPreview({});
    m_controls->setInForce(m_inForce, m_context.formats());
    m_controls->setDraft(m_draft);
    preview();
}

void PolicyDraftPanel::showRestored(const models::PolicyDraftStore::Stored& stored)
{
    m_restoredText->setText(tr("Draft of %1 restored.").arg(QLocale().toString(stored.at.toLocalTime(), QLocale::ShortFormat)));
    m_restored->show();
}

void PolicyDraftPanel::refresh()
{
    if (m_taskId.empty()) {
        return;
    }
    const PolicyDraft now = models::draftInForce(m_context.snapshot(), m_taskId);
    const std::string id = m_context.snapshot().policy ? m_context.snapshot().policy->id : std::string();
    if (!models::isSameDraft(now, m_inForce) || id != m_policyId) {
        const bool followed = models::isSameDraft(m_draft, m_inForce);
        m_inForce = now;
        m_controls->setInForce(m_inForce, m_context.formats());
        if (followed) {
            m_draft = now;
            m_controls->setDraft(m_draft);
        }
        m_answered.reset(); // what was said of the draft was about another policy
        preview();
    }
    updateApply();
}

void PolicyDraftPanel::recalibrate()
{
    if (m_draft.recalibrates) {
        return;
    }
    PolicyDraft after = m_draft;
    after.recalibrates = true;
    steps().push(new DraftStep(*this, std::nullopt, m_draft, after));
}

void PolicyDraftPanel::noteChange(models::DraftField field)
{
    steps().push(new DraftStep(*this, field, m_draft, m_controls->draft()));
}

void PolicyDraftPanel::takeDraft(const PolicyDraft& draft)
{
    m_draft = draft;
    if (m_controls->draft() != draft) {
        m_controls->setDraft(draft);
    }
    m_restored->hide();
    save();
    m_debounce->start();
    updateApply();
}

void PolicyDraftPanel::reset()
{
    steps().push(new DraftStep(*this, std::nullopt, m_draft, m_inForce));
}

void PolicyDraftPanel::save()
{
    if (models::isSameDraft(m_draft, m_inForce)) {
        store().remove(m_taskId);
    } else {
        store().save(m_draft, QDateTime::currentDateTimeUtc());
    }
}

void PolicyDraftPanel::preview()
{
    if (m_taskId.empty()) {
        return;
    }
    if (m_query.isRunning()) {
        m_isStale = true; // one at a time; the newest draft comes next
        return;
    }
    m_isStale = false;
    m_policyId = m_context.snapshot().policy ? m_context.snapshot().policy->id : std::string();
    m_query.start([console = m_context.services().console, draft = m_draft] { return console->previewPolicy(draft); },
        [this, draft = m_draft](core::Result<core::ports::PolicyPreview> preview) {
            if (!m_isStale) {
                m_answered = draft;
            }
            if (preview) {
                showPreview(*preview);
            } else {
                clearPreview(models::wordsOf(preview.error()));
            }
            if (m_isStale) {
                this->preview();
            }
        });
}

void PolicyDraftPanel::showPreview(const core::ports::PolicyPreview& preview)
{
    m_preview = preview;
    m_previewFailure.clear();
    const models::Formats& formats = m_context.formats();
    m_comparison->show(preview, formats);
    m_charts->show(preview, m_inForce.alpha, m_context.catalogue(), formats);
    m_replayed->setText(models::replayInWords(preview, formats));
    m_replayed->setToolTip(models::sentenceWords(preview.note));
    const QString refusal = models::refusalInWords(preview, formats);
    m_refusal->setText(refusal);
    m_refusal->setToolTip(models::sentenceWords(preview.refusal));
    m_refusal->setVisible(!refusal.isEmpty());
    const QString alarm = models::alarmInWords(preview, m_context.catalogue(), formats);
    m_alarm->setText(alarm);
    m_alarm->setVisible(!alarm.isEmpty());
    const bool isPromise = preview.draft.method != core::ports::CertificationMethod::ConformalInitialisation;
    QStringList lines = models::promisesInWords(preview, m_context.catalogue(), formats);
    if (refusal.isEmpty()) {
        lines += tr("This holds for traffic like the calibration sample; it is no promise for one answer, a sub-topic or a day.");
    }
    m_promise->setText(lines.join(QLatin1Char('\n')));
    m_promise->setVisible(isPromise && refusal.isEmpty());
    updateApply();
}

void PolicyDraftPanel::clearPreview(const QString& why)
{
    m_preview.reset();
    m_previewFailure = why;
    m_comparison->clear();
    m_charts->clear(why.isEmpty() ? tr("Replaying the draft…") : why);
    m_replayed->setText(why);
    m_refusal->hide();
    m_alarm->hide();
    m_promise->hide();
    updateApply();
}

QStringList PolicyDraftPanel::changes() const
{
    core::domain::PolicyVersion before;
    core::domain::PolicyVersion after;
    const auto fill = [&](core::domain::PolicyVersion& version, const PolicyDraft& draft) {
        core::domain::TaskPolicy policy;
        policy.taskId = m_taskId;
        policy.answerFloor = draft.answerFloor;
        policy.alpha = draft.alpha;
        policy.delta = draft.delta;
        policy.auditRate = draft.auditRate;
        policy.limits = draft.limits.value_or(core::domain::RouteLimits{});
        version.tasks[m_taskId] = policy;
    };
    fill(before, m_inForce);
    fill(after, m_draft);
    const bool isPreviewed = m_preview && m_preview->draft == m_draft && !models::isSameDraft(m_draft, m_inForce);
    if (isPreviewed) {
        const auto thresholds = [](core::domain::TaskPolicy& policy, const core::ports::ReplayedPolicy& replayed) {
            for (const core::domain::Certificate& certificate : replayed.certificates) {
                if (certificate.threshold) {
                    policy.thresholds[certificate.tierId] = *certificate.threshold;
                }
            }
        };
        thresholds(before.tasks[m_taskId], m_preview->now);
        thresholds(after.tasks[m_taskId], m_preview->then);
    }
    QStringList lines;
    for (const core::domain::PolicyDifference& difference : core::domain::differencesOf(before, after)) {
        const auto value = [&](const auto& side) {
            return models::valueInWords(difference.field, side, m_context.formats());
        };
        const QString from = value(difference.before);
        const QString to = value(difference.after);
        if (from != to) {
            lines += tr("%1: %2 → %3").arg(models::fieldInWords(difference, m_context.catalogue()), from, to);
        }
    }
    if (isPreviewed && m_preview->isExpected) {
        lines += tr("Thresholds: certified anew on %1 judged answers")
                     .arg(m_context.formats().count(m_preview->calibrationAnswers));
    } else if (m_draft.recalibrates) {
        lines += tr("Thresholds: certified anew");
    }
    return lines;
}

QString PolicyDraftPanel::expectation() const
{
    if (!m_preview || models::isSameDraft(m_draft, m_inForce)) {
        return {};
    }
    QStringList parts;
    for (const models::PreviewFigure& figure : models::previewFigures(*m_preview, m_context.formats())) {
        const bool isNamed = !std::isnan(figure.then.value) && parts.size() < 3;
        if (isNamed) {
            parts += tr("%1 %2 (95% band %3)").arg(figure.name, figure.thenText, figure.thenBand);
        }
    }
    return tr("Expected: %1. Stops itself: when audits show more failures than α, the alarm puts the tier on probation.")
        .arg(parts.join(QStringLiteral(", ")));
}

QString PolicyDraftPanel::whyNotApply() const
{
    if (!m_context.canChange()) {
        return tr("The workspace is open read-only.");
    }
    if (m_isApplying) {
        return tr("Applying…");
    }
    if (models::isSameDraft(m_draft, m_inForce)) {
        return tr("This is what is in force.");
    }
    if (m_draft.method == core::ports::CertificationMethod::ConformalInitialisation) {
        return tr("Conformal initialisation gives no failure guarantee and cannot be applied.");
    }
    if (m_answered != m_draft) {
        return tr("Replaying the draft…");
    }
    if (!m_preview) { // nothing is judged, which values that certify nothing do not need
        return models::certifiesAnew(m_context.snapshot(), m_draft) ? m_previewFailure : QString();
    }
    return models::refusalInWords(*m_preview, m_context.formats());
}

void PolicyDraftPanel::updateApply()
{
    if (m_taskId.empty()) {
        return;
    }
    const QUndoStack& stack = steps();
    widgets::setAvailable(m_undoButton, stack.canUndo() ? QString() : tr("There is no step to take back."));
    widgets::setAvailable(m_redoButton, stack.canRedo() ? QString() : tr("There is no step to do again."));
    widgets::setAvailable(
        m_resetButton, models::isSameDraft(m_draft, m_inForce) ? tr("This is what is in force.") : QString());
    m_bar->setChanges(changes());
    m_bar->setExpectation(expectation());
    m_bar->setBlocked(whyNotApply());
    m_bar->setRevertBlocked(m_context.canChange() ? m_isApplying ? tr("Applying…") : QString()
                                                  : widgets::readOnlyReason(false));
}

void PolicyDraftPanel::apply(const QString& reason)
{
    const auto& active = m_context.snapshot().policy;
    m_isApplying = true;
    updateApply();
    m_context.execute(core::ports::ApplyPolicyDraft{m_draft, models::fromQt(reason)}, this,
        [this, draft = m_draft, before = active ? active->id : std::string(),
            hadThresholds = models::hasThresholds(m_context.snapshot(), m_taskId)](
            const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isApplying = false;
            showApplied(draft, {before, hadThresholds}, receipt);
        });
}

void PolicyDraftPanel::showApplied(
    const PolicyDraft& draft, const Before& before, const core::Result<core::ports::CommandReceipt>& receipt)
{
    models::Message message = readBackMessage(m_context, receipt);
    const bool isRead = message.kind == models::MessageKind::Success;
    const PolicyDraft now = models::draftInForce(m_context.snapshot(), draft.taskId);
    if (isRead && !models::hasSameValues(now, draft)) {
        message = {models::MessageKind::Warning,
            tr("The version is in force, but it does not say what the draft said. Press F5 and compare.")};
    } else if (isRead && before.hadThresholds && !models::hasThresholds(m_context.snapshot(), draft.taskId)) {
        message = {models::MessageKind::Warning,
            tr("The version is in force, but the judged answers certified no tier: every request of the task goes to the "
               "last tier now. Revert this change to have the thresholds of before.")};
    }
    const bool hasMovedOn = m_taskId == draft.taskId && !models::isSameDraft(m_draft, draft);
    if (isRead && !hasMovedOn) {
        store().remove(draft.taskId);
    }
    if (m_taskId != draft.taskId) {
        Q_EMIT m_context.messageRaised(message);
        return;
    }
    m_bar->showMessage(message);
    if (isRead) {
        m_bar->clearReason();
        if (!hasMovedOn) { // what was moved while it was applied is a draft of its own
            steps().clear();
            m_draft = now; // certifying anew is done with
            m_controls->setDraft(m_draft);
        }
        m_revertTo = before.versionId;
        m_bar->setRevertible(!before.versionId.empty(),
            tr("Puts what version %1 says of this task in force again").arg(models::toQt(before.versionId)));
    }
    refresh();
}

void PolicyDraftPanel::revert()
{
    m_isApplying = true;
    updateApply();
    m_context.execute(core::ports::RevertPolicy{m_revertTo, m_taskId, {}}, this,
        [this](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isApplying = false;
            const models::Message message = readBackMessage(m_context, receipt);
            m_bar->showMessage(message);
            if (message.kind == models::MessageKind::Success) {
                m_bar->setRevertible(false);
            }
            refresh();
        });
}

} // namespace ui::pages
