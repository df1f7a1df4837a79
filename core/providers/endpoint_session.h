#pragma once

#include "core/base/result.h"
#include "core/domain/endpoint.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::providers {

/// Calls of one model server for a caller that may wait: outside of the gateway's own traffic, on connections and
/// an io thread of its own. Thread-safe.
class EndpointSession {
public:
    /// `key` is sent as bearer token; empty: none.
    [[nodiscard]] static Result<std::unique_ptr<EndpointSession>> open(
        const domain::Endpoint& endpoint, const std::string& key);
    /// Calls under way are given up.
    ~EndpointSession();
    EndpointSession(const EndpointSession&) = delete;
    EndpointSession& operator=(const EndpointSession&) = delete;

    struct Answer {
        std::string body;
        double latencyMs = 0;
    };
    /// Sends a request below the base URL and waits for the whole answer, with the endpoint's retries and time limits.
    [[nodiscard]] Result<Answer> call(std::string_view method, const std::string& path, const std::string& body) const;
    /// Ends the calls under way, and every later one, with Cancelled.
    void giveUp();

private:
    struct Io;
    explicit EndpointSession(std::unique_ptr<Io> io);
    std::unique_ptr<Io> m_io;
};

/// What GET /models said: what a connection test shows. Costs nothing at any server.
struct ModelListing {
    std::vector<std::string> models;
    double latencyMs = 0;
};
/// Unavailable with what the server said, or why it was not reached.
[[nodiscard]] Result<ModelListing> listModels(const domain::Endpoint& endpoint, const std::string& key);

} // namespace core::providers
