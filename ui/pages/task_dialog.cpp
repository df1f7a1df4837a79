#include "ui/pages/task_dialog.h"

#include "ui/models/axis_formats.h"
#include "ui/models/engine_sentences.h"
#include "ui/models/portfolio_models.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QRegularExpressionValidator>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace ui::pages {

using core::domain::AnswerMetric;
using core::domain::StreamingMode;
using core::domain::TaskKind;

namespace {

constexpr int kWidth = 480;
constexpr std::array kPresets{"fin_ner", "fin_summ", "cs_intent", "cs_response", "legal_clause", "legal_risk"};

AnswerMetric usualMetric(TaskKind kind)
{
    switch (kind) {
    case TaskKind::Classification:
        return AnswerMetric::LabelMatch;
    case TaskKind::Tagging:
        return AnswerMetric::EntityF1;
    case TaskKind::Summarisation:
        return AnswerMetric::RougeL;
    case TaskKind::Generation:
        return AnswerMetric::TokenF1;
    }
    return AnswerMetric::LabelMatch;
}

template <typename Value>
void select(QComboBox& box, Value value)
{
    box.setCurrentIndex(box.findData(static_cast<int>(value)));
}

} // namespace

TaskDialog::TaskDialog(models::ConsoleContext& context, const core::domain::Task* task, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_isNew(task == nullptr)
    , m_edited(task == nullptr ? core::domain::Task{} : *task)
    , m_streamingBefore(context.catalogue().streaming(m_edited.id))
    , m_messages(new widgets::MessageBar(this))
{
    const auto& policy = context.snapshot().policy;
    m_hasPolicy = task != nullptr && policy && policy->tasks.contains(task->id);
    setObjectName(QStringLiteral("taskDialog"));
    setWindowTitle(m_isNew ? tr("Add a task") : tr("Change a task"));
    build();
    fill(m_edited);
    updateButtons();
}

void TaskDialog::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    if (m_isNew) {
        m_preset = new QComboBox(this);
        m_preset->setObjectName(QStringLiteral("taskPreset"));
        m_preset->addItem(tr("of my own"), QString());
        for (const char* id : kPresets) {
            if (const auto preset = core::domain::presetTask(id); preset && m_context.catalogue().task(id) == nullptr) {
                m_preset->addItem(models::toQt(preset->name), QString::fromLatin1(id));
            }
        }
        form->addRow(tr("&Begin with"), m_preset);
        connect(m_preset, &QComboBox::currentIndexChanged, this, [this] {
            const auto preset = core::domain::presetTask(models::fromQt(m_preset->currentData().toString()));
            fill(preset.value_or(core::domain::Task{}));
        });
    }
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("taskName"));
    form->addRow(tr("&Name"), m_name);
    m_id = new QLineEdit(this);
    m_id->setObjectName(QStringLiteral("taskId"));
    m_id->setPlaceholderText(tr("what clients put behind routenlp/"));
    m_id->setValidator(new QRegularExpressionValidator(
        QRegularExpression(QStringLiteral("[a-z0-9][a-z0-9_/.-]{0,63}")), m_id));
    m_id->setReadOnly(!m_isNew);
    form->addRow(tr("&Id"), m_id);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("taskKind"));
    for (const TaskKind kind :
        {TaskKind::Classification, TaskKind::Tagging, TaskKind::Summarisation, TaskKind::Generation}) {
        m_kind->addItem(models::wordOf(kind), static_cast<int>(kind));
    }
    form->addRow(tr("&Kind"), m_kind);
    m_metric = new QComboBox(this);
    m_metric->setObjectName(QStringLiteral("taskMetric"));
    for (const AnswerMetric metric : {AnswerMetric::LabelMatch, AnswerMetric::EntityF1, AnswerMetric::Rouge1,
             AnswerMetric::RougeL, AnswerMetric::TokenF1}) {
        m_metric->addItem(models::wordOf(metric), static_cast<int>(metric));
    }
    form->addRow(tr("&Measured by"), m_metric);
    m_floor = addNumber(*form, "taskFloor", tr("Quality &target"), 0.01, 1, 2, {});
    m_alpha = addNumber(*form, "taskAlpha", tr("&Risk level α"), 0.5, 30, 1, models::percentSuffix());
    m_confidence = addNumber(*form, "taskConfidence", tr("&Confidence 1−δ"), 80, 99.9, 1, models::percentSuffix());
    m_audit = addNumber(*form, "taskAudit", tr("&Audit rate"), 0, 50, 1, models::percentSuffix());
    addStreaming(*form);
    layout->addLayout(form);
    if (m_hasPolicy) {
        QLabel* note = widgets::makeMutedLabel(
            tr("What this task aims at is part of its policy: change it in Policy, where its effect is shown first."), this);
        note->setWordWrap(true);
        layout->addWidget(note);
    }
    layout->addWidget(m_messages);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(m_isNew ? tr("Add") : tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(QStringLiteral("taskSave"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TaskDialog::suggestMetric);
    connect(m_name, &QLineEdit::textChanged, this, &TaskDialog::updateButtons);
    connect(m_id, &QLineEdit::textChanged, this, &TaskDialog::updateButtons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &TaskDialog::save);
}

QDoubleSpinBox* TaskDialog::addNumber(QFormLayout& form, const char* name, const QString& label, double least,
    double most, int decimals, const QString& suffix)
{
    auto* field = new QDoubleSpinBox(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setDecimals(decimals);
    field->setRange(least, most);
    field->setSuffix(suffix);
    widgets::setAvailable(field, m_hasPolicy ? tr("Change it in Policy, where its effect is shown first") : QString());
    form.addRow(label, field);
    return field;
}

void TaskDialog::addStreaming(QFormLayout& form)
{
    m_streaming = new QComboBox(this);
    m_streaming->setObjectName(QStringLiteral("taskStreaming"));
    auto* meanings = new QStackedWidget(this); // as high as the longer one needs
    for (const StreamingMode mode : {StreamingMode::Hold, StreamingMode::RouterChoice}) {
        m_streaming->addItem(models::wordOf(mode), static_cast<int>(mode));
        QString meaning = models::meaningOf(mode);
        if (m_streamingBefore.isOfFile && mode == m_streamingBefore.mode) {
            meaning += QLatin1Char(' ') + tr("So gateway.json says; what is chosen here wins over it.");
        }
        QLabel* note = widgets::makeMutedLabel(meaning, meanings);
        note->setObjectName(QStringLiteral("taskStreamingNote%1").arg(m_streaming->count()));
        note->setWordWrap(true);
        note->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        QSizePolicy room = note->sizePolicy();
        room.setRetainSizeWhenHidden(true);
        note->setSizePolicy(room);
        meanings->addWidget(note);
    }
    form.addRow(tr("&Streamed answers"), m_streaming);
    form.addRow(QString(), meanings);
    connect(m_streaming, &QComboBox::currentIndexChanged, meanings, &QStackedWidget::setCurrentIndex);
    select(*m_streaming, m_streamingBefore.mode);
}

void TaskDialog::fill(const core::domain::Task& task)
{
    const QSignalBlocker quiet(m_kind);
    m_name->setText(models::toQt(task.name));
    m_id->setText(models::toQt(task.id));
    select(*m_kind, task.kind);
    select(*m_metric, task.metric);
    m_floor->setValue(task.answerFloor);
    m_alpha->setValue(100 * task.alpha);
    m_confidence->setValue(100 * (1 - task.delta));
    m_audit->setValue(100 * task.auditRate);
}

void TaskDialog::suggestMetric()
{
    select(*m_metric, usualMetric(static_cast<TaskKind>(m_kind->currentData().toInt())));
}

void TaskDialog::updateButtons()
{
    const bool isComplete = !m_name->text().trimmed().isEmpty() && m_id->hasAcceptableInput();
    m_save->setEnabled(isComplete);
    m_save->setToolTip(isComplete ? QString() : tr("A task needs a name and an id"));
}

core::domain::Task TaskDialog::task() const
{
    core::domain::Task task = m_edited;
    task.id = models::fromQt(m_id->text());
    task.name = models::fromQt(m_name->text().trimmed());
    task.kind = static_cast<TaskKind>(m_kind->currentData().toInt());
    task.metric = static_cast<AnswerMetric>(m_metric->currentData().toInt());
    if (!m_hasPolicy) {
        task.answerFloor = m_floor->value();
        task.alpha = m_alpha->value() / 100;
        task.delta = 1 - m_confidence->value() / 100;
        task.auditRate = m_audit->value() / 100;
    }
    return task;
}

StreamingMode TaskDialog::streaming() const
{
    return static_cast<StreamingMode>(m_streaming->currentData().toInt());
}

void TaskDialog::save()
{
    m_save->setEnabled(false);
    m_save->setToolTip(tr("It is being saved"));
    m_context.execute(core::ports::SaveTask{task(), m_isNew}, this, [this](core::Result<core::ports::CommandReceipt> receipt) {
        if (!receipt) {
            updateButtons();
            m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
            return;
        }
        const QString saved = models::sentenceWords(receipt->message) + QLatin1Char('.');
        if (streaming() == m_context.catalogue().streaming(models::fromQt(m_id->text())).mode) {
            finish({models::MessageKind::Success, saved});
        } else {
            saveStreaming(saved);
        }
    });
}

/// After the task, which a new one's streaming needs to be there.
void TaskDialog::saveStreaming(const QString& saved)
{
    m_context.execute(core::ports::SetStreamingMode{models::fromQt(m_id->text()), streaming()}, this,
        [this, saved](core::Result<core::ports::CommandReceipt> receipt) {
            const QString more = receipt ? models::sentenceWords(receipt->message) + QLatin1Char('.')
                                         : models::wordsOf(receipt.error());
            finish({receipt ? models::MessageKind::Success : models::MessageKind::Error, saved + QLatin1Char(' ') + more});
        });
}

void TaskDialog::finish(const models::Message& message)
{
    Q_EMIT messageRaised(message);
    accept();
}

} // namespace ui::pages
