#pragma once

#include "core/base/result.h"
#include "core/providers/cancel_slot.h"
#include "core/providers/host_lookup.h"
#include "core/providers/upstream_url.h"

#include <utility> // before Asio: GCC 12 misses std::exchange in asio/awaitable.hpp

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/error.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace core::providers {

/// One connection to a model server, plain or TLS. For one io thread.
class UpstreamTransport {
public:
    using ErrorCode = boost::beast::error_code;

    virtual ~UpstreamTransport() = default;
    /// Both end with beast::error::timeout when the time set last has passed.
    virtual boost::asio::awaitable<std::size_t> write(
        std::array<boost::asio::const_buffer, 2> buffers, ErrorCode& error)
        = 0;
    virtual boost::asio::awaitable<std::size_t> readSome(boost::asio::mutable_buffer buffer, ErrorCode& error)
        = 0;
    virtual void expireAfter(std::chrono::milliseconds time) = 0;
    /// Ends pending operations.
    virtual void close() = 0;
    /// False when the server has closed an idle connection or spoken out of turn.
    [[nodiscard]] virtual bool isFresh() = 0;
};

/// Verifies host names against the system's trust store, or against `caFile` where given.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> makeTlsContext(const std::string& caFile);

/// Looks the host up, connects and shakes hands within `timeout` each. `tls` is null for plain HTTP.
boost::asio::awaitable<Result<std::unique_ptr<UpstreamTransport>>> connectUpstream(const UpstreamUrl& url,
    boost::asio::ssl::context* tls, HostLookup& lookup, std::chrono::milliseconds timeout, CancelSlot& cancel);

} // namespace core::providers
