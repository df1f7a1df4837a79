#include "core/datasets/price_map.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/datasets/json_text.h"

#include <cmath>
#include <map>

namespace core::datasets {

namespace {

using nlohmann::json;

constexpr std::size_t kFileLimit = 64U << 20;
constexpr double kPicoPerUsd = 1e12;
constexpr const char* kInputKey = "input_cost_per_token";
constexpr const char* kOutputKey = "output_cost_per_token";

/// std::nearbyint rounds half-even in the default rounding mode.
Result<std::optional<std::int64_t>> readPrice(const json& entry, const std::string& model, const char* key)
{
    const json* value = member(entry, key);
    if (value == nullptr) {
        return std::nullopt;
    }
    const Result<double> usd = asNumber(*value, "model " + model + ": " + key, 0.0, 1.0,
        "a price is a number of US dollars a token from 0 to 1");
    if (!usd) {
        return fail(usd.error());
    }
    return static_cast<std::int64_t>(std::nearbyint(*usd * kPicoPerUsd));
}

Result<domain::PriceVersion> readEntry(
    const std::string& model, const json& entry, const PriceMapOrigin& origin)
{
    if (!entry.is_object()) {
        return fail(ErrorCode::InvalidArgument,
            "model " + model + " is " + shown(entry) + "; it must be an object with the prices");
    }
    const auto input = readPrice(entry, model, kInputKey);
    const auto output = input ? readPrice(entry, model, kOutputKey) : input;
    if (!output) {
        return fail(output.error());
    }
    domain::PriceVersion version{{}, model, {*input, *output}, origin.source, origin.validFromUs};
    version.id = priceVersionId(version);
    return version;
}

std::string digits(const std::optional<std::int64_t>& price)
{
    return price ? std::to_string(*price) : "?";
}

} // namespace

Result<std::vector<domain::PriceVersion>> parsePriceMap(std::string_view text, const PriceMapOrigin& origin)
{
    if (const std::size_t at = findInvalidText(text); at != std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument,
            "NUL byte or invalid UTF-8 at byte " + std::to_string(at + 1) + "; a price map is JSON text");
    }
    const Result<json> map = parseJsonObject(text);
    if (!map) {
        return fail(map.error());
    }
    std::vector<domain::PriceVersion> versions;
    for (const auto& [model, entry] : map->items()) {
        if (model == "sample_spec") {
            continue;
        }
        Result<domain::PriceVersion> version = readEntry(model, entry, origin);
        if (!version) {
            return fail(version.error());
        }
        versions.push_back(std::move(*version));
    }
    return versions;
}

Result<std::vector<domain::PriceVersion>> readPriceMap(
    const std::filesystem::path& path, const PriceMapOrigin& origin)
{
    const Result<std::string> text = readWholeFile(path, kFileLimit);
    if (!text) {
        return fail(text.error());
    }
    auto versions = parsePriceMap(*text, origin);
    return versions ? std::move(versions) : fail(versions.error().within(path.filename().string()));
}

std::string formatPriceMap(std::span<const domain::PriceVersion> versions)
{
    std::map<std::string, const domain::PriceVersion*> newest;
    for (const domain::PriceVersion& version : versions) {
        const domain::PriceVersion*& current = newest[version.model];
        if (current == nullptr || current->validFromUs <= version.validFromUs) {
            current = &version;
        }
    }
    json map = json::object();
    for (const auto& [model, version] : newest) {
        json& entry = map[model] = json::object();
        const auto put = [&](const char* key, const std::optional<std::int64_t>& pico) {
            if (pico) {
                entry[key]
                    = static_cast<double>(*pico) / kPicoPerUsd; // the double nearest to the decimal value
            }
        };
        put(kInputKey, version->prices.inputPicoUsd);
        put(kOutputKey, version->prices.outputPicoUsd);
    }
    return map.dump(4, ' ', false, json::error_handler_t::replace) + "\n";
}

Result<void> writePriceMap(const std::filesystem::path& path, std::span<const domain::PriceVersion> versions)
{
    return writeFileAtomically(path, formatPriceMap(versions));
}

std::string priceVersionId(const domain::PriceVersion& version)
{
    const std::string contents = version.model + '\n' + digits(version.prices.inputPicoUsd) + '\n'
        + digits(version.prices.outputPicoUsd) + '\n' + version.source + '\n'
        + std::to_string(version.validFromUs);
    return "price-" + sha256Hex(contents).substr(0, 16);
}

} // namespace core::datasets
