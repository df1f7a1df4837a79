#include "app/commands/command.h"
#include "app/commands/owner_command.h"

#include "core/base/client_secret.h"
#include "core/base/hash.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>

namespace app::commands {

namespace {

namespace domain = core::domain;

struct KeyArguments {
    std::string workspace;
    domain::ClientKey key;
    std::optional<double> dailyUsd;
    std::optional<double> monthlyUsd;
    bool isJson = false;
};

int draw(bool isJson)
{
    const std::string key = core::drawClientSecret();
    const std::string digest = core::sha256Hex(key);
    if (isJson) {
        printJson({{"key", key}, {"sha256", digest}});
    } else {
        std::printf("key     %s\nsha256  %s\n", key.c_str(), digest.c_str());
    }
    return kSuccess;
}

std::optional<domain::Money> money(const std::optional<double>& usd)
{
    return usd ? std::optional(domain::Money{std::llround(*usd * 1e9)}) : std::nullopt;
}

int addToWorkspace(KeyArguments arguments)
{
    const std::string secret = core::drawClientSecret();
    arguments.key.sha256 = core::sha256Hex(secret);
    arguments.key.name = arguments.key.name.empty() ? arguments.key.id : arguments.key.name;
    arguments.key.dailyBudget = money(arguments.dailyUsd);
    arguments.key.monthlyBudget = money(arguments.monthlyUsd);
    const auto added = executeOnWorkspace(arguments.workspace, core::ports::AddClientKey{arguments.key});
    if (!added) {
        return reportError("key add", added.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"id", arguments.key.id}, {"key", secret}, {"sha256", arguments.key.sha256}});
    } else {
        std::printf("%s\nkey  %s\nIt is shown this once only.\n", added->message.c_str(), secret.c_str());
    }
    return kSuccess;
}

int revoke(const KeyArguments& arguments)
{
    const auto done = executeOnWorkspace(arguments.workspace, core::ports::RevokeClientKey{arguments.key.id});
    if (!done) {
        return reportError("key revoke", done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"id", arguments.key.id}, {"revoked", true}});
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

nlohmann::ordered_json toJson(const domain::ClientKey& key)
{
    const auto number
        = [](const auto& value) { return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(); };
    const auto usd = [](const std::optional<domain::Money>& value) {
        return value ? nlohmann::ordered_json(value->usd()) : nlohmann::ordered_json();
    };
    return {{"id", key.id}, {"name", key.name}, {"tasks", key.tasks},
        {"requests_per_minute", number(key.requestsPerMinute)},
        {"tokens_per_minute", number(key.tokensPerMinute)}, {"daily_budget_usd", usd(key.dailyBudget)},
        {"monthly_budget_usd", usd(key.monthlyBudget)}, {"revoked", key.isRevoked},
        {"metrics", key.mayReadMetrics}};
}

core::Result<std::vector<std::pair<domain::ClientKey, domain::Money>>> keysWithSpending(
    const std::string& path)
{
    const core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(path);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    const auto keys = stores.clientKeys->clientKeys();
    if (!keys) {
        return core::fail(keys.error());
    }
    const auto today = std::chrono::floor<std::chrono::days>(core::SystemClock().now());
    std::vector<std::pair<domain::ClientKey, domain::Money>> rows;
    for (const domain::ClientKey& key : *keys) {
        const auto spent = stores.clientKeys->spentSince(key.id, core::TimePoint(today));
        if (!spent) {
            return core::fail(spent.error());
        }
        rows.emplace_back(key, *spent);
    }
    return rows;
}

int listKeys(const KeyArguments& arguments)
{
    const auto rows = keysWithSpending(arguments.workspace);
    if (!rows) {
        return reportError("key list", rows.error(), arguments.isJson);
    }
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& [key, spent] : *rows) {
        list.push_back(toJson(key));
        list.back()["spent_today_usd"] = domain::toDecimalUsd(spent);
        if (!arguments.isJson) {
            std::printf("%-20s %s USD today%s%s\n", key.id.c_str(), domain::toDecimalUsd(spent).c_str(),
                key.mayReadMetrics ? ", may read /metrics" : "", key.isRevoked ? ", revoked" : "");
        }
    }
    if (arguments.isJson) {
        printJson({{"keys", list}});
    }
    return kSuccess;
}

void addAdd(CLI::App& command, Action& action)
{
    auto arguments = std::make_shared<KeyArguments>();
    CLI::App* add = command.add_subcommand("add", "Draw a key, store it in a workspace and show it once");
    add->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    add->add_option("--id", arguments->key.id, "Id under which its requests are recorded, e.g. billing-bot")
        ->required();
    add->add_option("--name", arguments->key.name, "Name for people");
    add->add_option("--task", arguments->key.tasks, "Task it may use; repeat for more; all without it");
    add->add_option("--requests-per-minute", arguments->key.requestsPerMinute, "Requests a minute");
    add->add_option("--tokens-per-minute", arguments->key.tokensPerMinute, "Tokens a minute");
    add->add_option("--daily-budget", arguments->dailyUsd, "Dollars a UTC day")->check(CLI::Range(0.0, 1e9));
    add->add_option("--monthly-budget", arguments->monthlyUsd, "Dollars a UTC month")
        ->check(CLI::Range(0.0, 1e9));
    add->add_flag("--metrics", arguments->key.mayReadMetrics,
        "It may read /metrics, which tell of the traffic of all keys");
    add->add_flag("--json", arguments->isJson, "Print one JSON object");
    add->footer("A running gateway takes it within a second.\n\nExample:\n"
                "  routenlp key add --workspace w --id billing-bot --task cs_intent --daily-budget 25\n"
                "  routenlp key add --workspace w --id prometheus --metrics --requests-per-minute 0");
    add->callback([&action, arguments] { action = [arguments] { return addToWorkspace(*arguments); }; });
}

void addRevokeAndList(CLI::App& command, Action& action)
{
    auto arguments = std::make_shared<KeyArguments>();
    CLI::App* revoked = command.add_subcommand("revoke", "A key opens nothing from now on");
    revoked->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    revoked->add_option("--id", arguments->key.id, "Id of the key")->required();
    revoked->add_flag("--json", arguments->isJson, "Print one JSON object");
    revoked->footer("Example:\n  routenlp key revoke --workspace w --id billing-bot");
    revoked->callback([&action, arguments] { action = [arguments] { return revoke(*arguments); }; });
    CLI::App* list
        = command.add_subcommand("list", "Keys of a workspace, their limits and what they spent today");
    list->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    list->add_flag("--json", arguments->isJson, "Print one JSON object");
    list->footer("Example:\n  routenlp key list --workspace w --json");
    list->callback([&action, arguments] { action = [arguments] { return listKeys(*arguments); }; });
}

} // namespace

void addKey(CLI::App& app, Action& action)
{
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand("key", "Client keys of the gateway; alone: draw one for its file");
    command->add_flag("--json", *isJson, "Print one JSON object");
    command->footer(
        "Alone it stores nothing: put the SHA-256 into the gateway's file, and give the key to the "
        "client.\n\n"
        "Examples:\n  routenlp key\n  routenlp key add --workspace w --id billing-bot --daily-budget 25");
    command->require_subcommand(0, 1);
    addAdd(*command, action);
    addRevokeAndList(*command, action);
    command->callback([&action, isJson, command] {
        if (command->get_subcommands().empty()) {
            action = [isJson] { return draw(*isJson); };
        }
    });
}

} // namespace app::commands
