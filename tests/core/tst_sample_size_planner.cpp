#include "core/conformal/binomial_bounds.h"
#include "core/conformal/sample_size_planner.h"

#include <QtTest/QtTest>

using namespace core::conformal;

class TestSampleSizePlanner final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFaultlessTierNeedsTheKnownMinimum()
    {
        CertificationForecast forecast;
        forecast.failureRate = 0;
        const auto plan = planCertification({0.05, 0.1}, forecast).value();
        QCOMPARE(plan.acceptedNeeded, 45);
        QCOMPARE(plan.failuresAllowed, 0);
        QVERIFY(!plan.days);
    }

    void theForecastPowerIsReachedAndNotWithOneFailureLess()
    {
        CertificationForecast forecast;
        forecast.failureRate = 0.02;
        const auto plan = planCertification({0.05, 0.1}, forecast).value();
        QVERIFY(binomialCdf(plan.failuresAllowed, plan.acceptedNeeded, 0.02) >= 0.8);
        const std::int64_t fewer = smallestCertifyingCount(0.05, 0.1, plan.failuresAllowed - 1);
        QVERIFY(binomialCdf(plan.failuresAllowed - 1, fewer, 0.02) < 0.8);
    }

    void daysFollowFromTheAuditRate()
    {
        CertificationForecast forecast;
        forecast.failureRate = 0;
        forecast.acceptedShare = 0.5;
        forecast.judgedPerDay = 10;
        forecast.judgedAlready = 31;
        const auto plan = planCertification({0.05, 0.1}, forecast).value();
        QCOMPARE(plan.judgedNeeded, 90);
        QCOMPARE(plan.judgedMissing, 59);
        QCOMPARE(plan.days.value_or(0), 5.9);
        const std::string text = sentenceFor(plan, {0.05, 0.1}, forecast);
        QVERIFY2(text.find("about 90 judged answers: 59 more, 6 days") != std::string::npos, text.c_str());
    }

    void rateAtOrAboveAlphaCannotBePlanned()
    {
        CertificationForecast forecast;
        forecast.failureRate = 0.05;
        const auto plan = planCertification({0.05, 0.1}, forecast);
        QVERIFY(!plan);
        QVERIFY(plan.error().message.find("No number of judged answers") != std::string::npos);
        forecast.failureRate = 0.01;
        forecast.acceptedShare = 0;
        QVERIFY(!planCertification({0.05, 0.1}, forecast));
        QVERIFY(!planCertification({0, 0.1}, {}));
    }

    void detectionTimeIsTheKnownFormula()
    {
        const double expected = std::log(2 / 0.05) / bernoulliDivergence(0.1, 0.05);
        QCOMPARE(auditsToDetect({0.05, 0.05}, 0.1, 1).value_or(0), expected);
        QVERIFY(auditsToDetect({0.05, 0.05}, 0.1, 30) > expected);
        QVERIFY(!auditsToDetect({0.05, 0.05}, 0.05, 1));
    }
};

QTEST_GUILESS_MAIN(TestSampleSizePlanner)
#include "tst_sample_size_planner.moc"
