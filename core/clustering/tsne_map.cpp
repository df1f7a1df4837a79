#include "core/clustering/tsne_map.h"

#include "core/clustering/quad_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace core::clustering {

namespace {

constexpr double kExaggeration = 12;
constexpr double kEarlyMomentum = 0.5;
constexpr double kLateMomentum = 0.8;
constexpr double kLeastRate = 200;
constexpr double kLeastGain = 0.01;
constexpr double kStartSpread = 1e-4;
constexpr std::size_t kPlacing = 5; ///< mapped neighbours that place a further point
constexpr double kNeighbourShare = 0.2; ///< of the progress

/// Symmetric affinities as sparse rows.
struct Affinities {
    std::vector<std::size_t> offsets;
    std::vector<std::uint32_t> columns;
    std::vector<double> values; ///< sum to 1
};

/// exp(-beta d) over one row's neighbours with the entropy that the perplexity asks for.
std::vector<double> rowAffinities(std::span<const float> cosines, double perplexity)
{
    const double wanted = std::log(perplexity);
    std::vector<double> affinities(cosines.size());
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double beta = 1;
    const double nearest = 2 - 2 * static_cast<double>(cosines.front());
    for (int i = 0; i < 60; ++i) {
        double sum = 0;
        double weighted = 0;
        for (std::size_t j = 0; j < cosines.size(); ++j) {
            const double distance = 2 - 2 * static_cast<double>(cosines[j]) - nearest;
            affinities[j] = std::exp(-beta * distance);
            sum += affinities[j];
            weighted += affinities[j] * distance;
        }
        const double entropy = std::log(sum) + beta * weighted / sum;
        for (double& affinity : affinities) {
            affinity /= sum;
        }
        if (std::abs(entropy - wanted) < 1e-5) {
            break;
        }
        (entropy > wanted ? low : high) = beta;
        beta = std::isinf(high) ? beta * 2 : (low + high) / 2;
    }
    return affinities;
}

Affinities affinitiesOf(const Neighbours& neighbours, std::size_t count, double perplexity)
{
    std::vector<std::map<std::uint32_t, double>> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::span cosines(&neighbours.cosines[i * neighbours.k], neighbours.k);
        const std::vector<double> own = rowAffinities(cosines, perplexity);
        for (std::size_t j = 0; j < neighbours.k; ++j) {
            const std::uint32_t other = neighbours.rows[i * neighbours.k + j];
            rows[i][other] += own[j];
            rows[other][static_cast<std::uint32_t>(i)] += own[j];
        }
    }
    Affinities sparse;
    sparse.offsets.push_back(0);
    for (const auto& row : rows) {
        for (const auto& [column, value] : row) {
            sparse.columns.push_back(column);
            sparse.values.push_back(value / (2 * static_cast<double>(count)));
        }
        sparse.offsets.push_back(sparse.columns.size());
    }
    return sparse;
}

/// One coordinate of all points under gradient descent with momentum and gains (Jacobs 1988).
struct Axis {
    std::vector<double> position;
    std::vector<double> velocity;
    std::vector<double> gain;
    std::vector<double> gradient;

    explicit Axis(const std::vector<float>& start)
        : position(start.begin(), start.end())
        , velocity(start.size(), 0.0)
        , gain(start.size(), 1.0)
        , gradient(start.size(), 0.0)
    {
        double squares = 0;
        for (const double value : position) {
            squares += value * value;
        }
        const double spread = std::sqrt(squares / static_cast<double>(position.size()));
        for (double& value : position) {
            value *= spread > 0 ? kStartSpread / spread : 0.0;
        }
    }

    void step(double rate, double momentum)
    {
        double mean = 0;
        for (std::size_t i = 0; i < position.size(); ++i) {
            const bool isTurning = (gradient[i] > 0) == (velocity[i] > 0);
            gain[i] = std::max(kLeastGain, isTurning ? gain[i] * 0.8 : gain[i] + 0.2);
            velocity[i] = momentum * velocity[i] - rate * gain[i] * gradient[i];
            position[i] += velocity[i];
            mean += position[i] / static_cast<double>(position.size());
        }
        for (double& value : position) {
            value -= mean;
        }
    }
};

void addAttraction(const Affinities& affinities, double exaggeration, Axis& x, Axis& y)
{
    for (std::size_t i = 0; i < x.position.size(); ++i) {
        double sumX = 0;
        double sumY = 0;
        for (std::size_t at = affinities.offsets[i]; at < affinities.offsets[i + 1]; ++at) {
            const std::uint32_t j = affinities.columns[at];
            const double dx = x.position[i] - x.position[j];
            const double dy = y.position[i] - y.position[j];
            const double pull = exaggeration * affinities.values[at] / (1 + dx * dx + dy * dy);
            sumX += pull * dx;
            sumY += pull * dy;
        }
        x.gradient[i] = 4 * sumX;
        y.gradient[i] = 4 * sumY;
    }
}

void addRepulsion(QuadTree& tree, double theta, Axis& x, Axis& y)
{
    tree.build(x.position, y.position);
    std::vector<QuadTree::Repulsion> pushes(x.position.size());
    double total = 0;
    for (std::size_t i = 0; i < pushes.size(); ++i) {
        pushes[i] = tree.repulsion(x.position[i], y.position[i], theta);
        total += pushes[i].q;
    }
    for (std::size_t i = 0; i < pushes.size(); ++i) {
        x.gradient[i] -= 4 * pushes[i].x / total;
        y.gradient[i] -= 4 * pushes[i].y / total;
    }
}

/// Points that fall on each other would never part.
void jitter(PlanePoints& plane)
{
    for (std::size_t i = 0; i < plane.x.size(); ++i) {
        const auto unit = static_cast<float>((i * 2654435761U) % 65536U) / 65536.0F - 0.5F;
        const auto other = static_cast<float>((i * 40503U + 12345U) % 65536U) / 65536.0F - 0.5F;
        plane.x[i] += 0.01F * unit;
        plane.y[i] += 0.01F * other;
    }
}

} // namespace

PlanePoints tsneMap(const VectorSet& vectors, const TsneOptions& options, const StepMonitor& monitor)
{
    PlanePoints plane = principalPlane(vectors);
    const auto wanted = static_cast<std::size_t>(3 * options.perplexity);
    if (vectors.count < wanted + 2) {
        return plane; // too few for neighbourhoods of this size
    }
    const Neighbours neighbours = nearNeighbours(vectors, wanted,
        [&monitor](double done) { return !monitor || monitor(kNeighbourShare * done); });
    if (neighbours.k == 0) {
        return {};
    }
    const Affinities affinities = affinitiesOf(neighbours, vectors.count, options.perplexity);
    jitter(plane);
    Axis x(plane.x);
    Axis y(plane.y);
    QuadTree tree;
    const double rate = std::max(kLeastRate, static_cast<double>(vectors.count) / kExaggeration);
    for (int i = 0; i < options.iterations; ++i) {
        const bool isEarly = i < options.exaggeratedIterations;
        addAttraction(affinities, isEarly ? kExaggeration : 1, x, y);
        addRepulsion(tree, options.theta, x, y);
        x.step(rate, isEarly ? kEarlyMomentum : kLateMomentum);
        y.step(rate, isEarly ? kEarlyMomentum : kLateMomentum);
        const double done = static_cast<double>(i + 1) / options.iterations;
        if (monitor && !monitor(kNeighbourShare + (1 - kNeighbourShare) * done)) {
            return {};
        }
    }
    plane.x.assign(x.position.begin(), x.position.end());
    plane.y.assign(y.position.begin(), y.position.end());
    return plane;
}

PlanePoints placedOnMap(
    const VectorSet& further, const VectorSet& mapped, const PlanePoints& map, const StepMonitor& monitor)
{
    const Neighbours neighbours = nearNeighbours(further, mapped, kPlacing, monitor);
    PlanePoints placed;
    for (std::size_t i = 0; neighbours.k > 0 && i < further.count; ++i) {
        float weight = 0;
        float x = 0;
        float y = 0;
        for (std::size_t j = 0; j < neighbours.k; ++j) {
            const float near = neighbours.cosines[i * neighbours.k + j];
            const float share = std::max(1e-3F, near) * std::max(1e-3F, near);
            const std::uint32_t row = neighbours.rows[i * neighbours.k + j];
            weight += share;
            x += share * map.x[row];
            y += share * map.y[row];
        }
        placed.x.push_back(x / weight);
        placed.y.push_back(y / weight);
    }
    return placed;
}

double trustworthiness(const VectorSet& vectors, const PlanePoints& map, std::size_t k)
{
    const std::size_t count = vectors.count;
    if (k == 0 || count < 2 * k + 2) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    std::vector<std::uint32_t> order(count);
    std::vector<std::uint32_t> rank(count);
    std::vector<float> key(count);
    const auto sortBy = [&](std::size_t self) { // nearest first, the point itself before all
        key[self] = -std::numeric_limits<float>::infinity();
        std::iota(order.begin(), order.end(), 0U);
        return [&](std::uint32_t a, std::uint32_t b) { return key[a] != key[b] ? key[a] < key[b] : a < b; };
    };
    double penalty = 0;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < count; ++j) {
            key[j] = -dot(vectors.row(i), vectors.row(j));
        }
        std::sort(order.begin(), order.end(), sortBy(i));
        for (std::size_t position = 0; position < count; ++position) {
            rank[order[position]] = static_cast<std::uint32_t>(position);
        }
        for (std::size_t j = 0; j < count; ++j) {
            const float dx = map.x[i] - map.x[j];
            const float dy = map.y[i] - map.y[j];
            key[j] = dx * dx + dy * dy;
        }
        const auto isNearer = sortBy(i);
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k) + 1, order.end(), isNearer);
        for (std::size_t position = 1; position <= k; ++position) {
            const std::uint32_t distance = rank[order[position]];
            penalty += distance > k ? static_cast<double>(distance - k) : 0.0;
        }
    }
    const auto n = static_cast<double>(count);
    const auto kept = static_cast<double>(k);
    return 1 - 2 * penalty / (n * kept * (2 * n - 3 * kept - 1));
}

} // namespace core::clustering
