#include "core/torch/confidence.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace core::torch {

namespace {

constexpr double kPenalty = 0.5; ///< as strong as half an observation per weight
constexpr int kNewtonSteps = 50;

using Matrix = std::vector<std::vector<double>>;

/// Solves a x = b for a symmetric positive definite matrix by Gaussian elimination.
std::vector<double> solved(Matrix a, std::vector<double> b)
{
    const std::size_t size = b.size();
    for (std::size_t pivot = 0; pivot < size; ++pivot) {
        for (std::size_t row = pivot + 1; row < size; ++row) {
            const double factor = a[row][pivot] / a[pivot][pivot];
            for (std::size_t column = pivot; column < size; ++column) {
                a[row][column] -= factor * a[pivot][column];
            }
            b[row] -= factor * b[pivot];
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t column = row + 1; column < size; ++column) {
            b[row] -= a[row][column] * b[column];
        }
        b[row] /= a[row][row];
    }
    return b;
}

double negativeLogLikelihood(std::span<const JudgedLogits> items, double temperature)
{
    double sum = 0;
    for (const JudgedLogits& item : items) {
        const std::vector<double> distribution = softmax(item.logits, temperature);
        double right = 0;
        for (const std::uint32_t label : item.right) {
            right += distribution[label];
        }
        sum -= std::log(std::max(1e-12, right));
    }
    return sum;
}

/// Coefficients as one vector, the bias last.
double valueAt(std::span<const double> coefficients, std::span<const double> x)
{
    double value = coefficients.back();
    for (std::size_t i = 0; i < x.size(); ++i) {
        value += coefficients[i] * x[i];
    }
    return value;
}

double penalisedLoss(std::span<const LogisticSample> samples, std::span<const double> coefficients,
    std::span<const double> prior)
{
    double loss = 0;
    for (const LogisticSample& sample : samples) {
        const double value = valueAt(coefficients, sample.x);
        loss += std::max(value, 0.0) + std::log1p(std::exp(-std::abs(value))) - value * sample.target;
    }
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
        loss += 0.5 * kPenalty * (coefficients[i] - prior[i]) * (coefficients[i] - prior[i]);
    }
    return loss;
}

std::vector<double> newtonStep(std::span<const LogisticSample> samples, std::span<const double> coefficients,
    std::span<const double> prior)
{
    const std::size_t size = coefficients.size();
    Matrix curvature(size, std::vector<double>(size, 0.0));
    std::vector<double> gradient(size);
    for (std::size_t i = 0; i < size; ++i) {
        curvature[i][i] = kPenalty;
        gradient[i] = kPenalty * (coefficients[i] - prior[i]);
    }
    for (const LogisticSample& sample : samples) {
        const double p = sigmoid(valueAt(coefficients, sample.x));
        const auto input = [&](std::size_t i) { return i + 1 == size ? 1.0 : sample.x[i]; };
        for (std::size_t i = 0; i < size; ++i) {
            gradient[i] += (p - sample.target) * input(i);
            for (std::size_t j = 0; j < size; ++j) {
                curvature[i][j] += p * (1 - p) * input(i) * input(j);
            }
        }
    }
    return solved(std::move(curvature), std::move(gradient));
}

} // namespace

std::vector<double> softmax(std::span<const float> logits, double temperature)
{
    std::vector<double> distribution(logits.size());
    if (logits.empty()) {
        return distribution;
    }
    const double top = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        distribution[i] = std::exp((static_cast<double>(logits[i]) - top) / temperature);
        sum += distribution[i];
    }
    std::for_each(distribution.begin(), distribution.end(), [sum](double& p) { p /= sum; });
    return distribution;
}

DistributionSummary summaryOf(std::span<const double> distribution)
{
    DistributionSummary summary;
    double second = 0;
    for (std::size_t i = 0; i < distribution.size(); ++i) {
        const double p = distribution[i];
        if (p > summary.probability) {
            second = std::exchange(summary.probability, p);
            summary.best = i;
        } else {
            second = std::max(second, p);
        }
        summary.entropy -= p > 0 ? p * std::log(p) : 0.0;
    }
    summary.margin = summary.probability - second;
    summary.entropy = distribution.size() < 2
        ? 0.0
        : summary.entropy / std::log(static_cast<double>(distribution.size()));
    summary.entropy = std::clamp(summary.entropy, 0.0, 1.0);
    return summary;
}

double fitTemperature(std::span<const JudgedLogits> items)
{
    if (items.size() < kFewestForTemperature) {
        return 1;
    }
    const double ratio = (std::sqrt(5.0) - 1) / 2; // golden-section search over the logarithm
    double low = std::log(0.05);
    double high = std::log(20.0);
    for (int i = 0; i < 40; ++i) {
        const double left = high - ratio * (high - low);
        const double right = low + ratio * (high - low);
        if (negativeLogLikelihood(items, std::exp(left)) < negativeLogLikelihood(items, std::exp(right))) {
            high = right;
        } else {
            low = left;
        }
    }
    return std::exp(0.5 * (low + high));
}

double LogisticModel::probability(std::span<const double> x) const
{
    double value = bias;
    for (std::size_t i = 0; i < std::min(x.size(), weights.size()); ++i) {
        value += weights[i] * x[i];
    }
    return sigmoid(value);
}

LogisticModel fitLogistic(std::span<const LogisticSample> samples, const LogisticModel& prior)
{
    std::vector<double> centre = prior.weights;
    centre.push_back(prior.bias);
    std::vector<double> coefficients = centre;
    double loss = penalisedLoss(samples, coefficients, centre);
    for (int i = 0; i < kNewtonSteps; ++i) {
        const std::vector<double> step = newtonStep(samples, coefficients, centre);
        double scale = 1;
        double reached = loss;
        std::vector<double> candidate = coefficients;
        for (int halving = 0; halving < 20; ++halving, scale /= 2) {
            for (std::size_t j = 0; j < step.size(); ++j) {
                candidate[j] = coefficients[j] - scale * step[j];
            }
            reached = penalisedLoss(samples, candidate, centre);
            if (reached <= loss) {
                break;
            }
        }
        if (!(reached < loss - 1e-10)) {
            break;
        }
        coefficients = candidate;
        loss = reached;
    }
    LogisticModel model;
    model.bias = coefficients.back();
    coefficients.pop_back();
    model.weights = std::move(coefficients);
    return model;
}

double sigmoid(double value)
{
    return 1 / (1 + std::exp(-value));
}

double logOdds(double probability)
{
    const double p = std::clamp(probability, 1e-6, 1 - 1e-6);
    return std::log(p / (1 - p));
}

} // namespace core::torch
