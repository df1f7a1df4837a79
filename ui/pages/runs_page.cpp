#include "ui/pages/runs_page.h"

#include "ui/pages/card.h"
#include "ui/pages/run_table.h"
#include "ui/theme/icons.h"
#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

RunsPage::RunsPage(models::ConsoleContext& shared, QWidget* parent)
    : Page(shared, parent)
    , m_stack(new QStackedWidget(this))
    , m_table(new RunTable(shared, this))
    , m_train(new QPushButton(theme::icon("train"), tr("Train students"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addWidget(m_stack);
    auto* card = new Card(
        tr("Runs"), tr("Work is done by a separate process: cancelling it never stops the traffic."), this);
    card->header().addWidget(m_train);
    card->body().addWidget(m_table, 1);
    m_stack->addWidget(card);
    auto* empty = new widgets::EmptyState(
        {QStringLiteral("runs"), tr("No run yet."),
            tr("Training and calibration appear here with progress, time left and result."),
            tr("Train students")},
        this);
    m_stack->addWidget(empty);
    connect(empty, &widgets::EmptyState::nextStepRequested, this, &RunsPage::trainStudents);
    connect(m_train, &QPushButton::clicked, this, &RunsPage::trainStudents);
}

bool RunsPage::hasTaskWithoutStudent() const
{
    const auto& students = context().snapshot().students;
    const auto& tasks = context().snapshot().tasks;
    return std::any_of(tasks.begin(), tasks.end(), [&](const core::domain::Task& task) {
        return std::none_of(students.begin(), students.end(), [&](const core::ports::StudentState& student) {
            return student.taskId == task.id && student.isServing;
        });
    });
}

void RunsPage::refresh()
{
    m_stack->setCurrentIndex(context().snapshot().runs.empty() ? 1 : 0);
    const bool canTrain = context().canChange() && hasTaskWithoutStudent();
    m_train->setEnabled(canTrain);
    m_train->setToolTip(!context().canChange() ? tr("The workspace is open read-only")
            : canTrain ? tr("Train and calibrate a student for every task without one")
                       : tr("Every task has a serving student"));
}

void RunsPage::trainStudents()
{
    context().execute(core::ports::TrainStudents{context().taskId()});
}

} // namespace ui::pages
