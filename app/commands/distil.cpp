#include "app/commands/command.h"

#include "app/commands/loop_options.h"
#include "app/commands/loop_report.h"
#include "app/commands/workspace_session.h"
#include "app/loop_workbench.h"
#include "core/datasets/line_writer.h"
#include "core/engine/loop/loop_results.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/router_trainer.h"
#include "core/torch/student_trainer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

using core::Result;
namespace domain = core::domain;
namespace loop = core::engine::loop;
namespace ports = core::ports;

struct DistilArguments {
    std::string workspace;
    std::string taskId;
    std::string run; ///< export what this one taught
    std::string exportFile;
    std::string instruction;
    LoopOptionArguments options;
    bool isPreview = false;
    bool onlyTeaches = false;
    bool isJson = false;
};

struct DistilOutcome {
    ports::LoopReport report;
    std::size_t exportedLines = 0;
};

LoopWorkbench workbenchFor(const WorkspaceSession& session, const std::string& workspace)
{
    return {session.stores(), workspace,
        {core::torch::makeStudentTrainer(
             [](const domain::Task& task, const std::string& answer, const domain::Example& example) {
                 return core::evaluation::answerQuality(task, answer, example.reference);
             }),
            core::torch::makeRouterTrainer()}};
}

Result<std::size_t> exportSet(const WorkspaceSession& session, const DistilArguments& arguments,
    const ports::LoopReport& report, const domain::LoopOptions& options)
{
    int iteration = 1;
    for (const ports::DecisionReport& row : report.decisions) {
        iteration = row.decision.taskId == arguments.taskId ? std::max(iteration, row.decision.iteration) : iteration;
    }
    const auto set = workbenchFor(session, arguments.workspace)
                         .pipeline()
                         .teacherSet({report.runId, iteration, arguments.taskId, options});
    if (!set) {
        return core::fail(set.error());
    }
    Result<core::datasets::LineWriter> writer = core::datasets::LineWriter::create(arguments.exportFile);
    if (!writer) {
        return core::fail(writer.error());
    }
    const std::vector<std::string> lines = core::distill::chatLines(*set, arguments.instruction);
    for (const std::string& line : lines) {
        if (Result<void> written = writer->write(line); !written) {
            return core::fail(written.error());
        }
    }
    if (Result<void> committed = writer->commit(); !committed) {
        return core::fail(committed.error());
    }
    return lines.size();
}

Result<DistilOutcome> distil(WorkspaceSession& session, const DistilArguments& arguments)
{
    domain::LoopOptions options = arguments.options.options();
    options.iterations = 1;
    options.onlyTeaches = arguments.onlyTeaches;
    std::string runId = arguments.run;
    if (runId.empty()) {
        ports::DistilCluster command;
        command.cluster.taskId = arguments.taskId;
        command.options = options;
        const auto receipt = session.service().execute(command);
        if (!receipt) {
            return core::fail(receipt.error());
        }
        runId = receipt->reference;
        if (const auto run = session.waitForRun(runId); !run) {
            return core::fail(run.error());
        }
    }
    Result<ports::LoopReport> report = session.stores().loops->report(runId);
    if (!report) {
        return core::fail(report.error());
    }
    if (report->stages.empty()) {
        return core::fail(core::ErrorCode::NotFound, "run '" + runId + "' taught nothing");
    }
    DistilOutcome outcome{std::move(*report), 0};
    if (!arguments.exportFile.empty()) {
        const Result<std::size_t> lines = exportSet(session, arguments, outcome.report, options);
        if (!lines) {
            return core::fail(lines.error());
        }
        outcome.exportedLines = *lines;
    }
    return outcome;
}

int showPreview(const WorkspaceSession& session, const DistilArguments& arguments)
{
    const Result<loop::SelectResult> plan
        = workbenchFor(session, arguments.workspace)
              .pipeline()
              .select({{}, 1, arguments.taskId, arguments.options.options()});
    if (!plan) {
        return reportError("distil", plan.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson(nlohmann::ordered_json::parse(loop::toJson(*plan, loop::Detail::Stored)));
        return kSuccess;
    }
    std::printf("%lld texts, %lld escalated, %lld known to fail\n", static_cast<long long>(plan->poolTexts),
        static_cast<long long>(plan->escalated), static_cast<long long>(plan->failed));
    std::printf("%zu texts to teach, %lld answers to pay, $%s\n", plan->chosen.size(),
        static_cast<long long>(plan->paidCalls), domain::toDecimalUsd(plan->cost).c_str());
    std::printf("predicted: %.0f queries (%.0f to %.0f) stop escalating, net $%.2f ($%.2f to $%.2f)\n", plan->freed,
        plan->freedLow, plan->freedHigh, plan->net.usd(), plan->netLow.usd(), plan->netHigh.usd());
    std::printf("%s\n", plan->isWorthIt ? "worth it" : plan->reason.c_str());
    return kSuccess;
}

int runDistil(const DistilArguments& arguments)
{
    const Result<std::unique_ptr<WorkspaceSession>> session
        = WorkspaceSession::open(arguments.workspace, arguments.taskId);
    if (!session) {
        return reportError("distil", session.error(), arguments.isJson);
    }
    if (arguments.isPreview) {
        return showPreview(**session, arguments);
    }
    const Result<DistilOutcome> outcome = distil(**session, arguments);
    if (!outcome) {
        return reportError("distil", outcome.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        nlohmann::ordered_json json = toJson(outcome->report);
        json["exported_lines"] = outcome->exportedLines;
        printJson(json);
        return kSuccess;
    }
    printText(outcome->report);
    if (!arguments.exportFile.empty()) {
        std::printf("%zu lines in %s\n", outcome->exportedLines, arguments.exportFile.c_str());
    }
    return kSuccess;
}

} // namespace

void addDistil(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<DistilArguments>();
    CLI::App* command
        = app.add_subcommand("distil", "Teach one task's failures once, or export what a teacher answered");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_option("--task", arguments->taskId, "Task to teach")->required();
    CLI::Option* preview = command->add_flag(
        "--preview", arguments->isPreview, "Show examples, teacher cost and predicted saving; nothing is started");
    CLI::Option* run = command->add_option("--run", arguments->run, "Export what this run taught; nothing is taught");
    CLI::Option* file = command->add_option("--export", arguments->exportFile,
        "Write the teacher set as chat-format JSON Lines, plain or .gz, for a fine-tuning service");
    run->needs(file)->excludes(preview);
    command->add_option("--instruction", arguments->instruction, "System message of every exported line");
    command->add_flag("--only-teach", arguments->onlyTeaches, "End with the teacher's answers: no local student");
    arguments->options.addTo(*command, LoopOptionArguments::Kind::Distillation);
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer("Examples:\n  routenlp distil --workspace w --task cs_intent --preview\n"
                    "  routenlp distil --workspace w --task cs_intent --teacher-calls 200 --json\n"
                    "  routenlp distil --workspace w --task cs_intent --only-teach --export set.jsonl");
    command->callback([&action, arguments] { action = [arguments] { return runDistil(*arguments); }; });
}

} // namespace app::commands
