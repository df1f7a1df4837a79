#include "app/encoder_in_force.h"

#include "core/engine/router_training.h"

#include <optional>
#include <set>

namespace app {

using core::Result;
namespace domain = core::domain;

namespace {

constexpr int kMostExtensions = 16; ///< of routers by further tiers and tasks
constexpr const char* kNone = "none";

/// As the run that trained the router was told; one that was extended has the encoder of the router that it extends.
Result<std::string> encoderOf(const db::Stores& stores, std::string routerId)
{
    for (int i = 0; i < kMostExtensions && !routerId.empty(); ++i) {
        const Result<std::optional<domain::Artefact>> artefact = stores.runs->artefact(routerId);
        if (!artefact) {
            return core::fail(artefact.error());
        }
        const auto run = *artefact ? stores.runs->run((*artefact)->runId) : Result<std::optional<domain::Run>>();
        if (!run) {
            return core::fail(run.error());
        }
        if (!*run || (*run)->kind != domain::RunKind::RouterTraining) {
            return std::string();
        }
        const auto options = core::engine::routerTrainingOptionsFromJson((*run)->parametersJson);
        if (!options) {
            return core::fail(options.error());
        }
        if (options->baseRouter.empty()) {
            const std::string& name = options->router.encoderName;
            return name == kNone ? std::string() : name;
        }
        routerId = options->baseRouter;
    }
    return std::string();
}

} // namespace

Result<std::string> encoderInForce(const db::Stores& stores, const std::string& taskId)
{
    const Result<std::optional<domain::PolicyVersion>> policy = stores.policies->active();
    if (!policy) {
        return core::fail(policy.error());
    }
    std::set<std::string> names;
    if (*policy) {
        for (const auto& [id, task] : (*policy)->tasks) {
            if (!taskId.empty() && id != taskId) {
                continue;
            }
            Result<std::string> name = encoderOf(stores, task.routerVersion);
            if (!name) {
                return name;
            }
            if (!name->empty()) {
                names.insert(std::move(*name));
            }
        }
    }
    return names.size() == 1 ? *names.begin() : std::string();
}

} // namespace app
