#include "core/engine/loop/first_certified.h"

#include "core/engine/loop/promotion_chain.h"
#include "core/engine/loop/stored_models.h"

#include <unordered_set>
#include <utility>

namespace core::engine::loop {

Result<Anchor> firstCertified(
    const LoopPorts& stores, const LoopSetting& setting, const std::vector<domain::LoopDecision>& decisions)
{
    const Result<std::vector<domain::PolicyVersion>> versions = stores.policies.versions();
    if (!versions) {
        return fail(versions.error());
    }
    Anchor anchor;
    const domain::TaskPolicy& now = setting.champion.policy;
    const std::unordered_set<std::string> chain = promotedUpTo(setting.champion.studentId, decisions);
    for (const domain::PolicyVersion& version : *versions) {
        const auto task = version.tasks.find(setting.task.id);
        if (task == version.tasks.end() || !task->second.thresholds.contains(setting.studentTierId)) {
            continue;
        }
        const domain::TaskPolicy& first = task->second;
        const auto student = first.modelVersions.find(setting.studentTierId);
        if (student == first.modelVersions.end() || !chain.contains(student->second)) {
            continue;
        }
        if (first.modelVersions == now.modelVersions && first.routerVersion == now.routerVersion
            && first.thresholds == now.thresholds) {
            return anchor;
        }
        Result<ServedModels> models = loadServed(stores, setting.task, first, setting.studentTierId);
        if (models) {
            anchor.models = std::move(*models);
            return anchor;
        }
        anchor.problem = "policy " + version.id + ": " + models.error().message;
    }
    return anchor;
}

} // namespace core::engine::loop
