#pragma once

#include <QObject>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace bench {

/// Watches the GUI thread from outside: every few milliseconds an event is posted to it, and the time until it is
/// handled is how long the thread was busy with something else.
class GuiWatch final : public QObject {
public:
    GuiWatch();
    ~GuiWatch() override;

    /// Forgets what was seen so far.
    void start();
    /// Sorted delays in ms.
    [[nodiscard]] std::vector<double> delays() const;

protected:
    bool event(QEvent* event) override;

private:
    void knock();

    mutable std::mutex m_mutex;
    std::vector<double> m_delays;
    std::atomic_bool m_isAnswered{true};
    std::atomic_bool m_isStopping{false};
    std::thread m_thread;
};

/// CPU time of the calling thread in ms.
[[nodiscard]] double threadCpuMs();
/// Resident memory of this process in MB.
[[nodiscard]] double residentMb();
[[nodiscard]] double median(std::vector<double> values);

} // namespace bench
