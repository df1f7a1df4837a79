#include "core/base/rng.h"
#include "core/conformal/betting_bounds.h"
#include "core/conformal/graded_sequence.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

#include <limits>

using namespace core::conformal;

namespace {

/// Loss uniform in [0, .4 (1 - s)]: mean .2 (1 - s) with little spread.
std::vector<GradedAnswer> graded(std::size_t n, std::uint64_t seed)
{
    core::Rng rng(seed);
    std::vector<GradedAnswer> answers;
    for (std::size_t i = 0; i < n; ++i) {
        const double s = rng.uniform();
        answers.push_back({s, rng.uniform(0, 0.4 * (1 - s))});
    }
    return answers;
}

} // namespace

class TestGradedSequence final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void certifiedThresholdBoundsTheMeanLoss()
    {
        const auto certificate = certifyGraded(graded(500, 1), graded(1000, 2), {0.05, 0.1}).value();
        QVERIFY(certificate.threshold.has_value());
        QVERIFY(0.1 * (1 - *certificate.threshold) <= 0.05); // exact mean loss above the threshold
        QVERIFY(certificate.lossUpperBound <= 0.05);
        QVERIFY(certificate.meanLoss < certificate.lossUpperBound);
    }

    void bettingAcceptsMoreWhenLossesVaryLittle()
    {
        const auto tuning = graded(500, 1);
        const auto calibration = graded(1000, 2);
        const auto plain = certifyGraded(tuning, calibration, {0.05, 0.1}).value();
        const auto betting
            = certifyGraded(tuning, calibration, {0.05, 0.1}, {40, GradedBound::Betting}).value();
        QVERIFY(betting.accepted > plain.accepted);
        QVERIFY(0.1 * (1 - *betting.threshold) <= 0.05);
    }

    void falseCertificatesStayBelowDelta_data()
    {
        QTest::addColumn<int>("bound");
        QTest::newRow("Hoeffding-Bentkus") << static_cast<int>(GradedBound::HoeffdingBentkus);
        QTest::newRow("betting") << static_cast<int>(GradedBound::Betting);
    }
    void falseCertificatesStayBelowDelta()
    {
        QFETCH(int, bound);
        int wrong = 0;
        constexpr int kTrials = 300;
        for (std::uint64_t trial = 0; trial < kTrials; ++trial) {
            const auto certificate = certifyGraded(graded(100, 2 * trial), graded(300, 2 * trial + 1),
                {0.08, 0.1}, {40, static_cast<GradedBound>(bound)})
                                         .value();
            wrong += certificate.threshold && 0.1 * (1 - *certificate.threshold) > 0.08 ? 1 : 0;
        }
        QVERIFY2(wrong <= 0.1 * kTrials + 2 * std::sqrt(0.09 * kTrials), qPrintable(QString::number(wrong)));
    }

    void lossesOutsideTheUnitIntervalAreRefused_data()
    {
        QTest::addColumn<double>("loss");
        QTest::newRow("negative") << -0.1;
        QTest::newRow("above 1") << 1.5;
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN();
    }
    void lossesOutsideTheUnitIntervalAreRefused()
    {
        QFETCH(double, loss);
        auto answers = graded(50, 1);
        answers[3].loss = loss;
        const auto result = certifyGraded(answers, graded(50, 2), {});
        QVERIFY(!result);
        QVERIFY(result.error().message.find("Judged answer 4") != std::string::npos);
    }

    void nothingToTestIsNone()
    {
        QVERIFY(!certifyGraded({}, {}, {}).value().threshold);
        QVERIFY(!certifyGraded(graded(50, 1), {}, {}).value().threshold);
    }

    void bettingUpperInvertsItsPValue()
    {
        const std::vector<double> losses(200, 0.02);
        const double upper = bettingUpper(losses, 0.1);
        QVERIFY(upper > 0.02 && upper < 0.06);
        QVERIFY(bettingPValue(losses, upper + 1e-6, 0.1) <= 0.1);
        QCOMPARE(bettingUpper({}, 0.1), 1.0);
    }

    void uniformPriorEValueMatchesTheVectors()
    {
        const auto all = vectors::reference("statistics_vectors.json");
        if (all.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent");
        }
        for (const auto& v : all["e_value_uniform_prior_on_(alpha,1)_closed_form"]) {
            VERIFY_CLOSE(uniformPriorEValue(v["k"], v["n"], v["alpha"]), v["e"].get<double>());
        }
    }
};

QTEST_GUILESS_MAIN(TestGradedSequence)
#include "tst_graded_sequence.moc"
