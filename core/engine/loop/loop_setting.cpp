#include "core/engine/loop/loop_setting.h"

#include "core/engine/loop/stored_models.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core::engine::loop {

StoredExamples labelledOnly(StoredExamples examples)
{
    std::erase_if(examples, [](const domain::StoredExample& stored) { return stored.example.reference.isEmpty(); });
    return examples;
}

Result<LoopSetting> readSetting(const LoopPorts& stores, const std::string& taskId)
{
    LoopSetting setting;
    const Result<std::vector<domain::Task>> tasks = stores.portfolio.tasks();
    Result<std::vector<domain::Tier>> tiers = stores.portfolio.tiers();
    const Result<std::optional<domain::PolicyVersion>> policy = stores.policies.active();
    if (!tasks || !tiers || !policy) {
        return fail(!tasks ? tasks.error() : !tiers ? tiers.error() : policy.error());
    }
    const auto task = std::ranges::find(*tasks, taskId, &domain::Task::id);
    if (task == tasks->end()) {
        return fail(ErrorCode::NotFound, "no task '" + taskId + "' in this workspace");
    }
    setting.task = *task;
    setting.taskCount = static_cast<int>(tasks->size());
    setting.tiersByRank = std::move(*tiers);
    const auto tier
        = std::ranges::find(setting.tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    if (tier == setting.tiersByRank.end() || setting.tiersByRank.size() < 2) {
        return fail(
            ErrorCode::InvalidArgument, "the loop needs a student tier and a tier above it in the portfolio");
    }
    setting.studentTierId = tier->id;
    domain::TaskPolicy taskPolicy;
    taskPolicy.taskId = taskId;
    taskPolicy.alpha = task->alpha;
    taskPolicy.delta = task->delta;
    taskPolicy.answerFloor = task->answerFloor;
    if (*policy) {
        setting.policyId = (*policy)->id;
        if (const auto found = (*policy)->tasks.find(taskId); found != (*policy)->tasks.end()) {
            taskPolicy = found->second;
        }
    }
    setting.task.alpha = taskPolicy.alpha;
    setting.task.delta = taskPolicy.delta;
    setting.task.answerFloor = taskPolicy.answerFloor;
    Result<ServedModels> champion = loadServed(stores, setting.task, taskPolicy, setting.studentTierId);
    Result<StoredExamples> training = stores.examples.examples(taskId, domain::DataSplit::Training);
    Result<StoredExamples> tuning = stores.examples.examples(taskId, domain::DataSplit::Tuning);
    if (!champion || !training || !tuning) {
        return fail(!champion ? champion.error() : !training ? training.error() : tuning.error());
    }
    setting.champion = std::move(*champion);
    setting.training = std::move(*training);
    setting.tuning = labelledOnly(std::move(*tuning));
    return setting;
}

} // namespace core::engine::loop
