#pragma once

#include "core/gateway/client_connection.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace core::gateway {

/// Keeps a client waiting while its streamed answer is held: begins the stream and sends a comment whenever
/// `interval` has passed. For one io thread.
class StreamKeeper {
public:
    StreamKeeper(ClientConnection& client, std::string headerLines, std::chrono::milliseconds interval);
    ~StreamKeeper();
    StreamKeeper(const StreamKeeper&) = delete;
    StreamKeeper& operator=(const StreamKeeper&) = delete;

    /// Comments begin; the connection must not be written to until stop() has returned.
    boost::asio::awaitable<void> start();
    boost::asio::awaitable<void> stop();

private:
    struct State;
    static boost::asio::awaitable<void> comment(std::shared_ptr<State> state);

    ClientConnection& m_client;
    const std::string m_headerLines;
    const std::chrono::milliseconds m_interval;
    std::shared_ptr<State> m_state; ///< null while not started
};

} // namespace core::gateway
