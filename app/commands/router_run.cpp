#include "app/commands/router_run.h"

#include "app/model_loaders.h"
#include "core/domain/task_in_force.h"
#include "core/torch/model_loading.h"
#include "core/torch/router_trainer.h"

#include <algorithm>
#include <cmath>

namespace app::commands {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;
namespace ports = core::ports;

namespace {

using TaskData = engine::RouterTrainingInput::TaskData;

/// Path and checksum of an artefact that a policy names.
Result<domain::Artefact> artefactOf(const db::Stores& stores, const std::string& id)
{
    Result<std::optional<domain::Artefact>> artefact = stores.runs->artefact(id);
    if (!artefact) {
        return core::fail(artefact.error());
    }
    return *artefact ? Result<domain::Artefact>(std::move(**artefact))
                     : core::fail(ErrorCode::NotFound, "the model '" + id + "' is not in the workspace");
}

/// What the serving router kept of the student's answers to its own training texts, judged out of fold. A router that
/// was trained since then kept them too.
std::map<std::string, double> keptStudentQuality(const db::Stores& stores, const std::filesystem::path& workspace,
    const domain::TaskPolicy& policy, const std::string& studentTier)
{
    std::map<std::string, double> quality;
    const Result<domain::Artefact> artefact = artefactOf(stores, policy.routerVersion);
    if (!artefact) {
        return quality; // trained without them
    }
    const auto kept = core::torch::makeRouterTrainer()->observations(workspace / artefact->path);
    if (!kept) {
        return quality;
    }
    const auto tier = std::find(kept->tierIds.begin(), kept->tierIds.end(), studentTier);
    const auto column = static_cast<std::size_t>(tier - kept->tierIds.begin());
    for (const ports::RouterExample& example : kept->examples) {
        if (tier != kept->tierIds.end() && example.taskId == policy.taskId && !std::isnan(example.quality[column])) {
            quality[example.text] = example.quality[column];
        }
    }
    return quality;
}

Result<void> readStudent(const db::Stores& stores, const std::filesystem::path& workspace,
    const domain::TaskPolicy& policy, TaskData& data)
{
    if (policy.modelVersions.empty()) {
        return {};
    }
    const auto& [tierId, version] = *policy.modelVersions.begin();
    const Result<domain::Artefact> artefact = artefactOf(stores, version);
    if (!artefact) {
        return core::fail(artefact.error());
    }
    Result<std::unique_ptr<ports::Student>> student
        = core::torch::loadStudent(workspace / artefact->path, artefact->sha256);
    if (!student) {
        return core::fail(student.error());
    }
    data.student = std::move(*student);
    if (!policy.routerVersion.empty()) {
        data.studentQuality = keptStudentQuality(stores, workspace, policy, tierId);
    }
    return {};
}

Result<TaskData> readTask(const db::Stores& stores, const std::filesystem::path& workspace, const domain::Task& task,
    const std::optional<domain::PolicyVersion>& policy)
{
    TaskData data;
    data.task = domain::taskInForce(task, policy);
    for (const auto& [split, target] :
        {std::pair{domain::DataSplit::Training, &data.training}, std::pair{domain::DataSplit::Tuning, &data.tuning}}) {
        Result<std::vector<domain::StoredExample>> examples = stores.examples->examples(task.id, split);
        if (!examples) {
            return core::fail(examples.error());
        }
        *target = std::move(*examples);
    }
    const auto of = policy ? policy->tasks.find(task.id) : decltype(policy->tasks.find(task.id)){};
    if (policy && of != policy->tasks.end()) {
        if (const Result<void> read = readStudent(stores, workspace, of->second, data); !read) {
            return core::fail(read.error().within("task '" + task.id + "'"));
        }
    }
    return data;
}

} // namespace

Result<engine::RouterTrainingInput> routerTrainingInput(
    const db::Stores& stores, const std::filesystem::path& workspace, const std::string& taskId)
{
    engine::RouterTrainingInput input;
    const Result<std::vector<domain::Task>> tasks = stores.portfolio->tasks();
    Result<std::vector<domain::Tier>> tiers = stores.portfolio->tiers();
    const Result<std::optional<domain::PolicyVersion>> policy = stores.policies->active();
    if (!tasks || !tiers || !policy) {
        return core::fail(!tasks ? tasks.error() : !tiers ? tiers.error() : policy.error());
    }
    input.tiersByRank = std::move(*tiers);
    for (const domain::Task& task : *tasks) {
        if (taskId.empty() || task.id == taskId) {
            Result<TaskData> data = readTask(stores, workspace, task, *policy);
            if (!data) {
                return core::fail(data.error());
            }
            input.tasks.push_back(std::move(*data));
        }
    }
    if (input.tasks.empty()) {
        return core::fail(ErrorCode::NotFound,
            taskId.empty() ? "the workspace has no tasks; import recorded answers first"
                           : "no task '" + taskId + "' in this workspace");
    }
    Result<std::vector<ports::RouterPreference>> preferences = stores.routerSignals->preferences();
    Result<std::vector<ports::RouterFeedback>> feedback = stores.routerSignals->feedback();
    if (!preferences || !feedback) {
        return core::fail(preferences ? feedback.error() : preferences.error());
    }
    input.preferences = std::move(*preferences);
    input.feedback = std::move(*feedback);
    input.name = taskId.empty() ? "shared" : taskId;
    return input;
}

Result<engine::OnboardingResult> trainRouterOf(const db::Stores& stores, const std::filesystem::path& workspace,
    const domain::Run& run, const std::filesystem::path& staging, const ports::ProgressCallback& progress,
    const std::stop_token& stop)
{
    Result<engine::RouterTrainingOptions> options = engine::routerTrainingOptionsFromJson(run.parametersJson);
    if (!options) {
        return core::fail(options.error());
    }
    const std::shared_ptr<EncoderCatalog> encoders = makeEncoderCatalog();
    Result<std::shared_ptr<const ports::Encoder>> encoder = encoders->open(options->router.encoderName);
    if (!encoder) {
        return core::fail(encoder.error());
    }
    options->router.encoder = std::move(*encoder);
    progress({0.0, "Reading recorded answers", std::nan(""), std::nan("")});
    Result<engine::RouterTrainingInput> input = routerTrainingInput(stores, workspace, run.taskId);
    if (!input) {
        return core::fail(input.error());
    }
    if (!options->baseRouter.empty()) {
        const Result<domain::Artefact> base = artefactOf(stores, options->baseRouter);
        if (!base) {
            return core::fail(base.error());
        }
        input->basePath = workspace / base->path;
    }
    return engine::trainRouter(
        *core::torch::makeRouterTrainer(encoderSource(encoders)), *input, *options, staging, progress, stop);
}

} // namespace app::commands
