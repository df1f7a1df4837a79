#include "core/base/rng.h"
#include "core/conformal/tier_sequence_calibrator.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>

using namespace core::conformal;
using core::ports::JudgedAnswer;

namespace {

/// Difficulty d uniform; tier t's score 1 - d plus noise, failing with probability .6 d^2 (tier 0) and .3
/// d^2.
CascadeSample cascade(std::size_t n, std::uint64_t seed, std::size_t tiers = 2, double easing = 9)
{
    core::Rng rng(seed);
    CascadeSample sample;
    sample.tiers.resize(tiers);
    for (std::size_t i = 0; i < n; ++i) {
        const double d = rng.uniform();
        for (std::size_t t = 0; t < tiers; ++t) {
            const double score = 1 - d + 0.1 * rng.normal();
            sample.tiers[t].push_back(
                {score, rng.chance(0.6 / (1 + easing * static_cast<double>(t)) * d * d)});
        }
    }
    return sample;
}

} // namespace

class TestTierSequenceCalibrator final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laterTiersAreCountedOnWhatEarlierOnesEscalate()
    {
        const CascadeSample calibration = cascade(4000, 2);
        const auto certificates = certifyTiers(cascade(2000, 1), calibration, {0.1, 0.1}).value();
        QCOMPARE(certificates.size(), std::size_t{2});
        QVERIFY(certificates[0].threshold && certificates[1].threshold);
        std::int64_t reached = 0;
        std::int64_t accepted = 0;
        std::int64_t failures = 0;
        for (std::size_t i = 0; i < calibration.size(); ++i) {
            if (calibration.tiers[0][i].score >= *certificates[0].threshold) {
                continue;
            }
            ++reached;
            const JudgedAnswer& answer = calibration.tiers[1][i];
            accepted += answer.score >= *certificates[1].threshold ? 1 : 0;
            failures += answer.score >= *certificates[1].threshold && answer.isFailure ? 1 : 0;
        }
        QCOMPARE(certificates[1].calibrationSize, reached);
        QCOMPARE(certificates[1].accepted, accepted);
        QCOMPARE(certificates[1].failures, failures);
    }

    void deltaIsSharedOverTiersAndOutcomes()
    {
        const auto certificates = certifyTiers(cascade(2000, 1), cascade(4000, 2), {0.1, 0.1}).value();
        QCOMPARE(certificates[0].delta, 0.05);
        // Half of the second tier's part is spread evenly over at most K + 1 = 6 outcomes of the first.
        QVERIFY(certificates[1].delta >= 0.5 * 0.05 / 6 - 1e-12);
        QVERIFY(certificates[1].delta < 0.05);

        TierSequenceOptions options;
        options.scope = PromiseScope::PerTier;
        QCOMPARE(deltaForTier(0.1, options, 3, 0.25), 0.025);
        options.scope = PromiseScope::AllTasks;
        options.taskCount = 6;
        QCOMPARE(deltaForTier(0.1, options, 2, 0.25), 0.025 / (2 * 6));
    }

    void oneTierIsThePlainSequenceAtFullDelta()
    {
        const auto certificates = certifyTiers(cascade(500, 1, 1), cascade(1000, 2, 1), {0.1, 0.1}).value();
        QCOMPARE(certificates.size(), std::size_t{1});
        QCOMPARE(certificates[0].delta, 0.1);
    }

    void queriesNotOfferedToATierEscalateToTheNext()
    {
        CascadeSample tuning = cascade(1000, 1);
        CascadeSample calibration = cascade(2000, 2);
        for (CascadeSample* sample : {&tuning, &calibration}) {
            for (JudgedAnswer& answer : sample->tiers[0]) {
                answer.score = std::numeric_limits<double>::quiet_NaN();
            }
        }
        const auto certificates = certifyTiers(tuning, calibration, {0.1, 0.1}).value();
        QVERIFY(!certificates[0].threshold);
        QCOMPARE(certificates[1].calibrationSize, 2000);
        QVERIFY(certificates[1].threshold.has_value());
    }

    void threeTiersWork()
    {
        const auto certificates = certifyTiers(cascade(3000, 1, 3), cascade(8000, 2, 3), {0.1, 0.1}).value();
        QCOMPARE(certificates.size(), std::size_t{3});
        QVERIFY(certificates[2].delta >= 0.1 / 3 / 144 - 1e-12);
    }

    void unequalTiersAreRefused()
    {
        CascadeSample broken = cascade(100, 1);
        broken.tiers[1].pop_back();
        QVERIFY(!certifyTiers(broken, cascade(100, 2), {}));
        QVERIFY(!certifyTiers(cascade(100, 2, 1), cascade(100, 2, 2), {}));
    }

    void noTiersNeedNoCertificate() { QVERIFY(certifyTiers({}, {}, {}).value().empty()); }

    void outcomeSharesSumToOneAndFavourTheLikely()
    {
        const SequencePlan plan{{0.9, 0.8, 0.7}, {0.9, 0.95, 0.3}, 0, 0};
        const std::vector<double> forecast = outcomeForecast(plan);
        QCOMPARE(forecast.size(), std::size_t{4});
        QVERIFY(std::abs(forecast[0]) < 1e-12); // 0.8 passes whenever 0.9 did
        QVERIFY(std::abs(forecast[1] - 0.6) < 1e-12);
        QVERIFY(std::abs(forecast[2] - 0.3) < 1e-12);
        QVERIFY(std::abs(forecast[3] - 0.1) < 1e-12); // NONE
        double sum = 0;
        for (const double share : outcomeShares(plan)) {
            QVERIFY(share >= 0.5 / 4);
            sum += share;
        }
        QVERIFY(std::abs(sum - 1) < 1e-12);
        QCOMPARE(outcomeShares({}), std::vector<double>{1.0});
    }

    void lookingAheadCostsLessAtTheSamePromise()
    {
        double costs[2] = {0, 0};
        for (std::uint64_t trial = 0; trial < 20; ++trial) {
            const CascadeSample tuning = cascade(1000, 100 + trial, 2, 2);
            const CascadeSample calibration = cascade(2000, 200 + trial, 2, 2);
            for (const bool looksAhead : {false, true}) {
                TierSequenceOptions options;
                options.looksAhead = looksAhead;
                options.leavesOut = false;
                const auto certificates = certifyTiers(tuning, calibration, {0.1, 0.1}, options).value();
                const auto reached = static_cast<double>(certificates[1].calibrationSize);
                const double passedOn = reached - static_cast<double>(certificates[1].accepted);
                costs[looksAhead ? 1 : 0] += 2000 + 10 * reached + 100 * passedOn;
            }
        }
        QVERIFY2(costs[1] < 0.6 * costs[0], qPrintable(QStringLiteral("%1 %2").arg(costs[0]).arg(costs[1])));
    }

    /// A weak tier that costs nearly what the good one costs: it would take the easy queries, so that the good one could
    /// show less of what is left, at half the delta.
    void aTierThatDoesNotPayIsLeftOut()
    {
        double costs[2] = {0, 0};
        int violations = 0;
        constexpr int kTrials = 20;
        for (std::uint64_t trial = 0; trial < kTrials; ++trial) {
            const CascadeSample tuning = cascade(1000, 300 + trial, 2, 2);
            const CascadeSample calibration = cascade(2000, 400 + trial, 2, 2);
            const CascadeSample later = cascade(20000, 500 + trial, 2, 2);
            for (const bool leavesOut : {false, true}) {
                TierSequenceOptions options;
                options.leavesOut = leavesOut;
                options.tierCosts = {1, 1.1, 100};
                const auto certificates = certifyTiers(tuning, calibration, {0.1, 0.1}, options).value();
                if (leavesOut) {
                    QVERIFY2(isLeftOut(certificates[0]), certificates[0].noneReason.c_str());
                    QVERIFY(!isLeftOut(certificates[1]));
                    QCOMPARE(certificates[0].delta, 0.0);
                    QCOMPARE(certificates[0].calibrationSize, 2000);
                    QCOMPARE(certificates[1].delta, 0.1);
                    QCOMPARE(certificates[1].calibrationSize, 2000);
                }
                double accepted = 0;
                double failures = 0;
                for (std::size_t i = 0; i < later.size(); ++i) {
                    double cost = 100;
                    for (std::size_t t = 2; t-- > 0;) {
                        const bool isKept = certificates[t].threshold
                            && later.tiers[t][i].score >= *certificates[t].threshold;
                        const double asked = isLeftOut(certificates[t]) ? 0.0 : options.tierCosts[t];
                        cost = asked + (isKept ? 0.0 : cost);
                        accepted += isKept && leavesOut ? 1 : 0;
                        failures += isKept && leavesOut && later.tiers[t][i].isFailure ? 1 : 0;
                    }
                    costs[leavesOut ? 1 : 0] += cost;
                }
                violations += failures > 0.1 * accepted ? 1 : 0;
            }
        }
        QVERIFY2(costs[1] < 0.95 * costs[0], qPrintable(QStringLiteral("%1 %2").arg(costs[0]).arg(costs[1])));
        QVERIFY(violations <= kTrials / 4); // delta is .1
    }

    void aTierIsNotLeftOutWhereItPaysOrNothingIsKnown()
    {
        const auto paying = certifyTiers(cascade(2000, 1), cascade(4000, 2), {0.1, 0.1}).value();
        QVERIFY(!isLeftOut(paying[0]) && !isLeftOut(paying[1]));
        CascadeSample nothing;
        nothing.tiers.resize(2);
        const auto unknown = certifyTiers(nothing, cascade(400, 2), {0.1, 0.1}).value();
        QVERIFY(!isLeftOut(unknown[0]) && !isLeftOut(unknown[1]));
    }

    void thinnedPlanKeepsTheStartAndTheOrder()
    {
        SequencePlan plan{{0.9, 0.8, 0.7, 0.6, 0.5, 0.4}, {0.1, 0.9, 0.8, 0.5, 0.2, 0.01}, 0, 1};
        const SequencePlan thinned = thinnedPlan(plan, 3);
        QCOMPARE(thinned.start, std::size_t{0});
        QCOMPARE(thinned.thresholds, (std::vector<double>{0.8, 0.7, 0.5}));
        QCOMPARE(thinnedPlan(plan, 50).thresholds.size(), std::size_t{4});
    }
};

QTEST_GUILESS_MAIN(TestTierSequenceCalibrator)
#include "tst_tier_sequence_calibrator.moc"
