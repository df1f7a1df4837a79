#pragma once

#include "core/clustering/text_vectors.h"

#include <vector>

namespace core::clustering {

struct PlanePoints {
    std::vector<float> x;
    std::vector<float> y;
};

/// The first two principal components, see principalAxes().
[[nodiscard]] PlanePoints principalPlane(const VectorSet& vectors);

} // namespace core::clustering
