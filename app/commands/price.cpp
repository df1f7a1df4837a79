#include "app/commands/command.h"
#include "app/commands/owner_command.h"

#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>

namespace app::commands {

namespace {

namespace domain = core::domain;
using Json = nlohmann::ordered_json;

constexpr double kPicoPerUsdAMillion = 1e6;

struct PriceArguments {
    std::string workspace;
    std::string tierId;
    std::string source;
    std::optional<double> inputUsd; ///< a million tokens
    std::optional<double> outputUsd;
    bool isJson = false;
};

std::optional<std::int64_t> pico(const std::optional<double>& usdAMillion)
{
    return usdAMillion ? std::optional<std::int64_t>(std::llround(*usdAMillion * kPicoPerUsdAMillion))
                       : std::nullopt;
}

Json usd(const std::optional<std::int64_t>& price)
{
    return price ? Json(static_cast<double>(*price) / kPicoPerUsdAMillion) : Json(nullptr);
}

std::string words(const std::optional<std::int64_t>& price)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", price ? static_cast<double>(*price) / kPicoPerUsdAMillion : 0.0);
    return price ? text : "unknown";
}

int show(const PriceArguments& arguments)
{
    core::Result<std::unique_ptr<db::Workspace>> workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return reportError("price show", workspace.error(), arguments.isJson);
    }
    const db::Stores stores = db::openStores(**workspace);
    const auto versions = stores.costBook->priceVersions();
    const auto tiers = stores.portfolio->tiers();
    if (!versions || !tiers) {
        return reportError("price show", !versions ? versions.error() : tiers.error(), arguments.isJson);
    }
    Json list = Json::array();
    for (const domain::PriceVersion& version : *versions) {
        Json inForce = Json::array();
        std::string names;
        for (const domain::Tier& tier : *tiers) {
            if (tier.priceVersionId == version.id) {
                inForce.push_back(tier.id);
                names += (names.empty() ? "  in force: " : ", ") + tier.id;
            }
        }
        list.push_back({{"id", version.id}, {"model", version.model},
            {"input_usd_a_million", usd(version.prices.inputPicoUsd)},
            {"output_usd_a_million", usd(version.prices.outputPicoUsd)}, {"source", version.source},
            {"valid_from_us", version.validFromUs}, {"tiers", inForce}});
        if (!arguments.isJson) {
            std::printf("%s  %s  in %s, out %s USD a million  %s%s\n", version.id.c_str(),
                version.model.c_str(), words(version.prices.inputPicoUsd).c_str(),
                words(version.prices.outputPicoUsd).c_str(), version.source.c_str(), names.c_str());
        }
    }
    if (arguments.isJson) {
        printJson({{"prices", list}});
    }
    return kSuccess;
}

int set(const PriceArguments& arguments)
{
    const auto done = executeOnWorkspace(arguments.workspace,
        core::ports::SetTierPrice{
            arguments.tierId, {pico(arguments.inputUsd), pico(arguments.outputUsd)}, arguments.source});
    if (!done) {
        return reportError("price set", done.error(), arguments.isJson);
    }
    if (arguments.isJson) {
        printJson({{"version", done->reference}, {"message", done->message}});
    } else {
        std::printf("%s\n", done->message.c_str());
    }
    return kSuccess;
}

} // namespace

void addPrice(CLI::App& app, Action& action)
{
    auto arguments = std::make_shared<PriceArguments>();
    CLI::App* command
        = app.add_subcommand("price", "Prices of the tiers, with every version that was ever in force");
    command->require_subcommand(1);
    CLI::App* showing = command->add_subcommand("show", "List the versions, newest first");
    CLI::App* setting = command->add_subcommand("set", "Add a version for a tier and put it in force");
    for (CLI::App* sub : {showing, setting}) {
        sub->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
        sub->add_flag("--json", arguments->isJson, "Print one JSON object");
    }
    setting->add_option("--tier", arguments->tierId, "The tier whose model costs this")->required();
    setting->add_option("--input", arguments->inputUsd, "USD a million prompt tokens; left out: unknown")
        ->check(CLI::Range(0.0, 1e6));
    setting->add_option("--output", arguments->outputUsd, "USD a million answer tokens; left out: unknown")
        ->check(CLI::Range(0.0, 1e6));
    setting->add_option("--source", arguments->source, "Where the figures come from")->required();
    command->footer(
        "What was spent keeps the price it was spent at.\n\nExamples:\n  routenlp price show --workspace w");
    showing->footer("Example:\n  routenlp price show --workspace w --json");
    setting->footer(
        "Example:\n  routenlp price set --workspace w --tier large --input 2.5 --output 10 --source \"price "
        "list of 2026-11-01\"");
    showing->callback([&action, arguments] { action = [arguments] { return show(*arguments); }; });
    setting->callback([&action, arguments] { action = [arguments] { return set(*arguments); }; });
}

} // namespace app::commands
