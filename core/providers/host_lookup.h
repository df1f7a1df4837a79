#pragma once

#include "core/base/result.h"
#include "core/providers/cancel_slot.h"
#include "core/providers/upstream_url.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace core::providers {

/// Addresses of model servers. The system's lookup cannot be interrupted, and Asio has a single thread for it; here
/// every host that is being looked up has a thread of its own, so that one without an answer holds up no other.
/// For one io thread.
class HostLookup {
public:
    using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    HostLookup();
    ~HostLookup();
    HostLookup(const HostLookup&) = delete;
    HostLookup& operator=(const HostLookup&) = delete;

    /// Known addresses for a while; those that were known before where the lookup fails or outlasts `timeout`.
    /// TimedOut, Cancelled or Unavailable.
    boost::asio::awaitable<Result<Endpoints>> find(
        const UpstreamUrl& url, std::chrono::milliseconds timeout, CancelSlot& cancel);
    /// Nobody could be reached there: the next find() asks anew.
    void distrust(const UpstreamUrl& url);
    /// Lookups under way reach nobody any more. Before the io_context dies.
    void close();

private:
    struct Host;
    struct Door;

    bool ask(const std::shared_ptr<Host>& host, const UpstreamUrl& url, const boost::asio::any_io_executor& executor);

    std::map<std::string, std::shared_ptr<Host>> m_hosts; ///< by host and port
    std::shared_ptr<Door> m_door;
};

} // namespace core::providers
