#include "app/benches/student_figures.h"
#include "app/commands/bench.h"

#include "core/base/rng.h"

#include <CLI/CLI.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <span>

namespace app::commands {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace ports = core::ports;
using SteadyClock = std::chrono::steady_clock;

constexpr double kSecondsTarget = 180;
constexpr double kMegabytesTarget = 1024;
constexpr double kPredictionsTarget = 2000; ///< of short texts
constexpr std::size_t kShortWords = 60;

struct StudentBenchArguments {
    std::vector<std::string> data{"../shared/data/cs_intent_banking77.jsonl.gz"};
    std::size_t folds = 0;
    ports::StudentOptions student;
};

double peakMegabytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Result<std::vector<std::string>> filesOf(const StudentBenchArguments& arguments)
{
    std::vector<std::string> files;
    for (const std::string& name : arguments.data) {
        if (!std::filesystem::is_directory(name)) {
            files.push_back(name);
            continue;
        }
        const std::vector<std::string> found = benches::labelledFiles(name);
        if (found.empty()) {
            return core::fail(core::ErrorCode::NotFound, "'" + name + "' holds none of the known data sets");
        }
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

/// A student that learns from everything chooses nothing on tuning lines; of the others a tenth are kept for that.
bool needsTuning(const domain::Task& task)
{
    return task.kind != domain::TaskKind::Classification || task.id == "legal_risk";
}

Result<ordered_json> measure(const StudentBenchArguments& arguments, const benches::LabelledData& data, ordered_json& rows)
{
    std::vector<domain::Example> training = data.training;
    std::vector<domain::Example> tuning;
    core::Rng(arguments.student.seed).shuffle(std::span(training));
    if (needsTuning(data.task)) {
        tuning.assign(training.end() - static_cast<std::ptrdiff_t>(training.size() / 10), training.end());
        training.resize(training.size() - tuning.size());
    }
    const auto start = SteadyClock::now();
    const auto student = benches::trainStudent(data.task, training, tuning, arguments.student);
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
    if (!student) {
        return core::fail(student.error());
    }
    Result<benches::StudentFigures> measured = benches::measureStudent(**student, data, arguments.student.seed);
    if (!measured) {
        return core::fail(measured.error());
    }
    measured->figures["training_seconds"] = seconds;
    measured->figures["predictions_per_s"] = measured->predictionsPerSecond;
    for (ordered_json& row : measured->rows) {
        rows.push_back(std::move(row));
    }
    return std::move(measured->figures);
}

void addChecks(BenchReport& report, const std::string& name, const ordered_json& figures, bool isShort)
{
    for (const benches::StudentFloor& floor : benches::studentFloors(name)) {
        addCheck(report, name + " " + floor.figure, figures.at(floor.figure).get<double>(), Bound::AtLeast, floor.least);
    }
    addCheck(report, name + " training_seconds", figures.at("training_seconds").get<double>(), Bound::Below, kSecondsTarget);
    if (isShort) {
        addCheck(report, name + " predictions_per_s", figures.at("predictions_per_s").get<double>(), Bound::AtLeast,
            kPredictionsTarget);
    }
}

/// Mean words of the first test lines.
bool areShort(const benches::LabelledData& data)
{
    std::size_t words = 0;
    for (const domain::Example& example : data.test) {
        words += static_cast<std::size_t>(std::count(example.text.begin(), example.text.end(), ' ')) + 1;
    }
    return words < kShortWords * data.test.size();
}

Result<BenchReport> runStudentBench(const StudentBenchArguments& arguments)
{
    const Result<std::vector<std::string>> files = filesOf(arguments);
    if (!files) {
        return core::fail(files.error());
    }
    BenchReport report;
    report.settings = {{"seeds", {arguments.student.seed}}, {"epochs", arguments.student.epochs},
        {"members", arguments.student.members}, {"threads", arguments.student.threads},
        {"cross_validation_folds", arguments.folds}};
    for (const std::string& file : *files) {
        const Result<benches::LabelledData> data = benches::readLabelledData(file);
        if (!data) {
            return core::fail(data.error());
        }
        report.settings["files"].push_back(std::filesystem::path(file).filename().string());
        printProgress(data->name + "\n");
        if (arguments.folds == 0) {
            const Result<ordered_json> figures = measure(arguments, *data, report.rows);
            if (!figures) {
                return core::fail(figures.error());
            }
            report.results[data->name] = *figures;
            addChecks(report, data->name, *figures, areShort(*data));
            continue;
        }
        for (std::size_t fold = 0; fold < arguments.folds; ++fold) {
            const Result<ordered_json> figures
                = measure(arguments, benches::foldOf(*data, fold, arguments.folds), report.rows);
            if (!figures) {
                return core::fail(figures.error());
            }
            report.results[data->name].push_back(*figures);
        }
    }
    report.results["peak_memory_mb"] = peakMegabytes();
    addCheck(report, "peak_memory_mb", peakMegabytes(), Bound::Below, kMegabytesTarget);
    return report;
}

} // namespace

void addBenchStudent(CLI::App& bench, Action& action)
{
    auto arguments = std::make_shared<StudentBenchArguments>();
    ports::StudentOptions& student = arguments->student;
    CLI::App* command = bench.add_subcommand("student", "Train students on labelled files and measure them");
    command->add_option("--data", arguments->data, "Labelled files of preset tasks, or a folder of the known data sets")
        ->capture_default_str();
    command->add_option("--seed", student.seed, "Seed of the training")->capture_default_str();
    command->add_option("--epochs", student.epochs, "Passes over the training lines")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--members", student.members, "Networks whose logits are averaged")
        ->check(CLI::Range(1, 20))
        ->capture_default_str();
    command->add_option("--dropout", student.featureDropout, "Share of n-grams left out of every batch")
        ->check(CLI::Range(0.0, 0.9))
        ->capture_default_str();
    command->add_option("--learning-rate", student.learningRate)->capture_default_str();
    command->add_option("--dimensions", student.dimensions)->capture_default_str();
    command->add_option("--cv", arguments->folds,
        "Measure on the training lines alone, in this many folds: for choices, which the test lines must not make")
        ->check(CLI::Range(2, 20));
    command->footer(
        "Trains on the train lines (a tenth of them set what a student chooses after training) and answers the\n"
        "test lines, without those whose text is also among the train lines. The floors are those of the known\n"
        "data sets; baselines run beside: an averaged perceptron for tags, TF-IDF retrieval for replies.\n\n"
        "Examples:\n  routenlp bench student --data cs_intent_banking77.jsonl.gz --json\n"
        "  routenlp bench student --data ../shared/data --json --rows answers.jsonl.gz\n"
        "  routenlp bench student --data legal_risk_tos_unfair.jsonl.gz --cv 3 --json");
    addBenchAction(*command, action, "student", [arguments] { return runStudentBench(*arguments); });
}

} // namespace app::commands
