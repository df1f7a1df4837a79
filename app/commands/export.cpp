#include "app/commands/command.h"

#include "app/known_task.h"
#include "core/datasets/recording_file.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

struct ExportArguments {
    std::string workspace;
    std::string file;
    std::string taskId;
    bool isJson = false;
};

core::Result<std::size_t> exportExamples(const ExportArguments& arguments)
{
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    if (core::Result<void> known = checkTask(*stores.portfolio, arguments.taskId); !known) {
        return core::fail(known.error());
    }
    core::Result<core::datasets::RecordingWriter> writer = core::datasets::RecordingWriter::create(arguments.file);
    if (!writer) {
        return core::fail(writer.error());
    }
    core::Result<void> written;
    const core::Result<void> visited
        = stores.examples->forEach([&](const core::domain::StoredExample& stored) {
              if (arguments.taskId.empty() || stored.example.taskId == arguments.taskId) {
                  written = writer->write(stored.example);
              }
              return written.has_value();
          });
    if (!visited) {
        return core::fail(visited.error());
    }
    if (!written) {
        return core::fail(written.error());
    }
    if (core::Result<void> committed = writer->commit(); !committed) {
        return core::fail(committed.error());
    }
    return writer->count();
}

} // namespace

void addExport(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand("export", "Write a workspace's labelled texts and recorded answers as a recording");
    command->add_option("file", arguments->file, "Recording to write; gzip when it ends in .gz")->required();
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->taskId, "One task only");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp export all.recording.jsonl.gz --workspace w\n"
                    "  routenlp export intents.jsonl --workspace w --task cs_intent --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<std::size_t> count = exportExamples(*arguments);
            if (!count) {
                return reportError("export", count.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson({{"file", arguments->file}, {"lines", *count}});
            } else {
                std::printf("%zu lines written to %s\n", *count, arguments->file.c_str());
            }
            return kSuccess;
        };
    });
}

} // namespace app::commands
