#include "core/routing/landmark_kernel.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>

namespace core::routing {

namespace {

constexpr float kClip = 3; ///< standard deviations
constexpr double kJitter = 1e-3; ///< on the diagonal: keeps equal landmarks apart

/// Of one standardised row and every landmark. Loops run over the landmarks, so that they are vectorised.
std::vector<float> kernelTo(const LandmarkKernel::Parts& parts, std::span<const float> row, std::size_t size)
{
    std::vector<float> values(size, 0.0F);
    for (std::size_t d = 0; d < row.size(); ++d) {
        const float* landmarks = &parts.landmarks[d * size];
        for (std::size_t i = 0; i < size; ++i) {
            const float difference = row[d] - landmarks[i];
            values[i] += difference * difference;
        }
    }
    for (float& value : values) {
        value = std::exp(-value / (2 * parts.width * static_cast<float>(row.size())));
    }
    return values;
}

/// Lower Cholesky factor in place; the upper triangle is left as it was.
void factorise(std::vector<double>& matrix, std::size_t size)
{
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            double sum = matrix[row * size + column];
            for (std::size_t k = 0; k < column; ++k) {
                sum -= matrix[row * size + k] * matrix[column * size + k];
            }
            matrix[row * size + column]
                = row == column ? std::sqrt(std::max(sum, kJitter / 10)) : sum / matrix[column * size + column];
        }
    }
}

/// Transposed inverse of a lower triangular matrix.
std::vector<float> transposedInverse(const std::vector<double>& lower, std::size_t size)
{
    std::vector<double> inverse(size * size, 0.0);
    for (std::size_t row = 0; row < size; ++row) {
        inverse[row * size + row] = 1 / lower[row * size + row];
        for (std::size_t k = 0; k < row; ++k) {
            const double factor = -lower[row * size + k] / lower[row * size + row];
            for (std::size_t column = 0; column <= k; ++column) {
                inverse[row * size + column] += factor * inverse[k * size + column];
            }
        }
    }
    std::vector<float> transposed(size * size, 0.0F);
    for (std::size_t row = 0; row < size; ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            transposed[column * size + row] = static_cast<float>(inverse[row * size + column]);
        }
    }
    return transposed;
}

} // namespace

LandmarkKernel::LandmarkKernel(Parts parts)
    : m_parts(std::move(parts))
    , m_size(m_parts.means.empty() ? 0 : m_parts.landmarks.size() / m_parts.means.size())
{
}

bool LandmarkKernel::isWhole(const Parts& parts)
{
    const std::size_t dimensions = parts.means.size();
    const std::size_t size = dimensions == 0 ? 0 : parts.landmarks.size() / dimensions;
    return parts.scales.size() == dimensions && parts.landmarks.size() == size * dimensions
        && parts.whitening.size() == size * size && (size == 0 || parts.width > 0);
}

LandmarkKernel LandmarkKernel::fit(std::span<const std::vector<float>> rows, const LandmarkOptions& options)
{
    LandmarkKernel kernelOf;
    const std::size_t size = std::min(rows.size(), options.landmarks);
    if (size == 0) {
        return kernelOf;
    }
    const std::size_t dimensions = rows.front().size();
    Parts& parts = kernelOf.m_parts;
    parts.width = static_cast<float>(options.width);
    for (std::size_t d = 0; d < dimensions; ++d) {
        double sum = 0;
        double squares = 0;
        for (const std::vector<float>& row : rows) {
            sum += static_cast<double>(row[d]);
            squares += static_cast<double>(row[d]) * static_cast<double>(row[d]);
        }
        const double mean = sum / static_cast<double>(rows.size());
        const double variance = squares / static_cast<double>(rows.size()) - mean * mean;
        parts.means.push_back(static_cast<float>(mean));
        parts.scales.push_back(variance > 1e-9 ? static_cast<float>(1 / std::sqrt(variance)) : 0.0F);
    }
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    Rng(mixSeed(options.seed, 20)).shuffle(std::span(order));
    std::vector<std::vector<float>> chosen;
    parts.landmarks.resize(dimensions * size);
    for (std::size_t i = 0; i < size; ++i) {
        chosen.push_back(kernelOf.standardised(rows[order[i]]));
        for (std::size_t d = 0; d < dimensions; ++d) {
            parts.landmarks[d * size + i] = chosen.back()[d];
        }
    }
    std::vector<double> own;
    for (std::size_t i = 0; i < size; ++i) {
        const std::vector<float> row = kernelTo(parts, chosen[i], size);
        own.insert(own.end(), row.begin(), row.end());
        own[i * size + i] += kJitter;
    }
    factorise(own, size);
    parts.whitening = transposedInverse(own, size);
    kernelOf.m_size = size;
    return kernelOf;
}

std::vector<float> LandmarkKernel::standardised(std::span<const float> row) const
{
    std::vector<float> values(std::min(row.size(), m_parts.means.size()));
    for (std::size_t d = 0; d < values.size(); ++d) {
        values[d] = std::clamp((row[d] - m_parts.means[d]) * m_parts.scales[d], -kClip, kClip);
    }
    return values;
}

std::vector<float> LandmarkKernel::features(std::span<const float> row) const
{
    if (m_size == 0) {
        return {};
    }
    const std::vector<float> values = standardised(row);
    const std::vector<float> near = kernelTo(m_parts, values, m_size);
    std::vector<float> whitened(m_size, 0.0F);
    for (std::size_t j = 0; j < m_size; ++j) {
        const float* weights = &m_parts.whitening[j * m_size];
        for (std::size_t i = j; i < m_size; ++i) {
            whitened[i] += weights[i] * near[j];
        }
    }
    return whitened;
}

std::size_t LandmarkKernel::bytes() const
{
    return (m_parts.means.size() * 2 + m_parts.landmarks.size() + m_parts.whitening.size()) * sizeof(float);
}

} // namespace core::routing
