#include "app/commands/command.h"

#include "app/commands/command_session.h"
#include "app/commands/owner_command.h"
#include "app/commands/router_comparison.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace ports = core::ports;

struct Arguments {
    std::string workspace;
    std::string router;
    std::string other;
    std::string taskId;
    std::string reason;
    bool isJson = false;
};

/// Routers of the workspace, the newest first, with the tasks that each serves.
Result<ordered_json> listed(const std::string& path)
{
    Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(path);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const auto artefacts = stores.runs->artefacts();
    const auto policy = stores.policies->active();
    if (!artefacts || !policy) {
        return core::fail(artefacts ? policy.error() : artefacts.error());
    }
    ordered_json rows = ordered_json::array();
    for (const domain::Artefact& artefact : *artefacts) {
        if (artefact.kind != "router") {
            continue;
        }
        ordered_json serves = ordered_json::array();
        for (const auto& [taskId, task] : *policy ? (*policy)->tasks : std::map<std::string, domain::TaskPolicy>{}) {
            if (task.routerVersion == artefact.id) {
                serves.push_back(taskId);
            }
        }
        rows.push_back({{"id", artefact.id}, {"task", artefact.taskId}, {"run", artefact.runId},
            {"at_us", core::toMicroseconds(artefact.at)}, {"bytes", artefact.bytes}, {"sha256", artefact.sha256},
            {"data_fingerprint", artefact.dataFingerprint}, {"serves", serves}});
    }
    return rows;
}

int list(const Arguments& arguments)
{
    const Result<ordered_json> rows = listed(arguments.workspace);
    if (!rows) {
        return reportError("router", rows.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"routers", *rows}});
        return kSuccess;
    }
    for (const ordered_json& row : *rows) {
        std::string serves;
        for (const ordered_json& task : row.at("serves")) {
            serves += (serves.empty() ? "serves " : ", ") + task.get<std::string>();
        }
        std::fprintf(out(), "%-36s %8.1f MB  data %s  %s\n", row.at("id").get<std::string>().c_str(),
            static_cast<double>(row.at("bytes").get<std::int64_t>()) / 1e6,
            row.at("data_fingerprint").get<std::string>().substr(0, 8).c_str(), serves.c_str());
    }
    return kSuccess;
}

const char* verdictOf(const ports::RouterTierComparison& tier)
{
    return tier.high < 0 ? "b is better" : tier.low > 0 ? "a is better" : "no difference shown";
}

ordered_json toJson(const ports::RouterFigures& figures)
{
    ordered_json json{{"brier", figures.brier}, {"ece", figures.ece}};
    if (figures.difficultyArea) {
        json["difficulty_auc"]
            = std::isnan(*figures.difficultyArea) ? ordered_json() : ordered_json(*figures.difficultyArea);
    }
    return json;
}

ordered_json toJson(const ports::RouterComparison& comparison)
{
    ordered_json tiers = ordered_json::object();
    for (const ports::RouterTierComparison& tier : comparison.tiers) {
        tiers[tier.tierId] = {{"judged", tier.judged}, {"a", toJson(tier.a)}, {"b", toJson(tier.b)},
            {"difference",
                {{"brier_b_less_a", tier.difference}, {"low", tier.low}, {"high", tier.high},
                    {"verdict", verdictOf(tier)}}}};
    }
    return {{"a", comparison.a}, {"b", comparison.b}, {"texts", comparison.texts}, {"tiers", tiers}};
}

int compare(const Arguments& arguments)
{
    const Result<ports::RouterComparison> comparison
        = compareRouters(arguments.workspace, arguments.router, arguments.other);
    if (!comparison) {
        return reportError("router", comparison.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson(toJson(*comparison));
        return kSuccess;
    }
    for (const ports::RouterTierComparison& tier : comparison->tiers) {
        std::fprintf(out(), "%-20s n=%-6lld Brier %.4f -> %.4f (difference %+.4f, 95%% %+.4f to %+.4f): %s\n",
            tier.tierId.c_str(), static_cast<long long>(tier.judged), tier.a.brier, tier.b.brier, tier.difference,
            tier.low, tier.high, verdictOf(tier));
    }
    return kSuccess;
}

int use(const Arguments& arguments)
{
    const Result<ports::CommandReceipt> receipt = executeOnWorkspace(
        arguments.workspace, ports::UseRouter{arguments.router, arguments.taskId, arguments.reason});
    if (!receipt) {
        return reportError("router", receipt.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"router", arguments.router}, {"policy", receipt->reference}});
    } else {
        std::fprintf(out(), "%s\n", receipt->message.c_str());
    }
    return kSuccess;
}

} // namespace

void addRouter(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand("router", "List, compare and switch the workspace's routers");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, int (*run)(const Arguments&)) {
        CLI::App* sub = command->add_subcommand(name, help);
        sub->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
        sub->add_flag("--json", arguments->isJson, "Print one JSON object");
        sub->callback([&action, arguments, run] { action = [arguments, run] { return run(*arguments); }; });
        return sub;
    };
    add("list", "Every version, and the tasks that it serves", list)
        ->footer("Example:\n  routenlp router list --workspace w");
    CLI::App* comparing = add("compare", "Two routers on the texts that no router has learnt from", compare);
    comparing->add_option("a", arguments->router, "Router id")->required();
    comparing->add_option("b", arguments->other, "Router id")->required();
    comparing->footer("Example:\n  routenlp router compare router-a router-b --workspace w --json");
    CLI::App* using_ = add("use", "Serve with a router; thresholds are certified anew, no request is dropped", use);
    using_->add_option("router", arguments->router, "Router id")->required();
    using_->add_option("--task", arguments->taskId, "One task; all that the router was trained for without it");
    using_->footer("Example:\n  routenlp router use router-shared-1f2e3d4c --workspace w --task cs_intent");
    using_->add_option("--reason", arguments->reason, "For the policy's history");
    command->footer("Examples:\n  routenlp router list --workspace w\n"
                    "  routenlp router compare router-a router-b --workspace w --json\n"
                    "  routenlp router use router-shared-1f2e3d4c --workspace w --task cs_intent");
}

} // namespace app::commands
