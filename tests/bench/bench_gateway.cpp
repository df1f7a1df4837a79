// What a client of the gateway sees: time to the first token and to the end of a streamed answer, by number of
// escalations, against the last tier asked directly through the same gateway. Routing, scoring, the journal, SQLite and
// key checks are on; the model servers are of this program and answer with the times below.
//   bench_gateway [--requests N] [--concurrency N] [--mix 0.7,0.2,0.1] [--streaming hold|router]
#include "core/base/hash.h"
#include "core/engine/query_engine.h"
#include "core/gateway/gateway.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include "tests/core/gateway_upstream.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
namespace domain = core::domain;

/// A model server's times: to the first token, then a token.
struct Model {
    const char* tier;
    double firstTokenMs;
    double tokenMs;
    const char* pricePerToken;
};
constexpr std::array<Model, 3> kModels{{{"small", 60, 4, "2e-7"}, {"medium", 120, 8, "1e-6"}, {"large", 250, 15, "1e-5"}}};
constexpr int kTokens = 24;
constexpr const char* kKey = "sk-bench";

struct Options {
    int requests = 120; ///< a scenario
    int concurrency = 8;
    std::vector<double> mix{0.7, 0.2, 0.1}; ///< of 0, 1 and 2 escalations
    bool isRouterChoice = false;
};

/// Streams answers of the three models, one thread a connection. A text "accept at N" makes every model below the
/// N-th unsure of its tokens.
class ModelServer {
public:
    ModelServer()
        : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = gatewaytest::loopback(0);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(m_listener, 256);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] {
            for (int socket = 0; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0;) {
                m_sockets.push_back(socket);
                m_connections.emplace_back([socket] { serve(socket); });
            }
        });
    }
    ~ModelServer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        for (const int socket : m_sockets) {
            ::shutdown(socket, SHUT_RDWR);
        }
        for (std::thread& connection : m_connections) {
            connection.join();
        }
        ::close(m_listener);
    }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    static std::string chunk(const std::string& event)
    {
        std::array<char, 16> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", event.size());
        return size.data() + event + "\r\n";
    }

    static void serve(int socket)
    {
        std::string bytes;
        std::array<char, 16 * 1024> part{};
        while (true) {
            std::size_t whole = std::string::npos;
            while (bytes.size() < whole) {
                const std::size_t end = bytes.find("\r\n\r\n");
                const std::size_t length = bytes.find("Content-Length: ");
                whole = end != std::string::npos && length < end
                    ? end + 4 + std::strtoul(bytes.c_str() + length + 16, nullptr, 10)
                    : whole;
                if (bytes.size() >= whole) {
                    break;
                }
                const ssize_t count = ::recv(socket, part.data(), part.size(), 0);
                if (count <= 0) {
                    ::close(socket);
                    return;
                }
                bytes.append(part.data(), static_cast<std::size_t>(count));
            }
            answer(socket, bytes.substr(0, whole));
            bytes.erase(0, whole);
        }
    }

    static void answer(int socket, const std::string& request)
    {
        const std::size_t wanted = request.find("accept at ");
        const int acceptedAt = wanted == std::string::npos ? 0 : request[wanted + 10] - '0';
        int place = 0;
        while (request.find(std::string("\"") + kModels[static_cast<std::size_t>(place)].tier + "-model\"") == std::string::npos && place < 2) {
            ++place;
        }
        const Model& model = kModels[static_cast<std::size_t>(place)];
        const char* logprob = place < acceptedAt ? "-3.0" : "-0.05";
        gatewaytest::sendAll(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        std::this_thread::sleep_for(Milliseconds(model.firstTokenMs));
        for (int i = 0; i < kTokens; ++i) {
            if (i > 0) {
                std::this_thread::sleep_for(Milliseconds(model.tokenMs));
            }
            gatewaytest::sendAll(socket,
                chunk("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                      "\"delta\":{\"content\":\"word \"},\"finish_reason\":null,\"logprobs\":{\"content\":[{\"token\":"
                      "\"word \",\"logprob\":"
                    + std::string(logprob) + "}]}}]}\n\n"));
        }
        gatewaytest::sendAll(socket,
            chunk("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                  "\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":60,\"completion_tokens\":24}}\n\n")
                + chunk("data: [DONE]\n\n") + "0\r\n\r\n");
    }

    int m_listener;
    std::uint16_t m_port = 0;
    std::vector<int> m_sockets; ///< of m_thread until it has ended
    std::list<std::thread> m_connections;
    std::thread m_thread;
};

struct Times {
    double firstTokenMs = 0;
    double totalMs = 0;
};

/// One streamed completion on a connection of its own; the first token is the first `data:` of the answer.
Times ask(std::uint16_t port, const std::string& model, const std::string& text)
{
    const std::string body = R"({"model":")" + model + R"(","stream":true,"messages":[{"role":"user","content":")" + text + R"("}]})";
    const auto start = Clock::now();
    const int socket = gatewaytest::connectTo(port, 60);
    gatewaytest::sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer "
            + std::string(kKey) + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    Times times;
    std::string bytes;
    std::array<char, 16 * 1024> part{};
    // the servers keep the connection, whatever the client asked for
    for (ssize_t count = 0;
         !bytes.ends_with("0\r\n\r\n") && (count = ::recv(socket, part.data(), part.size(), 0)) > 0;) {
        bytes.append(part.data(), static_cast<std::size_t>(count));
        if (times.firstTokenMs == 0 && bytes.find("data: ") != std::string::npos) {
            times.firstTokenMs = Milliseconds(Clock::now() - start).count();
        }
    }
    ::close(socket);
    times.totalMs = Milliseconds(Clock::now() - start).count();
    if (bytes.find("[DONE]") == std::string::npos) {
        std::fprintf(stderr, "an answer did not end: %s\n", bytes.substr(0, 400).c_str());
        std::exit(1);
    }
    return times;
}

double percentile(std::vector<double>& values, double share)
{
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

void measure(const char* name, const Options& options, std::uint16_t port, const std::string& model,
    const std::function<std::string(int)>& textOf)
{
    std::vector<Times> all(static_cast<std::size_t>(options.requests));
    std::vector<std::thread> clients;
    std::atomic<int> next = 0;
    for (int i = 0; i < options.concurrency; ++i) {
        clients.emplace_back([&] {
            for (int at = 0; (at = next++) < options.requests;) {
                all[static_cast<std::size_t>(at)] = ask(port, model, textOf(at));
            }
        });
    }
    for (std::thread& client : clients) {
        client.join();
    }
    std::vector<double> first;
    std::vector<double> total;
    for (const Times& times : all) {
        first.push_back(times.firstTokenMs);
        total.push_back(times.totalMs);
    }
    std::printf("%-26s %6d   %8.1f %8.1f %8.1f   %8.1f %8.1f %8.1f\n", name, options.requests, percentile(first, 0.5),
        percentile(first, 0.95), percentile(first, 0.99), percentile(total, 0.5), percentile(total, 0.95),
        percentile(total, 0.99));
    std::fflush(stdout);
}

class NoSecrets final : public core::ports::SecretStore {
public:
    [[nodiscard]] core::Result<std::optional<std::string>> secret(const std::string&) const override
    {
        return std::optional<std::string>();
    }
    [[nodiscard]] core::Result<void> setSecret(const std::string& name, const std::string&) override
    {
        return core::fail(core::ErrorCode::Unsupported, name);
    }
};

std::vector<domain::Tier> tiers()
{
    std::vector<domain::Tier> all;
    for (const Model& model : kModels) {
        domain::Tier tier;
        tier.id = model.tier;
        tier.name = model.tier;
        tier.provider = domain::TierProvider::Endpoint;
        tier.rank = static_cast<int>(all.size());
        tier.model = std::string(model.tier) + "-model";
        tier.priceVersionId = std::string("bench-") + model.tier;
        tier.prices.inputPicoUsd = domain::parsePicoUsdPerToken(std::stod(model.pricePerToken));
        tier.prices.outputPicoUsd = tier.prices.inputPicoUsd;
        all.push_back(tier);
    }
    return all;
}

int run(const Options& options)
{
    const std::filesystem::path directory
        = std::filesystem::temp_directory_path() / ("routenlp-bench-gateway-" + std::to_string(::getpid()));
    auto workspace = db::Workspace::openOwner(directory, {});
    if (!workspace) {
        std::fprintf(stderr, "%s\n", workspace.error().message.c_str());
        return 1;
    }
    db::Stores stores = db::openStores(**workspace);
    const core::SystemClock clock;
    core::routing::CostExpectation expectation;
    core::engine::QueryEngine engine(clock, *stores.decisions, expectation, "bench");
    const ModelServer models;
    core::gateway::Portfolio portfolio;
    portfolio.tiers = tiers();
    for (const domain::Tier& tier : portfolio.tiers) {
        domain::Endpoint endpoint;
        endpoint.tierId = tier.id;
        endpoint.baseUrl = "http://127.0.0.1:" + std::to_string(models.port()) + "/v1";
        endpoint.providesLogprobs = true;
        portfolio.endpoints.push_back(endpoint);
    }
    domain::ClientKey key;
    key.id = "bench";
    key.sha256 = core::sha256Hex(kKey);
    portfolio.keys = {key};
    auto state = std::make_shared<core::engine::ServingState>();
    core::engine::ServingTask task;
    task.task = domain::presetTask("cs_response").value();
    task.policy.taskId = task.task.id;
    task.policy.thresholds = {{"small", 0.5}, {"medium", 0.5}};
    state->tasks.emplace(task.task.id, task);
    state->tiersByRank = portfolio.tiers;
    engine.publish(state);
    core::gateway::GatewayOptions gatewayOptions;
    gatewayOptions.port = 0;
    if (options.isRouterChoice) {
        gatewayOptions.tasks[task.task.id].streaming = core::gateway::StreamingMode::RouterChoice;
    }
    const NoSecrets secrets;
    core::gateway::Gateway gateway(gatewayOptions, {clock, engine, *stores.decisions, secrets});
    core::Result<void> ready = gateway.publish(portfolio);
    ready = ready ? gateway.start() : ready;
    if (!ready) {
        std::fprintf(stderr, "%s\n", ready.error().message.c_str());
        return 1;
    }
    const std::uint16_t port = gateway.port();
    std::printf("%-26s %6s   %8s %8s %8s   %8s %8s %8s\n%-26s %6s   %26s   %26s\n", "", "", "p50", "p95", "p99", "p50", "p95",
        "p99", "scenario", "n", "first token, ms", "whole answer, ms");
    const auto at = [](int level) { return [level](int) { return "please accept at " + std::to_string(level); }; };
    measure("last tier, server alone", options, models.port(), "large-model", at(0));
    measure("last tier, by its name", options, port, "large-model", at(0));
    measure("cascade, 0 escalations", options, port, "routenlp/cs_response", at(0));
    measure("cascade, 1 escalation", options, port, "routenlp/cs_response", at(1));
    measure("cascade, 2 escalations", options, port, "routenlp/cs_response", at(2));
    std::mt19937_64 random(1);
    std::discrete_distribution<int> levels(options.mix.begin(), options.mix.end());
    std::vector<int> drawn(static_cast<std::size_t>(options.requests));
    std::generate(drawn.begin(), drawn.end(), [&] { return levels(random); });
    measure("cascade, mix", options, port, "routenlp/cs_response",
        [&](int place) { return "please accept at " + std::to_string(drawn[static_cast<std::size_t>(place)]); });
    gateway.stop();
    std::filesystem::remove_all(directory);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    std::signal(SIGPIPE, SIG_IGN);
    Options options;
    std::string streaming = "hold";
    CLI::App app{"Client-seen latency of the gateway's cascade against its last tier"};
    app.add_option("--requests", options.requests, "Requests a scenario")->check(CLI::Range(2, 100'000))->capture_default_str();
    app.add_option("--concurrency", options.concurrency, "Clients at the same time")->check(CLI::Range(1, 512))->capture_default_str();
    app.add_option("--mix", options.mix, "Shares of 0, 1 and 2 escalations")->delimiter(',')->expected(3);
    app.add_option("--streaming", streaming, "What streamed requests get")->check(CLI::IsMember({"hold", "router"}));
    CLI11_PARSE(app, argc, argv);
    options.isRouterChoice = streaming == "router";
    return run(options);
}
