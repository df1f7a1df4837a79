#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include "core/domain/latency_histogram.h"
#include "db/connection.h"
#include "db/reader_pool.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using core::domain::Outcome;
using core::domain::QueryRecord;
using core::ports::Overview;
using core::ports::OverviewQuery;
using core::ports::TierTotals;
using core::ports::TrafficTotals;

/// The history's figures against sums made by hand over the same records, for ranges whose edges fall
/// anywhere.
class MetricsHistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void totalsAreTheSumsOfTheRows_data();
    void totalsAreTheSumsOfTheRows();
    void pointsAddUpToTheTotals_data() { totalsAreTheSumsOfTheRows_data(); }
    void pointsAddUpToTheTotals();
    void daysFollowTheReportingZone_data();
    void daysFollowTheReportingZone();
    void percentilesAreWithinTwoPercent();
    void aNewerJudgementReplacesTheOlder();
    void markersOfTheRangeAreListed();
    void anEmptyRangeIsRefused();
    void noTrafficGivesAnEmptyOverview();
    void aRangeThatMovesLeavesNoStatementsBehind();
    void manyTextsAreNotKeptForEver();

private:
    struct Expected {
        TrafficTotals totals;
        std::map<std::string, TierTotals> tiers;
    };
    [[nodiscard]] Expected expectedFor(
        core::TimePoint from, core::TimePoint to, const std::string& taskId) const;

    std::unique_ptr<WorkspaceFixture> m_fixture;
    std::vector<QueryRecord> m_records;
    std::map<std::string, Outcome> m_outcomes;
};

void MetricsHistoryTest::initTestCase()
{
    m_fixture = std::make_unique<WorkspaceFixture>();
    core::Rng rng(5);
    // 40 days of sparse history in no order, then two dense hours that end now: ten-second buckets are kept
    // for those.
    const core::TimePoint now = core::SystemClock().now();
    for (std::uint64_t i = 0; i < 6000; ++i) {
        const double back = i < 3000 ? rng.uniform(0.0, 40.0 * 86400e6) : rng.uniform(0.0, 7000e6);
        const auto at = now - std::chrono::microseconds(static_cast<std::int64_t>(back));
        m_records.push_back(sample::query(9, i, at));
        ROUTENLP_VERIFY(m_fixture->stores.decisions->append(m_records.back()));
        if (m_records.back().isAuditSelected) {
            const auto judged = sample::outcome(m_records.back(), now, rng.uniform());
            m_outcomes.emplace(judged.queryId, judged);
            ROUTENLP_VERIFY(m_fixture->stores.decisions->append(judged));
        }
        if (i % 500 == 0) {
            ROUTENLP_VERIFY(m_fixture->stores.decisions->flush());
        }
    }
    ROUTENLP_VERIFY(m_fixture->stores.decisions->flush());
    QVERIFY2(m_fixture->stores.decisions->status().lastError.empty(),
        m_fixture->stores.decisions->status().lastError.c_str());
}

MetricsHistoryTest::Expected MetricsHistoryTest::expectedFor(
    core::TimePoint from, core::TimePoint to, const std::string& taskId) const
{
    Expected expected;
    TrafficTotals& totals = expected.totals;
    for (const QueryRecord& record : m_records) {
        if (record.at < from || record.at >= to || (!taskId.empty() && record.taskId != taskId)) {
            continue;
        }
        totals.queries += 1;
        totals.attempts += static_cast<std::int64_t>(record.attempts.size());
        totals.escalatedQueries += record.escalations() > 0 ? 1 : 0;
        totals.unansweredQueries += record.accepted() == nullptr ? 1 : 0;
        totals.spend += record.knownCost();
        totals.unknownCostQueries += record.isCostKnown() ? 0 : 1;
        totals.lastTierOnly += record.isLastTierCostKnown ? record.lastTierCost : core::domain::Money{};
        totals.estimatedLastTierQueries += record.isLastTierCostEstimated ? 1 : 0;
        totals.unknownLastTierQueries += record.isLastTierCostKnown ? 0 : 1;
        totals.latency.add(record.latencyMs);
        for (const auto& attempt : record.attempts) {
            TierTotals& tier = expected.tiers[attempt.tierId];
            tier.attempts += 1;
            tier.spend += attempt.cost.value_or(core::domain::Money{});
            tier.queries += &attempt == record.accepted() ? 1 : 0;
        }
        if (const auto found = m_outcomes.find(record.id); found != m_outcomes.end()) {
            const double weight = 1.0 / *found->second.samplingProbability;
            totals.judged += 1;
            totals.judgedWeight += weight;
            totals.judgedMetWeight += found->second.meetsTarget ? weight : 0.0;
            totals.judgedQualityWeight += found->second.quality * weight;
        }
    }
    return expected;
}

void compareTotals(const TrafficTotals& actual, const TrafficTotals& expected)
{
    QCOMPARE(actual.queries, expected.queries);
    QCOMPARE(actual.attempts, expected.attempts);
    QCOMPARE(actual.escalatedQueries, expected.escalatedQueries);
    QCOMPARE(actual.unansweredQueries, expected.unansweredQueries);
    QCOMPARE(actual.spend.nanoUsd, expected.spend.nanoUsd);
    QCOMPARE(actual.unknownCostQueries, expected.unknownCostQueries);
    QCOMPARE(actual.lastTierOnly.nanoUsd, expected.lastTierOnly.nanoUsd);
    QCOMPARE(actual.estimatedLastTierQueries, expected.estimatedLastTierQueries);
    QCOMPARE(actual.unknownLastTierQueries, expected.unknownLastTierQueries);
    QVERIFY(actual.latency == expected.latency);
    QCOMPARE(actual.judged, expected.judged);
    QVERIFY(std::abs(actual.judgedWeight - expected.judgedWeight) < 1e-6);
    QVERIFY(std::abs(actual.judgedMetWeight - expected.judgedMetWeight) < 1e-6);
    QVERIFY(std::abs(actual.judgedQualityWeight - expected.judgedQualityWeight) < 1e-6);
}

void MetricsHistoryTest::totalsAreTheSumsOfTheRows_data()
{
    QTest::addColumn<double>("secondsBack");
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("task");
    for (const char* task : {"", "fin_ner"}) {
        const QString name = QString::fromLatin1(task);
        QTest::addRow("a minute and a bit %s", task) << 600.0 << 61.234567 << name;
        QTest::addRow("an hour, edges anywhere %s", task) << 3611.000001 << 3600.5 << name;
        QTest::addRow("within one bucket %s", task) << 100.5 << 3.25 << name;
        QTest::addRow("a day %s", task) << 86399.123 << 86400.0 << name;
        QTest::addRow("three days ago %s", task) << 5 * 86400.0 + 17.9 << 2.5 * 86400.0 << name;
        QTest::addRow("three weeks %s", task) << 21 * 86400.0 + 0.000007 << 21 * 86400.0 - 777.7 << name;
        QTest::addRow("everything %s", task) << 4000 * 86400.0 << 4001 * 86400.0 << name;
    }
}

void MetricsHistoryTest::totalsAreTheSumsOfTheRows()
{
    QFETCH(double, secondsBack);
    QFETCH(double, seconds);
    QFETCH(QString, task);
    const auto micro = [](double s) { return std::chrono::microseconds(static_cast<std::int64_t>(s * 1e6)); };
    const core::TimePoint from = core::SystemClock().now() - micro(secondsBack);
    const core::TimePoint to = from + micro(seconds);
    const auto overview = m_fixture->stores.metrics->overview({{from, to}, task.toStdString(), 0});
    ROUTENLP_VERIFY(overview);
    const Expected expected = expectedFor(from, to, task.toStdString());
    compareTotals(overview->totals, expected.totals);
    compareTotals(overview->previous, expectedFor(from - (to - from), from, task.toStdString()).totals);
    QCOMPARE(overview->tiers.size(), expected.tiers.size());
    for (const auto& [id, tier] : expected.tiers) {
        QCOMPARE(overview->tiers.at(id).queries, tier.queries);
        QCOMPARE(overview->tiers.at(id).attempts, tier.attempts);
        QCOMPARE(overview->tiers.at(id).spend, tier.spend);
    }
    for (const auto& summary : overview->tasks) {
        compareTotals(summary.totals, expectedFor(from, to, summary.taskId).totals);
    }
    QVERIFY(overview->points.size() <= 402);
}

void MetricsHistoryTest::pointsAddUpToTheTotals()
{
    QFETCH(double, secondsBack);
    QFETCH(double, seconds);
    QFETCH(QString, task);
    const auto micro = [](double s) { return std::chrono::microseconds(static_cast<std::int64_t>(s * 1e6)); };
    const core::TimePoint from = core::SystemClock().now() - micro(secondsBack);
    const core::TimePoint to = from + micro(seconds);
    const auto overview = m_fixture->stores.metrics->overview({{from, to}, task.toStdString(), 0});
    ROUTENLP_VERIFY(overview);
    for (const auto& point : overview->points) {
        const auto end = point.start + std::chrono::seconds(overview->widthSeconds);
        const Expected expected
            = expectedFor(std::max(point.start, from), std::min(end, to), task.toStdString());
        compareTotals(point.totals, expected.totals);
        for (const auto& [id, tier] : expected.tiers) {
            QCOMPARE(point.tiers.at(id).spend, tier.spend);
            QCOMPARE(point.tiers.at(id).queries, tier.queries);
        }
    }
}

void MetricsHistoryTest::daysFollowTheReportingZone_data()
{
    QTest::addColumn<int>("offset");
    QTest::newRow("UTC") << 0;
    QTest::newRow("New York") << -5 * 3600;
    QTest::newRow("Kolkata") << 5 * 3600 + 1800;
    QTest::newRow("Kathmandu") << 5 * 3600 + 2700;
    QTest::newRow("Auckland") << 13 * 3600;
}

void MetricsHistoryTest::daysFollowTheReportingZone()
{
    QFETCH(int, offset);
    const core::TimePoint to = core::SystemClock().now();
    const core::TimePoint from = to - std::chrono::hours(24 * 60);
    const auto overview = m_fixture->stores.metrics->overview({{from, to}, {}, offset});
    ROUTENLP_VERIFY(overview);
    QCOMPARE(overview->widthSeconds, 86400);
    std::int64_t queries = 0;
    for (const auto& point : overview->points) {
        QCOMPARE((core::toMicroseconds(point.start) / 1'000'000 + offset) % 86400, 0);
        const auto expected = expectedFor(
            std::max(point.start, from), std::min(point.start + std::chrono::hours(24), to), {});
        compareTotals(point.totals, expected.totals);
        queries += point.totals.queries;
    }
    QCOMPARE(queries, overview->totals.queries);
}

void MetricsHistoryTest::percentilesAreWithinTwoPercent()
{
    const core::TimePoint to = core::SystemClock().now();
    const auto overview
        = m_fixture->stores.metrics->overview({{to - std::chrono::hours(24 * 50), to}, {}, 0});
    ROUTENLP_VERIFY(overview);
    std::vector<double> latencies;
    for (const QueryRecord& record : m_records) {
        latencies.push_back(record.latencyMs);
    }
    std::sort(latencies.begin(), latencies.end());
    for (const double p : {0.5, 0.95, 0.99}) {
        const double exact
            = latencies[static_cast<std::size_t>(std::ceil(p * static_cast<double>(latencies.size()))) - 1];
        const double merged = overview->totals.latency.percentile(p);
        QVERIFY2(std::abs(merged - exact) <= 0.02 * exact,
            qPrintable(QString::number(merged) + QLatin1String(" for ") + QString::number(exact)));
    }
}

void MetricsHistoryTest::aNewerJudgementReplacesTheOlder()
{
    WorkspaceFixture fixture;
    const auto record = sample::query(1, 1, sample::noon());
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    const auto at = [](int s) { return sample::noon() + std::chrono::seconds(s); };
    auto byHand = sample::outcome(record, at(30), 0.9);
    byHand.samplingProbability.reset();
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::outcome(record, at(20), 0.0)));
    ROUTENLP_VERIFY(
        fixture.stores.decisions->append(sample::outcome(record, at(10), 0.7))); // older: changes nothing
    ROUTENLP_VERIFY(fixture.stores.decisions->append(byHand)); // unknown probability: not counted
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const OverviewQuery query{{sample::noon() - std::chrono::hours(48), at(3600)}, {}, 0};
    const auto before = fixture.stores.metrics->overview(query);
    QCOMPARE(before->totals.judged, 1);
    QCOMPARE(before->totals.judgedWeight, 4.0);
    QCOMPARE(before->totals.judgedMetWeight, 0.0);
    auto newer = sample::outcome(record, at(40), 1.0);
    newer.source = core::domain::LabelSource::ReferenceTier;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(newer));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto after = fixture.stores.metrics->overview(query);
    QCOMPARE(after->totals.judged, 1);
    QCOMPARE(after->totals.judgedMetWeight, 4.0);
    QCOMPARE(after->judges, std::vector<std::string>{"reference_tier"});
}

void MetricsHistoryTest::markersOfTheRangeAreListed()
{
    WorkspaceFixture fixture;
    for (const char* task : {"", "fin_ner", "cs_intent"}) {
        ROUTENLP_VERIFY(fixture.stores.runs->addMarker({sample::noon(), "policy", task, "text", "ref"}));
    }
    for (const auto state : {core::domain::RunState::Cancelled, core::domain::RunState::Failed}) {
        core::domain::Run run;
        run.id = "run-" + std::string(core::domain::toString(state));
        run.state = state;
        ROUTENLP_VERIFY(fixture.stores.runs->saveRun(run));
        ROUTENLP_VERIFY(fixture.stores.runs->addMarker({sample::noon(), "run", "fin_ner", "text", run.id}));
    }
    const auto overview = fixture.stores.metrics->overview(
        {{sample::noon(), sample::noon() + std::chrono::seconds(1)}, "fin_ner", 0});
    ROUTENLP_VERIFY(overview);
    QCOMPARE(overview->markers.size(), std::size_t{3}); // the cancelled run's, of an earlier version, is left out
    QCOMPARE(overview->markers.back().reference, std::string("run-failed"));
    QVERIFY(
        fixture.stores.metrics->overview({{sample::noon() - std::chrono::seconds(1), sample::noon()}, {}, 0})
            ->markers.empty());
}

void MetricsHistoryTest::anEmptyRangeIsRefused()
{
    const auto refused = m_fixture->stores.metrics->overview({{sample::noon(), sample::noon()}, {}, 0});
    QVERIFY(!refused);
    QVERIFY(refused.error().code == core::ErrorCode::InvalidArgument);
}

void MetricsHistoryTest::noTrafficGivesAnEmptyOverview()
{
    const WorkspaceFixture fixture;
    const auto overview
        = fixture.stores.metrics->overview({{core::fromMicroseconds(0), sample::noon()}, {}, 0});
    ROUTENLP_VERIFY(overview);
    QCOMPARE(overview->totals.queries, 0);
    QVERIFY(overview->points.empty());
}

void MetricsHistoryTest::aRangeThatMovesLeavesNoStatementsBehind()
{
    const core::TimePoint now = core::SystemClock().now();
    const db::Connection& connection = m_fixture->workspace->readers().connection(); // this thread's
    std::size_t first = 0;
    for (int i = 0; i < 200; ++i) { // as a window that follows the clock asks
        const core::TimePoint to = now - std::chrono::seconds(200) + std::chrono::microseconds(1'234'567LL * i);
        ROUTENLP_VERIFY(m_fixture->stores.metrics->overview({{to - std::chrono::hours(26), to}, {}, 0}));
        ROUTENLP_VERIFY(m_fixture->stores.metrics->overview({{to - std::chrono::hours(26), to}, {}, 60}));
        first = i == 0 ? connection.keptStatements() : first;
    }
    QCOMPARE(connection.keptStatements(), first);
}

void MetricsHistoryTest::manyTextsAreNotKeptForEver()
{
    db::Connection connection(m_fixture->workspace->databaseFile(), db::Access::ReadOnly);
    QSqlQuery& held = connection.prepared("SELECT 7");
    db::Rows open = connection.query("SELECT 1 UNION ALL SELECT 2");
    QVERIFY(open.next());
    for (int i = 0; i < 5'000; ++i) {
        db::Rows rows = connection.query("SELECT " + std::to_string(i) + " + 0");
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), i);
    }
    QVERIFY(connection.keptStatements() < 1'000);
    QVERIFY(open.next()); // what is being read stays
    QCOMPARE(open.integer(0), 2);
    db::Rows again = connection.execute(held); // and what somebody holds
    QVERIFY(again.next());
    QCOMPARE(again.integer(0), 7);
}

QTEST_GUILESS_MAIN(MetricsHistoryTest)
#include "tst_metrics_history.moc"
