#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using core::domain::Money;

class CostBookTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void budgetsOutliveTheProcess()
    {
        WorkspaceFixture fixture;
        ROUTENLP_VERIFY(fixture.stores.costBook->setMonthlyBudget("", Money{100}));
        ROUTENLP_VERIFY(fixture.stores.costBook->setMonthlyBudget("cs_intent", Money{5}));
        ROUTENLP_VERIFY(fixture.stores.costBook->setMonthlyBudget("cs_intent", Money{7}));
        QVERIFY(!fixture.stores.costBook->setMonthlyBudget("", Money{-1}));
        fixture.close();
        fixture.open();
        auto budgets = fixture.stores.costBook->monthlyBudgets();
        ROUTENLP_VERIFY(budgets);
        QVERIFY((*budgets == std::map<std::string, Money>{{"", Money{100}}, {"cs_intent", Money{7}}}));
        ROUTENLP_VERIFY(fixture.stores.costBook->setMonthlyBudget("", std::nullopt));
        QCOMPARE(fixture.stores.costBook->monthlyBudgets()->size(), std::size_t(1));
    }

    void aChallengersCallsAreSpentBesideTheTraffic()
    {
        WorkspaceFixture fixture;
        core::domain::Run run;
        run.id = "run";
        run.kind = core::domain::RunKind::Loop;
        run.createdAt = sample::noon();
        ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
        core::domain::ChallengerTrial trial;
        trial.runId = run.id;
        trial.taskId = "cs_intent";
        trial.startedAt = sample::noon();
        ROUTENLP_VERIFY(fixture.stores.trials->save(trial));
        core::domain::Money spent;
        for (int i = 0; i < 4; ++i) {
            core::domain::QueryRecord record
                = sample::query(1, static_cast<std::uint64_t>(i), sample::noon() + std::chrono::seconds(i));
            record.taskId = trial.taskId;
            ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
            core::domain::TrialAnswer answer;
            answer.queryId = record.id;
            answer.runId = run.id;
            answer.taskId = trial.taskId;
            answer.at = record.at;
            answer.callCost = Money{i * 1'000}; // the first was answered by what the traffic knew
            ROUTENLP_VERIFY(fixture.stores.trials->append(answer));
            ROUTENLP_VERIFY(fixture.stores.trials->append(answer)); // again: counts once
            spent += answer.callCost;
        }
        core::ports::OverviewQuery query;
        query.range = {sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)};
        const auto report = fixture.stores.costs->report(query);
        ROUTENLP_VERIFY(report);
        QCOMPARE(report->beside.size(), std::size_t(1));
        QCOMPARE(report->beside.front().purpose, std::string("comparison"));
        QCOMPARE(report->beside.front().taskId, trial.taskId);
        QVERIFY(report->beside.front().cost == spent);
    }

    void everyPriceVersionIsKeptAndUnknownStaysUnknown()
    {
        WorkspaceFixture fixture;
        ROUTENLP_VERIFY(fixture.stores.portfolio->addPriceVersion({"a", "m", {1, std::nullopt}, "old", 10}));
        ROUTENLP_VERIFY(fixture.stores.portfolio->addPriceVersion({"b", "m", {2, 3}, "new", 20}));
        const auto versions = fixture.stores.costBook->priceVersions();
        ROUTENLP_VERIFY(versions);
        QCOMPARE(versions->size(), std::size_t(2));
        QCOMPARE(versions->front().id, std::string("b"));
        QVERIFY(!versions->back().prices.outputPicoUsd);
    }
};

QTEST_GUILESS_MAIN(CostBookTest)
#include "tst_cost_book.moc"
