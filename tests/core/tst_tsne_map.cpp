#include <QtTest/QtTest>

#include "core/base/rng.h"
#include "core/clustering/tsne_map.h"

#include <cmath>

using namespace core;
using namespace core::clustering;

namespace {

constexpr std::size_t kBlobs = 4;
constexpr std::size_t kDimensions = 16;

/// Unit vectors around `kBlobs` orthogonal directions, blob i % kBlobs.
VectorSet blobs(std::size_t count, std::uint64_t seed)
{
    Rng rng(seed);
    VectorSet vectors;
    vectors.count = count;
    vectors.dimensions = kDimensions;
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<double> row(kDimensions);
        double squares = 0;
        for (std::size_t d = 0; d < kDimensions; ++d) {
            row[d] = 0.15 * rng.normal() + (d == i % kBlobs ? 1.0 : 0.0);
            squares += row[d] * row[d];
        }
        for (const double value : row) {
            vectors.values.push_back(static_cast<float>(value / std::sqrt(squares)));
        }
    }
    return vectors;
}

double squaredDistance(const PlanePoints& map, std::size_t a, std::size_t b)
{
    const auto dx = static_cast<double>(map.x[a] - map.x[b]);
    const auto dy = static_cast<double>(map.y[a] - map.y[b]);
    return dx * dx + dy * dy;
}

/// Share of points whose nearest other point on the map is of their own blob.
double ownNeighbourShare(const PlanePoints& map, std::size_t first, std::size_t count)
{
    double own = 0;
    for (std::size_t i = first; i < count; ++i) {
        std::size_t nearest = i == 0 ? 1 : 0;
        for (std::size_t j = 0; j < count; ++j) {
            if (j != i && squaredDistance(map, i, j) < squaredDistance(map, i, nearest)) {
                nearest = j;
            }
        }
        own += nearest % kBlobs == i % kBlobs ? 1 : 0;
    }
    return own / static_cast<double>(count - first);
}

} // namespace

class TestTsneMap final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nearestNeighboursAreTheExactOnes();
    void keepsTogetherWhatBelongsTogether();
    void isTheSameEveryTime();
    void coarseCellsChangeLittle();
    void furtherPointsLandAmongTheirNeighbours();
    void equalVectorsDoNotHang();
    void stopsWhenAsked();
    void trustworthinessTellsAGoodMapFromAMirroredShuffle();
};

void TestTsneMap::nearestNeighboursAreTheExactOnes()
{
    const VectorSet vectors = blobs(150, 1);
    const Neighbours found = nearNeighbours(vectors, 3);
    QCOMPARE(found.k, std::size_t{3});
    for (std::size_t i = 0; i < vectors.count; ++i) {
        std::size_t nearer = 0;
        for (std::size_t j = 0; j < vectors.count; ++j) {
            nearer += j != i && dot(vectors.row(i), vectors.row(j)) > found.cosines[3 * i + 2] + 1e-6F ? 1 : 0;
        }
        QVERIFY2(nearer <= 2, qPrintable(QString::number(nearer)));
        QVERIFY(found.rows[3 * i] != i);
    }
}

void TestTsneMap::keepsTogetherWhatBelongsTogether()
{
    const VectorSet vectors = blobs(400, 2);
    const PlanePoints map = tsneMap(vectors);
    QCOMPARE(map.x.size(), vectors.count);
    QVERIFY(ownNeighbourShare(map, 0, vectors.count) > 0.97);
    QVERIFY(trustworthiness(vectors, map, 10) > trustworthiness(vectors, principalPlane(vectors), 10));
}

void TestTsneMap::isTheSameEveryTime()
{
    const VectorSet vectors = blobs(200, 3);
    const PlanePoints first = tsneMap(vectors);
    const PlanePoints second = tsneMap(vectors);
    QVERIFY(first.x == second.x && first.y == second.y);
}

void TestTsneMap::coarseCellsChangeLittle()
{
    const VectorSet vectors = blobs(300, 4);
    TsneOptions exact;
    exact.theta = 0;
    QVERIFY(std::abs(trustworthiness(vectors, tsneMap(vectors), 10) - trustworthiness(vectors, tsneMap(vectors, exact), 10))
        < 0.03);
}

void TestTsneMap::furtherPointsLandAmongTheirNeighbours()
{
    const VectorSet mapped = blobs(400, 5);
    const VectorSet further = blobs(40, 6);
    PlanePoints map = tsneMap(mapped);
    const PlanePoints before = map;
    const PlanePoints placed = placedOnMap(further, mapped, map);
    QCOMPARE(placed.x.size(), further.count);
    QVERIFY(map.x == before.x);
    map.x.insert(map.x.end(), placed.x.begin(), placed.x.end());
    map.y.insert(map.y.end(), placed.y.begin(), placed.y.end());
    QVERIFY(ownNeighbourShare(map, mapped.count, map.x.size()) > 0.95);
}

void TestTsneMap::equalVectorsDoNotHang()
{
    VectorSet vectors = blobs(kBlobs, 7);
    vectors.count = 200;
    const std::vector<float> once = vectors.values;
    while (vectors.values.size() < vectors.count * kDimensions) {
        vectors.values.insert(vectors.values.end(), once.begin(), once.end());
    }
    const PlanePoints map = tsneMap(vectors);
    for (const float x : map.x) {
        QVERIFY(std::isfinite(x));
    }
}

void TestTsneMap::stopsWhenAsked()
{
    int asked = 0;
    const PlanePoints map = tsneMap(blobs(200, 8), {}, [&asked](double) { return ++asked < 5; });
    QVERIFY(map.x.empty());
    QCOMPARE(asked, 5);
}

void TestTsneMap::trustworthinessTellsAGoodMapFromAMirroredShuffle()
{
    const VectorSet vectors = blobs(200, 9);
    PlanePoints map = tsneMap(vectors);
    const double good = trustworthiness(vectors, map, 10);
    for (float& x : map.x) {
        x = -x;
    }
    QCOMPARE(trustworthiness(vectors, map, 10), good);
    Rng(1).shuffle(std::span(map.x));
    Rng(2).shuffle(std::span(map.y));
    const double shuffled = trustworthiness(vectors, map, 10);
    QVERIFY2(shuffled < good - 0.15 && std::abs(shuffled - 0.5) < 0.05, qPrintable(QString::number(shuffled)));
}

QTEST_GUILESS_MAIN(TestTsneMap)
#include "tst_tsne_map.moc"
