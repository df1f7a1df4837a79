#pragma once

#include "core/domain/streaming_mode.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::gateway {

using domain::StreamingMode;

struct TaskServing {
    StreamingMode streaming = StreamingMode::Hold; ///< until the operator chooses: see Gateway::setStreaming
    /// Tiers are skipped when their expected time and the last tier's together exceed it.
    std::optional<double> latencyLimitMs;
    bool isSticky = true; ///< a conversation stays on the tier of its first answer
};

struct GatewayOptions {
    std::string address = "127.0.0.1"; ///< another than a loopback address demands client keys
    std::uint16_t port = 8088; ///< 0: any free one
    bool requiresKeys = false; ///< also on a loopback address, as behind a proxy that the world can reach
    /// Host names beside the loopback's that requests may be addressed to.
    std::vector<std::string> allowedHosts;
    /// Web pages that may call; any other Origin is refused.
    std::vector<std::string> allowedOrigins;
    std::size_t maxBodyBytes = 32 * 1024 * 1024;
    std::uint32_t maxHeaderBytes = 64 * 1024;
    std::size_t maxConnections = 4096;
    std::size_t maxAnswerBytes = 64 * 1024 * 1024; ///< of a model server
    std::chrono::seconds headerTimeout{15};
    std::chrono::seconds bodyTimeout{60};
    std::chrono::seconds idleTimeout{75}; ///< between two requests of one connection
    std::chrono::seconds writeTimeout{60}; ///< for a client that does not read
    std::chrono::milliseconds holdComment{5'000}; ///< between two comments on a held stream
    std::chrono::seconds sessionTime{
        3'600}; ///< a conversation stays on its tier that long after its last turn
    int workerThreads = 2; ///< for routing, scoring and recording
    std::map<std::string, TaskServing> tasks; ///< by task id; a task without an entry has the defaults
};

} // namespace core::gateway
