#include "core/engine/loop/comparison_conductor.h"

#include "core/engine/loop/gate_looks.h"
#include "core/engine/loop/gate_slices.h"
#include "core/engine/loop/teacher.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <ranges>
#include <utility>

namespace core::engine::loop {

namespace {

constexpr std::size_t kStages = 2; ///< of a task
constexpr double kShownProgress = 0.02; ///< of a stage: each report is a write
constexpr int kIteration = 1;

bool isLabelled(const domain::StoredExample& stored)
{
    return !stored.example.reference.isEmpty();
}

std::string inUsd(domain::Money money)
{
    char text[32];
    std::snprintf(text, sizeof text, "$%.4f", money.usd());
    return text;
}

/// Texts that both models answered.
std::int64_t wholePairs(std::span<const ports::ComparedAnswer> answers)
{
    std::map<std::string, int> answered;
    for (const ports::ComparedAnswer& answer : answers) {
        ++answered[answer.textHash];
    }
    return std::ranges::count(answered | std::views::values, 2);
}

} // namespace

/// One run under way.
struct ComparisonConductor::Comparison {
    const domain::Run& run;
    const domain::TunedModel& tuned;
    domain::Tier champion;
    domain::Tier challenger;
    LoopProgress& progress;
    std::vector<ports::ComparedAnswer> answers; ///< of all tasks so far: one budget is of all of them
};

Result<std::vector<domain::StoredExample>> comparedTexts(
    const ports::ExampleStore& examples, const std::string& taskId, std::int64_t most)
{
    Result<std::vector<domain::StoredExample>> texts = examples.examples(taskId, domain::DataSplit::Gate);
    if (!texts) {
        return texts;
    }
    std::erase_if(*texts, [](const domain::StoredExample& stored) { return !isLabelled(stored); });
    if (std::ssize(*texts) > most) {
        texts->erase(texts->begin() + static_cast<std::ptrdiff_t>(most), texts->end());
    }
    return texts;
}

Result<std::vector<std::string>> ComparisonConductor::tasksOf(const domain::TunedModel& tuned) const
{
    const auto state = m_services.serving();
    std::vector<std::string> tasks;
    for (const auto& [taskId, task] : state->tasks) {
        if (!tuned.taskId.empty() && taskId != tuned.taskId) {
            continue;
        }
        const auto texts = comparedTexts(m_services.examples, taskId, 1);
        if (!texts) {
            return fail(texts.error());
        }
        if (!texts->empty()) {
            tasks.push_back(taskId);
        }
    }
    return tasks.empty() ? fail(ErrorCode::InvalidArgument,
                               "no task has labelled texts in its gate split, which both models could answer; import a "
                               "labelled file first")
                         : Result<std::vector<std::string>>(std::move(tasks));
}

Result<void> ComparisonConductor::conduct(const domain::Run& run, StageControl& control)
{
    const Result<domain::TunedModel> tuned = tunedModelFromJson(run.parametersJson);
    const Result<ports::LoopReport> before = m_services.loops.report(run.id);
    if (!tuned || !before) {
        return fail(!tuned ? tuned.error() : before.error());
    }
    const auto state = m_services.serving();
    const auto tier = std::ranges::find(state->tiersByRank, tuned->tierId, &domain::Tier::id);
    if (tier == state->tiersByRank.end()) {
        return fail(ErrorCode::NotFound, "no tier '" + tuned->tierId + "' in this workspace");
    }
    const Result<std::vector<std::string>> tasks = tasksOf(*tuned);
    const Result<std::string> price = m_services.enterPrice(*tuned);
    if (!tasks || !price) {
        return fail(!tasks ? tasks.error() : price.error());
    }
    const LoopProgress::Services services{m_services.clock, m_services.loops, [state](const std::string& taskId) {
        const auto task = state->tasks.find(taskId);
        return task == state->tasks.end() ? taskId : task->second.task.name;
    }};
    LoopProgress progress(services, control, run.id, before->stages, kStages * tasks->size());
    if (Result<void> begun = progress.begin(); !begun) {
        return begun;
    }
    Comparison comparison{run, *tuned, *tier, inPlaceOf(*tier, *tuned), progress, {}};
    comparison.challenger.priceVersionId = *price;
    for (const std::string& taskId : *tasks) {
        Result<std::vector<ports::ComparedAnswer>> known = m_services.comparisons.answers(run.id, taskId);
        if (!known) {
            return fail(known.error());
        }
        std::ranges::move(*known, std::back_inserter(comparison.answers));
    }
    const bool isOfOther = std::ranges::any_of(comparison.answers, [&](const ports::ComparedAnswer& answer) {
        return !answer.isChallenger && answer.model != comparison.champion.model;
    });
    if (isOfOther) { // before this run was taken up again
        return fail(ErrorCode::Conflict, "the tier has another model by now; compare again");
    }
    for (const std::string& taskId : *tasks) {
        const Result<GateResult> gates = gate(comparison, taskId);
        const Result<void> decided = gates ? decide(comparison, taskId, *gates) : fail(gates.error());
        if (!decided) {
            return decided;
        }
    }
    return {};
}

Result<GateResult> ComparisonConductor::gate(Comparison& comparison, const std::string& taskId)
{
    LoopProgress& progress = comparison.progress;
    const Result<std::string> json = progress.stage(kIteration, taskId, domain::LoopStage::Gate, [&]() -> Result<std::string> {
        const auto state = m_services.serving();
        const auto task = state->tasks.find(taskId);
        const auto texts = comparedTexts(m_services.examples, taskId, comparison.tuned.texts);
        const auto imported = m_services.examples.examples(taskId, domain::DataSplit::Training);
        auto taught = comparison.tuned.teacherRunId.empty()
            ? Result<std::vector<domain::TaughtRow>>(std::vector<domain::TaughtRow>())
            : m_services.loops.taught(comparison.tuned.teacherRunId, taskId);
        if (task == state->tasks.end() || !texts || !imported || !taught) {
            return task == state->tasks.end() ? fail(ErrorCode::NotFound, "task '" + taskId + "' was removed")
                                              : fail(!texts ? texts.error() : !imported ? imported.error() : taught.error());
        }
        domain::Task judged = task->second.task; // by the target that is in force
        judged.answerFloor = task->second.policy.answerFloor;
        const ModelPair pair{judged, comparison.champion, comparison.challenger, labelsOf(*imported)};
        const ModelComparer comparer(m_services.clock,
            [&]() -> std::shared_ptr<const ports::ModelClient> {
                const auto now = m_services.serving();
                const auto tier = std::ranges::find(now->tiersByRank, comparison.champion.id, &domain::Tier::id);
                const bool isSame = tier != now->tiersByRank.end() && tier->model == comparison.champion.model;
                return isSame ? m_services.client(*now, tier->id) : nullptr;
            },
            [&] { return m_services.tuned(comparison.tuned); });
        const std::string title = progress.titleFor(kIteration, taskId) + ": Asking both models";
        const auto answers = comparer.ask(pair, comparison.run.id, *texts, comparison.answers, comparison.tuned.budget,
            [&](std::span<const ports::ComparedAnswer> fresh) {
                comparison.answers.insert(comparison.answers.end(), fresh.begin(), fresh.end());
                return m_services.comparisons.save(fresh);
            },
            [&, shown = -1.0](double done) mutable {
                if (done >= shown + kShownProgress) {
                    shown = done;
                    progress.control().report(progress.from() + (progress.to() - progress.from()) * done, title);
                }
                return !progress.control().isCancelled();
            });
        if (!answers) {
            return fail(answers.error());
        }
        GateRules rules;
        rules.margin = comparison.tuned.margin;
        const Result<int> look = lookNumber(m_services.loops,
            {comparison.run.id, kIteration, taskId, championId(comparison.champion), wholePairs(*answers)});
        if (!look) {
            return fail(look.error());
        }
        rules.look = *look;
        const GateSlices slices(*taught, *texts);
        GateResult result = compareModels(pair, *texts, *answers,
            [&slices](const domain::StoredExample& stored) { return slices(stored); }, rules);
        result.championPolicyId = state->policyVersionId;
        result.reason += lookWords(rules.look, rules.passLevel());
        domain::Money spent;
        for (const ports::ComparedAnswer& answer : *answers) {
            spent += answer.cost;
        }
        result.reason += "; both models answered " + std::to_string(result.texts) + " of " + std::to_string(texts->size())
            + " gate texts for " + inUsd(spent);
        if (Result<void> saved = m_services.loops.saveGate(comparison.run.id, result.report, result.answers); !saved) {
            return fail(saved.error());
        }
        return toJson(result, Detail::Stored);
    });
    return json ? gateResultFromJson(*json) : fail(json.error());
}

Result<void> ComparisonConductor::decide(Comparison& comparison, const std::string& taskId, const GateResult& gates)
{
    const Result<std::string> json
        = comparison.progress.stage(kIteration, taskId, domain::LoopStage::Decide, [&]() -> Result<std::string> {
              domain::LoopDecision decision;
              decision.runId = comparison.run.id;
              decision.iteration = kIteration;
              decision.taskId = taskId;
              decision.outcome = gates.outcome;
              decision.reason = gates.reason;
              decision.championPolicyId = gates.championPolicyId;
              decision.championStudentId = gates.championStudentId;
              decision.studentId = domain::challengerId(comparison.tuned);
              decision.gateTexts = gates.texts;
              decision.championCost = gates.championCost;
              decision.challengerCost = gates.challengerCost;
              decision.lastTierCost = gates.lastTierCost;
              for (const ports::ComparedAnswer& answer : comparison.answers) {
                  decision.teacherCost += answer.taskId == taskId ? answer.cost : domain::Money{};
              }
              decision.at = m_services.clock.now();
              if (Result<void> saved = m_services.loops.saveDecision(decision); !saved) {
                  return fail(saved.error());
              }
              return std::string("{}");
          });
    return json ? Result<void>{} : fail(json.error());
}

} // namespace core::engine::loop
