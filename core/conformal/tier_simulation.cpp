#include "core/conformal/tier_simulation.h"

#include "core/base/rng.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/plug_in_rules.h"
#include "core/conformal/simulation.h"
#include "core/conformal/tier_sequence_calibrator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

namespace core::conformal {

namespace {

using Thresholds = std::vector<std::optional<double>>;
using ChooseThresholds
    = std::function<Thresholds(const CascadeSample& tuning, const CascadeSample& calibration)>;

double failureProbabilityOf(std::size_t tier, double difficulty)
{
    return 0.6 * difficulty * difficulty / (1 + 2 * static_cast<double>(tier));
}

double costOf(std::size_t tier)
{
    return std::pow(10.0, static_cast<double>(tier));
}

struct Query {
    double difficulty = 0;
    std::vector<double> scores;
};

Query drawQuery(std::size_t tiers, Rng& rng)
{
    Query query{rng.uniform(), {}};
    for (std::size_t t = 0; t < tiers; ++t) {
        query.scores.push_back(1 - query.difficulty + 0.1 * rng.normal());
    }
    return query;
}

CascadeSample drawSample(std::size_t tiers, std::size_t n, Rng& rng)
{
    CascadeSample sample;
    sample.tiers.resize(tiers);
    for (std::size_t i = 0; i < n; ++i) {
        const Query query = drawQuery(tiers, rng);
        for (std::size_t t = 0; t < tiers; ++t) {
            sample.tiers[t].push_back(
                {query.scores[t], rng.chance(failureProbabilityOf(t, query.difficulty))});
        }
    }
    return sample;
}

struct Truth {
    bool isViolated = false;
    double cost = 0;
    double kept = 0;
};

/// Exact up to the population's size: failures enter by their probabilities.
Truth evaluate(std::span<const Query> population, const Thresholds& thresholds, double alpha)
{
    const std::size_t tiers = thresholds.size();
    std::vector<double> accepted(tiers, 0);
    std::vector<double> failures(tiers, 0);
    Truth truth;
    for (const Query& query : population) {
        std::size_t t = 0;
        for (; t < tiers; ++t) {
            truth.cost += costOf(t);
            if (thresholds[t] && query.scores[t] >= *thresholds[t]) {
                accepted[t] += 1;
                failures[t] += failureProbabilityOf(t, query.difficulty);
                break;
            }
        }
        truth.cost += t == tiers ? costOf(tiers) : 0;
        truth.kept += t < tiers ? 1 : 0;
    }
    for (std::size_t t = 0; t < tiers; ++t) {
        truth.isViolated = truth.isViolated || failures[t] > alpha * accepted[t];
    }
    truth.cost /= static_cast<double>(population.size());
    truth.kept /= static_cast<double>(population.size());
    return truth;
}

Thresholds byUnionBound(const CascadeSample& tuning, const CascadeSample& calibration,
    const ports::RiskTarget& target, bool looksAhead)
{
    TierSequenceOptions options;
    options.looksAhead = looksAhead;
    for (std::size_t t = 0; t <= calibration.tiers.size(); ++t) {
        options.tierCosts.push_back(costOf(t));
    }
    Thresholds thresholds;
    const auto certificates = certifyTiers(tuning, calibration, target, options);
    for (std::size_t t = 0; t < calibration.tiers.size(); ++t) {
        thresholds.push_back(certificates ? (*certificates)[t].threshold : std::nullopt);
    }
    return thresholds;
}

/// The mistake that METHODS 1 warns of: later tiers see only hard queries, but are calibrated on all.
Thresholds onAllQueries(
    const CascadeSample& tuning, const CascadeSample& calibration, const ports::RiskTarget& target)
{
    Thresholds thresholds;
    const auto calibrator = makeFixedSequenceCalibrator();
    for (std::size_t t = 0; t < calibration.tiers.size(); ++t) {
        const auto certificate = calibrator->calibrate(tuning.tiers[t], calibration.tiers[t], target);
        thresholds.push_back(certificate ? certificate->threshold : std::nullopt);
    }
    return thresholds;
}

Thresholds byPlugIn(const CascadeSample& calibration, const ports::RiskTarget& target)
{
    Thresholds thresholds;
    std::vector<std::size_t> reached(calibration.size());
    for (std::size_t i = 0; i < reached.size(); ++i) {
        reached[i] = i;
    }
    for (const std::vector<ports::JudgedAnswer>& tier : calibration.tiers) {
        std::vector<ports::JudgedAnswer> answers;
        for (const std::size_t i : reached) {
            answers.push_back(tier[i]);
        }
        thresholds.push_back(comparisonThreshold(ComparisonRule::PlugIn, answers, target));
        if (thresholds.back()) {
            std::erase_if(reached, [&](std::size_t i) { return tier[i].score >= *thresholds.back(); });
        }
    }
    return thresholds;
}

} // namespace

std::vector<TierSimulationRow> simulateTiers(const TierSimulationOptions& options)
{
    constexpr std::size_t kPopulation = 20000;
    const auto tiers = static_cast<std::size_t>(std::clamp(options.certifiedTiers, 1, 3));
    const ports::RiskTarget target{options.alpha, options.delta};
    const std::array<ChooseThresholds, 4> methods{
        [&](const CascadeSample& tuning, const CascadeSample& calibration) {
            return byUnionBound(tuning, calibration, target, true);
        },
        [&](const CascadeSample& tuning, const CascadeSample& calibration) {
            return byUnionBound(tuning, calibration, target, false);
        },
        [&](const CascadeSample& tuning, const CascadeSample& calibration) {
            return onAllQueries(tuning, calibration, target);
        },
        [&](const CascadeSample&, const CascadeSample& calibration) {
            return byPlugIn(calibration, target);
        }};
    std::vector<TierSimulationRow> rows{{"union_bound_looking_ahead", true, 0, 0, 0},
        {"union_bound", true, 0, 0, 0}, {"every_tier_on_all_queries", false, 0, 0, 0},
        {"plug_in", false, 0, 0, 0}};

    Rng populationRng(mixSeed(options.seed, 0));
    std::vector<Query> population;
    for (std::size_t i = 0; i < kPopulation; ++i) {
        population.push_back(drawQuery(tiers, populationRng));
    }
    for (int trial = 0; trial < options.trials; ++trial) {
        Rng rng(mixSeed(options.seed, static_cast<std::uint64_t>(trial) + 1));
        const CascadeSample tuning = drawSample(tiers, options.n / 2, rng);
        const CascadeSample calibration = drawSample(tiers, options.n, rng);
        for (std::size_t m = 0; m < methods.size(); ++m) {
            const Truth truth = evaluate(population, methods[m](tuning, calibration), options.alpha);
            rows[m].violation += truth.isViolated ? 1 : 0;
            rows[m].costPerQuery += truth.cost;
            rows[m].keptShare += truth.kept;
        }
    }
    for (TierSimulationRow& row : rows) {
        for (double* sum : {&row.violation, &row.costPerQuery, &row.keptShare}) {
            *sum /= options.trials;
        }
    }
    return rows;
}

std::vector<InitialisationRow> simulateInitialisation(double alpha, int trials, std::uint64_t seed)
{
    std::vector<InitialisationRow> rows{
        {100, 0, 0, 0, 0.072}, {250, 0, 0, 0, 0.058}, {500, 0, 0, 0, 0.042}, {1000, 0, 0, 0, 0.039}};
    for (InitialisationRow& row : rows) {
        for (int trial = 0; trial < trials; ++trial) {
            Rng rng(mixSeed(seed + row.n, static_cast<std::uint64_t>(trial)));
            const auto calibration = drawAnswers(Scenario::Graded, row.n, alpha, rng);
            const auto threshold
                = comparisonThreshold(ComparisonRule::ConformalOnCorrect, calibration, {alpha, 0.1});
            const double lambda = std::clamp(threshold.value_or(1), 0.0, 1.0);
            const double risk = lambda < 1 ? trueRisk(Scenario::Graded, lambda, alpha) : 0;
            const double correct = 1 - trueRisk(Scenario::Graded, 0, alpha);
            row.correctEscalated += 1 - (1 - lambda) * (1 - risk) / correct;
            row.failureRate += risk;
            row.violation += risk > alpha ? 1 : 0;
        }
        for (double* sum : {&row.correctEscalated, &row.failureRate, &row.violation}) {
            *sum /= trials;
        }
    }
    return rows;
}

} // namespace core::conformal
