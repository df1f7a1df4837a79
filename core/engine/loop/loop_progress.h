#pragma once

#include "core/base/clock.h"
#include "core/engine/stage_control.h"
#include "core/ports/loop_store.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// The stage that is being worked on: the one begun last, because what ended could not be noted of one before. Null: none.
/// One that failed says why in its result, and waits to be taken up.
[[nodiscard]] const domain::LoopStageRecord* openStage(std::span<const domain::LoopStageRecord> stages);

/// Which stages of a run are finished, and how far it is. A stage is known by iteration, task and kind, and keeps the
/// position that it has: stages that a newer version of the program has between others come after what is stored.
class LoopProgress {
public:
    struct Services {
        const Clock& clock;
        ports::LoopStore& loops;
        std::function<std::string(const std::string& taskId)> nameOfTask;
    };

    /// `stored`: stages of the run so far, by position. `stages`: how many it has at most.
    LoopProgress(Services services, StageControl& control, std::string runId,
        std::vector<domain::LoopStageRecord> stored, std::size_t stages);

    /// Closes what an earlier program left open when it ended.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] StageControl& control() { return m_control; }
    /// Progress of the run before and after the stage that comes next.
    [[nodiscard]] double from() const { return fraction(m_done); }
    [[nodiscard]] double to() const { return fraction(m_done + 1); }
    /// Stages that will not come: an iteration that ends early.
    void skip(std::size_t stages) { m_done += stages; }
    [[nodiscard]] std::size_t done() const { return m_done; }
    /// The same up to here.
    void reach(std::size_t done) { m_done = std::max(m_done, done); }

    [[nodiscard]] bool isFinished(int iteration, const std::string& taskId, domain::LoopStage stage) const;
    /// Runs `work`, which returns the stage's stored JSON, unless it is finished: then its JSON comes back as it was
    /// stored. Cancelled when the run is. What `work` fails with is stored as the stage's result.
    [[nodiscard]] Result<std::string> stage(int iteration, const std::string& taskId, domain::LoopStage stage,
        const std::function<Result<std::string>()>& work);

    [[nodiscard]] std::string titleFor(int iteration, const std::string& taskId) const;

private:
    [[nodiscard]] Result<void> close(domain::LoopStageRecord record, const std::string& problem);
    [[nodiscard]] double fraction(std::size_t done) const;
    [[nodiscard]] const domain::LoopStageRecord* find(
        int iteration, const std::string& taskId, domain::LoopStage stage) const;

    const Services m_services;
    StageControl& m_control;
    const std::string m_runId;
    const std::vector<domain::LoopStageRecord> m_stored;
    const std::size_t m_stages;
    std::size_t m_done = 0;
    int m_nextPosition = 0;
};

} // namespace core::engine::loop
