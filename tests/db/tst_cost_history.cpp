#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

#include <map>

using core::domain::QueryRecord;
using core::ports::OverviewQuery;

/// The ledger against sums made by hand and against the Overview, for ranges whose edges fall anywhere.
class CostHistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyGroupingIsTheSumOfTheRows_data();
    void everyGroupingIsTheSumOfTheRows();
    void bothSidesOfTheLedgerAgree_data() { everyGroupingIsTheSumOfTheRows_data(); }
    void bothSidesOfTheLedgerAgree();
    void daysFollowTheReportingZoneAndAddUp_data();
    void daysFollowTheReportingZoneAndAddUp();
    void whatIsSpentBesideTheTrafficIsOfItsDay();
    void theChangeAddsUpToTheRangeBefore();
    void aPriceChangeIsOfItsTier();
    void anotherModelCostsItsTierWhatItsPriceIs();
    void anEmptyRangeIsRefusedAndAnUnknownTaskIsEmpty();

private:
    [[nodiscard]] OverviewQuery fetched() const;

    std::unique_ptr<WorkspaceFixture> m_fixture;
    std::vector<QueryRecord> m_records;
    core::TimePoint m_now{};
};

void CostHistoryTest::initTestCase()
{
    m_fixture = std::make_unique<WorkspaceFixture>();
    m_now = core::SystemClock().now();
    core::Rng rng(8);
    for (std::uint64_t i = 0; i < 3000; ++i) {
        const double back = i < 2000 ? rng.uniform(0.0, 40.0 * 86400e6) : rng.uniform(0.0, 7000e6);
        m_records.push_back(
            sample::query(4, i, m_now - std::chrono::microseconds(static_cast<std::int64_t>(back))));
        ROUTENLP_VERIFY(m_fixture->stores.decisions->append(m_records.back()));
    }
    ROUTENLP_VERIFY(m_fixture->stores.decisions->flush());
}

void CostHistoryTest::everyGroupingIsTheSumOfTheRows_data()
{
    QTest::addColumn<double>("secondsBack");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("task");
    for (const char* task : {"", "fin_ner"}) {
        const QString name = QString::fromLatin1(task);
        QTest::addRow("an hour, edges anywhere %s", task) << 3611.000001 << 3600.5 << name;
        QTest::addRow("a day %s", task) << 86399.123 << 86400.0 << name;
        QTest::addRow("three weeks %s", task) << 21 * 86400.0 + 0.000007 << 21 * 86400.0 - 777.7 << name;
        QTest::addRow("everything %s", task) << 4000 * 86400.0 << 4001 * 86400.0 << name;
    }
}

OverviewQuery CostHistoryTest::fetched() const
{
    const double secondsBack = *static_cast<double*>(QTest::qData("secondsBack", QMetaType::Double));
    const double seconds = *static_cast<double*>(QTest::qData("seconds", QMetaType::Double));
    const QString task = *static_cast<QString*>(QTest::qData("task", QMetaType::QString));
    const auto from = m_now - std::chrono::microseconds(static_cast<std::int64_t>(secondsBack * 1e6));
    return {{from, from + std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6))},
        task.toStdString(), 0};
}

void CostHistoryTest::everyGroupingIsTheSumOfTheRows()
{
    const OverviewQuery query = fetched();
    std::map<std::string, core::domain::TaskCost> tasks;
    std::map<std::pair<std::string, std::string>, core::domain::TierCost> tiers;
    std::map<std::string, core::domain::KeyCost> keys;
    for (const QueryRecord& record : m_records) {
        const bool isMeant = record.at >= query.range.from && record.at < query.range.to
            && (query.taskId.empty() || query.taskId == record.taskId);
        if (!isMeant) {
            continue;
        }
        const core::domain::Money lastTier
            = record.isLastTierCostKnown ? record.lastTierCost : core::domain::Money{};
        core::domain::TaskCost& task = tasks[record.taskId];
        task.taskId = record.taskId;
        task.queries += 1;
        task.spend += record.knownCost();
        task.lastTierOnly += lastTier;
        task.unknownCostQueries += record.isCostKnown() ? 0 : 1;
        for (const core::domain::Attempt& attempt : record.attempts) {
            core::domain::TierCost& tier = tiers[{record.taskId, attempt.tierId}];
            tier.taskId = record.taskId;
            tier.tierId = attempt.tierId;
            tier.queries += &attempt == record.accepted() ? 1 : 0;
            tier.attempts += 1;
            tier.tokens.promptTokens += attempt.usage.promptTokens;
            tier.tokens.completionTokens += attempt.usage.completionTokens;
            tier.spend += attempt.cost.value_or(core::domain::Money{});
        }
        if (!record.clientKeyId.empty()) {
            core::domain::KeyCost& key = keys[record.clientKeyId];
            key.clientKeyId = record.clientKeyId;
            key.queries += 1;
            key.attempts += static_cast<std::int64_t>(record.attempts.size());
            key.spend += record.knownCost();
            key.lastTierOnly += lastTier;
        }
    }
    const auto report = m_fixture->stores.costs->report(query);
    ROUTENLP_VERIFY(report);
    const auto compare = [](const auto& actual, const auto& expected) {
        QCOMPARE(actual.size(), expected.size());
        auto wanted = expected.begin();
        for (const auto& item : actual) {
            QVERIFY(item == (wanted++)->second);
        }
    };
    compare(report->sums.tasks, tasks);
    compare(report->sums.tiers, tiers);
    compare(report->sums.keys, keys);
}

void CostHistoryTest::bothSidesOfTheLedgerAgree()
{
    const OverviewQuery query = fetched();
    const auto report = m_fixture->stores.costs->report(query);
    const auto overview = m_fixture->stores.metrics->overview(query);
    ROUTENLP_VERIFY(report);
    ROUTENLP_VERIFY(overview);
    QCOMPARE(report->sums.spend().nanoUsd, report->sums.tierSpend().nanoUsd);
    QCOMPARE(report->sums.spend().nanoUsd, overview->totals.spend.nanoUsd);
    QCOMPARE(report->sums.lastTierOnly().nanoUsd, overview->totals.lastTierOnly.nanoUsd);
    QCOMPARE(report->sums.queries(), overview->totals.queries);
    QCOMPARE(report->sums.attempts(), overview->totals.attempts);
    QCOMPARE(report->previous.spend().nanoUsd, overview->previous.spend.nanoUsd);
}

void CostHistoryTest::daysFollowTheReportingZoneAndAddUp_data()
{
    QTest::addColumn<int>("offset");
    QTest::newRow("UTC") << 0;
    QTest::newRow("Berlin in winter") << 3600;
    QTest::newRow("Kathmandu") << 20'700;
    QTest::newRow("Los Angeles in winter") << -28'800;
}

void CostHistoryTest::daysFollowTheReportingZoneAndAddUp()
{
    QFETCH(const int, offset);
    constexpr std::int64_t kDay = 86'400'000'000;
    const OverviewQuery query{
        {m_now - std::chrono::hours(24 * 12) - std::chrono::seconds(77), m_now}, {}, offset};
    std::map<std::int64_t, core::domain::Money> expected;
    for (const QueryRecord& record : m_records) {
        if (record.at >= query.range.from && record.at < query.range.to) {
            const std::int64_t local = core::toMicroseconds(record.at) + std::int64_t{offset} * 1'000'000;
            expected[local / kDay * kDay - std::int64_t{offset} * 1'000'000] += record.knownCost();
        }
    }
    const auto days = m_fixture->stores.costs->days(query);
    const auto report = m_fixture->stores.costs->report(query);
    ROUTENLP_VERIFY(days);
    ROUTENLP_VERIFY(report);
    QCOMPARE(days->size(), expected.size());
    core::domain::Money sum;
    for (const core::ports::DayCost& day : *days) {
        QCOMPARE(day.spend.nanoUsd, expected[core::toMicroseconds(day.start)].nanoUsd);
        sum += day.spend;
        core::domain::Money ofTiers;
        for (const auto& [tier, spend] : day.tiers) {
            ofTiers += spend;
        }
        QCOMPARE(ofTiers.nanoUsd, day.spend.nanoUsd);
    }
    QCOMPARE(sum.nanoUsd, report->sums.spend().nanoUsd);
    QVERIFY(report->days == *days);
}

/// A study and a challenger in shadow, on both sides of a midnight in Kathmandu.
void CostHistoryTest::whatIsSpentBesideTheTrafficIsOfItsDay()
{
    constexpr int kOffset = 20'700;
    WorkspaceFixture fixture;
    const auto midnight = std::chrono::floor<std::chrono::days>(m_now + std::chrono::seconds(kOffset))
        - std::chrono::seconds(kOffset) - std::chrono::days(1);
    core::domain::Run run;
    run.id = "run";
    run.kind = core::domain::RunKind::Loop;
    run.createdAt = midnight;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
    core::domain::ChallengerTrial trial;
    trial.runId = run.id;
    trial.taskId = "cs_intent";
    trial.startedAt = midnight;
    ROUTENLP_VERIFY(fixture.stores.trials->save(trial));
    for (const int minutes : {-1, 1, 2}) {
        QueryRecord record = sample::query(5, static_cast<std::uint64_t>(minutes + 1), midnight + std::chrono::minutes(minutes));
        record.taskId = trial.taskId;
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
        core::domain::TrialAnswer answer;
        answer.queryId = record.id;
        answer.runId = run.id;
        answer.taskId = trial.taskId;
        answer.at = record.at;
        answer.callCost = {100'000'001};
        ROUTENLP_VERIFY(fixture.stores.trials->append(answer));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    core::domain::Study study;
    study.id = "study";
    study.at = midnight - std::chrono::minutes(1);
    study.taskId = "legal_risk"; // without traffic
    study.lastTierId = "large";
    study.calls = 3;
    study.cost = {7};
    ROUTENLP_VERIFY(fixture.stores.studies->add(study, {}));

    const OverviewQuery query{{midnight - std::chrono::hours(5), midnight + std::chrono::hours(5)}, {}, kOffset};
    const auto days = fixture.stores.costs->days(query);
    const auto report = fixture.stores.costs->report(query);
    ROUTENLP_VERIFY(days);
    ROUTENLP_VERIFY(report);
    QCOMPARE(days->size(), std::size_t{2});
    QVERIFY(days->back().start == midnight);
    QCOMPARE(days->front().shadowed.nanoUsd, std::int64_t{100'000'001});
    QCOMPARE(days->front().started.nanoUsd, std::int64_t{7});
    QCOMPARE(days->back().shadowed.nanoUsd, std::int64_t{200'000'002});
    QCOMPARE(days->back().started.nanoUsd, std::int64_t{0});
    core::domain::Money beside;
    for (const core::domain::SideCost& cost : report->beside) {
        beside += cost.cost;
    }
    QCOMPARE(beside.nanoUsd, (days->front().beside() + days->back().beside()).nanoUsd);
    OverviewQuery untried = query;
    untried.taskId = study.taskId;
    const auto taught = fixture.stores.costs->days(untried);
    ROUTENLP_VERIFY(taught);
    QCOMPARE(taught->size(), std::size_t{1});
    QCOMPARE(taught->front().queries, std::int64_t{0});
    QCOMPARE(taught->front().beside().nanoUsd, std::int64_t{7});
}

void CostHistoryTest::theChangeAddsUpToTheRangeBefore()
{
    const auto report = m_fixture->stores.costs->report({{m_now - std::chrono::hours(24 * 7), m_now}, {}, 0});
    ROUTENLP_VERIFY(report);
    QVERIFY(report->change.after == report->sums.spend());
    QVERIFY(report->change.before == report->previous.spend());
    QVERIFY(report->change.before.nanoUsd > 0);
    QVERIFY(report->change.sum() == report->change.after - report->change.before);
}

void CostHistoryTest::aPriceChangeIsOfItsTier()
{
    const auto& portfolio = m_fixture->stores.portfolio;
    const auto price = [&] {
        return m_fixture->stores.costs->report({{m_now - std::chrono::hours(24 * 7), m_now}, {}, 0})->change.price.nanoUsd;
    };
    const auto save = [&](const char* tierId, const char* version, std::int64_t pico, core::TimePoint from) {
        const core::domain::TokenPrices prices{pico, pico};
        ROUTENLP_VERIFY(portfolio->addPriceVersion({version, "shared-model", prices, "test", core::toMicroseconds(from)}));
        core::domain::Tier tier;
        tier.id = tierId;
        tier.name = tierId;
        tier.model = "shared-model";
        tier.priceVersionId = version;
        tier.prices = prices;
        ROUTENLP_VERIFY(portfolio->saveTier(tier));
    };
    const core::TimePoint middle = m_now - std::chrono::hours(84);
    save("small", "a", 1'000'000, m_now - std::chrono::hours(24 * 100));
    QCOMPARE(price(), std::int64_t{0});
    save("large", "b", 9'000'000, middle); // another tier of that model, at a price of its own
    QCOMPARE(price(), std::int64_t{0});
    save("small", "c", 2'000'000, middle);
    const std::int64_t changed = price();
    QVERIFY(changed != 0);
    save("small", "a", 1'000'000, m_now - std::chrono::hours(24 * 100)); // back again, from now on
    QCOMPARE(price(), changed);
}

void CostHistoryTest::anotherModelCostsItsTierWhatItsPriceIs()
{
    WorkspaceFixture fixture; // prices of its own
    for (const QueryRecord& record : m_records) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const core::TimePoint middle = m_now - std::chrono::hours(84);
    const auto serve = [&](const char* model, const char* version, std::int64_t pico, core::TimePoint from) {
        const core::domain::TokenPrices prices{pico, pico};
        ROUTENLP_VERIFY(fixture.stores.portfolio->addPriceVersion(
            {version, model, prices, "test", core::toMicroseconds(from)}));
        core::domain::Tier tier;
        tier.id = "small";
        tier.name = "Small";
        tier.model = model;
        tier.priceVersionId = version;
        tier.prices = prices;
        ROUTENLP_VERIFY(fixture.stores.portfolio->saveTier(tier));
    };
    const auto change = [&] {
        return fixture.stores.costs->report({{m_now - std::chrono::hours(24 * 7), m_now}, {}, 0})->change;
    };
    serve("model-1", "a", 1'000'000, m_now - std::chrono::hours(24 * 100));
    const auto before = change();
    QCOMPARE(before.price.nanoUsd, std::int64_t{0});
    serve("model-2", "b", 2'000'000, middle); // another model at twice the price
    const auto swapped = change();
    QVERIFY(swapped.price.nanoUsd != 0);
    QCOMPARE((swapped.price + swapped.tokens).nanoUsd, (before.price + before.tokens).nanoUsd); // told apart, not more
    QVERIFY(swapped.sum() == swapped.after - swapped.before);
    QCOMPARE(swapped.routing.nanoUsd, before.routing.nanoUsd);
}

void CostHistoryTest::anEmptyRangeIsRefusedAndAnUnknownTaskIsEmpty()
{
    QVERIFY(m_fixture->stores.costs->report({{m_now, m_now}, {}, 0}).error().code
        == core::ErrorCode::InvalidArgument);
    QVERIFY(m_fixture->stores.costs->days({{m_now, m_now}, {}, 0}).error().code
        == core::ErrorCode::InvalidArgument);
    const auto unknown
        = m_fixture->stores.costs->report({{m_now - std::chrono::hours(9), m_now}, "unheard_of", 0});
    ROUTENLP_VERIFY(unknown);
    QVERIFY(unknown->sums.tasks.empty() && unknown->days.empty());
}

QTEST_GUILESS_MAIN(CostHistoryTest)
#include "tst_cost_history.moc"
