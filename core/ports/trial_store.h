#pragma once

#include "core/base/result.h"
#include "core/domain/challenger_trial.h"

#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// Challengers beside the traffic and what they answered there; apart from the traffic, its certificates and
/// other shadow answers. Thread-safe.
class TrialStore {
public:
    virtual ~TrialStore() = default;
    /// Inserts or replaces by run and task.
    [[nodiscard]] virtual Result<void> save(const domain::ChallengerTrial& trial) = 0;
    [[nodiscard]] virtual Result<std::vector<domain::ChallengerTrial>> running() const = 0;
    /// A query that was compared already, or whose record was erased, changes nothing.
    [[nodiscard]] virtual Result<void> append(const domain::TrialAnswer& answer) = 0;
    /// In the order of the queries.
    [[nodiscard]] virtual Result<std::vector<domain::GateAnswer>> pairs(
        const std::string& runId, const std::string& taskId) const = 0;
    /// Replaces what the pairs come to.
    [[nodiscard]] virtual Result<void> saveMetrics(
        const std::string& runId, const std::string& taskId, std::span<const domain::GateMetric> metrics) = 0;
};

} // namespace core::ports
