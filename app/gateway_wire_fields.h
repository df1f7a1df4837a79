#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of the gateway's state and commands: endpoints, client keys. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <typename Archive>
void visitFields(Archive& archive, core::domain::Money& money)
{
    auto& [nanoUsd] = money;
    archive("nano_usd", nanoUsd);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::ClientKey& key)
{
    auto& [id, name, sha256, tasks, requestsPerMinute, tokensPerMinute, dailyBudget, monthlyBudget, isRevoked,
        mayReadMetrics]
        = key;
    archive("id", id);
    archive("name", name);
    archive("sha256", sha256);
    archive("tasks", tasks);
    archive("requests_per_minute", requestsPerMinute);
    archive("tokens_per_minute", tokensPerMinute);
    archive("daily_budget", dailyBudget);
    archive("monthly_budget", monthlyBudget);
    archive("is_revoked", isRevoked);
    archive("may_read_metrics", mayReadMetrics);
}

template <>
struct CommandName<core::ports::AddClientKey> {
    static constexpr const char* value = "add_client_key";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::AddClientKey& command)
{
    auto& [key] = command;
    archive("key", key);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TokenPrices& prices)
{
    auto& [input, output] = prices;
    archive("input_pico", input);
    archive("output_pico", output);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::DetailPrices& prices)
{
    auto& [cacheRead, reasoning] = prices;
    archive("cache_read_pico", cacheRead);
    archive("reasoning_pico", reasoning);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::EndpointTimeouts& timeouts)
{
    auto& [connectMs, firstByteMs, idleMs, totalMs] = timeouts;
    archive("connect_ms", connectMs);
    archive("first_byte_ms", firstByteMs);
    archive("idle_ms", idleMs);
    archive("total_ms", totalMs);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::Endpoint& endpoint)
{
    auto& [tierId, baseUrl, secretName, organisation, project, caFile, timeouts, detailPrices, maxRetries, maxConcurrent,
        breakerFailures, breakerOpenMs, providesLogprobs, passThroughModels]
        = endpoint;
    archive("tier", tierId);
    archive("base_url", baseUrl);
    archive("secret", secretName);
    archive("organisation", organisation);
    archive("project", project);
    archive("ca_file", caFile);
    archive("timeouts", timeouts);
    archive("detail_prices", detailPrices);
    archive("max_retries", maxRetries);
    archive("max_concurrent", maxConcurrent);
    archive("breaker_failures", breakerFailures);
    archive("breaker_open_ms", breakerOpenMs);
    archive("logprobs", providesLogprobs);
    archive("models", passThroughModels);
}

template <>
struct CommandName<core::ports::SwitchGateway> {
    static constexpr const char* value = "switch_gateway";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SwitchGateway& command)
{
    auto& [isOn, address, port] = command;
    archive("is_on", isOn);
    archive("address", address);
    archive("port", port);
}

template <>
struct CommandName<core::ports::SaveEndpoint> {
    static constexpr const char* value = "save_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SaveEndpoint& command)
{
    auto& [endpoint, name, model, prices] = command;
    archive("endpoint", endpoint);
    archive("tier_name", name);
    archive("model", model);
    archive("prices", prices);
}

template <>
struct CommandName<core::ports::RemoveEndpoint> {
    static constexpr const char* value = "remove_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RemoveEndpoint& command)
{
    auto& [tierId] = command;
    archive("tier", tierId);
}

template <>
struct CommandName<core::ports::TestEndpoint> {
    static constexpr const char* value = "test_endpoint";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TestEndpoint& command)
{
    auto& [endpoint] = command;
    archive("endpoint", endpoint);
}

template <>
struct CommandName<core::ports::SetStreamingMode> {
    static constexpr const char* value = "set_streaming_mode";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetStreamingMode& command)
{
    auto& [taskId, mode] = command;
    archive("task", taskId);
    archive("mode", mode);
}

template <>
struct CommandName<core::ports::RevokeClientKey> {
    static constexpr const char* value = "revoke_client_key";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RevokeClientKey& command)
{
    auto& [keyId] = command;
    archive("key", keyId);
}

} // namespace app::wire
