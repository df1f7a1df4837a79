#pragma once

#include "app/benches/labelled_data.h"
#include "core/ports/student.h"

#include <nlohmann/json.hpp>

#include <memory>

namespace app::benches {

/// What a student reaches on the test lines, with the baseline of its kind beside it.
struct StudentFigures {
    nlohmann::ordered_json figures;
    nlohmann::ordered_json rows = nlohmann::ordered_json::array(); ///< one a test line
    double predictionsPerSecond = 0; ///< one at a time on one core
};

/// Classification: accuracy, macro F1. Tagging: entity F1 beside an averaged perceptron on the same features.
/// Summarisation: ROUGE-1 and ROUGE-L F beside the first three sentences. Replies: the answer's word F1, and hit@1
/// among 100 replies, with and without slot checks, beside two TF-IDF retrievals.
[[nodiscard]] core::Result<StudentFigures> measureStudent(
    const core::ports::Student& student, const LabelledData& data, std::uint64_t seed);

/// The floor of a data set's main figure; nothing for one that has none.
struct StudentFloor {
    std::string figure;
    double least = 0;
};
[[nodiscard]] std::vector<StudentFloor> studentFloors(const std::string& dataName);

/// Trains on every training line, in a temporary file that is gone afterwards. `tunes`: a tenth of the lines, by
/// hash, set temperatures and choices instead.
[[nodiscard]] core::Result<std::unique_ptr<core::ports::Student>> trainStudent(const core::domain::Task& task,
    std::span<const core::domain::Example> training, std::span<const core::domain::Example> tuning,
    const core::ports::StudentOptions& options);

} // namespace app::benches
