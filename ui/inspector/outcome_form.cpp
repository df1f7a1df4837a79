#include "ui/inspector/outcome_form.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui::inspector {

OutcomeForm::OutcomeForm(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_existing(widgets::makeMutedLabel({}, this))
    , m_corrected(new QPlainTextEdit(this))
    , m_note(new QLineEdit(this))
    , m_meets(new QPushButton(theme::icon("check"), tr("Meets target"), this))
    , m_misses(new QPushButton(theme::icon("close"), tr("Does not"), this))
    , m_status(widgets::makeMutedLabel({}, this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(widgets::makeLabel(tr("Judgement"), theme::TextRole::Strong, this));
    m_existing->setWordWrap(true);
    m_status->setWordWrap(true);
    layout->addWidget(m_existing);
    m_corrected->setPlaceholderText(tr("A better answer, if you have one (it may be trained on)"));
    m_corrected->setAccessibleName(tr("Corrected answer"));
    m_corrected->setTabChangesFocus(true);
    m_corrected->setFixedHeight(64);
    m_note->setPlaceholderText(tr("Note"));
    m_note->setAccessibleName(tr("Note on the judgement"));
    layout->addWidget(m_corrected);
    layout->addWidget(m_note);
    auto* buttons = new QHBoxLayout;
    m_meets->setObjectName(QStringLiteral("outcomeMeets"));
    m_misses->setObjectName(QStringLiteral("outcomeMisses"));
    buttons->addWidget(m_meets);
    buttons->addWidget(m_misses);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    layout->addWidget(m_status);
    connect(m_meets, &QPushButton::clicked, this, [this] { record(1); });
    connect(m_misses, &QPushButton::clicked, this, [this] { record(0); });
}

void OutcomeForm::setRequest(const QString& id)
{
    m_requestId = id;
    m_corrected->clear();
    m_note->clear();
    m_status->clear();
    setBusy(false);
}

void OutcomeForm::setOutcomes(const std::vector<core::domain::Outcome>& outcomes)
{
    const models::Formats& formats = m_context.formats();
    QStringList lines;
    for (const core::domain::Outcome& outcome : outcomes) {
        const QString source = models::toQt(core::domain::toString(outcome.source))
                                   .replace(QLatin1Char('_'), QLatin1Char(' '));
        QString line = tr("%1 %2: %3 (quality %4)")
                           .arg(formats.timeStamp(outcome.at, m_context.now()),
                               outcome.judge.empty()
                                   ? source
                                   : QStringLiteral("%1, %2").arg(source, models::toQt(outcome.judge)),
                               outcome.meetsTarget ? tr("meets the target") : tr("misses the target"),
                               formats.number(outcome.quality, 2));
        if (!outcome.samplingProbability) {
            line += tr("; hand-picked, so it never calibrates");
        }
        lines += line;
    }
    m_existing->setText(
        lines.isEmpty() ? tr("Nobody has judged this answer yet.") : lines.join(QLatin1Char('\n')));
}

void OutcomeForm::setBusy(bool isBusy)
{
    const QString locked = widgets::readOnlyReason(m_context.canChange());
    for (QPushButton* button : {m_meets, m_misses}) {
        widgets::setAvailable(button, isBusy ? tr("The judgement is being recorded") : locked);
    }
}

void OutcomeForm::record(double quality)
{
    setBusy(true);
    core::ports::RecordOutcome command;
    command.queryId = models::fromQt(m_requestId);
    command.quality = quality;
    command.correctedAnswer = models::fromQt(m_corrected->toPlainText().trimmed());
    command.note = models::fromQt(m_note->text().trimmed());
    m_context.execute(
        command, this, [this, id = m_requestId](const core::Result<core::ports::CommandReceipt>& receipt) {
            if (id != m_requestId) {
                return;
            }
            setBusy(false);
            if (!receipt) {
                m_status->setText(models::wordsOf(receipt.error()));
                return;
            }
            m_corrected->clear();
            m_note->clear();
            m_status->setText(models::sentenceWords(receipt->message));
            Q_EMIT recorded();
        });
}

} // namespace ui::inspector
