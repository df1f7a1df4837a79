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
