#include <QTest>

#include "core/base/rng.h"
#include "core/distill/distillation_set.h"
#include "core/distill/learnability.h"
#include "core/distill/linear_student.h"
#include "core/distill/predicted_saving.h"
#include "core/distill/selection_strategy.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

using namespace core::distill;
using core::domain::DataSplit;
using core::domain::Money;

namespace {

/// Texts around `directions` unit vectors; those of direction 0 are twice as frequent; every other one
/// failed.
std::vector<Candidate> pool(std::size_t count, std::size_t directions)
{
    std::vector<Candidate> made(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t direction = i % directions;
        made[i].textId = "text" + std::to_string(i);
        made[i].isFailed = i / directions % 2 == 0;
        made[i].isEscalated = made[i].isFailed;
        made[i].cluster = made[i].isFailed ? static_cast<int>(direction) : -1;
        made[i].confidence = static_cast<double>(i) / static_cast<double>(count);
        made[i].weight = direction == 0 ? 2 : 1;
        made[i].embedding.assign(directions, 0.0F);
        made[i].embedding[direction] = 1;
    }
    return made;
}

SelectionBudget budget(std::size_t calls)
{
    SelectionBudget made;
    made.teacherCalls = calls;
    made.pricePerCall = Money{1000};
    made.savedPerFreedQuery = Money{1'000'000};
    return made;
}

TaughtText taught(const std::string& hash, DataSplit split, const std::string& answer = "yes")
{
    return {{hash, split}, "text " + hash, answer, false, false};
}

} // namespace

class TestDistill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStrategyKeepsTheBudgetAndRepeatsForASeed_data()
    {
        QTest::addColumn<int>("method");
        for (const SelectionMethod method : allSelectionMethods()) {
            QTest::newRow(std::string(toString(method)).c_str()) << static_cast<int>(method);
        }
    }

    void everyStrategyKeepsTheBudgetAndRepeatsForASeed()
    {
        QFETCH(int, method);
        const auto candidates = pool(200, 8);
        const auto strategy = makeSelectionStrategy(static_cast<SelectionMethod>(method));
        const auto first = strategy->select(candidates, budget(20), 7);
        const auto again = strategy->select(candidates, budget(20), 7);
        QVERIFY(first && again);
        QCOMPARE(first->chosen.size(), std::size_t{20});
        QVERIFY(first->chosen == again->chosen);
        QCOMPARE(std::set(first->chosen.begin(), first->chosen.end()).size(), std::size_t{20});
        QVERIFY(first->saving.freedQueries.low <= first->saving.freedQueries.mean);
        QVERIFY(first->saving.freedQueries.mean <= first->saving.freedQueries.high);
    }

    void failureStrategiesChooseFailuresOnly()
    {
        const auto candidates = pool(200, 8);
        for (const auto method : {SelectionMethod::RandomFailures, SelectionMethod::TopClusters,
                 SelectionMethod::StratifiedFailures, SelectionMethod::ExpectedSaving}) {
            const auto selection = makeSelectionStrategy(method)->select(candidates, budget(30), 3);
            QVERIFY(selection.has_value());
            for (const std::size_t i : selection->chosen) {
                QVERIFY(candidates[i].isFailed);
            }
        }
    }

    void oursStartsWhereTrafficIsDensestAndThenSpreads()
    {
        const auto candidates = pool(200, 8);
        const auto selection
            = makeSelectionStrategy(SelectionMethod::ExpectedSaving)->select(candidates, budget(9), 1);
        QVERIFY(selection.has_value());
        QCOMPARE(candidates[selection->chosen.front()].cluster, 0);
        std::set<int> clusters;
        for (const std::size_t i : selection->chosen) {
            clusters.insert(candidates[i].cluster);
        }
        QCOMPARE(clusters.size(), std::size_t{8});
    }

    void oursCoversAtLeastWhatRandomFailuresCover()
    {
        const auto candidates = pool(400, 40);
        const auto ours
            = makeSelectionStrategy(SelectionMethod::ExpectedSaving)->select(candidates, budget(25), 1);
        const auto random
            = makeSelectionStrategy(SelectionMethod::RandomFailures)->select(candidates, budget(25), 1);
        QVERIFY(ours && random);
        QVERIFY(coverageOf(candidates, ours->chosen) > coverageOf(candidates, random->chosen));
    }

    void whatCostsMoreThanItSavesIsNotDone()
    {
        SelectionBudget dear = budget(20);
        dear.trainingCost = Money{1'000'000'000'000};
        const auto selection
            = makeSelectionStrategy(SelectionMethod::ExpectedSaving)->select(pool(200, 8), dear, 1);
        QVERIFY(selection.has_value());
        QVERIFY(!selection->isWorthIt);
        QVERIFY(selection->chosen.empty());
        QVERIFY(selection->saving.net < Money{0});
        QVERIFY(!selection->reason.empty());
    }

    void dollarsLimitTheCalls()
    {
        SelectionBudget small = budget(100);
        small.teacherSpend = Money{5500};
        const auto selection
            = makeSelectionStrategy(SelectionMethod::RandomFailures)->select(pool(200, 8), small, 1);
        QVERIFY(selection.has_value());
        QCOMPARE(selection->chosen.size(), std::size_t{5});
    }

    void unequalEmbeddingsAreRefused()
    {
        auto candidates = pool(20, 4);
        candidates[3].embedding.pop_back();
        QVERIFY(!makeSelectionStrategy(SelectionMethod::ExpectedSaving)->select(candidates, budget(5), 1));
    }

    void nothingOutsideTheTrainingSplitGetsIn()
    {
        const std::vector<TaughtText> fresh{taught("a", DataSplit::Training),
            taught("b", DataSplit::Calibration), taught("c", DataSplit::Test), taught("d", DataSplit::Gate),
            taught("e", DataSplit::Tuning)};
        const std::vector<TaughtText> old{
            taught("f", DataSplit::Calibration), taught("g", DataSplit::Training)};
        const auto set = distillationSet(fresh, old, 1, 1);
        QVERIFY(set.has_value());
        QCOMPARE(set->fresh.size(), std::size_t{1});
        QCOMPARE(set->outsideTraining, std::size_t{4});
        QCOMPARE(set->replay.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(set->replay.front().identity.hash), QStringLiteral("g"));
    }

    void correctionsWinRejectedAnswersGoAndReplayIsOneToOne()
    {
        std::vector<TaughtText> fresh{taught("a", DataSplit::Training, "wrong"),
            taught("a", DataSplit::Training, "right"), taught("b", DataSplit::Training)};
        fresh[1].isCorrection = true;
        fresh[2].isRejected = true;
        const std::vector<TaughtText> old{taught("a", DataSplit::Training), taught("x", DataSplit::Training),
            taught("y", DataSplit::Training)};
        const auto set = distillationSet(fresh, old, 1, 1);
        QVERIFY(set.has_value());
        QCOMPARE(set->fresh.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(set->fresh.front().answer), QStringLiteral("right"));
        QCOMPARE(set->duplicates, std::size_t{1});
        QCOMPARE(set->rejected, std::size_t{1});
        QCOMPARE(set->replay.size(), std::size_t{1});
        QVERIFY(set->replay.front().identity.hash != "a");
        QVERIFY(!distillationSet(fresh, old, 0.5, 1));
        const auto whole = distillationSet(fresh, old, {}, 1);
        QVERIFY(whole->replay.size() > set->replay.size()); // no ratio: nothing that was known is left out
    }

    void chatLinesHoldTheWholeConversation()
    {
        DistillationSet set;
        set.fresh.push_back(taught("a", DataSplit::Training, "say \"no\"\n"));
        const auto lines = chatLines(set, "Answer.");
        QCOMPARE(lines.size(), std::size_t{1});
        const auto messages = nlohmann::json::parse(lines.front()).at("messages");
        QCOMPARE(messages.size(), std::size_t{3});
        QVERIFY(messages[2].at("role") == "assistant");
        QVERIFY(messages[2].at("content") == "say \"no\"\n");
    }

    void theLinearStudentLearnsSeparableClasses()
    {
        std::vector<LabelledBag> examples;
        for (std::uint32_t i = 0; i < 60; ++i) {
            examples.push_back({{100 + i % 3, 200 + i % 3, 1000 + i}, i % 3});
        }
        LinearStudentOptions options;
        options.classes = 3;
        options.steps = 600;
        const LinearStudent student = LinearStudent::fit(examples, options);
        const std::vector<std::uint32_t> unseen{101, 201, 9999};
        QCOMPARE(student.answer(unseen).label, std::size_t{1});
        QVERIFY(student.answer(unseen).confidence > 0.8);
    }

    void learnabilityIsThePriorUntilSomethingWasDistilled()
    {
        const core::domain::Learnability prior;
        QVERIFY(estimatedLearnability({}) == prior);
        const std::vector coversNothing{DistillationOutcome{0, 0.1, 0.001}};
        QVERIFY(estimatedLearnability(coversNothing) == prior);
        // what says little moves it little, what says the same often moves it nearly there
        const std::vector noisy{DistillationOutcome{0.01, 0.02, 0.001}};
        QVERIFY(std::abs(estimatedLearnability(noisy).mean - prior.mean) < 0.02);
        const std::vector consistent(20, DistillationOutcome{0.2, 0.12, 0.00001});
        const auto learnt = estimatedLearnability(consistent);
        QVERIFY(learnt.mean > 0.55 && learnt.mean < 0.6);
        QVERIFY(learnt.low < 0.6 && learnt.high > 0.6);
        QVERIFY(learnt.high - learnt.low < 0.2);
    }

    void learnabilityOfTheNextDistillationLiesInItsInterval()
    {
        const core::domain::Learnability prior;
        const double deviation = (prior.high - prior.low) / 3.92 / std::sqrt(2.0);
        core::Rng rng(5);
        int inside = 0;
        double errorSquared = 0;
        double errorOfPrior = 0;
        constexpr int kWorkspaces = 600;
        for (int workspace = 0; workspace < kWorkspaces; ++workspace) {
            const double mean = prior.mean + deviation * rng.normal();
            const auto next = [&] { return std::clamp(mean + deviation * rng.normal(), 0.0, 1.0); };
            std::vector<DistillationOutcome> outcomes;
            for (int i = 0; i < 8; ++i) {
                const double noise = 0.02;
                outcomes.push_back({0.2, 0.2 * next() + noise * rng.normal(), noise * noise});
            }
            const auto estimated = estimatedLearnability(outcomes);
            const double truth = next();
            inside += truth >= estimated.low && truth <= estimated.high ? 1 : 0;
            errorSquared += (truth - estimated.mean) * (truth - estimated.mean);
            errorOfPrior += (truth - prior.mean) * (truth - prior.mean);
        }
        QVERIFY2(inside >= 0.9 * kWorkspaces, std::to_string(inside).c_str());
        QVERIFY2(errorSquared < 0.8 * errorOfPrior, std::to_string(errorSquared / errorOfPrior).c_str());
    }

    void aPredictionTakesItsLearnability()
    {
        const auto candidates = pool(200, 8);
        const std::vector<std::size_t> chosen{0, 1, 2, 3};
        SelectionBudget half = budget(4);
        SelectionBudget whole = budget(4);
        half.learnability = {0.25, 0.2, 0.3};
        whole.learnability = {0.5, 0.4, 0.6};
        const auto few = predictSaving(candidates, chosen, half);
        const auto many = predictSaving(candidates, chosen, whole);
        QVERIFY(few.freedQueries.mean > 0);
        QVERIFY(std::abs(many.freedQueries.mean - 2 * few.freedQueries.mean) < 1e-9);
        QVERIFY(many.freedQueries.high > few.freedQueries.high);
    }
};

QTEST_GUILESS_MAIN(TestDistill)
#include "tst_distill.moc"
