#pragma once

#include "core/base/result.h"
#include "core/domain/policy.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// A figure of a task's traffic as a preview gave it: under the policy of the time, and under the draft.
struct PredictedFigure {
    double before = 0;
    double after = 0;
    double low = 0; ///< 95% band of `after`
    double high = 0;

    bool operator==(const PredictedFigure&) const = default;
};

/// The preview that was on screen when a version was applied; kept with it, to be held against what came.
struct PredictedEffect {
    std::string taskId;
    std::int64_t queries = 0; ///< that it was computed from
    std::optional<PredictedFigure> costPerQueryUsd;
    std::optional<PredictedFigure> quality; ///< mean, in [0, 1]
    std::optional<PredictedFigure> escalationRate;

    bool operator==(const PredictedEffect&) const = default;
};

/// Every policy that was ever in force. Each call may run on any thread.
class PolicyHistory {
public:
    struct Chain {
        std::vector<domain::PolicyVersion> versions; ///< ascending by sequence
        std::optional<std::int64_t> brokenAt; ///< sequence of the first version whose hash or link is wrong
        std::map<std::string, std::vector<PredictedEffect>> predicted; ///< by version id, where it was kept
    };

    virtual ~PolicyHistory() = default;
    [[nodiscard]] virtual Result<Chain> chain() const = 0;
};

/// Where the previews of applied versions are kept.
class PolicyPredictions {
public:
    virtual ~PolicyPredictions() = default;
    /// NotFound when there is no such version; a version's predictions are never changed (AlreadyExists).
    [[nodiscard]] virtual Result<void> keep(
        const std::string& versionId, const std::vector<PredictedEffect>& effects) = 0;
    /// By version id.
    [[nodiscard]] virtual Result<std::map<std::string, std::vector<PredictedEffect>>> all() const = 0;
};

} // namespace core::ports
