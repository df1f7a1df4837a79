#pragma once

#include "core/engine/loop/loop_pipeline.h"
#include "core/engine/worker_protocol.h"
#include "core/ports/router.h"
#include "db/workspace_stores.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>

namespace app {

/// The loop's pipeline on a workspace's stores, with the models that are trained and loaded in it.
class LoopWorkbench {
public:
    struct Models {
        std::unique_ptr<core::ports::StudentTrainer> students;
        std::unique_ptr<core::ports::RouterTrainer> routers;
        core::ports::EncoderSource encoders{}; ///< of clusterings; null: failures are compared by their words
    };

    /// `stores` must outlive it; read-only ones do. Traffic is looked at up to `now`: a worker's run began by the clock
    /// of the workspace's owner. Absent: the present.
    LoopWorkbench(const db::Stores& stores, std::filesystem::path workspace, Models models,
        std::optional<core::TimePoint> now = {});

    /// Does the run's unfinished stage: what a worker process is started for.
    [[nodiscard]] core::Result<core::engine::WorkerMessage> work(const core::domain::Run& run,
        const std::filesystem::path& staging, const core::ports::ProgressCallback& progress,
        std::stop_token stop) const;

    [[nodiscard]] const core::engine::loop::LoopPipeline& pipeline() const { return m_pipeline; }

private:
    [[nodiscard]] core::Result<core::engine::WorkerMessage> cluster(const core::domain::Run& run,
        const std::filesystem::path& staging, const core::ports::ProgressCallback& progress,
        const std::stop_token& stop) const;

    const db::Stores& m_stores;
    const std::unique_ptr<const core::Clock> m_clock;
    const Models m_models;
    const std::unique_ptr<core::ports::ThresholdCalibrator> m_calibrator;
    const core::engine::loop::LoopPipeline m_pipeline;
};

} // namespace app
