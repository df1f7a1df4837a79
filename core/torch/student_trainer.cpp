#include "core/torch/student_trainer.h"

#include "core/torch/model_loading.h"
#include "core/torch/student_training.h"

#include <utility>

namespace core::torch {

namespace {

Result<void> checkedOptions(const ports::StudentOptions& options)
{
    const bool isSound = options.epochs > 0 && options.batchSize > 0 && options.buckets > 0
        && options.dimensions > 0 && options.members > 0 && options.learningRate > 0
        && options.labelSmoothing >= 0 && options.labelSmoothing < 1 && options.featureDropout >= 0
        && options.featureDropout < 1 && options.distillationTemperature >= 1 && options.distillationWeight >= 0
        && options.distillationWeight <= 1;
    if (!isSound) {
        return fail(ErrorCode::InvalidArgument,
            "student options: epochs, batch size, buckets, dimensions, members and learning rate must be "
            "above 0, "
            "label smoothing and feature dropout in [0, 1), the distillation's temperature from 1 and its weight in "
            "[0, 1]; correct them");
    }
    return {};
}

Result<ArtefactContents> trained(const TrainingJob& job)
{
    switch (job.task.kind) {
    case domain::TaskKind::Classification:
        return trainClassification(job);
    case domain::TaskKind::Tagging:
        return trainTagging(job);
    case domain::TaskKind::Summarisation:
        return trainSummarisation(job);
    case domain::TaskKind::Generation:
        return trainReplies(job);
    }
    return fail(
        ErrorCode::Unsupported, "task '" + job.task.id + "' is of a kind that no student is made for");
}

Result<std::unique_ptr<ports::Student>> studentFrom(const LoadedArtefact& artefact)
{
    const std::string name = artefact.contents.text("task_kind").value_or("");
    const std::optional<domain::TaskKind> kind = domain::taskKindFrom(name);
    if (!kind) {
        return fail(ErrorCode::Corrupt, "is for the unknown kind of task '" + name + "'");
    }
    switch (*kind) {
    case domain::TaskKind::Classification:
        return makeClassificationStudent(artefact);
    case domain::TaskKind::Tagging:
        return makeTaggingStudent(artefact);
    case domain::TaskKind::Summarisation:
        return makeSummaryStudent(artefact);
    case domain::TaskKind::Generation:
        return makeReplyStudent(artefact);
    }
    return fail(ErrorCode::Corrupt, "is for an unknown kind of task");
}

class BagStudentTrainer final : public ports::StudentTrainer {
public:
    explicit BagStudentTrainer(AnswerQuality quality)
        : m_quality(std::move(quality))
    {
    }

    Result<std::unique_ptr<ports::Student>> train(const domain::Task& task,
        std::span<const domain::Example> training, std::span<const domain::Example> tuning,
        const ports::StudentOptions& options, const std::filesystem::path& artefactPath,
        const ports::ProgressCallback& progress, std::stop_token stop) const override
    {
        if (const Result<void> checked = checkedOptions(options); !checked) {
            return fail(checked.error());
        }
        const TrainingJob job{task, training, tuning, options, m_quality, progress, std::move(stop)};
        Result<ArtefactContents> contents = trained(job);
        if (!contents) {
            return fail(contents.error().within("student for task '" + task.id + "'"));
        }
        Result<std::string> sha256 = writeArtefact(artefactPath, *contents);
        return sha256 ? studentFrom({std::move(*contents), std::move(*sha256)})
                      : Result<std::unique_ptr<ports::Student>>(fail(sha256.error()));
    }

    Result<std::unique_ptr<ports::Student>> load(
        const std::filesystem::path& artefactPath, const std::string& expectedSha256) const override
    {
        return loadStudent(artefactPath, expectedSha256);
    }

private:
    AnswerQuality m_quality;
};

} // namespace

std::unique_ptr<ports::StudentTrainer> makeStudentTrainer(AnswerQuality quality)
{
    return std::make_unique<BagStudentTrainer>(std::move(quality));
}

Result<std::unique_ptr<ports::Student>> loadStudent(
    const std::filesystem::path& path, const std::string& expectedSha256)
{
    const Result<LoadedArtefact> artefact = readArtefact(path, expectedSha256, "student");
    if (!artefact) {
        return fail(artefact.error());
    }
    Result<std::unique_ptr<ports::Student>> student = studentFrom(*artefact);
    return student ? std::move(student) : fail(student.error().within("model file '" + path.string() + "'"));
}

} // namespace core::torch
