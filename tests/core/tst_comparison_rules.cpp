#include "core/conformal/multiple_testing.h"
#include "core/conformal/plug_in_rules.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

using namespace core::conformal;
using core::ports::JudgedAnswer;
using nlohmann::json;

class TestComparisonRules final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = vectors::reference("statistics_vectors.json");
        if (m_vectors.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent");
        }
    }

    void conformalQuantilesMatchTheVectors()
    {
        for (const json& v : m_vectors["split_conformal_quantile"]) {
            const double q = splitConformalQuantile(v["scores"], v["alpha"]);
            if (v["q"].is_string()) {
                QVERIFY(std::isinf(q));
            } else {
                QCOMPARE(q, v["q"].get<double>());
            }
        }
    }

    void familyWiseProceduresMatchTheVectors()
    {
        for (const json& v : m_vectors["fwer"]) {
            const auto p = v["p"].get<std::vector<double>>();
            const std::string method = v["method"];
            const auto rejected = method == "bonferroni" ? bonferroni(p, v["delta"])
                : method == "holm"                       ? holm(p, v["delta"])
                                                         : fixedSequence(p, v["delta"], 3);
            QCOMPARE(rejected, v["rejected"].get<std::vector<std::size_t>>());
        }
    }

    void plugInTakesTheMostItMay()
    {
        // 20 good, then one failure, then 19 good: 1/40 is within 5%, and so is everything above.
        std::vector<JudgedAnswer> answers;
        for (int i = 0; i < 40; ++i) {
            answers.push_back({1 - 0.01 * i, i == 20});
        }
        answers.push_back({0.1, true});
        answers.push_back({0.1, true});
        QCOMPARE(
            comparisonThreshold(ComparisonRule::PlugIn, answers, {0.05, 0.1}).value_or(0), answers[39].score);
        QCOMPARE(
            comparisonThreshold(ComparisonRule::ClopperPearsonScan, answers, {0.05, 0.1}).has_value(), false);
    }

    void initialisationOfThePaperKeepsAShareOfTheCorrectAnswers()
    {
        std::vector<JudgedAnswer> answers;
        for (int i = 1; i <= 99; ++i) {
            answers.push_back({0.01 * i, false});
            answers.push_back({0.01 * i, true});
        }
        // Half of what it keeps fails: it controls nothing about failures.
        QCOMPARE(
            comparisonThreshold(ComparisonRule::ConformalOnCorrect, answers, {0.05, 0.1}).value_or(0), 0.05);
    }

    void everyRuleIsLabelledAsNoGuarantee()
    {
        for (const ComparisonRule rule : {ComparisonRule::ConformalOnCorrect,
                 ComparisonRule::ConformalOnFailures, ComparisonRule::JointRiskControl,
                 ComparisonRule::PlugIn, ComparisonRule::ClopperPearsonScan}) {
            QVERIFY(labelOf(rule).find("no ") != std::string_view::npos);
            QVERIFY(labelOf(rule).find("guarantee") != std::string_view::npos);
            QVERIFY(comparisonRuleFrom(toString(rule)) == rule);
        }
        QVERIFY(!comparisonRuleFrom("no such rule"));
    }

private:
    json m_vectors;
};

QTEST_GUILESS_MAIN(TestComparisonRules)
#include "tst_comparison_rules.moc"
