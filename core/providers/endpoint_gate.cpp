#include "core/providers/endpoint_gate.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <utility>

namespace core::providers {

namespace asio = boost::asio;

struct EndpointGate::Waiter {
    Waiter(EndpointGate& waitedFor, asio::steady_timer pause)
        : gate(waitedFor)
        , timer(std::move(pause))
    {
        gate.m_waiting.push_back(this);
    }
    /// Also where the waiting coroutine is destroyed, at a shutdown.
    ~Waiter()
    {
        if (!isGranted) {
            gate.m_waiting.remove(this);
        }
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    EndpointGate& gate;
    asio::steady_timer timer;
    bool isGranted = false; ///< the place of one who left is ours
};

EndpointGate::Pass::Pass(std::shared_ptr<EndpointGate> gate)
    : m_gate(std::move(gate))
{
}

EndpointGate::Pass::~Pass()
{
    m_gate->leave();
}

EndpointGate::EndpointGate(int limit)
    : m_limit(limit)
{
}

asio::awaitable<std::unique_ptr<EndpointGate::Pass>> EndpointGate::enter(
    std::chrono::milliseconds patience, CancelSlot& cancel)
{
    if (m_limit <= 0 || m_inside < m_limit) {
        ++m_inside;
        co_return std::make_unique<Pass>(shared_from_this());
    }
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    Waiter waiter(*this, asio::steady_timer(executor, patience));
    cancel.setAction([&waiter] { waiter.timer.cancel(); });
    boost::system::error_code ignored;
    co_await waiter.timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    cancel.setAction({});
    if (!waiter.isGranted) {
        co_return nullptr;
    }
    auto pass = std::make_unique<Pass>(shared_from_this());
    if (cancel.isCancelled()) {
        pass.reset();
    }
    co_return pass;
}

void EndpointGate::leave()
{
    if (m_waiting.empty()) {
        --m_inside;
        return;
    }
    Waiter* next = m_waiting.front();
    m_waiting.pop_front();
    next->isGranted = true;
    next->timer.cancel();
}

} // namespace core::providers
