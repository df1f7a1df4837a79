#pragma once

#include <utility> // before Asio on GCC 12

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <type_traits>

namespace core::gateway {

/// Runs `work` on a worker thread while the calling coroutine waits; the coroutine goes on where it came
/// from. `work` must not throw.
template <typename Work>
boost::asio::awaitable<std::invoke_result_t<Work>> onWorkers(boost::asio::thread_pool& workers, Work work)
{
    using Value = std::invoke_result_t<Work>;
    auto initiate = [&workers, task = std::move(work)](auto&& handler) mutable {
        auto run = [caller = std::forward<decltype(handler)>(handler), job = std::move(task)]() mutable {
            Value value = job();
            const auto executor = boost::asio::get_associated_executor(caller);
            auto resume = [resumed = std::move(caller), result = std::move(value)]() mutable {
                resumed(std::move(result));
            };
            boost::asio::dispatch(executor, std::move(resume));
        };
        boost::asio::post(workers, std::move(run));
    };
    return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void(Value)>(
        std::move(initiate), boost::asio::use_awaitable);
}

} // namespace core::gateway
