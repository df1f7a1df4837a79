#include <QTest>

#include "core/routing/route_planner.h"

#include <cmath>
#include <limits>

using namespace core;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<domain::Tier> tiers()
{
    std::vector<domain::Tier> all(3);
    all[0].id = "student";
    all[1].id = "medium";
    all[2].id = "large";
    return all;
}

domain::RoutePrediction prediction(double studentProbability, double mediumProbability, double mediumCost)
{
    domain::RoutePrediction result;
    result.tiers = {{"student", studentProbability, 0, 0.001, 0}, {"medium", mediumProbability, 0, mediumCost, 0},
        {"large", 1, 1, 1.0, 0}};
    return result;
}

domain::TaskPolicy policy(std::initializer_list<const char*> accepting)
{
    domain::TaskPolicy result;
    for (const char* tier : accepting) {
        result.thresholds[tier] = 0.5;
    }
    return result;
}

using Plan = std::vector<std::string>;

} // namespace

class TestRoutePlanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTiersThatMayAcceptAreTriedBeforeTheLast();
    void aTierThatSavesLessThanItCostsIsSkipped();
    void unknownFiguresNeverJustifyASkip();
    void aNovelQueryGoesStraightToTheLastTier();
    void oneTiersThresholdDoesNotChangeWhenAnotherIsTried();
    void theScoreIsTheAnswersOwnConfidenceWhereThereIsOne();
};

void TestRoutePlanner::onlyTiersThatMayAcceptAreTriedBeforeTheLast()
{
    const auto all = tiers();
    QCOMPARE(routing::planRoute(prediction(.9, .9, .2), all, policy({})), (Plan{"large"}));
    QCOMPARE(routing::planRoute(prediction(.9, .9, .2), all, policy({"student"})), (Plan{"student", "large"}));
    QCOMPARE(routing::planRoute(prediction(.9, .9, .2), all, policy({"student", "medium"})),
        (Plan{"student", "medium", "large"}));
}

void TestRoutePlanner::aTierThatSavesLessThanItCostsIsSkipped()
{
    const auto all = tiers();
    QCOMPARE(routing::planRoute(prediction(.9, .15, .2), all, policy({"student", "medium"})), (Plan{"student", "large"}));
    QCOMPARE(routing::planRoute(prediction(.0005, .9, .2), all, policy({"student", "medium"})), (Plan{"medium", "large"}));
    routing::PlanOptions options;
    options.skipsUnprofitableTiers = false;
    QCOMPARE(routing::planRoute(prediction(.9, .15, .2), all, policy({"medium"}), options), (Plan{"medium", "large"}));
}

void TestRoutePlanner::unknownFiguresNeverJustifyASkip()
{
    const auto all = tiers();
    QCOMPARE(routing::planRoute(prediction(.9, .01, kNan), all, policy({"medium"})), (Plan{"medium", "large"}));
    QCOMPARE(routing::planRoute(prediction(.9, kNan, .2), all, policy({"medium"})), (Plan{"medium", "large"}));
    QCOMPARE(routing::planRoute({}, all, policy({"student"})), (Plan{"student", "large"}));
}

void TestRoutePlanner::aNovelQueryGoesStraightToTheLastTier()
{
    const auto all = tiers();
    domain::RoutePrediction novel = prediction(.9, .9, .2);
    novel.isNovel = true;
    QCOMPARE(routing::planRoute(novel, all, policy({"student", "medium"})), (Plan{"large"}));
}

void TestRoutePlanner::oneTiersThresholdDoesNotChangeWhenAnotherIsTried()
{
    const auto all = tiers();
    for (const double probability : {.05, .3, .9}) {
        const auto alone = routing::planRoute(prediction(probability, .9, .2), all, policy({"student"}));
        const auto both = routing::planRoute(prediction(probability, .9, .2), all, policy({"student", "medium"}));
        QCOMPARE(alone.front() == "student", both.front() == "student");
    }
}

void TestRoutePlanner::theScoreIsTheAnswersOwnConfidenceWhereThereIsOne()
{
    QCOMPARE(routing::acceptanceScore(.7, prediction(.9, .8, .2), "medium"), .7);
    QCOMPARE(routing::acceptanceScore(kNan, prediction(.9, .8, .2), "medium"), .8);
    QVERIFY(std::isnan(routing::acceptanceScore(kNan, {}, "medium")));
}

QTEST_GUILESS_MAIN(TestRoutePlanner)
#include "tst_route_planner.moc"
