#include "ui/models/run_model.h"

#include "ui/models/strings.h"
#include "ui/models/training_progress.h"

namespace ui::models {

namespace {

using core::domain::Run;
using core::domain::RunKind;
using core::domain::RunState;

QVariant stateExtra(const Run& run, int role)
{
    if (role == ToneRole && run.state == RunState::Failed) {
        return static_cast<int>(CellTone::Alarm);
    }
    return {};
}

QVariant progressExtra(const Run& run, int role)
{
    return role == ProgressRole && !run.isFinal() ? QVariant(run.progress) : QVariant();
}

} // namespace

QString wordOf(RunKind kind)
{
    const auto text = [](const char* source) { return QCoreApplication::translate("RunKind", source); };
    switch (kind) {
    case RunKind::StudentTraining:
        return text("Student training");
    case RunKind::RouterTraining:
        return text("Router training");
    case RunKind::Calibration:
        return text("Calibration");
    case RunKind::Clustering:
        return text("Clustering");
    case RunKind::Distillation:
        return text("Distillation");
    case RunKind::Loop:
        return text("Whole loop");
    }
    return {};
}

QString wordOf(RunState state)
{
    const auto text = [](const char* source) { return QCoreApplication::translate("RunState", source); };
    switch (state) {
    case RunState::Queued:
        return text("waiting");
    case RunState::Running:
        return text("running");
    case RunState::Cancelling:
        return text("cancelling");
    case RunState::Succeeded:
        return text("succeeded");
    case RunState::Failed:
        return text("failed");
    case RunState::Cancelled:
        return text("cancelled");
    }
    return {};
}

RunModel::RunModel(QObject* parent)
    : RowTableModel(parent)
{
    const auto progressText = [this](const Run& run) {
        const auto left = remainingTime(run, m_now);
        const QString share = m_formats.percent(run.progress, 0);
        return run.isFinal() ? Formats::dash()
            : left           ? tr("%1, about %2 left").arg(share, m_formats.duration(*left))
                             : share;
    };
    const auto durationText = [this](const Run& run) {
        if (!run.startedAt) {
            return Formats::dash();
        }
        const auto end = run.finishedAt.value_or(m_now);
        return m_formats.duration(std::chrono::duration_cast<std::chrono::seconds>(end - *run.startedAt));
    };
    setColumns({
        {tr("Run"), {}, false, [](const Run& run) { return wordOf(run.kind); },
            [](const Run& run) { return toQt(run.id); }},
        {tr("Task"), {}, false,
            [this](const Run& run) {
                return run.taskId.empty() ? tr("All tasks") : m_catalogue.taskName(run.taskId);
            }},
        {tr("State"), {}, false, [](const Run& run) { return wordOf(run.state); },
            [](const Run& run) { return toQt(run.errorMessage); }, stateExtra},
        {tr("Progress"), {}, true, progressText, {}, progressExtra},
        {tr("Doing"), {}, false,
            [](const Run& run) {
                return run.state == RunState::Failed ? toQt(run.errorMessage) : toQt(run.stage);
            },
            [](const Run& run) {
                return run.state == RunState::Failed ? toQt(run.errorMessage) : toQt(run.stage);
            }},
        {tr("Started"), {}, true,
            [this](const Run& run) {
                return run.startedAt ? m_formats.timeStamp(*run.startedAt, m_now) : Formats::dash();
            },
            [this](
                const Run& run) { return run.startedAt ? m_formats.exactTime(*run.startedAt) : QString(); }},
        {tr("Duration"), {}, true, durationText},
    });
}

void RunModel::update(const Catalogue& catalogue, const Formats& formats, core::TimePoint now)
{
    m_catalogue = catalogue;
    m_formats = formats;
    m_now = now;
    setRows(m_catalogue.snapshot().runs);
}

} // namespace ui::models
