#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace bench {

/// What the kernel counts of one thread, in ms: what is missing to the time that passed, it slept.
struct ThreadUsage {
    double cpuMs = 0; ///< on a processor
    double waitedMs = 0; ///< ready to run, but others were running
};

/// Of a thread of this process; zeroes where the kernel does not say.
[[nodiscard]] ThreadUsage usageOf(pid_t thread);

/// Asks one thread where it is, from another one.
class StackSampler {
public:
    static constexpr int kDeepest = 64;

    /// Made on the thread that is asked. One at a time in a process.
    StackSampler();
    ~StackSampler();
    StackSampler(const StackSampler&) = delete;
    StackSampler& operator=(const StackSampler&) = delete;

    [[nodiscard]] pid_t thread() const { return m_thread; }
    /// The return addresses, innermost first; empty when the thread does not answer within some milliseconds.
    [[nodiscard]] std::vector<void*> sample() const;

private:
    pid_t m_thread;
};

/// Function names, innermost first, without the event loop around them.
[[nodiscard]] std::vector<std::string> namesOf(const std::vector<void*>& stack);

} // namespace bench
