#include "app/termination_signals.h"

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace app {

namespace {

std::array<int, 2> s_pipe{-1, -1}; ///< a handler may write(2) and little else

void wake(int)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(s_pipe[1], &byte, 1);
}

} // namespace

TerminationSignals::TerminationSignals(std::function<void()> ended)
{
    if (::pipe2(s_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // out of descriptors: signals keep ending the process at once
    }
    m_notifier = std::make_unique<QSocketNotifier>(s_pipe[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, [end = std::move(ended)] {
        char byte = 0;
        while (::read(s_pipe[0], &byte, 1) > 0) { }
        end();
    });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

TerminationSignals::~TerminationSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(s_pipe[0]);
    ::close(s_pipe[1]);
}

} // namespace app
