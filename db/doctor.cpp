#include "db/doctor.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/domain/policy.h"
#include "core/journal/journal_reader.h"
#include "db/connection.h"
#include "db/dialect.h"
#include "db/migrator.h"
#include "db/rollup_check.h"
#include "db/sql_failure.h"
#include "db/sql_policy_store.h"
#include "db/stored_text.h"
#include "db/workspace.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <string>
#include <system_error>

namespace db {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSampledRows = 500; ///< looked up in the text index

std::string dayOf(std::int64_t microseconds)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(core::fromMicroseconds(microseconds)));
    const auto twoDigits = [](unsigned value) { return (value < 10 ? "-0" : "-") + std::to_string(value); };
    return std::to_string(static_cast<int>(date.year())) + twoDigits(static_cast<unsigned>(date.month())) + twoDigits(static_cast<unsigned>(date.day()));
}

/// One examination: a connection, what is found, and whether it may be put right.
class Doctor {
public:
    Doctor(fs::path path, bool isRepairing)
        : m_path(std::move(path))
        , m_isRepairing(isRepairing)
        , m_connection(m_path / "workspace.db", isRepairing ? Access::ReadWrite : Access::ReadOnly)
    {
    }

    DoctorReport examine()
    {
        checkVersion();
        checkPages();
        if (std::any_of(m_report.findings.begin(), m_report.findings.end(),
                [](const DoctorFinding& finding) { return finding.area == "database"; })) {
            return m_report; // what would be computed from damaged pages means nothing
        }
        count();
        checkPolicyChain();
        checkFacets();
        checkRollups();
        checkTextIndex();
        checkRejected();
        checkJournal();
        checkModels();
        checkPermissions();
        return m_report;
    }

private:
    void report(std::string area, std::string message, bool isRepaired = false, bool isWarning = false)
    {
        m_report.findings.push_back({std::move(area), std::move(message), isRepaired, isWarning});
    }

    template <typename Repair>
    bool repair(Repair work)
    {
        if (!m_isRepairing) {
            return false;
        }
        Transaction transaction(m_connection, Transaction::Kind::Write);
        work();
        transaction.commit();
        return true;
    }

    std::int64_t number(std::string_view sql)
    {
        Rows rows = m_connection.query(sql);
        return rows.next() ? rows.integer(0) : 0;
    }

    void checkVersion()
    {
        const int newest = embeddedMigrations().back().version;
        const int version = schemaVersion(m_connection);
        if (version != newest) {
            throw SqlFailure({version > newest ? core::ErrorCode::NewerVersion : core::ErrorCode::Unsupported,
                "the workspace has schema version " + std::to_string(version) + ", this program examines "
                    + std::to_string(newest) + "; open it with the matching program first"});
        }
    }

    void checkPages()
    {
        for (const std::string& problem : dialect::integrityProblems(m_connection)) {
            report("database", problem + "; restore a backup, or export what can be read");
        }
    }

    void count()
    {
        m_report.queries = number("SELECT count(*) FROM queries");
        m_report.policyVersions = number("SELECT count(*) FROM policy_versions");
    }

    void checkPolicyChain()
    {
        if (const auto broken = core::domain::findBrokenLink(readPolicyVersions(m_connection))) {
            report("policy",
                "policy version " + std::to_string(*broken)
                    + " does not match its hash or its predecessor: it or the one before was changed outside "
                      "the program");
        }
    }

    void checkFacets()
    {
        static constexpr std::string_view kWrong
            = "SELECT count(*) FROM (SELECT facet, min(row) AS low, max(row) AS high FROM queries GROUP BY "
              "facet) q "
              "JOIN facets f ON f.id = q.facet WHERE f.first_row > q.low OR f.last_row < q.high";
        const std::int64_t wrong = number(kWrong);
        if (wrong == 0) {
            return;
        }
        const bool isRepaired = repair([this] {
            m_connection.run("UPDATE facets SET "
                             "first_row = min(first_row, coalesce((SELECT min(row) FROM queries WHERE facet "
                             "= facets.id), first_row)), "
                             "last_row = max(last_row, coalesce((SELECT max(row) FROM queries WHERE facet = "
                             "facets.id), last_row))");
        });
        report("database",
            std::to_string(wrong) + " facets do not span their queries: filters would miss some", isRepaired);
        m_report.findings.back().area = "facets";
    }

    void checkRollups()
    {
        for (const RollupMismatch& mismatch : findRollupMismatches(m_connection)) {
            const bool isRepaired = repair([&] { rebuildRollups(m_connection, mismatch); });
            report("rollups",
                dayOf(mismatch.dayUs) + " (UTC), task " + nameOf(mismatch.task) + ": " + mismatch.what + " differ from the rows",
                isRepaired);
        }
    }

    std::string nameOf(std::int64_t id)
    {
        Rows rows = m_connection.query("SELECT value FROM names WHERE id = ?", id);
        return rows.next() ? rows.text(0) : std::to_string(id);
    }

    /// The check of FTS5 writes nothing but is an INSERT: only the repairing doctor may ask.
    void checkTextIndex()
    {
        // The index's own check writes; beside an owner a sample of rows is looked up instead.
        if (m_isRepairing ? dialect::isTextIndexSound(m_connection) && !missesWords() : !missesWords()) {
            return;
        }
        const bool isRepaired = repair([this] { rebuildTextIndex(); });
        report("text index", "the text index is inconsistent: searches would miss queries", isRepaired);
    }

    /// Whether a row, of some spread over the whole time, is not found by its own longest word.
    bool missesWords()
    {
        const std::int64_t low = number("SELECT coalesce(min(row), 0) FROM queries");
        const std::int64_t high = number("SELECT coalesce(max(row), -1) FROM queries");
        for (std::int64_t i = 0; i < kSampledRows && low <= high; ++i) {
            const std::int64_t near = low + (high - low) / kSampledRows * i;
            std::optional<std::int64_t> row;
            {
                Rows rows
                    = m_connection.query("SELECT row FROM queries WHERE row >= ? ORDER BY row LIMIT 1", near);
                if (rows.next()) {
                    row = rows.integer(0);
                }
            }
            if (row && !isFound(*row)) {
                return true;
            }
        }
        return false;
    }

    bool isFound(std::int64_t row)
    {
        std::string longest;
        for (std::string& word : core::wordsOf(searchableText(m_connection, row))) {
            const bool isPlain = std::all_of(
                word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
            longest = isPlain && word.size() > longest.size() ? std::move(word) : longest;
        }
        return longest.empty()
            || m_connection
                   .query("SELECT rowid FROM text_index WHERE " + std::string(dialect::textIndexMatch())
                           + " AND rowid = ?",
                       dialect::textExpression(longest), row)
                   .next();
    }

    void rebuildTextIndex()
    {
        dialect::clearTextIndex(m_connection);
        std::int64_t last = std::numeric_limits<std::int64_t>::min();
        std::vector<std::int64_t> rows(1);
        while (!rows.empty()) {
            rows.clear();
            {
                Rows page = m_connection.query(
                    "SELECT row FROM queries WHERE row > ? ORDER BY row LIMIT 1000", last);
                while (page.next()) {
                    rows.push_back(page.integer(0));
                }
            }
            for (const std::int64_t row : rows) {
                indexText(m_connection, row);
                last = row;
            }
        }
    }

    void checkRejected()
    {
        Rows rows = m_connection.query("SELECT count(*), coalesce(max(reason), '') FROM rejected_records");
        if (rows.next() && rows.integer(0) > 0) {
            report("rejected",
                rows.text(0)
                    + " records could not be stored and are kept in rejected_records, e.g.: " + rows.text(1));
        }
    }

    void checkJournal()
    {
        core::journal::JournalPosition folded;
        {
            Rows rows = m_connection.query("SELECT segment, byte_offset FROM journal_state WHERE id = 1");
            if (rows.next()) {
                folded = {rows.integer(0), rows.integer(1)};
            }
        }
        const auto replayed = core::journal::replay(m_path / "journal", folded,
            [](std::string_view, core::journal::JournalPosition) { return core::Result<void>(); });
        if (!replayed) {
            report("journal", replayed.error().message);
            return;
        }
        m_report.unfoldedRecords = static_cast<std::int64_t>(replayed->records);
        for (const std::int64_t segment : replayed->damagedSegments) {
            report("journal",
                "segment " + std::to_string(segment) + " is damaged: records behind the damage cannot be read");
        }
    }

    void checkModels()
    {
        Rows rows = m_connection.query("SELECT id, path, sha256 FROM artefacts");
        while (rows.next()) {
            const auto bytes = core::readWholeFile(m_path / rows.text(1), std::size_t{4} << 30);
            if (!bytes) {
                report("files", "artefact " + rows.text(0) + ": " + bytes.error().message);
            } else if (core::sha256Hex(*bytes) != rows.text(2)) {
                report("files",
                    "artefact " + rows.text(0) + " ('" + rows.text(1)
                        + "') does not match its checksum; train it again");
            }
        }
    }

    void checkPermissions()
    {
        constexpr fs::perms kOthers = fs::perms::group_all | fs::perms::others_all;
        std::error_code code;
        for (const fs::path& path :
            {m_path, m_path / "workspace.db", m_path / "workspace.db-wal", m_path / "journal"}) {
            const fs::perms perms = fs::status(path, code).permissions();
            if (code || (perms & kOthers) == fs::perms::none) {
                continue;
            }
            if (m_isRepairing) {
                fs::permissions(path, perms & ~kOthers, code);
            }
            report("files", "'" + path.string() + "' can be read by others", m_isRepairing && !code);
        }
    }

    const fs::path m_path;
    const bool m_isRepairing;
    Connection m_connection;
    DoctorReport m_report;
};

} // namespace

bool DoctorReport::isHealthy() const
{
    return std::all_of(findings.begin(), findings.end(),
        [](const DoctorFinding& finding) { return finding.isWarning || finding.isRepaired; });
}

core::Result<DoctorReport> examineWorkspace(const fs::path& path, bool isRepairing)
{
    std::error_code code;
    if (!fs::exists(path / "workspace.db", code)) {
        return core::fail(core::ErrorCode::NotFound, "there is no workspace in '" + path.string() + "'");
    }
    std::unique_ptr<Workspace> owner;
    std::string refused;
    if (isRepairing) {
        WorkspaceOptions options;
        options.createIfMissing = false;
        auto opened = Workspace::openOwner(path, options); // folds the journal and keeps others out
        if (!opened && opened.error().code != core::ErrorCode::Corrupt) {
            return core::fail(opened.error());
        }
        if (opened) {
            owner = std::move(*opened);
        } else {
            refused = opened.error().message;
        }
    }
    auto report = guarded([&] { return Doctor(path, isRepairing && owner != nullptr).examine(); });
    if (!report && report.error().code == core::ErrorCode::Corrupt) {
        DoctorReport corrupt;
        corrupt.findings.push_back({"database", report.error().message, false, false});
        return corrupt;
    }
    if (report && !refused.empty()) {
        report->findings.push_back({"database", refused, false, false});
    }
    return report;
}

} // namespace db
