#include "ui/pages/loop_schedule_dialog.h"

#include "core/domain/loop_parameters.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/parameter_fields.h"
#include "ui/widgets/restyle.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace ui::pages {

namespace {

constexpr int kColumns = 3;
constexpr int kWidth = 620;
constexpr int kGap = 10;
constexpr int kMinutesAnHour = 60;

QTime timeOf(int minuteOfDay)
{
    return {minuteOfDay / kMinutesAnHour, minuteOfDay % kMinutesAnHour};
}

} // namespace

QString scheduleInWords(const core::domain::LoopSchedule& schedule)
{
    const QString time = timeOf(schedule.minuteOfDay).toString(QStringLiteral("HH:mm"));
    return schedule.isNightly ? schedule.answersAlarms
            ? LoopScheduleDialog::tr("nightly at %1 UTC, and on alarms").arg(time)
            : LoopScheduleDialog::tr("nightly at %1 UTC").arg(time)
        : schedule.answersAlarms ? LoopScheduleDialog::tr("on coverage alarms")
                                 : LoopScheduleDialog::tr("off");
}

LoopScheduleDialog::LoopScheduleDialog(models::ConsoleContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_stored(context.snapshot().loopSchedule)
    , m_nightly(new QCheckBox(tr("Every night at"), this))
    , m_time(new QTimeEdit(this))
    , m_local(widgets::makeMutedLabel({}, this))
    , m_alarms(new QCheckBox(tr("When a coverage alarm rings, for its task"), this))
    , m_fields(new widgets::ParameterFields(
          core::domain::loopParameters(core::domain::RunKind::Loop), kColumns, this))
    , m_messages(new widgets::MessageBar(this))
{
    setObjectName(QStringLiteral("loopScheduleDialog"));
    setWindowTitle(tr("Schedule of the loop"));
    build();
    m_nightly->setChecked(m_stored.isNightly);
    m_time->setTime(timeOf(m_stored.minuteOfDay));
    m_alarms->setChecked(m_stored.answersAlarms);
    m_fields->setValues(core::domain::loopValuesOf(m_stored.options));
    updateButtons();
}

void LoopScheduleDialog::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGap);
    layout->addWidget(widgets::makeTextBlock(
        tr("A loop finds what the cheap tiers fail at, teaches them, and compares the result with what serves. Nothing "
           "that fails a gate is ever served."),
        this));
    m_nightly->setObjectName(QStringLiteral("scheduleNightly"));
    m_time->setObjectName(QStringLiteral("scheduleTime"));
    m_time->setAccessibleName(tr("Time of the nightly loop, UTC"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    m_time->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_alarms->setObjectName(QStringLiteral("scheduleAlarms"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_nightly);
    row->addWidget(m_time);
    row->addWidget(m_local);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addWidget(m_alarms);
    layout->addWidget(widgets::makeLabel(tr("Parameters of these loops"), theme::TextRole::Strong, this));
    layout->addWidget(m_fields);
    auto* all = new QCheckBox(tr("All parameters"), this);
    layout->addWidget(all);
    layout->addWidget(m_messages);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("scheduleSave"));
    widgets::setStyleProperty(*m_save, "primary", true);
    m_save->setDefault(true);
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
    connect(m_nightly, &QCheckBox::toggled, this, &LoopScheduleDialog::updateButtons);
    connect(m_time, &QTimeEdit::timeChanged, this, &LoopScheduleDialog::updateButtons);
    connect(all, &QCheckBox::toggled, m_fields, &widgets::ParameterFields::showAdvanced);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &LoopScheduleDialog::save);
}

void LoopScheduleDialog::updateButtons()
{
    widgets::setAvailable(m_time, m_nightly->isChecked() ? QString() : tr("Tick “Every night at” first"));
    widgets::setAvailable(m_save, widgets::readOnlyReason(m_context.canChange()));
    const QDateTime local
        = QDateTime(m_context.formats().dateTime(m_context.now()).toUTC().date(), m_time->time(), Qt::UTC)
              .toTimeZone(m_context.formats().zone());
    const bool isUtc = local.offsetFromUtc() == 0;
    m_local->setText(isUtc ? tr("UTC")
                           : tr("UTC, today %1 in %2").arg(local.time().toString(QStringLiteral("HH:mm")),
                                 m_context.formats().zoneName()));
}

core::domain::LoopSchedule LoopScheduleDialog::edited() const
{
    core::domain::LoopSchedule schedule{m_nightly->isChecked(),
        m_time->time().hour() * kMinutesAnHour + m_time->time().minute(), m_alarms->isChecked(),
        core::domain::loopOptionsFrom(m_fields->values())};
    schedule.options.trainingCost = m_stored.options.trainingCost; // these have no field
    schedule.options.replayPerFresh = m_stored.options.replayPerFresh;
    return schedule;
}

void LoopScheduleDialog::save()
{
    widgets::setAvailable(m_save, tr("It is being saved"));
    const core::domain::LoopSchedule wanted = edited();
    m_context.execute(core::ports::SetLoopSchedule{wanted}, this,
        [this, wanted](const core::Result<core::ports::CommandReceipt>& receipt) {
            widgets::setAvailable(m_save, {});
            if (!receipt) {
                m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
                return;
            }
            const bool isReadBack = m_context.snapshot().loopSchedule == wanted;
            Q_EMIT messageRaised(isReadBack
                    ? models::Message{models::MessageKind::Success, models::sentenceWords(receipt->message) + QLatin1Char('.')}
                    : models::Message{models::MessageKind::Warning,
                          tr("The schedule was written, but another one is in force. Open it again and compare.")});
            accept();
        });
}

} // namespace ui::pages
