#pragma once

#include "thread_usage.h"

#include <QObject>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bench {

/// A time in which the GUI thread handled no event.
struct GuiBlock {
    std::chrono::steady_clock::time_point at; ///< when it began
    double ms = 0;
    ThreadUsage used; ///< by the thread during it
    std::vector<std::vector<void*>> stacks; ///< where it was, every few milliseconds from kSampledAfter on

    /// What was not the machine's: time on the processor and asleep in the middle of an event.
    [[nodiscard]] double ownMs() const { return ms - used.waitedMs; }
};

/// Watches the GUI thread from outside: every few milliseconds an event is posted to it, and the time until it is
/// handled is how long the thread was busy with something else.
class GuiWatch final : public QObject {
public:
    static constexpr std::chrono::milliseconds kSampledAfter{25};

    /// Blocks longer than this are kept with their stacks.
    explicit GuiWatch(double blockMs);
    ~GuiWatch() override;

    /// Forgets what was seen so far.
    void start();
    /// Sorted delays in ms.
    [[nodiscard]] std::vector<double> delays() const;
    /// In the order of time.
    [[nodiscard]] std::vector<GuiBlock> blocks() const;

protected:
    bool event(QEvent* event) override;

private:
    void knock();

    const double m_blockMs;
    const StackSampler m_sampler; ///< of the thread that made this
    mutable std::mutex m_mutex;
    std::vector<double> m_delays;
    std::vector<GuiBlock> m_blocks;
    std::vector<std::vector<void*>> m_stacks; ///< of the knock that is out
    std::atomic_bool m_isAnswered{true};
    std::atomic_bool m_isStopping{false};
    std::thread m_thread;
};

/// One line a block and the functions that were seen in it, for a person.
[[nodiscard]] std::string describe(const GuiBlock& block);

/// CPU time of the calling thread in ms.
[[nodiscard]] double threadCpuMs();
/// Resident memory of this process in MB.
[[nodiscard]] double residentMb();
[[nodiscard]] double median(std::vector<double> values);

} // namespace bench
