// Preloaded into a program: every write and fsync of a regular file takes ROUTENLP_SLOW_WRITE_US and
// ROUTENLP_SLOW_SYNC_US microseconds longer, as on a disk that is busy or about to die.
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace {

long microseconds(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? 0 : std::atol(value);
}

void wait(int file, const char* name)
{
    struct stat status {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        ::usleep(static_cast<useconds_t>(microseconds(name)));
    }
}

template <typename Function>
Function real(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size)
{
    static const auto function = real<ssize_t (*)(int, const void*, size_t)>("write");
    wait(file, "ROUTENLP_SLOW_WRITE_US");
    return function(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset)
{
    static const auto function = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    wait(file, "ROUTENLP_SLOW_WRITE_US");
    return function(file, bytes, size, offset);
}

int fsync(int file)
{
    static const auto function = real<int (*)(int)>("fsync");
    wait(file, "ROUTENLP_SLOW_SYNC_US");
    return function(file);
}

int fdatasync(int file)
{
    static const auto function = real<int (*)(int)>("fdatasync");
    wait(file, "ROUTENLP_SLOW_SYNC_US");
    return function(file);
}
}
