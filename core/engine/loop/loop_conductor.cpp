#include "core/engine/loop/loop_conductor.h"

#include "core/engine/loop/repeated_teaching.h"
#include "core/engine/loop/teacher.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace core::engine::loop {

namespace {

constexpr std::size_t kStages = 5;
constexpr std::size_t kFirstStages = 4; ///< of a task's first student, which selects nothing
constexpr double kShownProgress = 0.02; ///< of a stage: each report is a write

std::string artefactOf(const OnboardingResult& result, const std::string& kind)
{
    const auto found = std::ranges::find(result.artefacts, kind, &domain::Artefact::kind);
    return found == result.artefacts.end() ? std::string() : found->id;
}

double metricOf(const OnboardingResult& result, std::string_view name)
{
    const auto found = std::ranges::find(result.metrics, name, &domain::RunMetric::name);
    return found == result.metrics.end() ? 0.0 : found->value;
}

void take(const GateResult& gates, domain::LoopDecision& decision)
{
    decision.outcome = gates.outcome;
    decision.reason = gates.reason;
    decision.championPolicyId = gates.championPolicyId;
    decision.championStudentId = gates.championStudentId;
    decision.gateTexts = gates.texts;
    decision.championCost = gates.championCost;
    decision.challengerCost = gates.challengerCost;
    decision.lastTierCost = gates.lastTierCost;
    decision.championAccepted = gates.championAccepted;
    decision.challengerAccepted = gates.challengerAccepted;
}

} // namespace

Result<std::vector<std::string>> LoopConductor::tasksOf(const domain::Run& run) const
{
    const auto state = m_services.serving();
    if (!run.taskId.empty()) {
        return state->tasks.contains(run.taskId)
            ? Result<std::vector<std::string>>(std::vector<std::string>{run.taskId})
            : fail(ErrorCode::NotFound, "no task '" + run.taskId + "' in this workspace");
    }
    std::vector<std::string> tasks;
    for (const auto& [taskId, task] : state->tasks) {
        const Result<std::vector<domain::StoredExample>> tuning
            = m_services.examples.examples(taskId, domain::DataSplit::Tuning);
        if (!tuning) {
            return fail(tuning.error());
        }
        const bool isLabelled = std::ranges::any_of(*tuning,
            [](const domain::StoredExample& stored) { return !stored.example.reference.isEmpty(); });
        if (isLabelled) {
            tasks.push_back(taskId);
        }
    }
    return tasks.empty() ? fail(ErrorCode::InvalidArgument,
                               "no task has labelled texts; import a labelled file first")
                         : Result<std::vector<std::string>>(std::move(tasks));
}

Result<void> LoopConductor::conduct(const domain::Run& run, StageControl& control)
{
    const Result<domain::LoopOptions> options = loopOptionsFromJson(run.parametersJson);
    const Result<ports::LoopReport> before = m_services.loops.report(run.id);
    if (!options || !before) {
        return fail(!options ? options.error() : before.error());
    }
    if (run.kind == domain::RunKind::Clustering) {
        return cluster(run, *options, control);
    }
    const Result<std::vector<std::string>> tasks = tasksOf(run);
    if (!tasks) {
        return fail(tasks.error());
    }
    std::size_t stages = tasks->size() * static_cast<std::size_t>(options->iterations) * kStages;
    for (const std::string& taskId : *tasks) {
        stages += needsFirst(before->stages, taskId) ? kFirstStages : 0;
    }
    LoopProgress progress(progressServices(), control, run.id, before->stages, stages);
    if (Result<void> begun = progress.begin(); !begun) {
        return begun;
    }
    std::vector<std::string> open = *tasks;
    std::optional<Error> problem; // of some tasks: the others go on
    for (int number = 1; number <= options->iterations && !open.empty(); ++number) {
        std::vector<std::string> next;
        for (const std::string& taskId : open) {
            LoopIteration iteration{run, *options, progress, taskId, number};
            const bool isFirst = number == 1 && needsFirst(before->stages, taskId);
            const std::size_t end = progress.done() + kStages + (isFirst ? kFirstStages : 0);
            Result<bool> goesOn = isFirst ? firstStudent(iteration) : Result<bool>(true);
            if (goesOn && *goesOn) {
                goesOn = iterate(iteration);
            }
            progress.reach(end);
            if (!goesOn && goesOn.error().code == ErrorCode::Cancelled) {
                return fail(goesOn.error());
            }
            if (!goesOn) {
                const Error error = goesOn.error().within("task '" + taskId + "'");
                problem = problem ? Error{problem->code, problem->message + "; " + error.message} : error;
            } else if (*goesOn) {
                next.push_back(taskId);
            }
        }
        progress.skip(
            (open.size() - next.size()) * kStages * static_cast<std::size_t>(options->iterations - number));
        open = std::move(next);
    }
    return problem ? Result<void>(fail(*problem)) : Result<void>{};
}

/// One stage, whose figures stay with the run.
Result<void> LoopConductor::cluster(
    const domain::Run& run, const domain::LoopOptions& options, StageControl& control)
{
    LoopProgress progress(progressServices(), control, run.id, {}, 1);
    LoopIteration iteration{run, options, progress, run.taskId, 1};
    const Result<std::string> json = iteration.stage(domain::LoopStage::Select, [&]() -> Result<std::string> {
        const Result<SelectResult> result = iteration.work<SelectResult>();
        if (!result) {
            return fail(result.error());
        }
        const Result<void> kept = m_services.keepClusters ? m_services.keepClusters(run.id) : Result<void>{};
        return kept ? Result<std::string>(toJson(*result, Detail::Stored)) : fail(kept.error());
    });
    return json ? Result<void>{} : fail(json.error());
}

/// Whether the task has no student, or got its first one in this run: when that is taken up again its stages say so.
bool LoopConductor::needsFirst(
    const std::vector<domain::LoopStageRecord>& stored, const std::string& taskId) const
{
    return servedStudent(*m_services.serving(), taskId).empty()
        || std::ranges::any_of(stored, [&](const domain::LoopStageRecord& stage) {
               return stage.iteration == 0 && stage.taskId == taskId;
           });
}

LoopProgress::Services LoopConductor::progressServices() const
{
    return {m_services.clock, m_services.loops, [this](const std::string& taskId) {
                const auto state = m_services.serving();
                const auto task = state->tasks.find(taskId);
                return task == state->tasks.end() ? taskId : task->second.task.name;
            }};
}

/// A task without a student gets one on some labelled texts; whether the task can go on.
Result<bool> LoopConductor::firstStudent(LoopIteration& iteration)
{
    LoopIteration first{iteration.run, iteration.options, iteration.progress, iteration.taskId, 0};
    const Result<std::string> chosen = first.stage(domain::LoopStage::Teach, [&]() -> Result<std::string> {
        Result<std::vector<domain::StoredExample>> training
            = m_services.examples.examples(first.taskId, domain::DataSplit::Training);
        if (!training) {
            return fail(training.error());
        }
        std::vector<domain::TaughtRow> rows;
        for (const domain::StoredExample& stored : *training) {
            // by ascending keyed hash: a random draw, the same whenever it is made
            if (stored.example.reference.isEmpty() || std::ssize(rows) >= first.options.firstTexts) {
                continue;
            }
            domain::TaughtRow row;
            row.runId = first.run.id;
            row.taskId = first.taskId;
            row.textHash = stored.identity.hash;
            row.source = domain::TaughtSource::Reference;
            row.state = domain::TaughtState::Taught;
            row.answer = evaluation::referenceAnswer(stored.example.reference);
            row.at = m_services.clock.now();
            rows.push_back(std::move(row));
        }
        if (Result<void> saved = m_services.loops.saveTaught(rows); !saved) {
            return fail(saved.error());
        }
        TeachResult result;
        result.taught = std::ssize(rows);
        return toJson(result);
    });
    if (!chosen) {
        return fail(chosen.error());
    }
    const Result<std::optional<domain::LoopDecision>> repeated = repeatedBefore(first, domain::LoopStage::Train);
    if (!repeated) {
        return fail(repeated.error());
    }
    if (*repeated) {
        first.progress.skip(kFirstStages - 2);
        return m_decider.decide(first, **repeated, {});
    }
    const Result<TrainResult> challenger = train(first);
    if (!challenger) {
        return fail(challenger.error());
    }
    domain::LoopDecision decision;
    decision.texts = challenger->freshTexts;
    decision.horizonDays = first.options.horizonDays;
    // one that serves already, or was decided about, is of a run that began before first students were judged
    const bool isDecided = servedStudent(*m_services.serving(), first.taskId) == challenger->studentId
        || first.progress.isFinished(0, first.taskId, domain::LoopStage::Decide);
    if (isDecided && !first.progress.isFinished(0, first.taskId, domain::LoopStage::Gate)) {
        first.progress.skip(1);
        decision.outcome = domain::LoopOutcome::Promoted;
        decision.reason = "the first student of the task; it accepts what its certificate allows";
        return m_decider.decide(first, std::move(decision), *challenger);
    }
    const Result<GateResult> gates = gate(first);
    if (!gates) {
        return fail(gates.error());
    }
    take(*gates, decision);
    decision.reason = "the first student of the task, against the tiers in force; " + decision.reason;
    return m_decider.decide(first, std::move(decision), *challenger);
}

/// How a run of the schedule ends for the task where the challenger of an earlier run would come again. What is paid or
/// trained already (`next` is finished) goes on.
Result<std::optional<domain::LoopDecision>> LoopConductor::repeatedBefore(
    const LoopIteration& iteration, domain::LoopStage next) const
{
    if (!isScheduled(iteration.run.parametersJson)
        || iteration.progress.isFinished(iteration.number, iteration.taskId, next)) {
        return std::optional<domain::LoopDecision>();
    }
    Result<std::optional<domain::LoopDecision>> before = sameTeachingBefore(m_services.loops, iteration.run.id,
        iteration.number, iteration.taskId, servedStudent(*m_services.serving(), iteration.taskId));
    if (!before || !*before) {
        return before;
    }
    domain::LoopDecision decision;
    decision.outcome = domain::LoopOutcome::NotWorthIt;
    decision.horizonDays = iteration.options.horizonDays;
    decision.reason = "nothing is new since the challenger of run " + (*before)->runId + ", which was not promoted ("
        + (*before)->reason + ")";
    return std::optional(std::move(decision));
}

/// Whether the task goes on to another iteration.
Result<bool> LoopConductor::iterate(LoopIteration& iteration)
{
    const Result<SelectResult> selected = select(iteration);
    if (!selected) {
        return fail(selected.error());
    }
    domain::LoopDecision decision;
    decision.predictedFreed = selected->freed;
    decision.predictedFreedLow = selected->freedLow;
    decision.predictedFreedHigh = selected->freedHigh;
    decision.predictedNet = selected->net;
    decision.predictedNetLow = selected->netLow;
    decision.predictedNetHigh = selected->netHigh;
    decision.predictedShare = selected->freedShare;
    decision.learnability = selected->learnability;
    decision.horizonDays = iteration.options.horizonDays;
    if (selected->assumedPerDay > 0) {
        iteration.note = "; the task has no traffic yet: the prediction assumes each of the "
            + std::to_string(selected->assumedPerDay) + " imported texts once a day";
    }
    if (selected->isCostEstimated) {
        iteration.note += kEstimatedCost;
    }
    if (!selected->isWorthIt) {
        iteration.progress.skip(kStages - 2);
        decision.outcome = domain::LoopOutcome::NotWorthIt;
        decision.reason = selected->reason;
        return m_decider.decide(iteration, std::move(decision), {});
    }
    const Result<std::optional<domain::LoopDecision>> repeated = repeatedBefore(iteration, domain::LoopStage::Teach);
    if (!repeated) {
        return fail(repeated.error());
    }
    if (*repeated) {
        iteration.progress.skip(kStages - 2);
        decision.outcome = (*repeated)->outcome;
        decision.reason = (*repeated)->reason;
        return m_decider.decide(iteration, std::move(decision), {});
    }
    const Result<TeachResult> taught = teach(iteration);
    if (!taught) {
        return fail(taught.error());
    }
    decision.texts = taught->taught;
    decision.teacherCost = taught->cost;
    if (iteration.options.onlyTeaches || taught->taught == 0) {
        iteration.progress.skip(kStages - 3);
        decision.outcome
            = taught->taught > 0 ? domain::LoopOutcome::Taught : domain::LoopOutcome::NotEnoughData;
        decision.reason = taught->taught > 0
            ? "the run ends with the teacher's answers"
            : "the teacher gave no answer that can be learnt"
                + (taught->problem.empty() ? std::string() : ": " + taught->problem);
        return m_decider.decide(iteration, std::move(decision), {});
    }
    const Result<TrainResult> challenger = train(iteration);
    if (!challenger) {
        return fail(challenger.error());
    }
    const Result<GateResult> gates = gate(iteration);
    if (!gates) {
        return fail(gates.error());
    }
    take(*gates, decision);
    return m_decider.decide(iteration, std::move(decision), *challenger);
}

Result<SelectResult> LoopConductor::select(LoopIteration& iteration)
{
    const Result<std::string> json = iteration.stage(domain::LoopStage::Select, [&]() -> Result<std::string> {
        Result<SelectResult> result = iteration.work<SelectResult>();
        if (!result) {
            return fail(result.error());
        }
        for (domain::TaughtRow& row : result->chosen) {
            row.runId = iteration.run.id;
            row.iteration = iteration.number;
            row.taskId = iteration.taskId;
            row.at = m_services.clock.now();
        }
        if (Result<void> saved = result->isWorthIt ? m_services.loops.saveTaught(result->chosen) : Result<void>{};
            !saved) {
            return fail(saved.error());
        }
        return toJson(*result, Detail::Stored);
    });
    return json ? selectResultFromJson(*json) : fail(json.error());
}

Result<TeachResult> LoopConductor::teach(LoopIteration& iteration)
{
    const Result<std::string> json = iteration.stage(domain::LoopStage::Teach, [&]() -> Result<std::string> {
        const auto state = m_services.serving();
        const auto task = state->tasks.find(iteration.taskId);
        const domain::Tier& last = state->tiersByRank.back();
        const std::shared_ptr<const ports::ModelClient> client = m_services.client(*state, last.id);
        if (task == state->tasks.end() || client == nullptr) {
            return fail(ErrorCode::Unavailable,
                "the last tier '" + last.name + "' cannot be asked from here; start the gateway that knows its "
                                                "endpoint and run the loop there");
        }
        Result<std::vector<domain::TaughtRow>> rows = m_services.loops.taught(iteration.run.id, iteration.taskId);
        if (!rows) {
            return fail(rows.error());
        }
        std::erase_if(*rows, [&](const domain::TaughtRow& row) {
            return row.iteration != iteration.number || row.text.empty();
        });
        const std::string title = iteration.title();
        const Teacher teacher({m_services.clock, m_services.examples, m_services.recorded});
        const Result<TeachResult> result = teacher.teach(
            task->second.task, last, *client, std::move(*rows), iteration.options.teacherSpend,
            [&](std::span<const domain::TaughtRow> answered) { return m_services.loops.saveTaught(answered); },
            [&, shown = -1.0](double done) mutable {
                StageControl& control = iteration.progress.control();
                if (done >= shown + kShownProgress) {
                    shown = done;
                    const double from = iteration.progress.from();
                    control.report(from + (iteration.progress.to() - from) * done, title + ": Asking the teacher");
                }
                return !control.isCancelled();
            });
        return result ? Result<std::string>(toJson(*result)) : fail(result.error());
    });
    return json ? teachResultFromJson(*json) : fail(json.error());
}

Result<TrainResult> LoopConductor::train(LoopIteration& iteration)
{
    const Result<std::string> json = iteration.stage(domain::LoopStage::Train, [&]() -> Result<std::string> {
        Result<OnboardingResult> trained = iteration.work<OnboardingResult>();
        if (!trained) {
            return fail(trained.error());
        }
        if (Result<void> kept = iteration.progress.control().keep(*trained); !kept) {
            return fail(kept.error());
        }
        if (iteration.number == 0) {
            m_services.learnCosts(iteration.taskId, *trained);
        }
        TrainResult result;
        result.studentId = artefactOf(*trained, "student");
        result.routerId = artefactOf(*trained, "router");
        result.certificates = trained->certificates;
        result.attempt = static_cast<int>(std::lround(metricOf(*trained, kCertificationAttempt)));
        result.freshTexts = std::llround(metricOf(*trained, kFreshTexts));
        result.replayTexts = std::llround(metricOf(*trained, kReplayTexts));
        return toJson(result);
    });
    return json ? trainResultFromJson(*json) : fail(json.error());
}

Result<GateResult> LoopConductor::gate(LoopIteration& iteration)
{
    const Result<std::string> json = iteration.stage(domain::LoopStage::Gate, [&]() -> Result<std::string> {
        const Result<GateResult> result = iteration.work<GateResult>();
        if (!result) {
            return fail(result.error());
        }
        if (Result<void> saved = m_services.loops.saveGate(iteration.run.id, result->report, result->answers);
            !saved) {
            return fail(saved.error());
        }
        return toJson(*result, Detail::Stored);
    });
    return json ? gateResultFromJson(*json) : fail(json.error());
}

} // namespace core::engine::loop
