#include "ui/pages/tuned_model_dialog.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/strings.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/price_field.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

namespace ports = core::ports;

namespace {

constexpr int kMostTexts = 100'000;
constexpr double kMostUsd = 1e6;
constexpr double kNanoPerUsd = 1e9;
constexpr double kRoom = 1.5; ///< of the proposed budget over the estimate: tokens are estimated

bool mayHaveTaught(core::domain::RunKind kind)
{
    return kind == core::domain::RunKind::Loop || kind == core::domain::RunKind::Distillation;
}

} // namespace

TunedModelDialog::TunedModelDialog(models::ConsoleContext& context, std::string tierId, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_tierId(std::move(tierId))
    , m_query(context.pool())
    , m_teacher(new QComboBox(this))
    , m_task(new QComboBox(this))
    , m_texts(new QSpinBox(this))
    , m_budget(new QDoubleSpinBox(this))
    , m_estimate(widgets::makeTextBlock({}, this))
    , m_messages(new widgets::MessageBar(this))
{
    setObjectName(QStringLiteral("tunedModelDialog"));
    setWindowTitle(tr("A tuned model for this tier"));
    auto* layout = new QVBoxLayout(this);
    const core::domain::Tier* tier = m_context.catalogue().tier(m_tierId);
    layout->addWidget(widgets::makeTextBlock(
        tr("Labelled gate texts are sent to %1 and to the tuned model, and the gates judge both. What passes waits in Runs: in "
           "shadow first, then in the place of %1 for every task.")
            .arg(tier != nullptr ? models::toQt(tier->model) : models::toQt(m_tierId)),
        this));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(8);
    m_model = addField(*form, "tunedModel", tr("Tuned &model"), tr("what its server calls it"));
    m_url = addField(*form, "tunedUrl", tr("&Base URL"), tr("empty: the tier's own server"));
    m_secret = addField(*form, "tunedKey", tr("&Key of that server"), tr("environment variable or keyring:NAME; empty: none"));
    m_input = addPrice(*form, "tunedInput", tr("&Input, $/M tokens"));
    m_output = addPrice(*form, "tunedOutput", tr("&Output, $/M tokens"));
    addChoices(*form);
    addLimits(*form);
    layout->addLayout(form);
    m_estimate->setObjectName(QStringLiteral("tunedEstimate"));
    layout->addWidget(m_estimate);
    layout->addWidget(m_messages);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_compare = buttons->addButton(tr("Compare"), QDialogButtonBox::AcceptRole);
    m_compare->setObjectName(QStringLiteral("tunedCompare"));
    m_compare->setProperty("primary", true);
    m_compare->setDefault(true);
    layout->addWidget(buttons);
    setMinimumWidth(600);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_compare, &QPushButton::clicked, this, &TunedModelDialog::compare);
    change();
}

QLineEdit* TunedModelDialog::addField(QFormLayout& form, const char* name, const QString& label, const QString& hint)
{
    auto* field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setPlaceholderText(hint);
    field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    form.addRow(label, field);
    connect(field, &QLineEdit::textChanged, this, &TunedModelDialog::change);
    return field;
}

widgets::PriceField* TunedModelDialog::addPrice(QFormLayout& form, const char* name, const QString& label)
{
    auto* field = new widgets::PriceField(QString(label).remove(QLatin1Char('&')), tr("of the tuned model"),
        m_context.formats().locale(), QString::fromLatin1(name), this);
    form.addRow(label, field);
    connect(field, &widgets::PriceField::changed, this, &TunedModelDialog::change);
    return field;
}

void TunedModelDialog::addChoices(QFormLayout& form)
{
    m_teacher->setObjectName(QStringLiteral("tunedTeacher"));
    m_teacher->setAccessibleName(tr("Tuned on the teacher set of"));
    m_teacher->addItem(tr("not said"), QString());
    for (const core::domain::Run& run : m_context.snapshot().runs) {
        if (mayHaveTaught(run.kind) && run.state == core::domain::RunState::Succeeded) {
            const QString id = models::toQt(run.id);
            m_teacher->addItem(tr("run %1, %2").arg(id, m_context.formats().dayAndTime(run.createdAt)), id);
        }
    }
    m_teacher->setToolTip(tr("Its clusters are the slices that the gates look at, and what lies in none shows what was forgotten"));
    form.addRow(tr("Tuned on the teacher set of"), m_teacher);
    m_task->setObjectName(QStringLiteral("tunedTask"));
    m_task->setAccessibleName(tr("Compared on"));
    m_task->addItem(tr("every task with labelled gate texts"), QString());
    for (const core::domain::Task& task : m_context.snapshot().tasks) {
        m_task->addItem(models::toQt(task.name), models::toQt(task.id));
    }
    form.addRow(tr("Compared on"), m_task);
    connect(m_teacher, &QComboBox::currentIndexChanged, this, &TunedModelDialog::change);
    connect(m_task, &QComboBox::currentIndexChanged, this, &TunedModelDialog::change);
}

void TunedModelDialog::addLimits(QFormLayout& form)
{
    const core::domain::TunedModel standard;
    m_texts->setObjectName(QStringLiteral("tunedTexts"));
    m_texts->setAccessibleName(tr("Gate texts of a task"));
    m_texts->setRange(1, kMostTexts);
    m_texts->setValue(static_cast<int>(standard.texts));
    form.addRow(tr("Gate texts of a task"), m_texts);
    m_budget->setObjectName(QStringLiteral("tunedBudget"));
    m_budget->setAccessibleName(tr("Budget of both models' calls"));
    m_budget->setDecimals(4);
    m_budget->setRange(0, kMostUsd);
    m_budget->setPrefix(QStringLiteral("$"));
    form.addRow(tr("Budget of both models' calls"), m_budget);
    connect(m_texts, &QSpinBox::valueChanged, this, &TunedModelDialog::change);
    connect(m_budget, &QDoubleSpinBox::valueChanged, this, [this] {
        m_isBudgetChosen = true;
        updateButtons();
    });
}

core::domain::TunedModel TunedModelDialog::model() const
{
    core::domain::TunedModel tuned;
    tuned.tierId = m_tierId;
    tuned.model = models::fromQt(m_model->text().trimmed());
    tuned.baseUrl = models::fromQt(m_url->text().trimmed());
    tuned.secretName = tuned.baseUrl.empty() ? std::string() : models::fromQt(m_secret->text().trimmed());
    tuned.prices = {m_input->picoUsd(), m_output->picoUsd()};
    tuned.teacherRunId = models::fromQt(m_teacher->currentData().toString());
    tuned.taskId = models::fromQt(m_task->currentData().toString());
    tuned.texts = m_texts->value();
    tuned.budget = core::domain::Money{std::llround(m_budget->value() * kNanoPerUsd)};
    return tuned;
}

QString TunedModelDialog::problem() const
{
    if (m_model->text().trimmed().isEmpty()) {
        return tr("Name the tuned model first");
    }
    if (!m_input->picoUsd() || !m_output->picoUsd()) {
        return tr("Say what its tokens cost first: calls without a price cannot be booked");
    }
    return m_context.services().planner == nullptr ? tr("Nothing can be estimated here") : QString();
}

void TunedModelDialog::change()
{
    m_isEstimated = false;
    m_query.cancel();
    m_secret->setEnabled(!m_url->text().trimmed().isEmpty());
    const QString why = problem();
    m_estimate->setText(why.isEmpty() ? tr("The gate texts are being counted…") : why);
    if (why.isEmpty()) {
        estimate();
    }
    updateButtons();
}

void TunedModelDialog::estimate()
{
    m_query.start([planner = m_context.services().planner, asked = model()] { return planner->comparison(asked); },
        [this](const core::Result<ports::ComparisonPreview>& preview) {
            if (preview) {
                show(*preview);
            } else {
                m_estimate->setText(models::wordsOf(preview.error()));
            }
            updateButtons();
        });
}

void TunedModelDialog::show(const ports::ComparisonPreview& preview)
{
    const models::Formats& formats = m_context.formats();
    const core::domain::Money total = preview.championCost + preview.challengerCost;
    m_estimate->setText(tr("%1 texts go to both models: about %2 for %3 and %4 for the tuned model, %5 in all. Tokens are "
                           "estimated; no call begins that the budget does not pay at the mean price so far.")
                            .arg(formats.count(preview.texts), formats.money(preview.championCost),
                                models::toQt(preview.champion), formats.money(preview.challengerCost), formats.money(total)));
    m_isEstimated = true;
    if (!m_isBudgetChosen) {
        const QSignalBlocker blocker(m_budget);
        m_budget->setValue(std::max(std::pow(10.0, -m_budget->decimals()), kRoom * total.usd()));
    }
}

void TunedModelDialog::updateButtons()
{
    QString why = widgets::readOnlyReason(m_context.canChange());
    if (why.isEmpty()) {
        why = problem();
    }
    if (why.isEmpty() && !m_isEstimated) {
        why = tr("What it costs is not estimated yet");
    }
    if (why.isEmpty() && m_budget->value() <= 0) {
        why = tr("Give a budget first");
    }
    widgets::setAvailable(m_compare, why.isEmpty() && m_isStarting ? tr("It is being started") : why);
}

void TunedModelDialog::compare()
{
    m_isStarting = true;
    updateButtons();
    m_context.execute(ports::CompareTunedModel{model()}, this, [this](const core::Result<ports::CommandReceipt>& receipt) {
        m_isStarting = false;
        updateButtons();
        if (!receipt) {
            m_messages->show({models::MessageKind::Error, models::wordsOf(receipt.error())});
            return;
        }
        Q_EMIT messageRaised({models::MessageKind::Success, tr("The comparison is queued; Runs shows its gates.")});
        accept();
    });
}

} // namespace ui::pages
