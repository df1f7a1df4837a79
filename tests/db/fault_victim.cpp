#include "tests/db/fault_victim.h"

#include "tests/db/sample_records.h"
#include "tests/db/slow_migrations.h"

#include "core/domain/policy.h"
#include "db/connection.h"
#include "db/migrator.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <chrono>
#include <string>
#include <thread>

#include <unistd.h>

namespace {

constexpr std::uint64_t kThreads = 2;
const QString kRecorder = QStringLiteral("--victim-records");
const QString kPolicyWriter = QStringLiteral("--victim-writes-a-policy");
const QString kUpgrader = QStringLiteral("--victim-upgrades");

void say(const std::string& line)
{
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) {
        ::_exit(3);
    }
}

std::unique_ptr<db::Workspace> openOwner(const QString& path)
{
    db::WorkspaceOptions options;
    options.splitKey = "test-key";
    options.writer.foldInterval = std::chrono::milliseconds(2);
    options.writer.checkpointRecords = 500; // so that kills hit checkpoints too
    options.writer.journal.segmentBytes = 64 * 1024; // ... and the change of segments
    auto opened = db::Workspace::openOwner(path.toStdString(), options);
    if (!opened) {
        qFatal("%s", opened.error().message.c_str());
    }
    return std::move(*opened);
}

void recordForEver(db::Stores& stores, std::uint64_t seed)
{
    for (std::uint64_t i = 0;; ++i) {
        const auto record = sample::query(seed, i, sample::noon() + std::chrono::milliseconds(i));
        if (const auto kept = stores.decisions->append(record); !kept) {
            qFatal("%s", kept.error().message.c_str());
        }
        say(record.id);
    }
}

int recordUntilKilled(const QString& path, std::uint64_t seed)
{
    const auto workspace = openOwner(path);
    db::Stores stores = db::openStores(*workspace);
    std::vector<std::jthread> threads;
    for (std::uint64_t thread = 0; thread < kThreads; ++thread) {
        threads.emplace_back([&stores, seed, thread] { recordForEver(stores, seed * kThreads + thread); });
    }
    return 0;
}

int writePolicyAndWait(const QString& path)
{
    const auto workspace = openOwner(path);
    const db::Stores stores = db::openStores(*workspace);
    for (std::uint64_t i = 0; i < 50; ++i) {
        const auto record = sample::query(99, i, sample::noon() + std::chrono::seconds(i));
        if (!stores.decisions->append(record)) {
            return 3;
        }
        say(record.id);
    }
    core::domain::PolicyVersion version;
    version.sequence = 1;
    version.at = sample::noon();
    version.author = "operator";
    version.reason = "trial";
    if (!stores.policies->append(core::domain::sealed(version), {})) {
        return 3;
    }
    say("policy");
    std::this_thread::sleep_for(std::chrono::minutes(5));
    return 3;
}

int upgrade(const QString& database)
{
    db::Connection connection(database.toStdString(), db::Access::ReadWrite);
    db::migrate(connection, slowMigrations(),
        std::filesystem::path(database.toStdString()).parent_path() / "backups", sample::noon());
    say("migrated");
    return 0;
}

} // namespace

namespace victim {

int runIfAsked(const QStringList& arguments)
{
    if (arguments.size() < 3) {
        return -1;
    }
    if (arguments[1] == kRecorder) {
        return recordUntilKilled(arguments[2], arguments[3].toULongLong());
    }
    if (arguments[1] == kPolicyWriter) {
        return writePolicyAndWait(arguments[2]);
    }
    return arguments[1] == kUpgrader ? upgrade(arguments[2]) : -1;
}

QStringList recorder(const QString& workspace, quint64 seed)
{
    return {kRecorder, workspace, QString::number(seed)};
}
QStringList policyWriter(const QString& workspace)
{
    return {kPolicyWriter, workspace};
}
QStringList upgrader(const QString& database)
{
    return {kUpgrader, database};
}

} // namespace victim
