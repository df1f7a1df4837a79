#include "core/clustering/principal_plane.h"

#include <algorithm>
#include <cmath>

namespace core::clustering {

namespace {

constexpr std::size_t kMostRows = 20'000;
constexpr int kSteps = 60;
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

std::vector<double> covarianceOf(const VectorSet& vectors, const Axis& mean)
{
    const std::size_t n = vectors.dimensions;
    std::vector<double> covariance(n * n, 0.0);
    const std::size_t stride = std::max<std::size_t>(1, vectors.count / kMostRows);
    Axis centred(n);
    for (std::size_t i = 0; i < vectors.count; i += stride) {
        for (std::size_t d = 0; d < n; ++d) {
            centred[d] = double{vectors.row(i)[d]} - mean[d];
        }
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b) {
                covariance[a * n + b] += centred[a] * centred[b];
            }
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

/// The leading axis that is orthogonal to `found`.
Axis leadingAxis(const std::vector<double>& covariance, const std::vector<Axis>& found, std::size_t n)
{
    Axis axis(n);
    for (std::size_t d = 0; d < n; ++d) {
        axis[d] = 1.0 + static_cast<double>(d % 7) + static_cast<double>(found.size() * d % 5);
    }
    for (int step = 0; step < kSteps; ++step) {
        Axis next(n, 0.0);
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = 0; b < n; ++b) {
                next[a] += covariance[a * n + b] * axis[b];
            }
        }
        for (const Axis& other : found) {
            const double along = product(next, other);
            for (std::size_t d = 0; d < n; ++d) {
                next[d] -= along * other[d];
            }
        }
        const double length = std::sqrt(product(next, next));
        if (!(length > 0)) {
            break;
        }
        for (std::size_t d = 0; d < n; ++d) {
            axis[d] = next[d] / length;
        }
    }
    return axis;
}

} // namespace

PlanePoints principalPlane(const VectorSet& vectors)
{
    PlanePoints plane;
    if (vectors.count == 0) {
        return plane;
    }
    const Axis mean = meanOf(vectors);
    const std::vector<double> covariance = covarianceOf(vectors, mean);
    std::vector<Axis> axes;
    axes.push_back(leadingAxis(covariance, axes, vectors.dimensions));
    axes.push_back(leadingAxis(covariance, axes, vectors.dimensions));
    for (std::size_t i = 0; i < vectors.count; ++i) {
        double x = 0;
        double y = 0;
        for (std::size_t d = 0; d < vectors.dimensions; ++d) {
            const double value = double{vectors.row(i)[d]} - mean[d];
            x += value * axes[0][d];
            y += value * axes[1][d];
        }
        plane.x.push_back(static_cast<float>(x));
        plane.y.push_back(static_cast<float>(y));
    }
    return plane;
}

} // namespace core::clustering
