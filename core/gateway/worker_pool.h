#pragma once

#include "core/gateway/io_crew.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <type_traits>

namespace core::gateway {

/// Bodies up to this size, in bytes, are read by the io thread: that takes well below a millisecond, and a change of
/// thread would cost more. A longer one is read by a worker, so that nobody else's request waits for it.
inline constexpr std::size_t kReadOnIoThread = 64 * 1024;

/// Where the jobs of requests are done: reading long bodies, routing, scoring, recording.
class WorkerPool {
public:
    /// `requestsInFlight` is the io thread's count.
    WorkerPool(std::size_t threads, const std::size_t& requestsInFlight)
        : m_threads(threads)
        , m_requestsInFlight(requestsInFlight)
    {
    }

    /// Before the first job; null: every job changes threads.
    void setCrew(IoCrew* crew) { m_crew = crew; }
    void join() { m_threads.join(); }

    // io thread:
    /// Where a job keeps hardly anybody waiting it is done by the io thread, which lends its turn meanwhile: both
    /// changes of thread would cost a client that waits alone more than most jobs.
    [[nodiscard]] std::optional<IoCrew::Member> lendTurn()
    {
        const auto now = std::chrono::steady_clock::now();
        const bool isQuiet = m_underWay == 0 && (m_requestsInFlight <= 1 || now - m_lastJob > kQuietTime);
        m_lastJob = now;
        return m_crew != nullptr && isQuiet ? m_crew->lendTurn() : std::nullopt;
    }
    [[nodiscard]] bool keepTurn(IoCrew::Member member) { return m_crew->keepTurn(member); }
    void began() { ++m_underWay; }
    void ended() { --m_underWay; }

    boost::asio::thread_pool& threads() { return m_threads; }

private:
    static constexpr std::chrono::milliseconds kQuietTime{1};

    boost::asio::thread_pool m_threads;
    IoCrew* m_crew = nullptr;
    // io thread:
    const std::size_t& m_requestsInFlight;
    std::size_t m_underWay = 0; ///< on m_threads
    std::chrono::steady_clock::time_point m_lastJob;
};

/// Runs `work` on a worker thread while the calling coroutine waits; the coroutine goes on where it came
/// from. `work` must not throw.
template <typename Work>
boost::asio::awaitable<std::invoke_result_t<Work>> onWorkers(WorkerPool& workers, Work work)
{
    using Value = std::invoke_result_t<Work>;
    auto initiate = [&workers, task = std::move(work)](auto&& handler) mutable {
        auto run = [&workers, caller = std::forward<decltype(handler)>(handler), job = std::move(task)]() mutable {
            Value value = job();
            const auto executor = boost::asio::get_associated_executor(caller);
            auto resume = [&workers, resumed = std::move(caller), result = std::move(value)]() mutable {
                workers.ended();
                resumed(std::move(result));
            };
            boost::asio::post(executor, std::move(resume));
        };
        workers.began();
        boost::asio::post(workers.threads(), std::move(run));
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Value)>(
        std::move(initiate), boost::asio::use_awaitable);
}

/// The same for a job that reads no database and takes well below a millisecond as a rule: on the io thread where
/// nobody waits for that (WorkerPool::lendTurn), else on a worker.
template <typename Work>
boost::asio::awaitable<std::invoke_result_t<Work>> besideIo(WorkerPool& workers, Work work)
{
    if (const std::optional<IoCrew::Member> member = workers.lendTurn(); member) {
        std::invoke_result_t<Work> value = work();
        if (!workers.keepTurn(*member)) {
            const boost::asio::any_io_executor executor = co_await boost::asio::this_coro::executor;
            co_await boost::asio::post(executor, boost::asio::use_awaitable);
        }
        co_return value;
    }
    co_return co_await onWorkers(workers, std::move(work));
}

} // namespace core::gateway
