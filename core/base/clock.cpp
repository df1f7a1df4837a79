#include "core/base/clock.h"

namespace core {

TimePoint SystemClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

ManualClock::ManualClock(TimePoint start)
    : m_microseconds(toMicroseconds(start))
{
}

TimePoint ManualClock::now() const
{
    return fromMicroseconds(m_microseconds.load());
}

void ManualClock::set(TimePoint now)
{
    m_microseconds.store(toMicroseconds(now));
}

void ManualClock::advance(std::chrono::microseconds by)
{
    m_microseconds.fetch_add(by.count());
}

} // namespace core
