#include "app/failure_cluster_finder.h"

#include "app/encoder_in_force.h"
#include "core/clustering/failure_clusters.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace app {

using core::Result;
namespace clustering = core::clustering;
namespace domain = core::domain;
namespace ports = core::ports;

namespace {

/// What is kept of a map: figures without the failures, and where these lie.
ports::StoredFailureMap storedForm(
    const ports::FailureQuery& query, const domain::FailureMap& map, const clustering::KeptMap& kept, core::TimePoint at)
{
    ports::StoredFailureMap stored;
    stored.query = query;
    stored.at = at;
    stored.places.reserve(map.points.size());
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        const std::string& id = map.points[i].queryId;
        const auto place = kept.places.find(id);
        const bool isPlaced = query.layout == domain::MapLayout::Neighbourhoods && place != kept.places.end()
            && !place->second.isLaidOut;
        stored.places.push_back({id, map.clusterOf[i], map.x[i], map.y[i], !isPlaced});
    }
    stored.figures = map;
    stored.figures.points.clear();
    stored.figures.clusterOf.clear();
    stored.figures.x.clear();
    stored.figures.y.clear();
    return stored;
}

/// The map with its failures, as far as these are still there.
domain::FailureMap restored(ports::StoredFailureMap stored, std::vector<domain::FailurePoint> failures)
{
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < failures.size(); ++i) {
        known.emplace(failures[i].queryId, i);
    }
    domain::FailureMap map = std::move(stored.figures);
    std::vector<std::optional<std::size_t>> pointOf(stored.places.size()); // of a place
    map.unclustered = 0;
    for (std::size_t i = 0; i < stored.places.size(); ++i) {
        const ports::FailurePlace& place = stored.places[i];
        const auto found = known.find(place.queryId);
        if (found == known.end()) {
            continue;
        }
        pointOf[i] = map.points.size();
        map.points.push_back(std::move(failures[found->second]));
        map.clusterOf.push_back(place.cluster);
        map.x.push_back(place.x);
        map.y.push_back(place.y);
        map.unclustered += place.cluster < 0 ? 1 : 0;
    }
    for (domain::FailureCluster& cluster : map.clusters) {
        std::vector<std::size_t> exemplars;
        for (const std::size_t place : cluster.exemplars) {
            if (pointOf[place]) {
                exemplars.push_back(*pointOf[place]);
            }
        }
        cluster.exemplars = std::move(exemplars);
    }
    return map;
}

bool hasExamples(const domain::FailureMap& map)
{
    return std::ranges::none_of(
        map.clusters, [](const domain::FailureCluster& cluster) { return cluster.exemplars.empty(); });
}

} // namespace

Result<domain::FailureMap> FailureClusterFinder::find(const ports::FailureQuery& query, std::stop_token stop) const
{
    Result<Grouping> grouping = group(query, nullptr, std::move(stop));
    if (!grouping) {
        return core::fail(grouping.error());
    }
    const Result<void> saved = grouping->map.points.empty() ? Result<void>{} // keeps what there was
                                                            : m_stores.failureMaps->save(grouping->stored);
    // a process that only looks on keeps nothing
    if (!saved && saved.error().code != core::ErrorCode::PermissionDenied) {
        spdlog::warn("the clusters are not kept: {}", saved.error().message);
    }
    return std::move(grouping->map);
}

Result<FailureClusterFinder::Grouping> FailureClusterFinder::group(
    const ports::FailureQuery& query, const FreshVectors* fresh, std::stop_token stop) const
{
    auto failures = m_stores.failures->failures(query);
    auto judged = m_stores.failures->judgedAnswers(query);
    if (!failures || !judged) {
        return core::fail(!failures ? failures.error() : judged.error());
    }
    const auto traffic = m_stores.metrics->overview({query.range, query.taskId, 0});
    if (!traffic) {
        return core::fail(traffic.error());
    }
    auto book = m_stores.clusterBook->clusters();
    auto newestEdit = m_stores.clusterBook->newestEdit();
    if (!book || !newestEdit) {
        return core::fail(!book ? book.error() : newestEdit.error());
    }
    Result<Space> space = spaceFor(query, *failures, *judged, fresh);
    if (!space) {
        return core::fail(space.error());
    }
    clustering::KeptMap kept = takeMap(query, space->use.encoder);
    clustering::FailureContext context{query.range, traffic->totals.queries, query.seed, std::move(*book), query.layout,
        std::move(*judged), space->sentences ? &*space->sentences : nullptr};
    Grouping grouping;
    grouping.map = clustering::clusterFailures(
        std::move(*failures), context, [&stop](double) { return !stop.stop_requested(); }, &kept);
    grouping.map.textSpace = space->use;
    if (stop.stop_requested()) {
        keepMap(query.taskId, space->use.encoder, std::move(kept));
        return core::fail(core::ErrorCode::Cancelled, "grouping the failures was stopped");
    }
    grouping.stored = storedForm(query, grouping.map, kept, query.range.to);
    keepMap(query.taskId, space->use.encoder, std::move(kept));
    grouping.map.newestEdit = std::move(*newestEdit);
    return grouping;
}

/// Words where too few failures have a vector: the others could belong to no cluster.
Result<FailureClusterFinder::Space> FailureClusterFinder::spaceFor(const ports::FailureQuery& query,
    const std::vector<domain::FailurePoint>& failures, const std::vector<domain::JudgedAnswer>& judged,
    const FreshVectors* fresh) const
{
    Space space;
    Result<std::string> name = encoderInForce(m_stores, query.taskId);
    if (!name) {
        return core::fail(name.error());
    }
    if (name->empty()) {
        return space;
    }
    space.use.configured = *name;
    const bool isFresh = fresh != nullptr && fresh->encoder.name == *name;
    const auto stored = m_stores.textVectors->encoder(*name);
    auto vectors = m_stores.textVectors->vectors(*name, query.range);
    if (!stored || !vectors) {
        return core::fail(!stored ? stored.error() : vectors.error());
    }
    if (isFresh && *stored != fresh->encoder) {
        vectors->clear(); // of another version
    }
    if (isFresh) {
        vectors->insert(vectors->end(), fresh->vectors.begin(), fresh->vectors.end());
    }
    std::unordered_map<std::string, const std::string*> bytes;
    for (const ports::TextVector& vector : *vectors) {
        bytes.insert_or_assign(vector.queryId, &vector.bytes);
    }
    const std::size_t dimension = isFresh ? fresh->encoder.dimension : *stored ? (*stored)->dimension : 0;
    clustering::SentenceVectors sentences(*name, dimension);
    const auto add = [&](const std::string& queryId, const std::string& text) {
        if (const auto found = bytes.find(queryId); found != bytes.end()) {
            sentences.add(text, *found->second);
        }
    };
    for (const domain::FailurePoint& failure : failures) {
        add(failure.queryId, failure.text);
    }
    for (const domain::JudgedAnswer& answer : judged) {
        add(answer.queryId, answer.text);
    }
    for (const domain::FailurePoint& failure : failures) {
        space.use.embedded += sentences.contains(failure.text) ? 1 : 0;
    }
    const bool isEnough = space.use.embedded > 0
        && static_cast<double>(space.use.embedded) >= kLeastEmbedded * static_cast<double>(failures.size());
    if (isEnough) {
        space.use.encoder = *name;
        space.sentences = std::move(sentences);
    }
    return space;
}

Result<std::optional<ports::KeptGrouping>> FailureClusterFinder::newest(const std::string& taskId) const
{
    auto stored = m_stores.failureMaps->newest(taskId, std::nullopt);
    if (!stored || !*stored) {
        return stored ? Result<std::optional<ports::KeptGrouping>>(std::optional<ports::KeptGrouping>())
                      : core::fail(stored.error());
    }
    auto failures = m_stores.failures->failures((*stored)->query);
    auto newestEdit = m_stores.clusterBook->newestEdit();
    if (!failures || !newestEdit) {
        return core::fail(!failures ? failures.error() : newestEdit.error());
    }
    ports::KeptGrouping kept{(*stored)->query, (*stored)->at, restored(std::move(**stored), std::move(*failures))};
    kept.map.newestEdit = std::move(*newestEdit);
    if (kept.map.points.empty() || !hasExamples(kept.map)) { // what it showed is gone
        return std::optional<ports::KeptGrouping>();
    }
    return std::optional(std::move(kept));
}

/// The one made here last, else the one that the workspace keeps.
clustering::KeptMap FailureClusterFinder::takeMap(const ports::FailureQuery& query, const std::string& encoder) const
{
    if (query.layout != domain::MapLayout::Neighbourhoods) {
        return {};
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_keptTaskId == query.taskId && m_keptEncoder == encoder && !m_kept.places.empty()) {
            return std::exchange(m_kept, {});
        }
    }
    const auto stored = m_stores.failureMaps->newest(query.taskId, query.layout);
    clustering::KeptMap kept;
    if (stored && *stored && (*stored)->figures.textSpace.encoder == encoder) {
        for (const ports::FailurePlace& place : (*stored)->places) {
            kept.places.emplace(place.queryId, clustering::KeptMap::Place{place.x, place.y, place.isLaidOut});
        }
    }
    return kept;
}

/// A map without places, of a call that laid none out while another had taken the map, replaces nothing.
void FailureClusterFinder::keepMap(const std::string& taskId, const std::string& encoder, clustering::KeptMap map) const
{
    const std::lock_guard lock(m_mutex);
    if (!map.places.empty()) {
        m_keptTaskId = taskId;
        m_keptEncoder = encoder;
        m_kept = std::move(map);
    }
}

} // namespace app
