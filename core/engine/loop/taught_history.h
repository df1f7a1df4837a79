#pragma once

#include "core/base/result.h"
#include "core/distill/distillation_set.h"
#include "core/engine/loop/loop_ports.h"
#include "core/engine/loop/loop_setting.h"
#include "core/engine/loop/reviewed_texts.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// Labelled texts and answers that a student was trained on.
struct TaughtHistory {
    std::vector<domain::StoredExample> labelled;
    std::vector<domain::TaughtRow> taught;
};

/// Goes back from challenger to champion to the first student, and collects what each was taught. Nothing without a
/// student.
[[nodiscard]] Result<TaughtHistory> knownTo(
    const LoopPorts& stores, const std::string& taskId, const std::string& studentId);

/// What a challenger is trained on: `fresh` and what the champion knew, each with the answer that people left standing.
/// Without a ratio: everything that the champion knew.
[[nodiscard]] Result<distill::DistillationSet> trainingSetOf(std::span<const domain::TaughtRow> fresh,
    const TaughtHistory& known, const ReviewedTexts& people, std::optional<double> replayPerFresh, std::uint64_t seed);

} // namespace core::engine::loop
