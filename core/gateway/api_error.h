#pragma once

#include <optional>
#include <string>

namespace core::gateway {

/// An error as OpenAI's API words it.
struct ApiError {
    unsigned status = 500;
    std::string message;
    std::string type = "invalid_request_error";
    std::string code; ///< empty: null
    std::string param; ///< empty: null
    std::optional<int> retryAfterSeconds;

    /// {"error": {"message", "type", "param", "code"}}
    [[nodiscard]] std::string json() const;
    /// As an event of a stream whose head has been sent.
    [[nodiscard]] std::string event() const { return "data: " + json() + "\n\n"; }
};

[[nodiscard]] ApiError badRequest(std::string message, std::string param = {}, std::string code = {});
[[nodiscard]] ApiError modelNotFound(const std::string& model);
/// Something behind the gateway failed.
[[nodiscard]] ApiError upstreamError(unsigned status, std::string message);

} // namespace core::gateway
