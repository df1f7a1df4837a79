#include "core/gateway/stream_keeper.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace core::gateway {

namespace asio = boost::asio;

/// Shared with the commenting coroutine, which may end after the keeper.
struct StreamKeeper::State {
    ClientConnection& client; ///< alive while isWriting or not isStopping
    std::string headerLines;
    std::chrono::milliseconds interval;
    asio::steady_timer pause;
    asio::steady_timer finished; ///< cancelled when the coroutine has ended
    bool isStopping = false;
    bool hasEnded = false;
};

StreamKeeper::StreamKeeper(
    ClientConnection& client, std::string headerLines, std::chrono::milliseconds interval)
    : m_client(client)
    , m_headerLines(std::move(headerLines))
    , m_interval(interval)
{
}

StreamKeeper::~StreamKeeper()
{
    if (m_state) {
        m_state->isStopping = true;
        m_state->pause.cancel();
    }
}

asio::awaitable<void> StreamKeeper::start()
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    m_state = std::make_shared<State>(State{
        m_client, m_headerLines, m_interval, asio::steady_timer(executor), asio::steady_timer(executor)});
    m_state->finished.expires_at(asio::steady_timer::time_point::max());
    asio::co_spawn(executor, comment(m_state), asio::detached);
}

asio::awaitable<void> StreamKeeper::comment(std::shared_ptr<State> state)
{
    bool isAlive = true;
    while (isAlive && !state->isStopping) {
        boost::system::error_code ignored;
        state->pause.expires_after(state->interval);
        co_await state->pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (!state->isStopping && !state->client.hasStreamBegun()) {
            isAlive = co_await state->client.beginStream(state->headerLines);
        }
        if (!state->isStopping && isAlive) {
            isAlive = co_await state->client.writeStream(": the answer is being checked\n\n");
        }
    }
    state->hasEnded = true;
    state->finished.cancel();
}

asio::awaitable<void> StreamKeeper::stop()
{
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    if (!state) {
        co_return;
    }
    state->isStopping = true;
    state->pause.cancel();
    while (!state->hasEnded) {
        boost::system::error_code ignored;
        co_await state->finished.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

} // namespace core::gateway
