#include "core/conformal/logistic_regression.h"

#include <algorithm>
#include <cmath>

namespace core::conformal {

namespace {

/// Gradient and (symmetric, row-major) negative Hessian of the penalised log-likelihood.
struct NewtonSystem {
    explicit NewtonSystem(std::size_t size)
        : gradient(size, 0.0)
        , hessian(size * size, 0.0)
    {
    }

    std::vector<double> gradient;
    std::vector<double> hessian;
};

double softplus(double z)
{
    return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z));
}

double objective(std::span<const LogisticSample> samples, std::span<const double> w, double ridge)
{
    double value = 0;
    for (const LogisticSample& sample : samples) {
        const double z = linearScore(w, sample.features);
        value += sample.successes * z - sample.trials * softplus(z);
    }
    for (std::size_t a = 1; a < w.size(); ++a) {
        value -= 0.5 * ridge * w[a] * w[a];
    }
    return value;
}

void addSample(NewtonSystem& system, const LogisticSample& sample, std::span<const double> w)
{
    const std::size_t size = w.size();
    const double p = sigmoid(linearScore(w, sample.features));
    const double residual = sample.successes - sample.trials * p;
    const double weight = sample.trials * p * (1 - p);
    const auto value = [&](std::size_t a) { return a == 0 ? 1.0 : sample.features[a - 1]; };
    for (std::size_t a = 0; a < size; ++a) {
        system.gradient[a] += residual * value(a);
        for (std::size_t b = 0; b <= a; ++b) {
            system.hessian[a * size + b] += weight * value(a) * value(b);
        }
    }
}

NewtonSystem newtonSystem(std::span<const LogisticSample> samples, std::span<const double> w, double ridge)
{
    const std::size_t size = w.size();
    NewtonSystem system(size);
    for (const LogisticSample& sample : samples) {
        addSample(system, sample, w);
    }
    for (std::size_t a = 0; a < size; ++a) {
        constexpr double kConditioning = 1e-9; // keeps the factorisation defined when all labels agree
        system.gradient[a] -= a == 0 ? 0.0 : ridge * w[a];
        system.hessian[a * size + a] += (a == 0 ? 0.0 : ridge) + kConditioning;
    }
    return system;
}

/// Solves hessian * step = gradient by Cholesky; the factor overwrites the lower triangle.
std::vector<double> solve(NewtonSystem system)
{
    const std::size_t size = system.gradient.size();
    std::vector<double>& l = system.hessian;
    std::vector<double>& x = system.gradient;
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = l[i * size + j];
            for (std::size_t k = 0; k < j; ++k) {
                sum -= l[i * size + k] * l[j * size + k];
            }
            l[i * size + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / l[j * size + j];
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            x[i] -= l[i * size + k] * x[k];
        }
        x[i] /= l[i * size + i];
    }
    for (std::size_t i = size; i-- > 0;) {
        for (std::size_t k = i + 1; k < size; ++k) {
            x[i] -= l[k * size + i] * x[k];
        }
        x[i] /= l[i * size + i];
    }
    return x;
}

/// Moves along `step`, halved until the objective does not fall; returns the largest change.
double lineSearch(std::span<const LogisticSample> samples, std::vector<double>& w,
    const std::vector<double>& step, double ridge)
{
    const double before = objective(samples, w, ridge);
    double scale = 1;
    std::vector<double> candidate(w.size());
    for (int halving = 0; halving < 30; ++halving, scale /= 2) {
        double largest = 0;
        for (std::size_t a = 0; a < w.size(); ++a) {
            candidate[a] = w[a] + scale * step[a];
            largest = std::max(largest, std::abs(scale * step[a]));
        }
        if (objective(samples, candidate, ridge) >= before) {
            w = candidate;
            return largest;
        }
    }
    return 0;
}

/// Half a success and half a failure are added, so that one-class data give a finite intercept.
double startingIntercept(std::span<const LogisticSample> samples)
{
    double successes = 0.5;
    double failures = 0.5;
    for (const LogisticSample& sample : samples) {
        successes += sample.successes;
        failures += sample.trials - sample.successes;
    }
    return std::log(successes / failures);
}

bool isUsable(std::span<const LogisticSample> samples)
{
    const auto isFinite = [](const LogisticSample& sample) {
        return std::isfinite(sample.trials) && std::isfinite(sample.successes)
            && std::all_of(
                sample.features.begin(), sample.features.end(), [](double x) { return std::isfinite(x); });
    };
    const bool hasTrials = std::any_of(
        samples.begin(), samples.end(), [](const LogisticSample& sample) { return sample.trials > 0; });
    return hasTrials && std::all_of(samples.begin(), samples.end(), isFinite);
}

} // namespace

std::vector<double> fitLogistic(std::span<const LogisticSample> samples, const LogisticOptions& options)
{
    if (!isUsable(samples)) {
        return {};
    }
    std::vector<double> w(samples.front().features.size() + 1, 0.0);
    w[0] = startingIntercept(samples);
    const double farthest = std::abs(w[0]) + 30;
    for (int i = 0; i < options.maxIterations; ++i) {
        const std::vector<double> step = solve(newtonSystem(samples, w, options.ridge));
        const double change = lineSearch(samples, w, step, options.ridge);
        if (change < options.tolerance || std::abs(w[0]) > farthest) {
            break;
        }
    }
    return w;
}

double sigmoid(double z)
{
    return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z));
}

double linearScore(std::span<const double> coefficients, std::span<const double> features)
{
    double z = coefficients[0];
    for (std::size_t a = 0; a < features.size(); ++a) {
        z += coefficients[a + 1] * features[a];
    }
    return z;
}

} // namespace core::conformal
