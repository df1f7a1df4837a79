#include "core/routing/sparse_ridge.h"

#include "core/routing/packed_rows.h"

#include <cmath>

namespace core::routing {

namespace {

std::vector<double> dots(const std::vector<float>& a, const std::vector<float>& b, std::size_t outputs)
{
    std::vector<double> sums(outputs, 0.0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        sums[i % outputs] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    return sums;
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
    const std::size_t size = packed.featureOf.size() * outputs;
    std::vector<float> solution(size, 0.0F);
    std::vector<float> residual(size, 0.0F);
    packed.transposedTimes(errors, residual);
    std::vector<float> direction = residual;
    std::vector<float> image(size, 0.0F);
    std::vector<double> squares = dots(residual, residual, outputs);
    for (int iteration = 0; iteration < options.iterations && !(isStopped && isStopped()); ++iteration) {
        packed.times(direction, errors);
        for (std::size_t i = 0; i < errors.size(); ++i) {
            errors[i] *= mask[i];
        }
        packed.transposedTimes(errors, image);
        for (std::size_t i = 0; i < size; ++i) {
            image[i] += static_cast<float>(options.penalty) * direction[i];
        }
        const std::vector<double> curvature = dots(direction, image, outputs);
        std::vector<float> step(outputs, 0.0F);
        for (std::size_t k = 0; k < outputs; ++k) {
            step[k] = curvature[k] > 1e-12 ? static_cast<float>(squares[k] / curvature[k]) : 0.0F;
        }
        for (std::size_t i = 0; i < size; ++i) {
            solution[i] += step[i % outputs] * direction[i];
            residual[i] -= step[i % outputs] * image[i];
        }
        const std::vector<double> next = dots(residual, residual, outputs);
        for (std::size_t k = 0; k < outputs; ++k) {
            step[k] = squares[k] > 1e-12 ? static_cast<float>(next[k] / squares[k]) : 0.0F;
        }
        for (std::size_t i = 0; i < size; ++i) {
            direction[i] = residual[i] + step[i % outputs] * direction[i];
        }
        squares = next;
    }
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
