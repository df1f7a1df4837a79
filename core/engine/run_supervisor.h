#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/run.h"
#include "core/engine/student_onboarding.h"
#include "core/ports/worker_launcher.h"
#include "core/ports/workspace_store.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace core::engine {

class StageControl;

/// Queues runs and has them done one at a time by worker processes, recording what they report. A worker that dies
/// leaves a failed run and nothing else. Thread-safe.
class RunSupervisor {
public:
    struct Services {
        const Clock& clock;
        ports::RunStore& runs;
        const ports::WorkerLauncher& launcher;
        std::filesystem::path workspace; ///< artefacts move from models/staging/RUN to models/
        /// Does the runs that are more than one worker's: distillations, loops, clusterings and calibrations. Empty: they are refused.
        std::function<Result<void>(const domain::Run&, StageControl&)> conduct = {};
        std::chrono::milliseconds patience = std::chrono::seconds(10); ///< with a cancelled worker, before it is killed
        std::chrono::milliseconds progressInterval{250}; ///< between writes of what a worker says of its progress
    };
    /// Makes a finished run's result take effect; called on the supervisor's thread. Its error fails the run.
    using Adopt = std::function<Result<void>(const domain::Run&, const OnboardingResult&)>;
    /// Called on a thread of the supervisor's after every change of any run that was stored.
    using Changed = std::function<void()>;

    RunSupervisor(Services services, Adopt adopt, Changed changed);
    ~RunSupervisor(); ///< kills the worker under way and marks its run cancelled

    RunSupervisor(const RunSupervisor&) = delete;
    RunSupervisor& operator=(const RunSupervisor&) = delete;

    /// Takes over the runs of earlier processes, those left unfinished as failed. Call once, before the first
    /// start().
    [[nodiscard]] Result<void> takeOverRuns();

    [[nodiscard]] Result<std::string> start(domain::RunKind kind, const std::string& taskId, const std::string& parametersJson);
    /// Cancels a queued or running run. NotFound when it is neither.
    [[nodiscard]] Result<void> cancel(const std::string& runId);

    /// Queues a run of several stages that failed or was cancelled once more. NotFound when there is none.
    [[nodiscard]] Result<void> resume(const std::string& runId);

    /// Unfinished runs in order of execution, then the finished ones, the newest first.
    [[nodiscard]] std::vector<domain::Run> runs() const;
    /// Blocks until no run is queued or running.
    void waitUntilIdle();

private:
    void work(const std::stop_token& stop);
    class Work; ///< one run under way
    void execute(domain::Run run, const std::stop_token& stop);
    void markFailure(const domain::Run& run);
    void storeMetrics(const domain::Run& run, const std::vector<domain::RunMetric>& metrics);
    void finish(domain::Run run, const Result<void>& outcome);
    void update(const domain::Run& run); ///< shows and stores it
    void show(const domain::Run& run);
    void store(domain::Run run);

    const Services m_services;
    const Adopt m_adopt;
    const Changed m_changed;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::condition_variable_any m_cancelled;
    std::deque<domain::Run> m_queue;
    std::vector<domain::Run> m_finished;       ///< newest first
    std::vector<domain::Run> m_running;        ///< none or one
    ports::WorkerProcess* m_worker = nullptr;  ///< of the running one
    bool m_isCancelRequested = false;
    std::jthread m_thread; ///< last: it uses everything above
};

} // namespace core::engine
