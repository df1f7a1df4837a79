#include "core/conformal/fixed_sequence.h"
#include "core/datasets/workload_generator.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/student_trainer.h"

#include <cstdio>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

// Trains a student on the generated workload, judges its answers on texts it never saw and certifies a
// threshold for them. Exit code 0 when all of that works.

using namespace core;

namespace {

constexpr std::size_t kTraining = 600;
constexpr std::size_t kTuning = 400;
constexpr std::size_t kCalibration = 800;

std::vector<domain::Example> examplesOf(const domain::Task& task, std::uint64_t stream, std::size_t count)
{
    const datasets::WorkloadGenerator generator;
    std::vector<domain::Example> examples;
    examples.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        examples.push_back(generator.generate(task.id, stream, i));
    }
    return examples;
}

std::vector<ports::JudgedAnswer> judge(
    const ports::Student& student, const domain::Task& task, const std::vector<domain::Example>& examples)
{
    std::vector<ports::JudgedAnswer> judged;
    for (const domain::Example& example : examples) {
        const auto answer = student.answer(example.text, example.tokens);
        ports::JudgedAnswer entry;
        entry.score = answer ? answer->confidence : 0;
        entry.isFailure
            = !answer || evaluation::answerQuality(task, answer->text, example.reference) < task.answerFloor;
        judged.push_back(entry);
    }
    return judged;
}

int failed(const Error& error)
{
    std::fprintf(stderr, "core-smoke: %s\n", error.message.c_str());
    return 1;
}

int certify(const ports::Student& student, const domain::Task& task)
{
    const ports::RiskTarget target{.alpha = 0.1, .delta = 0.1};
    const auto tuning = judge(student, task, examplesOf(task, 2, kTuning));
    const auto calibration = judge(student, task, examplesOf(task, 3, kCalibration));
    const auto plan = conformal::planSequence(
        tuning, static_cast<double>(kCalibration) / static_cast<double>(kTuning), target, {});
    const auto outcome = conformal::runSequence(plan, calibration, target);
    if (!outcome.selected) {
        std::puts("certified: none (this tier answers nothing alone)");
        return 1;
    }
    const auto& step = outcome.steps[*outcome.selected];
    std::printf("certified: score >= %.4f keeps %lld of %zu answers, %lld of them below the target\n",
        step.threshold, static_cast<long long>(step.count.accepted), calibration.size(),
        static_cast<long long>(step.count.failures));
    return 0;
}

} // namespace

int main()
{
    const auto task = domain::presetTask("cs_intent");
    if (!task) {
        std::fputs("core-smoke: the preset task cs_intent is missing\n", stderr);
        return 1;
    }
    const auto trainer = torch::makeStudentTrainer(
        [](const domain::Task& of, const std::string& answer, const domain::Example& example) {
            return evaluation::answerQuality(of, answer, example.reference);
        });
    const auto artefact = std::filesystem::temp_directory_path()
        / ("routenlp-core-smoke-" + std::to_string(::getpid()) + ".student");
    const auto training = examplesOf(*task, 1, kTraining);
    const auto tuning = examplesOf(*task, 4, kTuning);
    const auto student = trainer->train(*task, training, tuning, {}, artefact, {}, {});
    std::error_code ignored;
    std::filesystem::remove(artefact, ignored);
    if (!student) {
        return failed(student.error());
    }
    std::printf("trained: %s on %zu texts\n", task->id.c_str(), training.size());
    return certify(**student, *task);
}
