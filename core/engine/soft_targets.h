#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/ports/student.h"

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// What the tokens of a model's answer say of the task's labels, as soft targets of a text: only classification answers
/// are read. Empty where they say too little; see distill::labelProbabilities.
[[nodiscard]] std::vector<domain::LabelDistribution> softTargetsFrom(const domain::Task& task,
    std::span<const domain::TokenAlternatives> topLogprobs, const std::set<std::string>& labels);

/// Who can tell probabilities of labels about training texts.
struct SoftTeachers {
    const domain::Tier& last; ///< from its recorded answers
    const ports::Student* stronger = nullptr; ///< of a student tier above the one that is trained; null: there is none
};

/// Fills in the soft targets of training texts that have none (from the stronger student, else from what is recorded of the
/// last tier), and removes them where the teacher's likeliest label, or for tagging the tag of a token, is not the one that
/// is to be learnt: it is known to be wrong there. Returns the number of texts that have some.
std::size_t addSoftTargets(
    std::span<domain::Example> training, const domain::Task& task, const SoftTeachers& teachers);

} // namespace core::engine
