#include "app/commands/command.h"

#include "app/commands/loop_options.h"
#include "app/commands/loop_report.h"
#include "app/commands/workspace_session.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace app::commands {

namespace {

struct LoopArguments {
    std::string workspace;
    std::string taskId;
    std::string resumed;
    LoopOptionArguments options;
    bool isJson = false;
};

core::Result<core::ports::LoopReport> runLoop(const LoopArguments& arguments)
{
    core::Result<std::unique_ptr<WorkspaceSession>> session
        = WorkspaceSession::open(arguments.workspace, arguments.taskId);
    if (!session) {
        return core::fail(session.error());
    }
    const core::ports::ConsoleCommand command = arguments.resumed.empty()
        ? core::ports::ConsoleCommand(core::ports::StartLoop{arguments.taskId, arguments.options.options()})
        : core::ports::ConsoleCommand(core::ports::ResumeRun{arguments.resumed});
    const auto receipt = (*session)->service().execute(command);
    if (!receipt) {
        return core::fail(receipt.error());
    }
    if (const auto run = (*session)->waitForRun(receipt->reference); !run) {
        return core::fail(run.error().code == core::ErrorCode::Cancelled
                ? core::Error{run.error().code, run.error().message + "; take it up with --resume " + receipt->reference}
                : run.error());
    }
    return (*session)->stores().loops->report(receipt->reference);
}

} // namespace

void addLoop(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<LoopArguments>();
    CLI::App* command = app.add_subcommand(
        "loop", "Find what the cheap tier fails at, teach it, gate the challenger, promote or discard it");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->taskId, "One task only; without it every task with labelled texts");
    command->add_option("--resume", arguments->resumed,
        "Take up this run, which failed or was cancelled, after its last finished stage");
    arguments->options.addTo(*command, LoopOptionArguments::Kind::Loop);
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Interrupting cancels the run. A task without a student gets its first one on --first-texts labelled\n"
                    "texts. Cost ratios are on\n"
                    "the gate split, which nothing is trained, tuned or calibrated on. An oracle teacher is an upper\n"
                    "bound, no model.\n\n"
                    "Examples:\n  routenlp loop --workspace w --json\n"
                    "  routenlp loop --workspace w --task cs_intent --iterations 3 --teacher-calls 200");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<core::ports::LoopReport> report = runLoop(*arguments);
            if (!report) {
                return reportError("loop", report.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*report));
            } else {
                printText(*report);
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
