#pragma once

#include "core/clustering/text_vectors.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::clustering {

/// Orthonormal directions in which vectors differ most.
struct PrincipalAxes {
    std::size_t dimensions = 0;
    std::size_t count = 0;
    std::vector<float> mean;   ///< of the vectors, one a dimension
    std::vector<float> values; ///< dimensions x count: the axes are its columns, the largest variance first

    /// Writes the coordinates of a vector, one an axis.
    void project(std::span<const float> vector, std::span<float> coordinates) const;
};

/// At most `most` axes, and none along which nothing varies, by orthogonal iteration on the covariance of at most 8,000
/// of the vectors. More `steps` tell axes of nearly equal variance apart. Deterministic.
[[nodiscard]] PrincipalAxes principalAxes(const VectorSet& vectors, std::size_t most, int steps = 15);

} // namespace core::clustering
