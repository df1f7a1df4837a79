#include "app/benches/student_pair.h"

#include "app/benches/student_figures.h"
#include "core/conformal/plug_in_rules.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

#include <chrono>
#include <limits>
#include <utility>

namespace app::benches {

namespace {

using core::Result;
namespace domain = core::domain;
namespace evaluation = core::evaluation;
namespace ports = core::ports;
using SteadyClock = std::chrono::steady_clock;

/// The oracle has no latency of its own. Model: time to the first token, then a constant rate.
constexpr double kFirstTokenMs = 400;
constexpr double kPerTokenMs = 25;

} // namespace

Result<StudentPair> trainPair(const domain::Task& task, std::span<const domain::Example> training,
    std::span<const domain::Example> tuning, const ports::StudentOptions& small, const ports::StudentOptions& large)
{
    StudentPair students;
    for (auto [options, student] : {std::pair(&small, &students.small), {&large, &students.large}}) {
        auto trained = trainStudent(task, training, tuning, *options);
        if (!trained) {
            return core::fail(trained.error());
        }
        *student = std::move(*trained);
    }
    return students;
}

PairAnswers answersOf(
    const domain::Task& task, const StudentPair& students, std::span<const domain::Example> examples)
{
    PairAnswers answered(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i) {
        for (const std::size_t tier : {kSmall, kLarge}) {
            const auto start = SteadyClock::now();
            const Result<ports::StudentAnswer> answer = students.at(tier).answer(examples[i].text, examples[i].tokens);
            PairAnswer& given = answered[i][tier];
            given.latencyMs = std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
            given.confidence = answer ? answer->confidence : 0.0;
            given.quality = answer ? evaluation::answerQuality(task, answer->text, examples[i].reference) : 0.0;
            given.tokens = answer ? domain::estimatedTokens(answer->text) : 0;
        }
    }
    return answered;
}

CascadeQueries cascadeQueries(const domain::Task& task, const StudentPair& students, const OracleAnswers& oracle,
    std::span<const domain::Example> examples, double corruption)
{
    const PairAnswers answered = answersOf(task, students, examples);
    CascadeQueries queries;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        CascadeQuery query(kTiers);
        const std::int64_t prompt = domain::estimatedTokens(examples[i].text);
        for (const std::size_t tier : {kSmall, kLarge}) {
            const PairAnswer& given = answered[i][tier];
            query[tier] = {given.confidence, given.quality, given.quality < task.answerFloor, {prompt, given.tokens},
                given.latencyMs};
        }
        const std::string told = oracle.answer(examples[i], corruption);
        TierResult& last = query[kOracle];
        last.quality = evaluation::answerQuality(task, told, examples[i].reference);
        last.isFailure = last.quality < task.answerFloor;
        last.usage = {prompt, domain::estimatedTokens(told)};
        last.latencyMs = kFirstTokenMs + kPerTokenMs * static_cast<double>(last.usage.completionTokens);
        queries.push_back(std::move(query));
    }
    return queries;
}

double operatingPoint(const domain::Task& task, const StudentPair& students, std::span<const domain::Example> tuning,
    double alpha)
{
    std::vector<ports::JudgedAnswer> judged;
    for (const auto& given : answersOf(task, students, tuning)) {
        judged.push_back({given[kLarge].confidence, given[kLarge].quality < task.answerFloor});
    }
    ports::RiskTarget target; // an observed rate has no confidence
    target.alpha = alpha;
    return core::conformal::comparisonThreshold(core::conformal::ComparisonRule::PlugIn, judged, target)
        .value_or(std::numeric_limits<double>::infinity());
}

} // namespace app::benches
