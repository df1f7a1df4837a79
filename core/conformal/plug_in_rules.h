#pragma once

#include "core/ports/threshold_calibrator.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace core::conformal {

/// Rules that operators may know and compare with. None of them bounds the failure rate among accepted
/// answers (METHODS 1), and every place that offers one must show its label.
enum class ComparisonRule {
    ConformalOnCorrect, ///< RouteNLP's initialisation: conformal quantile of 1 - score over correct answers
    ConformalOnFailures, ///< accepts at most a share alpha of the failures
    JointRiskControl, ///< conformal risk control of P(accepted and failed)
    PlugIn, ///< most acceptance with an observed failure rate of at most alpha
    ClopperPearsonScan, ///< most acceptance with an uncorrected Clopper-Pearson bound of at most alpha
};

/// Stable id, e.g. "plug_in".
[[nodiscard]] std::string_view toString(ComparisonRule rule);
[[nodiscard]] std::optional<ComparisonRule> comparisonRuleFrom(std::string_view id);
/// What the console shows beside the rule, e.g. "Conformal initialisation (RouteNLP), no failure-rate
/// guarantee".
[[nodiscard]] std::string_view labelOf(ComparisonRule rule);

/// Threshold (accept at score >= value) by the rule; absent when it accepts nothing. NaN scores are left out.
[[nodiscard]] std::optional<double> comparisonThreshold(
    ComparisonRule rule, std::span<const ports::JudgedAnswer> calibration, const ports::RiskTarget& target);

/// The ceil((n + 1)(1 - alpha))-th smallest score; +infinity when that rank is above n.
[[nodiscard]] double splitConformalQuantile(std::vector<double> scores, double alpha);

} // namespace core::conformal
