#pragma once

#include "core/base/clock.h"
#include "core/domain/client_key.h"
#include "core/domain/endpoint.h"
#include "core/domain/rate_limits.h"
#include "core/domain/streaming_mode.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// How the model server of a tier is doing, as the gateway sees it.
struct EndpointState {
    domain::Endpoint endpoint;
    bool hasKey = true; ///< false: the key that it names is not stored
    bool isCircuitOpen = false;
    int callsInFlight = 0;
    std::uint64_t answers = 0; ///< since the gateway began
    std::uint64_t failures = 0; ///< outages
    domain::RateLimits rateLimits;
    std::optional<double> p50Ms; ///< until the answer's header, of the newest answers; absent: none yet
    std::optional<double> p95Ms;
    std::string lastError; ///< empty: none so far
    TimePoint lastErrorAt{};

    bool operator==(const EndpointState&) const = default;
};

struct ClientKeyState {
    domain::ClientKey key;
    domain::Money spentToday; ///< of this UTC day
    domain::Money spentThisMonth;
    bool isOfFile = false; ///< stands in the gateway's file and is changed there

    bool operator==(const ClientKeyState&) const = default;
};

/// How a task's streamed answers are sent.
struct TaskStreaming {
    domain::StreamingMode mode = domain::StreamingMode::Hold;
    bool isOfFile = false; ///< as the gateway's file says: the operator has not chosen

    bool operator==(const TaskStreaming&) const = default;
};

/// The gateway of the process that owns the workspace.
struct GatewayState {
    bool isRunning = false;
    bool isBackground = false; ///< no window or terminal holds the process: it ends when the gateway is stopped
    std::string address = "127.0.0.1";
    std::uint16_t port = 8088; ///< in use; else the one to be used
    std::string problem; ///< why it does not run though it should; empty: none
    std::uint64_t requestsInFlight = 0;
    std::vector<EndpointState> endpoints; ///< in the order of the cascade
    std::vector<ClientKeyState> keys;
    std::map<std::string, TaskStreaming> streaming; ///< by task id; a task without an entry is held

    bool operator==(const GatewayState&) const = default;
};

} // namespace core::ports
