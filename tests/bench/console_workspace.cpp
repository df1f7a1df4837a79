#include "console_workspace.h"

#include "core/base/clock.h"
#include "core/base/uuid.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"
#include "generated_queries.h"
#include "tests/app/program.h"

#include <cstdio>
#include <vector>

namespace bench {

namespace {

constexpr int kLabelledTexts = 800;
constexpr std::size_t kPool = 20'000;
constexpr double kJudgedShare = 0.02;

bool run(const QStringList& arguments)
{
    const ProgramRun ended = runProgram(arguments, 600'000);
    if (ended.exitCode != 0) {
        std::fprintf(stderr, "routenlp %s: %s\n", qPrintable(arguments.join(QLatin1Char(' '))), ended.errors.constData());
    }
    return ended.exitCode == 0;
}

bool addHistory(const QString& path, std::uint64_t queries)
{
    const auto workspace = db::Workspace::openOwner(path.toStdString());
    if (!workspace) {
        std::fprintf(stderr, "%s\n", workspace.error().message.c_str());
        return false;
    }
    const db::Stores stores = db::openStores(**workspace);
    for (const char* task : kTasks) {
        if (const auto preset = core::domain::presetTask(task); preset && !stores.portfolio->saveTask(*preset)) {
            return false;
        }
    }
    core::Rng rng(7);
    std::vector<core::domain::QueryRecord> pool;
    while (pool.size() < kPool) {
        pool.push_back(makeQuery(rng));
    }
    const core::TimePoint end = core::SystemClock().now();
    const auto span = std::chrono::hours(24 * 28);
    const auto step = std::chrono::duration_cast<std::chrono::microseconds>(span) / static_cast<std::int64_t>(queries);
    for (std::uint64_t i = 0; i < queries; ++i) {
        core::domain::QueryRecord& record = pool[rng.below(pool.size())];
        record.at = end - span + step * static_cast<std::int64_t>(i);
        record.id = core::makeUuidV7(record.at, 1, i);
        record.isAuditSelected = rng.chance(kJudgedShare);
        auto appended = stores.decisions->append(record);
        if (appended && record.isAuditSelected) {
            appended = stores.decisions->append(core::domain::Outcome{record.id, record.at,
                core::domain::LabelSource::Human, "operator", rng.uniform(), rng.chance(0.93), kJudgedShare, {}, {}});
        }
        if (!appended) {
            std::fprintf(stderr, "%s\n", appended.error().message.c_str());
            return false;
        }
    }
    return stores.decisions->flush().has_value();
}

} // namespace

bool makeConsoleWorkspace(const QString& path, std::uint64_t queries)
{
    const QString lines = path + QStringLiteral(".lines.jsonl");
    writeFile(lines, labelledLines(kLabelledTexts, 0));
    const QStringList where{QStringLiteral("--workspace"), path};
    return run(QStringList{QStringLiteral("init")} + where)
        && run(QStringList{QStringLiteral("import"), lines} + where) && run(QStringList{QStringLiteral("train")} + where)
        && addHistory(path, queries);
}

} // namespace bench
