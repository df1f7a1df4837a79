#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace app::commands {

/// A student of a labelled file's train lines, and what it says of the test lines.
struct StudentScores {
    core::domain::Task task;
    std::shared_ptr<const core::ports::Student> student;
    std::vector<core::domain::Example> test; ///< texts that also stand in the train lines are left out
    std::vector<core::ports::JudgedAnswer> answers; ///< one a test line
    std::size_t trainingTexts = 0;
    double accuracy = 0; ///< share of test lines that meet the target
};

/// A tenth of the train lines calibrates the confidence, the others train. `skipsLabel`: lines with this label are
/// left out of both.
[[nodiscard]] core::Result<StudentScores> scoreWithStudent(
    const std::filesystem::path& file, std::uint64_t seed, const std::string& skipsLabel = {});

/// The same from examples.
[[nodiscard]] core::Result<StudentScores> scoreWithStudent(const core::domain::Task& task,
    std::vector<core::domain::Example> training, std::vector<core::domain::Example> test, std::uint64_t seed);

/// What a student says of other examples.
[[nodiscard]] std::vector<core::ports::JudgedAnswer> answersOf(const core::ports::Student& student,
    const core::domain::Task& task, std::span<const core::domain::Example> examples);

/// The document that a test line is part of, numbered from 0, by its id ("tos-Amazon-17").
[[nodiscard]] std::vector<int> documentsOf(std::span<const core::domain::Example> examples);

/// P(a value of `higher` exceeds one of `lower`), ties counting half.
[[nodiscard]] double auroc(std::span<const double> higher, std::span<const double> lower);

} // namespace app::commands
