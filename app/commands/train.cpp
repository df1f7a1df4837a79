#include "app/commands/command.h"
#include "app/commands/command_session.h"

#include "app/commands/open_host.h"
#include "app/commands/train_router.h"
#include "app/known_task.h"
#include "core/engine/certificate_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct TrainArguments {
    std::string workspace;
    std::string taskId;
    core::engine::OnboardingOptions options;
    bool isJson = false;
};

std::vector<std::string> chosenTasks(EngineHost& host, const std::string& taskId)
{
    if (!taskId.empty()) {
        return {taskId};
    }
    std::vector<std::string> tasks;
    for (const auto& [id, task] : host.engine().servingState()->tasks) {
        tasks.push_back(id);
    }
    return tasks;
}

nlohmann::ordered_json toJson(const core::domain::Certificate& certificate)
{
    nlohmann::ordered_json json{{"task", certificate.taskId}, {"tier", certificate.tierId},
        {"threshold", nullptr}, {"alpha", certificate.alpha}, {"delta", certificate.delta},
        {"accepted", certificate.accepted}, {"failures", certificate.failures},
        {"risk_upper_bound", certificate.riskUpperBound}, {"calibration_size", certificate.calibrationSize},
        {"none_reason", certificate.noneReason}, {"none_cause", nullptr}};
    if (certificate.threshold) {
        json["threshold"] = *certificate.threshold;
    } else {
        json["none_cause"] = core::engine::toJson(certificate.noneCause);
    }
    return json;
}

int runTrain(const TrainArguments& arguments)
{
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::Never);
    if (!host) {
        return reportError("train", host.error(), arguments.isJson);
    }
    if (const core::Result<void> known = checkTask(*(*host)->stores().portfolio, arguments.taskId); !known) {
        return reportError("train", known.error(), arguments.isJson);
    }
    const std::vector<std::string> tasks = chosenTasks(**host, arguments.taskId);
    if (tasks.empty()) {
        return reportError("train",
            {core::ErrorCode::InvalidArgument, "the workspace has no task; import a labelled file first"},
            arguments.isJson);
    }
    if (const core::Result<void> trained = trainTasks(**host, tasks, arguments.options); !trained) {
        return reportError("train", trained.error(), arguments.isJson);
    }
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const std::string& taskId : tasks) {
        for (const core::domain::Tier& tier : (*host)->engine().servingState()->tiersByRank) {
            const auto certificates = (*host)->stores().policies->certificates(taskId, tier.id);
            if (!certificates || certificates->empty()) {
                continue;
            }
            const core::domain::Certificate& newest = certificates->front();
            rows.push_back(toJson(newest));
            if (!arguments.isJson) {
                std::fprintf(out(), "%s, %s: %s\n", taskId.c_str(), tier.id.c_str(),
                    newest.threshold
                        ? ("accepts at a score of " + std::to_string(*newest.threshold) + " or more").c_str()
                        : newest.noneReason.c_str());
            }
        }
    }
    if (arguments.isJson) {
        printJson({{"trained", tasks}, {"certificates", rows}});
    }
    return kSuccess;
}

} // namespace

void addTrain(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<TrainArguments>();
    CLI::App* command = app.add_subcommand("train", "Train and certify students on the workspace's labelled texts; or a router");
    command->add_option("--workspace", arguments->workspace, "Workspace directory (needed)");
    command->add_option("--task", arguments->taskId, "One task only; all tasks without it");
    command->add_option("--epochs", arguments->options.student.epochs, "Passes over the training split")
        ->check(CLI::Range(1, 1000))->capture_default_str();
    command->add_option("--seed", arguments->options.student.seed, "Seed of the training")->capture_default_str();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp train --workspace w\n  routenlp train --workspace w --task cs_intent --seed 7 --json");
    addTrainRouter(*command, action);
    command->callback([&action, arguments, command] {
        if (!command->get_subcommands().empty()) {
            return; // which has set its own action
        }
        if (arguments->workspace.empty()) {
            throw CLI::RequiredError("--workspace");
        }
        action = [arguments] {
            arguments->options.router.seed = arguments->options.student.seed;
            return runTrain(*arguments);
        };
    });
}

} // namespace app::commands
