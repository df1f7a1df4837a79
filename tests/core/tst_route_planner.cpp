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
    void aLatencyLimitDropsTheTrialsThatSaveLeast();
    void aBudgetEndsThePlanWithWhatItCanPay();
    void unknownFiguresNeverBreakALimit();
    void limitsChangeTheHashAndTheirAbsenceDoesNot();
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

void TestRoutePlanner::aLatencyLimitDropsTheTrialsThatSaveLeast()
{
    const auto all = tiers();
    domain::RoutePrediction expected = prediction(.9, .5, .2);
    expected.tiers[0].expectedLatencyMs = 10;
    expected.tiers[1].expectedLatencyMs = 300;
    expected.tiers[2].expectedLatencyMs = 800;
    domain::TaskPolicy limited = policy({"student", "medium"});
    limited.limits.latencyMs = 1110;
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"student", "medium", "large"}));
    limited.limits.latencyMs = 1100; // student saves .899, medium .3
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"student", "large"}));
    limited.limits.latencyMs = 805;
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"large"}));
    limited.limits.latencyMs = 1; // somebody has to answer
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"large"}));
}

void TestRoutePlanner::aBudgetEndsThePlanWithWhatItCanPay()
{
    const auto all = tiers();
    const domain::RoutePrediction expected = prediction(.9, .5, .2);
    QVERIFY(std::abs(routing::planCostUsd(expected, Plan{"student", "medium", "large"}) - (.001 + .1 * .2 + .05)) < 1e-12);
    domain::TaskPolicy limited = policy({"student", "medium"});
    limited.limits.costUsd = .08;
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"student", "medium", "large"}));
    limited.limits.costUsd = .05; // neither the large one nor the medium one fits
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"student"}));
    limited.limits.costUsd = .3;
    QCOMPARE(routing::planRoute(prediction(.1, .1, .25), all, limited), (Plan{"student", "medium"}));
    limited.limits.costUsd = .0001; // not even the cheapest: it answers all the same
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"student"}));
}

void TestRoutePlanner::unknownFiguresNeverBreakALimit()
{
    const auto all = tiers();
    domain::RoutePrediction expected = prediction(.9, .9, kNan);
    expected.tiers[1].expectedLatencyMs = kNan;
    domain::TaskPolicy limited = policy({"medium"});
    limited.limits = {500.0, .2};
    QCOMPARE(routing::planRoute(expected, all, limited), (Plan{"medium", "large"}));
    limited.limits = {500.0, {}};
    QCOMPARE(routing::planRoute({}, all, limited), (Plan{"medium", "large"}));
}

void TestRoutePlanner::limitsChangeTheHashAndTheirAbsenceDoesNot()
{
    domain::PolicyVersion version;
    version.tasks["t"].taskId = "t";
    const std::string without = domain::sealed(version).hash;
    version.tasks["t"].limits.latencyMs = 5;
    const std::string latency = domain::sealed(version).hash;
    version.tasks["t"].limits = {{}, 5.0};
    QVERIFY(latency != without);
    QVERIFY(domain::sealed(version).hash != latency);
    version.tasks["t"].limits = {};
    QCOMPARE(domain::sealed(version).hash, without);
}

QTEST_GUILESS_MAIN(TestRoutePlanner)
#include "tst_route_planner.moc"
