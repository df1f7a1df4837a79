#include "ui/pages/run_form.h"

#include "ui/models/run_model.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kColumns = 4;
constexpr int kGap = 10;

/// Enough decimals for the smallest value that makes sense.
int decimalsFor(const core::domain::ParameterDoc& doc)
{
    const double smallest = doc.least > 0 ? doc.least : doc.most / 1000;
    return std::clamp(static_cast<int>(std::ceil(-std::log10(smallest))), 1, 6);
}

} // namespace

RunForm::RunForm(models::ConsoleContext& context, std::vector<LaunchableRun> kinds, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_kinds(std::move(kinds))
    , m_card(new Card(tr("New run"), {}, this))
    , m_kind(new QComboBox(this))
    , m_task(new QComboBox(this))
    , m_description(widgets::makeTextBlock({}, this))
    , m_advanced(new QCheckBox(tr("All parameters"), this))
    , m_launch(new QPushButton(tr("Start"), this))
{
    build();
    fillFields();
}

void RunForm::build()
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    m_kind->setObjectName(QStringLiteral("runKind"));
    m_kind->setAccessibleName(tr("Kind of run"));
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        m_kind->addItem(models::wordOf(m_kinds[i].kind), static_cast<int>(i));
    }
    m_task->setObjectName(QStringLiteral("runTask"));
    m_task->setAccessibleName(tr("Task"));
    m_card->header().addWidget(m_kind);
    m_card->header().addWidget(m_task);
    m_card->body().addWidget(m_description);
    m_fieldArea = new QWidget(this);
    m_card->body().addWidget(m_fieldArea);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    m_advanced->setObjectName(QStringLiteral("allParameters"));
    m_launch->setObjectName(QStringLiteral("startRun"));
    m_launch->setProperty("primary", true);
    row->addWidget(m_advanced);
    row->addStretch(1);
    row->addWidget(m_launch);
    m_card->body().addLayout(row);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RunForm::fillFields);
    connect(m_advanced, &QCheckBox::toggled, this, &RunForm::showAdvanced);
    connect(m_launch, &QPushButton::clicked, this, &RunForm::launch);
}

const LaunchableRun& RunForm::kind() const
{
    return m_kinds[static_cast<std::size_t>(std::max(0, m_kind->currentIndex()))];
}

void RunForm::fillFields()
{
    m_fields.clear();
    auto* fresh = new QWidget(this);
    m_grid = new QGridLayout(fresh);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * kGap);
    m_grid->setVerticalSpacing(kGap);
    delete m_card->body().replaceWidget(m_fieldArea, fresh);
    delete std::exchange(m_fieldArea, fresh);
    for (const core::domain::ParameterDoc& doc : kind().parameters) {
        addField(doc);
    }
    for (int column = 0; column < kColumns; ++column) {
        m_grid->setColumnStretch(column, 1);
    }
    m_description->setText(kind().description);
    const auto& parameters = kind().parameters;
    m_advanced->setVisible(std::any_of(parameters.begin(), parameters.end(),
        [](const core::domain::ParameterDoc& doc) { return doc.isAdvanced; }));
    showAdvanced(m_advanced->isChecked());
    refresh();
}

void RunForm::addField(const core::domain::ParameterDoc& doc)
{
    using Kind = core::domain::ParameterDoc::Kind;
    const QString name = models::toQt(doc.name);
    QWidget* editor = nullptr;
    std::function<double()> value;
    if (doc.kind == Kind::Flag) {
        auto* box = new QCheckBox(name, m_fieldArea);
        box->setChecked(doc.standard != 0);
        editor = box;
        value = [box] { return box->isChecked() ? 1.0 : 0.0; };
    } else if (doc.kind == Kind::Choice) {
        auto* box = new QComboBox(m_fieldArea);
        for (const std::string& choice : doc.choices) {
            box->addItem(QString(models::toQt(choice)).replace(QLatin1Char('_'), QLatin1Char(' ')));
        }
        box->setCurrentIndex(static_cast<int>(doc.standard));
        editor = box;
        value = [box] { return static_cast<double>(box->currentIndex()); };
    } else {
        auto* box = new QDoubleSpinBox(m_fieldArea);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setDecimals(doc.kind == Kind::Integer ? 0 : decimalsFor(doc));
        box->setRange(doc.least, doc.most);
        box->setGroupSeparatorShown(false);
        box->setValue(doc.standard);
        editor = box;
        value = [box] { return box->value(); };
    }
    editor->setObjectName(QStringLiteral("parameter.") + models::toQt(doc.key));
    editor->setAccessibleName(name);
    editor->setAccessibleDescription(models::toQt(doc.help));
    editor->setToolTip(models::toQt(doc.help));
    auto* cell = new QWidget(m_fieldArea);
    cell->setToolTip(models::toQt(doc.help));
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    if (doc.kind != Kind::Flag) {
        auto* label = widgets::makeMutedLabel(name, cell);
        label->setBuddy(editor);
        column->addWidget(label);
    }
    column->addWidget(editor);
    m_fields.push_back({doc, cell, std::move(value)});
}

void RunForm::showAdvanced(bool isShown)
{
    int place = 0;
    for (const Field& field : m_fields) {
        const bool isVisible = isShown || !field.doc.isAdvanced;
        field.editor->setVisible(isVisible);
        if (isVisible) {
            m_grid->addWidget(field.editor, place / kColumns, place % kColumns);
            ++place;
        }
    }
}

void RunForm::refresh()
{
    const QVariant before = m_task->count() == 0 ? QVariant(models::toQt(m_context.taskId())) : m_task->currentData();
    const auto& tasks = m_context.snapshot().tasks;
    const int wanted = static_cast<int>(tasks.size()) + (kind().needsTask ? 0 : 1);
    if (m_task->count() != wanted) {
        m_task->clear();
        if (!kind().needsTask) {
            m_task->addItem(tr("All tasks"), QString());
        }
        for (const core::domain::Task& task : tasks) {
            m_task->addItem(models::toQt(task.name), models::toQt(task.id));
        }
        m_task->setCurrentIndex(std::max(0, m_task->findData(before)));
    }
    m_launch->setEnabled(m_context.canChange() && !m_isLaunching && m_task->count() > 0);
    m_launch->setToolTip(!m_context.canChange() ? tr("The workspace is open read-only")
            : m_task->count() == 0              ? tr("Add a task in Portfolio first")
                                                : QString());
}

void RunForm::launch()
{
    std::map<std::string, double> values;
    for (const Field& field : m_fields) {
        if (std::abs(field.value() - field.doc.standard) > 1e-12) {
            values[field.doc.key] = field.value();
        }
    }
    m_isLaunching = true;
    refresh();
    m_context.execute(kind().command(models::fromQt(m_task->currentData().toString()), values), this,
        [this](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isLaunching = false;
            refresh();
            if (receipt) {
                Q_EMIT messageRaised({models::MessageKind::Success, models::toQt(receipt->message) + QLatin1Char('.')});
                Q_EMIT launched(models::toQt(receipt->reference));
            } else {
                Q_EMIT messageRaised({models::MessageKind::Error, models::wordsOf(receipt.error())});
            }
        });
}

} // namespace ui::pages
