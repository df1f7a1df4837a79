// Starts the gateway from a JSON file, for the conformance and load checks:
//   gateway_probe CONFIG.json   (prints "listening on PORT" and serves until SIGTERM or SIGINT)
// {"address", "port", "keys": [{"id", "key", ...}], "endpoints": [{"tier", "base_url", "model", "key", "models",
//  "input_usd", "output_usd", "retries", "logprobs"}], "tasks": [{"id", "thresholds": {tier: t}, "streaming"}]}
#include "core/base/hash.h"
#include "core/gateway/gateway.h"

#include "tests/core/gateway_fakes.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>

using nlohmann::json;

namespace {

core::domain::Tier tierFrom(const json& entry, int rank)
{
    core::domain::Tier tier;
    tier.id = entry.at("tier");
    tier.name = tier.id;
    tier.provider = core::domain::TierProvider::Endpoint;
    tier.rank = rank;
    tier.model = entry.at("model");
    tier.priceVersionId = "probe";
    if (entry.contains("input_usd")) {
        tier.prices.inputPicoUsd = core::domain::parsePicoUsdPerToken(entry.at("input_usd"));
        tier.prices.outputPicoUsd = core::domain::parsePicoUsdPerToken(entry.at("output_usd"));
    }
    return tier;
}

core::domain::Endpoint endpointFrom(const json& entry)
{
    core::domain::Endpoint endpoint;
    endpoint.tierId = entry.at("tier");
    endpoint.baseUrl = entry.at("base_url");
    endpoint.secretName = entry.value("key", "");
    endpoint.caFile = entry.value("ca_file", "");
    endpoint.maxRetries = entry.value("retries", 0);
    endpoint.maxConcurrent = entry.value("concurrency", 0);
    endpoint.providesLogprobs = entry.value("logprobs", false);
    endpoint.passThroughModels = entry.value("models", std::vector<std::string>());
    return endpoint;
}

core::domain::ClientKey keyFrom(const json& entry)
{
    core::domain::ClientKey key;
    key.id = entry.at("id");
    key.name = key.id;
    key.sha256 = core::sha256Hex(entry.at("key").get<std::string>());
    return key;
}

/// Keys of model servers as they stand in the file.
class PlainSecrets final : public core::ports::SecretStore {
public:
    [[nodiscard]] core::Result<std::optional<std::string>> secret(const std::string& name) const override { return name; }
    [[nodiscard]] core::Result<void> setSecret(const std::string& name, const std::string&) override
    {
        return core::fail(core::ErrorCode::Unsupported, "the probe stores no key " + name);
    }
};

void addTasks(const json& config, core::engine::ServingState& state, core::gateway::GatewayOptions& options)
{
    for (const json& entry : config.value("tasks", json::array())) {
        core::engine::ServingTask serving;
        serving.task = core::domain::presetTask(entry.at("id").get<std::string>()).value();
        serving.policy.taskId = serving.task.id;
        serving.policy.thresholds = entry.value("thresholds", std::map<std::string, double>());
        state.tasks.emplace(serving.task.id, serving);
        if (entry.value("streaming", "hold") == "router") {
            options.tasks[serving.task.id].streaming = core::gateway::StreamingMode::RouterChoice;
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: gateway_probe CONFIG.json\n");
        return 2;
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    std::ifstream file(argv[1]);
    const json config = json::parse(file);
    core::gateway::GatewayOptions options;
    options.address = config.value("address", "127.0.0.1");
    options.port = config.value("port", std::uint16_t{8088});
    options.maxConnections = config.value("connections", std::size_t{4096});
    core::gateway::Portfolio portfolio;
    auto state = std::make_shared<core::engine::ServingState>();
    for (const json& entry : config.at("endpoints")) {
        portfolio.tiers.push_back(tierFrom(entry, static_cast<int>(portfolio.tiers.size())));
        portfolio.endpoints.push_back(endpointFrom(entry));
    }
    for (const json& entry : config.value("keys", json::array())) {
        portfolio.keys.push_back(keyFrom(entry));
    }
    state->tiersByRank = portfolio.tiers;
    addTasks(config, *state, options);

    const core::SystemClock clock;
    gatewaytest::JournalStore store(config.value("journal", std::string()));
    core::routing::CostExpectation expectation;
    core::engine::QueryEngine engine(clock, store, expectation, "probe");
    engine.publish(state);
    const PlainSecrets secrets;
    core::gateway::Gateway gateway(options, core::gateway::GatewayServices{clock, engine, store, secrets});
    core::Result<void> ready = gateway.publish(portfolio);
    if (ready) {
        ready = gateway.start();
    }
    if (!ready) {
        std::fprintf(stderr, "%s\n", ready.error().message.c_str());
        return 1;
    }
    std::printf("listening on %u\n", gateway.port());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    gateway.drain(std::chrono::milliseconds(500));
    return 0;
}
