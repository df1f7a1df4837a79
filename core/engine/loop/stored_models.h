#pragma once

#include "core/base/result.h"
#include "core/engine/loop/cascade_replay.h"
#include "core/engine/loop/loop_ports.h"

#include <string>

namespace core::engine::loop {

/// What answers the task under a policy: the student of `tierId`, the router and the learned confidences, loaded from the
/// workspace's artefacts. A policy without a student gives models without one. NotFound for an artefact that is gone.
[[nodiscard]] Result<ServedModels> loadServed(
    const LoopPorts& stores, const domain::Task& task, const domain::TaskPolicy& policy, const std::string& tierId);

} // namespace core::engine::loop
