#include "core/torch/student_training.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace core::torch {

namespace {

constexpr double kFitShare = 0.95; ///< of the progress; the rest is tuning and writing
constexpr double kProgressStep = 0.01;
constexpr std::uint64_t kFieldStream = 2000; ///< networks have those from 1000 on

} // namespace

ArtefactContents contentsFor(const TrainingJob& job)
{
    ArtefactContents contents;
    contents.texts["kind"] = "student";
    contents.texts["task"] = job.task.id;
    contents.texts["task_kind"] = domain::toString(job.task.kind);
    return contents;
}

NetworkShape shapeFor(const TrainingJob& job, std::size_t outputs)
{
    NetworkShape shape;
    shape.buckets = static_cast<std::uint32_t>(job.options.buckets);
    shape.dimensions = static_cast<std::size_t>(job.options.dimensions);
    shape.outputs = outputs;
    return shape;
}

FitOptions fitOptionsFor(const TrainingJob& job, std::size_t member)
{
    FitOptions fit;
    fit.epochs = job.options.epochs;
    fit.batchSize = job.options.batchSize;
    fit.learningRate = job.options.learningRate;
    fit.labelSmoothing = job.options.labelSmoothing;
    fit.featureDropout = job.options.featureDropout;
    fit.distillation = {job.options.distillationTemperature, job.options.distillationWeight};
    fit.seed = mixSeed(job.options.seed, 1000 + member);
    return fit;
}

std::vector<double> teacherOf(
    const domain::LabelDistribution& told, const std::map<std::string, std::uint32_t>& classes)
{
    std::vector<double> probabilities(classes.size(), 0.0);
    double sum = 0;
    for (const domain::LabelProbability& entry : told) {
        if (const auto found = classes.find(entry.label); found != classes.end() && entry.probability > 0) {
            probabilities[found->second] += entry.probability;
            sum += entry.probability;
        }
    }
    if (!(sum > 0)) {
        return {};
    }
    std::for_each(probabilities.begin(), probabilities.end(), [sum](double& probability) { probability /= sum; });
    return probabilities;
}

void dropSilentTeacher(FitData& data)
{
    if (std::all_of(data.teacher.begin(), data.teacher.end(), [](const auto& told) { return told.empty(); })) {
        data.teacher.clear();
    }
}

Result<BagEnsemble> fitMembers(const TrainingJob& job, const SeededFit& fit)
{
    double reported = -1;
    const FitMonitor monitor = [&](double fraction, double loss) {
        if (job.progress && fraction >= reported + kProgressStep) {
            reported = fraction;
            job.progress({kFitShare * fraction, "training", loss, std::nan("")});
        }
        return !job.stop.stop_requested();
    };
    return fitEnsemble(
        static_cast<std::size_t>(job.options.members), job.options.threads,
        [&](std::size_t member, const FitMonitor& watch) { return fit(fitOptionsFor(job, member), watch); },
        monitor, [&] { return job.stop.stop_requested(); });
}

Result<TagField> fitField(
    const TrainingJob& job, std::span<const TaggedText> texts, std::size_t tags, TagFieldOptions options)
{
    options.seed = mixSeed(job.options.seed, kFieldStream);
    return fitTagField(texts, tags, options, [&](double, double) { return !job.stop.stop_requested(); });
}

Result<void> reportTuned(const TrainingJob& job, double tuningMetric)
{
    if (job.stop.stop_requested()) {
        return fail(ErrorCode::Cancelled, "training was cancelled");
    }
    if (job.progress) {
        job.progress({1.0, "tuning", std::nan(""), tuningMetric});
    }
    return {};
}

Error nothingToLearn(const TrainingJob& job, const std::string& wanted)
{
    return {ErrorCode::InvalidArgument,
        "none of the " + std::to_string(job.training.size()) + " training examples of task '" + job.task.id
            + "' has " + wanted + "; import labelled examples for this task"};
}

bool meetsFloor(const TrainingJob& job, const std::string& answer, const domain::Example& example)
{
    return job.quality(job.task, answer, example) >= job.task.answerFloor;
}

} // namespace core::torch
