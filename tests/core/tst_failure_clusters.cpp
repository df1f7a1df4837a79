#include <QTest>

#include "core/base/rng.h"
#include "core/clustering/cluster_terms.h"
#include "core/clustering/failure_clusters.h"
#include "core/clustering/rand_index.h"
#include "core/clustering/spherical_kmeans.h"

#include <array>
#include <cmath>

using core::domain::FailureMap;
using core::domain::FailurePoint;

namespace {

constexpr std::array<std::array<const char*, 6>, 4> kThemes{{
    {"refund", "charged twice", "money back", "wrong amount", "card statement", "dispute"},
    {"password", "cannot log in", "reset link", "locked account", "sign in code", "authenticator"},
    {"parcel", "delivery late", "tracking number", "courier", "address changed", "shipping"},
    {"exchange rate", "currency", "transfer abroad", "foreign fee", "euro", "pound"},
}};

/// Texts of four themes in known proportions, with filler words and some texts of no theme.
struct Planted {
    std::vector<FailurePoint> points;
    std::vector<int> theme; ///< -1: none
};

Planted planted(std::size_t count, std::uint64_t seed)
{
    core::Rng rng(seed);
    Planted planted;
    for (std::size_t i = 0; i < count; ++i) {
        const double draw = rng.uniform();
        const int theme = draw < 0.4 ? 0 : draw < 0.65 ? 1 : draw < 0.85 ? 2 : draw < 0.95 ? 3 : -1;
        FailurePoint point;
        point.queryId = "q" + std::to_string(i);
        point.at = core::fromMicroseconds(static_cast<std::int64_t>(i) * 1'000'000);
        point.taskId = "cs_intent";
        point.text = "hello please help";
        for (int word = 0; word < 4; ++word) {
            point.text += theme >= 0
                ? std::string(" ") + kThemes[static_cast<std::size_t>(theme)][rng.below(6)]
                : " z" + std::to_string(rng.below(100'000));
        }
        point.isEscalated = true;
        point.escalationCost = core::domain::Money{theme == 3 ? 1'000'000 : 1000};
        if (rng.chance(0.5)) {
            point.meetsTarget = !rng.chance(theme == 1 ? 0.8 : 0.1);
        }
        planted.points.push_back(std::move(point));
        planted.theme.push_back(theme);
    }
    return planted;
}

core::clustering::FailureContext contextOf(std::size_t count)
{
    return {{core::fromMicroseconds(0), core::fromMicroseconds(static_cast<std::int64_t>(count) * 1'000'000)},
        static_cast<std::int64_t>(count) * 10, 1, {}};
}

} // namespace

class FailureClustersTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plantedThemesAreFound();
    void everyFigureFollowsFromItsMembers();
    void theSameSeedGivesTheSameMap();
    void theLayoutChangesTheMapAlone();
    void fewFailuresAreLeftUnclustered_data();
    void fewFailuresAreLeftUnclustered();
    void randIndexFollowsItsDefinition();
    void termsTellClustersApart();
};

void FailureClustersTest::plantedThemesAreFound()
{
    const Planted input = planted(1200, 5);
    const FailureMap map = core::clustering::clusterFailures(input.points, contextOf(1200));
    std::vector<int> found;
    std::vector<int> truth;
    for (std::size_t i = 0; i < input.theme.size(); ++i) {
        if (input.theme[i] >= 0 && map.clusterOf[i] >= 0) {
            found.push_back(map.clusterOf[i]);
            truth.push_back(input.theme[i]);
        }
    }
    const double rand = core::clustering::adjustedRandIndex(found, truth);
    const double information = core::clustering::normalisedMutualInformation(found, truth);
    qInfo("ARI %.3f, NMI %.3f, %zu clusters, %zu of 1200 unclustered", rand, information, map.clusters.size(),
        map.unclustered);
    QVERIFY(found.size() > 900);
    QVERIFY(information > 0.7);
    // Every theme is the majority of some cluster.
    for (int theme = 0; theme < 4; ++theme) {
        bool isFound = false;
        for (int cluster = 0; cluster < static_cast<int>(map.clusters.size()); ++cluster) {
            std::size_t ofTheme = 0;
            for (std::size_t i = 0; i < found.size(); ++i) {
                ofTheme += found[i] == cluster && truth[i] == theme ? 1U : 0U;
            }
            isFound = isFound || 2 * ofTheme > map.clusters[static_cast<std::size_t>(cluster)].size;
        }
        QVERIFY2(isFound, kThemes[static_cast<std::size_t>(theme)][0]);
    }
}

void FailureClustersTest::everyFigureFollowsFromItsMembers()
{
    const Planted input = planted(800, 6);
    const FailureMap map = core::clustering::clusterFailures(input.points, contextOf(800));
    QCOMPARE(map.clusterOf.size(), map.points.size());
    QCOMPARE(map.x.size(), map.points.size());
    std::size_t members = map.unclustered;
    std::int64_t previous = std::numeric_limits<std::int64_t>::max();
    for (std::size_t c = 0; c < map.clusters.size(); ++c) {
        const auto& cluster = map.clusters[c];
        std::size_t size = 0;
        std::size_t missed = 0;
        core::domain::Money cost;
        for (std::size_t i = 0; i < map.points.size(); ++i) {
            if (map.clusterOf[i] == static_cast<int>(c)) {
                ++size;
                missed += map.points[i].meetsTarget && !*map.points[i].meetsTarget ? 1U : 0U;
                cost += map.points[i].escalationCost;
            }
        }
        QCOMPARE(cluster.size, size);
        QCOMPARE(cluster.missed, missed);
        QVERIFY(cluster.escalationCost == cost);
        QVERIFY(cost.nanoUsd <= previous); // dearest first
        previous = cost.nanoUsd;
        QVERIFY(cluster.missLow <= cluster.missHigh);
        QVERIFY(std::abs(cluster.trafficShare - static_cast<double>(size) / 8000.0) < 1e-12);
        QVERIFY(!cluster.terms.empty() && !cluster.exemplars.empty());
        for (const std::size_t exemplar : cluster.exemplars) {
            QCOMPARE(map.clusterOf[exemplar], static_cast<int>(c));
        }
        members += size;
    }
    QCOMPARE(members, map.points.size());
}

void FailureClustersTest::theSameSeedGivesTheSameMap()
{
    const Planted input = planted(500, 7);
    const FailureMap first = core::clustering::clusterFailures(input.points, contextOf(500));
    const FailureMap second = core::clustering::clusterFailures(input.points, contextOf(500));
    QCOMPARE(first.clusterOf, second.clusterOf);
    QCOMPARE(first.x, second.x);
    QCOMPARE(first.clusters.front().terms, second.clusters.front().terms);
}

void FailureClustersTest::theLayoutChangesTheMapAlone()
{
    const Planted input = planted(400, 9);
    core::clustering::FailureContext context = contextOf(400);
    const FailureMap plane = core::clustering::clusterFailures(input.points, context);
    context.layout = core::domain::MapLayout::Neighbourhoods;
    const FailureMap near = core::clustering::clusterFailures(input.points, context);
    QVERIFY(near.clusterOf == plane.clusterOf);
    QVERIFY(near.x != plane.x);
    QVERIFY2(near.trustworthiness > plane.trustworthiness,
        qPrintable(QString("%1 %2").arg(near.trustworthiness).arg(plane.trustworthiness)));
    QVERIFY(near.layout == core::domain::MapLayout::Neighbourhoods);
}

void FailureClustersTest::fewFailuresAreLeftUnclustered_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("fifteen") << 15;
}

void FailureClustersTest::fewFailuresAreLeftUnclustered()
{
    QFETCH(const int, count);
    const auto size = static_cast<std::size_t>(count);
    const FailureMap map = core::clustering::clusterFailures(planted(size, 8).points, contextOf(size));
    QVERIFY(map.clusters.empty());
    QCOMPARE(map.unclustered, size);
}

void FailureClustersTest::randIndexFollowsItsDefinition()
{
    const std::vector<int> truth{0, 0, 1, 1};
    QCOMPARE(core::clustering::adjustedRandIndex(truth, std::vector<int>{1, 1, 0, 0}), 1.0);
    // scikit-learn's documented example: adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1])
    const double partial
        = core::clustering::adjustedRandIndex(std::vector<int>{0, 0, 1, 2}, std::vector<int>{0, 0, 1, 1});
    QVERIFY(std::abs(partial - 0.5714285714285715) < 1e-12);
    QVERIFY(core::clustering::adjustedRandIndex(truth, std::vector<int>{0, 1, 0, 1}) < 0);
}

void FailureClustersTest::termsTellClustersApart()
{
    const std::vector<std::string> texts{"refund my card", "refund my card payment", "reset my card password",
        "reset my card password now", "something else"};
    const std::vector<int> clusterOf{0, 0, 1, 1, -1};
    const auto terms = core::clustering::clusterTerms(texts, clusterOf, 2, 3);
    QCOMPARE(terms.size(), std::size_t{2});
    QVERIFY(terms[0].front().find("refund") != std::string::npos);
    QVERIFY(terms[1].front().find("reset") != std::string::npos
        || terms[1].front().find("password") != std::string::npos);
}

QTEST_GUILESS_MAIN(FailureClustersTest)
#include "tst_failure_clusters.moc"
