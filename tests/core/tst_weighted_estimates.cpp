#include "core/base/rng.h"
#include "core/conformal/weighted_estimates.h"

#include <QtTest/QtTest>

#include <limits>

using namespace core::conformal;

class TestWeightedEstimates final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalProbabilitiesGiveThePlainMeanAndWilson()
    {
        std::vector<AuditedValue> values(50, AuditedValue{0, 0.2});
        for (std::size_t i = 0; i < 3; ++i) {
            values[i].value = 1;
        }
        const auto estimate = weightedMean(values).value();
        QVERIFY(std::abs(estimate.mean - 0.06) < 1e-12);
        QVERIFY(std::abs(estimate.effectiveCount - 50) < 1e-9);
        QVERIFY(std::abs(estimate.interval.low - wilson(3, 50, 0.95).low) < 1e-12);
        QVERIFY(std::abs(estimate.interval.high - wilson(3, 50, 0.95).high) < 1e-12);
    }

    void unequalProbabilitiesAreUndone()
    {
        // Risky answers are audited ten times as often; the plain mean would be far too high.
        core::Rng rng(5);
        int covered = 0;
        for (int trial = 0; trial < 200; ++trial) {
            std::vector<AuditedValue> audited;
            for (int i = 0; i < 4000; ++i) {
                const bool isRisky = rng.chance(0.2);
                const double probability = isRisky ? 0.5 : 0.05;
                const double value = rng.chance(isRisky ? 0.3 : 0.01) ? 1 : 0;
                if (rng.chance(probability)) {
                    audited.push_back({value, probability});
                }
            }
            const Interval interval = weightedMean(audited).value().interval;
            covered += interval.low <= 0.068 && 0.068 <= interval.high ? 1 : 0;
        }
        QVERIFY2(covered >= 184, qPrintable(QString::number(covered)));
    }

    void nonsenseIsRefused()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const AuditedValue bad : {AuditedValue{nan, 1}, AuditedValue{2, 1}, AuditedValue{0.5, 0},
                 AuditedValue{0.5, 1.1}, AuditedValue{0.5, nan}}) {
            QVERIFY(!weightedMean(std::vector<AuditedValue>{bad}));
        }
    }

    void noValuesSayNothing()
    {
        const auto estimate = weightedMean({}).value();
        QCOMPARE(estimate.interval.low, 0.0);
        QCOMPARE(estimate.interval.high, 1.0);
        QCOMPARE(estimate.count, std::size_t{0});
    }

    void judgeErrorsAreCorrected()
    {
        QVERIFY(std::abs(correctedForJudge(0.9 * 0.1 + 0.05 * 0.9, {0.9, 0.05}).value() - 0.1) < 1e-12);
        QCOMPARE(correctedForJudge(0.01, {0.9, 0.05}).value(), 0.0);
        QVERIFY(!correctedForJudge(0.1, {0.3, 0.3}));
    }
};

QTEST_GUILESS_MAIN(TestWeightedEstimates)
#include "tst_weighted_estimates.moc"
