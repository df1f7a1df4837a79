#include "core/engine/loop/stored_models.h"

#include "core/engine/confidence_file.h"
#include "core/engine/planning_costs.h"

#include <memory>
#include <optional>
#include <utility>

namespace core::engine::loop {

Result<ServedModels> loadServed(
    const LoopPorts& stores, const domain::Task& task, const domain::TaskPolicy& policy, const std::string& tierId)
{
    ServedModels models;
    models.policy = policy;
    models.costs = std::make_shared<routing::CostExpectation>();
    const auto version = policy.modelVersions.find(tierId);
    if (version == policy.modelVersions.end()) {
        return models;
    }
    models.studentId = version->second;
    const auto artefact = [&stores](const std::string& id) -> Result<domain::Artefact> {
        const Result<std::optional<domain::Artefact>> stored = stores.runs.artefact(id);
        if (!stored) {
            return fail(stored.error());
        }
        return *stored ? Result<domain::Artefact>(**stored)
                       : fail(ErrorCode::NotFound, "the model '" + id + "' is not in the workspace");
    };
    for (const auto& [scoredTier, scorerId] : policy.scorerVersions) {
        const Result<domain::Artefact> scorer = artefact(scorerId);
        auto confidence = scorer ? loadConfidence(stores.workspace / scorer->path, scorer->sha256)
                                 : Result<std::unique_ptr<conformal::AnswerConfidence>>(fail(scorer.error()));
        if (!confidence) {
            return fail(confidence.error().within("learned confidence of tier '" + scoredTier + "'"));
        }
        models.scorers[scoredTier] = std::move(*confidence);
    }
    const Result<domain::Artefact> student = artefact(models.studentId);
    if (!student) {
        return fail(student.error());
    }
    Result<std::unique_ptr<ports::Student>> loaded
        = stores.students.load(stores.workspace / student->path, student->sha256);
    if (!loaded) {
        return fail(loaded.error());
    }
    models.student = std::move(*loaded);
    if (policy.routerVersion.empty()) {
        return models;
    }
    const Result<domain::Artefact> router = artefact(policy.routerVersion);
    if (!router) {
        return fail(router.error());
    }
    Result<std::unique_ptr<ports::Router>> loadedRouter
        = stores.routers.load(stores.workspace / router->path, router->sha256);
    if (!loadedRouter) {
        return fail(loadedRouter.error());
    }
    models.router = std::move(*loadedRouter);
    if (auto costs = planningCostsFrom(task.id, router->metricsJson)) {
        models.costs = std::move(costs);
    }
    return models;
}

} // namespace core::engine::loop
