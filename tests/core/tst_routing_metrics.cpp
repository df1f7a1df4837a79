#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/evaluation/routing_metrics.h"

#include <cmath>
#include <numeric>

using namespace core::evaluation;

namespace {

/// 101 queries whose scores rank them as they stand; the strong model gains on the last `gains` of them.
std::vector<RoutedItem> ranked(int gains, bool isReversed = false)
{
    std::vector<RoutedItem> items;
    for (int i = 0; i <= 100; ++i) {
        const double strong = i > 100 - gains ? 1.0 : 0.0;
        items.push_back({isReversed ? -i : static_cast<double>(i), 0.0, strong, static_cast<std::uint64_t>(i)});
    }
    return items;
}

} // namespace

class TestRoutingMetrics final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePointsAreTheDecilesOfTheScore();
    void apgrIsTheAreaBetweenTheModels();
    void theFirstCrossingIsInterpolated();
    void equalModelsHaveNoApgr();
    void tiesFollowTheTieBreak();
    void bootstrapSurroundsTheValue();
    void unitsAreDrawnWhole();
    void areaIsTheMeanHeight();
    void costAndQualityAreReadOffTheCurve();
    void calibrationErrorIsWeightedByCount();
    void rocCountsTiesHalf();
};

void TestRoutingMetrics::thePointsAreTheDecilesOfTheScore()
{
    const TwoModelCurve curve = twoModelCurve(ranked(20));
    QCOMPARE(curve.points.size(), std::size_t{11});
    QCOMPARE(curve.points.front().first, 0.0);
    QCOMPARE(curve.points[1].first, 11.0 / 101); // scores 90 to 100 are at or above the edge 90
    QCOMPARE(curve.points.back().first, 1.0);
    QCOMPARE(curve.points[1].second, 11.0 / 101);
}

void TestRoutingMetrics::apgrIsTheAreaBetweenTheModels()
{
    // By hand: accuracy 0, 11/101, 20/101 ... at shares 0, 11/101, 21/101, 31/101 ... 1.
    const double s = 101.0;
    const double area = (11 / s) * (11 / s) / 2 + (10 / s) * (31 / s) / 2 + (80 / s) * (20 / s);
    QVERIFY(std::abs(twoModelCurve(ranked(20)).apgr - area / (20 / s)) < 1e-12);
    QVERIFY(twoModelCurve(ranked(20, true)).apgr < 0.2);
}

void TestRoutingMetrics::theFirstCrossingIsInterpolated()
{
    const TwoModelCurve curve = twoModelCurve(ranked(20));
    QVERIFY(std::abs(*curve.cpt50 - 100 * 10.0 / 101) < 1e-9);
    QVERIFY(std::abs(*curve.cpt80 - 100 * (11 + 10 * 5.0 / 9) / 101) < 1e-9);
}

void TestRoutingMetrics::equalModelsHaveNoApgr()
{
    const TwoModelCurve curve = twoModelCurve(ranked(0));
    QVERIFY(std::isnan(curve.apgr));
    QVERIFY(!curve.cpt50);
    QVERIFY(std::isnan(twoModelCurve({}).apgr));
}

void TestRoutingMetrics::tiesFollowTheTieBreak()
{
    std::vector<RoutedItem> items = ranked(20);
    const double apart = twoModelCurve(items).apgr;
    for (RoutedItem& item : items) {
        item.score = 7;
    }
    QCOMPARE(twoModelCurve(items).apgr, apart);
}

void TestRoutingMetrics::bootstrapSurroundsTheValue()
{
    const auto items = ranked(20);
    const ScoreInterval interval = interval95(bootstrapApgr(items, 400, 3));
    QVERIFY(interval.low < twoModelCurve(items).apgr && twoModelCurve(items).apgr < interval.high);
    QCOMPARE(interval95(bootstrapApgr(items, 400, 3)).low, interval.low);
}

void TestRoutingMetrics::unitsAreDrawnWhole()
{
    const auto items = ranked(20);
    const std::vector<std::size_t> one(items.size(), 0);
    for (const double apgr : bootstrapApgr(items, 10, 3, one)) {
        QCOMPARE(apgr, twoModelCurve(items).apgr); // the only unit is drawn, and it holds everything
    }
    std::vector<std::size_t> each(items.size());
    std::iota(each.begin(), each.end(), std::size_t{0});
    QCOMPARE(bootstrapApgr(items, 10, 3, each), bootstrapApgr(items, 10, 3));
}

void TestRoutingMetrics::areaIsTheMeanHeight()
{
    const std::vector<CostPoint> curve{{3, 0.8}, {1, 0.4}};
    QVERIFY(std::abs(curveArea(curve, 1, 3) - 0.6) < 1e-12);
    QVERIFY(std::abs(curveArea(curve, 0, 4) - (0.4 + 1.2 + 0.8) / 4) < 1e-12);
    QVERIFY(std::isnan(curveArea({}, 0, 1)));
}

void TestRoutingMetrics::costAndQualityAreReadOffTheCurve()
{
    const std::vector<CostPoint> curve{{3, 0.8}, {1, 0.4}};
    QVERIFY(std::abs(qualityAt(curve, 2) - 0.6) < 1e-12);
    QVERIFY(std::isnan(qualityAt(curve, 0.5)));
    QVERIFY(std::abs(*costAt(curve, 0.6) - 2) < 1e-12);
    QVERIFY(!costAt(curve, 0.9));
}

void TestRoutingMetrics::calibrationErrorIsWeightedByCount()
{
    const std::vector<std::pair<double, bool>> predictions{{0.95, true}, {0.95, false}, {0.05, false}, {0.05, false}};
    QVERIFY(std::abs(expectedCalibrationError(predictions) - (0.9 + 0.1) / 4) < 1e-12);
}

void TestRoutingMetrics::rocCountsTiesHalf()
{
    QCOMPARE(rocArea({{0.1, false}, {0.9, true}}), 1.0);
    QCOMPARE(rocArea({{0.5, false}, {0.5, true}}), 0.5);
    QVERIFY(std::isnan(rocArea({{0.5, true}})));
}

QTEST_GUILESS_MAIN(TestRoutingMetrics)
#include "tst_routing_metrics.moc"
