#include "core/conformal/simulation.h"

#include "core/base/rng.h"
#include "core/conformal/graded_sequence.h"
#include "core/conformal/plug_in_rules.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

namespace {

constexpr double kOverconfidentAbove = 0.97;
constexpr double kOverconfidentExtra = 0.2;

CertificationRow emptyRow(const ThresholdMethod& method, Scenario scenario, std::size_t n, double alpha,
    const CertificationGrid& grid)
{
    const double error = std::sqrt(grid.delta * (1 - grid.delta) / grid.trials);
    return {method.id, method.isCertified, scenario, n, alpha, 0, error, 0, 0};
}

/// Sums over trials; divided by their number at the end of the cell.
void addTrial(CertificationRow& row, std::optional<double> threshold)
{
    if (!threshold || *threshold >= 1) {
        row.noneShare += 1;
        return;
    }
    const double lambda = std::max(*threshold, 0.0);
    row.acceptedShare += 1 - lambda;
    row.violation += trueRisk(row.scenario, lambda, row.alpha) > row.alpha ? 1 : 0;
}

void simulateCell(const CertificationGrid& grid, std::span<const ThresholdMethod> methods,
    std::span<CertificationRow> rows, std::uint64_t seed)
{
    const CertificationRow& cell = rows.front();
    const ports::RiskTarget target{cell.alpha, grid.delta};
    const std::size_t tuningSize = std::max<std::size_t>(50, cell.n / 2);
    for (int trial = 0; trial < grid.trials; ++trial) {
        Rng rng(mixSeed(seed, static_cast<std::uint64_t>(trial)));
        const auto tuning = drawAnswers(cell.scenario, tuningSize, cell.alpha, rng);
        const auto calibration = drawAnswers(cell.scenario, cell.n, cell.alpha, rng);
        for (std::size_t m = 0; m < methods.size(); ++m) {
            addTrial(rows[m], methods[m].choose(tuning, calibration, target));
        }
    }
    for (CertificationRow& row : rows) {
        for (double* sum : {&row.violation, &row.acceptedShare, &row.noneShare}) {
            *sum /= grid.trials;
        }
    }
}

std::vector<GradedAnswer> asGraded(std::span<const ports::JudgedAnswer> answers)
{
    std::vector<GradedAnswer> graded;
    for (const ports::JudgedAnswer& answer : answers) {
        graded.push_back({answer.score, answer.isFailure ? 1.0 : 0.0});
    }
    return graded;
}

ThresholdMethod gradedMethod(std::string id, GradedBound bound)
{
    return {std::move(id), true,
        [bound](std::span<const ports::JudgedAnswer> tuning, std::span<const ports::JudgedAnswer> calibration,
            const ports::RiskTarget& target) -> std::optional<double> {
            const auto certificate
                = certifyGraded(asGraded(tuning), asGraded(calibration), target, {40, bound});
            return certificate ? certificate->threshold : std::nullopt;
        }};
}

ThresholdMethod comparisonMethod(ComparisonRule rule)
{
    return {std::string(toString(rule)), false,
        [rule](std::span<const ports::JudgedAnswer>, std::span<const ports::JudgedAnswer> calibration,
            const ports::RiskTarget& target) { return comparisonThreshold(rule, calibration, target); }};
}

} // namespace

std::string_view toString(Scenario scenario)
{
    constexpr std::string_view kNames = "ABCDE";
    return kNames.substr(static_cast<std::size_t>(scenario), 1);
}

double failureProbability(Scenario scenario, double score, double alpha)
{
    const double gap = 1 - score;
    switch (scenario) {
    case Scenario::Graded:
        return 0.5 * gap * gap;
    case Scenario::Hard:
        return 0.02 + 0.6 * gap;
    case Scenario::OverconfidentTop:
        return 0.5 * gap * gap + (score > kOverconfidentAbove ? kOverconfidentExtra : 0.0);
    case Scenario::Hopeless:
        return 0.2;
    case Scenario::FlatAboveAlpha:
        return 1.01 * alpha;
    }
    return 1;
}

double trueRisk(Scenario scenario, double threshold, double alpha)
{
    const double gap = 1 - threshold;
    switch (scenario) {
    case Scenario::Graded:
        return gap * gap / 6;
    case Scenario::Hard:
        return 0.02 + 0.3 * gap;
    case Scenario::OverconfidentTop:
        return gap * gap / 6 + kOverconfidentExtra * std::min(gap, 1 - kOverconfidentAbove) / gap;
    case Scenario::Hopeless:
    case Scenario::FlatAboveAlpha:
        return failureProbability(scenario, threshold, alpha);
    }
    return 1;
}

std::vector<ports::JudgedAnswer> drawAnswers(Scenario scenario, std::size_t count, double alpha, Rng& rng)
{
    std::vector<ports::JudgedAnswer> answers;
    answers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double score = rng.uniform();
        answers.push_back({score, rng.chance(failureProbability(scenario, score, alpha))});
    }
    return answers;
}

ThresholdMethod fixedSequenceMethod(std::string id, const FixedSequenceOptions& options)
{
    return {std::move(id), true,
        [options](std::span<const ports::JudgedAnswer> tuning,
            std::span<const ports::JudgedAnswer> calibration,
            const ports::RiskTarget& target) -> std::optional<double> {
            const double ratio = static_cast<double>(calibration.size()) / static_cast<double>(tuning.size());
            const SequencePlan plan = planSequence(tuning, ratio, target, options);
            const SequenceOutcome outcome = runSequence(plan, calibration, target);
            return outcome.selected ? std::optional(outcome.steps[*outcome.selected].threshold)
                                    : std::nullopt;
        }};
}

std::vector<ThresholdMethod> certificationMethods()
{
    std::vector<ThresholdMethod> methods{
        fixedSequenceMethod("fixed_sequence", {}),
        fixedSequenceMethod("fixed_sequence_plug_in_start", {40, StartRule::MostPower}),
        fixedSequenceMethod("fixed_sequence_expected_share", {40, StartRule::ExpectedShare}),
        fixedSequenceMethod("fixed_sequence_strictest_start", {40, StartRule::Strictest}),
        gradedMethod("graded_hoeffding_bentkus", GradedBound::HoeffdingBentkus),
        gradedMethod("graded_betting", GradedBound::Betting),
    };
    for (const ComparisonRule rule : {ComparisonRule::ConformalOnCorrect, ComparisonRule::ConformalOnFailures,
             ComparisonRule::JointRiskControl, ComparisonRule::PlugIn, ComparisonRule::ClopperPearsonScan}) {
        methods.push_back(comparisonMethod(rule));
    }
    return methods;
}

std::vector<CertificationRow> simulateCertification(
    const CertificationGrid& grid, std::span<const ThresholdMethod> methods)
{
    std::vector<CertificationRow> rows;
    for (const double alpha : grid.alphas) {
        for (const Scenario scenario : grid.scenarios) {
            for (const std::size_t n : grid.sizes) {
                const std::size_t first = rows.size();
                for (const ThresholdMethod& method : methods) {
                    rows.push_back(emptyRow(method, scenario, n, alpha, grid));
                }
                // Of the cell's own values, so that a part of the grid gives the same figures as the whole.
                const std::uint64_t cell = static_cast<std::uint64_t>(scenario) * 1'000'000'000
                    + static_cast<std::uint64_t>(n) * 1000 + static_cast<std::uint64_t>(alpha * 1000);
                simulateCell(grid, methods, std::span(rows).subspan(first), mixSeed(grid.seed, cell));
            }
        }
    }
    return rows;
}

} // namespace core::conformal
