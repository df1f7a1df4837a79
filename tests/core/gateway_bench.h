#pragma once

#include "core/base/hash.h"
#include "core/domain/policy.h"
#include "core/gateway/gateway.h"

#include "tests/core/engine_fakes.h"
#include "tests/core/gateway_upstream.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace gatewaytest {

using namespace core;
using nlohmann::json;

class PlainSecrets final : public ports::SecretStore {
public:
    [[nodiscard]] Result<std::optional<std::string>> secret(const std::string& name) const override
    {
        return name;
    }
    [[nodiscard]] Result<void> setSecret(const std::string& name, const std::string&) override
    {
        return fail(ErrorCode::Unsupported, "no place for " + name);
    }
};

inline std::string http(const std::string& status, const std::string& type, const std::string& body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

/// 100 prompt and 10 completion tokens; the confidence is exp(logprob).
inline std::string completion(const std::string& text, double logprob)
{
    const json token{{"token", text}, {"logprob", logprob}, {"top_logprobs", json::array()}};
    const json body{{"id", "c"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices",
            {{{"index", 0}, {"finish_reason", "stop"},
                {"message", {{"role", "assistant"}, {"content", text}}},
                {"logprobs", {{"content", {token}}}}}}},
        {"usage", {{"prompt_tokens", 100}, {"completion_tokens", 10}, {"total_tokens", 110}}}};
    return http("200 OK", "application/json", body.dump());
}

inline std::string event(const json& delta, const json& finish, const json& logprobs, const json& usage)
{
    const json chunk{{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"delta", delta}, {"finish_reason", finish}, {"logprobs", logprobs}}}},
        {"usage", usage}};
    return "data: " + chunk.dump() + "\n\n";
}

inline std::string eventStream(const std::string& text, double logprob, bool isWhole)
{
    const json token{{"token", text}, {"logprob", logprob}, {"top_logprobs", json::array()}};
    const json usage{{"prompt_tokens", 100}, {"completion_tokens", 10}, {"total_tokens", 110}};
    const std::string body = event({{"content", text}}, nullptr, {{"content", {token}}}, nullptr)
        + event(json::object(), "stop", nullptr, usage) + "data: [DONE]\n\n";
    const std::string answer = http("200 OK", "text/event-stream", body);
    return isWhole ? answer : answer.substr(0, answer.size() - body.size() / 2);
}

inline domain::Tier tier(const std::string& id, int rank, const char* price)
{
    domain::Tier made;
    made.id = id;
    made.name = id;
    made.provider = domain::TierProvider::Endpoint;
    made.rank = rank;
    made.model = id + "-model";
    made.priceVersionId = "test";
    made.prices.inputPicoUsd = domain::parsePicoUsdPerToken(std::stod(price));
    made.prices.outputPicoUsd = made.prices.inputPicoUsd;
    return made;
}

inline domain::ClientKey clientKey(const std::string& id)
{
    domain::ClientKey key;
    key.id = id;
    key.name = id;
    key.sha256 = sha256Hex("sk-" + id);
    return key;
}

struct Answer {
    int status = 0;
    std::string head;
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const
    {
        const std::size_t at = head.find("\r\n" + name + ": ");
        const std::size_t from = at == std::string::npos ? at : at + name.size() + 4;
        return at == std::string::npos ? std::string() : head.substr(from, head.find("\r\n", from) - from);
    }
};

/// The system's clock, which throws where it is told to, as a library may.
class FaultyClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override
    {
        const std::lock_guard lock(m_mutex);
        if (m_left > 0 && (m_thread == std::thread::id() || m_thread == std::this_thread::get_id())) {
            m_thread = std::this_thread::get_id();
            if (--m_left == 0) {
                throw std::runtime_error("the clock is out of order");
            }
        }
        return m_clock.now();
    }
    /// At call `number` of the thread that calls first.
    void throwAt(int number)
    {
        const std::lock_guard lock(m_mutex);
        m_left = number;
        m_thread = {};
    }
    [[nodiscard]] bool hasThrown() const
    {
        const std::lock_guard lock(m_mutex);
        return m_left == 0;
    }

private:
    SystemClock m_clock;
    mutable std::mutex m_mutex;
    mutable int m_left = 0;
    mutable std::thread::id m_thread;
};

/// Two tiers over one model server, a task with a threshold of 0.5 on the cheap one.
class Bench {
public:
    explicit Bench(gateway::GatewayOptions options = {}, std::vector<domain::ClientKey> keys = {},
        const ports::ClientKeyStore* keyStore = nullptr, const ports::TaskClassifier* classifier = nullptr)
        : m_engine(clock, store, m_expectation, "key")
    {
        auto state = std::make_shared<engine::ServingState>();
        portfolio.tiers = {tier("small", 0, "1e-6"), tier("large", 1, "1e-5")};
        portfolio.keys = std::move(keys);
        for (const domain::Tier& each : portfolio.tiers) {
            domain::Endpoint endpoint;
            endpoint.tierId = each.id;
            endpoint.baseUrl = "http://127.0.0.1:" + std::to_string(upstream.port()) + "/v1";
            endpoint.providesLogprobs = true;
            endpoint.maxRetries = 0;
            portfolio.endpoints.push_back(endpoint);
        }
        engine::ServingTask serving;
        serving.task = domain::presetTask("cs_intent").value();
        serving.policy.taskId = "cs_intent";
        serving.policy.thresholds = {{"small", 0.5}};
        state->tasks.emplace("cs_intent", serving);
        state->tiersByRank = portfolio.tiers;
        m_state = state;
        m_engine.publish(state);
        options.port = 0;
        options.workerThreads = 1;
        server = std::make_unique<gateway::Gateway>(
            options, gateway::GatewayServices{clock, m_engine, store, m_secrets, keyStore, classifier});
        isUp = server->publish(portfolio).has_value() && server->start().has_value();
        sayBoth(-0.1);
    }

    ~Bench() { server.reset(); } // before what it works with
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    void sayBoth(double smallLogprob)
    {
        upstream.say("small-model", completion("from small", smallLogprob));
        upstream.say("large-model", completion("from large", -0.1));
    }
    Answer raw(const std::string& bytes)
    {
        const int socket = gatewaytest::connectTo(server->port());
        gatewaytest::sendAll(socket, bytes);
        return read(socket);
    }
    static Answer read(int socket)
    {
        const std::string bytes = gatewaytest::receiveAll(socket);
        ::close(socket);
        const std::size_t end = bytes.find("\r\n\r\n");
        Answer answer;
        answer.head = bytes.substr(0, end) + "\r\n";
        answer.body = end == std::string::npos ? std::string() : bytes.substr(end + 4);
        answer.status = bytes.size() > 12 ? std::atoi(bytes.c_str() + 9) : 0;
        return answer;
    }
    Answer post(const std::string& path, const std::string& body, const std::string& headers = {})
    {
        return raw("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers
            + "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
            + body);
    }
    Answer chat(const std::string& model, const json& more = json::object(), const std::string& headers = {})
    {
        json body{{"model", model}, {"messages", {{{"role", "user"}, {"content", "my card is lost"}}}}};
        body.update(more);
        return post("/v1/chat/completions", body.dump(), headers);
    }
    /// Opens a connection and posts a chat of "my card is lost"; the caller reads or closes it.
    int begin(const std::string& model, const std::string& headers = {})
    {
        const json body{{"model", model}, {"messages", {{{"role", "user"}, {"content", "my card is lost"}}}}};
        const std::string bytes = body.dump();
        const int socket = connectTo(server->port());
        sendAll(socket, "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n"
                + bytes);
        return socket;
    }
    Answer get(const std::string& path)
    {
        return raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    }
    /// Serves what `change` makes of the state.
    void serve(const std::function<void(engine::ServingState&, engine::ServingTask&)>& change)
    {
        auto next = std::make_shared<engine::ServingState>(*m_state);
        change(*next, next->tasks.at("cs_intent"));
        m_state = next;
        m_engine.publish(next);
    }
    /// Names other base URLs for the tiers, in the order of the cascade.
    void connectTiers(const std::vector<std::string>& baseUrls, int connectMs)
    {
        for (std::size_t i = 0; i < baseUrls.size(); ++i) {
            portfolio.endpoints[i].baseUrl = baseUrls[i];
            portfolio.endpoints[i].timeouts.connectMs = connectMs;
        }
        isUp = isUp && server->publish(portfolio).has_value();
    }
    engine::QueryEngine& engine() { return m_engine; }
    routing::CostExpectation& expectation() { return m_expectation; }
    std::size_t storedRecords() const { return store.stored(); }
    bool isAlive()
    {
        return get("/healthz").status == 200;
    }

    FaultyClock clock;
    Upstream upstream;
    fakes::MemoryDecisionStore store;
    gateway::Portfolio portfolio;
    std::unique_ptr<gateway::Gateway> server;
    bool isUp = false;

private:
    PlainSecrets m_secrets;
    routing::CostExpectation m_expectation;
    engine::QueryEngine m_engine;
    std::shared_ptr<const engine::ServingState> m_state;
};

inline std::string codeOf(const Answer& answer)
{
    const json body = json::parse(answer.body, nullptr, false);
    return body.is_object() && body.contains("error") && body["error"]["code"].is_string()
        ? body["error"]["code"]
        : "";
}

} // namespace gatewaytest
