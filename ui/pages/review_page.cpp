#include "ui/pages/review_page.h"

#include "core/ports/commands/review_commands.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/study_panel.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/reader.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kBatch = 50;
constexpr std::int64_t kMostCounted = 10'000;
constexpr int kGap = 10;
constexpr std::array kGrades{0.0, 0.25, 0.5, 0.75, 1.0};
constexpr std::size_t kMostOthers = 9 - kGrades.size(); ///< each has a key: 6 to 9

QString gradeName(std::size_t grade)
{
    const std::array names{ReviewPage::tr("Wrong"), ReviewPage::tr("Mostly wrong"),
        ReviewPage::tr("Half right"), ReviewPage::tr("Mostly right"), ReviewPage::tr("Right")};
    return names[grade];
}

QString storedText(const std::string& text)
{
    return text.empty() ? ReviewPage::tr("(The text is not stored: see the task's privacy rule.)")
                        : models::toQt(text);
}

} // namespace

ReviewPage::ReviewPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_query(shared.pool())
    , m_bar(new widgets::MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_work(new QWidget(this))
    , m_nothingWaits(
          new widgets::EmptyState({QStringLiteral("review"), tr("Nothing waits for a judgement."),
                                      tr("A share of the answers, set by each task's audit rate, is drawn at "
                                         "random and waits here. Where references are known, they are "
                                         "judged automatically; you can check that judge."),
                                      tr("Take second opinions")},
              this))
    , m_noSample(new widgets::EmptyState(
          {QStringLiteral("review"), tr("There is nothing to take a second opinion on."),
              tr("No answer of the audit sample was judged by somebody else yet, or you "
                 "judged them all."),
              tr("Show what waits")},
          this))
    , m_nothingPicked(new widgets::EmptyState(
          {QStringLiteral("review"), tr("Nothing that was picked by hand waits."),
              tr("\"Add to review\" in Requests and in Clusters puts answers here. Judgements of them may train; "
                 "they count in no estimate."),
              tr("Show what waits")},
          this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    buildParts(*outer);
    auto* scroll = new widgets::PageScroll(this);
    m_queuePart = scroll;
    QVBoxLayout& body = scroll->body();
    body.addWidget(m_bar);
    buildHeader(body);
    auto* work = new QVBoxLayout(m_work);
    work->setContentsMargins(0, 0, 0, 0);
    work->setSpacing(kGap);
    buildAnswer(*work);
    buildJudgement(*work);
    m_stack->addWidget(m_work);
    m_stack->addWidget(m_nothingWaits);
    m_stack->addWidget(m_noSample);
    m_stack->addWidget(m_nothingPicked);
    body.addWidget(m_stack, 1);
    buildAgreement(body);
    outer->addWidget(scroll, 1);
    if (context().services().studies != nullptr) {
        m_study = new StudyPanel(context(), this);
        m_study->hide();
        outer->addWidget(m_study, 1);
        connect(m_study, &StudyPanel::loaded, this, &Page::loaded);
    }
    connect(m_nothingWaits, &widgets::EmptyState::nextStepRequested, this,
        [this] { m_source->setCurrentIndex(1); });
    for (const widgets::EmptyState* empty : {m_noSample, m_nothingPicked}) {
        connect(empty, &widgets::EmptyState::nextStepRequested, this, [this] { m_source->setCurrentIndex(0); });
    }
    addShortcuts();
}

ReviewPage::~ReviewPage() = default;

void ReviewPage::buildParts(QVBoxLayout& outer)
{
    m_parts = new widgets::Segments(tr("Part of the review"), {tr("Queue"), tr("Blind study")}, this);
    m_parts->button(1).setObjectName(QStringLiteral("studyTab"));
    m_parts->setVisible(context().services().studies != nullptr);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(14, 12, 14, 0);
    row->addWidget(m_parts);
    row->addStretch(1);
    outer.addLayout(row);
    connect(m_parts, &widgets::Segments::chosen, this, [this](int part) {
        m_queuePart->setVisible(part == 0);
        m_study->setVisible(part == 1);
        refresh();
    });
}

bool ReviewPage::isLoaded() const
{
    return m_parts->current() == 0 || m_study == nullptr ? m_isLoaded : m_study->isLoaded();
}

void ReviewPage::buildHeader(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_source = new QComboBox(this);
    m_source->setObjectName(QStringLiteral("reviewSource"));
    m_source->setAccessibleName(tr("What to review"));
    m_source->addItem(tr("Audit sample"), static_cast<int>(core::ports::ReviewSource::AuditSample));
    m_source->addItem(tr("Second opinions"), static_cast<int>(core::ports::ReviewSource::SecondOpinion));
    m_source->addItem(tr("Picked by hand"), static_cast<int>(core::ports::ReviewSource::Picked));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("reviewOrder"));
    m_order->setAccessibleName(tr("Order of the queue"));
    m_order->addItem(tr("By time"), false);
    m_order->addItem(tr("Least sure first"), true);
    m_reviewer = new QLineEdit(widgets::loginName(), this);
    m_reviewer->setObjectName(QStringLiteral("reviewer"));
    m_reviewer->setAccessibleName(tr("Reviewer"));
    m_reviewer->setMaximumWidth(160);
    auto* reviewerLabel = widgets::makeMutedLabel(tr("Reviewer"), this);
    reviewerLabel->setBuddy(m_reviewer);
    m_blind = new QCheckBox(tr("Blind"), this);
    m_blind->setObjectName(QStringLiteral("blind"));
    m_blind->setChecked(true);
    m_blind->setToolTip(tr("Hide who answered and how sure it was until you have judged"));
    m_progress = widgets::makeMutedLabel({}, this);
    m_progress->setObjectName(QStringLiteral("reviewProgress"));
    row->addWidget(m_source);
    row->addWidget(m_order);
    row->addWidget(reviewerLabel);
    row->addWidget(m_reviewer);
    row->addWidget(m_blind);
    row->addStretch(1);
    row->addWidget(m_progress);
    m_undo = new QPushButton(tr("Undo"), this);
    m_undo->setObjectName(QStringLiteral("reviewUndo"));
    m_undo->setToolTip(tr("Takes your last judgement back and shows its answer again (Ctrl+Z)"));
    row->addWidget(m_undo);
    body.addLayout(row);
    connect(m_undo, &QPushButton::clicked, this, &ReviewPage::undo);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this] {
        m_isSourceChosen = true;
        load();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this, &ReviewPage::load);
    connect(m_reviewer, &QLineEdit::editingFinished, this, &ReviewPage::load);
    connect(m_blind, &QCheckBox::toggled, this, &ReviewPage::showItem);
}

void ReviewPage::buildAnswer(QVBoxLayout& body)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* request = new Card(tr("Request"), {}, this);
    m_requestInfo = widgets::makeMutedLabel({}, this);
    m_request = widgets::makeReader(tr("Request"), this);
    m_request->setObjectName(QStringLiteral("reviewRequest"));
    request->body().addWidget(m_requestInfo);
    request->body().addWidget(m_request, 1);
    auto* answer = new Card(tr("Answer that was sent"), {}, this);
    m_answerInfo = widgets::makeMutedLabel({}, this);
    m_answer = widgets::makeReader(tr("Answer"), this);
    m_answer->setObjectName(QStringLiteral("reviewAnswer"));
    answer->body().addWidget(m_answerInfo);
    answer->body().addWidget(m_answer, 1);
    m_othersCard = new Card(tr("Answers of other tiers"), {}, this);
    m_others = widgets::makeReader(tr("Answers of other tiers"), this);
    m_others->setObjectName(QStringLiteral("reviewOthers"));
    m_othersCard->body().addWidget(m_others, 1);
    auto* takers = new QHBoxLayout;
    for (std::size_t i = 0; i < kMostOthers; ++i) {
        auto* button = new QPushButton(tr("%1  Correct with it").arg(kGrades.size() + i + 1), this);
        button->setObjectName(QStringLiteral("take%1").arg(kGrades.size() + i + 1));
        button->setToolTip(tr("Takes this answer over as the better one; Ctrl+Return records it"));
        connect(button, &QPushButton::clicked, this, [this, i] { takeOver(i); });
        m_takers.push_back(button);
        takers->addWidget(button);
    }
    takers->addStretch(1);
    m_othersCard->body().addLayout(takers);
    row->addWidget(request, 1);
    row->addWidget(answer, 1);
    row->addWidget(m_othersCard, 1);
    body.addLayout(row, 1);
}

void ReviewPage::buildJudgement(QVBoxLayout& body)
{
    auto* card = new Card(tr("Your judgement"), {}, this);
    m_target = widgets::makeMutedLabel({}, this);
    card->body().addWidget(m_target);
    auto* grades = new QHBoxLayout;
    for (std::size_t i = 0; i < kGrades.size(); ++i) {
        auto* button = new QPushButton(QStringLiteral("%1  %2").arg(i + 1).arg(gradeName(i)), this);
        button->setObjectName(QStringLiteral("grade%1").arg(i + 1));
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, i] { judge(kGrades[i]); });
        m_grades.push_back(button);
        grades->addWidget(button);
    }
    grades->addStretch(1);
    m_back = new QPushButton(tr("← Back"), this);
    m_back->setObjectName(QStringLiteral("reviewBack"));
    m_back->setToolTip(tr("The answer before, with your grade; judging it again replaces what you said (←)"));
    m_skip = new QPushButton(tr("Skip →"), this);
    m_skip->setToolTip(tr("Leave this one for later"));
    connect(m_back, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_skip, &QPushButton::clicked, this, [this] { move(1); });
    grades->addWidget(m_back);
    grades->addWidget(m_skip);
    card->body().addLayout(grades);
    m_correction = new QPlainTextEdit(this);
    m_correction->setObjectName(QStringLiteral("correction"));
    m_correction->setAccessibleName(tr("Corrected answer"));
    m_correction->setPlaceholderText(tr(
        "A better answer, if you have one: it may be trained on. Ctrl+Return records it as a correction."));
    m_correction->setTabChangesFocus(true);
    m_correction->setFixedHeight(56);
    card->body().addWidget(m_correction);
    body.addWidget(card);
}

void ReviewPage::buildAgreement(QVBoxLayout& body)
{
    auto* card
        = new Card(tr("Agreement"), tr("Share of equal calls on the same answers, and Cohen's kappa"), this);
    m_people = widgets::makeLabel({}, theme::TextRole::Body, this);
    m_people->setObjectName(QStringLiteral("agreementPeople"));
    m_automatic = widgets::makeLabel({}, theme::TextRole::Body, this);
    m_automatic->setObjectName(QStringLiteral("agreementAutomatic"));
    card->body().addWidget(m_people);
    card->body().addWidget(m_automatic);
    body.addWidget(card);
}

void ReviewPage::addShortcuts()
{
    // Figures judge wherever the focus is; arrows also move inside other controls.
    const auto add = [this](const QKeySequence& keys, Qt::ShortcutContext where, auto action) {
        auto* shortcut = new QShortcut(keys, m_queuePart);
        shortcut->setContext(where);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    const auto figure = [](std::size_t place) { return QKeySequence(static_cast<int>(Qt::Key_1) + static_cast<int>(place)); };
    for (std::size_t i = 0; i < kGrades.size(); ++i) {
        add(figure(i), Qt::WindowShortcut, [this, i] { judge(kGrades[i]); });
    }
    for (std::size_t i = 0; i < kMostOthers; ++i) {
        add(figure(kGrades.size() + i), Qt::WindowShortcut, [this, i] { takeOver(i); });
    }
    add(QKeySequence(Qt::Key_Right), Qt::WidgetWithChildrenShortcut, [this] { move(1); });
    add(QKeySequence(Qt::Key_Left), Qt::WidgetWithChildrenShortcut, [this] { move(-1); });
    add(QKeySequence::Undo, Qt::WindowShortcut, [this] { undo(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Return), Qt::WindowShortcut, [this] { correct(); });
}

void ReviewPage::correct()
{
    if (m_correction->toPlainText().trimmed().isEmpty()) {
        m_bar->show(
            {models::MessageKind::Information, tr("Write the better answer first, then press Ctrl+Return.")});
        m_correction->setFocus();
    } else {
        judge(kGrades.front());
    }
}

void ReviewPage::takeOver(std::size_t other)
{
    if (current() != nullptr && other < m_otherAnswers.size()) {
        m_correction->setPlainText(models::toQt(m_otherAnswers[other]));
        m_correction->setFocus();
    }
}

core::ports::ReviewFilter ReviewPage::filter() const
{
    return {static_cast<core::ports::ReviewSource>(m_source->currentData().toInt()), context().taskId(),
        models::fromQt(m_reviewer->text().trimmed()), m_order->currentData().toBool()};
}

void ReviewPage::refresh()
{
    if (m_parts->current() == 1) {
        m_study->refresh();
        return;
    }
    // A sitting is not disturbed by the clock: only another task or an exhausted batch asks again.
    if (!m_isLoaded || current() == nullptr || m_loadedFilter.taskId != context().taskId()) {
        load();
    } else {
        showItem();
    }
}

void ReviewPage::reload()
{
    if (m_parts->current() == 1) {
        m_study->reload();
    } else {
        load();
    }
}

void ReviewPage::load()
{
    m_query.start(
        [queue = context().services().reviews, wanted = filter(), mayGiveWay = !m_isSourceChosen]() mutable
            -> core::Result<Batch> {
            Batch batch;
            auto items = queue->items(wanted, kBatch);
            if (items && items->empty() && mayGiveWay) {
                core::ports::ReviewFilter others = wanted;
                others.source = core::ports::ReviewSource::SecondOpinion;
                auto opinions = queue->items(others, kBatch);
                if (opinions && !opinions->empty()) {
                    items = std::move(opinions);
                    wanted = std::move(others);
                    batch.isInstead = true;
                }
            }
            auto waiting = items ? queue->count(wanted, kMostCounted) : core::Result<std::int64_t>(0);
            auto agreement = queue->agreement(wanted.taskId);
            if (!items || !waiting || !agreement) {
                return core::fail(!items ? items.error() : !waiting ? waiting.error() : agreement.error());
            }
            batch.items = std::move(*items);
            batch.waiting = *waiting;
            batch.agreement = *agreement;
            batch.filter = std::move(wanted);
            return batch;
        },
        [this](core::Result<Batch> batch) {
            if (batch) {
                m_bar->dismiss();
                show(std::move(*batch));
            } else {
                m_bar->show({models::MessageKind::Error,
                    tr("The review queue could not be read: %1 Press F5 to try again.")
                        .arg(models::wordsOf(batch.error()))});
                show({});
            }
            if (!std::exchange(m_isLoaded, true)) {
                Q_EMIT loaded();
            }
        });
}

void ReviewPage::show(Batch batch)
{
    if (batch.isInstead) {
        const QSignalBlocker blocker(m_source);
        m_source->setCurrentIndex(m_source->findData(static_cast<int>(core::ports::ReviewSource::SecondOpinion)));
        m_bar->showLasting({models::MessageKind::Information,
            tr("Nothing waits in the audit sample. These answers were judged by somebody else already, or automatically.")});
    }
    const bool isSameQueue = batch.filter == m_loadedFilter;
    m_loadedFilter = std::move(batch.filter);
    m_sitting.begin(std::move(batch.items), batch.waiting, isSameQueue);
    showAgreement(batch.agreement);
    showItem();
}

std::optional<double> ReviewPage::ownGrade() const
{
    return current() == nullptr ? std::nullopt : m_sitting.grade(current()->record.id, filter().reviewer);
}

/// What was begun stays with its answer, and comes back with it.
void ReviewPage::showCorrection(const std::string& queryId)
{
    if (queryId == m_correctionOf) {
        return;
    }
    if (!m_correctionOf.empty()) {
        m_corrections[m_correctionOf] = m_correction->toPlainText();
    }
    m_correctionOf = queryId;
    m_correction->setPlainText(m_corrections[queryId]);
}

void ReviewPage::showItem()
{
    const core::ports::ReviewItem* item = current();
    showCorrection(item == nullptr ? std::string() : item->record.id);
    const models::Formats& formats = context().formats();
    const QString count = m_sitting.waiting() >= kMostCounted ? tr("more than %1").arg(formats.count(kMostCounted))
                                                              : formats.count(m_sitting.waiting());
    m_progress->setText(
        tr("%1 waiting · %2 judged in this sitting").arg(count, formats.count(m_sitting.judgedCount())));
    if (item == nullptr) {
        const core::ports::ReviewSource source = filter().source;
        m_stack->setCurrentWidget(source == core::ports::ReviewSource::AuditSample ? m_nothingWaits
                : source == core::ports::ReviewSource::Picked                      ? m_nothingPicked
                                                                                   : m_noSample);
        updateControls();
        return;
    }
    m_stack->setCurrentWidget(m_work);
    const core::domain::QueryRecord& record = item->record;
    const core::domain::Attempt* answer = record.accepted();
    const bool isJudged = ownGrade().has_value();
    const bool isRevealed = !m_blind->isChecked() || isJudged;
    m_requestInfo->setText(
        QStringLiteral("%1 · %2%3")
            .arg(context().catalogue().taskName(record.taskId), formats.timeStamp(record.at, context().now()),
                record.isSimulated ? tr(" · simulated") : QString()));
    m_request->setPlainText(storedText(record.text));
    m_answer->setPlainText(answer == nullptr ? QString() : storedText(answer->answer));
    QString info = tr("Blind: who answered is shown after your judgement");
    if (isRevealed && answer != nullptr) {
        info = answer->score
            ? tr("%1 · confidence %2")
                  .arg(context().catalogue().tierName(answer->tierId), formats.number(*answer->score, 3))
            : context().catalogue().tierName(answer->tierId);
    }
    if (isJudged && !item->outcomes.empty()) {
        info += item->outcomes.back().meetsTarget ? tr(" · judged before: meets target")
                                                  : tr(" · judged before: misses target");
    }
    m_answerInfo->setText(info);
    showOthers(record);
    const core::domain::Task* task = context().catalogue().task(record.taskId);
    m_target->setText(task == nullptr
            ? QString()
            : record.isAuditSelected
            ? tr("Counts as meeting the target from %1 on; drawn with probability %2.")
                  .arg(formats.number(task->answerFloor, 2), formats.number(record.auditProbability, 3))
            : tr("Picked by hand: may train, and counts in no estimate. Meets the target from %1 on.")
                  .arg(formats.number(task->answerFloor, 2)));
    updateControls();
    takeFocus();
}

/// The arrows reach the queue from the start, unless the operator is somewhere else.
void ReviewPage::takeFocus()
{
    const QWidget* focus = window()->focusWidget();
    if (isVisible() && (focus == nullptr || !focus->isVisible() || focus->isAncestorOf(this))) {
        m_request->setFocus();
    }
}

void ReviewPage::showOthers(const core::domain::QueryRecord& record)
{
    QStringList lines;
    m_otherAnswers.clear();
    const bool isRevealed = !m_blind->isChecked() || ownGrade().has_value();
    for (const core::domain::Attempt& attempt : record.attempts) {
        if (&attempt == record.accepted() || attempt.answer.empty() || m_otherAnswers.size() == kMostOthers) {
            continue;
        }
        m_otherAnswers.push_back(attempt.answer);
        const auto key = static_cast<int>(kGrades.size() + m_otherAnswers.size());
        lines += isRevealed
            ? tr("%1  %2 said:\n%3")
                  .arg(key)
                  .arg(context().catalogue().tierName(attempt.tierId), models::toQt(attempt.answer))
            : tr("%1  Another tier said:\n%2").arg(key).arg(models::toQt(attempt.answer));
    }
    m_others->setPlainText(lines.join(QStringLiteral("\n\n")));
    for (std::size_t i = 0; i < kMostOthers; ++i) {
        m_takers[i]->setVisible(i < m_otherAnswers.size());
    }
    m_othersCard->setVisible(!lines.isEmpty());
}

void ReviewPage::showAgreement(const core::ports::ReviewAgreement& agreement)
{
    const models::Formats& formats = context().formats();
    const auto words = [&](const core::domain::AgreementTable& table) {
        if (table.count() == 0) {
            return tr("not measured");
        }
        const double kappa = table.kappa();
        return tr("%1 of %2 answers, kappa %3")
            .arg(formats.percent(table.observed()), formats.count(table.count()),
                std::isfinite(kappa) ? formats.number(kappa, 2) : tr("undefined: both always say the same"));
    };
    m_people->setText(tr("Two reviewers: %1").arg(words(agreement.people)));
    m_automatic->setText(tr("Reviewer and automatic judge: %1").arg(words(agreement.automatic)));
}

void ReviewPage::judge(double quality)
{
    const core::ports::ReviewItem* item = current();
    if (item == nullptr || !m_grades.front()->isEnabled()) {
        return;
    }
    core::ports::JudgeAnswer command;
    command.queryId = item->record.id;
    command.quality = quality;
    command.correctedAnswer = models::fromQt(m_correction->toPlainText().trimmed());
    command.reviewer = filter().reviewer;
    m_isRecording = true;
    updateControls();
    models::ReviewSitting::Judged judgement{*item, command.reviewer, quality, command.correctedAnswer};
    context().execute(command, this,
        [this, judgement = std::move(judgement)](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isRecording = false;
            if (!receipt) {
                updateControls();
                m_bar->show({models::MessageKind::Error,
                    tr("Not recorded: %1 The answer is still here.").arg(models::wordsOf(receipt.error()))});
                return;
            }
            const std::string& id = judgement.item.record.id;
            m_corrections.erase(id);
            m_sitting.judged(judgement);
            updateControls();
            if (current() != nullptr && current()->record.id == id) { // another batch may have come meanwhile
                m_correction->clear();
                move(1);
            }
        });
}

/// Takes back what was said last; its answer is in front again, with the correction as it was written.
void ReviewPage::undo()
{
    updateControls(); // another name may have been given
    const models::ReviewSitting::Judged* last = m_sitting.last(filter().reviewer);
    if (!m_undo->isEnabled() || last == nullptr) {
        m_bar->show({models::MessageKind::Information, m_undo->toolTip()});
        return;
    }
    const core::ports::WithdrawJudgement command{last->item.record.id, last->reviewer};
    m_isRecording = true;
    updateControls();
    context().execute(command, this,
        [this, command, correction = models::toQt(last->correctedAnswer)](
            const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isRecording = false;
            const bool isGone = !receipt && receipt.error().code == core::ErrorCode::NotFound;
            if (receipt || isGone) {
                m_sitting.tookBackLast(command.reviewer);
                m_corrections[command.queryId] = correction;
                if (m_correctionOf == command.queryId) {
                    m_correction->setPlainText(correction);
                }
            }
            m_bar->show(receipt ? models::Message{models::MessageKind::Success,
                            tr("Taken back. Judge the answer again, or go on.")}
                                : models::Message{models::MessageKind::Error,
                                    tr("Not taken back: %1").arg(models::wordsOf(receipt.error()))});
            showItem();
        });
}

void ReviewPage::move(int by)
{
    if (m_isRecording || !m_sitting.move(by)) {
        return;
    }
    if (current() == nullptr) {
        load(); // the next batch, and the agreement with what was just said
    } else {
        showItem();
    }
}

void ReviewPage::updateControls()
{
    const QString locked = widgets::readOnlyReason(context().canChange());
    const QString busy = m_isRecording ? tr("The judgement is being recorded") : QString();
    const QString whyNot = !locked.isEmpty() ? locked
        : !busy.isEmpty()                    ? busy
        : current() == nullptr               ? tr("No answer is shown")
                                             : QString();
    const std::optional<double> given = ownGrade();
    for (std::size_t i = 0; i < m_grades.size(); ++i) {
        m_grades[i]->setChecked(given == kGrades[i]);
        widgets::setAvailable(m_grades[i], whyNot);
    }
    widgets::setAvailable(m_undo,
        !locked.isEmpty()                                    ? locked
            : !busy.isEmpty()                                ? busy
            : m_sitting.last(filter().reviewer) == nullptr ? tr("You have judged nothing in this sitting")
                                                           : QString());
    widgets::setAvailable(m_back, m_sitting.isFirst() ? tr("This is the first answer of the sitting") : QString());
}

} // namespace ui::pages
