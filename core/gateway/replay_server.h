#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// What a replayed model server may do wrong. A request asks for one with the header "x-replay-fault".
enum class ReplayFault {
    None,
    Cut, ///< the answer breaks off half-way
    RateLimited, ///< 429 with retry-after
    ServerError, ///< 500
    Slow, ///< ten times the recorded time
    Garbage, ///< 200 and a body that is no JSON
};

/// "cut", "429", "500", "slow", "garbage"; "none".
[[nodiscard]] std::optional<ReplayFault> replayFaultFrom(std::string_view name);

struct ReplayOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; ///< 0: any free one
    double speed = 1; ///< the recorded time is divided by it; 0: answers come at once
    ReplayFault fault = ReplayFault::None;
    double faultShare = 0; ///< of the requests that ask for none, chosen at random
    std::uint64_t seed = 1;
};

/// An OpenAI-compatible model server that answers with a recording: each model of the recording under its own
/// name, a text that was not recorded with 404. Recorded times are kept; a stream's pieces come evenly over
/// them.
class ReplayServer {
public:
    explicit ReplayServer(ReplayOptions options);
    ~ReplayServer(); ///< stops
    ReplayServer(const ReplayServer&) = delete;
    ReplayServer& operator=(const ReplayServer&) = delete;

    /// Before start() only.
    void add(const domain::Example& example);
    [[nodiscard]] Result<void> start();
    [[nodiscard]] std::uint16_t port() const;

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

} // namespace core::gateway
