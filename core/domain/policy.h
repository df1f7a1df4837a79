#pragma once

#include "core/base/clock.h"
#include "core/domain/none_cause.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// What a calibration run found for one (task, tier): a threshold or NONE, with everything an auditor needs.
struct Certificate {
    std::string taskId;
    std::string tierId;
    std::optional<double> threshold; ///< accept when score >= threshold; absent: the tier answers nothing alone
    double alpha = 0.05;             ///< certified risk level
    double delta = 0.10;             ///< delta spent on this certificate
    std::int64_t accepted = 0;       ///< n: calibration answers at or above the threshold
    std::int64_t failures = 0;       ///< k among them
    double riskUpperBound = 1;       ///< Clopper-Pearson, level 1 - delta
    std::int64_t calibrationSize = 0;
    std::string labelSource;         ///< who judged the calibration answers
    std::string noneReason;          ///< for NONE: what is missing, in a sentence; `noneCause` for programs
    std::string routerVersion;       ///< fingerprints the certificate depends on
    std::string modelVersion;
    TimePoint at{};
    std::string basis; ///< target, tiers, router and plan as JSON; empty: of a version that did not note them
    int scopeTasks = 1; ///< tasks over which delta was shared when it was spent; 1: the promise is per task
    NoneCause noneCause{};

    bool operator==(const Certificate&) const = default;
};

/// What a task's queries may take, as the operator set it. Constraints of the plan: see routing::planRoute.
struct RouteLimits {
    std::optional<double> latencyMs; ///< expected, of all tiers that a query may go through
    std::optional<double> costUsd;   ///< expected, of one query

    [[nodiscard]] bool isEmpty() const { return !latencyMs && !costUsd; }
    bool operator==(const RouteLimits&) const = default;
};

/// The part of a policy that concerns one task.
struct TaskPolicy {
    std::string taskId;
    double answerFloor = 1.0;
    double alpha = 0.05;
    double delta = 0.10;
    double auditRate = 0.02;
    std::string routerVersion; ///< artefact id of the task's router; empty: none, plan starts at the last tier
    std::map<std::string, std::string> modelVersions; ///< tier id -> artefact id of the student that serves this task
    std::map<std::string, double> thresholds; ///< tier id -> accept at score >= value; a tier without one never accepts
    RouteLimits limits{};
    /// Tier id -> artefact id of the learned confidence that scores the tier's answers. A tier without one is scored by
    /// what its model says of the answer, or by the router.
    std::map<std::string, std::string> scorerVersions{};

    bool operator==(const TaskPolicy&) const = default;
};

/// Immutable. Each version carries the hash of the one before, so that the history cannot be edited unseen.
struct PolicyVersion {
    std::string id;           ///< first 12 digits of `hash`; the name people see
    std::int64_t sequence = 0; ///< 1, 2, ...
    std::string previousHash; ///< empty for the first
    std::string hash;         ///< SHA-256 over canonicalForm()
    TimePoint at{};
    std::string author;       ///< operator's name, or "engine"
    std::string reason;
    std::map<std::string, TaskPolicy> tasks;

    bool operator==(const PolicyVersion&) const = default;
};

/// Everything but id and hash, byte for byte reproducible: what the hash is taken over.
[[nodiscard]] std::string canonicalForm(const PolicyVersion& version);

/// Fills in id and hash.
[[nodiscard]] PolicyVersion sealed(PolicyVersion version);

/// Sequence number of the first version whose hash or link is wrong; nothing when the chain is whole.
/// `versions` in ascending order of sequence.
[[nodiscard]] std::optional<std::int64_t> findBrokenLink(const std::vector<PolicyVersion>& versions);

} // namespace core::domain
