#pragma once

#include "core/engine/query_session.h"
#include "core/gateway/api_exchange.h"
#include "core/gateway/api_request.h"
#include "core/gateway/logprob_filter.h"
#include "core/gateway/stream_keeper.h"
#include "core/gateway/stream_relay.h"
#include "core/providers/endpoint_answer.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::gateway {

/// One routed request while its tiers are asked. For one io thread; what says so runs on a worker.
class RoutedRun {
public:
    /// `session` has a plan. Any thread.
    RoutedRun(ApiExchange& exchange, const ApiRequest& request, engine::QuerySession session,
        const StickySessions::Key& stickyKey, std::shared_ptr<const LivePortfolio> portfolio, bool acceptsFirstAnswer);

    /// Worker thread: asks the workspace's own tiers that come next in the plan, and records the query once no
    /// further tier is to be asked. All that a worker does between two model servers is one job: each change of
    /// thread costs a client that waits alone two wake-ups.
    void advance();

    /// Asks the tiers that are left until one is accepted, records and answers the client.
    boost::asio::awaitable<void> run();

private:
    enum class Step { Accepted, Next, Answered, Gone };

    boost::asio::awaitable<Step> askEndpoint(const LiveEndpoint& endpoint);
    boost::asio::awaitable<Step> readJson(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);
    boost::asio::awaitable<Step> readHeld(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);
    boost::asio::awaitable<Step> streamThrough(
        const LiveEndpoint& endpoint, providers::EndpointCall& call, double startMs);

    /// The model server that is to be asked next; null: a tier of the workspace, or none.
    [[nodiscard]] const LiveEndpoint* nextEndpoint() const;
    [[nodiscard]] bool hasClientLeftUnheard() const { return m_next == 0 && m_exchange.cancel.isCancelled(); }
    // On a worker:
    Step askLocal(const std::string& tierId);
    Step brokenOff(const LiveEndpoint& endpoint, const providers::EndpointFailure& failure,
        const providers::ChatAnswer& partial, double latencyMs);
    void record();

    /// Whether the tier's acceptance is decided before it answers, and then how.
    [[nodiscard]] std::optional<bool> decidedAcceptance(const LiveEndpoint& endpoint) const;
    [[nodiscard]] std::string unaskedLines(const LiveEndpoint& endpoint) const;
    Step judge(const LiveEndpoint& endpoint, const providers::ChatAnswer& answer, double latencyMs);
    Step failed(const std::string& tierId, const providers::EndpointFailure& failure, double latencyMs);
    /// Worker thread: the answer with its tokens estimated where the server reported none; `pieces` came of a stream.
    [[nodiscard]] providers::ChatAnswer counted(providers::ChatAnswer answer, std::int64_t pieces) const;
    void bookPartialAnswer(const LiveEndpoint& endpoint, const providers::ChatAnswer& partial);
    [[nodiscard]] RelayOptions relayOptions(const LiveEndpoint& endpoint) const;

    void book();
    boost::asio::awaitable<void> sendAnswer();
    boost::asio::awaitable<void> sendFailure();
    [[nodiscard]] std::string headerLines() const;
    [[nodiscard]] std::string trace() const;

    ApiExchange& m_exchange;
    const ApiRequest& m_request;
    engine::QuerySession m_session;
    const StickySessions::Key m_stickyKey;
    const std::shared_ptr<const LivePortfolio> m_portfolio;
    const bool m_acceptsFirstAnswer;
    const std::vector<std::string> m_plan; ///< the session's, as it was chosen
    std::size_t m_next = 0; ///< in m_plan
    Step m_step = Step::Next; ///< what came of the tier before
    bool m_isRecorded = false;
    StreamKeeper m_keeper;
    domain::QueryRecord m_record; ///< once recorded
    std::optional<Error> m_storeError;
    std::optional<HttpReply> m_failureReply; ///< of the last server that refused
    std::string m_jsonBody; ///< the accepted answer as its server sent it; empty: a local tier's
    std::string m_heldEvents; ///< the same, streamed
    LogprobFilter m_logprobs; ///< of the call under way
};

} // namespace core::gateway
