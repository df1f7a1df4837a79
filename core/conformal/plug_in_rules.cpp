#include "core/conformal/plug_in_rules.h"

#include "core/conformal/binomial_bounds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>

namespace core::conformal {

namespace {

struct RuleText {
    ComparisonRule rule;
    std::string_view id;
    std::string_view label;
};

constexpr std::array<RuleText, 5> kRules{{
    {ComparisonRule::ConformalOnCorrect, "conformal_on_correct",
        "Conformal initialisation (RouteNLP), no failure-rate guarantee"},
    {ComparisonRule::ConformalOnFailures, "conformal_on_failures",
        "Conformal on failures, no guarantee for accepted answers"},
    {ComparisonRule::JointRiskControl, "joint_risk_control",
        "Conformal risk control of the joint event, no guarantee for accepted answers"},
    {ComparisonRule::PlugIn, "plug_in", "Plug-in rate, no guarantee"},
    {ComparisonRule::ClopperPearsonScan, "clopper_pearson_scan",
        "Clopper-Pearson scan without correction, no guarantee"},
}};

/// Finite or infinite scores, highest first.
std::vector<ports::JudgedAnswer> descending(std::span<const ports::JudgedAnswer> answers)
{
    std::vector<ports::JudgedAnswer> sorted;
    std::copy_if(answers.begin(), answers.end(), std::back_inserter(sorted),
        [](const ports::JudgedAnswer& answer) { return !std::isnan(answer.score); });
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
    return sorted;
}

using IsAllowed = std::function<bool(std::int64_t failures, std::int64_t accepted)>;

/// Lowest score at which `isAllowed` holds for the answers at or above it.
std::optional<double> lowestAllowed(
    std::span<const ports::JudgedAnswer> calibration, const IsAllowed& isAllowed)
{
    const std::vector<ports::JudgedAnswer> sorted = descending(calibration);
    std::optional<double> threshold;
    std::int64_t failures = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        failures += sorted[i].isFailure ? 1 : 0;
        const bool isLastOfTie = i + 1 == sorted.size() || sorted[i + 1].score < sorted[i].score;
        if (isLastOfTie && isAllowed(failures, static_cast<std::int64_t>(i) + 1)) {
            threshold = sorted[i].score;
        }
    }
    return threshold;
}

/// Conformal quantile over the answers with the given verdict; `sign` -1 makes low scores nonconforming.
double quantileOver(std::span<const ports::JudgedAnswer> answers, bool isFailure, double sign, double alpha)
{
    std::vector<double> scores;
    for (const ports::JudgedAnswer& answer : answers) {
        if (answer.isFailure == isFailure && !std::isnan(answer.score)) {
            scores.push_back(sign * answer.score);
        }
    }
    return splitConformalQuantile(std::move(scores), alpha);
}

std::optional<double> conformalOnFailures(std::span<const ports::JudgedAnswer> calibration, double alpha)
{
    const double quantile = quantileOver(calibration, true, 1.0, alpha);
    if (std::isinf(quantile)) {
        return std::nullopt;
    }
    return std::nextafter(quantile, std::numeric_limits<double>::infinity());
}

} // namespace

std::string_view toString(ComparisonRule rule)
{
    return kRules[static_cast<std::size_t>(rule)].id;
}

std::string_view labelOf(ComparisonRule rule)
{
    return kRules[static_cast<std::size_t>(rule)].label;
}

std::optional<ComparisonRule> comparisonRuleFrom(std::string_view id)
{
    const auto found
        = std::find_if(kRules.begin(), kRules.end(), [&](const RuleText& text) { return text.id == id; });
    return found == kRules.end() ? std::nullopt : std::optional(found->rule);
}

std::optional<double> comparisonThreshold(
    ComparisonRule rule, std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target)
{
    const double alpha = target.alpha;
    const auto size = static_cast<double>(calibration.size());
    switch (rule) {
    case ComparisonRule::ConformalOnCorrect:
        return -quantileOver(calibration, false, -1.0, alpha);
    case ComparisonRule::ConformalOnFailures:
        return conformalOnFailures(calibration, alpha);
    case ComparisonRule::JointRiskControl:
        return lowestAllowed(calibration,
            [&](std::int64_t k, std::int64_t) { return (static_cast<double>(k) + 1) / (size + 1) <= alpha; });
    case ComparisonRule::PlugIn:
        return lowestAllowed(calibration, [&](std::int64_t k, std::int64_t n) {
            return static_cast<double>(k) <= alpha * static_cast<double>(n);
        });
    case ComparisonRule::ClopperPearsonScan:
        return lowestAllowed(calibration,
            [&](std::int64_t k, std::int64_t n) { return binomialPValue(k, n, alpha) <= target.delta; });
    }
    return std::nullopt;
}

double splitConformalQuantile(std::vector<double> scores, double alpha)
{
    // Without the slack, ceil(10 * (1 - 0.1)) may round up to 10.
    constexpr double kRounding = 1e-9;
    const double rank = std::ceil((static_cast<double>(scores.size()) + 1) * (1 - alpha) - kRounding);
    if (rank > static_cast<double>(scores.size())) {
        return std::numeric_limits<double>::infinity();
    }
    const auto index = static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::nth_element(scores.begin(), scores.begin() + index, scores.end());
    return scores[static_cast<std::size_t>(index)];
}

} // namespace core::conformal
