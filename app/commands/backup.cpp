#include "app/commands/command.h"

#include "db/backup.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <string>

namespace app::commands {

namespace {

struct BackupArguments {
    std::string workspace;
    std::string target;
    bool isJson = false;
};

int runBackup(const BackupArguments& arguments)
{
    const core::Result<db::BackupReport> report = db::backUpWorkspace(arguments.workspace, arguments.target);
    if (!report) {
        return reportError("backup", report.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson(
            {{"to", report->path.string()}, {"bytes", report->bytes}, {"queries_in_sql", report->queries}});
    } else {
        std::printf("%s: %.1f MB, %lld queries\n", report->path.c_str(),
            static_cast<double>(report->bytes) / 1e6, static_cast<long long>(report->queries));
    }
    return kSuccess;
}

} // namespace

void addBackup(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<BackupArguments>();
    CLI::App* command = app.add_subcommand("backup", "Copy a workspace, also while it is being written");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--to", arguments->target, "New directory for the copy; must not exist")->required();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer(
        "The copy is a workspace of its own and holds every query acknowledged before the call.\n\n"
        "Examples:\n  routenlp backup --workspace w --to w-2026-11-01\n"
        "  routenlp backup --workspace w --to /mnt/backup/w --json");
    command->callback([&action, arguments] { action = [arguments] { return runBackup(*arguments); }; });
}

} // namespace app::commands
