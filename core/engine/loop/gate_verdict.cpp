#include "core/engine/loop/gate_verdict.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace core::engine::loop {

using domain::GateAnswer;
using domain::GateMetric;
using domain::Verdict;

namespace {

const char* wordsFor(std::string_view name)
{
    return name == domain::kGateStudentQuality     ? "the student's own answers"
        : name == domain::kGateServedQuality       ? "what clients would get"
        : name == domain::kGateAnchorStudentQuality ? "the student's own answers since the first certified champion"
        : name == domain::kGateAnchorServedQuality ? "what clients would get since the first certified champion"
        : name == domain::kGateCost                ? "the cost at equal certified risk"
        : name == domain::kGateRisk                ? "the risk of accepted answers"
                                                   : "one slice";
}

std::string whereOf(const GateMetric& metric)
{
    return metric.slice.empty() ? wordsFor(metric.name) : "slice '" + metric.slice + "'";
}

std::string formatted(const char* format, double value)
{
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string points(double share)
{
    return formatted("%+.1f%%", 100 * share);
}

/// What a risk above alpha, that refutes nothing, amounts to; empty where it is not above.
std::string riskTaken(std::span<const GateMetric> metrics)
{
    const auto risk = std::ranges::find(metrics, domain::kGateRisk, &GateMetric::name);
    if (risk == metrics.end() || risk->verdict != Verdict::Marginal) {
        return {};
    }
    return "; of " + std::to_string(risk->n) + " accepted answers " + formatted("%.1f%%", 100 * risk->challenger)
        + " fail, above the risk level, which does not refute the certificate (p = " + formatted("%.2f", risk->pValue) + ")";
}

} // namespace

std::string lookWords(int look, double level)
{
    return look <= 0 ? std::string()
                     : "; look " + std::to_string(look) + " at the gate texts with this champion, level "
            + formatted(level < 0.001 ? "%.5f" : "%.3f", level);
}

std::string assumed(std::span<const GateAnswer> answers)
{
    const auto count = std::ranges::count(answers, true, &GateAnswer::isLastTierAssumed);
    return count == 0 ? std::string()
                      : "; the last tier's answers to " + std::to_string(count) + " of " + std::to_string(answers.size())
            + " gate texts are not known and count as meeting the target, never as a gain";
}

const GateMetric* doubtfulSlice(std::span<const GateMetric> metrics)
{
    const auto found = std::ranges::find_if(metrics, [](const GateMetric& metric) {
        return metric.name == domain::kGateSlice && metric.verdict == Verdict::Marginal;
    });
    return found == metrics.end() ? nullptr : &*found;
}

GateVerdict waiting(const GateMetric& marginal)
{
    return {domain::LoopOutcome::NotEnoughData, "no gate failed, but the result is marginal: " + whereOf(marginal)};
}

std::string spentSinceFirst(std::span<const GateMetric> metrics, double clientsMayLose, double ownMayLose)
{
    std::string spent;
    for (const GateMetric& metric : metrics) {
        if (metric.name == domain::kGateAnchorServedQuality) {
            spent += "; since the first certified champion clients would get " + points(metric.difference) + " (of "
                + points(-clientsMayLose) + " that may go)";
        } else if (metric.name == domain::kGateAnchorStudentQuality) {
            spent += ", the student's own answers " + points(metric.difference) + " (of " + points(-ownMayLose) + ")";
        }
    }
    return spent;
}

GateVerdict verdictOver(std::span<const GateMetric> metrics)
{
    for (const GateMetric& metric : metrics) {
        if (metric.verdict == Verdict::Fail) {
            return {domain::LoopOutcome::Discarded, "a gate failed: " + whereOf(metric)};
        }
    }
    for (const GateMetric& metric : metrics) {
        // slices are many and small: what they cannot show stops nobody
        if (metric.verdict == Verdict::NotEnoughData && metric.slice.empty()) {
            return {domain::LoopOutcome::NotEnoughData,
                std::string("not enough data to decide about ") + wordsFor(metric.name)};
        }
    }
    for (const GateMetric& metric : metrics) {
        // an estimate alone is a coin's toss where nothing changed: many runs on one split would find one
        if (metric.verdict == Verdict::Marginal && metric.name == domain::kGateCost) {
            return waiting(metric);
        }
    }
    if (const GateMetric* slice = doubtfulSlice(metrics)) {
        return waiting(*slice);
    }
    return {domain::LoopOutcome::Promoted, "every gate passed" + riskTaken(metrics)};
}

} // namespace core::engine::loop
