#include "app/gateway_desk.h"

#include "core/providers/endpoint_client.h"
#include "core/providers/endpoint_session.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr const char* kWantedSetting = "gateway.is_on";

std::string addressOf(const std::string& host, std::uint16_t port)
{
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
}

std::string countOf(std::size_t count, const std::string& noun)
{
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

Result<std::string> keyOf(const domain::Endpoint& endpoint, const ports::SecretStore& secrets)
{
    if (endpoint.secretName.empty()) {
        return std::string();
    }
    Result<std::optional<std::string>> secret = secrets.secret(endpoint.secretName);
    if (!secret) {
        return core::fail(secret.error());
    }
    return *secret ? Result<std::string>(std::move(**secret))
                   : core::fail(ErrorCode::NotFound, "the key '" + endpoint.secretName + "' is not stored");
}

/// Address, certificate file and key; not whether anything answers.
Result<void> checkUsable(const domain::Endpoint& endpoint, const ports::SecretStore& secrets)
{
    const Result<std::string> key = keyOf(endpoint, secrets);
    if (!key) {
        return core::fail(key.error());
    }
    const auto client
        = core::providers::EndpointClient::make(endpoint, *key, std::make_shared<core::providers::UpstreamPool>());
    return client ? Result<void>() : core::fail(client.error());
}

} // namespace

GatewayDesk::GatewayDesk(EngineHost& host, const ports::SecretStore& secrets, GatewayDeskOptions options)
    : m_host(host)
    , m_secrets(secrets)
    , m_options(std::move(options))
{
    m_described = stopped();
}

GatewayDesk::~GatewayDesk()
{
    const std::lock_guard commands(m_commandMutex);
    stopLocked();
}

bool GatewayDesk::isWanted() const
{
    const Result<std::optional<std::string>> wanted = m_host.stores().settings->value(kWantedSetting);
    return wanted && *wanted == "1";
}

Result<GatewayConfiguration> GatewayDesk::configuration() const
{
    Result<GatewayConfiguration> configuration = std::filesystem::exists(m_options.file)
        ? readGatewayConfiguration(m_options.file)
        : GatewayConfiguration{};
    if (configuration) {
        configuration->options.port = m_options.port.value_or(configuration->options.port);
    }
    return configuration;
}

Result<void> GatewayDesk::start()
{
    const std::lock_guard commands(m_commandMutex);
    return startLocked();
}

Result<void> GatewayDesk::startLocked()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_gateway != nullptr) {
            return core::fail(ErrorCode::AlreadyExists, "the gateway is running");
        }
    }
    const Result<GatewayConfiguration> configuration = this->configuration();
    if (configuration && m_classifier == nullptr && m_options.makeClassifier) {
        m_classifier = m_options.makeClassifier();
    }
    Result<std::unique_ptr<GatewayHost>> started = configuration
        ? GatewayHost::start(m_host, m_secrets, *configuration, m_classifier.get())
        : Result<std::unique_ptr<GatewayHost>>(core::fail(configuration.error()));
    const std::lock_guard lock(m_mutex);
    m_problem = started ? std::string() : started.error().message;
    if (!started) {
        m_described.problem = m_problem;
        return core::fail(started.error());
    }
    m_gateway = std::move(*started);
    return {};
}

void GatewayDesk::stopLocked()
{
    std::unique_ptr<GatewayHost> ended;
    {
        const std::lock_guard lock(m_mutex);
        ended = std::exchange(m_gateway, nullptr);
    }
    ended.reset(); // drains
    ports::GatewayState described = stopped();
    const std::lock_guard lock(m_mutex);
    m_described = std::move(described);
}

std::string GatewayDesk::baseUrl() const
{
    const std::lock_guard lock(m_mutex);
    return m_gateway == nullptr
        ? std::string()
        : "http://" + addressOf(m_gateway->state().address, m_gateway->port()) + "/v1";
}

void GatewayDesk::setBackground(bool isBackground)
{
    const std::lock_guard lock(m_mutex);
    m_isBackground = isBackground;
}

Result<ports::CommandReceipt> GatewayDesk::run(const ports::SwitchGateway& command)
{
    const std::lock_guard commands(m_commandMutex);
    if (command.isOn) {
        if (Result<void> written = writeListenAddress(m_options.file, command.address, command.port); !written) {
            return core::fail(written.error());
        }
    }
    stopLocked(); // a running one moves to the new address
    if (Result<void> kept = m_host.stores().settings->setValue(kWantedSetting, command.isOn ? "1" : "0"); !kept) {
        return core::fail(kept.error());
    }
    if (!command.isOn) {
        return ports::CommandReceipt{"The gateway has stopped", {}};
    }
    if (Result<void> started = startLocked(); !started) {
        return core::fail(started.error());
    }
    return ports::CommandReceipt{"The gateway answers at " + baseUrl(), {}};
}

Result<void> GatewayDesk::takeOver()
{
    Result<GatewayConfiguration> configuration = this->configuration();
    if (!configuration) {
        return core::fail(configuration.error());
    }
    Result<void> taken = m_gateway != nullptr ? m_gateway->takeOver(*configuration)
                                              : saveGatewayTiers(m_host, configuration->tiers);
    ports::GatewayState described = stopped();
    const std::lock_guard lock(m_mutex);
    m_described = std::move(described);
    return taken;
}

Result<ports::CommandReceipt> GatewayDesk::run(const ports::SaveEndpoint& command)
{
    const std::lock_guard commands(m_commandMutex);
    if (m_gateway != nullptr) { // what it could not use must not reach its configuration
        if (Result<void> usable = checkUsable(command.endpoint, m_secrets); !usable) {
            return core::fail(usable.error());
        }
    }
    if (Result<void> written = writeEndpoint(m_options.file, command); !written) {
        return core::fail(written.error());
    }
    if (Result<void> taken = takeOver(); !taken) {
        return core::fail(taken.error());
    }
    return ports::CommandReceipt{
        "Tier '" + command.endpoint.tierId + "' is answered by " + command.endpoint.baseUrl, command.endpoint.tierId};
}

Result<ports::SaveEndpoint> GatewayDesk::savedEndpoint(const std::string& tierId) const
{
    const Result<GatewayConfiguration> configuration = this->configuration();
    if (!configuration) {
        return core::fail(configuration.error());
    }
    const auto endpoint = std::ranges::find(configuration->endpoints, tierId, &domain::Endpoint::tierId);
    const auto tier = std::ranges::find(configuration->tiers, tierId, &domain::Tier::id);
    if (endpoint == configuration->endpoints.end() || tier == configuration->tiers.end()) {
        return core::fail(ErrorCode::NotFound, "tier '" + tierId + "' has no model server");
    }
    return ports::SaveEndpoint{*endpoint, tier->name, tier->model, tier->prices};
}

Result<ports::CommandReceipt> GatewayDesk::run(const ports::RemoveEndpoint& command)
{
    const std::lock_guard commands(m_commandMutex);
    if (Result<void> removed = removeEndpoint(m_options.file, command.tierId); !removed) {
        return core::fail(removed.error());
    }
    if (Result<void> taken = takeOver(); !taken) {
        return core::fail(taken.error());
    }
    return ports::CommandReceipt{"Nothing answers for tier '" + command.tierId + "' any more", command.tierId};
}

Result<ports::CommandReceipt> GatewayDesk::run(const ports::TestEndpoint& command) const
{
    domain::Endpoint endpoint = command.endpoint;
    if (endpoint.baseUrl.empty()) {
        const Result<GatewayConfiguration> configuration = this->configuration();
        if (!configuration) {
            return core::fail(configuration.error());
        }
        const auto saved = std::find_if(configuration->endpoints.begin(), configuration->endpoints.end(),
            [&](const domain::Endpoint& other) { return other.tierId == endpoint.tierId; });
        if (saved == configuration->endpoints.end()) {
            return core::fail(ErrorCode::NotFound, "tier '" + endpoint.tierId + "' has no model server");
        }
        endpoint = *saved;
    }
    const Result<std::string> key = keyOf(endpoint, m_secrets);
    if (!key) {
        return core::fail(key.error());
    }
    const Result<core::providers::ModelListing> listing = core::providers::listModels(endpoint, *key);
    if (!listing) {
        return core::fail(listing.error());
    }
    return ports::CommandReceipt{endpoint.baseUrl + " answered in "
            + std::to_string(static_cast<long>(listing->latencyMs + 0.5)) + " ms with "
            + countOf(listing->models.size(), "model"),
        {}};
}

ports::GatewayState GatewayDesk::stopped() const
{
    return stoppedGateway(m_host.stores(), m_host.clock().now(), configuration(), m_secrets);
}

void GatewayDesk::refreshKeys()
{
    const std::lock_guard commands(m_commandMutex);
    if (m_gateway != nullptr) {
        m_gateway->refresh();
    }
    describeStopped();
}

void GatewayDesk::refreshStreaming()
{
    const std::lock_guard commands(m_commandMutex);
    if (m_gateway != nullptr) {
        m_gateway->setStreaming(storedStreaming(*m_host.stores().settings));
    }
    describeStopped();
}

/// Under m_commandMutex.
void GatewayDesk::describeStopped()
{
    ports::GatewayState described = stopped();
    const std::lock_guard lock(m_mutex);
    described.problem = m_problem.empty() ? described.problem : m_problem;
    m_described = std::move(described);
}

ports::GatewayState GatewayDesk::state() const
{
    const std::lock_guard lock(m_mutex);
    ports::GatewayState state = m_gateway != nullptr ? m_gateway->state() : m_described;
    state.isBackground = m_isBackground;
    return state;
}

ports::GatewayState stoppedGateway(const db::Stores& stores, core::TimePoint now,
    const Result<GatewayConfiguration>& configuration, const ports::SecretStore& secrets)
{
    ports::GatewayState state;
    const auto ofFile = configuration ? configuration->options.tasks : decltype(configuration->options.tasks){};
    state.streaming = streamingInForce(ofFile, storedStreaming(*stores.settings));
    if (!configuration) {
        state.problem = configuration.error().message;
        return state;
    }
    state.keys = keyStates(stores, now, configuration->keys);
    state.address = configuration->options.address;
    state.port = configuration->options.port;
    for (const domain::Endpoint& endpoint : configuration->endpoints) {
        ports::EndpointState& row = state.endpoints.emplace_back();
        row.endpoint = endpoint;
        row.hasKey = hasKey(endpoint, secrets);
    }
    return state;
}

} // namespace app
