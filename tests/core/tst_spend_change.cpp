#include <QTest>

#include "core/base/rng.h"
#include "core/domain/spend_change.h"

using namespace core::domain;

namespace {

constexpr TokenPrices kCheap{100'000, 200'000};
constexpr TokenPrices kDear{5'000'000, 15'000'000};

/// One task on two tiers at the given prices.
CostSums ledger(std::int64_t queries, std::int64_t dearCalls, std::int64_t tokensACall,
    const TierPrices& prices, const std::string& task = "intent")
{
    CostSums sums;
    TierCost cheap{task, "cheap", queries - dearCalls, queries, {queries * tokensACall, queries * 10}, {}};
    TierCost dear{task, "dear", dearCalls, dearCalls, {dearCalls * tokensACall, dearCalls * 10}, {}};
    cheap.spend = *costOf(cheap.tokens, prices.at("cheap"));
    dear.spend = *costOf(dear.tokens, prices.at("dear"));
    sums.tasks = {{task, queries, cheap.spend + dear.spend, {}, 0}};
    sums.tiers = {cheap, dear};
    return sums;
}

const TierPrices kPrices{{"cheap", kCheap}, {"dear", kDear}};

RangePrices alwaysAt(const TierPrices& prices)
{
    return {prices, prices, prices};
}

} // namespace

class SpendChangeTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneCauseAloneIsNamedAlone_data();
    void oneCauseAloneIsNamedAlone();
    void thePartsAlwaysAddUp();
    void aNewTaskIsMixAndANewTierIsRouting();
    void callsWithoutAnAnswerAreEscalation();
    void fromOrToNothingIsVolume();
    void aPriceThatFellInTheEarlierRangeIsPrice();
    void discountsAreNoPriceChange();
    void unknownPricesChangeNothing();
    void anotherModelIsItsPriceAndItsLengths();
};

void SpendChangeTest::oneCauseAloneIsNamedAlone_data()
{
    QTest::addColumn<int>("cause");
    for (const auto& [name, cause] :
        {std::pair{"nothing", 0}, {"volume", 1}, {"routing", 2}, {"tokens", 3}, {"price", 4}}) {
        QTest::newRow(name) << cause;
    }
}

void SpendChangeTest::oneCauseAloneIsNamedAlone()
{
    QFETCH(const int, cause);
    TierPrices later = kPrices;
    if (cause == 4) {
        later["dear"] = {7'000'000, 15'000'000};
    }
    const CostSums before = ledger(1000, 100, 50, kPrices);
    const CostSums after = ledger(cause == 1 ? 3000 : 1000,
        cause == 1       ? 300
            : cause == 2 ? 250
                         : 100,
        cause == 3 ? 80 : 50, later);
    const SpendChange change = explainSpendChange(before, after, {kPrices, kPrices, later});
    QVERIFY(change.sum() == change.after - change.before);
    QCOMPARE(change.volume.nanoUsd != 0, cause == 1);
    QCOMPARE(change.taskMix.nanoUsd, std::int64_t{0});
    QCOMPARE(change.routing.nanoUsd != 0, cause == 2);
    QCOMPARE(change.escalation.nanoUsd != 0, cause == 2); // who escalates more calls more
    QCOMPARE(change.tokens.nanoUsd != 0, cause == 3);
    QCOMPARE(change.price.nanoUsd != 0, cause == 4);
    QCOMPARE(change.repricedTierId, std::string(cause == 4 ? "dear" : ""));
}

void SpendChangeTest::thePartsAlwaysAddUp()
{
    core::Rng rng(11);
    for (int round = 0; round < 500; ++round) {
        CostSums sums[2];
        for (CostSums& side : sums) {
            for (const char* task : {"a", "b", "c"}) {
                if (rng.chance(0.8)) {
                    const auto queries = static_cast<std::int64_t>(1 + rng.below(5000));
                    const CostSums one = ledger(queries,
                        static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(queries))),
                        static_cast<std::int64_t>(1 + rng.below(400)), kPrices, task);
                    side.tasks.insert(side.tasks.end(), one.tasks.begin(), one.tasks.end());
                    side.tiers.insert(side.tiers.end(), one.tiers.begin(), one.tiers.end());
                }
            }
        }
        const SpendChange change = explainSpendChange(sums[0], sums[1], alwaysAt(kPrices));
        QVERIFY(change.sum() == change.after - change.before);
    }
}

void SpendChangeTest::aNewTaskIsMixAndANewTierIsRouting()
{
    const CostSums before = ledger(1000, 0, 50, kPrices);
    CostSums withTask = before;
    const CostSums more = ledger(500, 400, 50, kPrices, "summary");
    withTask.tasks.push_back(more.tasks.front());
    withTask.tiers.insert(withTask.tiers.end(), more.tiers.begin(), more.tiers.end());
    const SpendChange mix = explainSpendChange(before, withTask, alwaysAt(kPrices));
    QVERIFY(mix.taskMix.nanoUsd > 0);
    QVERIFY(std::abs(mix.routing.nanoUsd) <= 1);
    const SpendChange routing = explainSpendChange(before, ledger(1000, 200, 50, kPrices), alwaysAt(kPrices));
    QVERIFY(routing.routing.nanoUsd > 0);
    QCOMPARE(routing.taskMix.nanoUsd, std::int64_t{0});
}

void SpendChangeTest::callsWithoutAnAnswerAreEscalation()
{
    const CostSums before = ledger(1000, 100, 50, kPrices);
    CostSums after = before; // the same answers, with two hundred calls that failed or were passed on
    TierCost& dear = after.tiers.back();
    dear.attempts += 200;
    dear.tokens.promptTokens *= 3;
    dear.tokens.completionTokens *= 3;
    dear.spend.nanoUsd *= 3;
    after.tasks.front().spend = after.tierSpend();
    const SpendChange change = explainSpendChange(before, after, alwaysAt(kPrices));
    QVERIFY(change.escalation.nanoUsd > 0);
    QVERIFY(change.escalation == change.after - change.before);
    QCOMPARE(change.routing.nanoUsd, std::int64_t{0});
    const SpendChange grown = explainSpendChange(before, ledger(3000, 300, 50, kPrices), alwaysAt(kPrices));
    QCOMPARE(grown.escalation.nanoUsd, std::int64_t{0}); // as many a request as before
}

void SpendChangeTest::fromOrToNothingIsVolume()
{
    const CostSums some = ledger(1000, 100, 50, kPrices);
    const SpendChange came = explainSpendChange({}, some, alwaysAt(kPrices));
    QVERIFY(came.volume == some.spend());
    const SpendChange went = explainSpendChange(some, {}, alwaysAt(kPrices));
    QVERIFY(went.volume.nanoUsd == -some.spend().nanoUsd);
    QVERIFY(came.sum() == some.spend());
}

/// Half of the earlier range was paid at twice the price.
void SpendChangeTest::aPriceThatFellInTheEarlierRangeIsPrice()
{
    TierPrices dearer = kPrices;
    dearer["dear"] = {10'000'000, 30'000'000};
    CostSums before = ledger(1000, 100, 50, kPrices);
    TierCost& cell = before.tiers.back();
    const Money half{cell.spend.nanoUsd / 2};
    cell.spend += half;
    before.tasks.front().spend += half;
    const CostSums after = ledger(1000, 100, 50, kPrices);
    const SpendChange change = explainSpendChange(before, after, {dearer, kPrices, kPrices});
    QCOMPARE(change.price.nanoUsd, -half.nanoUsd);
    QCOMPARE(change.tokens.nanoUsd, std::int64_t{0});
    QVERIFY(change.sum() == change.after - change.before);
}

/// A quarter off for cached prompts, before and after; then the list price doubles.
void SpendChangeTest::discountsAreNoPriceChange()
{
    const auto discounted = [](CostSums sums) {
        TierCost& cell = sums.tiers.back();
        const Money off{cell.spend.nanoUsd / 4};
        cell.spend = cell.spend - off;
        sums.tasks.front().spend = sums.tasks.front().spend - off;
        return sums;
    };
    TierPrices later = kPrices;
    later["dear"] = {10'000'000, 30'000'000};
    const CostSums before = discounted(ledger(1000, 100, 50, kPrices));
    const CostSums after = discounted(ledger(1000, 100, 50, later));
    const SpendChange change = explainSpendChange(before, after, {kPrices, kPrices, later});
    QCOMPARE(change.price.nanoUsd, (after.spend() - before.spend()).nanoUsd);
    QCOMPARE(change.tokens.nanoUsd, std::int64_t{0});
}

void SpendChangeTest::unknownPricesChangeNothing()
{
    const CostSums before = ledger(1000, 100, 50, kPrices);
    CostSums after = ledger(1000, 100, 50, kPrices);
    TierPrices unknown = kPrices;
    unknown["dear"] = {5'000'000, std::nullopt};
    QCOMPARE(explainSpendChange(before, after, {kPrices, kPrices, unknown}).price.nanoUsd, std::int64_t{0});
    unknown.erase("dear");
    QCOMPARE(explainSpendChange(before, after, {unknown, kPrices, kPrices}).price.nanoUsd, std::int64_t{0});
}

/// The tier is served by a dearer model from one range to the next, which answers at greater length.
void SpendChangeTest::anotherModelIsItsPriceAndItsLengths()
{
    TierPrices later = kPrices;
    later["dear"] = {8'000'000, 20'000'000};
    const CostSums before = ledger(1000, 100, 50, kPrices);
    const CostSums after = ledger(1000, 100, 80, later);
    const SpendChange change = explainSpendChange(before, after, {kPrices, kPrices, later});
    const CostSums longerAtOldPrice = ledger(1000, 100, 80, kPrices);
    QCOMPARE(change.tokens.nanoUsd, (longerAtOldPrice.spend() - before.spend()).nanoUsd);
    QCOMPARE(change.price.nanoUsd, (after.spend() - longerAtOldPrice.spend()).nanoUsd);
    QVERIFY(change.tokens.nanoUsd > 0 && change.price.nanoUsd > 0);
    QCOMPARE(change.routing.nanoUsd + change.escalation.nanoUsd + change.volume.nanoUsd, std::int64_t{0});
}

QTEST_GUILESS_MAIN(SpendChangeTest)
#include "tst_spend_change.moc"
