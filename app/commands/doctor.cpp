#include "app/commands/command.h"

#include "db/doctor.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

namespace app::commands {

namespace {

struct DoctorArguments {
    std::string workspace;
    bool isRepairing = false;
    bool isJson = false;
};

/// libtorch is linked to this program, so the BLAS it computes with is among the mapped libraries.
bool computesWithOpenBlas()
{
    std::ifstream maps("/proc/self/maps");
    if (!maps) {
        return true; // nothing is known; do not warn of it
    }
    for (std::string line; std::getline(maps, line);) {
        if (line.find("openblas") != std::string::npos) {
            return true;
        }
    }
    return false;
}

core::Result<db::DoctorReport> examine(const DoctorArguments& arguments)
{
    core::Result<db::DoctorReport> report = db::examineWorkspace(arguments.workspace, arguments.isRepairing);
    if (report && !computesWithOpenBlas()) {
        report->findings.push_back({"libraries",
            "libtorch computes without OpenBLAS, 25 times slower; install it with: apt install "
            "libopenblas0-pthread",
            false, true});
    }
    return report;
}

const char* stateOf(const db::DoctorFinding& finding)
{
    if (finding.isRepaired) {
        return "repaired";
    }
    return finding.isWarning ? "warning" : "wrong";
}

nlohmann::ordered_json toJson(const db::DoctorReport& report)
{
    nlohmann::ordered_json findings = nlohmann::ordered_json::array();
    for (const db::DoctorFinding& finding : report.findings) {
        findings.push_back(
            {{"area", finding.area}, {"state", stateOf(finding)}, {"message", finding.message}});
    }
    return {{"healthy", report.isHealthy()}, {"queries", report.queries},
        {"policy_versions", report.policyVersions}, {"unfolded_records", report.unfoldedRecords},
        {"findings", findings}};
}

void printText(const db::DoctorReport& report)
{
    for (const db::DoctorFinding& finding : report.findings) {
        std::printf("%s (%s): %s\n", stateOf(finding), finding.area.c_str(), finding.message.c_str());
    }
    std::printf("%lld queries, %lld policy versions, %lld records in the journal only: %s\n",
        static_cast<long long>(report.queries), static_cast<long long>(report.policyVersions),
        static_cast<long long>(report.unfoldedRecords), report.isHealthy() ? "healthy" : "NOT healthy");
}

} // namespace

void addDoctor(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<DoctorArguments>();
    CLI::App* command = app.add_subcommand("doctor", "Verify a workspace, and rebuild what can be derived");
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_flag("--repair", arguments->isRepairing,
        "Fold the journal; rebuild rollups, text index, facets and permissions. Needs the workspace to "
        "itself");
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->footer(
        "Checks pages and references, the policy chain, every rollup against the rows, the journal, model\n"
        "files and permissions. Exits with 1 when something is wrong.\n\n"
        "Examples:\n  routenlp doctor --workspace w\n  routenlp doctor --workspace w --repair --json");
    command->callback([&action, arguments] {
        action = [arguments] {
            const core::Result<db::DoctorReport> report = examine(*arguments);
            if (!report) {
                return reportError("doctor", report.error(), arguments->isJson);
            }
            if (arguments->isJson) {
                printJson(toJson(*report));
            } else {
                printText(*report);
            }
            return report->isHealthy() ? kSuccess : kFailure;
        };
    });
}

} // namespace app::commands
