#include "app/commands/interrupt.h"

#include <csignal>

namespace app::commands {

namespace {

volatile std::sig_atomic_t s_hasCome = 0;

void note(int)
{
    s_hasCome = 1;
}

} // namespace

Interrupt::Interrupt()
{
    s_hasCome = 0;
    std::signal(SIGINT, note);
    std::signal(SIGTERM, note);
}

bool Interrupt::hasCome() const
{
    return s_hasCome != 0;
}

} // namespace app::commands
