#pragma once

#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/ports/student.h"

#include <functional>
#include <memory>
#include <string>

namespace core::torch {

/// Quality of an answer against the example's reference, in [0, 1], by the task's metric.
using AnswerQuality = std::function<double(
    const domain::Task& task, const std::string& answer, const domain::Example& example)>;

/// Students of hashed n-grams for all four kinds of task. Training with an empty `tuning` leaves confidences
/// uncalibrated. `quality` must not be empty; it decides which tuning answers count as right.
[[nodiscard]] std::unique_ptr<ports::StudentTrainer> makeStudentTrainer(AnswerQuality quality);

} // namespace core::torch
