#pragma once

#include "core/ports/student.h"
#include "core/torch/artefact_file.h"
#include "core/torch/bag_fit.h"
#include "core/torch/student_trainer.h"
#include "core/torch/tag_field.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::torch {

/// One call of StudentTrainer::train, as the four kinds see it.
struct TrainingJob {
    const domain::Task& task;
    std::span<const domain::Example> training;
    std::span<const domain::Example> tuning;
    const ports::StudentOptions& options;
    const AnswerQuality& quality;
    const ports::ProgressCallback& progress;
    std::stop_token stop;
};

/// What every kind's file says of itself.
[[nodiscard]] ArtefactContents contentsFor(const TrainingJob& job);
[[nodiscard]] NetworkShape shapeFor(const TrainingJob& job, std::size_t outputs);
[[nodiscard]] FitOptions fitOptionsFor(const TrainingJob& job, std::size_t member);
/// A teacher's distribution over the classes of this training, by label; empty when it told nothing of any of them.
[[nodiscard]] std::vector<double> teacherOf(
    const domain::LabelDistribution& told, const std::map<std::string, std::uint32_t>& classes);
/// Without a distribution for any item there is none to be distilled.
void dropSilentTeacher(FitData& data);
/// Trains options.members networks with `fit`; progress goes from 0 to .95 under the name "training".
using SeededFit = std::function<Result<BagNetwork>(const FitOptions& options, const FitMonitor& monitor)>;
[[nodiscard]] Result<BagEnsemble> fitMembers(const TrainingJob& job, const SeededFit& fit);
/// The field of the job's seed; Cancelled when the job is.
[[nodiscard]] Result<TagField> fitField(
    const TrainingJob& job, std::span<const TaggedText> texts, std::size_t tags, TagFieldOptions options);
/// Reports the last stage and whether the job was cancelled meanwhile.
[[nodiscard]] Result<void> reportTuned(const TrainingJob& job, double tuningMetric);
[[nodiscard]] Error nothingToLearn(const TrainingJob& job, const std::string& wanted);
/// 1 when the answer's quality reaches the task's floor, else 0.
[[nodiscard]] bool meetsFloor(
    const TrainingJob& job, const std::string& answer, const domain::Example& example);

[[nodiscard]] Result<ArtefactContents> trainClassification(const TrainingJob& job);
[[nodiscard]] Result<ArtefactContents> trainTagging(const TrainingJob& job);
[[nodiscard]] Result<ArtefactContents> trainSummarisation(const TrainingJob& job);
[[nodiscard]] Result<ArtefactContents> trainReplies(const TrainingJob& job);

[[nodiscard]] Result<std::unique_ptr<ports::Student>> makeClassificationStudent(
    const LoadedArtefact& artefact);
[[nodiscard]] Result<std::unique_ptr<ports::Student>> makeTaggingStudent(const LoadedArtefact& artefact);
[[nodiscard]] Result<std::unique_ptr<ports::Student>> makeSummaryStudent(const LoadedArtefact& artefact);
[[nodiscard]] Result<std::unique_ptr<ports::Student>> makeReplyStudent(const LoadedArtefact& artefact);

} // namespace core::torch
