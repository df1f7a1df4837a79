#include "core/clustering/principal_axes.h"

#include "core/base/rng.h"

#include <algorithm>
#include <cmath>

namespace core::clustering {

namespace {

constexpr std::size_t kMostRows = 8'000;
constexpr std::uint64_t kStartSeed = 1;
constexpr double kLeastVariance = 1e-9; ///< of the largest: below, only rounding varies
using Axis = std::vector<double>;

Axis meanOf(const VectorSet& vectors)
{
    Axis mean(vectors.dimensions, 0.0);
    for (std::size_t i = 0; i < vectors.count; ++i) {
        for (std::size_t d = 0; d < vectors.dimensions; ++d) {
            mean[d] += double{vectors.row(i)[d]} / static_cast<double>(vectors.count);
        }
    }
    return mean;
}

/// Up to a factor.
std::vector<double> covarianceOf(const VectorSet& vectors, const Axis& mean)
{
    const std::size_t n = vectors.dimensions;
    std::vector<double> covariance(n * n, 0.0);
    const std::size_t stride = std::max<std::size_t>(1, (vectors.count + kMostRows - 1) / kMostRows);
    Axis centred(n);
    for (std::size_t i = 0; i < vectors.count; i += stride) {
        for (std::size_t d = 0; d < n; ++d) {
            centred[d] = double{vectors.row(i)[d]} - mean[d];
        }
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a; b < n; ++b) {
                covariance[a * n + b] += centred[a] * centred[b];
            }
        }
    }
    for (std::size_t a = 0; a < n; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            covariance[a * n + b] = covariance[b * n + a];
        }
    }
    return covariance;
}

double product(const Axis& a, const Axis& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

Axis times(const std::vector<double>& covariance, const Axis& axis)
{
    const std::size_t n = axis.size();
    Axis image(n, 0.0);
    for (std::size_t a = 0; a < n; ++a) { // the matrix is symmetric: its rows are added up, which compilers vectorise
        for (std::size_t b = 0; b < n; ++b) {
            image[b] += covariance[a * n + b] * axis[a];
        }
    }
    return image;
}

/// Makes the axes orthonormal, in their order; returns the lengths that were left of them.
std::vector<double> orthonormalise(std::vector<Axis>& axes)
{
    std::vector<double> lengths;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        for (int pass = 0; pass < 2; ++pass) { // the second takes off what rounding left of the first
            for (std::size_t other = 0; other < i; ++other) {
                const double along = product(axes[i], axes[other]);
                for (std::size_t d = 0; d < axes[i].size(); ++d) {
                    axes[i][d] -= along * axes[other][d];
                }
            }
        }
        const double length = std::sqrt(product(axes[i], axes[i]));
        lengths.push_back(length);
        for (double& value : axes[i]) {
            value = length > 0 ? value / length : 0.0;
        }
    }
    return lengths;
}

} // namespace

void PrincipalAxes::project(std::span<const float> vector, std::span<float> coordinates) const
{
    std::fill(coordinates.begin(), coordinates.end(), 0.0F);
    for (std::size_t d = 0; d < dimensions; ++d) {
        const float value = vector[d] - mean[d];
        const float* const row = values.data() + d * count;
        for (std::size_t axis = 0; axis < count; ++axis) {
            coordinates[axis] += value * row[axis];
        }
    }
}

PrincipalAxes principalAxes(const VectorSet& vectors, std::size_t most, int steps)
{
    PrincipalAxes found;
    found.dimensions = vectors.dimensions;
    if (vectors.count == 0) {
        found.mean.assign(vectors.dimensions, 0.0F);
        return found;
    }
    const Axis mean = meanOf(vectors);
    const std::vector<double> covariance = covarianceOf(vectors, mean);
    Rng rng(kStartSeed);
    std::vector<Axis> axes(std::min({most, vectors.dimensions, vectors.count}), Axis(vectors.dimensions));
    for (Axis& axis : axes) {
        for (double& value : axis) {
            value = rng.uniform(-1, 1);
        }
    }
    orthonormalise(axes);
    std::vector<double> variances(axes.size(), 0.0);
    for (int step = 0; step < steps; ++step) {
        for (Axis& axis : axes) {
            axis = times(covariance, axis);
        }
        variances = orthonormalise(axes);
    }
    const double largest = variances.empty() ? 0 : *std::max_element(variances.begin(), variances.end());
    std::vector<const Axis*> kept;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (variances[i] > kLeastVariance * largest) {
            kept.push_back(&axes[i]);
        }
    }
    found.count = kept.size();
    found.mean.assign(mean.begin(), mean.end());
    found.values.resize(found.dimensions * found.count);
    for (std::size_t axis = 0; axis < kept.size(); ++axis) {
        for (std::size_t d = 0; d < found.dimensions; ++d) {
            found.values[d * found.count + axis] = static_cast<float>((*kept[axis])[d]);
        }
    }
    return found;
}

} // namespace core::clustering
