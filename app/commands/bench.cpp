#include "app/commands/bench.h"

#include "core/datasets/line_writer.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

using nlohmann::ordered_json;

core::Result<void> writeRows(const std::string& path, const ordered_json& rows)
{
    core::Result<core::datasets::LineWriter> writer = core::datasets::LineWriter::create(path);
    if (!writer) {
        return core::fail(writer.error());
    }
    for (const ordered_json& row : rows) {
        const std::string line = row.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
        if (core::Result<void> written = writer->write(line); !written) {
            return written;
        }
    }
    return writer->commit();
}

bool isEveryCheckMet(const ordered_json& checks)
{
    for (const ordered_json& check : checks) {
        if (!check.at("ok").get<bool>()) {
            return false;
        }
    }
    return true;
}

void printText(const std::string& name, const BenchReport& report)
{
    std::printf("bench %s\n%s\n", name.c_str(), report.results.dump(2).c_str());
    for (const ordered_json& check : report.checks) {
        std::printf("%-4s %s: %s, asked for %s\n", check.at("ok").get<bool>() ? "ok" : "MISS",
            check.at("name").get<std::string>().c_str(), check.at("value").dump().c_str(),
            check.at("target").get<std::string>().c_str());
    }
}

int finish(const std::string& name, const BenchArguments& arguments, const core::Result<BenchReport>& report)
{
    if (!report) {
        return reportError("bench " + name, report.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"bench", name}, {"settings", report->settings}, {"results", report->results},
            {"checks", report->checks}});
    } else {
        printText(name, *report);
    }
    if (!arguments.rowsFile.empty()) {
        if (const core::Result<void> written = writeRows(arguments.rowsFile, report->rows); !written) {
            return reportError("bench " + name, written.error(), false);
        }
    }
    return isEveryCheckMet(report->checks) ? kSuccess : kFailure;
}

} // namespace

void addCheck(BenchReport& report, const std::string& name, double value, Bound bound, double target)
{
    bool isMet = value < target;
    std::string words = "< ";
    if (bound == Bound::AtLeast) {
        isMet = value >= target;
        words = ">= ";
    } else if (bound == Bound::AtMost) {
        isMet = value <= target;
        words = "<= ";
    }
    words += ordered_json(target).dump();
    report.checks.push_back({{"name", name}, {"value", value}, {"target", words}, {"ok", isMet}});
}

void addBenchAction(CLI::App& command, Action& action, const std::string& name,
    const std::function<core::Result<BenchReport>()>& run)
{
    auto arguments = std::make_shared<BenchArguments>();
    command.add_option(
        "--rows", arguments->rowsFile, "Write the record of every item, JSON Lines, gzip when .gz");
    command.add_flag("--json", arguments->isJson, "Print one JSON object");
    command.callback([&action, arguments, name, run] {
        action = [arguments, name, run] { return finish(name, *arguments, run()); };
    });
}

void addBench(CLI::App& app, Action& action)
{
    CLI::App* bench = app.add_subcommand("bench", "Measure, and check the figures against what is asked for");
    bench->require_subcommand(1);
    bench->footer(
        "Prints one object with settings, results with intervals, and checks; a miss is reported and the\n"
        "exit code is 1.\n\nExamples:\n  routenlp bench student --data intents.jsonl.gz --json\n"
        "  routenlp bench conformal --json --rows rows.jsonl");
    for (const auto add : {addBenchStudent, addBenchConformal, addBenchRouting, addBenchRecordings, addBenchSixTasks,
             addBenchPilot, addBenchLoop, addBenchClusters}) {
        add(*bench, action);
    }
}

} // namespace app::commands
