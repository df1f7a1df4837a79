#include "core/gateway/io_crew.h"

#include <boost/asio/post.hpp>

#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace core::gateway {

namespace {

/// A job that lasts longer loses its thread the turn. Most take a fifth of it.
constexpr std::chrono::milliseconds kPatience{1};

int openAlarm()
{
    const int descriptor = ::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (descriptor < 0) {
        throw std::system_error(errno, std::generic_category(), "timerfd_create");
    }
    return descriptor;
}

} // namespace

IoCrew::IoCrew(boost::asio::io_context& io)
    : m_io(io)
    , m_alarm(openAlarm())
{
}

IoCrew::~IoCrew()
{
    stop();
    ::close(m_alarm);
}

void IoCrew::start()
{
    for (Member member = 0; member < m_threads.size(); ++member) {
        m_threads[member] = std::thread([this, member] { work(member); });
    }
}

void IoCrew::stop()
{
    if (!isRunning()) {
        return;
    }
    m_io.stop();
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
        setAlarm(std::chrono::nanoseconds(1));
    }
    for (std::thread& thread : m_threads) {
        thread.join();
    }
}

void IoCrew::setAlarm(std::chrono::nanoseconds fromNow) const
{
    itimerspec time{};
    time.it_value.tv_nsec = fromNow.count();
    ::timerfd_settime(m_alarm, 0, &time, nullptr);
}

void IoCrew::work(Member member)
{
    while (m_turn == member || takeTurn(member)) {
        // One handler at a time: after each one the turn may be the other thread's.
        while (m_turn == member && m_io.run_one() > 0) {
        }
        if (m_io.stopped()) {
            return;
        }
        // What this thread's last handler left to be run next is in the queue by now; the other may be asleep.
        boost::asio::post(m_io, [] {});
    }
}

bool IoCrew::takeTurn(Member member)
{
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        if (m_lentUntil && std::chrono::steady_clock::now() >= *m_lentUntil) {
            m_lentUntil.reset();
            m_isStandingBy = false;
            m_turn = member;
            return true;
        }
        m_isStandingBy = true;
        lock.unlock();
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t bytes = ::read(m_alarm, &count, sizeof count); // interrupted: looked at again
        lock.lock();
    }
    return false;
}

std::optional<IoCrew::Member> IoCrew::lendTurn()
{
    const std::lock_guard lock(m_mutex);
    if (!m_isStandingBy || m_isOver) {
        return std::nullopt;
    }
    m_lentUntil = std::chrono::steady_clock::now() + kPatience;
    setAlarm(kPatience);
    return m_turn;
}

bool IoCrew::keepTurn(Member member)
{
    const std::lock_guard lock(m_mutex);
    if (m_turn != member) {
        return false;
    }
    m_lentUntil.reset();
    if (!m_isOver) { // whose alarm must not be switched off
        setAlarm(std::chrono::nanoseconds(0));
    }
    return true;
}

} // namespace core::gateway
