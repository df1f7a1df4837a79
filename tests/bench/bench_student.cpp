// bench_student [FILE [TUNING_SHARE [SEED...]]]: trains a student on the train split of a labelled file, less
// the share held back for tuning, and measures it on the test split. Prints one JSON object. FILE: BANKING77
// when absent.

#include "core/base/rng.h"
#include "core/datasets/labelled_file.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

#include <nlohmann/json.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

namespace {

using nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kCalibrationBins = 15;

struct Split {
    std::vector<core::domain::Example> training;
    std::vector<core::domain::Example> test;
};

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

core::Result<Split> readSplit(const std::filesystem::path& path)
{
    Split split;
    const auto read = core::datasets::readLabelledFile(path, {}, [&](core::domain::Example example) {
        (example.isTest ? split.test : split.training).push_back(std::move(example));
        return true;
    });
    return read ? core::Result<Split>(std::move(split)) : core::fail(read.error());
}

struct Scored {
    double confidence = 0;
    bool isRight = false;
};

/// Expected calibration error over equal-width bins.
double calibrationError(const std::vector<Scored>& answers)
{
    std::vector<double> confidence(kCalibrationBins, 0.0);
    std::vector<double> right(kCalibrationBins, 0.0);
    for (const Scored& answer : answers) {
        const auto bin
            = std::min(kCalibrationBins - 1, static_cast<std::size_t>(answer.confidence * kCalibrationBins));
        confidence[bin] += answer.confidence;
        right[bin] += answer.isRight ? 1 : 0;
    }
    double error = 0;
    for (std::size_t bin = 0; bin < kCalibrationBins; ++bin) {
        error += std::abs(confidence[bin] - right[bin]);
    }
    return error / static_cast<double>(answers.size());
}

/// Share of answers above the smallest confidence from which at most 5% are wrong.
double coverageAtFivePercent(std::vector<Scored> answers)
{
    std::sort(answers.begin(), answers.end(), [](auto& a, auto& b) { return a.confidence > b.confidence; });
    double wrong = 0;
    double covered = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        wrong += answers[i].isRight ? 0 : 1;
        covered = wrong <= 0.05 * static_cast<double>(i + 1) ? static_cast<double>(i + 1) : covered;
    }
    return covered / static_cast<double>(answers.size());
}

ordered_json measured(const core::ports::Student& student, const core::domain::Task& task, const Split& split)
{
    double quality = 0;
    std::vector<Scored> scored;
    const auto start = Clock::now();
    double answering = 0;
    for (const core::domain::Example& example : split.test) {
        const auto before = Clock::now();
        const auto answer = student.answer(example.text, example.tokens);
        answering += secondsSince(before);
        const double reached
            = answer ? core::evaluation::answerQuality(task, answer->text, example.reference) : 0.0;
        quality += reached;
        scored.push_back({answer ? answer->confidence : 0.0, reached >= task.answerFloor});
    }
    const auto count = static_cast<double>(split.test.size());
    const double right = static_cast<double>(
        std::count_if(scored.begin(), scored.end(), [](const Scored& answer) { return answer.isRight; }));
    return {{"mean_quality", quality / count}, {"meets_floor", right / count},
        {"predictions_per_s", count / answering}, {"calibration_error", calibrationError(scored)},
        {"coverage_at_5_percent_wrong", coverageAtFivePercent(scored)},
        {"test_seconds", secondsSince(start)}};
}

core::Result<ordered_json> trainedAndMeasured(
    const core::domain::Task& task, const Split& split, std::uint64_t seed, double tuningShare)
{
    const auto trainer
        = core::torch::makeStudentTrainer([](const core::domain::Task& judged, const std::string& answer,
                                              const core::domain::Example& example) {
              return core::evaluation::answerQuality(judged, answer, example.reference);
          });
    std::vector<core::domain::Example> training = split.training;
    core::Rng(seed).shuffle(std::span(training));
    const auto held = static_cast<std::size_t>(tuningShare * static_cast<double>(training.size()));
    core::ports::StudentOptions options;
    options.seed = seed;
    const auto path
        = std::filesystem::temp_directory_path() / ("bench_student_" + std::to_string(::getpid()));
    const auto start = Clock::now();
    const auto student = trainer->train(
        task, std::span(training).subspan(held), std::span(training).first(held), options, path, {}, {});
    const double seconds = secondsSince(start);
    if (!student) {
        return core::fail(student.error());
    }
    ordered_json result{{"seed", seed}, {"training_seconds", seconds}};
    result.update(measured(**student, task, split));
    result["artefact_bytes"] = std::filesystem::file_size(path);
    std::filesystem::remove(path);
    return result;
}

} // namespace

int main(int argc, char** argv)
{
    const std::filesystem::path path
        = argc > 1 ? argv[1] : ROUTENLP_SHARED_DIR "/data/cs_intent_banking77.jsonl.gz";
    const double tuningShare = argc > 2 ? std::stod(argv[2]) : 0.0;
    const auto split = readSplit(path);
    if (!split || split->test.empty() || split->training.empty()) {
        std::fprintf(stderr, "bench_student: %s\n",
            split ? "the file needs both a train and a test split" : split.error().message.c_str());
        return 1;
    }
    const auto task = core::domain::presetTask(split->training.front().taskId);
    if (!task) {
        std::fprintf(stderr, "bench_student: the file's task is none of the presets\n");
        return 1;
    }
    ordered_json report{{"file", path.filename().string()}, {"tuning_share", tuningShare},
        {"training_texts", split->training.size()}, {"test_texts", split->test.size()}};
    for (int i = 3; i < std::max(argc, 4); ++i) {
        const auto result
            = trainedAndMeasured(*task, *split, argc > i ? std::stoull(argv[i]) : 1, tuningShare);
        if (!result) {
            std::fprintf(stderr, "bench_student: %s\n", result.error().message.c_str());
            return 1;
        }
        report["runs"].push_back(*result);
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    report["peak_memory_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
    std::printf("%s\n", report.dump().c_str());
    return 0;
}
