#include "thread_usage.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <thread>

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr int kSignal = SIGUSR2;
constexpr std::chrono::milliseconds kPatience{20};
constexpr int kInnermost = 2; ///< the handler and the kernel's trampoline

std::array<void*, StackSampler::kDeepest> g_frames{}; // a signal handler reaches nothing else
std::atomic_int g_count{0};

void answer(int /*signal*/)
{
    g_count = ::backtrace(g_frames.data(), StackSampler::kDeepest);
}

std::string demangled(const char* symbol)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
    return status == 0 ? name.get() : symbol;
}

std::string nameOf(void* address)
{
    Dl_info info{};
    if (::dladdr(address, &info) == 0) {
        return "?";
    }
    if (info.dli_sname != nullptr) {
        return demangled(info.dli_sname);
    }
    const std::string file = info.dli_fname;
    std::array<char, 32> offset{};
    std::snprintf(offset.data(), offset.size(), "+0x%zx",
        static_cast<std::size_t>(static_cast<char*>(address) - static_cast<char*>(info.dli_fbase)));
    return file.substr(file.rfind('/') + 1) + offset.data();
}

} // namespace

ThreadUsage usageOf(pid_t thread)
{
    std::ifstream file("/proc/self/task/" + std::to_string(thread) + "/schedstat");
    double cpu = 0;
    double waited = 0;
    file >> cpu >> waited;
    constexpr double kMsPerNs = 1e-6;
    return {cpu * kMsPerNs, waited * kMsPerNs};
}

StackSampler::StackSampler()
    : m_thread(static_cast<pid_t>(::syscall(SYS_gettid)))
{
    std::array<void*, 1> warmUp{};
    ::backtrace(warmUp.data(), 1); // loads what the handler must not load
    struct sigaction action {};
    action.sa_handler = answer;
    action.sa_flags = SA_RESTART;
    ::sigaction(kSignal, &action, nullptr);
}

StackSampler::~StackSampler()
{
    std::signal(kSignal, SIG_IGN);
}

std::vector<void*> StackSampler::sample() const
{
    g_count = 0;
    ::syscall(SYS_tgkill, ::getpid(), m_thread, kSignal);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (g_count == 0 && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    const int count = g_count;
    return count <= kInnermost ? std::vector<void*>() : std::vector<void*>(g_frames.begin() + kInnermost, g_frames.begin() + count);
}

std::vector<std::string> namesOf(const std::vector<void*>& stack)
{
    std::vector<std::string> names;
    for (void* address : stack) {
        std::string name = nameOf(address);
        if (name.starts_with("QEventLoop::exec") || name.starts_with("QEventLoop::processEvents")) {
            break;
        }
        names.push_back(std::move(name));
    }
    return names;
}

} // namespace bench
