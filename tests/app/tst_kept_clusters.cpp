#include "app/clustering_files.h"
#include "app/encoder_in_force.h"
#include "app/failure_cluster_finder.h"
#include "app/failure_encoding.h"
#include "core/base/hash.h"
#include "core/clustering/rand_index.h"
#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace core;

namespace {

constexpr const char* kTask = "cs_intent";
constexpr const char* kEncoder = "test-encoder";
constexpr int kFailures = 120;
constexpr std::size_t kThemes = 3;

std::size_t themeOf(const std::string& text)
{
    return static_cast<std::size_t>(std::stoi(text.substr(text.find('w') + 1))) % kThemes;
}

/// Knows the theme of a text, whose words tell nothing; counts what it encodes.
class ThemeEncoder final : public ports::Encoder {
public:
    explicit ThemeEncoder(std::string version)
        : m_version(std::move(version))
    {
    }
    Result<std::vector<float>> embed(const std::string& text) const override
    {
        ++encoded;
        std::vector<float> vector(8, 0.0F);
        vector[themeOf(text)] = 1;
        const std::string hash = sha256Hex(text);
        for (std::size_t d = kThemes; d < vector.size(); ++d) {
            vector[d] = 0.1F * (static_cast<float>(static_cast<unsigned char>(hash[d])) / 128.0F - 0.5F);
        }
        return vector;
    }
    std::size_t dimension() const override { return 8; }
    std::string fingerprint() const override { return m_version; }
    mutable std::atomic_int encoded = 0;

private:
    const std::string m_version;
};

ports::EncoderSource sourceOf(const std::shared_ptr<ThemeEncoder>& encoder)
{
    return [encoder](const std::string&, std::size_t) -> Result<std::shared_ptr<const ports::Encoder>> {
        return std::shared_ptr<const ports::Encoder>(encoder);
    };
}

ports::FailureQuery wanted(domain::MapLayout layout = domain::MapLayout::Neighbourhoods)
{
    ports::FailureQuery query;
    query.range = {sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)};
    query.taskId = kTask;
    query.layout = layout;
    return query;
}

/// A workspace with escalated requests and a router in force.
class Escalated : public WorkspaceFixture {
public:
    Escalated() { addFailures(0, kFailures); }

    void addFailures(int from, int count)
    {
        std::uint64_t drawn = 0;
        for (int i = from; i < from + count;) {
            auto record = sample::query(
                11, static_cast<std::uint64_t>(from) * 1'000 + drawn++, sample::noon() + std::chrono::seconds(i));
            if (record.escalations() == 0 || record.accepted() == nullptr) {
                continue;
            }
            record.taskId = kTask;
            record.text = "w" + std::to_string(i) + " v" + std::to_string(i);
            record.textHash = "hash-" + std::to_string(i);
            if (!stores.decisions->append(record)) {
                qFatal("a record was not stored");
            }
            ++i;
        }
        if (!stores.decisions->flush()) {
            qFatal("the records were not stored");
        }
    }

    /// The router in force was trained like this; `base`: as an extension of another router.
    void serveRouter(const std::string& id, const std::string& parametersJson)
    {
        domain::Run run;
        run.id = "run-" + id;
        run.kind = domain::RunKind::RouterTraining;
        run.state = domain::RunState::Succeeded;
        run.parametersJson = parametersJson;
        run.createdAt = sample::noon();
        domain::Artefact artefact;
        artefact.id = id;
        artefact.kind = "router";
        artefact.runId = run.id;
        artefact.path = "models/" + id + ".bin";
        artefact.sha256 = sha256Hex(id);
        artefact.at = sample::noon();
        ROUTENLP_VERIFY(stores.runs->saveRun(run));
        ROUTENLP_VERIFY(stores.runs->addArtefact(artefact));
        const auto active = stores.policies->active();
        domain::PolicyVersion version;
        version.sequence = *active ? (*active)->sequence + 1 : 1;
        version.previousHash = *active ? (*active)->hash : std::string();
        version.at = sample::noon();
        version.author = "test";
        version.tasks[kTask].taskId = kTask;
        version.tasks[kTask].routerVersion = id;
        ROUTENLP_VERIFY(stores.policies->append(domain::sealed(version), {}));
    }
};

Result<app::FreshVectors> encoded(const db::Stores& stores, const std::shared_ptr<ThemeEncoder>& encoder)
{
    return app::encodeFailures(stores, wanted(), kEncoder, sourceOf(encoder), [](double) {}, {});
}

/// Agreement of the clusters with the themes, over what is clustered.
double agreement(const domain::FailureMap& map)
{
    std::vector<int> found;
    std::vector<int> known;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        if (map.clusterOf[i] >= 0) {
            found.push_back(map.clusterOf[i]);
            known.push_back(static_cast<int>(themeOf(map.points[i].text)));
        }
    }
    return found.size() < map.points.size() / 2 ? 0 : clustering::adjustedRandIndex(found, known);
}

std::map<std::string, std::pair<float, float>> placesOf(const domain::FailureMap& map)
{
    std::map<std::string, std::pair<float, float>> places;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        places[map.points[i].queryId] = {map.x[i], map.y[i]};
    }
    return places;
}

} // namespace

class TestKeptClusters final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theEncoderIsThatOfTheRouterInForce();
    void whatIsEncodedIsComparedByTheEncoderAndNeverEncodedAgain();
    void aNewerVersionOfTheEncoderEncodesAnew();
    void aMapIsThereInAnotherProcessAndTakesWhatIsNew();
    void whatAWorkerLeavesIsKeptByTheOwner();
};

void TestKeptClusters::theEncoderIsThatOfTheRouterInForce()
{
    Escalated fixture;
    QCOMPARE(app::encoderInForce(fixture.stores, kTask).value(), std::string());
    fixture.serveRouter("router-1", "{}");
    QCOMPARE(app::encoderInForce(fixture.stores, kTask).value(), std::string()); // of words alone
    fixture.serveRouter("router-2", R"({"encoder":"test-encoder"})");
    QCOMPARE(app::encoderInForce(fixture.stores, kTask).value(), std::string(kEncoder));
    QCOMPARE(app::encoderInForce(fixture.stores, {}).value(), std::string(kEncoder)); // of all tasks
    QCOMPARE(app::encoderInForce(fixture.stores, "other").value(), std::string());
    fixture.serveRouter("router-3", R"({"base_router":"router-2"})");
    QCOMPARE(app::encoderInForce(fixture.stores, kTask).value(), std::string(kEncoder)); // of what it extends
}

void TestKeptClusters::whatIsEncodedIsComparedByTheEncoderAndNeverEncodedAgain()
{
    Escalated fixture;
    fixture.serveRouter("router-1", R"({"encoder":"test-encoder"})");
    const auto before = app::FailureClusterFinder(fixture.stores).find(wanted(), {});
    ROUTENLP_VERIFY(before);
    QCOMPARE(before->points.size(), std::size_t(kFailures));
    QVERIFY((before->textSpace == domain::TextSpaceUse{{}, kEncoder, 0})); // by words, and says so

    const auto encoder = std::make_shared<ThemeEncoder>("1");
    const auto fresh = encoded(fixture.stores, encoder);
    ROUTENLP_VERIFY(fresh);
    QCOMPARE(encoder->encoded.load(), kFailures);
    ROUTENLP_VERIFY(fixture.stores.textVectors->save(fresh->encoder, fresh->vectors));
    const auto after = app::FailureClusterFinder(fixture.stores).find(wanted(), {});
    ROUTENLP_VERIFY(after);
    QVERIFY((after->textSpace == domain::TextSpaceUse{kEncoder, kEncoder, kFailures}));
    QVERIFY2(agreement(*after) > 0.9, qPrintable(QString::number(agreement(*after))));
    QVERIFY(agreement(*before) < 0.5); // no word tells the themes

    fixture.addFailures(kFailures, 10);
    QCOMPARE(encoded(fixture.stores, encoder)->vectors.size(), std::size_t(10));
    QCOMPARE(encoder->encoded.load(), kFailures + 10);
    const auto more = app::FailureClusterFinder(fixture.stores).find(wanted(), {});
    QCOMPARE(more->textSpace.embedded, std::size_t(kFailures)); // the ten are not stored yet
    for (std::size_t i = 0; i < more->points.size(); ++i) {
        const int number = std::stoi(more->points[i].text.substr(1));
        QVERIFY(number < kFailures || more->clusterOf[i] == -1); // not guessed
    }
}

void TestKeptClusters::aNewerVersionOfTheEncoderEncodesAnew()
{
    Escalated fixture;
    fixture.serveRouter("router-1", R"({"encoder":"test-encoder"})");
    const auto first = encoded(fixture.stores, std::make_shared<ThemeEncoder>("1"));
    ROUTENLP_VERIFY(fixture.stores.textVectors->save(first->encoder, first->vectors));
    const auto newer = std::make_shared<ThemeEncoder>("2");
    const auto fresh = encoded(fixture.stores, newer);
    QCOMPARE(newer->encoded.load(), kFailures);
    QCOMPARE(fresh->vectors.size(), std::size_t(kFailures));
    const auto grouping = app::FailureClusterFinder(fixture.stores).group(wanted(), &*fresh, {});
    QCOMPARE(grouping->map.textSpace.embedded, std::size_t(kFailures));
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = app::encodeFailures(
        fixture.stores, wanted(), kEncoder, sourceOf(std::make_shared<ThemeEncoder>("3")), [](double) {}, stop.get_token());
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
}

void TestKeptClusters::aMapIsThereInAnotherProcessAndTakesWhatIsNew()
{
    Escalated fixture;
    QVERIFY(!app::FailureClusterFinder(fixture.stores).newest(kTask).value());
    const auto map = app::FailureClusterFinder(fixture.stores).find(wanted(), {});
    ROUTENLP_VERIFY(map);
    fixture.close();
    fixture.open();
    const auto looking = db::Workspace::openReadOnly(fixture.path());
    ROUTENLP_VERIFY(looking);
    const db::Stores attached = db::openStores(**looking);
    const app::FailureClusterFinder elsewhere(attached);
    const auto kept = elsewhere.newest(kTask);
    ROUTENLP_VERIFY(kept);
    QVERIFY(kept->has_value());
    QVERIFY((*kept)->query.layout == domain::MapLayout::Neighbourhoods);
    QVERIFY((*kept)->map.clusterOf == map->clusterOf);
    QVERIFY(placesOf((*kept)->map) == placesOf(*map));
    QCOMPARE((*kept)->map.clusters.size(), map->clusters.size());
    for (std::size_t i = 0; i < map->clusters.size(); ++i) {
        QVERIFY((*kept)->map.clusters[i].exemplars == map->clusters[i].exemplars);
        QVERIFY((*kept)->map.clusters[i].terms == map->clusters[i].terms);
    }
    QVERIFY(!elsewhere.newest("other").value());

    fixture.addFailures(kFailures, 12);
    const auto more = app::FailureClusterFinder(fixture.stores).find(wanted(), {});
    QCOMPARE(more->points.size(), std::size_t(kFailures + 12));
    const auto places = placesOf(*more);
    for (const auto& [id, place] : placesOf(*map)) {
        QVERIFY(places.at(id) == place); // what was on the map stays where it was
    }
    // one that only looks on finds too, and leaves what is kept alone
    ROUTENLP_VERIFY(elsewhere.find(wanted(domain::MapLayout::PrincipalPlane), {}));
    QVERIFY(elsewhere.newest(kTask).value()->query.layout == domain::MapLayout::Neighbourhoods);
}

void TestKeptClusters::whatAWorkerLeavesIsKeptByTheOwner()
{
    Escalated fixture;
    fixture.serveRouter("router-1", R"({"encoder":"test-encoder"})");
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const auto fresh = encoded(fixture.stores, std::make_shared<ThemeEncoder>("1"));
    const auto grouping = app::FailureClusterFinder(fixture.stores).group(wanted(), &*fresh, {});
    ROUTENLP_VERIFY(grouping);
    QVERIFY(!fixture.stores.textVectors->encoder(kEncoder).value()); // the worker wrote nothing
    ROUTENLP_VERIFY(app::writeClustering(path, grouping->stored, *fresh));
    ROUTENLP_VERIFY(app::keepClustering(path, *fixture.stores.failureMaps, *fixture.stores.textVectors));
    QVERIFY(fixture.stores.textVectors->encoder(kEncoder).value() == fresh->encoder);
    QCOMPARE(fixture.stores.textVectors->vectors(kEncoder, wanted().range)->size(), std::size_t(kFailures));
    const auto kept = app::FailureClusterFinder(fixture.stores).newest(kTask);
    QVERIFY(kept.value().has_value());
    QVERIFY(placesOf((*kept)->map) == placesOf(grouping->map));
    QVERIFY((*kept)->map.textSpace == grouping->map.textSpace);

    const QTemporaryDir broken;
    QVERIFY(!app::keepClustering(
        broken.path().toStdString(), *fixture.stores.failureMaps, *fixture.stores.textVectors)); // nothing was left
}

QTEST_GUILESS_MAIN(TestKeptClusters)
#include "tst_kept_clusters.moc"
