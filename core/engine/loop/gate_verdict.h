#pragma once

#include "core/domain/loop_record.h"

#include <span>
#include <string>

namespace core::engine::loop {

/// What gates come to, with the reason in a sentence.
struct GateVerdict {
    domain::LoopOutcome outcome = domain::LoopOutcome::NotEnoughData; ///< Promoted (may be), Discarded or NotEnoughData
    std::string reason;
};

/// A marginal cost or slice is NotEnoughData: the operator decides. A marginal risk is only told.
[[nodiscard]] GateVerdict verdictOver(std::span<const domain::GateMetric> metrics);

/// The first slice that is worse, but for Holm; null: none.
[[nodiscard]] const domain::GateMetric* doubtfulSlice(std::span<const domain::GateMetric> metrics);
/// Left to the operator because of this metric.
[[nodiscard]] GateVerdict waiting(const domain::GateMetric& marginal);

// Parts of a reason that follow the verdict; empty where there is nothing to be said.

/// Which look at the gate texts it was, and the level of what had to pass.
[[nodiscard]] std::string lookWords(int look, double level);
/// What was compared without knowing the last tier's answers.
[[nodiscard]] std::string assumed(std::span<const domain::GateAnswer> answers);
/// What promotions since the first certified champion have spent of what may go.
[[nodiscard]] std::string spentSinceFirst(
    std::span<const domain::GateMetric> metrics, double clientsMayLose, double ownMayLose);

} // namespace core::engine::loop
