#include <QTest>

#include "core/conformal/paired_comparison.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/teaching_plan.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/loop_fakes.h"

using namespace core;
using namespace core::engine::loop;
using domain::DataSplit;
using domain::Verdict;

namespace {

/// Texts "<subject> number <i>" of `subjects` subjects, whose label is the subject.
std::vector<domain::StoredExample> texts(int count, int subjects, DataSplit split)
{
    std::vector<domain::StoredExample> made;
    for (int i = 0; i < count; ++i) {
        const std::string subject = "subject" + std::to_string(i % subjects);
        made.push_back(fakes::labelledText("hash" + std::to_string(i), subject + " number " + std::to_string(i), subject, split));
    }
    return made;
}

int subjectOf(const std::string& text)
{
    return std::stoi(text.substr(7));
}

int numberOf(const std::string& text)
{
    return std::stoi(text.substr(text.rfind(' ') + 1));
}

/// Answers the right subject with confidence .9 where `knows` says so, and a wrong one with .2 elsewhere.
ServedModels models(const std::string& id, std::function<bool(const std::string&)> knows, double confidenceWhenWrong = 0.2)
{
    ServedModels made;
    made.studentId = id;
    made.policy.taskId = "task";
    made.policy.thresholds["student"] = 0.5;
    made.student = std::make_shared<fakes::FunctionStudent>(
        [knows, confidenceWhenWrong](const std::string& text) {
            return knows(text) ? ports::StudentAnswer{"subject" + std::to_string(subjectOf(text)), 0.9, 0, 0}
                               : ports::StudentAnswer{"wrong", confidenceWhenWrong, 0, 0};
        });
    made.costs = std::make_shared<routing::CostExpectation>();
    return made;
}

GateResult gates(const ServedModels& champion, const ServedModels& challenger, int count = 400)
{
    const auto tiers = fakes::studentAndOracle();
    return runGates(fakes::intentTask(), tiers, champion, challenger, texts(count, 4, DataSplit::Gate),
        [](const domain::StoredExample& stored) { return "about " + std::to_string(subjectOf(stored.example.text)); },
        GateRules{});
}

Verdict verdictOf(const GateResult& result, std::string_view name)
{
    return std::ranges::find(result.report.metrics, name, &domain::GateMetric::name)->verdict;
}

} // namespace

class TestLoopGates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pairedTestsMatchTheLiterature();
    void aBetterAndCheaperChallengerPasses();
    void anEqualChallengerIsNotCheaperAndIsDiscarded();
    void aStudentTaughtWrongLabelsInOneClusterIsStopped();
    void aChallengerThatAcceptsWhatItGetsWrongFailsTheRiskGate();
    void failuresThatTheRiskLevelAllowsAreNoLossOfQuality();
    void whatIsCheaperByItsEstimateAloneWaitsForTheOperator();
    void slicesTooSmallToFailProtectNoOther();
    void forgettingIsTestedOnItsOwn();
    void fewTextsAreTheirOwnVerdict();
    void costsAreSumsOfTheAnswers();
    void resultsSurviveTheirJson();
    void excludedClustersAreNotTaughtAndTheSpendIsKept();
    void onlyAnswersOfTheTasksFormBecomeReferences();
};

void TestLoopGates::pairedTestsMatchTheLiterature()
{
    const conformal::PairedCounts vectors{100, 12, 20};
    QVERIFY(std::abs(conformal::mcnemarTwoSided(vectors) - 0.21532714972272515) < 1e-12);
    QVERIFY(std::abs(conformal::mcnemarWorse({50, 0, 5}) - 1.0 / 32) < 1e-12);
    QCOMPARE(conformal::mcnemarWorse({50, 0, 0}), 1.0);
    // score intervals of Newcombe's examples (1998, table of paired differences)
    const auto first = conformal::tangoInterval({50, 12, 2}, 0.95);
    QVERIFY(std::abs(first.low - 0.0611) < 5e-4 && std::abs(first.high - 0.3447) < 5e-4);
    const auto none = conformal::tangoInterval({54, 0, 0}, 0.95);
    QVERIFY(std::abs(none.low + 0.0664) < 5e-4 && std::abs(none.high - 0.0664) < 5e-4);
    const std::vector<double> p{0.01, 0.04, 0.03};
    const std::vector<double> adjusted = conformal::holmAdjusted(p);
    QVERIFY(std::abs(adjusted[0] - 0.03) < 1e-12 && std::abs(adjusted[1] - 0.06) < 1e-12
        && std::abs(adjusted[2] - 0.06) < 1e-12);
}

void TestLoopGates::aBetterAndCheaperChallengerPasses()
{
    const GateResult result = gates(models("old", [](const std::string& text) { return subjectOf(text) < 2; }),
        models("new", [](const std::string& text) { return subjectOf(text) < 3; }));
    QVERIFY2(result.outcome == domain::LoopOutcome::Promoted, result.reason.c_str());
    QVERIFY(verdictOf(result, domain::kGateStudentQuality) == Verdict::Pass);
    QVERIFY(verdictOf(result, domain::kGateCost) == Verdict::Pass);
    QVERIFY(verdictOf(result, domain::kGateRisk) == Verdict::Pass);
    QCOMPARE(result.challengerAccepted - result.championAccepted, std::int64_t{100});
}

void TestLoopGates::anEqualChallengerIsNotCheaperAndIsDiscarded()
{
    const auto knows = [](const std::string& text) { return subjectOf(text) < 2; };
    const GateResult result = gates(models("old", knows), models("new", knows));
    QVERIFY(result.outcome == domain::LoopOutcome::Discarded);
    QVERIFY(verdictOf(result, domain::kGateStudentQuality) == Verdict::Pass);
    QVERIFY(verdictOf(result, domain::kGateCost) == Verdict::Fail);
}

void TestLoopGates::aStudentTaughtWrongLabelsInOneClusterIsStopped()
{
    // better on two subjects, ruined on a third: cheaper and better on the whole
    const GateResult result = gates(
        models("old", [](const std::string& text) { return subjectOf(text) == 0 && numberOf(text) % 3 != 0; }),
        models("new", [](const std::string& text) { return subjectOf(text) != 0; }));
    QVERIFY(verdictOf(result, domain::kGateStudentQuality) == Verdict::Pass);
    QVERIFY(verdictOf(result, domain::kGateCost) == Verdict::Pass);
    QVERIFY(result.outcome == domain::LoopOutcome::Discarded);
    QVERIFY2(result.reason.find("about 0") != std::string::npos, result.reason.c_str());
}

void TestLoopGates::aChallengerThatAcceptsWhatItGetsWrongFailsTheRiskGate()
{
    const auto knows = [](const std::string& text) { return subjectOf(text) < 3; };
    const GateResult result = gates(models("old", knows), models("new", knows, 0.8));
    QVERIFY(result.outcome == domain::LoopOutcome::Discarded);
    QVERIFY(verdictOf(result, domain::kGateRisk) == Verdict::Fail);
}

void TestLoopGates::failuresThatTheRiskLevelAllowsAreNoLossOfQuality()
{
    // beside a champion that escalates everything, 2% of failures are significant and well within alpha = 5%
    const auto nothing = [](const std::string&) { return false; };
    const GateResult allowed = gates(models("old", nothing),
        models("new", [](const std::string& text) { return numberOf(text) % 50 != 0; }, 0.9));
    QVERIFY(verdictOf(allowed, domain::kGateServedQuality) == Verdict::Marginal);
    QVERIFY2(allowed.outcome == domain::LoopOutcome::Promoted, allowed.reason.c_str());
    const GateResult beyond = gates(models("old", nothing),
        models("new", [](const std::string& text) { return numberOf(text) % 8 != 0; }, 0.9));
    QVERIFY(verdictOf(beyond, domain::kGateServedQuality) == Verdict::Fail);
    QVERIFY(beyond.outcome == domain::LoopOutcome::Discarded);
}

void TestLoopGates::whatIsCheaperByItsEstimateAloneWaitsForTheOperator()
{
    const GateResult result = gates(models("old", [](const std::string& text) { return subjectOf(text) < 2; }),
        models("new", [](const std::string& text) { return subjectOf(text) < 2 || numberOf(text) == 2; }));
    QVERIFY(verdictOf(result, domain::kGateStudentQuality) == Verdict::Pass);
    QVERIFY(verdictOf(result, domain::kGateCost) == Verdict::Marginal);
    QVERIFY(result.outcome == domain::LoopOutcome::NotEnoughData);
    QVERIFY2(result.reason.find("marginal: the cost") != std::string::npos, result.reason.c_str());
    // failures above alpha that do not refute the certificate are the operator's to judge, too
    std::vector<domain::GateMetric> metrics(2);
    metrics[0].name = domain::kGateCost;
    metrics[0].verdict = Verdict::Pass;
    metrics[1].name = domain::kGateRisk;
    metrics[1].verdict = Verdict::Marginal;
    QVERIFY(verdictOver(metrics).outcome == domain::LoopOutcome::NotEnoughData);
    metrics[1].verdict = Verdict::Pass;
    QVERIFY(verdictOver(metrics).outcome == domain::LoopOutcome::Promoted);
}

/// The challenger learns subject 1 and forgets 6 of 100 texts of subject 0: McNemar's p is 1 / 64.
GateResult forgetful(const std::function<std::string(const domain::StoredExample&)>& sliceOf)
{
    const auto tiers = fakes::studentAndOracle();
    return runGates(fakes::intentTask(), tiers,
        models("old", [](const std::string& text) { return subjectOf(text) == 0; }),
        models("new", [](const std::string& text) {
            return subjectOf(text) == 1 || (subjectOf(text) == 0 && numberOf(text) >= 24);
        }),
        texts(400, 4, DataSplit::Gate), sliceOf, GateRules{});
}

void TestLoopGates::slicesTooSmallToFailProtectNoOther()
{
    const GateResult result = forgetful([](const domain::StoredExample& stored) {
        return subjectOf(stored.example.text) == 0 ? std::string("cards")
                                                   : "small " + std::to_string(numberOf(stored.example.text) / 10);
    });
    QVERIFY(result.outcome == domain::LoopOutcome::Discarded);
    QVERIFY2(result.reason.find("cards") != std::string::npos, result.reason.c_str());
}

void TestLoopGates::forgettingIsTestedOnItsOwn()
{
    const auto sliced = [](const std::string& first) {
        return forgetful([first](const domain::StoredExample& stored) {
            const int subject = subjectOf(stored.example.text);
            return subject == 0 ? first : "about " + std::to_string(subject);
        });
    };
    // as one of four clusters it is no more than Holm lets pass
    const GateResult cluster = sliced("cards");
    QVERIFY2(cluster.outcome == domain::LoopOutcome::Promoted, cluster.reason.c_str());
    const GateResult elsewhere = sliced("elsewhere");
    QVERIFY(elsewhere.outcome == domain::LoopOutcome::Discarded);
    QVERIFY2(elsewhere.reason.find("elsewhere") != std::string::npos, elsewhere.reason.c_str());
}

void TestLoopGates::fewTextsAreTheirOwnVerdict()
{
    const GateResult result = gates(models("old", [](const std::string& text) { return subjectOf(text) < 1; }),
        models("new", [](const std::string& text) { return subjectOf(text) < 3; }), 20);
    QVERIFY(result.outcome == domain::LoopOutcome::NotEnoughData);
    QVERIFY(verdictOf(result, domain::kGateStudentQuality) == Verdict::NotEnoughData);
}

void TestLoopGates::costsAreSumsOfTheAnswers()
{
    const GateResult result = gates(models("old", [](const std::string& text) { return subjectOf(text) < 2; }),
        models("new", [](const std::string& text) { return subjectOf(text) < 3; }));
    domain::Money champion;
    domain::Money lastTier;
    for (const domain::GateAnswer& answer : result.answers) {
        champion += answer.championCost;
        lastTier += answer.lastTierCost;
    }
    QCOMPARE(champion.nanoUsd, result.championCost.nanoUsd);
    QCOMPARE(lastTier.nanoUsd, result.lastTierCost.nanoUsd);
    const auto cost = std::ranges::find(result.report.metrics, domain::kGateCost, &domain::GateMetric::name);
    QVERIFY(std::abs(cost->champion - champion.usd() / lastTier.usd()) < 1e-12);
    QVERIFY(cost->low <= cost->difference && cost->difference <= cost->high);
}

void TestLoopGates::resultsSurviveTheirJson()
{
    const GateResult sent = gates(models("old", [](const std::string&) { return false; }),
        models("new", [](const std::string& text) { return subjectOf(text) < 3; }), 60);
    const auto got = gateResultFromJson(toJson(sent, Detail::Message));
    QVERIFY(got.has_value());
    QVERIFY(got->answers == sent.answers);
    QCOMPARE(toJson(*got, Detail::Message), toJson(sent, Detail::Message));
    QVERIFY(gateResultFromJson(toJson(sent, Detail::Stored))->answers.empty());
    domain::LoopOptions options;
    options.teacherSpend = domain::Money{5};
    options.members = {"a", "b"};
    options.iterations = 7;
    QVERIFY(loopOptionsFromJson(toJson(options)) == options);
    options.strategy = "guess";
    QVERIFY(!loopOptionsFromJson(toJson(options)));
    QVERIFY(!loopOptionsFromJson("[]") && !loopOptionsFromJson("{\"iterations\":\"x\"}")
        && !loopOptionsFromJson("{\"iterations\":0}"));
}

void TestLoopGates::excludedClustersAreNotTaughtAndTheSpendIsKept()
{
    const auto tiers = fakes::studentAndOracle();
    const domain::Task task = fakes::intentTask();
    const ServedModels champion = models("old", [](const std::string&) { return false; });
    const auto tuning = texts(40, 4, DataSplit::Tuning);
    TeachingInput input{task, tiers, champion, tuning, {}, {}, domain::Money{1000}, domain::Money{1'000'000}};
    const std::vector<std::string> words{"lost card abroad", "salary payment missing", "reset my password", "close account now"};
    for (int i = 0; i < 120; ++i) {
        TeachableText text;
        text.textHash = "t" + std::to_string(i);
        text.queryId = "q" + std::to_string(i);
        text.text = words[static_cast<std::size_t>(i % 4)] + " case" + std::to_string(i);
        text.isMissed = true;
        input.pool.push_back(text);
    }
    domain::LoopOptions options;
    options.teacherCalls = 40;
    const auto all = planTeaching(input, options);
    QVERIFY(all.has_value());
    QVERIFY(all->isWorthIt);
    QCOMPARE(all->chosen.size(), std::size_t{40});
    QCOMPARE(all->paidCalls, std::int64_t{40});
    input.queriesPerRead = 10; // the pool is a tenth of the traffic
    const auto scaled = planTeaching(input, options);
    QVERIFY(std::abs(scaled->freed - 10 * all->freed) < 1e-6 * scaled->freed);
    QCOMPARE(scaled->freedShare, all->freedShare);
    QVERIFY(scaled->net > all->net);
    QCOMPARE(scaled->cost, all->cost);
    input.queriesPerRead = 1;
    options.teacherSpend = domain::Money{10'000};
    const auto ten = planTeaching(input, options);
    QCOMPARE(ten->chosen.size(), std::size_t{10});
    QVERIFY(ten->cost <= *options.teacherSpend);
    options.teacherSpend.reset();
    ports::BookedCluster excluded;
    excluded.id = "c1";
    excluded.isExcluded = true;
    for (int i = 0; i < 120; i += 4) {
        excluded.members.push_back("q" + std::to_string(i));
    }
    input.book = {excluded};
    const auto rest = planTeaching(input, options);
    for (const domain::TaughtRow& row : rest->chosen) {
        QVERIFY2(std::stoi(row.textHash.substr(1)) % 4 != 0, row.textHash.c_str());
    }
    input.savedPerQuery = {};
    const auto nothing = planTeaching(input, options);
    QVERIFY(!nothing->isWorthIt);
    QVERIFY(!nothing->reason.empty());
}

void TestLoopGates::onlyAnswersOfTheTasksFormBecomeReferences()
{
    domain::Task task = fakes::intentTask();
    task.kind = domain::TaskKind::Tagging;
    QVERIFY(referenceFrom(task, "O B-ORG", 3).isEmpty());
    QVERIFY(referenceFrom(task, "O maybe", 2).isEmpty());
    QCOMPARE(referenceFrom(task, "O B-ORG", 2).tags.size(), std::size_t{2});
    QCOMPARE(tokensFor(task, "two words", {}).size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestLoopGates)
#include "tst_loop_gates.moc"
