#include "core/routing/sparse_ridge.h"

#include <cmath>

namespace core::routing {

namespace {

/// The rows packed for many passes, with features renumbered to those that occur.
struct Packed {
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint32_t> columns;
    std::vector<float> values;
    std::vector<std::uint32_t> featureOf; ///< column -> feature
    std::size_t outputs = 0;

    Packed(std::span<const RidgeRow> rows, std::size_t features, std::size_t count)
        : outputs(count)
    {
        std::vector<std::uint32_t> columnOf(features, ~0U);
        for (const RidgeRow& row : rows) {
            for (const SparseEntry& entry : *row.features) {
                if (columnOf[entry.index] == ~0U) {
                    columnOf[entry.index] = static_cast<std::uint32_t>(featureOf.size());
                    featureOf.push_back(entry.index);
                }
                columns.push_back(columnOf[entry.index]);
                values.push_back(entry.value);
            }
            offsets.push_back(columns.size());
        }
    }

    /// X v: one value a row and output.
    void times(const std::vector<float>& v, std::vector<float>& product) const
    {
        std::fill(product.begin(), product.end(), 0.0F);
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            float* out = &product[row * outputs];
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                const float* in = &v[columns[i] * outputs];
                for (std::size_t k = 0; k < outputs; ++k) {
                    out[k] += values[i] * in[k];
                }
            }
        }
    }

    /// X' r: one value a column and output.
    void transposedTimes(const std::vector<float>& r, std::vector<float>& product) const
    {
        std::fill(product.begin(), product.end(), 0.0F);
        for (std::size_t row = 0; row + 1 < offsets.size(); ++row) {
            const float* in = &r[row * outputs];
            for (std::size_t i = offsets[row]; i < offsets[row + 1]; ++i) {
                float* out = &product[columns[i] * outputs];
                for (std::size_t k = 0; k < outputs; ++k) {
                    out[k] += values[i] * in[k];
                }
            }
        }
    }
};

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
    const Packed packed(rows, features, outputs);
    m_biases.assign(outputs, 0.0);
    std::vector<double> observed(outputs, 0.0);
    for (const RidgeRow& row : rows) {
        for (std::size_t k = 0; k < outputs; ++k) {
            if (!std::isnan(row.targets[k])) {
                m_biases[k] += row.targets[k];
                observed[k] += 1;
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
                mask[i * outputs + k] = 1;
                errors[i * outputs + k] = static_cast<float>(rows[i].targets[k] - m_biases[k]);
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
