#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace core {

/// Wall-clock time, UTC, microseconds since the Unix epoch: what every stored record carries.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

/// Wall clock behind a port, so that history can be simulated and tests can hold time still.
/// Durations of work are measured with std::chrono::steady_clock, never with this.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override;
};

/// A clock that stands still until it is told otherwise. Thread-safe.
class ManualClock final : public Clock {
public:
    explicit ManualClock(TimePoint start);
    [[nodiscard]] TimePoint now() const override;
    void set(TimePoint now);
    void advance(std::chrono::microseconds by);

private:
    std::atomic<std::int64_t> m_microseconds;
};

[[nodiscard]] inline std::int64_t toMicroseconds(TimePoint time) { return time.time_since_epoch().count(); }
[[nodiscard]] inline TimePoint fromMicroseconds(std::int64_t us) { return TimePoint(std::chrono::microseconds(us)); }

} // namespace core
