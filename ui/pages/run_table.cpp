#include "ui/pages/run_table.h"

#include "ui/models/run_model.h"
#include "ui/theme/icons.h"
#include "ui/widgets/data_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <array>

namespace ui::pages {

namespace {

constexpr int kRefreshMilliseconds = 1000; // durations grow between snapshots
constexpr std::array kWidths{150, 190, 100, 190, 300, 130, 110};

} // namespace

RunTable::RunTable(models::ConsoleContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new models::RunModel(this))
    , m_table(new widgets::DataTable(this))
    , m_cancel(new QPushButton(theme::icon("cancel"), tr("Cancel run"), this))
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
    m_table->horizontalHeader()->setSectionResizeMode(models::RunModel::Stage, QHeaderView::Stretch);
    layout->addWidget(m_table, 1);
    m_cancel->setObjectName(QStringLiteral("cancelRun"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &RunTable::cancelSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::updateButton);
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
    m_model->update(m_context.catalogue(), m_context.formats(), m_context.now());
    updateButton();
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
                                                : QString());
}

void RunTable::cancelSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        m_context.execute(core::ports::CancelRun{m_model->rowAt(current.row()).id});
    }
}

} // namespace ui::pages
