#include "app/commands/conformal_scores.h"

#include "app/commands/command.h"
#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/datasets/labelled_file.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace app::commands {

using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

constexpr std::size_t kTuningEvery = 10;

void dropKnownTexts(const std::vector<domain::Example>& training, std::vector<domain::Example>& test)
{
    std::unordered_set<std::string> known;
    for (const domain::Example& example : training) {
        known.insert(core::normalisedText(example.text));
    }
    std::erase_if(test,
        [&](const domain::Example& example) { return known.contains(core::normalisedText(example.text)); });
}

} // namespace

Result<StudentScores> scoreWithStudent(const domain::Task& task, std::vector<domain::Example> training,
    std::vector<domain::Example> test, std::uint64_t seed)
{
    StudentScores scores;
    scores.task = task;
    core::Rng(seed).shuffle(std::span(training));
    std::vector<domain::Example> tuning;
    std::vector<domain::Example> rest;
    for (std::size_t i = 0; i < training.size(); ++i) {
        (i % kTuningEvery == 0 ? tuning : rest).push_back(std::move(training[i]));
    }
    const auto trainer = core::torch::makeStudentTrainer(
        [](const domain::Task& judged, const std::string& answer, const domain::Example& example) {
            return core::evaluation::answerQuality(judged, answer, example.reference);
        });
    ports::StudentOptions options;
    options.seed = seed;
    const std::filesystem::path artefact
        = std::filesystem::temp_directory_path() / ("routenlp-conformal-" + std::to_string(::getpid()));
    auto student = trainer->train(
        task, rest, tuning, options, artefact, [](const ports::TrainingProgress&) {}, {});
    std::error_code ignored;
    std::filesystem::remove(artefact, ignored);
    if (!student) {
        return core::fail(student.error());
    }
    scores.student = std::move(*student);
    scores.trainingTexts = rest.size();
    scores.test = std::move(test);
    scores.answers = answersOf(*scores.student, task, scores.test);
    const auto right = std::count_if(scores.answers.begin(), scores.answers.end(),
        [](const ports::JudgedAnswer& answer) { return !answer.isFailure; });
    scores.accuracy = static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(1, scores.answers.size()));
    return scores;
}

Result<StudentScores> scoreWithStudent(
    const std::filesystem::path& file, std::uint64_t seed, const std::string& skipsLabel)
{
    std::vector<domain::Example> training;
    std::vector<domain::Example> test;
    const Result<std::size_t> read
        = core::datasets::readLabelledFile(file, {}, [&](domain::Example example) {
              const auto& labels = example.reference.labels;
              if (skipsLabel.empty() || std::find(labels.begin(), labels.end(), skipsLabel) == labels.end()) {
                  (example.isTest ? test : training).push_back(std::move(example));
              }
              return true;
          });
    if (!read) {
        return core::fail(read.error());
    }
    if (training.empty() || test.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "'" + file.string() + "' needs train and test lines");
    }
    const auto task = domain::presetTask(training.front().taskId);
    if (!task) {
        return core::fail(core::ErrorCode::InvalidArgument, "'" + file.string() + "' is of no preset task");
    }
    dropKnownTexts(training, test);
    return scoreWithStudent(*task, std::move(training), std::move(test), seed);
}

std::vector<ports::JudgedAnswer> answersOf(
    const ports::Student& student, const domain::Task& task, std::span<const domain::Example> examples)
{
    std::vector<ports::JudgedAnswer> answers;
    answers.reserve(examples.size());
    for (const domain::Example& example : examples) {
        const Result<ports::StudentAnswer> answer = student.answer(example.text, example.tokens);
        const double quality
            = answer ? core::evaluation::answerQuality(task, answer->text, example.reference) : 0.0;
        answers.push_back({answer ? answer->confidence : 0.0, quality < task.answerFloor});
    }
    return answers;
}

std::vector<int> documentsOf(std::span<const domain::Example> examples)
{
    std::map<std::string, int> numbers;
    std::vector<int> documents;
    for (const domain::Example& example : examples) {
        const std::string name = example.id.substr(0, example.id.rfind('-'));
        documents.push_back(numbers.emplace(name, static_cast<int>(numbers.size())).first->second);
    }
    return documents;
}

double auroc(std::span<const double> higher, std::span<const double> lower)
{
    std::vector<double> sorted(lower.begin(), lower.end());
    std::sort(sorted.begin(), sorted.end());
    double wins = 0;
    for (const double value : higher) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
        wins += static_cast<double>(first - sorted.begin()) + 0.5 * static_cast<double>(last - first);
    }
    const double pairs = static_cast<double>(higher.size()) * static_cast<double>(lower.size());
    return pairs > 0 ? wins / pairs : 0.0;
}

} // namespace app::commands
