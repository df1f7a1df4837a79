#include "tests/db/fault_victim.h"
#include "tests/db/sample_records.h"
#include "tests/db/slow_migrations.h"
#include "tests/db/workspace_fixture.h"

#include "core/journal/journal_reader.h"
#include "core/journal/journal_writer.h"
#include "core/journal/record_codec.h"
#include "db/connection.h"
#include "db/database_writer.h"
#include "db/dialect.h"
#include "db/doctor.h"
#include "db/migrator.h"
#include "db/sql_failure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <future>
#include <memory>
#include <thread>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/// What goes wrong around a workspace: kills, full disks, lost files, refused directories, a clock that
/// jumps. In every case: a clear error, and nothing that was acknowledged is lost. ROUTENLP_KILLS sets how
/// often processes are killed (8 each here; 200 for a release), ROUTENLP_KILL_SEED repeats a run.
class FaultsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void killedAtAnyWriteNothingAcknowledgedIsLost();
    void killedWhileUpgradingTheUpgradeResumes();
    void aDeletedWalCostsNothing();
    void aFullDiskIsSaidAndPasses();
    void aFileThatMayNotGrowIsSaidAndPasses();
    void aReadOnlyDirectoryIsSaidAndStillReadable();
    void aClockThatJumpsBackLosesNothing();
    void aWriterThatIsBehindHoldsRecordersBack();
    void aDamagedSegmentIsKeptAside_data();
    void aDamagedSegmentIsKeptAside();
    void damageInWhatIsStoredHidesNothingBehindIt();
    void whatAKilledOwnerTookBackStaysTakenBack();
    void aTaskSubmittedWhileStoppingIsDone();

private:
    [[nodiscard]] static int kills();
    QRandomGenerator m_random;
};

namespace {

using Ids = QSet<QString>;

Ids storedIds(const std::filesystem::path& workspace)
{
    db::Connection connection(workspace / "workspace.db", db::Access::ReadOnly);
    Ids ids;
    db::Rows rows = connection.query("SELECT id FROM queries");
    while (rows.next()) {
        ids.insert(QString::fromStdString(rows.text(0)));
    }
    return ids;
}

/// Recovers as the next owner would and checks every sum. Returns what is wrong.
QString problemsIn(const std::filesystem::path& workspace)
{
    {
        const auto opened = db::Workspace::openOwner(workspace);
        if (!opened) {
            return QString::fromStdString(opened.error().message);
        }
    }
    const auto report = db::examineWorkspace(workspace, false);
    if (!report) {
        return QString::fromStdString(report.error().message);
    }
    QString problems;
    for (const db::DoctorFinding& finding : report->findings) {
        problems += finding.isWarning ? QString()
                                      : QString::fromStdString(finding.area + ": " + finding.message + "\n");
    }
    return problems;
}

/// Lines of a victim's output that were written whole.
QStringList wholeLines(const QByteArray& output)
{
    QStringList lines = QString::fromLatin1(output).split(QLatin1Char('\n'));
    lines.removeLast();
    return lines;
}

struct VictimRun {
    QStringList lines;
    bool wasKilled = false;
};

/// Starts a victim, lets it work for `ms` after its first word (or its start), kills it.
VictimRun killAfter(const QStringList& arguments, int ms, bool fromFirstWord)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(QCoreApplication::applicationFilePath(), arguments);
    process.waitForStarted();
    QByteArray output;
    QElapsedTimer timer;
    while (fromFirstWord && output.isEmpty() && process.waitForReadyRead(20'000)) {
        output += process.readAllStandardOutput();
    }
    timer.start();
    while (timer.elapsed() < ms && process.state() == QProcess::Running) {
        process.waitForReadyRead(static_cast<int>(std::max<qint64>(1, ms - timer.elapsed())));
        output += process.readAllStandardOutput();
    }
    const bool wasRunning = process.state() == QProcess::Running;
    process.kill();
    process.waitForFinished();
    output += process.readAllStandardOutput();
    return {wholeLines(output), wasRunning};
}

/// As many records as are acknowledged before the first refusal; at most `most`.
std::uint64_t recordUntilRefused(
    WorkspaceFixture& fixture, std::uint64_t seed, std::uint64_t most, core::Result<void>& refusal)
{
    for (std::uint64_t i = 0; i < most; ++i) {
        auto record = sample::query(seed, i, sample::noon() + std::chrono::seconds(i));
        record.text += std::string(2000, 'x');
        refusal = fixture.stores.decisions->append(record);
        if (!refusal) {
            return i;
        }
    }
    return most;
}

/// A tmpfs of so many kilobytes, unmounted at the end; not mounted where that is not allowed.
class SmallDisk {
public:
    explicit SmallDisk(int kilobytes)
    {
        const std::string options = "size=" + std::to_string(kilobytes) + "k,mode=0700";
        m_isMounted = ::mount("tmpfs", path().c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk()
    {
        if (m_isMounted) {
            ::umount2(path().c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] std::filesystem::path path() const { return m_directory.path().toStdString(); }

private:
    QTemporaryDir m_directory;
    bool m_isMounted = false;
};

/// Records in a segment of their own, as a killed owner leaves them; the offset after each.
std::vector<std::int64_t> writeSegment(const std::filesystem::path& directory, std::int64_t number, std::uint64_t count)
{
    const auto journal = core::journal::JournalWriter::open(directory, {number - 1, 0}, {});
    if (!journal) {
        qFatal("%s", journal.error().message.c_str());
    }
    std::vector<std::int64_t> ends;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::string payload;
        core::journal::encode(sample::query(5, i, sample::noon() + std::chrono::seconds(i)), payload);
        ends.push_back((*journal)->append(payload).value().offset);
    }
    return ends;
}

void changeByte(const std::filesystem::path& file, std::int64_t offset)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(offset);
    const auto byte = static_cast<char>(stream.get());
    stream.seekp(offset);
    stream.put(static_cast<char>(byte ^ 0x55));
}

} // namespace

int FaultsTest::kills()
{
    const int wished = qEnvironmentVariableIntValue("ROUTENLP_KILLS");
    return wished > 0 ? wished : 8;
}

void FaultsTest::initTestCase()
{
    const int seed = qEnvironmentVariableIntValue("ROUTENLP_KILL_SEED");
    const quint32 drawn
        = seed != 0 ? static_cast<quint32>(seed) : QRandomGenerator::global()->generate() >> 1;
    qInfo("ROUTENLP_KILL_SEED=%u", drawn);
    m_random.seed(drawn);
}

void FaultsTest::killedAtAnyWriteNothingAcknowledgedIsLost()
{
    constexpr int kKillsAWorkspace
        = 20; // then a new one: examining what has grown takes longer than the kill
    std::unique_ptr<QTemporaryDir> directory;
    Ids acknowledged;
    qsizetype survived = 0;
    for (int kill = 0; kill < kills(); ++kill) {
        if (kill % kKillsAWorkspace == 0) {
            directory = std::make_unique<QTemporaryDir>();
            survived += acknowledged.size();
            acknowledged.clear();
        }
        const QString workspace = directory->filePath(QStringLiteral("w"));
        const bool isAtStart = kill % 4 == 3; // while the last one's journal is folded in
        const VictimRun run = killAfter(victim::recorder(workspace, static_cast<quint64>(kill) + 1),
            m_random.bounded(isAtStart ? 60 : 250), !isAtStart);
        QVERIFY(run.wasKilled);
        acknowledged.unite(Ids(run.lines.cbegin(), run.lines.cend()));
        const QString problems = problemsIn(workspace.toStdString());
        QVERIFY2(problems.isEmpty(), qPrintable(problems));
        const Ids lost = acknowledged - storedIds(workspace.toStdString());
        QVERIFY2(
            lost.isEmpty(), qPrintable(QStringLiteral("%1 lost, kill %2").arg(lost.size()).arg(kill + 1)));
    }
    survived += acknowledged.size();
    qInfo("%d kills, %lld queries acknowledged, none lost", kills(), static_cast<long long>(survived));
    QVERIFY(survived > 100);
}

void FaultsTest::killedWhileUpgradingTheUpgradeResumes()
{
    const std::vector<db::Migration> all = slowMigrations();
    QTemporaryDir freshDirectory;
    const std::filesystem::path fresh = freshDirectory.path().toStdString();
    std::vector<std::string> freshSchema;
    {
        db::Connection connection(fresh / "fresh.db", db::Access::ReadWrite);
        db::migrate(connection, all, fresh / "backups", sample::noon());
        freshSchema = db::dialect::schemaOf(connection);
    }
    int resumed = 0;
    for (int kill = 0; kill < kills(); ++kill) {
        QTemporaryDir directory;
        const std::filesystem::path base = directory.path().toStdString();
        {
            db::Connection old(base / "old.db", db::Access::ReadWrite);
            db::migrate(old, db::embeddedMigrations(), base / "backups", sample::noon());
            old.run("INSERT INTO settings(key, value) VALUES('kept', 'yes')");
        }
        const VictimRun run = killAfter(
            victim::upgrader(directory.filePath(QStringLiteral("old.db"))), m_random.bounded(400), false);
        db::Connection again(base / "old.db", db::Access::ReadWrite);
        const int reached = db::schemaVersion(again);
        resumed += run.wasKilled && reached > db::embeddedMigrations().back().version
                && reached < all.back().version
            ? 1
            : 0;
        db::migrate(again, all, base / "backups", sample::noon());
        QCOMPARE(db::schemaVersion(again), all.back().version);
        QCOMPARE(db::dialect::schemaOf(again), freshSchema);
        db::Rows kept = again.query("SELECT value FROM settings WHERE key = 'kept'");
        QVERIFY(kept.next());
        db::Rows rows = again.query("SELECT count(*) FROM extra_4");
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), std::int64_t{20'000});
        for (const auto& backup : std::filesystem::directory_iterator(base / "backups")) {
            QCOMPARE(backup.path().extension().string(), std::string(".db")); // none is half a copy
            db::Connection copy(backup.path(), db::Access::ReadOnly);
            QVERIFY(db::schemaVersion(copy) >= db::embeddedMigrations().back().version);
        }
    }
    qInfo("%d of %d upgrades were killed half-way and resumed", resumed, kills());
}

void FaultsTest::aDeletedWalCostsNothing()
{
    const QTemporaryDir directory;
    const QString workspace = directory.filePath(QStringLiteral("w"));
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), victim::policyWriter(workspace));
    QByteArray output;
    while (!output.contains("policy\n") && process.waitForReadyRead(20'000)) {
        output += process.readAllStandardOutput();
    }
    process.kill();
    process.waitForFinished();
    QStringList lines = wholeLines(output);
    QCOMPARE(lines.takeLast(), QStringLiteral("policy"));
    const std::filesystem::path base = workspace.toStdString();
    std::filesystem::remove(base / "workspace.db-wal");
    std::filesystem::remove(base / "workspace.db-shm");
    const QString problems = problemsIn(base);
    QVERIFY2(problems.isEmpty(), qPrintable(problems));
    QVERIFY(storedIds(base).contains(Ids(lines.cbegin(), lines.cend())));
    const auto report = db::examineWorkspace(base, false);
    ROUTENLP_VERIFY(report);
    QCOMPARE(report->policyVersions, std::int64_t{1});
}

void FaultsTest::aFullDiskIsSaidAndPasses()
{
    const SmallDisk disk(64'000);
    if (!disk.isMounted()) {
        QSKIP("this user may not mount a small tmpfs; the test with a limit on the size of files stands for "
              "it");
    }
    WorkspaceFixture fixture(disk.path() / "workspace");
    const std::filesystem::path ballast = disk.path() / "ballast";
    std::ofstream(ballast) << std::string(61'000'000, 'b');
    core::Result<void> refusal;
    const std::uint64_t acknowledged = recordUntilRefused(fixture, 1, 20'000, refusal);
    QVERIFY(!refusal);
    QVERIFY2(refusal.error().code == core::ErrorCode::DiskFull, refusal.error().message.c_str());
    QVERIFY(acknowledged > 50);
    std::filesystem::remove(ballast);
    const auto flushed = fixture.stores.decisions->flush();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.stores.decisions->status().folded, acknowledged, 20'000);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(2, 0, sample::noon())));
    fixture.close();
    const QString problems = problemsIn(fixture.path());
    QVERIFY2(problems.isEmpty(), qPrintable(problems));
    QCOMPARE(storedIds(fixture.path()).size(), static_cast<qsizetype>(acknowledged) + 1);
}

void FaultsTest::aFileThatMayNotGrowIsSaidAndPasses()
{
    WorkspaceFixture fixture;
    struct sigaction before { };
    struct sigaction ignore { };
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGXFSZ, &ignore, &before);
    rlimit unlimited{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    const rlimit limited{1'000'000, unlimited.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limited), 0);
    core::Result<void> refusal;
    const std::uint64_t acknowledged = recordUntilRefused(fixture, 3, 20'000, refusal);
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    QVERIFY(!refusal);
    QVERIFY2(refusal.error().message.find("journal") != std::string::npos, refusal.error().message.c_str());
    QVERIFY(acknowledged > 50);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.stores.decisions->status().folded, acknowledged, 20'000);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(4, 0, sample::noon())));
    fixture.close();
    ::sigaction(SIGXFSZ, &before, nullptr);
    const QString problems = problemsIn(fixture.path());
    QVERIFY2(problems.isEmpty(), qPrintable(problems));
    QCOMPARE(storedIds(fixture.path()).size(), static_cast<qsizetype>(acknowledged) + 1);
}

void FaultsTest::aReadOnlyDirectoryIsSaidAndStillReadable()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, 1, sample::noon())));
    fixture.close();
    constexpr uid_t kNobody = 65534;
    const bool isRoot = ::geteuid() == 0;
    std::vector<std::filesystem::path> paths{fixture.path().parent_path(), fixture.path()};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture.path())) {
        paths.push_back(entry.path());
    }
    for (const std::filesystem::path& path : paths) {
        if (isRoot) {
            QCOMPARE(::chown(path.c_str(), kNobody, static_cast<gid_t>(-1)), 0);
        }
        QCOMPARE(::chmod(path.c_str(), std::filesystem::is_directory(path) ? 0500 : 0400), 0);
    }
    if (isRoot) {
        QCOMPARE(::seteuid(kNobody), 0);
    }
    const auto owner = db::Workspace::openOwner(fixture.path());
    const auto reader = db::Workspace::openReadOnly(fixture.path());
    std::int64_t readable = -1;
    if (reader) {
        const db::Stores stores = db::openStores(**reader);
        readable = stores.requests->count({}, 10).value_or(-1);
    }
    if (isRoot) {
        QCOMPARE(::seteuid(0), 0);
    }
    for (const std::filesystem::path& path : paths) {
        static_cast<void>(::chmod(path.c_str(), std::filesystem::is_directory(path) ? 0700 : 0600));
    }
    QVERIFY(!owner);
    QVERIFY2(owner.error().code == core::ErrorCode::PermissionDenied, owner.error().message.c_str());
    QVERIFY2(owner.error().message.find(fixture.path().string()) != std::string::npos,
        owner.error().message.c_str());
    ROUTENLP_VERIFY(reader);
    QCOMPARE(readable, std::int64_t{1});
}

void FaultsTest::aClockThatJumpsBackLosesNothing()
{
    WorkspaceFixture fixture;
    constexpr std::array kJumps{std::chrono::seconds(0), std::chrono::seconds(-7200),
        std::chrono::seconds(3600), std::chrono::seconds(-200'000), std::chrono::seconds(60)};
    std::uint64_t recorded = 0;
    for (const std::chrono::seconds jump : kJumps) {
        for (std::uint64_t i = 0; i < 60; ++i) {
            const auto record = sample::query(5, recorded++, sample::noon() + jump + std::chrono::seconds(i));
            ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
            ROUTENLP_VERIFY(
                fixture.stores.decisions->append(sample::outcome(record, record.at - std::chrono::hours(1))));
        }
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    QCOMPARE(fixture.stores.requests->count({}, 1000).value_or(-1), static_cast<std::int64_t>(recorded));
    fixture.close();
    const QString problems = problemsIn(fixture.path());
    QVERIFY2(problems.isEmpty(), qPrintable(problems));
    QCOMPARE(storedIds(fixture.path()).size(), static_cast<qsizetype>(recorded));
}

void FaultsTest::aWriterThatIsBehindHoldsRecordersBack()
{
    WorkspaceFixture fixture;
    fixture.close();
    db::WorkspaceOptions options;
    options.writer.queuedRecords = 64;
    auto workspace = db::Workspace::openOwner(fixture.path(), options);
    ROUTENLP_VERIFY(workspace);
    const db::Stores stores = db::openStores(**workspace);
    std::promise<void> isFree;
    std::jthread busy([&, wait = isFree.get_future().share()] {
        static_cast<void>((*workspace)->writer()->executeBare([&](db::Connection&) { wait.wait(); }));
    });
    constexpr std::uint64_t kWished = 400;
    std::atomic<std::uint64_t> acknowledged{0};
    std::jthread recorder([&] {
        for (std::uint64_t i = 0; i < kWished; ++i) {
            if (stores.decisions->append(sample::query(6, i, sample::noon() + std::chrono::seconds(i)))) {
                ++acknowledged;
            }
        }
    });
    QTRY_VERIFY_WITH_TIMEOUT(acknowledged.load() >= options.writer.queuedRecords, 20'000);
    QTest::qWait(200);
    QVERIFY(acknowledged.load() <= options.writer.queuedRecords + 1); // what is queued is bounded
    isFree.set_value();
    recorder.join();
    QCOMPARE(acknowledged.load(), kWished);
    ROUTENLP_VERIFY(stores.decisions->flush());
    QCOMPARE(stores.requests->count({}, 1000).value_or(-1), static_cast<std::int64_t>(kWished));
}

void FaultsTest::aDamagedSegmentIsKeptAside_data()
{
    QTest::addColumn<int>("damagedRecord"); // -1: the segment's head
    QTest::addColumn<int>("readable");
    QTest::newRow("its head") << -1 << 0;
    QTest::newRow("the first record") << 0 << 0;
    QTest::newRow("a record in the middle") << 3 << 3;
}

void FaultsTest::aDamagedSegmentIsKeptAside()
{
    QFETCH(int, damagedRecord);
    QFETCH(int, readable);
    constexpr std::int64_t kSegment = 1001;
    WorkspaceFixture fixture;
    fixture.close();
    const std::filesystem::path journal = fixture.path() / "journal";
    const std::vector<std::int64_t> ends = writeSegment(journal, kSegment, 6);
    const std::filesystem::path segment = core::journal::segmentPath(journal, kSegment);
    const std::uintmax_t size = std::filesystem::file_size(segment);
    changeByte(segment, damagedRecord < 0 ? 2 : ends[static_cast<std::size_t>(damagedRecord)] - 1);

    fixture.open();
    const std::string warning = fixture.stores.decisions->status().lastError;
    QVERIFY2(warning.find("damaged") != std::string::npos, warning.c_str());
    QCOMPARE(fixture.stores.requests->count({}, 100).value_or(-1), static_cast<std::int64_t>(readable));
    // Goes on, over a checkpoint and a clean end, after which the journal needs no segment any more.
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(6, 1, sample::noon())));
    ROUTENLP_VERIFY(fixture.workspace->writer()->compactLogs());
    fixture.close();
    QVERIFY(!std::filesystem::exists(segment));
    const std::filesystem::path kept = segment.string() + ".damaged";
    QVERIFY(std::filesystem::exists(kept));
    QCOMPARE(std::filesystem::file_size(kept), size);
    fixture.open();
    QCOMPARE(fixture.stores.requests->count({}, 100).value_or(-1), static_cast<std::int64_t>(readable + 1));
    QVERIFY(fixture.stores.decisions->status().lastError.empty());
}

void FaultsTest::damageInWhatIsStoredHidesNothingBehindIt()
{
    const QTemporaryDir directory;
    const std::filesystem::path journal = directory.path().toStdString();
    const std::vector<std::int64_t> ends = writeSegment(journal, 1, 4);
    const std::filesystem::path segment = core::journal::segmentPath(journal, 1);
    changeByte(segment, ends[0] - 1);
    changeByte(segment, 2);
    const auto visit = [](std::string_view, core::journal::JournalPosition) { return core::Result<void>(); };
    const auto stored = core::journal::replay(journal, {1, ends[1]}, visit);
    ROUTENLP_VERIFY(stored);
    QCOMPARE(stored->records, std::size_t{2});
    QVERIFY(stored->damagedSegments.empty());
    const auto fromTheStart = core::journal::replay(journal, {}, visit);
    ROUTENLP_VERIFY(fromTheStart);
    QCOMPARE(fromTheStart->records, std::size_t{0});
    QCOMPARE(fromTheStart->damagedSegments, std::vector<std::int64_t>{1});
}

void FaultsTest::whatAKilledOwnerTookBackStaysTakenBack()
{
    WorkspaceFixture fixture;
    fixture.close();
    auto drawn = sample::query(5, 1, sample::noon());
    drawn.isAuditSelected = true;
    drawn.attempts.back().result = core::domain::AttemptResult::Accepted;
    const auto first = sample::outcome(drawn, sample::noon() + std::chrono::seconds(1), 0);
    const auto second = sample::outcome(drawn, sample::noon() + std::chrono::seconds(3), 1);
    const auto withdrawal = [&](const core::domain::Outcome& outcome) {
        return core::domain::Withdrawal{drawn.id, outcome.at + std::chrono::seconds(1), outcome.judge, outcome.at};
    };
    {
        const auto journal = core::journal::JournalWriter::open(fixture.path() / "journal", {1000, 0}, {});
        ROUTENLP_VERIFY(journal);
        for (const core::journal::JournalRecord& record : std::initializer_list<core::journal::JournalRecord>{
                 drawn, first, withdrawal(first), second, withdrawal(second), first}) {
            std::string payload;
            std::visit([&](const auto& value) { core::journal::encode(value, payload); }, record);
            ROUTENLP_VERIFY((*journal)->append(payload));
        }
    }
    for (int start = 0; start < 2; ++start) { // the second one has nothing to fold
        fixture.open();
        const auto outcomes = fixture.stores.requests->outcomes(drawn.id);
        ROUTENLP_VERIFY(outcomes);
        QCOMPARE(*outcomes, std::vector{first});
        fixture.close();
        QCOMPARE(problemsIn(fixture.path()), QString());
    }
}

void FaultsTest::aTaskSubmittedWhileStoppingIsDone()
{
    WorkspaceFixture fixture;
    db::DatabaseWriter* writer = fixture.workspace->writer();
    db::Connection other(fixture.workspace->databaseFile(), db::Access::ReadWrite);
    auto held = std::make_unique<db::Transaction>(other, db::Transaction::Kind::Write); // the next batch waits for it
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sample::query(1, 1, sample::noon())));
    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // ... and is being folded
    fixture.stores = {};
    const std::jthread closing([&] { fixture.close(); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::atomic<bool> isDone = false;
    auto submitted = std::async(std::launch::async,
        [&] { return writer->executeBare([&](db::Connection&) { isDone = true; }); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    held.reset();
    const core::Result<void> answer = submitted.get();
    QVERIFY(isDone || (!answer && answer.error().code == core::ErrorCode::Unavailable));
    QCOMPARE(answer.has_value(), isDone.load());
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (const int code = victim::runIfAsked(QCoreApplication::arguments()); code >= 0) {
        return code;
    }
    FaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults.moc"
