#include "core/base/rng.h"
#include "core/conformal/adaptive_level.h"
#include "core/conformal/risk_monitor.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace core::conformal;

namespace {

constexpr MonitorOptions kOptions{0.05, 0.05, 20000};

RiskMonitor monitor()
{
    return RiskMonitor::create(kOptions).value();
}

/// Audits from the change until the alarm, or `limit`.
int delayOf(std::uint64_t seed, double brokenRisk, int limit)
{
    core::Rng rng(seed);
    RiskMonitor m = monitor();
    for (int i = 0; i < 500 + limit; ++i) {
        if (i % 50 == 0) {
            m.beginDay(50);
        }
        if (m.observeAudit(rng.chance(i < 500 ? 0.03 : brokenRisk)).isAlarm) {
            return i - 500;
        }
    }
    return limit;
}

} // namespace

class TestRiskMonitor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void alternativesAndEvidenceMatchTheVector()
    {
        const auto all = vectors::reference("statistics_vectors.json");
        if (all.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent");
        }
        const auto& v = all["e_process_mixture"];
        const auto alternatives = alternativesFor(v["alpha"]);
        // All weight on the first observation: the plain mixture without restarts.
        MonitorState state;
        state.options = kOptions;
        state.weightPerObservation = 1;
        state.weightsLeft = 1;
        RiskMonitor m = RiskMonitor::restore(state).value();
        for (std::size_t j = 0; j < alternatives.size(); ++j) {
            VERIFY_CLOSE(alternatives[j], v["p_alt"][j].get<double>());
        }
        for (std::size_t t = 0; t < v["stream"].size(); ++t) {
            VERIFY_CLOSE(m.observeAudit(v["stream"][t] == 1).alarm, v["e"][t].get<double>());
        }
    }

    void falseAlarmsStayBelowDelta()
    {
        constexpr int kStreams = 400;
        int alarms = 0;
        for (std::uint64_t stream = 0; stream < kStreams; ++stream) {
            core::Rng rng(stream);
            RiskMonitor m = monitor();
            for (int i = 0; i < 3000 && !m.evidence().isAlarm; ++i) {
                if (i % 50 == 0) {
                    m.beginDay(50);
                }
                m.observeAudit(rng.chance(0.05));
            }
            alarms += m.evidence().isAlarm ? 1 : 0;
        }
        QVERIFY2(alarms <= 0.05 * kStreams + 2 * std::sqrt(0.0475 * kStreams),
            qPrintable(QString::number(alarms)));
    }

    void unequalAuditRatesKeepTheAlarmValid()
    {
        // Failures are audited with the same rate as the rest of their stratum, but failing strata are
        // audited more.
        constexpr int kStreams = 200;
        int alarms = 0;
        for (std::uint64_t stream = 0; stream < kStreams; ++stream) {
            core::Rng rng(1000 + stream);
            RiskMonitor m = monitor();
            for (int i = 0; i < 6000 && !m.evidence().isAlarm; ++i) {
                if (i % 500 == 0) {
                    m.beginDay(500);
                }
                const bool isRisky = rng.chance(0.25);
                const double probability = isRisky ? 0.5 : 0.05;
                const bool isFailure = rng.chance(isRisky ? 0.17 : 0.01);
                QVERIFY(m.observeAccepted(probability, rng.chance(probability), isFailure).has_value());
            }
            alarms += m.evidence().isAlarm ? 1 : 0;
        }
        QVERIFY2(alarms <= 0.05 * kStreams + 2 * std::sqrt(0.0475 * kStreams),
            qPrintable(QString::number(alarms)));
    }

    void brokenPromiseIsFound()
    {
        std::vector<int> delays;
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            delays.push_back(delayOf(seed, 0.15, 3000));
        }
        std::nth_element(delays.begin(), delays.begin() + 30, delays.end());
        QVERIFY2(delays[30] < 250, qPrintable(QString::number(delays[30])));
    }

    void watchLampIsQuickerThanTheAlarm()
    {
        core::Rng rng(7);
        RiskMonitor m = monitor();
        for (int i = 0; i < 5000; ++i) {
            if (i % 50 == 0) {
                m.beginDay(50);
            }
            m.observeAudit(rng.chance(i < 1000 ? 0.02 : 0.12));
        }
        QVERIFY(m.state().watchAt && m.state().alarmAt);
        QVERIFY(*m.state().watchAt < *m.state().alarmAt);
        m.resetWatch();
        QVERIFY(!m.evidence().isWatch);
        QVERIFY(m.evidence().isAlarm);
    }

    void restartChangesNothing()
    {
        core::Rng rng(3);
        RiskMonitor running = monitor();
        RiskMonitor restarted = monitor();
        for (int i = 0; i < 700; ++i) {
            if (i % 40 == 0) {
                running.beginDay(40);
                restarted.beginDay(40);
            }
            const bool isFailure = rng.chance(0.07);
            running.observeAudit(isFailure);
            restarted = RiskMonitor::fromJson(restarted.toJson()).value();
            restarted.observeAudit(isFailure);
        }
        QVERIFY(running.state() == restarted.state());
    }

    void weightNeverExceedsOne()
    {
        RiskMonitor m = monitor();
        for (int day = 0; day < 300; ++day) {
            m.beginDay(3);
            for (int i = 0; i < 5; ++i) {
                m.observeAudit(false);
            }
        }
        QVERIFY(m.state().weightSpent <= 1);
        QVERIFY(m.state().weightSpent > 0.99);
        QVERIFY(m.evidence().alarm >= 0);
    }

    void evidenceStaysFiniteForEver()
    {
        RiskMonitor m = monitor();
        m.beginDay(10);
        for (int i = 0; i < 5000; ++i) {
            m.observeAudit(true);
        }
        QVERIFY(std::isfinite(m.evidence().alarm) && std::isfinite(m.evidence().watch));
        QVERIFY(RiskMonitor::fromJson(m.toJson()).value().state() == m.state());
    }

    void impossibleProbabilitiesAreRefusedWithoutATrace()
    {
        RiskMonitor m = monitor();
        const MonitorState before = m.state();
        for (const double p : {0.0, -1.0, 1.5, std::numeric_limits<double>::quiet_NaN()}) {
            QVERIFY(!m.observeAccepted(p, true, true));
        }
        QVERIFY(m.state() == before);
        QVERIFY(!RiskMonitor::create({0, 0.05, 100}));
        QVERIFY(!RiskMonitor::create({0.05, 1, 100}));
        QVERIFY(!RiskMonitor::fromJson("{}"));
        QVERIFY(!RiskMonitor::fromJson("{\"format\":\"routenlp-monitor-1\"}"));
    }

    void adaptiveLevelMatchesTheVector()
    {
        const auto all = vectors::reference("statistics_vectors.json");
        if (all.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent");
        }
        const auto& v = all["aci"];
        double level = v["alpha"];
        for (std::size_t t = 0; t < v["err"].size(); ++t) {
            level = nextAdaptiveLevel(level, v["alpha"], v["gamma"], v["err"][t] == 1);
            VERIFY_CLOSE(level, v["alpha_t"][t].get<double>());
        }
    }
};

QTEST_GUILESS_MAIN(TestRiskMonitor)
#include "tst_risk_monitor.moc"
