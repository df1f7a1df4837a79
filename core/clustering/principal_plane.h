#pragma once

#include "core/clustering/text_vectors.h"

#include <vector>

namespace core::clustering {

struct PlanePoints {
    std::vector<float> x;
    std::vector<float> y;
};

/// The first two principal components, by power iteration on the covariance of at most 20,000 vectors.
[[nodiscard]] PlanePoints principalPlane(const VectorSet& vectors);

} // namespace core::clustering
