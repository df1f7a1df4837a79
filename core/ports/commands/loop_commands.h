#pragma once

#include "core/domain/loop.h"
#include "core/domain/tuned_model.h"
#include "core/ports/commands/cluster_commands.h"

#include <cstdint>
#include <string>

namespace core::ports {

/// The whole loop as one run. Empty task: every task with a student or with labelled texts.
struct StartLoop {
    std::string taskId;
    domain::LoopOptions options;

    bool operator==(const StartLoop&) const = default;
};

/// One iteration that teaches the queries of one cluster.
struct DistilCluster {
    ClusterSubject cluster;
    domain::LoopOptions options; ///< `members` and `iterations` follow from the cluster

    bool operator==(const DistilCluster&) const = default;
};

/// Groups failures in the background; the run keeps the figures of every cluster.
struct FindClusters {
    std::string taskId; ///< empty: all tasks
    int days = 28;
    std::uint64_t seed = 1;

    bool operator==(const FindClusters&) const = default;
};

/// Takes up a loop or distillation run that failed or was cancelled, from its last finished stage.
struct ResumeRun {
    std::string runId;

    bool operator==(const ResumeRun&) const = default;
};

/// Serves the challenger of a run. Refused when a gate failed, when the gates could not decide and no reason is given, or
/// when the student that it was compared with no longer serves.
struct PromoteChallenger {
    std::string runId;
    std::string taskId;
    std::string reason;

    bool operator==(const PromoteChallenger&) const = default;
};

/// Lets the challenger of a run answer beside the traffic, unseen by clients, or no longer.
struct ShadowChallenger {
    std::string runId;
    std::string taskId;
    bool isOn = true;
    double share = 1; ///< of the queries whose text is of the gate split, in (0, 1]

    bool operator==(const ShadowChallenger&) const = default;
};

/// Sends gate texts to a tier's model and to one tuned for its place, within the budget, and judges both by the gates. What
/// passes is put in shadow and promoted as any challenger is, and takes the place of the tier's model for all tasks.
struct CompareTunedModel {
    domain::TunedModel model;

    bool operator==(const CompareTunedModel&) const = default;
};

/// Puts back the model that a tuned one took the place of.
struct TakeBackTunedModel {
    std::string runId; ///< of the comparison

    bool operator==(const TakeBackTunedModel&) const = default;
};

/// Replaces the schedule.
struct SetLoopSchedule {
    domain::LoopSchedule schedule;

    bool operator==(const SetLoopSchedule&) const = default;
};

} // namespace core::ports
