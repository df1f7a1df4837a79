#pragma once

#include "app/commands/command.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace app::commands {

/// What `routenlp bench NAME` shares: how a report is printed and where the record of every item goes.
struct BenchArguments {
    std::string rowsFile; ///< JSON Lines, one item a line; empty: none
    bool isJson = false;
};

/// What a bench hands back.
struct BenchReport {
    nlohmann::ordered_json settings; ///< seeds included
    nlohmann::ordered_json results;
    nlohmann::ordered_json checks = nlohmann::ordered_json::array();
    nlohmann::ordered_json rows
        = nlohmann::ordered_json::array(); ///< from which every figure can be recomputed
};

enum class Bound { AtLeast, AtMost, Below };

/// Adds {"name","value","target","ok"}; the target reads ">= 0.92" or "< 180".
void addCheck(BenchReport& report, const std::string& name, double value, Bound bound, double target);

/// Adds --json and --rows to a bench and runs it: writes the rows, prints the report. Exits with 1 when a
/// check is missed, after everything was printed.
void addBenchAction(CLI::App& command, Action& action, const std::string& name,
    const std::function<core::Result<BenchReport>()>& run);

/// One line a bench; listed in bench.cpp.
void addBenchStudent(CLI::App& bench, Action& action);
void addBenchLoop(CLI::App& bench, Action& action);
void addBenchConformal(CLI::App& bench, Action& action);
void addBenchRouting(CLI::App& bench, Action& action);
void addBenchRecordings(CLI::App& bench, Action& action);
void addBenchSixTasks(CLI::App& bench, Action& action);
void addBenchPilot(CLI::App& bench, Action& action);
void addBenchClusters(CLI::App& bench, Action& action);

} // namespace app::commands
