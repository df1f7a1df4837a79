#pragma once

#include <atomic>
#include <functional>
#include <utility>

namespace core::providers {

/// Stops whatever one request is waiting for. Asio 1.74 has no cancellation signals: whoever waits says here
/// how to end its wait (by closing a socket or cancelling a timer). For one io thread, but for isCancelled().
class CancelSlot {
public:
    CancelSlot() = default;
    CancelSlot(const CancelSlot&) = delete;
    CancelSlot& operator=(const CancelSlot&) = delete;

    void cancel()
    {
        m_isCancelled = true;
        if (m_action) {
            m_action();
        }
    }
    [[nodiscard]] bool isCancelled() const { return m_isCancelled; }
    /// How to end the wait that is about to begin; empty when it is over.
    void setAction(std::function<void()> action) { m_action = std::move(action); }

private:
    std::atomic<bool> m_isCancelled = false;
    std::function<void()> m_action;
};

} // namespace core::providers
