#pragma once

#include "core/datasets/workload/task_grammar.h"
#include "core/domain/example.h"
#include "core/domain/task.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::datasets {

struct WorkloadOptions {
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> driftAt
        = std::nullopt; ///< first index of every stream that has drifted; absent: none has
    double driftStrength = 0; ///< in [0, 1]; at 1 hard slices are 3.5 times as frequent and half of the rest
                              ///< is written in phrases that were never used before the drift
};

/// The bundled demo workload: six tasks in texts of its own grammar, with references and the simulated
/// answers of two upper tiers, "sim-medium" and "sim-large". Every example is a pure function of the options,
/// the task, the stream and the index. Immutable and thread-safe.
class WorkloadGenerator {
public:
    explicit WorkloadGenerator(WorkloadOptions options = {});
    ~WorkloadGenerator();
    WorkloadGenerator(WorkloadGenerator&&) noexcept;
    WorkloadGenerator& operator=(WorkloadGenerator&&) noexcept;

    /// The ids of the six preset tasks.
    [[nodiscard]] std::vector<std::string> taskIds() const;

    /// `taskId` must be one of taskIds(). Streams with different numbers share nothing but the grammar.
    [[nodiscard]] domain::Example generate(
        std::string_view taskId, std::uint64_t stream, std::uint64_t index) const;
    /// The same with a drift strength of its own, whatever the options say.
    [[nodiscard]] domain::Example generate(
        std::string_view taskId, std::uint64_t stream, std::uint64_t index, double driftStrength) const;

    /// The task of a stream's index-th query when tasks are mixed as in demo traffic (see trafficMix()).
    [[nodiscard]] std::string_view taskAt(std::uint64_t stream, std::uint64_t index) const;

    /// The sub-population that an example was drawn from, "usual" for the bulk. For tests and reports only:
    /// nothing that learns may see it.
    [[nodiscard]] std::string_view sliceOf(
        std::string_view taskId, std::uint64_t stream, std::uint64_t index) const;
    /// The same by the example's id; empty when no generator made it.
    [[nodiscard]] std::string_view sliceOf(std::string_view exampleId) const;

private:
    struct TaskEntry {
        domain::Task task;
        std::unique_ptr<workload::TaskGrammar> grammar;
    };

    [[nodiscard]] const TaskEntry& entry(std::string_view taskId) const;
    [[nodiscard]] double driftAt(std::uint64_t index) const;

    WorkloadOptions m_options;
    std::vector<TaskEntry> m_tasks;
};

/// What every generated example says in `source`.
inline constexpr std::string_view kWorkloadSource = "workload generator";

} // namespace core::datasets
