#include "app/benches/price_tables.h"

#include "core/datasets/price_map.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace app::benches {

namespace {

namespace domain = core::domain;

/// USD per million tokens as picodollars a token.
constexpr std::int64_t kPerMillion = 1'000'000;
/// USD per thousand tokens as picodollars a token.
constexpr std::int64_t kPerThousand = 1'000'000'000;

constexpr domain::TokenPrices perMillion(double in, double out)
{
    return {static_cast<std::int64_t>(in * kPerMillion + 0.5), static_cast<std::int64_t>(out * kPerMillion + 0.5)};
}

constexpr domain::TokenPrices perThousand(double both)
{
    const auto price = static_cast<std::int64_t>(both * kPerThousand + 0.5);
    return {price, price};
}

} // namespace

PriceTable publicPrices()
{
    return {"public list prices, LiteLLM price map of 2025: students as together-ai-up-to-4b ($0.10 per million tokens) and "
            "together-ai-4.1b-8b ($0.20), last tier as gpt-4o ($2.50 in, $10.00 out)",
        {perMillion(0.10, 0.10), perMillion(0.20, 0.20), perMillion(2.50, 10.00)}};
}

PriceTable paperPrices()
{
    return {"paper prices: $0.01 / $0.10 / $8.00 per 1,000 tokens", {perThousand(0.01), perThousand(0.10), perThousand(8.00)}};
}

std::optional<domain::TokenPrices> recordedModelPrices(const std::string& model)
{
    static const std::map<std::string, domain::TokenPrices> kPrices{
        {"mistralai/Mixtral-8x7B-Instruct-v0.1", perMillion(0.60, 0.60)},
        {"gpt-4-1106-preview", perMillion(10.00, 30.00)},
        {"qwen2.5-7b-instruct", perMillion(0.20, 0.20)},
        {"codegemma-7b", perMillion(0.20, 0.20)},
        {"gemma-2-9b-it", perMillion(0.10, 0.10)},
        {"llama-3.1-8b-instruct", perMillion(0.20, 0.20)},
        {"llama3-chatqa-1.5-8b", perMillion(0.20, 0.20)},
        {"mistral-7b-instruct-v0.3", perMillion(0.20, 0.20)},
        {"llama3-chatqa-1.5-70b", perMillion(0.90, 0.90)},
        {"llama-3.1-nemotron-51b-instruct", perMillion(0.90, 0.90)},
        {"llama-3.3-nemotron-super-49b-v1", perMillion(0.90, 0.90)},
    };
    const auto found = kPrices.find(model);
    return found == kPrices.end() ? std::nullopt : std::optional(found->second);
}

std::optional<domain::TokenPrices> paperModelPrices(const std::string& model)
{
    if (model.find("Mixtral") != std::string::npos) {
        return perThousand(0.80);
    }
    return model.starts_with("gpt-4") ? std::optional(perThousand(8.00)) : std::nullopt;
}

namespace {

core::Result<PriceTable> listPrices(std::span<const std::string> models)
{
    PriceTable table{kRecordedPricesName, {}};
    for (const std::string& model : models) {
        const auto known = recordedModelPrices(model);
        if (!known) {
            return core::fail(core::ErrorCode::InvalidArgument,
                "no list price of model '" + model + "' is known; give --prices FILE in LiteLLM's format");
        }
        table.prices.push_back(*known);
    }
    return table;
}

} // namespace

core::Result<PriceTable> pricesFor(const std::string& file, std::span<const std::string> models)
{
    if (file.empty()) {
        return listPrices(models);
    }
    const auto versions = core::datasets::readPriceMap(file, {file, 0});
    if (!versions) {
        return core::fail(versions.error());
    }
    PriceTable table{std::filesystem::path(file).filename().string(), {}};
    for (const std::string& model : models) {
        const auto found = std::find_if(versions->begin(), versions->end(),
            [&model](const domain::PriceVersion& version) { return version.model == model; });
        if (found == versions->end() || !found->prices.inputPicoUsd || !found->prices.outputPicoUsd) {
            return core::fail(core::ErrorCode::InvalidArgument,
                "'" + file + "' has no price for model '" + model + "'; add its input and output_cost_per_token");
        }
        table.prices.push_back(found->prices);
    }
    return table;
}

} // namespace app::benches
