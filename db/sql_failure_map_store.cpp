#include "db/sql_failure_map_store.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

namespace db {

using core::domain::FailureCluster;
using core::domain::MapLayout;
using core::ports::FailurePlace;
using core::ports::StoredFailureMap;

namespace {

constexpr std::size_t kPlacesATransaction = 4'000;

const char* nameOf(MapLayout layout)
{
    return layout == MapLayout::Neighbourhoods ? "tsne" : "pca";
}

/// Rank among the examples of its cluster, by place.
std::map<std::size_t, std::int64_t> exemplarRanks(const core::domain::FailureMap& figures)
{
    std::map<std::size_t, std::int64_t> ranks;
    for (const FailureCluster& cluster : figures.clusters) {
        for (std::size_t rank = 0; rank < cluster.exemplars.size(); ++rank) {
            ranks.emplace(cluster.exemplars[rank], static_cast<std::int64_t>(rank));
        }
    }
    return ranks;
}

/// The map's number; what an ended process left incomplete goes.
std::int64_t begin(Connection& writer, const StoredFailureMap& map)
{
    writer.run("DELETE FROM failure_maps WHERE task_id = ? AND layout = ? AND is_complete = 0", map.query.taskId,
        nameOf(map.query.layout));
    const core::domain::FailureMap& figures = map.figures;
    const core::domain::MissRate& rate = figures.unclusteredMissRate;
    writer.run(
        "INSERT INTO failure_maps(task_id, layout, is_complete, at_us, from_us, to_us, seed, encoder, "
        "configured_encoder, embedded, trustworthiness, silhouette, stability, unclustered_judged, unclustered_missed, "
        "unclustered_rate, unclustered_low, unclustered_high) VALUES(?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        map.query.taskId, nameOf(map.query.layout), map.at, map.query.range.from, map.query.range.to, map.query.seed,
        figures.textSpace.encoder, figures.textSpace.configured, figures.textSpace.embedded, figures.trustworthiness,
        figures.silhouette, figures.stability, rate.judged, rate.missed, rate.rate, rate.low, rate.high);
    std::int64_t id = 0;
    {
        Rows rows = writer.query("SELECT max(id) FROM failure_maps");
        id = rows.next() ? rows.integer(0) : 0;
    }
    for (std::size_t i = 0; i < figures.clusters.size(); ++i) {
        const FailureCluster& cluster = figures.clusters[i];
        writer.run(
            "INSERT INTO failure_map_clusters(map, position, terms, size, escalated, sent_past, missed, judged, "
            "judged_missed, miss_rate, miss_low, miss_high, label, labelled, of_label, traffic_share, trend, "
            "escalation_nano, cohesion, cluster_id, name, is_excluded) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id, i, joinedList(cluster.terms), cluster.size, cluster.escalated, cluster.sentPast, cluster.missed,
            cluster.missRate.judged, cluster.missRate.missed, cluster.missRate.rate, cluster.missRate.low,
            cluster.missRate.high, cluster.purity.label, cluster.purity.labelled, cluster.purity.same,
            cluster.trafficShare, cluster.trend, cluster.escalationCost, cluster.cohesion, cluster.id, cluster.name,
            cluster.isExcluded);
    }
    return id;
}

/// The newest complete one; 0: none. Figures but the clusters.
std::int64_t readHead(Connection& reader, const std::string& taskId, std::optional<MapLayout> layout, StoredFailureMap& map)
{
    Rows rows = reader.query(
        "SELECT id, layout, at_us, from_us, to_us, seed, encoder, configured_encoder, embedded, trustworthiness, "
        "silhouette, stability, unclustered_judged, unclustered_missed, unclustered_rate, unclustered_low, "
        "unclustered_high FROM failure_maps WHERE task_id = ? AND is_complete = 1 AND (? = '' OR layout = ?) "
        "ORDER BY at_us DESC, id DESC LIMIT 1",
        taskId, layout ? nameOf(*layout) : "", layout ? nameOf(*layout) : "");
    if (!rows.next()) {
        return 0;
    }
    map.query.taskId = taskId;
    map.query.layout = rows.text(1) == nameOf(MapLayout::Neighbourhoods) ? MapLayout::Neighbourhoods
                                                                         : MapLayout::PrincipalPlane;
    map.at = rows.time(2);
    map.query.range = {rows.time(3), rows.time(4)};
    map.query.seed = static_cast<std::uint64_t>(rows.integer(5));
    core::domain::FailureMap& figures = map.figures;
    figures.layout = map.query.layout;
    figures.textSpace = {rows.text(6), rows.text(7), static_cast<std::size_t>(rows.integer(8))};
    figures.trustworthiness = rows.real(9);
    figures.silhouette = rows.real(10);
    figures.stability = rows.real(11);
    figures.unclusteredMissRate = {static_cast<std::size_t>(rows.integer(12)),
        static_cast<std::size_t>(rows.integer(13)), rows.real(14), rows.real(15), rows.real(16)};
    return rows.integer(0);
}

void readClusters(Connection& reader, std::int64_t id, core::domain::FailureMap& figures)
{
    Rows rows = reader.query(
        "SELECT terms, size, escalated, sent_past, missed, judged, judged_missed, miss_rate, miss_low, miss_high, label, "
        "labelled, of_label, traffic_share, trend, escalation_nano, cohesion, cluster_id, name, is_excluded "
        "FROM failure_map_clusters WHERE map = ? ORDER BY position",
        id);
    const auto count = [&rows](int column) { return static_cast<std::size_t>(rows.integer(column)); };
    while (rows.next()) {
        FailureCluster cluster;
        cluster.terms = splitList(rows.text(0));
        cluster.size = count(1);
        cluster.escalated = count(2);
        cluster.sentPast = count(3);
        cluster.missed = count(4);
        cluster.missRate = {count(5), count(6), rows.real(7), rows.real(8), rows.real(9)};
        cluster.purity = {rows.text(10), count(11), count(12)};
        cluster.trafficShare = rows.real(13);
        cluster.trend = rows.real(14);
        cluster.escalationCost = rows.money(15);
        cluster.cohesion = rows.real(16);
        cluster.id = rows.text(17);
        cluster.name = rows.text(18);
        cluster.isExcluded = rows.boolean(19);
        figures.clusters.push_back(std::move(cluster));
    }
}

/// Newest first, as failures are read.
void readPlaces(Connection& reader, std::int64_t id, StoredFailureMap& map)
{
    std::vector<std::map<std::int64_t, std::size_t>> exemplars(map.figures.clusters.size());
    Rows rows = reader.query("SELECT q.id, p.cluster, p.x, p.y, p.is_laid_out, p.exemplar FROM failure_map_places p "
                             "JOIN queries q ON q.row = p.query WHERE p.map = ? ORDER BY p.query DESC",
        id);
    while (rows.next()) {
        const std::int64_t cluster = rows.integer(1);
        const bool isClustered = cluster >= 0 && cluster < static_cast<std::int64_t>(exemplars.size());
        if (const auto rank = rows.optionalInteger(5); rank && isClustered) {
            exemplars[static_cast<std::size_t>(cluster)].emplace(*rank, map.places.size());
        }
        map.places.push_back({rows.text(0), isClustered ? static_cast<int>(cluster) : -1,
            static_cast<float>(rows.real(2)), static_cast<float>(rows.real(3)), rows.boolean(4)});
    }
    for (std::size_t i = 0; i < exemplars.size(); ++i) {
        for (const auto& [rank, place] : exemplars[i]) {
            map.figures.clusters[i].exemplars.push_back(place);
        }
    }
}

} // namespace

core::Result<void> SqlFailureMapStore::save(const StoredFailureMap& map)
{
    const std::lock_guard lock(m_saving);
    const auto id = std::make_shared<std::int64_t>(0);
    core::Result<void> saved
        = m_access.write(Durability::Traffic, [&map, id](Connection& writer) { *id = begin(writer, map); });
    const std::map<std::size_t, std::int64_t> ranks = exemplarRanks(map.figures);
    for (std::size_t at = 0; saved && at < map.places.size(); at += kPlacesATransaction) {
        const std::size_t end = std::min(map.places.size(), at + kPlacesATransaction);
        saved = m_access.write(Durability::Traffic, [&map, &ranks, id, at, end](Connection& writer) {
            for (std::size_t i = at; i < end; ++i) {
                const FailurePlace& place = map.places[i];
                const auto rank = ranks.find(i);
                writer.run("INSERT INTO failure_map_places(map, query, cluster, x, y, is_laid_out, exemplar) SELECT ?, "
                           "q.row, ?, ?, ?, ?, ? FROM queries q WHERE q.id = ? AND q.text <> '' ON CONFLICT DO NOTHING",
                    *id, place.cluster, static_cast<double>(place.x), static_cast<double>(place.y), place.isLaidOut,
                    rank == ranks.end() ? std::optional<std::int64_t>() : std::optional(rank->second), place.queryId);
            }
        });
    }
    return !saved ? saved : m_access.write(Durability::Full, [&map, id](Connection& writer) {
        std::int64_t kept = 0;
        {
            Rows rows = writer.query("SELECT count(*) FROM failure_map_places WHERE map = ?", *id);
            kept = rows.next() ? rows.integer(0) : 0;
        }
        if (kept != std::ssize(map.places)) { // a text was erased since it was read: its words may be among the terms
            writer.run("DELETE FROM failure_maps WHERE id = ?", *id);
            return;
        }
        writer.run("UPDATE failure_maps SET is_complete = 1 WHERE id = ?", *id);
        writer.run("DELETE FROM failure_maps WHERE task_id = ? AND layout = ? AND id <> ?", map.query.taskId,
            nameOf(map.query.layout), *id);
    });
}

core::Result<std::optional<StoredFailureMap>> SqlFailureMapStore::newest(
    const std::string& taskId, std::optional<MapLayout> layout) const
{
    return m_access.read([&](Connection& reader) {
        StoredFailureMap map;
        const std::int64_t id = readHead(reader, taskId, layout, map);
        if (id == 0) {
            return std::optional<StoredFailureMap>();
        }
        readClusters(reader, id, map.figures);
        readPlaces(reader, id, map);
        map.figures.unclustered = static_cast<std::size_t>(
            std::ranges::count_if(map.places, [](const FailurePlace& place) { return place.cluster < 0; }));
        return std::optional(std::move(map));
    });
}

} // namespace db
