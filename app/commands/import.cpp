#include "app/commands/command.h"
#include "app/commands/command_session.h"

#include "app/commands/open_host.h"
#include "app/workspace_import.h"
#include "core/datasets/data_file.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct ImportArguments {
    std::string workspace;
    ImportOptions options;
    std::string prices;
    bool isJson = false;
};

int runImport(ImportArguments arguments)
{
    if (!arguments.prices.empty()) {
        arguments.options.prices = arguments.prices;
    }
    // a wrong name must not leave an empty workspace behind
    if (const auto kind = core::datasets::detectDataFile(arguments.options.file); !kind) {
        return reportError("import", kind.error(), arguments.isJson);
    }
    core::Result<HostPointer> host = openHost(arguments.workspace, CreateWorkspace::IfMissing);
    if (!host) {
        return reportError("import", host.error(), arguments.isJson);
    }
    const core::Result<ImportSummary> summary = importFile(**host, arguments.options);
    if (!summary) {
        return reportError("import", summary.error(), arguments.isJson);
    }
    if (summary->preferences > 0) {
        if (arguments.isJson) {
            printJson({{"kind", "preferences"}, {"preferences", summary->preferences}});
        } else {
            std::fprintf(out(), "%zu preferences read; the next router that is trained learns from them\n", summary->preferences);
        }
        return kSuccess;
    }
    if (arguments.isJson) {
        printJson({{"kind", summary->isRecording ? "recording" : "labelled"}, {"lines", summary->lines},
            {"added", summary->examples.added}, {"merged", summary->examples.merged},
            {"dropped_in_test", summary->examples.droppedTest}, {"new_tasks", summary->newTasks},
            {"new_tiers", summary->newTiers}});
    } else {
        std::fprintf(out(), "%zu lines read: %zu new texts, %zu merged into known ones, %zu dropped because their text is in a "
                    "test split\n",
            summary->lines, summary->examples.added, summary->examples.merged, summary->examples.droppedTest);
    }
    return kSuccess;
}

} // namespace

void addImport(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ImportArguments>();
    CLI::App* command = app.add_subcommand("import", "Read a labelled file, a recording or preferences into a workspace");
    command->add_option("file", arguments->options.file, "JSON Lines, plain or .gz")->required();
    command->add_option("--workspace", arguments->workspace, "Workspace directory; created when missing")->required();
    command->add_option("--task", arguments->options.taskId, "Task id for every line, whatever the file says");
    command->add_option("--prices", arguments->prices, "Prices in the format of the LiteLLM price map");
    command->add_flag("--add-tiers", arguments->options.addsTiers,
        "Add the models of a recording that the workspace does not have as tiers, after its last one");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp import traffic.recording.jsonl.gz --workspace w --prices prices.json\n"
                    "  routenlp import intents.jsonl --workspace w --task cs_intent --json\n"
                    "  routenlp import preferences.jsonl --workspace w");
    command->callback([&action, arguments] { action = [arguments] { return runImport(*arguments); }; });
}

} // namespace app::commands
