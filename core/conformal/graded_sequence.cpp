#include "core/conformal/graded_sequence.h"

#include "core/conformal/betting_bounds.h"
#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace core::conformal {

namespace {

std::vector<double> lossesAbove(std::span<const GradedAnswer> answers, double threshold)
{
    std::vector<double> losses;
    for (const GradedAnswer& answer : answers) {
        if (answer.score >= threshold) {
            losses.push_back(answer.loss);
        }
    }
    return losses;
}

double sumOf(std::span<const double> losses)
{
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

double pValueOf(std::span<const double> losses, const ports::RiskTarget& target, GradedBound bound)
{
    return bound == GradedBound::Betting
        ? bettingPValue(losses, target.alpha, target.delta)
        : hoeffdingBentkusPValue(sumOf(losses), static_cast<std::int64_t>(losses.size()), target.alpha);
}

double upperOf(std::span<const double> losses, double delta, GradedBound bound)
{
    return bound == GradedBound::Betting
        ? bettingUpper(losses, delta)
        : hoeffdingBentkusUpper(sumOf(losses), static_cast<std::int64_t>(losses.size()), delta);
}

Result<void> checkLosses(std::span<const GradedAnswer> answers)
{
    const auto isBad = [](const GradedAnswer& answer) { return !(answer.loss >= 0 && answer.loss <= 1); };
    const auto bad = std::find_if(answers.begin(), answers.end(), isBad);
    if (bad == answers.end()) {
        return {};
    }
    return fail(ErrorCode::InvalidArgument,
        "Judged answer " + std::to_string(bad - answers.begin() + 1) + " has a loss of "
            + std::to_string(bad->loss)
            + "; losses must lie in [0, 1]. Ask the judge again or leave the answer out.");
}

std::vector<double> gridOf(std::span<const GradedAnswer> tuning, int gridSize)
{
    std::vector<ports::JudgedAnswer> scores;
    for (const GradedAnswer& answer : tuning) {
        scores.push_back({answer.score, false});
    }
    return quantileGrid(scores, gridSize);
}

/// The candidate whose p-value is expected to be smallest: mean loss as tuned, (sum + .5) / (n + 1).
std::size_t chooseStart(
    std::span<const GradedAnswer> tuning, std::span<const double> thresholds, double ratio, double alpha)
{
    std::size_t best = 0;
    double bestP = 2;
    for (std::size_t j = 0; j < thresholds.size(); ++j) {
        const std::vector<double> losses = lossesAbove(tuning, thresholds[j]);
        const auto accepted = static_cast<double>(losses.size());
        const auto expected = static_cast<std::int64_t>(std::llround(accepted * ratio));
        const double mean = (sumOf(losses) + 0.5) / (accepted + 1);
        const double p = hoeffdingBentkusPValue(mean * static_cast<double>(expected), expected, alpha);
        if (p < bestP) {
            bestP = p;
            best = j;
        }
    }
    return best;
}

} // namespace

Result<GradedCertificate> certifyGraded(std::span<const GradedAnswer> tuning,
    std::span<const GradedAnswer> calibration, const ports::RiskTarget& target,
    const GradedSequenceOptions& options)
{
    for (const Result<void>& checked : {checkTarget(target), checkLosses(tuning), checkLosses(calibration)}) {
        if (!checked) {
            return fail(checked.error());
        }
    }
    GradedCertificate certificate;
    const std::vector<double> thresholds = gridOf(tuning, options.gridSize);
    if (thresholds.empty()) {
        return certificate;
    }
    const double ratio = static_cast<double>(calibration.size()) / static_cast<double>(tuning.size());
    for (std::size_t j = chooseStart(tuning, thresholds, ratio, target.alpha); j < thresholds.size(); ++j) {
        const std::vector<double> losses = lossesAbove(calibration, thresholds[j]);
        if (losses.empty() || pValueOf(losses, target, options.bound) > target.delta) {
            break;
        }
        certificate.threshold = thresholds[j];
        certificate.accepted = static_cast<std::int64_t>(losses.size());
        certificate.meanLoss = sumOf(losses) / static_cast<double>(losses.size());
        certificate.lossUpperBound = upperOf(losses, target.delta, options.bound);
    }
    return certificate;
}

} // namespace core::conformal
