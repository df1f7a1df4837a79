#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/conformal/none_reason.h"

#include <QtTest/QtTest>

#include <limits>

using namespace core::conformal;
using core::domain::NoneKind;
using core::ports::JudgedAnswer;
using core::ports::RiskTarget;

namespace
{

/// Scores uniform, failure probability .5 (1 - s)^2.
std::vector<JudgedAnswer> graded(std::size_t n, std::uint64_t seed)
{
    core::Rng rng(seed);
    std::vector<JudgedAnswer> answers;
    for (std::size_t i = 0; i < n; ++i) {
        const double s = rng.uniform();
        answers.push_back({s, rng.chance(0.5 * (1 - s) * (1 - s))});
    }
    return answers;
}

core::domain::Certificate certify(std::span<const JudgedAnswer> tuning,
    std::span<const JudgedAnswer> calibration, const RiskTarget& target = {})
{
    return makeFixedSequenceCalibrator()->calibrate(tuning, calibration, target).value();
}

} // namespace

class TestFixedSequenceCalibrator final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void certificateCountsWhatTheThresholdAccepts()
    {
        const auto tuning = graded(1000, 1);
        const auto calibration = graded(2000, 2);
        const auto certificate = certify(tuning, calibration);
        QVERIFY(certificate.threshold.has_value());
        std::int64_t n = 0;
        std::int64_t k = 0;
        for (const JudgedAnswer& answer : calibration) {
            n += answer.score >= *certificate.threshold ? 1 : 0;
            k += answer.score >= *certificate.threshold && answer.isFailure ? 1 : 0;
        }
        QCOMPARE(certificate.accepted, n);
        QCOMPARE(certificate.failures, k);
        QCOMPARE(certificate.riskUpperBound, clopperPearsonUpper(k, n, 0.1));
        QVERIFY(certificate.riskUpperBound <= 0.05);
        QCOMPARE(certificate.calibrationSize, 2000);
        QVERIFY(certificate.noneReason.empty());
    }

    void emptyCalibrationIsNoneAndSaysHowManyAreMissing()
    {
        const auto certificate = certify(graded(100, 1), {});
        QVERIFY(!certificate.threshold);
        QVERIFY(certificate.noneReason.find("0 of at least 45") != std::string::npos);
        QVERIFY(certificate.noneCause.kind == NoneKind::TooFewJudged);
        QCOMPARE(certificate.noneCause.needed, 45);
        QCOMPARE(certificate.noneCause.missing, 45);
        QCOMPARE(certificate.riskUpperBound, 1.0);
    }

    void emptyTuningIsNoneAndSaysSo()
    {
        const auto certificate = certify({}, graded(500, 1));
        QVERIFY(!certificate.threshold);
        QVERIFY(certificate.noneReason.find("tuning") != std::string::npos);
        QVERIFY(certificate.noneCause.kind == NoneKind::NothingToTest);
    }

    void oneClassCalibrationIsDefined()
    {
        std::vector<JudgedAnswer> right = graded(200, 3);
        std::vector<JudgedAnswer> wrong = right;
        for (std::size_t i = 0; i < right.size(); ++i) {
            right[i].isFailure = false;
            wrong[i].isFailure = true;
        }
        const auto accepting = certify(right, right);
        QCOMPARE(accepting.accepted, 200);
        QCOMPARE(accepting.failures, 0);
        const auto refusing = certify(wrong, wrong);
        QVERIFY(!refusing.threshold);
        QVERIFY(refusing.noneReason.find("Failure rate too high") != std::string::npos);
        QVERIFY(refusing.noneReason.find("100% of them") != std::string::npos);
        QVERIFY(refusing.noneCause.kind == NoneKind::FailsTooOften);
        QCOMPARE(refusing.noneCause.judgedFailures, 200);
        QCOMPARE(refusing.noneCause.alpha, 0.05);
    }

    void equalScoresStandOrFallTogether()
    {
        std::vector<JudgedAnswer> tied(300, JudgedAnswer{0.7, false});
        const auto certificate = certify(tied, tied);
        QCOMPARE(certificate.threshold.value_or(0), 0.7);
        QCOMPARE(certificate.accepted, 300);
        for (std::size_t i = 0; i < 60; ++i) {
            tied[i].isFailure = true;
        }
        QVERIFY(!certify(tied, tied).threshold);
    }

    void nanScoreIsNeverAccepted()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        std::vector<JudgedAnswer> answers(200, JudgedAnswer{0.9, false});
        answers.resize(260, JudgedAnswer{nan, true});
        const auto certificate = certify(answers, answers);
        QCOMPARE(certificate.accepted, 200);
        QCOMPARE(certificate.failures, 0);
        QCOMPARE(certificate.calibrationSize, 260);
        const std::vector<JudgedAnswer> allNan(100, JudgedAnswer{nan, false});
        QVERIFY(!certify(allNan, allNan).threshold);
    }

    void targetsOutOfRangeAreRefused_data()
    {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("delta");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("alpha 0") << 0.0 << 0.1;
        QTest::newRow("alpha 1") << 1.0 << 0.1;
        QTest::newRow("alpha NaN") << nan << 0.1;
        QTest::newRow("delta 0") << 0.05 << 0.0;
        QTest::newRow("delta 1") << 0.05 << 1.0;
        QTest::newRow("delta negative") << 0.05 << -0.1;
        QTest::newRow("delta NaN") << 0.05 << nan;
    }
    void targetsOutOfRangeAreRefused()
    {
        QFETCH(double, alpha);
        QFETCH(double, delta);
        const auto answers = graded(100, 1);
        const auto result = makeFixedSequenceCalibrator()->calibrate(answers, answers, {alpha, delta});
        QVERIFY(!result);
        QVERIFY(result.error().code == core::ErrorCode::InvalidArgument);
        QVERIFY(result.error().message.find("strictly between 0 and 1") != std::string::npos);
    }

    void tooFewAboveTheStartSaysHowManyMore()
    {
        // 10 good answers at the top, 80 bad ones below: 45 at the top would do.
        std::vector<JudgedAnswer> answers(10, JudgedAnswer{0.9, false});
        answers.resize(90, JudgedAnswer{0.1, true});
        const auto certificate = certify(answers, answers);
        QVERIFY(!certificate.threshold);
        QVERIFY2(certificate.noneReason.find("35 more without a further failure") != std::string::npos,
            certificate.noneReason.c_str());
        QVERIFY(certificate.noneReason.find("about 315 more judged answers") != std::string::npos);
        const core::domain::NoneCause expected{NoneKind::TooFewAbove, 90, 80, 10, 0, 45, 35, 315, 0.9, 0.05};
        QVERIFY(certificate.noneCause == expected);
    }

    void abstentionFloorIsTheKnownFormula()
    {
        QCOMPARE(abstentionFloor(0.24, 0.05), 0.19 / 0.95);
        QCOMPARE(abstentionFloor(0.04, 0.05), 0.0);
    }

    void planIgnoresCalibrationData()
    {
        const auto tuning = graded(300, 5);
        const SequencePlan plan = planSequence(tuning, 2.0, {}, {});
        const SequenceOutcome a = runSequence(plan, graded(600, 6), {});
        const SequenceOutcome b = runSequence(plan, graded(600, 7), {});
        QCOMPARE(a.start, b.start);
        QCOMPARE(a.steps.size(), b.steps.size());
        for (std::size_t j = 0; j < a.steps.size(); ++j) {
            QCOMPARE(a.steps[j].threshold, b.steps[j].threshold);
        }
    }

    void walkStopsAtTheFirstFailedTest()
    {
        const std::vector<double> p{0.5, 0.01, 0.02, 0.3, 0.001};
        QCOMPARE(leadingRejections(p, 1, 0.1), std::size_t{2});
        QCOMPARE(leadingRejections(p, 0, 0.1), std::size_t{0});
        QCOMPARE(leadingRejections(p, 9, 0.1), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestFixedSequenceCalibrator)
#include "tst_fixed_sequence_calibrator.moc"
