#include "ui/models/run_model.h"

#include "ui/models/engine_sentences.h"
#include "ui/models/stage_words.h"
#include "ui/models/strings.h"
#include "ui/models/training_progress.h"

namespace ui::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

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

/// Without the task and the iteration where the row says the one and there is no second of the other.
std::string stageAlone(const Run& run, const QString& taskName)
{
    const std::string said = fromQt(taskName) + ", iteration 1: ";
    const bool isSaid = run.kind == RunKind::Distillation && run.stage.starts_with(said);
    return isSaid ? run.stage.substr(said.size()) : run.stage;
}

QString failureWords(const Run& run)
{
    QString words = sentenceWords(run.errorMessage);
    if (!words.isEmpty()) {
        words[0] = words.at(0).toUpper();
    }
    return words;
}

} // namespace

QString wordOf(RunKind kind)
{
    switch (kind) {
    case RunKind::StudentTraining:
        return Words::tr("Student training");
    case RunKind::RouterTraining:
        return Words::tr("Router training");
    case RunKind::Calibration:
        return Words::tr("Calibration");
    case RunKind::Clustering:
        return Words::tr("Clustering");
    case RunKind::Distillation:
        return Words::tr("Distillation");
    case RunKind::Loop:
        return Words::tr("Whole loop");
    case RunKind::ModelComparison:
        return Words::tr("Comparison of a tuned model");
    }
    return {};
}

QString wordOf(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return Words::tr("waiting");
    case RunState::Running:
        return Words::tr("running");
    case RunState::Cancelling:
        return Words::tr("cancelling");
    case RunState::Succeeded:
        return Words::tr("succeeded");
    case RunState::Failed:
        return Words::tr("failed");
    case RunState::Cancelled:
        return Words::tr("cancelled");
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
            [](const Run& run) { return failureWords(run); }, stateExtra},
        {tr("Progress"), {}, true, progressText, {}, progressExtra},
        {tr("Doing"), {}, false,
            [this](const Run& run) {
                return run.state == RunState::Failed ? failureWords(run)
                                                     : stageWords(stageAlone(run, m_catalogue.taskName(run.taskId)));
            },
            [](const Run& run) {
                return run.state == RunState::Failed ? failureWords(run) : stageWords(run.stage);
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
