#pragma once

#include <chrono>

namespace core::providers {

/// Circuit breaker of one endpoint: after `failures` outages in a row calls are refused for `openTime`; then
/// one probe at a time is let through, and its success closes the circuit again. For one io thread.
class EndpointBreaker {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// `failures` 0: never opens.
    EndpointBreaker(int failures, std::chrono::milliseconds openTime);

    /// Whether a call may start now. A call that may must end in exactly one of the three below.
    [[nodiscard]] bool mayCall(TimePoint now);
    void succeeded();
    void failed(TimePoint now);
    /// The call ended without telling anything about the endpoint's health.
    void abandoned();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }

private:
    const int m_limit;
    const std::chrono::milliseconds m_openTime;
    int m_failures = 0;
    bool m_isOpen = false;
    bool m_isProbing = false;
    TimePoint m_openUntil{};
};

} // namespace core::providers
