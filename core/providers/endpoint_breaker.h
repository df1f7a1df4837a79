#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace core::providers {

/// Circuit breaker of one endpoint: after `failures` outages in a row calls are refused for `openTime`; then
/// one probe at a time is let through. An answer's header closes the circuit again, for as long as the answer
/// itself does not fail. What becomes of calls that began before the circuit opened is old news and changes
/// nothing. For one io thread.
class EndpointBreaker {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// One call that may be made: handed back when it ends.
    struct Permit {
        std::uint64_t opening = 0; ///< how often the circuit had opened when the call began
        bool isProbe = false;
    };

    /// `failures` 0: never opens.
    EndpointBreaker(int failures, std::chrono::milliseconds openTime);

    /// Nothing: no call may start now. A call that may must end in exactly one of succeeded(), failed() and
    /// abandoned().
    [[nodiscard]] std::optional<Permit> mayCall(TimePoint now);
    /// The server has begun to answer well: other calls need not wait for the end of a probe's answer.
    void answered(const Permit& call);
    void succeeded(const Permit& call);
    void failed(const Permit& call, TimePoint now);
    /// The call ended without telling anything about the endpoint's health.
    void abandoned(const Permit& call);

    [[nodiscard]] bool isOpen() const { return m_isOpen; }

private:
    [[nodiscard]] bool isOld(const Permit& call) const { return call.opening != m_openings; }

    const int m_limit;
    const std::chrono::milliseconds m_openTime;
    int m_failures = 0;
    std::uint64_t m_openings = 0;
    bool m_isOpen = false;
    bool m_isProbing = false;
    TimePoint m_openUntil{};
};

} // namespace core::providers
