#include <QTest>

#include "core/base/rng.h"
#include "core/conformal/binomial_bounds.h"
#include "core/conformal/judge_correction.h"

using namespace core;
using conformal::JudgeAudit;
using conformal::targetForJudge;

class TestJudgeCorrection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUnreviewedJudgeImpliesNothing();
    void aJudgeThatMissesHalfHalvesTheTarget();
    void manyReviewsWithoutAMissCostLittle();
    void countsThatDoNotAddUpAreRefused();
    void thePromiseHoldsForTheTruth();
};

void TestJudgeCorrection::anUnreviewedJudgeImpliesNothing()
{
    const auto judged = targetForJudge({0.05, 0.1}, {});
    QVERIFY(!judged.has_value());
    QVERIFY(judged.error().message.find("0 verdicts") != std::string::npos);
    QVERIFY(judged.error().message.find("reviews without a miss") != std::string::npos);
}

void TestJudgeCorrection::aJudgeThatMissesHalfHalvesTheTarget()
{
    const auto judged = targetForJudge({0.1, 0.1}, {20'000, 2'000, 1'000, 0});
    QVERIFY(judged->target.alpha < 0.05);
    QVERIFY(judged->target.alpha > 0.045); // the exact bound of 2,000 failures
    QCOMPARE(judged->target.delta + judged->deltaSpent, 0.1);
}

void TestJudgeCorrection::manyReviewsWithoutAMissCostLittle()
{
    const auto judged = targetForJudge({0.05, 0.1}, {300, 0, 0, 4});
    const double missed = conformal::clopperPearsonUpper(0, 300, 0.025);
    QVERIFY(std::abs(judged->target.alpha - (0.05 - missed)) < 1e-12);
}

void TestJudgeCorrection::countsThatDoNotAddUpAreRefused()
{
    QVERIFY(!targetForJudge({0.05, 0.1}, {10, 4, 5, 0}).has_value());
    QVERIFY(!targetForJudge({0.05, 0.1}, {10, 8, 8, 3}).has_value());
    QVERIFY(!targetForJudge({0.05, 1.0}, {10, 0, 0, 0}).has_value());
}

/// A tier just above the operator's target, a judge that misses a third: certified on the judge's words alone it
/// would pass nearly always; corrected, in at most delta of the trials.
void TestJudgeCorrection::thePromiseHoldsForTheTruth()
{
    constexpr double kAlpha = 0.10;
    constexpr double kTruth = 0.101;
    constexpr double kCatches = 0.66;
    Rng rng(7);
    int corrected = 0;
    int asJudged = 0;
    constexpr int kTrials = 600;
    for (int trial = 0; trial < kTrials; ++trial) {
        JudgeAudit audit;
        for (audit.reviewed = 0; audit.reviewed < 400;) {
            ++audit.reviewed;
            const bool isFailure = rng.chance(kTruth);
            audit.failures += isFailure ? 1 : 0;
            audit.caught += isFailure && rng.chance(kCatches) ? 1 : 0;
        }
        std::int64_t reported = 0;
        constexpr std::int64_t kCalibration = 1'000;
        for (std::int64_t i = 0; i < kCalibration; ++i) {
            reported += rng.chance(kTruth) && rng.chance(kCatches) ? 1 : 0;
        }
        const auto judged = targetForJudge({kAlpha, 0.1}, audit);
        corrected += judged
                && conformal::binomialPValue(reported, kCalibration, judged->target.alpha) <= judged->target.delta
            ? 1
            : 0;
        asJudged += conformal::binomialPValue(reported, kCalibration, kAlpha) <= 0.1 ? 1 : 0;
    }
    QVERIFY2(corrected <= 0.1 * kTrials, qPrintable(QString::number(corrected)));
    QVERIFY(asJudged > 0.9 * kTrials);
}

QTEST_GUILESS_MAIN(TestJudgeCorrection)
#include "tst_judge_correction.moc"
