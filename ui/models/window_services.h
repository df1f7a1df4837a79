#pragma once

#include "core/base/clock.h"
#include "core/ports/console_service.h"
#include "core/ports/cost_book.h"
#include "core/ports/cost_history.h"
#include "core/ports/coverage_history.h"
#include "core/ports/failure_history.h"
#include "core/ports/history.h"
#include "core/ports/log_estimator.h"
#include "core/ports/policy_history.h"
#include "core/ports/loop_planner.h"
#include "core/ports/loop_store.h"
#include "core/ports/review_queue.h"
#include "core/ports/router_comparer.h"
#include "core/ports/run_history.h"
#include "core/ports/study_book.h"

#include <memory>

namespace ui {

/// Everything the window may ask for. Each is called on worker threads as well as on the GUI thread.
struct WindowServices {
    std::shared_ptr<core::ports::ConsoleService> console;
    std::shared_ptr<core::ports::MetricsHistory> metrics;
    std::shared_ptr<core::ports::RequestHistory> requests;
    std::shared_ptr<core::ports::CostHistory> costs;
    std::shared_ptr<core::ports::ReviewQueue> reviews;
    std::shared_ptr<const core::Clock> clock = std::make_shared<core::SystemClock>();
    std::shared_ptr<core::ports::ClusterFinder> clusters;
    std::shared_ptr<core::ports::CoverageHistory> coverage; ///< null: the page shows certificates alone
    std::shared_ptr<core::ports::LogEstimator> estimator; ///< null: no estimate from logs
    std::shared_ptr<core::ports::CostBook> costBook; ///< null: no budgets, no price versions
    std::shared_ptr<core::ports::PolicyHistory> policies; ///< null: no history of policies
    std::shared_ptr<core::ports::StudyBook> studies; ///< null: no blind studies
    std::shared_ptr<core::ports::RunHistory> runs; ///< null: runs without details
    std::shared_ptr<core::ports::LoopHistory> loops; ///< null: runs without their gates
    std::shared_ptr<core::ports::RouterComparer> routers; ///< null: routers are used without a verdict
    std::shared_ptr<core::ports::LoopPlanner> planner; ///< null: no preview of a distillation, so none is started
};

} // namespace ui
