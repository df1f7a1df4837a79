#pragma once

#include "core/base/result.h"
#include "core/engine/student_onboarding.h"
#include "core/engine/worker_protocol.h"

#include <string>

namespace core::engine {

/// What a run of several stages may do while it is conducted. Used on the supervisor's thread alone.
class StageControl {
public:
    virtual ~StageControl() = default;
    /// Starts a worker on the run's unfinished stage and returns its result, with its progress shown between
    /// `from` and `to` behind `title`. Cancelled when the run is.
    [[nodiscard]] virtual Result<WorkerMessage> work(double from, double to, const std::string& title) = 0;
    /// Moves the files of a stage's result to models/ and stores artefacts and metrics. What an earlier
    /// run made alike is kept as it is.
    [[nodiscard]] virtual Result<void> keep(OnboardingResult& result) = 0;
    virtual void report(double fraction, const std::string& stage) = 0;
    [[nodiscard]] virtual bool isCancelled() const = 0;
};

} // namespace core::engine
