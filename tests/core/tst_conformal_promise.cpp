#include "core/conformal/certificate_validity.h"
#include "core/conformal/promise.h"
#include "core/conformal/wording.h"

#include <QtTest/QtTest>

using namespace core::conformal;
using core::domain::Certificate;

namespace {

Certificate certificate()
{
    Certificate c;
    c.threshold = 0.8125;
    c.alpha = 0.05;
    c.delta = 0.025;
    c.accepted = 412;
    c.failures = 9;
    c.riskUpperBound = 0.0384;
    c.calibrationSize = 800;
    c.labelSource = "human review";
    c.routerVersion = "router-1";
    c.modelVersion = "student-1";
    return c;
}

} // namespace

class TestConformalPromise final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promiseSaysAllItMust()
    {
        const Promise promise = promiseOf(certificate(), {"Intent", "Student", PromiseScope::PerTask, 0.1});
        QVERIFY(promise.headline.find("Coverage (1 - alpha) 95%") != std::string::npos);
        QVERIFY(promise.what.find("at most 5% fail the target") != std::string::npos);
        QVERIFY(promise.confidence.find("at most 10%") != std::string::npos);
        QVERIFY(promise.confidence.find("2.5%") != std::string::npos);
        QVERIFY(promise.evidence.find("9 failures among 412 kept answers of 800") != std::string::npos);
        QVERIFY(promise.judgedBy.find("human review") != std::string::npos);
        QVERIFY(promise.assumption.find("drawn like the calibration sample") != std::string::npos);
        QVERIFY(promise.doesNotPromise.find("one answer") != std::string::npos);
        QVERIFY(textOf(promise).find("guarantee") == std::string::npos);
    }

    void noneSaysWhatIsMissing()
    {
        Certificate none = certificate();
        none.threshold.reset();
        none.noneReason = "Too few judged answers: 31 of at least 45.";
        const std::string text = textOf(promiseOf(none, {"Intent", "Student", PromiseScope::PerTask, 0.1}));
        QVERIFY(text.find("answers nothing alone") != std::string::npos);
        QVERIFY(text.find("31 of at least 45") != std::string::npos);
    }

    void changedDependenciesVoidThisTierAndAllLaterOnes()
    {
        const std::vector<Certificate> certificates(3, certificate());
        std::vector<VersionsInForce> now(3, VersionsInForce{"router-1", "student-1", 0.05});
        QCOMPARE(firstVoid(certificates, now), std::size_t{3});
        now[1].modelVersion = "student-2";
        QCOMPARE(firstVoid(certificates, now), std::size_t{1});
        now[0].routerVersion = "router-2";
        QCOMPARE(firstVoid(certificates, now), std::size_t{0});
        QCOMPARE(voidReasons(certificate(), {"router-2", "student-2", 0.01}).size(), std::size_t{3});
        QVERIFY(voidReasons(certificate(), {"router-1", "student-1", 0.1}).empty());
    }

    void figuresAreWrittenWithoutALocale()
    {
        QCOMPARE(percent(0.05), std::string("5%"));
        QCOMPARE(percent(0.0125), std::string("1.25%"));
        QCOMPARE(percent(1.0), std::string("100%"));
        QCOMPARE(percent(0.0), std::string("0%"));
        QCOMPARE(decimal(0.8125, 3), std::string("0.812"));
        QCOMPARE(counted(1, "answer"), std::string("1 answer"));
        QCOMPARE(counted(0, "answer"), std::string("0 answers"));
    }
};

QTEST_GUILESS_MAIN(TestConformalPromise)
#include "tst_conformal_promise.moc"
