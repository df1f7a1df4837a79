#include "db/sql_router_signal_store.h"

#include "core/domain/outcome.h"
#include "core/domain/split.h"
#include "db/row_key.h"

#include <utility>

namespace db {

using core::domain::DataSplit;
using core::ports::RouterFeedback;
using core::ports::RouterPreference;

namespace {

constexpr int kMostFeedback = 100'000; ///< the newest

} // namespace

SqlRouterSignalStore::SqlRouterSignalStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<void> SqlRouterSignalStore::addPreferences(
    std::span<const RouterPreference> preferences, const std::string& source, core::TimePoint now)
{
    return m_access.write(Durability::Full,
        [copies = std::vector<RouterPreference>(preferences.begin(), preferences.end()), source, now](
            Connection& writer) {
            std::string key;
            {
                Rows rows = writer.query("SELECT value FROM settings WHERE key = 'split_key'");
                if (!rows.next()) {
                    throw SqlFailure({core::ErrorCode::Corrupt, "the workspace has lost its split key"});
                }
                key = rows.text(0);
            }
            for (const RouterPreference& preference : copies) {
                const core::domain::TextIdentity identity = core::domain::identityOf(preference.text, key);
                writer.run("INSERT INTO preferences(text_hash, task_id, split, text, tier_a, tier_b, outcome, weight, "
                           "source, at_us) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    identity.hash, preference.taskId, static_cast<int>(identity.split), preference.text,
                    preference.tierA, preference.tierB, preference.outcome, preference.weight, source, now);
            }
        });
}

core::Result<std::vector<RouterPreference>> SqlRouterSignalStore::preferences() const
{
    return m_access.read([](Connection& reader) {
        std::vector<RouterPreference> preferences;
        // a text that is known as a test text elsewhere is not learnt from, whatever its own hash says
        Rows rows = reader.query("SELECT p.task_id, p.text, p.tier_a, p.tier_b, p.outcome, p.weight FROM preferences p "
                                 "WHERE p.split IN (?, ?) AND NOT EXISTS (SELECT 1 FROM examples e WHERE e.text_hash = "
                                 "p.text_hash AND e.split = ?) ORDER BY p.id",
            static_cast<int>(DataSplit::Training), static_cast<int>(DataSplit::Tuning),
            static_cast<int>(DataSplit::Test));
        while (rows.next()) {
            preferences.push_back(
                {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.real(4), rows.real(5)});
        }
        return preferences;
    });
}

core::Result<std::vector<RouterFeedback>> SqlRouterSignalStore::feedback() const
{
    return m_access.read([](Connection& reader) {
        std::vector<RouterFeedback> feedback;
        Rows rows = reader.query(
            "SELECT task.value, q.text, tier.value, o.meets_target, o.sampling_probability FROM outcomes o "
            "JOIN queries q ON q.row = o.query JOIN facets f ON f.id = q.facet "
            "JOIN names task ON task.id = f.task JOIN names tier ON tier.id = f.tier "
            "WHERE o.source IN (?, ?) AND q.split IN (?, ?) AND q.text <> '' AND tier.value <> '' "
            "AND NOT EXISTS (SELECT 1 FROM examples e WHERE e.text_hash = q.text_hash AND e.split = ?) "
            "AND o.id = (SELECT newest.id FROM outcomes newest WHERE newest.query = q.row "
            "ORDER BY newest.at_us DESC, newest.id DESC LIMIT 1) ORDER BY o.id DESC LIMIT ?",
            static_cast<int>(core::domain::LabelSource::Human), static_cast<int>(core::domain::LabelSource::Client),
            static_cast<int>(DataSplit::Training), static_cast<int>(DataSplit::Tuning),
            static_cast<int>(DataSplit::Test), kMostFeedback);
        while (rows.next()) {
            const double probability = rows.optionalReal(4).value_or(1.0);
            feedback.push_back({rows.text(0), rows.text(1), rows.text(2), rows.boolean(3),
                probability > 0 && probability <= 1 ? probability : 1.0});
        }
        return feedback;
    });
}

core::Result<std::int64_t> SqlRouterSignalStore::novelQueries(
    const std::string& taskId, core::TimePoint from, core::TimePoint to) const
{
    return m_access.read([&](Connection& reader) {
        const std::int64_t fromUs = core::toMicroseconds(from);
        const std::int64_t toUs = core::toMicroseconds(to);
        Rows rows = reader.query("SELECT count(*) FROM queries q JOIN facets f ON f.id = q.facet "
                                 "JOIN names task ON task.id = f.task WHERE q.is_novel = 1 AND q.row >= ? AND q.row < ? "
                                 "AND q.at_us >= ? AND q.at_us < ? AND (? = '' OR task.value = ?)",
            firstRowAt(fromUs), endRowAt(toUs), fromUs, toUs, taskId, taskId);
        rows.next();
        return rows.integer(0);
    });
}

} // namespace db
