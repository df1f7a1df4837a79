#pragma once

#include "core/domain/policy.h"
#include "core/domain/shadow.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/answer_signals.h"
#include "core/ports/model_client.h"
#include "core/ports/router.h"
#include "core/routing/cost_expectation.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::engine {

/// The challenger of a run beside the traffic of its task.
struct ChallengerArm {
    std::string runId;
    double share = 1; ///< of the queries with a text of the gate split
    domain::TaskPolicy policy; ///< as it would be in force after a promotion
    std::shared_ptr<const ports::ModelClient> student;
    std::shared_ptr<const ports::Router> router; ///< may be null
    std::shared_ptr<const routing::CostExpectation> planningCosts; ///< may be null
    /// A tuned model: the tier whose place it may take, with the tuned model and its prices; `student` asks it. Absent: a
    /// student.
    std::optional<domain::Tier> inPlaceOf{};
    double margin = 0.02; ///< quality that it may lose
};

struct ServingTask {
    domain::Task task;
    domain::TaskPolicy policy;
    std::shared_ptr<const ports::Router> router; ///< null: none trained yet
    domain::ShadowPlan shadow{}; ///< what runs beside the traffic
    /// What the router plans with, as its thresholds were certified; null: what traffic has shown so far.
    std::shared_ptr<const routing::CostExpectation> planningCosts{};
    std::shared_ptr<const ChallengerArm> challenger{}; ///< null: none beside the traffic
    Scorers scorers{}; ///< of policy.scorerVersions
};

/// Everything that decides how a query is answered, as one immutable value: swapped whole, so that no query sees
/// half of a change.
struct ServingState {
    std::string policyVersionId;
    std::vector<domain::Tier> tiersByRank; ///< at least one
    std::map<std::string, std::shared_ptr<const ports::ModelClient>> clients; ///< by tier id
    std::map<std::string, ServingTask> tasks; ///< by task id
};

} // namespace core::engine
