#include "ui/models/query_priority.h"

#include <sys/resource.h>
#include <unistd.h>

namespace ui::models {

namespace {

constexpr int kQueryNice = 7; ///< a fifth of the window's weight; training runs at 15

} // namespace

void yieldToWindow()
{
#ifdef __linux__
    // Qt's thread priorities mean nothing under the usual scheduling policy; Linux keeps a nice value a thread.
    thread_local const int result = ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kQueryNice);
    static_cast<void>(result);
#endif
}

} // namespace ui::models
