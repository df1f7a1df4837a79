#include <QTest>

#include "core/routing/cost_expectation.h"

#include <cmath>

using namespace core;

class TestCostExpectation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUnseenTierHasNoExpectedCost();
    void expectedCostCountsInstructionsAndMeanCompletion();
    void anUnknownPriceStaysUnknown();
    void completingAPredictionAddsTheTiersThatTheRouterDoesNotKnow();
};

void TestCostExpectation::anUnseenTierHasNoExpectedCost()
{
    domain::Tier tier;
    tier.id = "large";
    tier.prices = {1'000'000, 1'000'000};
    QVERIFY(!routing::CostExpectation().expectedCost("task", tier, 10).has_value());
}

void TestCostExpectation::expectedCostCountsInstructionsAndMeanCompletion()
{
    routing::CostExpectation expectation;
    expectation.observe("task", "large", 10, {60, 20}, 100);
    expectation.observe("task", "large", 20, {70, 40}, 300);
    domain::Tier tier;
    tier.id = "large";
    tier.prices = {1'000'000, 2'000'000};
    // 50 tokens of instructions beside the text, 30 of completion
    QCOMPARE(expectation.expectedCost("task", tier, 15)->nanoUsd, std::int64_t{65 * 1'000 + 30 * 2'000});
    QVERIFY(!expectation.expectedCost("other", tier, 15).has_value());
}

void TestCostExpectation::anUnknownPriceStaysUnknown()
{
    routing::CostExpectation expectation;
    expectation.observe("task", "large", 10, {60, 20}, 100);
    domain::Tier tier;
    tier.id = "large";
    QVERIFY(!expectation.expectedCost("task", tier, 15).has_value());
}

void TestCostExpectation::completingAPredictionAddsTheTiersThatTheRouterDoesNotKnow()
{
    std::vector<domain::Tier> tiers(2);
    tiers[0].id = "student";
    tiers[0].prices = {1'000'000, 1'000'000};
    tiers[1].id = "large";
    tiers[1].typicalLatencyMs = 900;
    routing::CostExpectation expectation;
    expectation.observe("task", "student", 10, {10, 2}, 4.0);
    domain::RoutePrediction prediction;
    prediction.tiers = {{"student", 0.8, 0.9, 0, 0}};
    expectation.complete(prediction, "task", tiers, 10);
    QCOMPARE(prediction.tiers.size(), std::size_t{2});
    QCOMPARE(prediction.tiers[0].meetsTargetProbability, 0.8);
    QVERIFY(qFuzzyCompare(prediction.tiers[0].expectedCostUsd, 12e-6));
    QVERIFY(std::isnan(prediction.tiers[1].meetsTargetProbability));
    QVERIFY(std::isnan(prediction.tiers[1].expectedCostUsd));
    QCOMPARE(prediction.tiers[1].expectedLatencyMs, 900.0);
}

QTEST_GUILESS_MAIN(TestCostExpectation)
#include "tst_cost_expectation.moc"
