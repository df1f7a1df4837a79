#include "core/conformal/fixed_sequence.h"

#include "core/conformal/binomial_bounds.h"
#include "core/conformal/start_power.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace core::conformal {

namespace {

/// Expected number of tuning answers that a sequence accepts from `start`: each further candidate counts with
/// the least power met on the way, because neighbouring tests share almost all their answers.
double expectedAccepted(
    std::span<const AcceptedCount> tuned, std::span<const double> power, std::size_t start)
{
    double reach = power[start];
    double expected = reach * static_cast<double>(tuned[start].accepted);
    for (std::size_t j = start + 1; j < power.size(); ++j) {
        reach = std::min(reach, power[j]);
        expected += reach * static_cast<double>(tuned[j].accepted - tuned[j - 1].accepted);
    }
    return expected;
}

std::size_t chooseStart(std::span<const AcceptedCount> tuned, std::span<const double> power, StartRule rule)
{
    if (rule == StartRule::Strictest || power.empty()) {
        return 0;
    }
    std::vector<double> worth(power.begin(), power.end());
    if (rule == StartRule::ExpectedShare) {
        for (std::size_t j = 0; j < power.size(); ++j) {
            worth[j] = expectedAccepted(tuned, power, j);
        }
    }
    return static_cast<std::size_t>(std::max_element(worth.begin(), worth.end()) - worth.begin());
}

Result<void> checkProbability(double value, const char* name, const char* meaning)
{
    if (value > 0 && value < 1) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        std::string(name) + " is " + std::to_string(value) + "; it must lie strictly between 0 and 1 ("
            + meaning + ").");
}

} // namespace

Result<void> checkTarget(const ports::RiskTarget& target)
{
    if (auto alpha = checkProbability(target.alpha, "The risk level alpha",
            "at 0 no finite sample can certify anything, at 1 nothing is promised");
        !alpha) {
        return alpha;
    }
    return checkProbability(
        target.delta, "The error probability delta", "the certificate's confidence is 1 - delta");
}

std::vector<AcceptedCount> countsAt(
    std::span<const ports::JudgedAnswer> answers, std::span<const double> thresholds)
{
    std::vector<AcceptedCount> counts(thresholds.size());
    for (const ports::JudgedAnswer& answer : answers) {
        const auto first = std::partition_point(
            thresholds.begin(), thresholds.end(), [&](double t) { return !(answer.score >= t); });
        if (first != thresholds.end()) {
            AcceptedCount& count = counts[static_cast<std::size_t>(first - thresholds.begin())];
            ++count.accepted;
            count.failures += answer.isFailure ? 1 : 0;
        }
    }
    for (std::size_t j = 1; j < counts.size(); ++j) {
        counts[j].accepted += counts[j - 1].accepted;
        counts[j].failures += counts[j - 1].failures;
    }
    return counts;
}

std::vector<double> quantileGrid(std::span<const ports::JudgedAnswer> answers, int gridSize)
{
    std::vector<double> scores;
    scores.reserve(answers.size());
    for (const ports::JudgedAnswer& answer : answers) {
        if (std::isfinite(answer.score)) {
            scores.push_back(answer.score);
        }
    }
    std::sort(scores.begin(), scores.end(), std::greater<>());
    std::vector<double> grid;
    const auto m = static_cast<std::size_t>(std::max(gridSize, 1));
    for (std::size_t j = 1; j <= m && !scores.empty(); ++j) {
        const std::size_t rank = std::max<std::size_t>(1, scores.size() * j / m);
        grid.push_back(scores[rank - 1]);
    }
    grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
    return grid;
}

SequencePlan planSequence(std::span<const ports::JudgedAnswer> tuning, double calibrationPerTuning,
    const ports::RiskTarget& target, const FixedSequenceOptions& options)
{
    SequencePlan plan;
    plan.thresholds = quantileGrid(tuning, options.gridSize);
    const std::vector<AcceptedCount> tuned = countsAt(tuning, plan.thresholds);
    plan.power = options.start == StartRule::SmoothedPower
        ? smoothedPower(tuned, tuning.size(), calibrationPerTuning, target)
        : plugInPower(tuned, calibrationPerTuning, target);
    plan.start = chooseStart(tuned, plan.power, options.start);
    plan.expectedAccepted = plan.power.empty() ? 0.0 : expectedAccepted(tuned, plan.power, plan.start);
    return plan;
}

std::size_t leadingRejections(std::span<const double> pValues, std::size_t start, double delta)
{
    std::size_t count = 0;
    while (start + count < pValues.size() && pValues[start + count] <= delta) {
        ++count;
    }
    return count;
}

SequenceOutcome runSequence(const SequencePlan& plan, std::span<const ports::JudgedAnswer> calibration,
    const ports::RiskTarget& target)
{
    SequenceOutcome outcome;
    outcome.start = plan.start;
    const std::vector<AcceptedCount> counts = countsAt(calibration, plan.thresholds);
    std::vector<double> pValues;
    for (std::size_t j = 0; j < counts.size(); ++j) {
        pValues.push_back(binomialPValue(counts[j].failures, counts[j].accepted, target.alpha));
        outcome.steps.push_back({plan.thresholds[j], counts[j], pValues[j], false, false});
    }
    const std::size_t passed = leadingRejections(pValues, plan.start, target.delta);
    for (std::size_t j = plan.start; j < std::min(plan.start + passed + 1, counts.size()); ++j) {
        outcome.steps[j].isTested = true;
        outcome.steps[j].isPassed = j < plan.start + passed;
    }
    if (passed > 0) {
        outcome.selected = plan.start + passed - 1;
    }
    return outcome;
}

} // namespace core::conformal
