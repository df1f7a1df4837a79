// Commands of the window change the gateway's file in place: members that they do not speak of stay as they are.
#include "app/gateway_configuration.h"

#include "core/base/atomic_file.h"
#include "core/ports/secret_store.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <system_error>

namespace app {

namespace {

using core::ErrorCode;
using core::Result;
using Json = nlohmann::ordered_json;
namespace domain = core::domain;

constexpr std::size_t kLargestFile = 4 << 20;
constexpr double kPicoPerUsd = 1e12;

Result<Json> readDocument(const std::filesystem::path& file)
{
    if (!std::filesystem::exists(file)) {
        return Json::object();
    }
    // Reading it as a configuration first: a file with a mistake is never overwritten.
    if (const Result<GatewayConfiguration> valid = readGatewayConfiguration(file); !valid) {
        return core::fail(valid.error());
    }
    const Result<std::string> text = core::readWholeFile(file, kLargestFile);
    return text ? Result<Json>(Json::parse(*text, nullptr, false)) : core::fail(text.error());
}

/// Mode 0600, as writeFileAtomically makes it. Applies the change and keeps the file only when the result is a configuration.
Result<void> change(const std::filesystem::path& file, const std::function<Result<void>(Json&)>& apply)
{
    Result<Json> document = readDocument(file);
    if (!document) {
        return core::fail(document.error());
    }
    if (Result<void> applied = apply(*document); !applied) {
        return applied;
    }
    const std::filesystem::path draft = file.string() + ".draft";
    const std::string text = document->dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    if (Result<void> written = core::writeFileAtomically(draft, text); !written) {
        return written;
    }
    std::error_code error;
    const Result<GatewayConfiguration> valid = readGatewayConfiguration(draft);
    if (valid) {
        std::filesystem::rename(draft, file, error);
    } else {
        std::filesystem::remove(draft, error);
        return core::fail(valid.error());
    }
    return error ? core::fail(ErrorCode::Io, file.string() + ": " + error.message()) : Result<void>{};
}

void setOrErase(Json& entry, const char* name, const std::string& value)
{
    if (value.empty()) {
        entry.erase(name);
    } else {
        entry[name] = value;
    }
}

void setPrice(Json& entry, const char* name, const std::optional<std::int64_t>& pico)
{
    if (pico) {
        entry[name] = static_cast<double>(*pico) / kPicoPerUsd;
    } else {
        entry.erase(name);
    }
}

void setEndpoint(Json& entry, const core::ports::SaveEndpoint& saved)
{
    const domain::Endpoint& endpoint = saved.endpoint;
    entry["tier"] = endpoint.tierId;
    setOrErase(entry, "name", saved.name);
    entry["base_url"] = endpoint.baseUrl;
    entry["model"] = saved.model;
    const std::optional<std::string> kept = core::ports::keyringName(endpoint.secretName);
    setOrErase(entry, "key_env", kept ? std::string() : endpoint.secretName);
    setOrErase(entry, "key_keyring", kept.value_or(std::string()));
    setOrErase(entry, "organisation", endpoint.organisation);
    setOrErase(entry, "project", endpoint.project);
    setOrErase(entry, "ca_file", endpoint.caFile);
    entry["logprobs"] = endpoint.providesLogprobs;
    entry["max_retries"] = endpoint.maxRetries;
    entry["max_concurrent"] = endpoint.maxConcurrent;
    entry["connect_timeout_ms"] = endpoint.timeouts.connectMs;
    entry["first_byte_timeout_ms"] = endpoint.timeouts.firstByteMs;
    entry["idle_timeout_ms"] = endpoint.timeouts.idleMs;
    entry["total_timeout_ms"] = endpoint.timeouts.totalMs;
    entry["breaker_failures"] = endpoint.breakerFailures;
    entry["breaker_open_ms"] = endpoint.breakerOpenMs;
    setPrice(entry, "input_cost_per_token", saved.prices.inputPicoUsd);
    setPrice(entry, "output_cost_per_token", saved.prices.outputPicoUsd);
    setPrice(entry, "cache_read_input_token_cost", endpoint.detailPrices.cacheReadPicoUsd);
    setPrice(entry, "output_cost_per_reasoning_token", endpoint.detailPrices.reasoningPicoUsd);
    if (endpoint.passThroughModels.empty()) {
        entry.erase("models");
    } else {
        entry["models"] = endpoint.passThroughModels;
    }
}

} // namespace

Result<void> writeListenAddress(const std::filesystem::path& file, const std::string& address, std::uint16_t port)
{
    return change(file, [&](Json& document) -> Result<void> {
        document["address"] = address;
        document["port"] = port;
        return {};
    });
}

Result<void> writeEndpoint(const std::filesystem::path& file, const core::ports::SaveEndpoint& saved)
{
    return change(file, [&](Json& document) -> Result<void> {
        Json& endpoints = document["endpoints"];
        if (!endpoints.is_array()) {
            endpoints = Json::array();
        }
        for (Json& entry : endpoints) {
            if (entry["tier"] == saved.endpoint.tierId) {
                setEndpoint(entry, saved);
                return {};
            }
        }
        setEndpoint(endpoints.emplace_back(Json::object()), saved);
        return {};
    });
}

Result<void> removeEndpoint(const std::filesystem::path& file, const std::string& tierId)
{
    return change(file, [&](Json& document) -> Result<void> {
        Json& endpoints = document["endpoints"];
        for (std::size_t place = 0; endpoints.is_array() && place < endpoints.size(); ++place) {
            if (endpoints[place]["tier"] == tierId) {
                endpoints.erase(place);
                return {};
            }
        }
        return core::fail(ErrorCode::NotFound, "tier '" + tierId + "' has no model server");
    });
}

} // namespace app
