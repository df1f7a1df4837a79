#pragma once

#include "core/base/result.h"
#include "core/distill/learnability.h"
#include "core/domain/loop_record.h"
#include "core/engine/loop/loop_ports.h"

#include <span>
#include <vector>

namespace core::engine::loop {

/// Distillations whose challenger was compared with its champion, promoted or not: predicted share of queries over the
/// learnability that the prediction took, and the share of gate texts that the challenger answers below the last tier more
/// than the champion does. One that would free less is never served for that: it freed none. First students, of which
/// nothing is predicted, are left out.
[[nodiscard]] std::vector<distill::DistillationOutcome> distillationOutcomes(
    std::span<const domain::LoopDecision> decisions);

/// Of the workspace: every task's distillations so far.
[[nodiscard]] Result<std::vector<distill::DistillationOutcome>> distillationOutcomes(const LoopPorts& stores);

} // namespace core::engine::loop
