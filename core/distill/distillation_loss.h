#pragma once

#include <span>
#include <vector>

namespace core::distill {

/// How much of a teacher's doubt a student learns.
struct DistillationParameters {
    double temperature = 2; ///< T, at least 1: larger ones weigh the labels that the teacher thinks unlikely more
    double weight = 0.5; ///< w, in [0, 1]: of the teacher's distribution; 0 learns the labels alone
};

/// A teacher's probabilities at temperature T: p^(1/T), normalised; for probabilities that are a softmax of logits z it is
/// the softmax of z / T. Zeros stay zero. T = 1 leaves them as they are.
[[nodiscard]] std::vector<double> softened(std::span<const double> probabilities, double temperature);

/// Knowledge distillation of one item (Hinton, Vinyals, Dean 2015, section 2):
///     (1 - w) CE(target, softmax(z)) + w T^2 KL(p_T || softmax(z / T))
/// `target` and `softenedTeacher` (C) are distributions, p_T is the latter; an empty one stands for w = 0. T^2 keeps the
/// size of the gradient the same for every T. `gradient` (C) gets the derivative by the logits z:
///     (1 - w) (softmax(z) - target) + w T (softmax(z / T) - p_T)
[[nodiscard]] double distillationLoss(std::span<const double> logits, std::span<const double> target,
    std::span<const double> softenedTeacher, const DistillationParameters& parameters, std::span<double> gradient);

} // namespace core::distill
