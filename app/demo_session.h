#pragma once

#include "app/engine_host.h"
#include "core/domain/loop.h"
#include "core/engine/history_backfill.h"
#include "core/engine/simulated_traffic.h"
#include "core/ports/console_service.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace core::datasets {
class WorkloadGenerator;
}

namespace app {

struct DemoOptions {
    std::uint64_t seed = 1;
    int examplesPerTask = 10'000; ///< drawn; what measures keeps its label, of the training split only the next many do
    /// As many as the loop teaches a task in one iteration: labels are few at first, and what it teaches comes from traffic.
    int trainingLabelsPerTask = static_cast<int>(core::domain::LoopOptions{}.teacherCalls);
    int historyDays = 28;
    int queriesPerDay = 5000;
    double queriesPerSecond = 4;
    bool trainsStudents = true;
};

/// The demo workspace at work: simulated traffic through the engine at once, then the labelled examples, the six
/// students one after another, and four weeks of history behind. Everything it makes is flagged as simulated.
class DemoSession {
public:
    /// Prepares the portfolio of a new workspace (in milliseconds), starts the traffic, leaves the rest to a thread.
    [[nodiscard]] static core::Result<std::unique_ptr<DemoSession>> start(EngineHost& host, const DemoOptions& options);
    ~DemoSession();

    DemoSession(const DemoSession&) = delete;
    DemoSession& operator=(const DemoSession&) = delete;

    [[nodiscard]] core::ports::SimulatedTrafficState traffic() const;
    [[nodiscard]] core::ports::BackfillState backfill() const;
    /// Its students are trained and its history is there, or the attempt at them has ended.
    [[nodiscard]] bool isPrepared() const;
    void configureTraffic(const core::engine::SimulatedTraffic::Settings& settings);

    /// True when the workspace was created as a demo.
    [[nodiscard]] static core::Result<bool> isDemo(EngineHost& host);

private:
    DemoSession(EngineHost& host, const DemoOptions& options, std::uint64_t seed);
    void prepare(const std::stop_token& stop);
    /// The history waits for it: the first student is what a new user waits for.
    void waitForFirstStudent(const std::stop_token& stop) const;
    [[nodiscard]] core::Result<void> importExamples(const std::string& taskId);
    [[nodiscard]] core::Result<void> startBackfill();

    EngineHost& m_host;
    const DemoOptions m_options;
    const std::uint64_t m_seed;
    const std::shared_ptr<const core::datasets::WorkloadGenerator> m_generator;
    std::unique_ptr<core::engine::SimulatedTraffic> m_traffic;
    mutable std::mutex m_mutex;
    std::unique_ptr<core::engine::HistoryBackfill> m_backfill;
    std::atomic<bool> m_isPreparing = true;
    std::jthread m_preparation;
};

/// Makes the workspace a demo: tasks, tiers and prices of the bundled workload. Does nothing to one that has tasks.
[[nodiscard]] core::Result<void> createDemoPortfolio(EngineHost& host, std::uint64_t seed);

} // namespace app
