#pragma once

#include "core/base/result.h"
#include "core/providers/cancel_slot.h"
#include "core/providers/host_lookup.h"
#include "core/providers/upstream_exchange.h"
#include "core/providers/upstream_transport.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>

namespace core::providers {

/// Where an endpoint's connections lead.
struct UpstreamRoute {
    UpstreamUrl url;
    std::shared_ptr<boost::asio::ssl::context> tls; ///< null for plain HTTP
    std::string poolKey; ///< connections with equal keys are interchangeable
};

[[nodiscard]] Result<UpstreamRoute> makeUpstreamRoute(const std::string& baseUrl, const std::string& caFile);

struct UpstreamDeadlines {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds firstByte{60'000};
    UpstreamExchange::TimePoint total{};
};

/// Keeps connections for the next request. For one io thread; close it before its io_context dies.
class UpstreamPool : public std::enable_shared_from_this<UpstreamPool> {
public:
    /// Sends the request and returns once the answer's header has come. A pooled connection that turns out
    /// dead before any answer is replaced by a fresh one, once. `isSent`: whether the server has the whole
    /// request, also where no answer came of it.
    boost::asio::awaitable<Result<std::unique_ptr<UpstreamExchange>>> send(const UpstreamRoute& route,
        std::string_view head, std::string_view body, const UpstreamDeadlines& deadlines, CancelSlot& cancel,
        bool& isSent);

    /// Closes idle connections and keeps none from now on.
    void close();
    [[nodiscard]] std::size_t idleConnections() const;

private:
    struct Idle {
        std::unique_ptr<UpstreamTransport> transport;
        std::chrono::steady_clock::time_point since;
    };

    [[nodiscard]] std::unique_ptr<UpstreamTransport> takeIdle(const std::string& key);
    void keep(const std::string& key, std::unique_ptr<UpstreamTransport> transport);
    [[nodiscard]] std::unique_ptr<UpstreamExchange> makeExchange(
        const std::string& key, std::unique_ptr<UpstreamTransport> transport, CancelSlot& cancel);

    HostLookup m_lookup;
    std::map<std::string, std::deque<Idle>> m_idle; ///< newest last
    bool m_isClosed = false;
};

} // namespace core::providers
