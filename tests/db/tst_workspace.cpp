#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include "db/connection.h"
#include "db/dialect.h"
#include "db/migrator.h"
#include "db/sql_failure.h"

#include <QProcess>
#include <QTest>

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

class WorkspaceTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void directoriesAndFilesBelongToTheOwnerAlone();
    void aSecondOwnerIsToldWhoHoldsIt();
    void aNewerWorkspaceIsRefusedUntouched();
    void aMissingWorkspaceIsNotCreatedUnlessAsked();
    void anUpgradedSchemaEqualsAFreshOne();
    void anUpgradeTellsCausesFromSentences();
    void anUpgradeMakesABackupFirst();
    void aFailedMigrationLeavesTheOldVersion();
    void foreignKeysAndTypesAreEnforced();
    void aFileThatIsNoDatabaseIsCorrupt();
};

namespace {

std::string bytesOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

mode_t modeOf(const std::filesystem::path& path)
{
    struct stat info { };
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

std::vector<db::Migration> withExtra(const std::string& sql)
{
    std::vector<db::Migration> migrations = db::embeddedMigrations();
    migrations.push_back({migrations.back().version + 1, "extra", sql});
    return migrations;
}

} // namespace

void WorkspaceTest::directoriesAndFilesBelongToTheOwnerAlone()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, 1, sample::noon())));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture.path())) {
        QVERIFY2(modeOf(entry.path()) == (entry.is_directory() ? 0700U : 0600U), entry.path().c_str());
    }
    QCOMPARE(modeOf(fixture.path()), 0700U);
}

void WorkspaceTest::aSecondOwnerIsToldWhoHoldsIt()
{
    const WorkspaceFixture fixture;
    const auto second = db::Workspace::openOwner(fixture.path());
    QVERIFY(!second);
    QVERIFY(second.error().code == core::ErrorCode::Locked);
    QVERIFY(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
}

void WorkspaceTest::aNewerWorkspaceIsRefusedUntouched()
{
    WorkspaceFixture fixture;
    fixture.close();
    {
        db::Connection connection(fixture.path() / "workspace.db", db::Access::ReadWrite);
        connection.run("INSERT INTO schema_versions(version, name, applied_at_us) VALUES(999, 'future', 0)");
        db::dialect::checkpoint(connection, true);
    }
    const std::string before = bytesOf(fixture.path() / "workspace.db");
    for (const auto& refused : {db::Workspace::openOwner(fixture.path()).map([](auto&&) {}),
             db::Workspace::openReadOnly(fixture.path()).map([](auto&&) {})}) {
        QVERIFY(!refused);
        QVERIFY(refused.error().code == core::ErrorCode::NewerVersion);
    }
    QVERIFY(bytesOf(fixture.path() / "workspace.db") == before);
}

void WorkspaceTest::aMissingWorkspaceIsNotCreatedUnlessAsked()
{
    const QTemporaryDir directory;
    const std::filesystem::path path = directory.path().toStdString() + "/none";
    db::WorkspaceOptions options;
    options.createIfMissing = false;
    QVERIFY(db::Workspace::openOwner(path, options).error().code == core::ErrorCode::NotFound);
    QVERIFY(db::Workspace::openReadOnly(path).error().code == core::ErrorCode::NotFound);
    QVERIFY(!std::filesystem::exists(path));
}

void WorkspaceTest::anUpgradedSchemaEqualsAFreshOne()
{
    const QTemporaryDir directory;
    const std::filesystem::path base = directory.path().toStdString();
    const auto migrations
        = withExtra("CREATE TABLE extra (id INTEGER PRIMARY KEY, name TEXT NOT NULL)\n-- next\n"
                    "CREATE INDEX extra_by_name ON extra(name)");
    db::Connection fresh(base / "fresh.db", db::Access::ReadWrite);
    db::migrate(fresh, migrations, base / "backups", sample::noon());
    db::Connection upgraded(base / "upgraded.db", db::Access::ReadWrite);
    for (std::size_t count = 1; count <= migrations.size(); ++count) {
        db::migrate(upgraded, std::span(migrations).first(count), base / "backups", sample::noon());
    }
    QCOMPARE(db::dialect::schemaOf(upgraded), db::dialect::schemaOf(fresh));
    QCOMPARE(db::schemaVersion(upgraded), migrations.back().version);
}

void WorkspaceTest::anUpgradeTellsCausesFromSentences()
{
    WorkspaceFixture fixture;
    fixture.close();
    std::filesystem::remove(fixture.path() / "workspace.db");
    {
        constexpr std::size_t kBefore = 13;
        db::Connection old(fixture.path() / "workspace.db", db::Access::ReadWrite);
        const auto migrations = db::embeddedMigrations();
        db::migrate(old, std::span(migrations).first(kBefore), fixture.path() / "backups", sample::noon());
        old.run("INSERT INTO policy_versions(sequence, id, previous_hash, hash, at_us, author, reason) "
                "VALUES(1, 'p', '', 'h', 0, 'engine', '')");
        for (const char* reason : {"Left out: by the tuning answers, asking this tier would cost more.",
                 "Not reached: the tiers before it accept all of 117 judged answers that it could have been asked for.",
                 "Failure rate too high."}) {
            old.run("INSERT INTO certificates(sequence, task_id, tier_id, alpha, delta, accepted, failures, "
                    "risk_upper_bound, calibration_size, label_source, none_reason, router_version, model_version, "
                    "at_us) VALUES(1, 't', 'medium', 0.05, 0.1, 0, 0, 1, 240, '', ?, '', '', 0)",
                std::string(reason));
        }
    }
    fixture.open();
    const auto certificates = fixture.stores.policies->certificates("t", "medium");
    ROUTENLP_VERIFY(certificates);
    QCOMPARE(certificates->size(), std::size_t{3});
    const core::domain::NoneCause leftOut{core::domain::NoneKind::LeftOut, 240};
    const core::domain::NoneCause unreached{core::domain::NoneKind::Unreached, 117};
    QVERIFY(certificates->at(2).noneCause == leftOut);
    QVERIFY(certificates->at(1).noneCause == unreached);
    QVERIFY(certificates->at(0).noneCause == core::domain::NoneCause{});
}

void WorkspaceTest::anUpgradeMakesABackupFirst()
{
    const QTemporaryDir directory;
    const std::filesystem::path base = directory.path().toStdString();
    db::Connection connection(base / "old.db", db::Access::ReadWrite);
    const auto current = db::embeddedMigrations();
    db::migrate(connection, current, base / "backups", sample::noon());
    QVERIFY(!std::filesystem::exists(base / "backups"));
    connection.run("INSERT INTO settings(key, value) VALUES('kept', 'yes')");
    db::migrate(connection, withExtra("CREATE TABLE extra (id INTEGER PRIMARY KEY)"), base / "backups",
        sample::noon());
    std::vector<std::filesystem::path> backups(
        std::filesystem::directory_iterator(base / "backups"), std::filesystem::directory_iterator{});
    QCOMPARE(backups.size(), std::size_t{1});
    QCOMPARE(modeOf(backups.front()), 0600U);
    db::Connection backup(backups.front(), db::Access::ReadOnly);
    QCOMPARE(db::schemaVersion(backup), current.back().version);
    db::Rows kept = backup.query("SELECT value FROM settings WHERE key = 'kept'");
    QVERIFY(kept.next());
}

void WorkspaceTest::aFailedMigrationLeavesTheOldVersion()
{
    const QTemporaryDir directory;
    const std::filesystem::path base = directory.path().toStdString();
    db::Connection connection(base / "old.db", db::Access::ReadWrite);
    db::migrate(connection, db::embeddedMigrations(), base / "backups", sample::noon());
    const auto before = db::dialect::schemaOf(connection);
    const auto failed = db::guarded([&] {
        db::migrate(connection,
            withExtra("CREATE TABLE half (id INTEGER PRIMARY KEY)\n-- next\nCREATE nonsense"),
            base / "backups", sample::noon());
    });
    QVERIFY(!failed);
    QCOMPARE(db::dialect::schemaOf(connection), before);
    QCOMPARE(db::schemaVersion(connection), db::embeddedMigrations().back().version);
}

void WorkspaceTest::foreignKeysAndTypesAreEnforced()
{
    WorkspaceFixture fixture;
    fixture.close();
    db::Connection connection(fixture.path() / "workspace.db", db::Access::ReadWrite);
    const auto orphan = db::guarded([&] {
        connection.run("INSERT INTO run_metrics(run_id, name, step, value) VALUES('none', 'loss', 1, 0.5)");
    });
    QVERIFY(orphan.error().code == core::ErrorCode::Conflict);
    const auto wrongType = db::guarded([&] {
        connection.run(
            "INSERT INTO markers(at_us, kind, task_id, text, reference) VALUES('noon', '', '', '', '')");
    });
    QVERIFY(!wrongType);
}

void WorkspaceTest::aFileThatIsNoDatabaseIsCorrupt()
{
    const QTemporaryDir directory;
    const std::filesystem::path path = directory.path().toStdString() + "/workspace";
    std::filesystem::create_directory(path);
    std::ofstream(path / "workspace.db") << std::string(8192, 'x');
    const auto refused = db::Workspace::openOwner(path);
    QVERIFY(!refused);
    QVERIFY(refused.error().code == core::ErrorCode::Corrupt);
}

QTEST_GUILESS_MAIN(WorkspaceTest)
#include "tst_workspace.moc"
