#include "app/commands/command.h"

#include "app/commands/router_run.h"

#include "app/encoder_catalog.h"
#include "app/loop_workbench.h"
#include "app/model_loaders.h"
#include "app/promise_scope.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/domain/task_in_force.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/student_onboarding.h"
#include "core/engine/worker_protocol.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"
#include "core/torch/router_trainer.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <stop_token>
#include <thread>

namespace app::commands {

namespace {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace engine = core::engine;
namespace ports = core::ports;

struct WorkerArguments {
    std::string workspace;
    std::string run;
};

void say(const engine::WorkerMessage& message)
{
    std::cout << engine::toLine(message) << std::endl; // flushed: the owner reads line by line
}

/// Turns SIGTERM into a stop request. The signal is blocked in every thread and taken by this one.
class TerminationWatch {
public:
    TerminationWatch()
    {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        std::signal(SIGINT, SIG_IGN); // the terminal sends it to the owner, too, which decides
        pthread_sigmask(SIG_BLOCK, &signals, nullptr);
        m_thread = std::jthread([this, signals](const std::stop_token& stop) {
            const timespec pause{0, 200'000'000};
            while (!stop.stop_requested()) {
                if (sigtimedwait(&signals, nullptr, &pause) == SIGTERM) {
                    m_source.request_stop();
                }
            }
        });
    }
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
    std::jthread m_thread;
};

Result<engine::OnboardingInput> readInput(const db::Stores& stores, const domain::Run& run)
{
    engine::OnboardingInput input;
    Result<std::vector<domain::Task>> tasks = stores.portfolio->tasks();
    if (!tasks) {
        return core::fail(tasks.error());
    }
    const auto task = std::find_if(
        tasks->begin(), tasks->end(), [&](const domain::Task& candidate) { return candidate.id == run.taskId; });
    if (task == tasks->end()) {
        return core::fail(ErrorCode::NotFound, "no task '" + run.taskId + "' in this workspace");
    }
    const Result<std::optional<domain::PolicyVersion>> policy = stores.policies->active();
    if (!policy) {
        return core::fail(policy.error());
    }
    input.task = domain::taskInForce(*task, *policy);
    if (*policy && (*policy)->tasks.contains(run.taskId)) {
        input.limits = (*policy)->tasks.at(run.taskId).limits;
    }
    input.scope = storedPromiseScope(*stores.settings);
    input.taskCount = static_cast<int>(tasks->size());
    Result<engine::EarlierLooks> looks = engine::earlierLooks(*stores.policies, *stores.runs, run.taskId);
    if (!looks) {
        return core::fail(looks.error());
    }
    input.looks = std::move(*looks);
    Result<std::vector<domain::Tier>> tiers = stores.portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    input.tiersByRank = std::move(*tiers);
    for (const auto& [split, target] :
        {std::pair{domain::DataSplit::Training, &input.training}, std::pair{domain::DataSplit::Tuning, &input.tuning},
            std::pair{domain::DataSplit::Calibration, &input.calibration}}) {
        Result<std::vector<domain::StoredExample>> examples = stores.examples->examples(run.taskId, split);
        if (!examples) {
            return core::fail(examples.error());
        }
        *target = std::move(*examples);
    }
    return input;
}

Result<engine::WorkerMessage> asMessage(Result<engine::OnboardingResult> result)
{
    return result ? Result<engine::WorkerMessage>(std::move(*result)) : core::fail(result.error());
}

Result<engine::OnboardingResult> trainStudent(const db::Stores& stores, const domain::Run& run,
    const LoopWorkbench::Models& models, const std::filesystem::path& staging, const ports::ProgressCallback& progress,
    const std::stop_token& stop)
{
    const Result<engine::OnboardingOptions> options = engine::onboardingOptionsFromJson(run.parametersJson);
    if (!options) {
        return core::fail(options.error());
    }
    const Result<engine::OnboardingInput> input = readInput(stores, run);
    if (!input) {
        return core::fail(input.error());
    }
    const auto calibrator = core::conformal::makeFixedSequenceCalibrator();
    const engine::StudentOnboarding onboarding(*models.students, *models.routers, *calibrator);
    return onboarding.run(*input, *options, staging, progress, stop);
}

Result<engine::WorkerMessage> work(const WorkerArguments& arguments, const std::stop_token& stop)
{
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const Result<std::optional<domain::Run>> run = stores.runs->run(arguments.run);
    if (!run) {
        return core::fail(run.error());
    }
    if (!*run) {
        return core::fail(ErrorCode::NotFound, "no run '" + arguments.run + "' in this workspace");
    }
    const std::filesystem::path staging = std::filesystem::path(arguments.workspace) / "models" / "staging" / arguments.run;
    std::error_code code;
    std::filesystem::create_directories(staging, code);
    if (code) {
        return core::fail(ErrorCode::Io, "cannot create '" + staging.string() + "': " + code.message());
    }
    double lastFraction = -1;
    const auto progress = [&lastFraction](const ports::TrainingProgress& now) {
        if (now.fraction >= lastFraction + 0.01) {
            lastFraction = now.fraction;
            say(engine::WorkerProgress{now.fraction, now.stage, now.loss});
        }
    };
    if ((*run)->kind == domain::RunKind::RouterTraining) {
        return asMessage(trainRouterOf(stores, arguments.workspace, **run, staging, progress, stop));
    }
    LoopWorkbench::Models models{core::torch::makeStudentTrainer(
                                     [](const domain::Task& task, const std::string& answer, const domain::Example& example) {
                                         return core::evaluation::answerQuality(task, answer, example.reference);
                                     }),
        core::torch::makeRouterTrainer(), encoderSource(makeEncoderCatalog())};
    if ((*run)->kind == domain::RunKind::StudentTraining) {
        return asMessage(trainStudent(stores, **run, models, staging, progress, stop));
    }
    const LoopWorkbench workbench(stores, arguments.workspace, std::move(models), (*run)->startedAt);
    return workbench.work(**run, staging, progress, stop);
}

} // namespace

void addWorker(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<WorkerArguments>();
    CLI::App* command = app.add_subcommand("worker", "Do one run of a workspace (started by the workspace's owner)");
    command->group(""); // not for people: hidden from the list
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--run", arguments->run, "Run id")->required();
    command->callback([&action, arguments] {
        action = [arguments] {
            const TerminationWatch termination;
            const Result<engine::WorkerMessage> result = work(*arguments, termination.token());
            if (!result) {
                say(engine::WorkerFailure{result.error()});
                return kFailure;
            }
            say(*result);
            return kSuccess;
        };
    });
}

} // namespace app::commands
