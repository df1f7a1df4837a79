#include "core/conformal/binomial_bounds.h"
#include "core/conformal/fixed_sequence.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

using namespace core::conformal;
using nlohmann::json;

class TestBinomialBounds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = vectors::reference("statistics_vectors.json");
        if (m_vectors.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent, no vector was compared");
        }
    }

    void clopperPearsonMatchesTheVectors()
    {
        for (const json& v : m_vectors["clopper_pearson_upper_one_sided"]) {
            VERIFY_CLOSE(clopperPearsonUpper(v["k"], v["n"], v["delta"]), v["upper"].get<double>());
        }
        for (const json& v : m_vectors["clopper_pearson_two_sided_scipy_binomtest"]) {
            const Interval interval = clopperPearson(v["k"], v["n"], v["level"]);
            VERIFY_CLOSE(interval.low, v["lo"].get<double>());
            VERIFY_CLOSE(interval.high, v["hi"].get<double>());
        }
    }

    void wilsonMatchesTheVectors()
    {
        for (const json& v : m_vectors["wilson_two_sided_scipy_binomtest"]) {
            const Interval interval = wilson(v["k"], v["n"], v["level"]);
            VERIFY_CLOSE(interval.low, v["lo"].get<double>());
            VERIFY_CLOSE(interval.high, v["hi"].get<double>());
        }
    }

    void pValuesMatchTheVectors()
    {
        for (const json& v : m_vectors["binomial_p_value_risk_gt_alpha"]) {
            VERIFY_CLOSE(binomialPValue(v["k"], v["n"], v["alpha"]), v["p"].get<double>());
        }
        for (const json& v : m_vectors["hoeffding_bentkus_p_value_general_loss"]) {
            const auto n = v["n"].get<std::int64_t>();
            const double sum = v["r_hat"].get<double>() * static_cast<double>(n);
            VERIFY_CLOSE(hoeffdingPValue(sum, n, v["alpha"]), v["hoeffding"].get<double>());
            VERIFY_CLOSE(bentkusPValue(sum, n, v["alpha"]), v["bentkus"].get<double>());
            VERIFY_CLOSE(hoeffdingBentkusPValue(sum, n, v["alpha"]), v["p"].get<double>());
        }
    }

    void smallestCertifyingCountsMatchTheVectors()
    {
        for (const json& v : m_vectors["n_min"]) {
            std::int64_t failures = 0;
            for (const json& n : v["n_min_for_k_failures_0_to_5"]) {
                QCOMPARE(smallestCertifyingCount(v["alpha"], v["delta"], failures), n.get<std::int64_t>());
                ++failures;
            }
        }
    }

    void fixedSequenceWalkMatchesTheVector()
    {
        const json& v = m_vectors["fwer"][0];
        const auto p = v["p"].get<std::vector<double>>();
        QCOMPARE(leadingRejections(p, 0, v["delta"]), v["rejected"].size());
    }

    void largestCertifiedFailuresIsTheExactInverse_data()
    {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<double>("delta");
        for (const double alpha : {0.001, 0.02, 0.1, 0.5, 0.9}) {
            for (const double delta : {0.001, 0.05, 0.1, 0.5, 0.8}) {
                QTest::addRow("alpha %g delta %g", alpha, delta) << alpha << delta;
            }
        }
    }
    void largestCertifiedFailuresIsTheExactInverse()
    {
        QFETCH(double, alpha);
        QFETCH(double, delta);
        for (const std::int64_t n : {0, 1, 2, 7, 44, 45, 300, 5000}) {
            const std::int64_t k = largestCertifiedFailures(n, alpha, delta);
            QVERIFY(k < 0 || binomialCdf(k, n, alpha) <= delta);
            QVERIFY(n == 0 || binomialCdf(k + 1, n, alpha) > delta);
        }
    }

    void hoeffdingBentkusUpperInvertsItsPValue()
    {
        const double upper = hoeffdingBentkusUpper(12.5, 400, 0.1);
        QVERIFY(upper > 12.5 / 400);
        VERIFY_CLOSE(hoeffdingBentkusPValue(12.5, 400, upper + 1e-9) <= 0.1 ? 1.0 : 0.0, 1.0);
        QVERIFY(hoeffdingBentkusPValue(12.5, 400, upper - 1e-6) > 0.1);
    }

    void noAnswersBoundNothing()
    {
        QCOMPARE(binomialPValue(0, 0, 0.05), 1.0);
        QCOMPARE(clopperPearsonUpper(0, 0, 0.1), 1.0);
        QCOMPARE(clopperPearsonLower(0, 0, 0.1), 0.0);
        QCOMPARE(hoeffdingBentkusPValue(0, 0, 0.1), 1.0);
        QCOMPARE(wilson(0, 0, 0.95).high, 1.0);
    }

private:
    json m_vectors;
};

QTEST_GUILESS_MAIN(TestBinomialBounds)
#include "tst_binomial_bounds.moc"
