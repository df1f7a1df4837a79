#pragma once

#include "core/domain/policy.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace core::domain {

/// What of a task's policy can change between two versions.
enum class PolicyField {
    TaskAdded,   ///< the task is in the newer version only
    TaskRemoved, ///< the task is in the older version only
    AnswerFloor,
    Alpha,
    Delta,
    AuditRate,
    LatencyLimit,
    CostLimit,
    Router,
    Model,     ///< of the tier in `tierId`
    Confidence, ///< learned for the tier in `tierId`
    Threshold, ///< of the tier in `tierId`
};

/// One difference between two versions. A value is absent where that side has none: a tier without a
/// threshold, a task without a router.
struct PolicyDifference {
    using Value = std::variant<std::monostate, double, std::string>;

    std::string taskId;
    PolicyField field = PolicyField::Alpha;
    std::string tierId; ///< of Model, Confidence and Threshold
    Value before;
    Value after;

    bool operator==(const PolicyDifference&) const = default;
};

/// Everything that serves differently under `after` than under `before`; by task, then in the order of
/// PolicyField.
[[nodiscard]] std::vector<PolicyDifference> differencesOf(
    const PolicyVersion& before, const PolicyVersion& after);

/// Of versions in ascending order, the one in force at `time`; nothing before the first.
[[nodiscard]] std::optional<std::size_t> versionInForceAt(
    const std::vector<PolicyVersion>& versions, TimePoint time);

} // namespace core::domain
