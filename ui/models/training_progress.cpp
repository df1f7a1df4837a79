#include "ui/models/training_progress.h"

#include "ui/models/stage_words.h"
#include "ui/models/strings.h"

#include <QCoreApplication>

#include <set>

namespace ui::models {

namespace {

using core::domain::Run;
using core::domain::RunKind;
using core::domain::RunState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TrainingProgress)
};

bool isUnfinishedTraining(const Run& run)
{
    return run.kind == RunKind::StudentTraining && !run.isFinal();
}

const Run* runToShow(const std::vector<Run>& runs)
{
    const Run* chosen = nullptr;
    for (const Run& run : runs) {
        if (!isUnfinishedTraining(run)) {
            continue;
        }
        const bool isAtWork = run.state != RunState::Queued;
        if (chosen == nullptr || isAtWork || chosen->state == RunState::Queued) {
            chosen = &run; // newest first: the last one seen waits longest
        }
        if (isAtWork) {
            break;
        }
    }
    return chosen;
}

QString headlineOf(const Run& run, const Catalogue& catalogue)
{
    std::set<std::string> serving;
    for (const core::ports::StudentState& student : catalogue.snapshot().students) {
        if (student.isServing) {
            serving.insert(student.taskId);
        }
    }
    if (run.taskId.empty()) {
        return Words::tr("Training students");
    }
    const QString name = catalogue.taskName(run.taskId);
    if (serving.contains(run.taskId)) {
        return Words::tr("Retraining student: %1").arg(name);
    }
    std::set<std::string> unfinished;
    for (const Run& other : catalogue.snapshot().runs) {
        if (isUnfinishedTraining(other) && !serving.contains(other.taskId)) {
            unfinished.insert(other.taskId);
        }
    }
    const auto total = serving.size() + unfinished.size();
    return Words::tr("Training student %1 of %2: %3")
        .arg(QString::number(total - unfinished.size() + 1), QString::number(total), name);
}

} // namespace

std::optional<std::chrono::seconds> remainingTime(const Run& run, core::TimePoint now)
{
    if (!run.startedAt || run.progress < 0.05 || run.progress >= 1 || run.isFinal()) {
        return std::nullopt;
    }
    const double elapsed = std::chrono::duration<double>(now - *run.startedAt).count();
    if (elapsed <= 0) {
        return std::nullopt;
    }
    return std::chrono::seconds(static_cast<std::int64_t>(elapsed * (1 - run.progress) / run.progress + 0.5));
}

std::optional<TrainingProgress> trainingProgress(
    const Catalogue& catalogue, core::TimePoint now, const Formats& formats)
{
    const Run* run = runToShow(catalogue.snapshot().runs);
    if (run == nullptr) {
        return std::nullopt;
    }
    TrainingProgress progress;
    progress.runId = run->id;
    progress.headline = headlineOf(*run, catalogue);
    progress.isCancelling = run->state == RunState::Cancelling;
    progress.fraction = run->progress;
    progress.stage = progress.isCancelling ? Words::tr("cancelling")
        : run->state == RunState::Queued   ? Words::tr("waiting")
                                           : stageWords(run->stage);
    if (const auto left = remainingTime(*run, now)) {
        progress.remaining
            = Words::tr("about %1 left").arg(formats.duration(*left));
    }
    return progress;
}

} // namespace ui::models
