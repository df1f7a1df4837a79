#include <QTest>

#include "core/clustering/miss_rates.h"
#include "core/domain/proportion.h"

#include <cmath>
#include <limits>

using core::clustering::MissRates;
using core::clustering::VectorSet;
using core::domain::FailurePoint;
using core::domain::JudgedAnswer;

namespace {

/// Two clusters along the axes of a plane, two failures each, and one failure of no cluster.
struct Plane {
    std::vector<FailurePoint> points;
    std::vector<int> clusterOf{0, 0, 1, 1, -1};
    VectorSet vectors{5, 2, {1, 0, 0.96F, 0.28F, 0, 1, 0.28F, 0.96F, -1, 0}};

    Plane()
    {
        for (int i = 0; i < 5; ++i) {
            points.emplace_back().queryId = "q" + std::to_string(i);
        }
    }
};

MissRates ratesOf(const Plane& plane, const std::vector<JudgedAnswer>& judged, const std::vector<float>& places)
{
    return core::clustering::missRates(
        plane.points, plane.clusterOf, 2, plane.vectors, judged, {judged.size(), 2, places});
}

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

} // namespace

class MissRatesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goodAnswersCountInTheDenominator()
    {
        const MissRates rates = ratesOf({},
            {{"q0", "", false, 1}, {"good1", "", true, 1}, {"good2", "", true, 1}, {"good3", "", true, 1}},
            {1, 0, 1, 0, 0.8F, 0.6F, 0, 1});
        QCOMPARE(rates.clusters[0].judged, std::size_t(3));
        QCOMPARE(rates.clusters[0].missed, std::size_t(1));
        QVERIFY(isNear(rates.clusters[0].rate, 1.0 / 3));
        const core::domain::Interval wilson = core::domain::wilsonInterval(1, 3);
        QVERIFY(isNear(rates.clusters[0].low, wilson.low) && isNear(rates.clusters[0].high, wilson.high));
        QVERIFY(rates.clusters[1].judged == 1 && isNear(rates.clusters[1].rate, 0));
        QCOMPARE(rates.unclustered.judged, std::size_t(0));
        QVERIFY(isNear(rates.unclustered.low, 0) && isNear(rates.unclustered.high, 1));
    }

    void rarelyDrawnAnswersStandForMore()
    {
        // one miss drawn at one in ten among ten good answers that are always judged: 10 of 20
        std::vector<JudgedAnswer> judged{{"miss", "", false, 0.1}};
        std::vector<float> places{1, 0};
        for (int i = 0; i < 10; ++i) {
            judged.push_back({"good" + std::to_string(i), "", true, 1});
            places.insert(places.end(), {1, 0});
        }
        const MissRates rates = ratesOf({}, judged, places);
        QVERIFY(isNear(rates.clusters[0].rate, 0.5));
        const core::domain::Interval wilson = core::domain::wilsonIntervalOf(0.5, 20.0 * 20.0 / 110.0);
        QVERIFY(isNear(rates.clusters[0].low, wilson.low) && isNear(rates.clusters[0].high, wilson.high));
    }

    void aFailureCountsWhereItIsAndWhatIsFarForNone()
    {
        const MissRates rates = ratesOf({}, {{"q4", "", false, 1}, {"far", "", true, 1}}, {1, 0, -1, 0});
        QCOMPARE(rates.unclustered.judged, std::size_t(2)); // q4 belongs to no cluster, whatever it is near
        QVERIFY(rates.clusters[0].judged == 0 && rates.clusters[1].judged == 0);
    }

    void unknownProbabilitiesAreLeftOut()
    {
        const MissRates rates = ratesOf({},
            {{"a", "", false, 0}, {"b", "", false, std::numeric_limits<double>::quiet_NaN()}, {"c", "", false, 2}},
            {1, 0, 1, 0, 1, 0});
        QCOMPARE(rates.clusters[0].judged, std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(MissRatesTest)
#include "tst_miss_rates.moc"
