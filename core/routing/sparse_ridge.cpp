#include "core/routing/sparse_ridge.h"

#include "core/routing/packed_rows.h"

#include <cmath>

namespace core::routing {

namespace {

/// Values of all outputs side by side: a[i] += by[output] * b[i], and a[i] = b[i] + by[output] * a[i].
template<std::size_t Known>
void addScaled(std::vector<float>& a, const std::vector<float>& b, const std::vector<float>& by)
{
    const std::size_t outputs = Known != 0 ? Known : by.size();
    for (std::size_t i = 0; i < a.size(); i += outputs) {
        for (std::size_t k = 0; k < outputs; ++k) {
            a[i + k] += by[k] * b[i + k];
        }
    }
}

template<std::size_t Known>
void scaleAndAdd(std::vector<float>& a, const std::vector<float>& b, const std::vector<float>& by)
{
    const std::size_t outputs = Known != 0 ? Known : by.size();
    for (std::size_t i = 0; i < a.size(); i += outputs) {
        for (std::size_t k = 0; k < outputs; ++k) {
            a[i + k] = b[i + k] + by[k] * a[i + k];
        }
    }
}

template<std::size_t Known>
std::vector<double> dotsOf(const std::vector<float>& a, const std::vector<float>& b, std::size_t count)
{
    const std::size_t outputs = Known != 0 ? Known : count;
    std::vector<double> sums(outputs, 0.0);
    for (std::size_t i = 0; i < a.size(); i += outputs) {
        for (std::size_t k = 0; k < outputs; ++k) {
            sums[k] += static_cast<double>(a[i + k]) * static_cast<double>(b[i + k]);
        }
    }
    return sums;
}

/// Solves (X' M X + penalty) w = X' M errors for every output by conjugate gradients; `errors` is used up.
template<std::size_t Known>
std::vector<float> conjugateGradients(const PackedRows& packed, const std::vector<float>& mask,
    std::vector<float>& errors, const RidgeOptions& options, const std::function<bool()>& isStopped)
{
    const std::size_t outputs = packed.outputs;
    const std::size_t size = packed.featureOf.size() * outputs;
    std::vector<float> solution(size, 0.0F);
    std::vector<float> residual(size, 0.0F);
    packed.transposedTimes(errors, residual);
    std::vector<float> direction = residual;
    std::vector<float> image(size, 0.0F);
    const std::vector<float> penalty(outputs, static_cast<float>(options.penalty));
    std::vector<double> squares = dotsOf<Known>(residual, residual, outputs);
    const std::vector<double> atFirst = squares;
    const auto isSolved = [&] {
        bool is = true;
        for (std::size_t k = 0; k < outputs; ++k) {
            is = is && squares[k] <= options.tolerance * options.tolerance * atFirst[k];
        }
        return is;
    };
    for (int iteration = 0; iteration < options.iterations && !isSolved() && !(isStopped && isStopped());
         ++iteration) {
        packed.times(direction, errors);
        for (std::size_t i = 0; i < errors.size(); ++i) {
            errors[i] *= mask[i];
        }
        packed.transposedTimes(errors, image);
        addScaled<Known>(image, direction, penalty);
        const std::vector<double> curvature = dotsOf<Known>(direction, image, outputs);
        std::vector<float> step(outputs, 0.0F);
        for (std::size_t k = 0; k < outputs; ++k) {
            step[k] = curvature[k] > 1e-12 ? static_cast<float>(squares[k] / curvature[k]) : 0.0F;
        }
        addScaled<Known>(solution, direction, step);
        for (float& value : step) {
            value = -value;
        }
        addScaled<Known>(residual, image, step);
        const std::vector<double> next = dotsOf<Known>(residual, residual, outputs);
        for (std::size_t k = 0; k < outputs; ++k) {
            step[k] = squares[k] > 1e-12 ? static_cast<float>(next[k] / squares[k]) : 0.0F;
        }
        scaleAndAdd<Known>(direction, residual, step);
        squares = next;
    }
    return solution;
}

} // namespace

void SparseRidge::fit(std::span<const RidgeRow> rows, std::size_t features, std::size_t outputs,
    const RidgeOptions& options, const std::function<bool()>& isStopped)
{
    std::vector<const SparseVector*> vectors;
    for (const RidgeRow& row : rows) {
        vectors.push_back(row.features);
    }
    const PackedRows packed(vectors, features, outputs);
    m_biases.assign(outputs, 0.0);
    std::vector<double> observed(outputs, 0.0);
    for (const RidgeRow& row : rows) {
        for (std::size_t k = 0; k < outputs; ++k) {
            if (!std::isnan(row.targets[k])) {
                m_biases[k] += row.weight * row.targets[k];
                observed[k] += row.weight;
            }
        }
    }
    std::vector<float> mask(rows.size() * outputs, 0.0F);
    std::vector<float> errors(rows.size() * outputs, 0.0F);
    for (std::size_t k = 0; k < outputs; ++k) {
        m_biases[k] = observed[k] > 0 ? m_biases[k] / observed[k] : 0.5;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t k = 0; k < outputs; ++k) {
            if (!std::isnan(rows[i].targets[k])) {
                mask[i * outputs + k] = static_cast<float>(rows[i].weight);
                errors[i * outputs + k]
                    = static_cast<float>(rows[i].weight * (rows[i].targets[k] - m_biases[k]));
            }
        }
    }
    std::vector<float> solution;
    withOutputs(outputs, [&](auto known) {
        solution = conjugateGradients<known.value>(packed, mask, errors, options, isStopped);
    });
    m_weights.assign(features * outputs, 0.0F);
    for (std::size_t c = 0; c < packed.featureOf.size(); ++c) {
        for (std::size_t k = 0; k < outputs; ++k) {
            m_weights[packed.featureOf[c] * outputs + k] = solution[c * outputs + k];
        }
    }
}

void SparseRidge::addTo(std::span<double> sums, const SparseVector& features) const
{
    const std::size_t outputs = sums.size();
    for (std::size_t k = 0; k < outputs; ++k) {
        sums[k] += m_biases[k];
    }
    for (const SparseEntry& entry : features) {
        const float* weights = &m_weights[entry.index * outputs];
        for (std::size_t k = 0; k < outputs; ++k) {
            sums[k] += static_cast<double>(entry.value * weights[k]);
        }
    }
}

} // namespace core::routing
