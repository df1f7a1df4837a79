#pragma once

#include "core/domain/policy.h"

#include <span>
#include <string>

namespace core::engine {

/// Label source of certificates on imported examples, whose calibration split is one set for every student.
inline constexpr const char* kReferenceAnswers = "reference answers of the data set";

/// Attempts so far that share one delta with the next: those for the same student, on whatever answers, and, where the
/// next one looks at the imported calibration examples, those of every student at these. `ofTask`: all certificates of
/// the task; an attempt may leave out tiers that hold a threshold already.
[[nodiscard]] int attemptsSoFar(
    std::span<const domain::Certificate> ofTask, const std::string& modelVersion, bool isOnExamples);

} // namespace core::engine
