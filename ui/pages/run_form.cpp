#include "ui/pages/run_form.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/run_model.h"
#include "ui/models/strings.h"
#include "ui/pages/card.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/parameter_fields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kColumns = 4;
constexpr int kGap = 10;

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
    m_toolbarsTask = m_context.taskId();
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
    m_fields = new widgets::ParameterFields({}, kColumns, this);
    m_card->body().addWidget(m_fields);
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
    connect(m_advanced, &QCheckBox::toggled, this, [this](bool isShown) { m_fields->showAdvanced(isShown); });
    connect(m_launch, &QPushButton::clicked, this, &RunForm::launch);
    connect(&m_context, &models::ConsoleContext::selectionChanged, this, &RunForm::followToolbar);
}

/// A task that is chosen for the whole window is the one that a run is meant for.
void RunForm::followToolbar()
{
    if (std::exchange(m_toolbarsTask, m_context.taskId()) == m_context.taskId()) {
        return; // another range
    }
    if (const int row = m_task->findData(models::toQt(m_toolbarsTask)); row >= 0) {
        m_task->setCurrentIndex(row);
    }
}

const LaunchableRun& RunForm::kind() const
{
    return m_kinds[static_cast<std::size_t>(std::max(0, m_kind->currentIndex()))];
}

void RunForm::fillFields()
{
    auto* fresh = new widgets::ParameterFields(kind().parameters, kColumns, this);
    delete m_card->body().replaceWidget(m_fields, fresh);
    delete std::exchange(m_fields, fresh);
    m_fields->showAdvanced(m_advanced->isChecked());
    m_advanced->setVisible(m_fields->hasAdvanced());
    m_description->setText(kind().description);
    refresh();
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
            : m_isLaunching                     ? tr("The run is being queued")
                                                : QString());
}

void RunForm::launch()
{
    m_isLaunching = true;
    refresh();
    m_context.execute(kind().command(models::fromQt(m_task->currentData().toString()), m_fields->values()), this,
        [this](const core::Result<core::ports::CommandReceipt>& receipt) {
            m_isLaunching = false;
            refresh();
            if (receipt) {
                Q_EMIT messageRaised({models::MessageKind::Success, models::sentenceWords(receipt->message) + QLatin1Char('.')});
                Q_EMIT launched(models::toQt(receipt->reference));
            } else {
                Q_EMIT messageRaised({models::MessageKind::Error, models::wordsOf(receipt.error())});
            }
        });
}

} // namespace ui::pages
