#include "app/gateway_configuration.h"

#include "core/base/atomic_file.h"
#include "core/ports/secret_store.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace app {

namespace {

using core::ErrorCode;
using core::Result;
using nlohmann::json;
namespace domain = core::domain;
namespace gateway = core::gateway;

constexpr std::size_t kLargestFile = 4 << 20;
constexpr double kLargestBudgetUsd = 1e9;

/// Thrown inside this file only: what an entry wants.
struct BadEntry {
    std::string message;
};

void checkMembers(const json& object, const std::string& where, std::initializer_list<std::string_view> known)
{
    if (!object.is_object()) {
        throw BadEntry{where + " must be an object"};
    }
    for (const auto& [name, value] : object.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw BadEntry{where + " has a member '" + name + "' that is not known"};
        }
    }
}

/// A member of the type that T is; `fallback` where it is absent.
template <typename T>
T member(const json& object, const std::string& where, const char* name, T fallback)
{
    const auto found = object.find(name);
    if (found == object.end()) {
        return fallback;
    }
    try {
        return found->get<T>();
    } catch (const json::exception&) {
        throw BadEntry{where + ": '" + name + "' has the wrong type"};
    }
}

std::string required(const json& object, const std::string& where, const char* name)
{
    std::string value = member<std::string>(object, where, name, {});
    if (value.empty()) {
        throw BadEntry{where + " needs '" + name + "'"};
    }
    return value;
}

const json& list(const json& object, const char* name)
{
    static const json kNone = json::array();
    const auto found = object.find(name);
    if (found == object.end()) {
        return kNone;
    }
    if (!found->is_array()) {
        throw BadEntry{std::string("'") + name + "' must be a list"};
    }
    return *found;
}

std::optional<std::int64_t> price(const json& object, const std::string& where, const char* name)
{
    if (!object.contains(name)) {
        return std::nullopt; // unknown, never zero
    }
    const auto pico = domain::parsePicoUsdPerToken(member<double>(object, where, name, 0));
    if (!pico) {
        throw BadEntry{where + ": '" + name + "' must be dollars a token, not negative, e.g. 2.5e-07"};
    }
    return pico;
}

void addEndpoint(GatewayConfiguration& configuration, const json& entry, const std::string& where)
{
    checkMembers(entry, where,
        {"tier", "name", "base_url", "model", "key_env", "key_keyring", "organisation", "project", "ca_file",
            "max_retries", "max_concurrent", "logprobs", "models", "input_cost_per_token", "output_cost_per_token",
            "cache_read_input_token_cost", "output_cost_per_reasoning_token",
            "typical_latency_ms", "connect_timeout_ms", "first_byte_timeout_ms", "idle_timeout_ms",
            "total_timeout_ms", "breaker_failures", "breaker_open_ms"});
    domain::Tier tier;
    tier.id = required(entry, where, "tier");
    tier.name = member<std::string>(entry, where, "name", tier.id);
    tier.provider = domain::TierProvider::Endpoint;
    tier.model = required(entry, where, "model");
    tier.prices.inputPicoUsd = price(entry, where, "input_cost_per_token");
    tier.prices.outputPicoUsd = price(entry, where, "output_cost_per_token");
    tier.typicalLatencyMs = member<double>(entry, where, "typical_latency_ms", 0);
    domain::Endpoint endpoint;
    endpoint.tierId = tier.id;
    endpoint.baseUrl = required(entry, where, "base_url");
    endpoint.detailPrices.cacheReadPicoUsd = price(entry, where, "cache_read_input_token_cost");
    endpoint.detailPrices.reasoningPicoUsd = price(entry, where, "output_cost_per_reasoning_token");
    endpoint.secretName = member<std::string>(entry, where, "key_env", {});
    if (const auto kept = member<std::string>(entry, where, "key_keyring", {}); !kept.empty()) {
        if (!endpoint.secretName.empty()) {
            throw BadEntry{where + ": 'key_env' and 'key_keyring' name a key each; keep one of them"};
        }
        endpoint.secretName = core::ports::inKeyring(kept);
    }
    endpoint.organisation = member<std::string>(entry, where, "organisation", {});
    endpoint.project = member<std::string>(entry, where, "project", {});
    endpoint.caFile = member<std::string>(entry, where, "ca_file", {});
    endpoint.maxRetries = member<int>(entry, where, "max_retries", endpoint.maxRetries);
    endpoint.maxConcurrent = member<int>(entry, where, "max_concurrent", endpoint.maxConcurrent);
    endpoint.providesLogprobs = member<bool>(entry, where, "logprobs", false);
    endpoint.passThroughModels = member<std::vector<std::string>>(entry, where, "models", {});
    endpoint.timeouts.connectMs
        = member<int>(entry, where, "connect_timeout_ms", endpoint.timeouts.connectMs);
    endpoint.timeouts.firstByteMs
        = member<int>(entry, where, "first_byte_timeout_ms", endpoint.timeouts.firstByteMs);
    endpoint.timeouts.totalMs = member<int>(entry, where, "total_timeout_ms", endpoint.timeouts.totalMs);
    endpoint.timeouts.idleMs = member<int>(entry, where, "idle_timeout_ms", endpoint.timeouts.idleMs);
    endpoint.breakerFailures = member<int>(entry, where, "breaker_failures", endpoint.breakerFailures);
    endpoint.breakerOpenMs = member<int>(entry, where, "breaker_open_ms", endpoint.breakerOpenMs);
    configuration.tiers.push_back(std::move(tier));
    configuration.endpoints.push_back(std::move(endpoint));
}

domain::ClientKey keyFrom(const json& entry, const std::string& where)
{
    checkMembers(entry, where,
        {"id", "name", "sha256", "tasks", "requests_per_minute", "tokens_per_minute", "daily_budget_usd",
            "monthly_budget_usd", "revoked", "metrics"});
    domain::ClientKey key;
    key.id = required(entry, where, "id");
    key.name = member<std::string>(entry, where, "name", key.id);
    key.sha256 = required(entry, where, "sha256");
    if (key.sha256.size() != 64 || key.sha256.find_first_not_of("0123456789abcdef") != std::string::npos) {
        throw BadEntry{where + ": 'sha256' must be the 64 hexadecimal digits that `routenlp key` prints"};
    }
    key.tasks = member<std::vector<std::string>>(entry, where, "tasks", {});
    const auto limit = [&](const char* name) -> std::optional<std::int64_t> {
        return entry.contains(name) ? std::optional(member<std::int64_t>(entry, where, name, 0))
                                    : std::nullopt;
    };
    const auto budget = [&](const char* name) -> std::optional<domain::Money> {
        if (!entry.contains(name)) {
            return std::nullopt;
        }
        const double usd = member<double>(entry, where, name, 0);
        if (!(usd >= 0 && usd <= kLargestBudgetUsd)) {
            throw BadEntry{where + ": '" + name + "' must be dollars, not negative, e.g. 25.50"};
        }
        return domain::Money{std::llround(usd * 1e9)};
    };
    key.requestsPerMinute = limit("requests_per_minute");
    key.tokensPerMinute = limit("tokens_per_minute");
    key.dailyBudget = budget("daily_budget_usd");
    key.monthlyBudget = budget("monthly_budget_usd");
    key.isRevoked = member<bool>(entry, where, "revoked", false);
    key.mayReadMetrics = member<bool>(entry, where, "metrics", false);
    return key;
}

void addTask(gateway::GatewayOptions& options, const std::string& taskId, const json& entry)
{
    const std::string where = "tasks." + taskId;
    checkMembers(entry, where, {"streaming", "latency_limit_ms", "sticky"});
    gateway::TaskServing serving;
    const auto streaming = domain::streamingModeFrom(member<std::string>(entry, where, "streaming", "hold"));
    if (!streaming) {
        throw BadEntry{where + ": 'streaming' is \"hold\" or \"router\""};
    }
    serving.streaming = *streaming;
    if (entry.contains("latency_limit_ms")) {
        serving.latencyLimitMs = member<double>(entry, where, "latency_limit_ms", 0);
    }
    serving.isSticky = member<bool>(entry, where, "sticky", true);
    options.tasks[taskId] = serving;
}

GatewayConfiguration configurationFrom(const json& root)
{
    checkMembers(root, "the file",
        {"address", "port", "require_keys", "allowed_hosts", "allowed_origins", "max_body_bytes", "max_connections",
            "endpoints", "keys", "tasks"});
    GatewayConfiguration configuration;
    gateway::GatewayOptions& options = configuration.options;
    options.address = member<std::string>(root, "the file", "address", options.address);
    options.port = member<std::uint16_t>(root, "the file", "port", options.port);
    options.requiresKeys = member<bool>(root, "the file", "require_keys", false);
    options.allowedHosts = member<std::vector<std::string>>(root, "the file", "allowed_hosts", {});
    options.allowedOrigins = member<std::vector<std::string>>(root, "the file", "allowed_origins", {});
    options.maxBodyBytes = member<std::size_t>(root, "the file", "max_body_bytes", options.maxBodyBytes);
    options.maxConnections = member<std::size_t>(root, "the file", "max_connections", options.maxConnections);
    int place = 0;
    for (const json& entry : list(root, "endpoints")) {
        addEndpoint(configuration, entry, "endpoints[" + std::to_string(place++) + "]");
    }
    place = 0;
    for (const json& entry : list(root, "keys")) {
        configuration.keys.push_back(keyFrom(entry, "keys[" + std::to_string(place++) + "]"));
    }
    const json tasks = root.value("tasks", json::object());
    for (const auto& [taskId, entry] : tasks.items()) {
        addTask(options, taskId, entry);
    }
    return configuration;
}

} // namespace

Result<GatewayConfiguration> readGatewayConfiguration(const std::filesystem::path& file)
{
    const Result<std::string> text = core::readWholeFile(file, kLargestFile);
    if (!text) {
        return core::fail(text.error());
    }
    const auto wrong = [&](const std::string& message) {
        return core::fail(ErrorCode::InvalidArgument, file.string() + ": " + message);
    };
    try {
        return configurationFrom(json::parse(*text));
    } catch (const BadEntry& bad) {
        return wrong(bad.message);
    } catch (const json::exception& error) {
        return wrong(std::string("is no JSON: ") + error.what());
    }
}

} // namespace app
