#pragma once

#include "core/base/clock.h"
#include "core/engine/loop/loop_iteration.h"
#include "core/engine/loop/loop_results.h"
#include "core/engine/serving_state.h"
#include "core/ports/loop_store.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace core::engine::loop {

/// A policy version that serves a challenger.
struct Promotion {
    domain::PolicyVersion version;
    bool isHeldBack = false; ///< its thresholds are not in force, because the task is on probation
};

/// Writes and publishes a policy version with these certificates for the task.
using ApplyChallenger = std::function<Result<Promotion>(const std::string& taskId,
    std::vector<domain::Certificate> certificates, const std::string& author, const std::string& reason,
    const std::function<void(domain::TaskPolicy&)>& change)>;

/// The student that the policy in force serves; empty: none.
[[nodiscard]] std::string servedStudent(const ServingState& state, const std::string& taskId);

/// What becomes of a challenger once its gates have spoken: served, kept for the operator, or turned down.
class LoopDecider {
public:
    struct Services {
        const Clock& clock;
        ports::LoopStore& loops;
        std::function<std::shared_ptr<const ServingState>()> serving;
        ApplyChallenger apply;
    };

    explicit LoopDecider(Services services)
        : m_services(std::move(services))
    {
    }

    /// Stores the decision, promotes where it says so, and tells whether the task goes on to another iteration.
    [[nodiscard]] Result<bool> decide(
        LoopIteration& iteration, domain::LoopDecision decision, const TrainResult& challenger);

    /// The newest challenger of a run for the task, with how its gates ended.
    struct Challenger {
        domain::LoopDecision decision;
        TrainResult models;
    };
    /// NotFound when the run made none.
    [[nodiscard]] Result<Challenger> challenger(const std::string& runId, const std::string& taskId) const;

    /// Serves the newest challenger of a run for the task. Refused when a gate failed, when some could not
    /// decide and no reason is given, and when the champion that it was compared with is no longer served.
    [[nodiscard]] Result<domain::PolicyVersion> promote(const std::string& runId, const std::string& taskId,
        const std::string& author, const std::string& reason);

private:
    [[nodiscard]] Result<Promotion> promoted(
        const LoopIteration& iteration, const domain::LoopDecision& decision, const TrainResult& challenger) const;
    [[nodiscard]] Result<Promotion> serve(const domain::LoopDecision& decision, const TrainResult& challenger,
        const std::string& author, const std::string& reason) const;

    const Services m_services;
};

} // namespace core::engine::loop
