#include "core/base/rng.h"
#include "core/conformal/what_if.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>

using namespace core::conformal;

namespace {

/// Tier 0 fails with probability .5 (1 - s)^2 and costs 1, the last tier never fails and costs 100.
ReplaySample sample(std::size_t n, std::uint64_t seed)
{
    core::Rng rng(seed);
    ReplaySample result;
    result.tierCount = 2;
    for (std::size_t i = 0; i < n; ++i) {
        const double s = rng.uniform();
        result.answers.push_back({s, rng.chance(0.5 * (1 - s) * (1 - s)) ? 0.0 : 1.0, 1});
        result.answers.push_back({std::numeric_limits<double>::quiet_NaN(), 1, 100});
    }
    return result;
}

/// 10 ms at tier 0, 500 ms at the last one.
ReplaySample timedSample(std::size_t n)
{
    ReplaySample result = sample(n, 3);
    for (std::size_t i = 0; i < n; ++i) {
        result.answers[2 * i].latencyMs = 10;
        result.answers[2 * i + 1].latencyMs = 500;
    }
    return result;
}

ReplayOutcome replayedAt(double threshold, const ReplaySample& traffic)
{
    core::domain::Certificate certificate;
    certificate.threshold = threshold;
    return replayCertificates({certificate}, 1, 0.02, traffic).value();
}

} // namespace

class TestWhatIf final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replayAddsUpToTheThresholdItCertified()
    {
        const ReplaySample traffic = sample(5000, 3);
        const auto outcome = replayDraft({}, sample(1000, 1), sample(2000, 2), traffic).value();
        QCOMPARE(outcome.certificates.size(), std::size_t{1});
        QVERIFY(outcome.certificates[0].threshold.has_value());
        double kept = 0;
        for (std::size_t i = 0; i < traffic.size(); ++i) {
            kept += traffic.answers[2 * i].score >= *outcome.certificates[0].threshold ? 1 : 0;
        }
        const double share = kept / 5000;
        QVERIFY(std::abs(outcome.tierShare[0].value - share) < 1e-12);
        QVERIFY(std::abs(outcome.escalationRate.value - (1 - share)) < 1e-12);
        QVERIFY(std::abs(outcome.costPerQueryUsd.value - (1 + 100 * (1 - share))) < 1e-9);
        QVERIFY(std::abs(outcome.lastTierCostUsd.value - 100) < 1e-9);
        QVERIFY(std::abs(outcome.auditsPerQuery.value - 0.02 * share) < 1e-12);
        QVERIFY(std::abs(outcome.flow[0][0] + outcome.flow[0][1] - 1) < 1e-12);
        QVERIFY(outcome.failureRate.value <= 0.05);
    }

    void bandsAreNestedAndOfTheRightWidth()
    {
        const auto outcome = replayDraft({}, sample(1000, 1), sample(2000, 2), sample(5000, 3)).value();
        const BandedValue& share = outcome.tierShare[0];
        QVERIFY(share.low95 < share.low50 && share.low50 < share.value);
        QVERIFY(share.value < share.high50 && share.high50 < share.high95);
        const double error = std::sqrt(share.value * (1 - share.value) / 5000);
        QVERIFY(std::abs((share.high95 - share.low95) / (2 * 1.96 * error) - 1) < 0.25);
    }

    void riskierDraftsKeepMore()
    {
        const auto tuning = sample(1000, 1);
        const auto calibration = sample(2000, 2);
        const auto traffic = sample(2000, 3);
        const auto strict = replayDraft({1, 0.02, 0.1, 0.02}, tuning, calibration, traffic).value();
        const auto loose = replayDraft({1, 0.1, 0.1, 0.02}, tuning, calibration, traffic).value();
        QVERIFY(loose.tierShare[0].value > strict.tierShare[0].value);
        QVERIFY(loose.costPerQueryUsd.value < strict.costPerQueryUsd.value);
    }

    void queriesThatStartHigherSkipTheTier()
    {
        ReplaySample traffic = sample(1000, 3);
        traffic.startTiers.assign(1000, 1);
        const auto outcome = replayDraft({}, sample(1000, 1), sample(2000, 2), traffic).value();
        QCOMPARE(outcome.flow[1][1], 1.0);
        QCOMPARE(outcome.escalationRate.value, 0.0);
        QCOMPARE(outcome.costPerQueryUsd.value, 100.0);
    }

    void unknownPricesAndQualitiesStayUnknown()
    {
        ReplaySample traffic = sample(200, 3);
        for (ReplayAnswer& answer : traffic.answers) {
            answer.costUsd = std::numeric_limits<double>::quiet_NaN();
            answer.quality = std::numeric_limits<double>::quiet_NaN();
        }
        const auto outcome = replayDraft({}, sample(500, 1), sample(500, 2), traffic).value();
        QVERIFY(std::isnan(outcome.costPerQueryUsd.value));
        QVERIFY(std::isnan(outcome.quality.value));
        QVERIFY(!std::isnan(outcome.escalationRate.value));
    }

    void aTierWithoutAThresholdIsNotAsked()
    {
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        ReplaySample traffic;
        traffic.tierCount = 3;
        for (int i = 0; i < 200; ++i) {
            traffic.answers.push_back({i < 100 ? 0.2 : 0.9, 1, 1, 10});
            traffic.answers.push_back({0.95, 1, 20, unknown}); // nothing is known of its times
            traffic.answers.push_back({unknown, 1, 100, 500});
        }
        core::domain::Certificate certified;
        certified.threshold = 0.5;
        const auto outcome = replayCertificates({certified, {}}, 1, 0.02, traffic).value();
        QCOMPARE(outcome.costPerQueryUsd.value, 1 + 0.5 * 100);
        QCOMPARE(outcome.tierShare[1].value, 0.0);
        QCOMPARE(outcome.p99LatencyMs.value, 510.0);
        const auto nothing = replayCertificates({{}, {}}, 1, 0.02, traffic).value();
        QCOMPARE(nothing.costPerQueryUsd.value, 100.0);
        QCOMPARE(nothing.escalationRate.value, 0.0); // it starts at the last tier
        QCOMPARE(nothing.flow[2][2], 1.0);
    }

    void p99IsOfTheSumOverTheTiersAsked()
    {
        const ReplaySample traffic = timedSample(2000);
        QCOMPARE(replayedAt(0.5, traffic).p99LatencyMs.value, 510.0); // half of them go through both
        QCOMPARE(replayedAt(0.0, traffic).p99LatencyMs.value, 10.0);
        QCOMPARE(replayedAt(0.002, traffic).p99LatencyMs.value, 10.0); // fewer than 1% are passed on
        QCOMPARE(replayedAt(0.03, traffic).p99LatencyMs.value, 510.0); // more
        ReplaySample straight = traffic;
        straight.startTiers.assign(2000, 1);
        QCOMPARE(replayedAt(0.0, straight).p99LatencyMs.value, 500.0);
        const BandedValue band = replayedAt(0.01, traffic).p99LatencyMs; // some resamples pass on fewer, some more
        QCOMPARE(band.low95, 10.0);
        QCOMPARE(band.high95, 510.0);
    }

    void p99NeedsTheLatencyOfAllBut1PercentOfTheQueries()
    {
        const double unknown = std::numeric_limits<double>::quiet_NaN();
        ReplaySample traffic = timedSample(2000);
        for (std::size_t i = 0; i < 15; ++i) { // not asked, or few
            traffic.answers[2 * i].latencyMs = unknown;
        }
        QCOMPARE(replayedAt(0.5, traffic).p99LatencyMs.value, 510.0);
        for (std::size_t i = 0; i < 60; ++i) {
            traffic.answers[2 * i].latencyMs = unknown;
        }
        QVERIFY(std::isnan(replayedAt(0.5, traffic).p99LatencyMs.value));
        traffic.startTiers.assign(2000, 1); // nobody asks the tier whose times are unknown
        QCOMPARE(replayedAt(0.5, traffic).p99LatencyMs.value, 500.0);
    }

    void emptyTrafficIsDefinedAndBadShapesAreRefused()
    {
        ReplaySample empty;
        empty.tierCount = 2;
        QVERIFY(
            std::isnan(replayDraft({}, sample(100, 1), sample(100, 2), empty).value().escalationRate.value));
        ReplaySample broken = sample(10, 1);
        broken.answers.pop_back();
        QVERIFY(!replayDraft({}, sample(100, 1), sample(100, 2), broken));
        QVERIFY(!replayDraft({1, 0, 0.1, 0.02}, sample(100, 1), sample(100, 2), sample(10, 3)));
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
