#include "core/conformal/score_calibration.h"

#include "core/conformal/logistic_regression.h"

#include <boost/math/tools/minima.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::conformal {

namespace {

/// Scores of exactly 0 or 1 have no finite logit.
constexpr double kProbabilityFloor = 1e-6;

double logit(double p)
{
    const double bounded = std::clamp(p, kProbabilityFloor, 1 - kProbabilityFloor);
    return std::log(bounded / (1 - bounded));
}

std::vector<ScoredOutcome> ascending(std::span<const ScoredOutcome> outcomes)
{
    std::vector<ScoredOutcome> sorted;
    std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(sorted),
        [](const ScoredOutcome& outcome) { return !std::isnan(outcome.confidence); });
    std::sort(sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.confidence < b.confidence; });
    return sorted;
}

double logLoss(std::span<const double> logits, std::span<const ScoredOutcome> outcomes, double temperature)
{
    double loss = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const double z = (outcomes[i].isCorrect ? -1 : 1) * logits[i] / temperature;
        loss += z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
    }
    return loss;
}

} // namespace

double TemperatureScaling::apply(double confidence) const
{
    return std::isnan(confidence) ? confidence : sigmoid(logit(confidence) / temperature);
}

TemperatureScaling fitTemperature(std::span<const ScoredOutcome> tuning)
{
    const std::vector<ScoredOutcome> outcomes = ascending(tuning);
    if (outcomes.empty()) {
        return {};
    }
    std::vector<double> logits;
    for (const ScoredOutcome& outcome : outcomes) {
        logits.push_back(logit(outcome.confidence));
    }
    // The loss is convex in 1 / temperature.
    const auto [inverse, loss] = boost::math::tools::brent_find_minima(
        [&](double inverseTemperature) { return logLoss(logits, outcomes, 1 / inverseTemperature); }, 0.05,
        20.0, 40);
    return {1 / inverse};
}

std::vector<double> poolAdjacentViolators(std::span<const double> values, std::span<const double> weights)
{
    struct Block {
        double sum;
        double weight;
        std::size_t size;
        [[nodiscard]] double mean() const { return sum / weight; }
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        blocks.push_back({values[i] * weights[i], weights[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back() = {blocks.back().sum + last.sum, blocks.back().weight + last.weight,
                blocks.back().size + last.size};
        }
    }
    std::vector<double> fit;
    fit.reserve(values.size());
    for (const Block& block : blocks) {
        fit.insert(fit.end(), block.size, block.mean());
    }
    return fit;
}

IsotonicMap fitIsotonic(std::span<const ScoredOutcome> tuning)
{
    IsotonicMap map;
    std::vector<double> means;
    std::vector<double> weights;
    for (const ScoredOutcome& outcome : ascending(tuning)) {
        if (map.scores.empty() || map.scores.back() < outcome.confidence) {
            map.scores.push_back(outcome.confidence);
            means.push_back(0);
            weights.push_back(0);
        }
        weights.back() += 1;
        means.back() += ((outcome.isCorrect ? 1.0 : 0.0) - means.back()) / weights.back();
    }
    map.values = poolAdjacentViolators(means, weights);
    return map;
}

double IsotonicMap::apply(double score) const
{
    if (scores.empty() || std::isnan(score)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto above = std::upper_bound(scores.begin(), scores.end(), score) - scores.begin();
    return values[static_cast<std::size_t>(std::max<std::ptrdiff_t>(above, 1)) - 1];
}

VennAbers::VennAbers(std::span<const ScoredOutcome> calibration)
{
    for (const ScoredOutcome& outcome : ascending(calibration)) {
        if (m_levels.empty() || m_levels.back().score < outcome.confidence) {
            m_levels.push_back({outcome.confidence, 0, 0});
        }
        m_levels.back().weight += 1;
        m_levels.back().correct += outcome.isCorrect ? 1 : 0;
    }
}

double VennAbers::fittedAt(double score, double label) const
{
    std::vector<double> means;
    std::vector<double> weights;
    std::size_t position = m_levels.size();
    const auto add = [&](double correct, double weight) {
        means.push_back(correct / weight);
        weights.push_back(weight);
    };
    for (const Level& level : m_levels) {
        if (position == m_levels.size() && level.score >= score) {
            position = means.size();
            const bool isTie = level.score == score;
            add(label + (isTie ? level.correct : 0), 1 + (isTie ? level.weight : 0));
            if (isTie) {
                continue;
            }
        }
        add(level.correct, level.weight);
    }
    if (position == m_levels.size()) {
        add(label, 1);
    }
    return poolAdjacentViolators(means, weights)[position];
}

VennAbers::Prediction VennAbers::predict(double score) const
{
    if (m_levels.empty() || std::isnan(score)) {
        return {};
    }
    const double p0 = fittedAt(score, 0);
    const double p1 = fittedAt(score, 1);
    return {p0, p1, p1 / (1 - p0 + p1)};
}

} // namespace core::conformal
