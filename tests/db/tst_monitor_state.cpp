#include "core/engine/risk_watch.h"
#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

#include <algorithm>

using core::domain::QueryRecord;
using core::engine::RiskWatch;
namespace ports = core::ports;

class MonitorStateTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgementsAreReadOnceAndInOrder();
    void onlyCertifiedAnswersWithAProbabilityCount();
    void whatWasTakenBackBeforeItWasReadIsReplaced();
    void whatWasTakenBackAfterItWasReadStays();
    void aJudgementTakenBackWhileItIsReadIsNotStored();
    void restartsChangeNothing();
    void aRiskAboveAlphaRaisesOneAlarmAndAMarker();
    void alwaysJudgedAnswersDoNotOutweighAudits();
    void alarmsAreAcknowledged();
};

namespace {

constexpr double kThreshold = 0.6;

/// The policy version in which tier "student" of cs_intent is certified at alpha .05.
std::string certify(WorkspaceFixture& fixture)
{
    const auto previous = fixture.stores.policies->active();
    core::domain::PolicyVersion version;
    version.sequence = *previous ? (*previous)->sequence + 1 : 1;
    version.previousHash = *previous ? (*previous)->hash : std::string();
    version.at = sample::noon();
    version.author = "engine";
    version.reason = "certified";
    core::domain::TaskPolicy task;
    task.taskId = "cs_intent";
    task.thresholds = {{"student", kThreshold}};
    version.tasks.emplace(task.taskId, task);
    version = core::domain::sealed(version);
    core::domain::Certificate certificate;
    certificate.taskId = "cs_intent";
    certificate.tierId = "student";
    certificate.threshold = kThreshold;
    const std::vector<core::domain::Certificate> certificates{certificate};
    const auto stored = fixture.stores.policies->append(version, certificates);
    if (!stored) {
        qFatal("%s", stored.error().message.c_str());
    }
    return version.id;
}

QueryRecord answered(const std::string& policy, std::uint64_t sequence)
{
    QueryRecord record = sample::query(7, sequence, sample::noon() + std::chrono::seconds(sequence));
    record.taskId = "cs_intent";
    record.policyVersionId = policy;
    core::Rng rng(sequence);
    record.attempts = {sample::attempt(rng, 0, core::domain::AttemptResult::Accepted)};
    record.attempts[0].threshold = kThreshold;
    record.attempts[0].score = 0.8;
    record.auditProbability = 1;
    return record;
}

void judge(WorkspaceFixture& fixture, const QueryRecord& record, bool isFailure)
{
    QVERIFY(fixture.stores.decisions->append(record).has_value());
    QVERIFY(
        fixture.stores.decisions->append(sample::outcome(record, record.at, isFailure ? 0 : 1)).has_value());
}

void takeBack(WorkspaceFixture& fixture, const QueryRecord& record)
{
    const core::domain::Withdrawal withdrawal{record.id, record.at, "operator", record.at};
    QVERIFY(fixture.stores.decisions->append(withdrawal).has_value());
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
}

/// As the job does it: read, watch, store; a new RiskWatch from the store each time when `restarts`.
void watchAll(WorkspaceFixture& fixture, int batchSize)
{
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    while (true) {
        const auto cursor = fixture.stores.monitors->cursor();
        const auto batch = fixture.stores.monitors->judgementsAfter(*cursor, batchSize);
        ROUTENLP_VERIFY(batch);
        if (batch->cursor == *cursor) {
            return;
        }
        const auto rows = fixture.stores.monitors->monitors();
        auto watch = RiskWatch::restore(*rows);
        ROUTENLP_VERIFY(watch);
        const auto update = watch->observe(*batch, *fixture.stores.monitors->watched());
        ROUTENLP_VERIFY(update);
        ROUTENLP_VERIFY(fixture.stores.monitors->save(*update));
    }
}

} // namespace

void MonitorStateTest::judgementsAreReadOnceAndInOrder()
{
    WorkspaceFixture fixture;
    const std::string policy = certify(fixture);
    for (std::uint64_t i = 0; i < 20; ++i) {
        judge(fixture, answered(policy, i), false);
    }
    // A second opinion on the first answer adds nothing.
    QVERIFY(fixture.stores.decisions->append(sample::outcome(answered(policy, 0), sample::noon(), 0))
                .has_value());
    watchAll(fixture, 7);
    const auto rows = fixture.stores.monitors->monitors();
    QCOMPARE(rows->size(), std::size_t{1});
    QCOMPARE(rows->front().audits, std::int64_t{20});
    QCOMPARE(rows->front().failures, std::int64_t{0});
    QVERIFY(rows->front().riskHigh < 0.3);
}

void MonitorStateTest::onlyCertifiedAnswersWithAProbabilityCount()
{
    WorkspaceFixture fixture;
    const std::string policy = certify(fixture);
    QueryRecord handPicked = answered(policy, 1);
    QVERIFY(fixture.stores.decisions->append(handPicked).has_value());
    auto opinion = sample::outcome(handPicked, handPicked.at, 0);
    opinion.samplingProbability.reset();
    QVERIFY(fixture.stores.decisions->append(opinion).has_value());
    QueryRecord uncertified = answered(policy, 2);
    uncertified.scope = core::domain::CertificateScope::Uncertified;
    judge(fixture, uncertified, true);
    QueryRecord otherThreshold = answered(policy, 3);
    otherThreshold.attempts[0].threshold = 0.7;
    judge(fixture, otherThreshold, true);
    watchAll(fixture, 100);
    QVERIFY(fixture.stores.monitors->monitors()->empty());
    judge(fixture, answered(policy, 4), true);
    watchAll(fixture, 100);
    QCOMPARE(fixture.stores.monitors->monitors()->front().audits, std::int64_t{1});
}

void MonitorStateTest::whatWasTakenBackBeforeItWasReadIsReplaced()
{
    WorkspaceFixture fixture;
    const QueryRecord record = answered(certify(fixture), 1);
    judge(fixture, record, true);
    takeBack(fixture, record);
    judge(fixture, record, false);
    watchAll(fixture, 100);
    const auto rows = fixture.stores.monitors->monitors();
    QCOMPARE(rows->front().audits, std::int64_t{1});
    QCOMPARE(rows->front().failures, std::int64_t{0});
}

void MonitorStateTest::whatWasTakenBackAfterItWasReadStays()
{
    WorkspaceFixture fixture;
    const std::string policy = certify(fixture);
    const QueryRecord record = answered(policy, 1);
    judge(fixture, record, true);
    watchAll(fixture, 100);
    takeBack(fixture, record);
    judge(fixture, record, false); // gets the id of the one before
    judge(fixture, answered(policy, 2), false);
    watchAll(fixture, 100);
    const auto rows = fixture.stores.monitors->monitors();
    QCOMPARE(rows->front().audits, std::int64_t{2}); // each answer once
    QCOMPARE(rows->front().failures, std::int64_t{1});
}

void MonitorStateTest::aJudgementTakenBackWhileItIsReadIsNotStored()
{
    WorkspaceFixture fixture;
    const QueryRecord record = answered(certify(fixture), 1);
    judge(fixture, record, true);
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto batch = fixture.stores.monitors->judgementsAfter(0, 100);
    QCOMPARE(batch->judgements.size(), std::size_t{1});
    takeBack(fixture, record);
    auto watch = RiskWatch::restore({});
    const auto update = watch->observe(*batch, *fixture.stores.monitors->watched());
    ROUTENLP_VERIFY(update);
    const auto saved = fixture.stores.monitors->save(*update);
    QVERIFY(!saved && saved.error().code == core::ErrorCode::Conflict);
    QVERIFY(fixture.stores.monitors->monitors()->empty());
}

void MonitorStateTest::restartsChangeNothing()
{
    const auto run = [](int batchSize, bool reopens) {
        WorkspaceFixture fixture;
        const std::string policy = certify(fixture);
        for (std::uint64_t i = 0; i < 260; ++i) {
            judge(fixture, answered(policy, i), i % 17 == 0);
            if (reopens && i % 50 == 49) {
                watchAll(fixture, batchSize);
                fixture.close();
                fixture.open();
            }
        }
        watchAll(fixture, batchSize);
        return fixture.stores.monitors->monitors()->front();
    };
    const auto whole = run(100000, false);
    const auto pieces = run(13, true);
    QCOMPARE(QString::fromStdString(pieces.stateJson), QString::fromStdString(whole.stateJson));
    QVERIFY(pieces == whole);
    QCOMPARE(whole.audits, std::int64_t{260});
}

void MonitorStateTest::aRiskAboveAlphaRaisesOneAlarmAndAMarker()
{
    WorkspaceFixture fixture;
    const std::string policy = certify(fixture);
    for (std::uint64_t i = 0; i < 400; ++i) {
        judge(fixture, answered(policy, i), i % 4 == 0);
    }
    watchAll(fixture, 64);
    const auto row = fixture.stores.monitors->monitors()->front();
    QVERIFY(row.isAlarm);
    QVERIFY(row.riskLow > 0.05);
    const auto alarms = fixture.stores.monitors->openAlarms();
    const auto proofs = std::count_if(alarms->begin(), alarms->end(),
        [](const ports::AlarmRow& alarm) { return alarm.kind == ports::AlarmKind::Alarm; });
    QCOMPARE(proofs, 1);
    const auto overview
        = fixture.stores.metrics->overview({{sample::noon(), sample::noon() + std::chrono::hours(1)}, {}, 0});
    ROUTENLP_VERIFY(overview);
    QVERIFY(std::any_of(overview->markers.begin(), overview->markers.end(),
        [](const core::domain::Marker& marker) { return marker.kind == "alarm"; }));
}

void MonitorStateTest::alwaysJudgedAnswersDoNotOutweighAudits()
{
    // Answers with a reference are all judged and all good; audited ones, drawn at 5%, fail one time in five.
    const ports::WatchedTier tier{"cs_intent", "student", 1, kThreshold, 0.05};
    auto watch = RiskWatch::restore({});
    ports::JudgementBatch batch;
    core::Rng rng(3);
    for (int i = 0; i < 40000; ++i) {
        const bool hasReference = i % 2 == 0;
        const double probability = hasReference ? 1 : 0.05;
        if (rng.chance(probability)) {
            batch.judgements.push_back({"q" + std::to_string(i), "cs_intent", "student", 1, kThreshold,
                probability, !hasReference && rng.chance(0.2), sample::noon()});
        }
    }
    const auto update = watch->observe(batch, std::vector{tier});
    ROUTENLP_VERIFY(update);
    const ports::MonitorRow& row = update->monitors.front();
    QCOMPARE(row.rate, 0.05);
    QVERIFY2(row.audits > 1800 && row.audits < 2200, qPrintable(QString::number(row.audits)));
    const double risk = static_cast<double>(row.failures) / static_cast<double>(row.audits);
    QVERIFY2(risk > 0.07 && risk < 0.13, qPrintable(QString::number(risk)));
}

void MonitorStateTest::alarmsAreAcknowledged()
{
    WorkspaceFixture fixture;
    ports::MonitorUpdate update;
    update.alarms.push_back(
        {"alarm-1", sample::noon(), "cs_intent", "student", ports::AlarmKind::Alarm, "broken", false});
    ROUTENLP_VERIFY(fixture.stores.monitors->save(update));
    ROUTENLP_VERIFY(fixture.stores.monitors->save(update));
    QCOMPARE(fixture.stores.monitors->openAlarms()->size(), std::size_t{1});
    ROUTENLP_VERIFY(fixture.stores.monitors->acknowledge("alarm-1", sample::noon()));
    QVERIFY(fixture.stores.monitors->openAlarms()->empty());
    ROUTENLP_VERIFY(fixture.stores.monitors->raise({{"watch-1", sample::noon() + std::chrono::minutes(1), "cs_intent",
        "student", ports::AlarmKind::Watch, "frequent", false}}));
    const auto overview
        = fixture.stores.metrics->overview({{sample::noon(), sample::noon() + std::chrono::hours(1)}, {}, 0});
    ROUTENLP_VERIFY(overview);
    QCOMPARE(overview->markers.size(), std::size_t{2});
    QVERIFY(overview->markers[0].kind == "alarm" && overview->markers[0].isAcknowledged); // on every time axis
    QVERIFY(overview->markers[1].kind == "watch" && !overview->markers[1].isAcknowledged);
    const auto unknown = fixture.stores.monitors->acknowledge("alarm-2", sample::noon());
    QVERIFY(!unknown && unknown.error().code == core::ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(MonitorStateTest)
#include "tst_monitor_state.moc"
