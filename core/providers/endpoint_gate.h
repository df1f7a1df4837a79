#pragma once

#include "core/providers/cancel_slot.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <list>
#include <memory>

namespace core::providers {

/// Lets at most `limit` calls of one endpoint run at a time; the others wait in the order of their arrival.
/// For one io thread.
class EndpointGate : public std::enable_shared_from_this<EndpointGate> {
public:
    /// A place inside, given back when it is destroyed.
    class Pass {
    public:
        explicit Pass(std::shared_ptr<EndpointGate> gate);
        ~Pass();
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

    private:
        std::shared_ptr<EndpointGate> m_gate;
    };

    /// `limit` 0: no limit.
    explicit EndpointGate(int limit);

    /// Null when cancelled or when `patience` has passed first.
    boost::asio::awaitable<std::unique_ptr<Pass>> enter(
        std::chrono::milliseconds patience, CancelSlot& cancel);
    [[nodiscard]] int inside() const { return m_inside; }

private:
    struct Waiter;
    void leave();

    const int m_limit;
    int m_inside = 0;
    std::list<Waiter*> m_waiting;
};

} // namespace core::providers
