#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace core::evaluation
{

/// Share of answers that are one of their reference's labels; NaN when there are none.
[[nodiscard]] double accuracy(
    std::span<const std::string> answers, std::span<const domain::Reference> references);

/// Unweighted mean over classes of F1, classes being all labels that occur as answer or as truth
/// (scikit-learn's f1_score(average="macro")). A text's true class is the answer when that is among its
/// labels, else the main label.
[[nodiscard]] double macroF1(
    std::span<const std::string> answers, std::span<const domain::Reference> references);

/// F1 over all spans of all texts together.
[[nodiscard]] double microEntityF1(
    std::span<const std::string> answers, std::span<const domain::Reference> references);

/// Mean of answerQuality; NaN when there are none.
[[nodiscard]] double meanQuality(const domain::Task& task, std::span<const std::string> answers,
    std::span<const domain::Reference> references);

/// Everything shown beside a task's metric target.
struct AggregateScore {
    std::size_t count = 0;
    double meanQuality = 0; ///< mean of the per-answer metric; accuracy for classification
    double meetsFloorShare = 0; ///< share of answers with quality >= answerFloor
    std::optional<double> macroF1; ///< classification
    std::optional<double> entityF1; ///< tagging, micro
};
[[nodiscard]] AggregateScore aggregateScore(const domain::Task& task, std::span<const std::string> answers,
    std::span<const domain::Reference> references);

} // namespace core::evaluation
