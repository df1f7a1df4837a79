#include "app/commands/bench.h"

#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"
#include "core/datasets/labelled_file.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

#include <CLI/CLI.hpp>

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace ports = core::ports;
using SteadyClock = std::chrono::steady_clock;

constexpr double kAccuracyTarget = 0.92;
constexpr double kSecondsTarget = 180;
constexpr double kMegabytesTarget = 1024;
constexpr double kPredictionsTarget = 2000;
constexpr double kConfidenceLevel = 0.95;

struct StudentBenchOptions {
    std::string file = "../shared/data/cs_intent_banking77.jsonl.gz";
    ports::StudentOptions student;
};

struct Split {
    std::vector<domain::Example> training;
    std::vector<domain::Example> test;
};

/// Keeps the calling thread on the core that it runs on, for as long as this lives.
class OneCore {
public:
    OneCore()
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneCore() { sched_setaffinity(0, sizeof m_before, &m_before); }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

private:
    cpu_set_t m_before{};
};

double secondsSince(SteadyClock::time_point start)
{
    return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

double peakMegabytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Result<Split> readSplit(const std::string& file)
{
    Split split;
    const Result<std::size_t> read
        = core::datasets::readLabelledFile(file, {}, [&split](domain::Example example) {
              (example.isTest ? split.test : split.training).push_back(std::move(example));
              return true;
          });
    if (!read) {
        return core::fail(
            core::Error{read.error().code, read.error().message + "; name the file with --data"});
    }
    if (split.training.empty() || split.test.empty()) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "'" + file + "' needs lines of both train and test");
    }
    return split;
}

Result<std::unique_ptr<ports::Student>> train(
    const domain::Task& task, std::vector<domain::Example> training, const ports::StudentOptions& options)
{
    const auto trainer = core::torch::makeStudentTrainer(
        [](const domain::Task& judged, const std::string& answer, const domain::Example& example) {
            return core::evaluation::answerQuality(judged, answer, example.reference);
        });
    core::Rng(options.seed).shuffle(std::span(training));
    const std::filesystem::path artefact
        = std::filesystem::temp_directory_path() / ("routenlp-bench-" + std::to_string(::getpid()));
    double shown = 0;
    auto student = trainer->train(task, training, {}, options, artefact,
        [&shown](const ports::TrainingProgress& progress) {
            if (progress.fraction >= shown + 0.1) {
                shown = progress.fraction;
                printProgress("training " + std::to_string(static_cast<int>(100 * shown)) + "%");
            }
        },
        {});
    std::error_code ignored;
    std::filesystem::remove(artefact, ignored);
    return student;
}

/// Answers every test text, one at a time on one core; returns the seconds that took.
double answerAll(const ports::Student& student, const domain::Task& task,
    const std::vector<domain::Example>& test, ordered_json& rows, std::int64_t& right)
{
    const OneCore pinned;
    double seconds = 0;
    for (const domain::Example& example : test) {
        const auto start = SteadyClock::now();
        const Result<ports::StudentAnswer> answer = student.answer(example.text, example.tokens);
        seconds += secondsSince(start);
        const double quality
            = answer ? core::evaluation::answerQuality(task, answer->text, example.reference) : 0.0;
        right += quality >= task.answerFloor ? 1 : 0;
        rows.push_back({{"id", example.id}, {"split", "test"}, {"tier", "student"},
            {"answer", answer ? answer->text : std::string()},
            {"reference", core::evaluation::referenceAnswer(example.reference)}, {"quality", quality},
            {"score", answer ? answer->confidence : 0.0}});
    }
    return seconds;
}

Result<BenchReport> runStudentBench(const StudentBenchOptions& options)
{
    Result<Split> split = readSplit(options.file);
    if (!split) {
        return core::fail(split.error());
    }
    const std::optional<domain::Task> task = domain::presetTask(split->training.front().taskId);
    if (!task) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + options.file + "' is of task '" + split->training.front().taskId
                + "', which is none of the presets");
    }
    const auto start = SteadyClock::now();
    const auto student = train(*task, split->training, options.student);
    const double trainingSeconds = secondsSince(start);
    if (!student) {
        return core::fail(student.error());
    }
    BenchReport report;
    std::int64_t right = 0;
    const double answering = answerAll(**student, *task, split->test, report.rows, right);
    const auto count = static_cast<std::int64_t>(split->test.size());
    const double accuracy = static_cast<double>(right) / static_cast<double>(count);
    const double predictionsPerSecond = static_cast<double>(count) / answering;
    const double megabytes = peakMegabytes();
    const core::conformal::Interval interval
        = core::conformal::clopperPearson(right, count, kConfidenceLevel);
    report.settings = {{"file", std::filesystem::path(options.file).filename().string()}, {"task", task->id},
        {"training_texts", split->training.size()}, {"test_texts", count}, {"seeds", {options.student.seed}},
        {"epochs", options.student.epochs}, {"members", options.student.members},
        {"threads", options.student.threads}};
    report.results = {{"accuracy", accuracy}, {"accuracy_interval_95", {interval.low, interval.high}},
        {"right", right}, {"training_seconds", trainingSeconds}, {"peak_memory_mb", megabytes},
        {"predictions_per_s", predictionsPerSecond}};
    addCheck(report, "accuracy", accuracy, Bound::AtLeast, kAccuracyTarget);
    addCheck(report, "training_seconds", trainingSeconds, Bound::Below, kSecondsTarget);
    addCheck(report, "peak_memory_mb", megabytes, Bound::Below, kMegabytesTarget);
    addCheck(report, "predictions_per_s", predictionsPerSecond, Bound::AtLeast, kPredictionsTarget);
    return report;
}

} // namespace

void addBenchStudent(CLI::App& bench, Action& action)
{
    auto options = std::make_shared<StudentBenchOptions>();
    CLI::App* command = bench.add_subcommand("student", "Train a student on a labelled file and measure it");
    command->add_option("--data", options->file, "Labelled file with train and test lines of a preset task")
        ->capture_default_str();
    command->add_option("--seed", options->student.seed, "Seed of the training")->capture_default_str();
    command->add_option("--epochs", options->student.epochs, "Passes over the training lines")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->footer(
        "Trains on every train line, answers the test lines one at a time on one core. Memory is the\n"
        "process's peak. The targets are those of BANKING77.\n\n"
        "Examples:\n  routenlp bench student --data cs_intent_banking77.jsonl.gz --json\n"
        "  routenlp bench student --data intents.jsonl --seed 7 --json --rows answers.jsonl.gz");
    addBenchAction(*command, action, "student", [options] { return runStudentBench(*options); });
}

} // namespace app::commands
