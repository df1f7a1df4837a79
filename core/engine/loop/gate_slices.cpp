#include "core/engine/loop/gate_slices.h"

#include "core/clustering/failure_clusters.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/teaching_plan.h"

#include <span>
#include <utility>

namespace core::engine::loop {

namespace {

constexpr float kNearTaught = 0.35F; ///< cosine from which a text belongs to a taught text's slice

} // namespace

GateSlices::GateSlices(
    const std::vector<domain::TaughtRow>& taught, const std::vector<domain::StoredExample>& texts)
{
    std::vector<std::string> all;
    for (const domain::TaughtRow& row : taught) {
        if (row.state == domain::TaughtState::Taught && !row.text.empty()) {
            m_clusters.push_back(row.cluster.empty() ? std::string(kElsewhere) : row.cluster);
            all.push_back(row.text);
        }
    }
    for (const domain::StoredExample& stored : texts) {
        m_rowOf[stored.identity.hash] = all.size();
        all.push_back(stored.example.text);
    }
    m_vectors = clustering::textVectors(all);
}

std::string GateSlices::operator()(const domain::StoredExample& stored) const
{
    const std::span<const float> own = m_vectors.row(m_rowOf.at(stored.identity.hash));
    std::string slice(kElsewhere);
    float nearest = kNearTaught;
    for (std::size_t i = 0; i < m_clusters.size(); ++i) {
        const float cosine = clustering::dot(own, m_vectors.row(i));
        if (cosine > nearest) {
            nearest = cosine;
            slice = m_clusters[i];
        }
    }
    return slice;
}

void nameClusters(std::vector<domain::TaughtRow>& taught, std::uint64_t seed)
{
    std::vector<domain::FailurePoint> points;
    for (const domain::TaughtRow& row : taught) {
        domain::FailurePoint point;
        point.taskId = row.taskId;
        point.queryId = row.textHash;
        point.text = row.text;
        points.push_back(std::move(point));
    }
    clustering::FailureContext context;
    context.seed = seed;
    const domain::FailureMap map = clustering::clusterFailures(std::move(points), context);
    for (std::size_t i = 0; i < map.clusterOf.size() && i < taught.size(); ++i) {
        if (map.clusterOf[i] >= 0) {
            taught[i].cluster = nameOf(map.clusters[static_cast<std::size_t>(map.clusterOf[i])]);
        }
    }
}

} // namespace core::engine::loop
