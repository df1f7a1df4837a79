#pragma once

#include "core/base/result.h"
#include "core/domain/label_distribution.h"
#include "core/domain/split.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::distill {

/// A text with the answer a student should learn.
struct TaughtText {
    domain::TextIdentity identity;
    std::string text;
    std::string answer;
    bool isCorrection = false; ///< a person's; wins over the teacher's for the same text
    bool isRejected = false; ///< a reviewer turned the answer down
    std::vector<domain::LabelDistribution> softTargets{}; ///< as domain::Example has them
};

/// What a student is trained on. Made only by distillationSet(): whatever the caller passes, nothing of the
/// tuning, calibration, gate or test split can get in.
struct DistillationSet {
    std::vector<TaughtText> fresh; ///< one a text
    std::vector<TaughtText> replay; ///< old data against forgetting, none of them fresh
    std::size_t duplicates = 0; ///< fresh answers left out, by reason
    std::size_t rejected = 0;
    std::size_t outsideTraining = 0;
};

/// Deduplicates by identity (a correction before a teacher's answer, then the first), leaves out what was
/// rejected and what is not of the training split, and draws `replayPerFresh` old texts for each fresh one,
/// all of them where there are fewer or no ratio is given. Deterministic for a seed. InvalidArgument for a ratio below 1.
[[nodiscard]] Result<DistillationSet> distillationSet(std::span<const TaughtText> taught,
    std::span<const TaughtText> old, std::optional<double> replayPerFresh, std::uint64_t seed);

/// One JSON object a line, ready for fine-tuning services: {"messages":[system, user, assistant]}; no system
/// message when `instruction` is empty. Fresh texts first, then replay.
[[nodiscard]] std::vector<std::string> chatLines(const DistillationSet& set, const std::string& instruction);

} // namespace core::distill
