#pragma once

#include "core/domain/endpoint.h"
#include "core/domain/money.h"
#include "core/domain/streaming_mode.h"

#include <cstdint>
#include <string>

namespace core::ports {

/// Lets the owner of the workspace answer OpenAI-compatible requests, from its next start on too; or stops that
/// after the requests under way.
struct SwitchGateway {
    bool isOn = true;
    std::string address = "127.0.0.1";
    std::uint16_t port = 8088;

    bool operator==(const SwitchGateway&) const = default;
};

/// Adds the model server of a tier, or changes it; a running gateway takes it over at once.
struct SaveEndpoint {
    domain::Endpoint endpoint;
    std::string name; ///< of the tier, for people
    std::string model; ///< what the server calls it
    domain::TokenPrices prices; ///< unknown ones: the tier is not routed to
};

/// The tier stays in the portfolio with its history, but nothing answers for it.
struct RemoveEndpoint {
    std::string tierId;

    bool operator==(const RemoveEndpoint&) const = default;
};

/// Asks the model server of a tier for its list of models: costs nothing. With a base URL: that server, as it is
/// described here and not saved.
struct TestEndpoint {
    domain::Endpoint endpoint;

    bool operator==(const TestEndpoint&) const = default;
};

/// How streamed answers of a task are sent from the next request on; wins over the gateway's file.
struct SetStreamingMode {
    std::string taskId;
    domain::StreamingMode mode = domain::StreamingMode::Hold;

    bool operator==(const SetStreamingMode&) const = default;
};

} // namespace core::ports
