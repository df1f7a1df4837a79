#pragma once

#include "core/engine/query_session.h"
#include "core/gateway/api_exchange.h"
#include "core/gateway/api_request.h"
#include "core/gateway/stream_keeper.h"
#include "core/gateway/stream_relay.h"
#include "core/providers/endpoint_answer.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace core::gateway {

/// One routed request while its tiers are asked. For one io thread; what says so runs on a worker.
class RoutedRun {
public:
    RoutedRun(ApiExchange& exchange, const ApiRequest& request, engine::QuerySession session,
        std::string stickyKey);

    /// Asks the planned tiers until one is accepted, answers the client and records.
    boost::asio::awaitable<void> run(std::shared_ptr<const LivePortfolio> portfolio, bool acceptsFirstAnswer);

private:
    enum class Step { Accepted, Next, Answered, Gone };

    boost::asio::awaitable<Step> askEndpoint(const LiveEndpoint& endpoint);
    boost::asio::awaitable<Step> askLocal(const std::string& tierId);
    boost::asio::awaitable<Step> readJson(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);
    boost::asio::awaitable<Step> readHeld(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);
    boost::asio::awaitable<Step> streamThrough(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);

    /// Whether the tier's acceptance is decided before it answers, and then how.
    [[nodiscard]] std::optional<bool> decidedAcceptance(const LiveEndpoint& endpoint) const;
    Step judge(const LiveEndpoint& endpoint, const providers::ChatAnswer& answer, double latencyMs);
    Step failed(const std::string& tierId, const providers::EndpointFailure& failure, double latencyMs);
    /// Worker thread: the answer with its tokens estimated where the server reported none; `pieces` came of a stream.
    [[nodiscard]] providers::ChatAnswer counted(providers::ChatAnswer answer, std::int64_t pieces) const;
    void bookPartialAnswer(const LiveEndpoint& endpoint, const providers::ChatAnswer& partial);
    [[nodiscard]] RelayOptions relayOptions(const LiveEndpoint& endpoint) const;

    boost::asio::awaitable<bool> finish();
    void book();
    boost::asio::awaitable<void> sendAnswer();
    boost::asio::awaitable<void> sendFailure();
    [[nodiscard]] std::string headerLines() const;
    [[nodiscard]] std::string trace() const;

    ApiExchange& m_exchange;
    const ApiRequest& m_request;
    engine::QuerySession m_session;
    const std::string m_stickyKey;
    bool m_acceptsFirstAnswer = false;
    StreamKeeper m_keeper;
    domain::QueryRecord m_record; ///< once finished
    std::optional<Error> m_storeError;
    std::optional<HttpReply> m_failureReply; ///< of the last server that refused
    std::string m_jsonBody; ///< the accepted answer as its server sent it; empty: a local tier's
    std::string m_heldEvents; ///< the same, streamed
    bool m_asksLogprobs = false; ///< of the call under way, on our own account
};

} // namespace core::gateway
