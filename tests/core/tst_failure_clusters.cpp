#include <QTest>

#include "core/base/rng.h"
#include "core/clustering/cluster_terms.h"
#include "core/clustering/failure_clusters.h"
#include "core/clustering/number_of_clusters.h"
#include "core/clustering/rand_index.h"
#include "core/clustering/sentence_vectors.h"
#include "core/clustering/text_space.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

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
        point.isSentPast = rng.chance(0.2);
        point.isEscalated = !point.isSentPast;
        if (theme >= 0 && rng.chance(0.6)) {
            point.label = "theme" + std::to_string(rng.chance(0.9) ? theme : 9);
        }
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
    void judgedAnswersChangeTheRatesAlone();
    void aMapOfMostlyTheSameFailuresStays();
    void groupsAreStableAndACloudIsNot();
    void aTextLikeNoOtherIsNearLittle();
    void anEncoderTellsWhatWordsDoNot();
    void packedVectorsKeepTheirDirection();
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
        std::size_t sentPast = 0;
        std::map<std::string, std::size_t> labels;
        core::domain::Money cost;
        for (std::size_t i = 0; i < map.points.size(); ++i) {
            if (map.clusterOf[i] == static_cast<int>(c)) {
                ++size;
                missed += map.points[i].meetsTarget && !*map.points[i].meetsTarget ? 1U : 0U;
                sentPast += map.points[i].isSentPast ? 1U : 0U;
                cost += map.points[i].escalationCost;
                if (!map.points[i].label.empty()) {
                    ++labels[map.points[i].label];
                }
            }
        }
        QCOMPARE(cluster.size, size);
        QCOMPARE(cluster.missed, missed);
        QVERIFY(cluster.escalationCost == cost);
        QVERIFY(cost.nanoUsd <= previous); // dearest first
        previous = cost.nanoUsd;
        QCOMPARE(cluster.sentPast, sentPast);
        QCOMPARE(cluster.escalated, size - sentPast);
        std::size_t labelled = 0;
        for (const auto& [label, count] : labels) {
            labelled += count;
            QVERIFY(count <= cluster.purity.same);
        }
        QCOMPARE(cluster.purity.labelled, labelled);
        QCOMPARE(cluster.purity.same, labelled > 0 ? labels.at(cluster.purity.label) : 0U);
        QVERIFY(cluster.missRate.judged == 0 && cluster.missRate.low <= cluster.missRate.high);
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

void FailureClustersTest::judgedAnswersChangeTheRatesAlone()
{
    const Planted input = planted(600, 10);
    const Planted others = planted(300, 11);
    core::clustering::FailureContext context = contextOf(600);
    const FailureMap without = core::clustering::clusterFailures(input.points, context);
    for (std::size_t i = 0; i < others.points.size(); ++i) {
        context.judged.push_back({"judged" + std::to_string(i), others.points[i].text, others.theme[i] != 1, 0.5});
    }
    const FailureMap map = core::clustering::clusterFailures(input.points, context);
    QVERIFY(map.clusterOf == without.clusterOf && map.x == without.x && map.points.size() == 600);
    std::size_t judged = map.unclusteredMissRate.judged;
    std::size_t missed = map.unclusteredMissRate.missed;
    double highest = 0;
    double lowest = 1;
    for (std::size_t c = 0; c < map.clusters.size(); ++c) {
        const core::domain::MissRate& rate = map.clusters[c].missRate;
        QCOMPARE(map.clusters[c].size, without.clusters[c].size);
        QCOMPARE(map.clusters[c].missed, without.clusters[c].missed);
        judged += rate.judged;
        missed += rate.missed;
        highest = std::max(highest, rate.rate);
        lowest = std::min(lowest, rate.rate);
    }
    QCOMPARE(judged, others.points.size());
    QCOMPARE(missed, static_cast<std::size_t>(std::count(others.theme.begin(), others.theme.end(), 1)));
    QVERIFY2(highest > 0.4 && lowest < 0.2, qPrintable(QString("%1 %2").arg(highest).arg(lowest)));
}

void FailureClustersTest::aMapOfMostlyTheSameFailuresStays()
{
    const Planted input = planted(600, 12);
    const auto firstOf
        = [&](std::ptrdiff_t count) { return std::vector(input.points.begin(), input.points.begin() + count); };
    core::clustering::FailureContext context = contextOf(600);
    context.layout = core::domain::MapLayout::Neighbourhoods;
    core::clustering::KeptMap kept;
    const FailureMap first = core::clustering::clusterFailures(firstOf(200), context, {}, &kept);
    const FailureMap more = core::clustering::clusterFailures(firstOf(240), context, {}, &kept);
    QVERIFY(std::equal(first.x.begin(), first.x.end(), more.x.begin())
        && std::equal(first.y.begin(), first.y.end(), more.y.begin()));
    QCOMPARE(more.x.size(), std::size_t(240));
    const auto [left, right] = std::minmax_element(first.x.begin(), first.x.end());
    for (std::size_t i = 200; i < 240; ++i) { // among the others
        QVERIFY(more.x[i] >= *left && more.x[i] <= *right);
    }
    int asked = 0;
    const FailureMap stopped
        = core::clustering::clusterFailures(firstOf(600), context, [&](double) { return ++asked < 3; }, &kept);
    QVERIFY(stopped.points.empty() && kept.places.size() == 240); // gave up, and keeps what it had
    const FailureMap other = core::clustering::clusterFailures(firstOf(600), context, {}, &kept);
    QVERIFY(!std::equal(first.x.begin(), first.x.end(), other.x.begin())); // too much is new
    QVERIFY(other.x == core::clustering::clusterFailures(firstOf(600), context).x);
}

void FailureClustersTest::groupsAreStableAndACloudIsNot()
{
    constexpr std::size_t kDimensions = 16;
    const auto vectors = [](bool isGrouped) {
        core::Rng rng(13);
        core::clustering::VectorSet set{400, kDimensions, {}};
        for (std::size_t i = 0; i < set.count; ++i) {
            std::vector<double> row(kDimensions);
            double squares = 0;
            for (std::size_t d = 0; d < kDimensions; ++d) {
                row[d] = isGrouped ? 0.15 * rng.normal() + (d == i % 4 ? 1.0 : 0.0) : rng.normal();
                squares += row[d] * row[d];
            }
            for (const double value : row) {
                set.values.push_back(static_cast<float>(value / std::sqrt(squares)));
            }
        }
        return set;
    };
    const core::clustering::ClusterCount groups = core::clustering::numberOfClusters(vectors(true), 1);
    QCOMPARE(groups.k, std::size_t(4));
    QVERIFY2(groups.stability > 0.9, qPrintable(QString::number(groups.stability)));
    const core::clustering::ClusterCount cloud = core::clustering::numberOfClusters(vectors(false), 1);
    QVERIFY2(cloud.stability < 0.5, qPrintable(QString::number(cloud.stability)));
    const core::clustering::ClusterCount again = core::clustering::numberOfClusters(vectors(false), 1);
    QVERIFY(again.k == cloud.k && again.stability == cloud.stability && again.silhouette == cloud.silhouette);
}

void FailureClustersTest::aTextLikeNoOtherIsNearLittle()
{
    std::vector<std::string> texts;
    for (const FailurePoint& point : planted(400, 14).points) {
        texts.push_back(point.text);
    }
    const core::clustering::TextSpace space(texts);
    const std::vector<std::string> asked{"refund dispute charged twice money back", "qwertz yxcvb asdfgh", ""};
    const core::clustering::VectorSet vectors = space.vectors(asked);
    const auto lengthOf
        = [&](std::size_t row) { return std::sqrt(core::clustering::dot(vectors.row(row), vectors.row(row))); };
    QVERIFY2(lengthOf(0) > 0.7F && lengthOf(1) < 0.6F, qPrintable(QString("%1 %2").arg(lengthOf(0)).arg(lengthOf(1))));
    QVERIFY(lengthOf(0) < 1.001F);
    QCOMPARE(lengthOf(2), 0.0F);
}

/// Texts without a word in common: of the same theme only the encoder knows.
void FailureClustersTest::anEncoderTellsWhatWordsDoNot()
{
    constexpr std::size_t kDimensions = 16;
    constexpr std::size_t kTexts = 400;
    core::Rng rng(21);
    core::clustering::SentenceVectors sentences("test-encoder", kDimensions);
    std::vector<FailurePoint> points;
    std::vector<int> truth;
    for (std::size_t i = 0; i < kTexts; ++i) {
        FailurePoint point;
        point.queryId = "q" + std::to_string(i);
        point.at = core::fromMicroseconds(static_cast<std::int64_t>(i) * 1'000'000);
        point.text = "w" + std::to_string(2 * i) + " w" + std::to_string(2 * i + 1);
        point.isEscalated = true;
        const std::size_t theme = i % 4;
        std::vector<float> vector(kDimensions);
        for (std::size_t d = 0; d < kDimensions; ++d) {
            vector[d] = static_cast<float>(0.05 * rng.normal() + (d == theme ? 1.0 : 0.0));
        }
        if (i % 10 != 9) { // a tenth is not encoded
            sentences.add(point.text, core::clustering::SentenceVectors::packed(vector));
        }
        truth.push_back(static_cast<int>(theme));
        points.push_back(std::move(point));
    }
    core::clustering::FailureContext context = contextOf(kTexts);
    const FailureMap words = core::clustering::clusterFailures(points, context);
    context.sentences = &sentences;
    const FailureMap map = core::clustering::clusterFailures(points, context);
    QVERIFY(words.textSpace.encoder.empty());
    QCOMPARE(map.textSpace.encoder, std::string("test-encoder"));
    QCOMPARE(map.points.size(), kTexts);
    std::vector<int> found;
    std::vector<int> known;
    for (std::size_t i = 0; i < kTexts; ++i) {
        if (!sentences.contains(points[i].text)) {
            QCOMPARE(map.clusterOf[i], -1);
        } else if (map.clusterOf[i] >= 0) {
            found.push_back(map.clusterOf[i]);
            known.push_back(truth[i]);
        }
    }
    QVERIFY2(found.size() > kTexts / 2, qPrintable(QString::number(found.size())));
    const double rand = core::clustering::adjustedRandIndex(found, known);
    QVERIFY2(rand > 0.9, qPrintable(QString::number(rand)));
    const FailureMap again = core::clustering::clusterFailures(points, context);
    QVERIFY(again.clusterOf == map.clusterOf && again.x == map.x);
}

void FailureClustersTest::packedVectorsKeepTheirDirection()
{
    core::Rng rng(22);
    std::vector<float> vector(512);
    for (float& value : vector) {
        value = static_cast<float>(rng.normal());
    }
    core::clustering::SentenceVectors sentences("test-encoder", vector.size());
    sentences.add("text", core::clustering::SentenceVectors::packed(vector));
    sentences.add("short", std::string(3, '\1')); // of another length
    QVERIFY(sentences.contains("text") && !sentences.contains("short"));
    std::vector<float> row(vector.size());
    sentences.embed("text", row);
    const float length = std::sqrt(core::clustering::dot(vector, vector));
    const float cosine = core::clustering::dot(vector, row) / length;
    QVERIFY2(cosine > 0.9998F && cosine < 1.0001F, qPrintable(QString::number(cosine)));
    sentences.embed("unknown", row);
    QVERIFY(std::all_of(row.begin(), row.end(), [](float value) { return value == 0.0F; }));
    QCOMPARE(core::clustering::SentenceVectors::packed(std::vector<float>(4, 0.0F)), std::string(4, '\0'));
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
