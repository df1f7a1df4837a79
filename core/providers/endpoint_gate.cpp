#include "core/providers/endpoint_gate.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace core::providers {

namespace asio = boost::asio;

struct EndpointGate::Waiter {
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
    Waiter waiter{asio::steady_timer(co_await asio::this_coro::executor, patience)};
    m_waiting.push_back(&waiter);
    cancel.setAction([&waiter] { waiter.timer.cancel(); });
    boost::system::error_code ignored;
    co_await waiter.timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    cancel.setAction({});
    if (!waiter.isGranted) {
        m_waiting.remove(&waiter);
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
