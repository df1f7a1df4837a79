#pragma once

#include "app/serving_loader.h"
#include "core/base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace app::commands {

/// Exit codes of every command. Bad usage is what the command line itself shows, not what a file says.
constexpr int kSuccess = 0;
constexpr int kFailure = 1;
constexpr int kBadUsage = 2;
/// Inside the program only: another process owns the workspace and is to be asked.
constexpr int kOwnedElsewhere = 75;

/// What main() runs once the command line is parsed.
using Action = std::function<int()>;

/// Registers one subcommand; sets `action` when it is the one that was asked for.
void addInit(CLI::App& app, Action& action);
void addImport(CLI::App& app, Action& action);
void addExport(CLI::App& app, Action& action);
void addTrain(CLI::App& app, Action& action);
void addRouter(CLI::App& app, Action& action);
void addSimulate(CLI::App& app, Action& action);
void addServe(CLI::App& app, Action& action);
void addReplay(CLI::App& app, Action& action);
void addReport(CLI::App& app, Action& action);
void addPolicy(CLI::App& app, Action& action);
void addPrice(CLI::App& app, Action& action);
void addPrivacy(CLI::App& app, Action& action);
void addChallenger(CLI::App& app, Action& action);
void addLoop(CLI::App& app, Action& action);
void addTuned(CLI::App& app, Action& action);
void addDistil(CLI::App& app, Action& action);
void addClusters(CLI::App& app, Action& action);
void addEstimate(CLI::App& app, Action& action);
void addDoctor(CLI::App& app, Action& action);
void addBackup(CLI::App& app, Action& action);
void addBench(CLI::App& app, Action& action);
void addKey(CLI::App& app, Action& action);
void addWorker(CLI::App& app, Action& action);

/// Prints "routenlp COMMAND: message" to standard error and, with --json, {"error":{...}} to standard output.
[[nodiscard]] int reportError(const std::string& command, const core::Error& error, bool isJson);

/// From then on reportError() answers kOwnedElsewhere, in silence, for a workspace that another process owns.
void setOwnerMayBeAsked(bool mayBeAsked);

/// One object, one line, on standard output.
void printJson(const nlohmann::ordered_json& object);

/// Progress on standard error, at most a few lines a second.
void printProgress(const std::string& text);

[[nodiscard]] ModelLoaders modelLoaders();

} // namespace app::commands
