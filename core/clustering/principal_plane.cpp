#include "core/clustering/principal_plane.h"

#include "core/clustering/principal_axes.h"

#include <array>

namespace core::clustering {

namespace {

constexpr std::size_t kAxes = 2;
constexpr int kSteps = 60;

} // namespace

PlanePoints principalPlane(const VectorSet& vectors)
{
    const PrincipalAxes axes = principalAxes(vectors, kAxes, kSteps);
    PlanePoints plane;
    std::array<float, kAxes> coordinates{}; // stays 0 where the vectors differ along fewer axes
    for (std::size_t i = 0; i < vectors.count; ++i) {
        axes.project(vectors.row(i), std::span(coordinates).first(axes.count));
        plane.x.push_back(coordinates[0]);
        plane.y.push_back(coordinates[1]);
    }
    return plane;
}

} // namespace core::clustering
