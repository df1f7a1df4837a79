#pragma once

#include <utility> // before Asio on GCC 12

#include <boost/asio/io_context.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>

namespace core::gateway {

/// Two threads for one io_context, of which one at a time runs its handlers: what is "for one io thread" stays so.
/// The one whose turn it is may do a job itself, without a change of thread on either side of it; when it has not
/// come back in time, the other takes the turn, so that no connection waits for a job.
class IoCrew {
public:
    /// The io_context must not be one of a single thread (concurrency hint 1): its threads change.
    explicit IoCrew(boost::asio::io_context& io);
    ~IoCrew();
    IoCrew(const IoCrew&) = delete;
    IoCrew& operator=(const IoCrew&) = delete;

    void start();
    /// Stops the io_context and waits for both threads.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_threads.front().joinable(); }

    using Member = std::size_t;
    /// io thread: from here until keepTurn() nothing of the io thread's may be touched. Nothing where the other thread
    /// is not there to take over.
    [[nodiscard]] std::optional<Member> lendTurn();
    /// False when the other thread has the turn now: the caller may only post, and returns from its handler.
    [[nodiscard]] bool keepTurn(Member member);

private:
    void work(Member member);
    /// Waits until the other one is late; false when it is over.
    [[nodiscard]] bool takeTurn(Member member);
    void setAlarm(std::chrono::nanoseconds fromNow) const;

    boost::asio::io_context& m_io;
    const int m_alarm; ///< a timerfd: set by who lends the turn, read by the one who stands by
    std::atomic<Member> m_turn{0}; ///< whose it is; changed under m_mutex
    std::mutex m_mutex; // guards everything below
    std::optional<std::chrono::steady_clock::time_point> m_lentUntil;
    bool m_isStandingBy = false;
    bool m_isOver = false;
    std::array<std::thread, 2> m_threads;
};

} // namespace core::gateway
