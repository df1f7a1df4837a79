#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/rng.h"
#include "core/torch/confidence.h"

#include <cmath>

using namespace core::torch;

class TestConfidence final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void summaryNamesBestAndSecond();
    void oneClassIsCertain();
    void temperatureUndoesAScale();
    void temperatureIsOneWithoutData();
    void logisticRecoversItsCoefficients();
    void logisticReturnsThePriorWithoutData();
    void separableDataStaysFinite();
};

void TestConfidence::summaryNamesBestAndSecond()
{
    const DistributionSummary summary = summaryOf(std::vector<double>{0.2, 0.7, 0.1});
    QCOMPARE(summary.best, std::size_t{1});
    QCOMPARE(summary.probability, 0.7);
    QVERIFY(std::abs(summary.margin - 0.5) < 1e-12);
    QVERIFY(std::abs(summaryOf(std::vector<double>{0.25, 0.25, 0.25, 0.25}).entropy - 1) < 1e-12);
}

void TestConfidence::oneClassIsCertain()
{
    const DistributionSummary summary = summaryOf(softmax(std::vector<float>{-3.0F}, 2));
    QCOMPARE(summary.probability, 1.0);
    QCOMPARE(summary.entropy, 0.0);
}

void TestConfidence::temperatureUndoesAScale()
{
    core::Rng rng(3);
    std::vector<JudgedLogits> items;
    for (int i = 0; i < 20000; ++i) {
        const auto gap = static_cast<float>(rng.uniform(-3, 3));
        const bool first = rng.chance(sigmoid(static_cast<double>(gap)));
        items.push_back({{2.5F * gap, 0.0F}, {first ? 0U : 1U}});
    }
    QVERIFY(std::abs(fitTemperature(items) - 2.5) < 0.15);
}

void TestConfidence::temperatureIsOneWithoutData()
{
    QCOMPARE(fitTemperature({}), 1.0);
    QCOMPARE(fitTemperature(std::vector<JudgedLogits>{{{9.0F, 0.0F}, {1}}}), 1.0);
}

void TestConfidence::logisticRecoversItsCoefficients()
{
    core::Rng rng(5);
    std::vector<LogisticSample> samples;
    for (int i = 0; i < 20000; ++i) {
        const std::vector<double> x{rng.normal(), rng.normal()};
        samples.push_back({x, rng.chance(sigmoid(1.5 * x[0] - 0.7 * x[1] + 0.3)) ? 1.0 : 0.0});
    }
    const LogisticModel model = fitLogistic(samples, {{0, 0}, 0});
    QVERIFY(std::abs(model.weights[0] - 1.5) < 0.1);
    QVERIFY(std::abs(model.weights[1] + 0.7) < 0.1);
    QVERIFY(std::abs(model.bias - 0.3) < 0.1);
}

void TestConfidence::logisticReturnsThePriorWithoutData()
{
    const LogisticModel model = fitLogistic({}, {{1, 0}, 0.25});
    QCOMPARE(model.weights, (std::vector<double>{1, 0}));
    QCOMPARE(model.bias, 0.25);
}

void TestConfidence::separableDataStaysFinite()
{
    std::vector<LogisticSample> samples;
    for (int i = 1; i <= 50; ++i) {
        samples.push_back({{static_cast<double>(i)}, 1.0});
        samples.push_back({{static_cast<double>(-i)}, 0.0});
    }
    const LogisticModel model = fitLogistic(samples, {{1}, 0});
    QVERIFY(std::isfinite(model.weights[0]) && model.weights[0] > 0.5);
    QVERIFY(model.probability(std::vector<double>{5}) > 0.99);
}

QTEST_GUILESS_MAIN(TestConfidence)
#include "tst_confidence.moc"
