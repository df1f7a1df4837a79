#include "core/clustering/map_layout.h"

#include "core/clustering/tsne_map.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace core::clustering {

namespace {

using domain::FailurePoint;

constexpr std::size_t kMostLaidOut = 20'000;
constexpr double kLeastOverlap = 0.8;

/// The first, and every `step`-th after it.
std::vector<std::size_t> thinned(const std::vector<std::size_t>& rows, std::size_t most)
{
    const std::size_t step = std::max<std::size_t>(1, (rows.size() + most - 1) / most);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < rows.size(); i += step) {
        kept.push_back(rows[i]);
    }
    return kept;
}

VectorSet rowsOf(const VectorSet& vectors, const std::vector<std::size_t>& rows)
{
    VectorSet chosen{rows.size(), vectors.dimensions, {}};
    chosen.values.reserve(rows.size() * vectors.dimensions);
    for (const std::size_t row : rows) {
        chosen.values.insert(chosen.values.end(), vectors.row(row).begin(), vectors.row(row).end());
    }
    return chosen;
}

/// False when stopped.
bool place(const std::vector<std::size_t>& rows, const VectorSet& vectors, const std::vector<std::size_t>& mapped,
    PlanePoints& plane, const StepMonitor& monitor)
{
    if (rows.empty()) {
        return true;
    }
    PlanePoints map;
    for (const std::size_t row : mapped) {
        map.x.push_back(plane.x[row]);
        map.y.push_back(plane.y[row]);
    }
    const PlanePoints placed = placedOnMap(rowsOf(vectors, rows), rowsOf(vectors, mapped), map, monitor);
    if (placed.x.size() != rows.size()) {
        return false;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        plane.x[rows[i]] = placed.x[i];
        plane.y[rows[i]] = placed.y[i];
    }
    return true;
}

/// All points by t-SNE, as far as they are few enough.
PlanePoints newMap(const VectorSet& vectors, const StepMonitor& monitor)
{
    const std::size_t step = (vectors.count + kMostLaidOut - 1) / kMostLaidOut;
    if (step <= 1) {
        return tsneMap(vectors, {}, monitor);
    }
    std::vector<std::size_t> mapped;
    std::vector<std::size_t> further;
    for (std::size_t i = 0; i < vectors.count; ++i) {
        (i % step == 0 ? mapped : further).push_back(i);
    }
    const PlanePoints map = tsneMap(rowsOf(vectors, mapped), {}, monitor);
    if (map.x.empty()) {
        return {};
    }
    PlanePoints plane{std::vector<float>(vectors.count), std::vector<float>(vectors.count)};
    for (std::size_t i = 0; i < mapped.size(); ++i) {
        plane.x[mapped[i]] = map.x[i];
        plane.y[mapped[i]] = map.y[i];
    }
    return place(further, vectors, mapped, plane, monitor) ? plane : PlanePoints{};
}

bool holdsEnough(const KeptMap& kept, std::span<const FailurePoint> points)
{
    const auto isLaidOut = [](const auto& entry) { return entry.second.isLaidOut; };
    const auto all = static_cast<double>(std::count_if(kept.places.begin(), kept.places.end(), isLaidOut));
    const auto shared = static_cast<double>(std::count_if(points.begin(), points.end(), [&](const FailurePoint& point) {
        const auto found = kept.places.find(point.queryId);
        return found != kept.places.end() && found->second.isLaidOut;
    }));
    return shared > 0 && shared >= kLeastOverlap * static_cast<double>(points.size()) && shared >= kLeastOverlap * all;
}

PlanePoints extended(const KeptMap& kept, std::span<const FailurePoint> points, const VectorSet& vectors,
    const StepMonitor& monitor)
{
    PlanePoints plane{std::vector<float>(points.size()), std::vector<float>(points.size())};
    std::vector<std::size_t> known;
    std::vector<std::size_t> further;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto found = kept.places.find(points[i].queryId);
        if (found == kept.places.end()) {
            further.push_back(i);
            continue;
        }
        known.push_back(i);
        plane.x[i] = found->second.x;
        plane.y[i] = found->second.y;
    }
    return place(further, vectors, thinned(known, kMostLaidOut), plane, monitor) ? plane : PlanePoints{};
}

} // namespace

PlanePoints laidOut(std::span<const FailurePoint> points, const VectorSet& vectors, domain::MapLayout layout,
    KeptMap* kept, const StepMonitor& monitor)
{
    if (layout == domain::MapLayout::PrincipalPlane) {
        return principalPlane(vectors);
    }
    const bool isExtended = kept != nullptr && holdsEnough(*kept, points);
    PlanePoints plane = isExtended ? extended(*kept, points, vectors, monitor) : newMap(vectors, monitor);
    if (kept == nullptr || plane.x.size() != points.size()) {
        return plane;
    }
    KeptMap next;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto found = kept->places.find(points[i].queryId);
        const bool isLaidOut = !isExtended || (found != kept->places.end() && found->second.isLaidOut);
        next.places.emplace(points[i].queryId, KeptMap::Place{plane.x[i], plane.y[i], isLaidOut});
    }
    *kept = std::move(next);
    return plane;
}

} // namespace core::clustering
