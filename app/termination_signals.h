#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace app {

/// Runs `ended` in the event loop when SIGINT or SIGTERM arrives, so that a program ends in order. One object a
/// process.
class TerminationSignals {
public:
    explicit TerminationSignals(std::function<void()> ended);
    ~TerminationSignals();
    TerminationSignals(const TerminationSignals&) = delete;
    TerminationSignals& operator=(const TerminationSignals&) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace app
