#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include "core/domain/policy.h"
#include "core/base/atomic_file.h"
#include "db/backup.h"
#include "db/connection.h"
#include "db/database_writer.h"
#include "db/dialect.h"
#include "db/doctor.h"
#include "db/privacy.h"
#include "db/redaction.h"
#include "db/retention.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

class UpkeepTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSoundWorkspaceIsHealthy();
    void aWrongRollupIsFoundAndRebuilt();
    void aBrokenPolicyChainIsReportedAndLeftAlone();
    void aTextIndexThatMissesQueriesIsReportedAndRebuilt();
    void aDamagedPageIsReported();
    void aBackupMadeDuringTrafficHoldsEveryAcknowledgedQuery();
    void aBackupNeverOverwrites();
    void redactionReplacesWhatIdentifies_data();
    void redactionReplacesWhatIdentifies();
    void textIsStoredAsTheTaskSays();
    void retentionRemovesTextsAndKeepsTheFigures();
    void erasingAnEndUserKeepsTheFigures();
};

namespace {

constexpr std::uint64_t kQueries = 400;

void fill(WorkspaceFixture& fixture, std::uint64_t count = kQueries)
{
    for (std::uint64_t i = 0; i < count; ++i) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(
            sample::query(7, i, sample::noon() + std::chrono::seconds(20 * static_cast<std::int64_t>(i)))));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
}

/// One statement on the database file of a workspace that nobody has open; its first column.
QVariant execute(const std::filesystem::path& workspace, const QString& sql)
{
    QVariant value;
    {
        QSqlDatabase database
            = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("upkeep"));
        database.setDatabaseName(QString::fromStdString((workspace / "workspace.db").string()));
        if (!database.open()) {
            qFatal("%s", qPrintable(database.lastError().text()));
        }
        QSqlQuery query(database);
        if (!query.exec(sql)) {
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        }
        if (query.next()) {
            value = query.value(0);
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("upkeep"));
    return value;
}

bool mentions(const db::DoctorReport& report, const std::string& area)
{
    return std::any_of(report.findings.begin(), report.findings.end(),
        [&](const db::DoctorFinding& finding) { return finding.area == area; });
}

} // namespace

void UpkeepTest::aSoundWorkspaceIsHealthy()
{
    WorkspaceFixture fixture;
    fill(fixture);
    const auto beside = db::examineWorkspace(fixture.path(), false);
    ROUTENLP_VERIFY(beside);
    QVERIFY(beside->isHealthy());
    QCOMPARE(beside->queries, static_cast<std::int64_t>(kQueries));
    const auto repairing = db::examineWorkspace(fixture.path(), true);
    QVERIFY(!repairing.has_value());
    QVERIFY(repairing.error().code == core::ErrorCode::Locked);
}

void UpkeepTest::aWrongRollupIsFoundAndRebuilt()
{
    WorkspaceFixture fixture;
    fill(fixture);
    fixture.close();
    const QVariant before = execute(
        fixture.path(), QStringLiteral("SELECT sum(queries) FROM traffic_rollups WHERE width_s = 3600"));
    execute(fixture.path(),
        QStringLiteral("UPDATE traffic_rollups SET queries = queries + 5 WHERE width_s = 3600"));
    const auto found = db::examineWorkspace(fixture.path(), false);
    ROUTENLP_VERIFY(found);
    QVERIFY(!found->isHealthy());
    QVERIFY(mentions(*found, "rollups"));
    const auto repaired = db::examineWorkspace(fixture.path(), true);
    ROUTENLP_VERIFY(repaired);
    QVERIFY(repaired->isHealthy());
    QCOMPARE(execute(fixture.path(),
                 QStringLiteral("SELECT sum(queries) FROM traffic_rollups WHERE width_s = 3600")),
        before);
}

void UpkeepTest::aBrokenPolicyChainIsReportedAndLeftAlone()
{
    WorkspaceFixture fixture;
    core::domain::PolicyVersion version;
    version.sequence = 1;
    version.at = sample::noon();
    version.author = "operator";
    version.reason = "trial";
    version = core::domain::sealed(version);
    ROUTENLP_VERIFY(fixture.stores.policies->append(version, {}));
    fixture.close();
    execute(fixture.path(), QStringLiteral("UPDATE policy_versions SET reason = 'another'"));
    const auto report = db::examineWorkspace(fixture.path(), true);
    ROUTENLP_VERIFY(report);
    QVERIFY(!report->isHealthy());
    QVERIFY(mentions(*report, "policy"));
    QCOMPARE(execute(fixture.path(), QStringLiteral("SELECT reason FROM policy_versions")).toString(),
        QStringLiteral("another"));
}

void UpkeepTest::aTextIndexThatMissesQueriesIsReportedAndRebuilt()
{
    WorkspaceFixture fixture;
    fill(fixture);
    core::ports::RequestFilter filter;
    filter.text = "please";
    const auto before = fixture.stores.requests->count(filter, 10'000);
    ROUTENLP_VERIFY(before);
    QVERIFY(*before > 0);
    ROUTENLP_VERIFY(fixture.workspace->writer()->executeBare(
        [](db::Connection& connection) { db::dialect::clearTextIndex(connection); }));
    const auto beside = db::examineWorkspace(fixture.path(), false); // the owner is at work
    ROUTENLP_VERIFY(beside);
    QVERIFY(mentions(*beside, "text index"));
    fixture.close();
    const auto repaired = db::examineWorkspace(fixture.path(), true);
    ROUTENLP_VERIFY(repaired);
    QVERIFY(repaired->isHealthy());
    fixture.open();
    QCOMPARE(fixture.stores.requests->count(filter, 10'000).value_or(-1), *before);
}

void UpkeepTest::aDamagedPageIsReported()
{
    WorkspaceFixture fixture;
    fill(fixture);
    fixture.close();
    {
        std::fstream file(fixture.path() / "workspace.db", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(160 * 1024); // whole pages, with their headers
        const std::string noise(64 * 1024, '\x5a');
        file.write(noise.data(), static_cast<std::streamsize>(noise.size()));
    }
    const auto report = db::examineWorkspace(fixture.path(), false);
    QVERIFY(!report || !report->isHealthy());
}

void UpkeepTest::aBackupMadeDuringTrafficHoldsEveryAcknowledgedQuery()
{
    WorkspaceFixture fixture;
    fill(fixture, 200);
    std::atomic<std::uint64_t> acknowledged{200};
    std::jthread traffic([&](const std::stop_token& stop) {
        for (std::uint64_t i = 200; i < 20'000 && !stop.stop_requested(); ++i) {
            if (fixture.stores.decisions->append(
                    sample::query(7, i, sample::noon() + std::chrono::seconds(i)))) {
                acknowledged = i + 1;
            }
        }
    });
    std::ofstream(fixture.path() / "gateway.json") << "{\"port\": 1}";
    const QTemporaryDir directory;
    const std::filesystem::path target = directory.path().toStdString() + "/copy";
    const std::uint64_t before = acknowledged;
    const auto copied = db::backUpWorkspace(fixture.path(), target);
    traffic.request_stop();
    traffic.join();
    ROUTENLP_VERIFY(copied);
    QCOMPARE(core::readWholeFile(target / "gateway.json", 100).value_or(""), std::string("{\"port\": 1}"));
    {
        auto opened = db::Workspace::openOwner(target); // folds what only the journal had
        ROUTENLP_VERIFY(opened);
        const db::Stores stores = db::openStores(**opened);
        const auto count = stores.requests->count({}, 1'000'000);
        ROUTENLP_VERIFY(count);
        QVERIFY2(static_cast<std::uint64_t>(*count) >= before, qPrintable(QString::number(*count)));
    }
    const auto report = db::examineWorkspace(target, false);
    ROUTENLP_VERIFY(report);
    QVERIFY(report->isHealthy());
}

void UpkeepTest::aBackupNeverOverwrites()
{
    WorkspaceFixture fixture;
    const QTemporaryDir directory;
    const auto copied = db::backUpWorkspace(fixture.path(), directory.path().toStdString());
    QVERIFY(!copied.has_value());
    QVERIFY(copied.error().code == core::ErrorCode::AlreadyExists);
}

void UpkeepTest::redactionReplacesWhatIdentifies_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stored");
    QTest::newRow("mail") << "write to jane.doe@example.org today"
                          << "write to [e-mail] today";
    QTest::newRow("card") << "card 4111 1111 1111 1111 was charged"
                          << "card [card] was charged";
    QTest::newRow("account") << "account 12345678901 is closed"
                             << "account [account] is closed";
    QTest::newRow("plain") << "I paid 25 euros on 3 May 2026"
                           << "I paid 25 euros on 3 May 2026";
    QTest::newRow("empty") << ""
                           << "";
}

void UpkeepTest::redactionReplacesWhatIdentifies()
{
    QFETCH(const QString, text);
    QFETCH(const QString, stored);
    QCOMPARE(QString::fromStdString(db::redacted(text.toStdString())), stored);
}

void UpkeepTest::textIsStoredAsTheTaskSays()
{
    WorkspaceFixture fixture;
    db::TaskPrivacy privacy;
    privacy.taskId = "cs_intent";
    privacy.storage = db::TextStorage::None;
    ROUTENLP_VERIFY(db::savePrivacy(*fixture.workspace, privacy));
    privacy.taskId = "fin_ner";
    privacy.storage = db::TextStorage::Hashed;
    ROUTENLP_VERIFY(db::savePrivacy(*fixture.workspace, privacy));
    fill(fixture);
    core::ports::RequestFilter filter;
    filter.text = "please";
    for (const auto& [taskId, isReadable] :
        {std::pair("cs_intent", false), {"fin_ner", false}, {"legal_risk", true}}) {
        filter.taskId = taskId;
        const auto count = fixture.stores.requests->count(filter, 1000);
        ROUTENLP_VERIFY(count);
        QCOMPARE(*count > 0, isReadable);
    }
}

void UpkeepTest::retentionRemovesTextsAndKeepsTheFigures()
{
    WorkspaceFixture fixture;
    fill(fixture);
    db::TaskPrivacy privacy;
    privacy.taskId = "legal_risk";
    privacy.textDays = 10;
    ROUTENLP_VERIFY(db::savePrivacy(*fixture.workspace, privacy));
    core::ports::RequestFilter filter;
    filter.text = "please";
    filter.taskId = "legal_risk";
    const auto early = db::applyRetention(*fixture.workspace, sample::noon() + std::chrono::days(5));
    ROUTENLP_VERIFY(early);
    QCOMPARE(early->textsRemoved, std::size_t{0});
    QVERIFY(*fixture.stores.requests->count(filter, 1000) > 0);
    const auto late = db::applyRetention(*fixture.workspace, sample::noon() + std::chrono::days(30));
    ROUTENLP_VERIFY(late);
    QVERIFY(late->textsRemoved > 0);
    QCOMPARE(*fixture.stores.requests->count(filter, 1000), std::int64_t{0});
    filter.text.clear();
    QVERIFY(*fixture.stores.requests->count(filter, 1000) > 0);
    fixture.close();
    const auto report = db::examineWorkspace(fixture.path(), false);
    ROUTENLP_VERIFY(report);
    QVERIFY(report->isHealthy());
}

void UpkeepTest::erasingAnEndUserKeepsTheFigures()
{
    WorkspaceFixture fixture;
    fill(fixture);
    std::size_t exported = 0;
    ROUTENLP_VERIFY(db::exportEndUser(*fixture.workspace, "user-3", [&](const auto& record, const auto&) {
        exported += record.endUserId == "user-3" ? 1 : 0;
        return true;
    }));
    QVERIFY(exported > 0);
    const auto erased = db::eraseEndUser(*fixture.workspace, "user-3");
    ROUTENLP_VERIFY(erased);
    QCOMPARE(*erased, exported);
    std::size_t left = 0;
    ROUTENLP_VERIFY(db::exportEndUser(*fixture.workspace, "user-3", [&](const auto&, const auto&) {
        ++left;
        return true;
    }));
    QCOMPARE(left, std::size_t{0});
    QCOMPARE(*fixture.stores.requests->count({}, 10'000), static_cast<std::int64_t>(kQueries));
    fixture.close();
    const auto report = db::examineWorkspace(fixture.path(), false);
    ROUTENLP_VERIFY(report);
    QVERIFY(report->isHealthy());
}

QTEST_GUILESS_MAIN(UpkeepTest)
#include "tst_upkeep.moc"
