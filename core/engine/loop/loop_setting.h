#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/engine/loop/cascade_replay.h"
#include "core/engine/loop/loop_ports.h"

#include <string>
#include <vector>

namespace core::engine::loop {

using StoredExamples = std::vector<domain::StoredExample>;

/// Those with a reference.
[[nodiscard]] StoredExamples labelledOnly(StoredExamples examples);

/// A task as the active policy serves it when a stage begins, with its texts of the splits that the loop learns from.
struct LoopSetting {
    domain::Task task; ///< with target, alpha and delta of the policy
    int taskCount = 1; ///< of the workspace
    std::vector<domain::Tier> tiersByRank;
    std::string studentTierId;
    std::string policyId; ///< active one; may be empty
    ServedModels champion;
    StoredExamples training; ///< labelled or not
    StoredExamples tuning; ///< labelled
};

/// NotFound for an unknown task; InvalidArgument without a student tier and a tier above it.
[[nodiscard]] Result<LoopSetting> readSetting(const LoopPorts& stores, const std::string& taskId);

} // namespace core::engine::loop
