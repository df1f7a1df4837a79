#include "app/open_files.h"

#include <sys/resource.h>

#include <algorithm>

namespace app {

void allowManyOpenFiles()
{
    constexpr rlim_t kEnough = 65'536;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < std::min(limit.rlim_max, kEnough)) {
        limit.rlim_cur = std::min(limit.rlim_max, kEnough);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace app
