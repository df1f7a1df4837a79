#include "ui/pages/review_page.h"

#include "core/ports/commands/review_commands.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/pages/review_grades.h"
#include "ui/pages/study_panel.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/segments.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>

#include <array>
#include <cmath>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kBatch = 50;
constexpr std::int64_t kMostCounted = 10'000;

QString storedText(const std::string& text)
{
    return text.empty() ? QCoreApplication::translate(
                              "ui::pages::ReviewPage", "(The text is not stored: see the task's privacy rule.)")
                        : models::toQt(text);
}

} // namespace

ReviewPage::~ReviewPage() = default;

bool ReviewPage::isLoaded() const
{
    return m_parts->current() == 0 || m_study == nullptr ? m_isLoaded : m_study->isLoaded();
}

void ReviewPage::correct()
{
    if (m_correction->toPlainText().trimmed().isEmpty()) {
        m_bar->show(
            {models::MessageKind::Information, tr("Write the better answer first, then press Ctrl+Return.")});
        m_correction->setFocus();
    } else {
        judge(kReviewGrades.front());
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
        if (&attempt == record.accepted() || attempt.answer.empty() || m_otherAnswers.size() == kMostReviewOthers) {
            continue;
        }
        m_otherAnswers.push_back(attempt.answer);
        const auto key = static_cast<int>(kReviewGrades.size() + m_otherAnswers.size());
        lines += isRevealed
            ? tr("%1  %2 said:\n%3")
                  .arg(key)
                  .arg(context().catalogue().tierName(attempt.tierId), models::toQt(attempt.answer))
            : tr("%1  Another tier said:\n%2").arg(key).arg(models::toQt(attempt.answer));
    }
    m_others->setPlainText(lines.join(QStringLiteral("\n\n")));
    for (std::size_t i = 0; i < kMostReviewOthers; ++i) {
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
        m_grades[i]->setChecked(given == kReviewGrades[i]);
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
