#pragma once

#include "core/base/clock.h"
#include "core/ports/cluster_book.h"
#include "core/ports/judged_traffic.h"
#include "core/ports/loop_store.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/ports/workspace_store.h"

#include <filesystem>

namespace core::engine::loop {

/// What the computing parts of the loop read of a workspace. Everything outlives them.
struct LoopPorts {
    const Clock& clock;
    const ports::PortfolioStore& portfolio;
    const ports::PolicyStore& policies;
    const ports::RunStore& runs;
    const ports::ExampleStore& examples;
    const ports::TrafficTexts& traffic;
    const ports::LoopStore& loops;
    const ports::ClusterBook& book;
    const ports::StudentTrainer& students;
    const ports::RouterTrainer& routers;
    const ports::ThresholdCalibrator& calibrator;
    std::filesystem::path workspace;
    const ports::JudgedTraffic* judged = nullptr; ///< that certificates may rest on beside examples; null: examples alone
};

} // namespace core::engine::loop
