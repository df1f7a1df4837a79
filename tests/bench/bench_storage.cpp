// Measures the claims of docs/storage.md: recorded queries a second, times of the questions the console asks,
// bytes a query. Prints one figure a line. `--rows 10000000` is the size the claims are made for.

#include "generated_queries.h"

#include "core/base/clock.h"
#include "core/base/rng.h"
#include "core/base/uuid.h"
#include "db/privacy.h"
#include "db/retention.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/resource.h>

namespace {

using core::domain::QueryRecord;
using core::ports::RequestFilter;
using core::ports::RequestSort;
using Seconds = std::chrono::duration<double>;

struct Options {
    std::string directory = "/tmp/routenlp-bench-storage";
    std::uint64_t rows = 200'000;
    double days = 28; ///< of history that the rows are spread over
    bool keeps = false;
    bool onlyReads = false;
    bool withRetention = false;
    double outcomeShare = 0.02;
};

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return Seconds(std::chrono::steady_clock::now() - start).count();
}

double cpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void write(const Options& options, db::Workspace& workspace, core::TimePoint begin)
{
    db::Stores stores = db::openStores(workspace);
    core::Rng rng(7);
    std::vector<QueryRecord> pool;
    for (int i = 0; i < 20'000; ++i) {
        pool.push_back(bench::makeQuery(rng));
    }
    const auto step = std::chrono::microseconds(
        static_cast<std::int64_t>(options.days * 86.4e9 / static_cast<double>(options.rows)));
    const double cpuBefore = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < options.rows; ++i) {
        QueryRecord& record = pool[rng.below(pool.size())];
        record.at = begin + step * static_cast<std::int64_t>(i);
        record.id = core::makeUuidV7(record.at, 1, i);
        record.isAuditSelected = rng.chance(options.outcomeShare);
        auto appended = stores.decisions->append(record);
        if (appended && record.isAuditSelected) {
            core::domain::Outcome outcome{record.id, record.at, core::domain::LabelSource::Human, "operator",
                rng.uniform(), rng.chance(0.93), 0.02, {}, {}};
            appended = stores.decisions->append(outcome);
        }
        if (!appended) {
            std::printf("append failed: %s\n", appended.error().message.c_str());
            return;
        }
        if ((i + 1) % 1'000'000 == 0) {
            std::printf(
                "  %llu rows after %.1f s\n", static_cast<unsigned long long>(i + 1), secondsSince(start));
            std::fflush(stdout);
        }
    }
    const double acknowledged = secondsSince(start);
    if (const auto flushed = stores.decisions->flush(); !flushed) {
        std::printf("flush failed: %s\n", flushed.error().message.c_str());
    }
    const double folded = secondsSince(start);
    const auto rows = static_cast<double>(options.rows);
    std::printf(
        "recorded %.0f queries/s (folded into SQL with rollups), acknowledged %.0f/s, %.1f us CPU a query\n",
        rows / folded, rows / acknowledged, (cpuSeconds() - cpuBefore) / rows * 1e6);
}

std::uintmax_t bytesUnder(const std::filesystem::path& directory)
{
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        bytes += entry.is_regular_file() ? entry.file_size() : 0;
    }
    return bytes;
}

double databaseMegabytes(const Options& options)
{
    const auto file = std::filesystem::path(options.directory) / "workspace.db";
    return static_cast<double>(std::filesystem::file_size(file)) / 1e6;
}

/// Whole queries are kept for half of the days: the older half goes and as much again is recorded, which must
/// not grow the file.
void turnOver(const Options& options, db::Workspace& workspace, core::TimePoint begin)
{
    for (const char* task : bench::kTasks) {
        db::TaskPrivacy privacy;
        privacy.taskId = task;
        privacy.rowDays = std::max(1, static_cast<int>(options.days / 2));
        if (const auto saved = db::savePrivacy(workspace, privacy); !saved) {
            std::printf("privacy not saved: %s\n", saved.error().message.c_str());
            return;
        }
    }
    const auto end = begin + std::chrono::hours(static_cast<int>(24 * options.days));
    const auto start = std::chrono::steady_clock::now();
    const auto removed = db::applyRetention(workspace, end);
    if (!removed) {
        std::printf("retention failed: %s\n", removed.error().message.c_str());
        return;
    }
    const double seconds = secondsSince(start);
    std::printf("retention removed %zu queries in %.1f s (%.0f/s)\n", removed->queriesRemoved, seconds,
        static_cast<double>(removed->queriesRemoved) / seconds);
    Options second = options;
    second.rows = removed->queriesRemoved;
    second.days = options.days / 2;
    write(second, workspace, end);
}

void timeIt(const std::string& name, double targetMs, const std::function<std::size_t()>& work)
{
    std::vector<double> times;
    std::size_t result = 0;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        result = work();
        times.push_back(secondsSince(start) * 1e3);
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());
    std::printf("%-58s first %8.1f ms, median %8.1f ms (%zu)%s\n", name.c_str(), first, times[2], result,
        times[2] <= targetMs ? "" : "   ABOVE TARGET");
    std::fflush(stdout);
}

void readOverviews(const db::Stores& stores, core::TimePoint begin)
{
    const auto end = begin + std::chrono::hours(24 * 28);
    const auto overview = [&](core::TimePoint from, core::TimePoint to, const std::string& task, int offset) {
        return [&stores, from, to, task, offset] {
            const auto result = stores.metrics->overview({{from, to}, task, offset});
            return result ? result->points.size() : std::size_t{0};
        };
    };
    const auto odd = std::chrono::microseconds(12'345'678);
    timeIt("overview, 28 days", 100, overview(begin, end, {}, 0));
    timeIt("overview, 28 days, odd edges, UTC+5:30", 100, overview(begin + odd, end - odd, {}, 19800));
    timeIt("overview, 60 days (days), UTC+5:30", 100,
        overview(begin - std::chrono::hours(24 * 32), end, {}, 19800));
    timeIt("overview, 14 days, odd edges", 100,
        overview(begin + odd, begin + odd + std::chrono::hours(24 * 14), {}, 0));
    timeIt(
        "overview, 4 days, odd edges", 100, overview(end - odd - std::chrono::hours(96), end - odd, {}, 0));
    timeIt("overview, 1 day, odd edges", 100, overview(end - odd - std::chrono::hours(24), end - odd, {}, 0));
    timeIt(
        "overview, 13 hours, odd edges", 100, overview(end - odd - std::chrono::hours(13), end - odd, {}, 0));
    timeIt("overview, 1 hour, odd edges", 100, overview(end - odd - std::chrono::hours(1), end - odd, {}, 0));
    timeIt("overview, 1 minute", 100, overview(end - odd - std::chrono::minutes(1), end - odd, {}, 0));
    timeIt("overview, 28 days, one task", 100, overview(begin + odd, end - odd, "cs_intent", 0));
}

void readCosts(const db::Stores& stores, core::TimePoint begin)
{
    const auto end = begin + std::chrono::hours(24 * 28);
    const auto odd = std::chrono::microseconds(12'345'678);
    const auto report = [&](core::TimePoint from, core::TimePoint to, const std::string& task, int offset) {
        return [&stores, from, to, task, offset] {
            const auto result = stores.costs->report({{from, to}, task, offset});
            return result ? result->sums.tiers.size() : std::size_t{0};
        };
    };
    timeIt("costs, 28 days, odd edges, UTC+5:30", 100, report(begin + odd, end - odd, {}, 19800));
    timeIt("costs, 14 days against the 14 before", 100,
        report(begin + std::chrono::hours(24 * 14) + odd, end, {}, 0));
    timeIt("costs, 1 day, odd edges", 100, report(end - odd - std::chrono::hours(24), end - odd, {}, 0));
    timeIt("costs, 28 days, one task", 100, report(begin + odd, end - odd, "cs_intent", 0));
    timeIt("costs, the days of a month", 100, [&] {
        const auto result = stores.costs->days({{end - std::chrono::hours(24 * 31), end}, {}, 3600});
        return result ? result->size() : std::size_t{0};
    });
}

void readPages(const db::Stores& stores, core::TimePoint begin)
{
    const auto page = [&stores](const RequestFilter& filter, RequestSort sort = RequestSort::Time,
                          bool isDescending = true) {
        return [&stores, filter, sort, isDescending] {
            const auto result = stores.requests->page(filter, {sort, isDescending}, std::nullopt, 100);
            return result ? result->rows.size() : std::size_t{0};
        };
    };
    const auto filtered = [](const std::function<void(RequestFilter&)>& set) {
        RequestFilter filter;
        set(filter);
        return filter;
    };
    timeIt("requests, first page", 100, page({}));
    timeIt("requests, task", 100, page(filtered([](auto& f) { f.taskId = "fin_ner"; })));
    timeIt("requests, tier", 100, page(filtered([](auto& f) { f.answeredByTier = "large"; })));
    timeIt("requests, escalated", 100, page(filtered([](auto& f) { f.isEscalated = true; })));
    timeIt("requests, judged", 100, page(filtered([](auto& f) { f.isJudged = true; })));
    timeIt("requests, missed target", 100, page(filtered([](auto& f) { f.meetsTarget = false; })));
    timeIt("requests, policy, oldest first", 100,
        page(filtered([](auto& f) { f.policyVersionId = "0123456789ab"; }), RequestSort::Time, false));
    timeIt("requests, task + tier + missed, old range", 100, page(filtered([&](auto& f) {
        f.taskId = "legal_risk";
        f.answeredByTier = "large";
        f.meetsTarget = false;
        f.range = {begin, begin + std::chrono::hours(48)};
    })));
    timeIt("requests, by cost", 100, page({}, RequestSort::Cost));
    timeIt("requests, by latency, task + missed", 100,
        page(filtered([](auto& f) {
            f.taskId = "fin_ner";
            f.meetsTarget = false;
        }),
            RequestSort::Latency));
    timeIt("requests, by score, up, one tier", 100,
        page(filtered([](auto& f) { f.answeredByTier = "medium"; }), RequestSort::Score, false));
    timeIt("requests, by cost in one day", 100,
        page(filtered([&](auto& f) {
            f.range = {begin + std::chrono::hours(100), begin + std::chrono::hours(124)};
        }),
            RequestSort::Cost));
    timeIt("requests, count up to 10,000 of a tier", 100, [&] {
        return static_cast<std::size_t>(
            *stores.requests->count(filtered([](auto& f) { f.answeredByTier = "small"; }), 10'000));
    });
    for (const char* words : {"w0", "w49999", "w1 w2", "w7 w31337", "label_5 w3"}) {
        timeIt(std::string("text '") + words + "'", 300, page(filtered([&](auto& f) { f.text = words; })));
    }
    timeIt("text 'w12' of one task, missed target", 300, page(filtered([](auto& f) {
        f.text = "w12";
        f.taskId = "fin_ner";
        f.meetsTarget = false;
    })));
    timeIt("text 'w12' by cost", 300, page(filtered([](auto& f) { f.text = "w12"; }), RequestSort::Cost));
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Options options;
    CLI::App arguments{"Benchmark of the workspace's storage"};
    arguments.add_option("--directory", options.directory);
    arguments.add_option("--rows", options.rows);
    arguments.add_option("--days", options.days, "the rows are spread over");
    arguments.add_flag("--keep", options.keeps, "do not remove the workspace afterwards");
    arguments.add_flag("--retention", options.withRetention,
        "afterwards remove the older half, record as much again and compare the sizes");
    arguments.add_flag("--only-reads", options.onlyReads, "use the workspace of an earlier --keep");
    CLI11_PARSE(arguments, argc, argv);

    if (!options.onlyReads) {
        std::filesystem::remove_all(options.directory);
    }
    auto workspace = db::Workspace::openOwner(options.directory);
    if (!workspace) {
        std::printf("%s\n", workspace.error().message.c_str());
        return 1;
    }
    // History that ends a month ago, so that the figures do not depend on when this runs.
    const core::TimePoint begin
        = core::fromMicroseconds(1'790'000'000'000'000) - std::chrono::microseconds(1'234'567);
    if (!options.onlyReads) {
        write(options, **workspace, begin);
        workspace->reset();
        std::printf("%.0f bytes a query on disk\n",
            static_cast<double>(bytesUnder(options.directory)) / static_cast<double>(options.rows));
        workspace = db::Workspace::openOwner(options.directory);
    }
    const db::Stores stores = db::openStores(**workspace);
    readOverviews(stores, begin);
    readCosts(stores, begin);
    readPages(stores, begin);
    workspace->reset();
    if (options.withRetention) {
        const double before = databaseMegabytes(options);
        workspace = db::Workspace::openOwner(options.directory);
        turnOver(options, **workspace, begin);
        workspace->reset();
        const double after = databaseMegabytes(options);
        std::printf("database %.1f MB before, %.1f MB after a turn-over of half of it: %+.1f%%\n", before,
            after, 100 * (after / before - 1));
    }
    if (!options.keeps) {
        std::filesystem::remove_all(options.directory);
    }
    return 0;
}
