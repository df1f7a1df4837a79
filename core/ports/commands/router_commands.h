#pragma once

#include <optional>
#include <string>

namespace core::ports {

/// Train a router on recorded answers, preferences and judgements, as a run. It is not served until UseRouter.
struct TrainRouter {
    std::string taskId; ///< empty: one router for all tasks
    std::string parametersJson; ///< engine::RouterTrainingOptions; empty: the defaults
};

/// Serve a task, or all, with a router of the workspace: thresholds are certified anew behind it, and the next query
/// of each task meets router and thresholds together.
struct UseRouter {
    std::string routerId; ///< artefact id
    std::string taskId;   ///< empty: every task
    std::string reason;
};

/// Limits of a task's queries, certified anew under them. Absent: no limit.
struct SetRouteLimits {
    std::string taskId;
    std::optional<double> latencyMs;
    std::optional<double> costUsd;
    std::string reason;
};

} // namespace core::ports
