#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include "db/connection.h"
#include "db/database_writer.h"
#include "db/stored_text.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using core::domain::MapLayout;
using core::ports::FailurePlace;
using core::ports::StoredFailureMap;
using core::ports::TextEncoder;
using core::ports::TextVector;

namespace {

const core::ports::TimeRange kRange{sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)};

/// One query a second from noon on; ids, the oldest first.
std::vector<std::string> storedQueries(WorkspaceFixture& fixture, int count)
{
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        const auto record
            = sample::query(1, static_cast<std::uint64_t>(i), sample::noon() + std::chrono::seconds(i));
        if (fixture.stores.decisions->append(record)) {
            ids.push_back(record.id);
        }
    }
    return fixture.stores.decisions->flush() ? ids : std::vector<std::string>();
}

StoredFailureMap sampleMap(const std::vector<std::string>& ids, MapLayout layout, float shift = 0)
{
    StoredFailureMap map;
    map.query.range = kRange;
    map.query.taskId = "cs_intent";
    map.query.seed = 7;
    map.query.layout = layout;
    map.at = sample::noon();
    map.figures.layout = layout;
    map.figures.textSpace = {"use-lite", "use-lite", 3};
    map.figures.trustworthiness = std::numeric_limits<double>::quiet_NaN();
    map.figures.silhouette = 0.25;
    map.figures.stability = 0.75;
    map.figures.unclusteredMissRate = {4, 1, 0.25, 0.1, 0.5};
    core::domain::FailureCluster cluster;
    cluster.terms = {"money back", "refund"};
    cluster.exemplars = {1, 0};
    cluster.size = 2;
    cluster.escalated = 1;
    cluster.sentPast = 1;
    cluster.missed = 1;
    cluster.missRate = {9, 3, 0.3, 0.2, 0.4};
    cluster.purity = {"refund", 2, 1};
    cluster.trafficShare = 0.125;
    cluster.trend = std::numeric_limits<double>::quiet_NaN();
    cluster.escalationCost = core::domain::Money{123'456'789};
    cluster.cohesion = 0.5;
    cluster.id = "c1";
    cluster.name = "Refunds";
    cluster.isExcluded = true;
    map.figures.clusters = {cluster};
    // newest first, as failures are read
    map.places = {{ids[2], 0, 1.5F + shift, -2, true}, {ids[1], 0, 2, 3, false}, {ids[0], -1, 0, 0, true}};
    return map;
}

std::int64_t count(WorkspaceFixture& fixture, const std::string& table)
{
    std::int64_t found = -1;
    const auto done = fixture.workspace->writer()->execute(db::Durability::Traffic, [&](db::Connection& writer) {
        db::Rows rows = writer.query("SELECT count(*) FROM " + table);
        found = rows.next() ? rows.integer(0) : -1;
    });
    return done ? found : -1;
}

void removeTextOf(WorkspaceFixture& fixture, const std::string& queryId)
{
    ROUTENLP_VERIFY(fixture.workspace->writer()->execute(db::Durability::Full, [&](db::Connection& writer) {
        std::int64_t row = 0;
        {
            db::Rows rows = writer.query("SELECT row FROM queries WHERE id = ?", queryId);
            row = rows.next() ? rows.integer(0) : 0;
        }
        db::removeText(writer, row);
    }));
}

} // namespace

class FailureMapsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMapOutlivesTheProcess();
    void eachLayoutKeepsItsNewestMap();
    void whatAKilledProcessLeftIsNeverShown();
    void vectorsAreOfOneVersionOfTheEncoder();
    void mapsAndVectorsGoWithTheirText();
    void onlyTheOwnerKeepsMaps();
};

void FailureMapsTest::aMapOutlivesTheProcess()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    QCOMPARE(ids.size(), std::size_t(3));
    const StoredFailureMap map = sampleMap(ids, MapLayout::Neighbourhoods);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(map));
    fixture.close();
    fixture.open();
    QVERIFY(!fixture.stores.failureMaps->newest("other", std::nullopt).value());
    const auto found = fixture.stores.failureMaps->newest("cs_intent", std::nullopt);
    ROUTENLP_VERIFY(found);
    QVERIFY(found->has_value());
    const StoredFailureMap& read = **found;
    QVERIFY(read.places == map.places);
    QVERIFY(read.at == map.at && read.query.range.from == kRange.from && read.query.range.to == kRange.to);
    QCOMPARE(read.query.seed, map.query.seed);
    QVERIFY(read.query.layout == MapLayout::Neighbourhoods && read.figures.layout == MapLayout::Neighbourhoods);
    QVERIFY(read.figures.textSpace == map.figures.textSpace);
    QVERIFY(std::isnan(read.figures.trustworthiness));
    QCOMPARE(read.figures.silhouette, 0.25);
    QCOMPARE(read.figures.stability, 0.75);
    QCOMPARE(read.figures.unclustered, std::size_t(1));
    QCOMPARE(read.figures.unclusteredMissRate.judged, std::size_t(4));
    QCOMPARE(read.figures.clusters.size(), std::size_t(1));
    const core::domain::FailureCluster& cluster = read.figures.clusters.front();
    const core::domain::FailureCluster& saved = map.figures.clusters.front();
    QVERIFY(cluster.terms == saved.terms);
    QVERIFY(cluster.exemplars == saved.exemplars); // the medoid first
    QVERIFY(cluster.size == 2 && cluster.escalated == 1 && cluster.sentPast == 1 && cluster.missed == 1);
    QVERIFY(cluster.missRate.judged == 9 && cluster.missRate.missed == 3 && cluster.missRate.high == 0.4);
    QVERIFY(cluster.purity.label == "refund" && cluster.purity.labelled == 2 && cluster.purity.same == 1);
    QVERIFY(cluster.trafficShare == 0.125 && std::isnan(cluster.trend));
    QCOMPARE(cluster.escalationCost.nanoUsd, std::int64_t{123'456'789});
    QVERIFY(cluster.id == "c1" && cluster.name == "Refunds" && cluster.isExcluded);
}

void FailureMapsTest::eachLayoutKeepsItsNewestMap()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods)));
    StoredFailureMap plane = sampleMap(ids, MapLayout::PrincipalPlane);
    plane.at += std::chrono::seconds(1);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(plane));
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods, 4)));
    QCOMPARE(count(fixture, "failure_maps"), std::int64_t{2});
    QCOMPARE(count(fixture, "failure_map_places"), std::int64_t{6});
    const auto newest = fixture.stores.failureMaps->newest("cs_intent", std::nullopt);
    QVERIFY(newest.value()->query.layout == MapLayout::PrincipalPlane);
    const auto tsne = fixture.stores.failureMaps->newest("cs_intent", MapLayout::Neighbourhoods);
    QCOMPARE(tsne.value()->places.front().x, 5.5F);
}

/// The parts of a map are written one after another; until the last one it is not complete.
void FailureMapsTest::whatAKilledProcessLeftIsNeverShown()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods)));
    ROUTENLP_VERIFY(fixture.workspace->writer()->execute(db::Durability::Full, [](db::Connection& writer) {
        writer.run("INSERT INTO failure_maps(task_id, layout, is_complete, at_us, from_us, to_us, seed, encoder, "
                   "configured_encoder, embedded, unclustered_judged, unclustered_missed) "
                   "SELECT task_id, layout, 0, at_us + 1, from_us, to_us, seed, encoder, configured_encoder, embedded, 0, 0 "
                   "FROM failure_maps");
    }));
    QCOMPARE(count(fixture, "failure_maps"), std::int64_t{2});
    const auto shown = fixture.stores.failureMaps->newest("cs_intent", MapLayout::Neighbourhoods);
    QVERIFY(shown.value().has_value());
    QCOMPARE(shown.value()->places.size(), std::size_t(3)); // the one before
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods)));
    QCOMPARE(count(fixture, "failure_maps"), std::int64_t{1});
}

void FailureMapsTest::vectorsAreOfOneVersionOfTheEncoder()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    core::ports::TextVectorStore& store = *fixture.stores.textVectors;
    QVERIFY(!store.encoder("use-lite").value());
    const TextEncoder first{"use-lite", "f1", 2};
    const std::vector<TextVector> vectors{{ids[0], std::string("\x01\x7f", 2)}, {ids[1], std::string("\x00\x81", 2)},
        {"no such query", std::string(2, '\x05')}};
    ROUTENLP_VERIFY(store.save(first, vectors));
    QVERIFY(store.encoder("use-lite").value() == first);
    auto found = store.vectors("use-lite", kRange);
    ROUTENLP_VERIFY(found);
    QCOMPARE(found->size(), std::size_t(2));
    const auto second = std::ranges::find(*found, ids[1], &TextVector::queryId);
    QVERIFY(second != found->end() && second->bytes == vectors[1].bytes);
    const auto before = store.vectors("use-lite", {kRange.from, sample::noon() + std::chrono::seconds(1)});
    QCOMPARE(before->size(), std::size_t(1)); // of the range alone
    QVERIFY(store.vectors("other", kRange)->empty());
    const std::vector<TextVector> tooLong{{ids[2], std::string(3, '\x01')}};
    QVERIFY(!store.save(first, tooLong));

    const TextEncoder newer{"use-lite", "f2", 3};
    ROUTENLP_VERIFY(store.save(newer, tooLong)); // of its dimensions
    found = store.vectors("use-lite", kRange);
    QCOMPARE(found->size(), std::size_t(1)); // those of the former version are gone
    QCOMPARE(found->front().queryId, ids[2]);
    QVERIFY(store.encoder("use-lite").value() == newer);
}

void FailureMapsTest::mapsAndVectorsGoWithTheirText()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods)));
    const std::vector<TextVector> vectors{{ids[0], std::string(2, '\x01')}, {ids[1], std::string(2, '\x02')}};
    ROUTENLP_VERIFY(fixture.stores.textVectors->save({"use-lite", "f1", 2}, vectors));
    removeTextOf(fixture, ids[1]);
    const auto map = fixture.stores.failureMaps->newest("cs_intent", std::nullopt);
    ROUTENLP_VERIFY(map);
    QVERIFY(!map->has_value()); // the terms of its clusters are words of its texts
    // a clustering that had read the text before it was erased
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::Neighbourhoods)));
    QVERIFY(!fixture.stores.failureMaps->newest("cs_intent", std::nullopt).value().has_value());
    QCOMPARE(fixture.stores.textVectors->vectors("use-lite", kRange)->size(), std::size_t(1));
    ROUTENLP_VERIFY(fixture.stores.textVectors->save({"use-lite", "f1", 2}, vectors)); // a run that had read the text
    QCOMPARE(fixture.stores.textVectors->vectors("use-lite", kRange)->size(), std::size_t(1));
}

void FailureMapsTest::onlyTheOwnerKeepsMaps()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 3);
    ROUTENLP_VERIFY(fixture.stores.failureMaps->save(sampleMap(ids, MapLayout::PrincipalPlane)));
    const auto looking = db::Workspace::openReadOnly(fixture.path());
    ROUTENLP_VERIFY(looking);
    const db::Stores stores = db::openStores(**looking);
    QVERIFY(stores.failureMaps->newest("cs_intent", std::nullopt).value().has_value()); // what the owner found
    const auto saved = stores.failureMaps->save(sampleMap(ids, MapLayout::PrincipalPlane));
    QVERIFY(!saved && saved.error().code == core::ErrorCode::PermissionDenied);
}

QTEST_GUILESS_MAIN(FailureMapsTest)
#include "tst_failure_maps.moc"
