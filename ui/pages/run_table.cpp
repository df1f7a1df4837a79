#include "ui/pages/run_table.h"

#include "ui/models/run_model.h"
#include "ui/theme/icons.h"
#include "ui/widgets/availability.h"
#include "ui/widgets/data_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelection>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace ui::pages {

namespace {

constexpr int kRefreshMilliseconds = 1000; // durations grow between snapshots
constexpr std::array kWidths{130, 200, 96, 120, 220, 104, 84};
constexpr std::size_t kMostCompared = 4;

/// Runs that keep their finished stages.
bool canBeTakenUp(const core::domain::Run& run)
{
    const bool hasStages
        = run.kind == core::domain::RunKind::Loop || run.kind == core::domain::RunKind::Distillation
        || run.kind == core::domain::RunKind::ModelComparison;
    return hasStages
        && (run.state == core::domain::RunState::Failed || run.state == core::domain::RunState::Cancelled);
}

} // namespace

RunTable::RunTable(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::RunModel(this))
    , m_table(new widgets::DataTable(this))
    , m_cancel(new QPushButton(theme::icon("cancel"), tr("Cancel run"), this))
    , m_resume(new QPushButton(theme::icon("refresh"), tr("Take up again"), this))
    , m_timer(new QTimer(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    for (int column = 0; column < static_cast<int>(kWidths.size()); ++column) {
        m_table->setColumnWidth(column, kWidths[static_cast<std::size_t>(column)]);
    }
    for (const int column :
        {models::RunModel::Work, models::RunModel::Task, models::RunModel::State, models::RunModel::Progress,
            models::RunModel::Duration}) {
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    }
    m_table->horizontalHeader()->setSectionResizeMode(models::RunModel::Stage, QHeaderView::Stretch);
    layout->addWidget(m_table, 1);
    m_cancel->setObjectName(QStringLiteral("cancelRun"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    m_resume->setObjectName(QStringLiteral("resumeRun"));
    m_resume->setToolTip(tr("Goes on after the last finished stage"));
    buttons->addWidget(m_resume);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &RunTable::cancelSelected);
    connect(m_resume, &QPushButton::clicked, this, [this] {
        if (const QModelIndex current = m_table->currentIndex(); current.isValid()) {
            m_context.execute(core::ports::ResumeRun{m_model->rowAt(current.row()).id});
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateButton();
        announceSelection();
    });
    connect(m_timer, &QTimer::timeout, this, &RunTable::refresh);
    connect(&m_context, &models::ConsoleContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
    updateButton();
}

int RunTable::runCount() const
{
    return m_model->rowCount();
}

void RunTable::refresh()
{
    const std::vector<std::string> kept = m_selected;
    m_model->update(m_context.catalogue(), m_context.formats(), m_context.now());
    if (selectedRuns() != kept && !kept.empty()) {
        reselect(kept); // rows move as runs begin and end
    }
    if (!m_wanted.empty()) {
        select(m_wanted);
    } else if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    announceSelection();
    updateButton();
}

void RunTable::setComparing(bool isComparing)
{
    m_table->setSelectionMode(
        isComparing ? QAbstractItemView::ExtendedSelection : QAbstractItemView::SingleSelection);
}

std::vector<std::string> RunTable::selectedRuns() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        if (index.row() < m_model->rowCount()) {
            rows.push_back(index.row());
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.resize(std::min(rows.size(), kMostCompared));
    std::vector<std::string> runs;
    for (const int row : rows) {
        runs.push_back(m_model->rowAt(row).id);
    }
    return runs;
}

void RunTable::reselect(const std::vector<std::string>& runs)
{
    QItemSelection selection;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (std::find(runs.begin(), runs.end(), m_model->rowAt(row).id) != runs.end()) {
            selection.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
        }
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (!selection.isEmpty()) {
        m_table->selectionModel()->setCurrentIndex(selection.first().topLeft(), QItemSelectionModel::NoUpdate);
    }
}

void RunTable::announceSelection()
{
    std::vector<std::string> selected = selectedRuns();
    if (selected != m_selected) {
        m_selected = std::move(selected);
        Q_EMIT selectionChanged();
    }
}

void RunTable::select(const std::string& runId)
{
    m_wanted = runId;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->rowAt(row).id == runId) {
            m_wanted.clear();
            m_table->setCurrentIndex(m_model->index(row, 0));
            return;
        }
    }
}

void RunTable::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_timer->start(kRefreshMilliseconds);
}

void RunTable::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
}

void RunTable::updateButton()
{
    const QModelIndex current = m_table->currentIndex();
    const bool hasRun = current.isValid() && current.row() < m_model->rowCount();
    const bool isFinal = hasRun && m_model->rowAt(current.row()).isFinal();
    const bool isCancelling
        = hasRun && m_model->rowAt(current.row()).state == core::domain::RunState::Cancelling;
    m_cancel->setEnabled(m_context.canChange() && hasRun && !isFinal && !isCancelling);
    m_cancel->setText(isCancelling ? tr("Cancelling…") : tr("Cancel run"));
    m_cancel->setToolTip(!m_context.canChange() ? tr("The workspace is open read-only")
            : !hasRun                           ? tr("Select an unfinished run first")
            : isFinal                           ? tr("This run has ended")
            : isCancelling                      ? tr("It ends by itself, or is ended after 10 seconds")
                                                : QString());
    m_resume->setVisible(hasRun && canBeTakenUp(m_model->rowAt(current.row())));
    widgets::setAvailable(m_resume, widgets::readOnlyReason(m_context.canChange()));
}

void RunTable::cancelSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        m_context.execute(core::ports::CancelRun{m_model->rowAt(current.row()).id});
    }
}

} // namespace ui::pages
