#include "db/sql_client_key_store.h"

#include <chrono>
#include <sstream>

namespace db {

using core::domain::ClientKey;
using core::domain::Money;

namespace {

constexpr int kDay = 1;
constexpr int kMonth = 30; ///< stands for a calendar month

std::string joined(const std::vector<std::string>& tasks)
{
    std::string lines;
    for (const std::string& task : tasks) {
        lines += (lines.empty() ? "" : "\n") + task;
    }
    return lines;
}

std::vector<std::string> splitLines(const std::string& lines)
{
    std::vector<std::string> tasks;
    std::istringstream stream(lines);
    for (std::string task; std::getline(stream, task);) {
        tasks.push_back(task);
    }
    return tasks;
}

std::optional<Money> budgetOf(const Rows& rows, int column)
{
    const std::optional<std::int64_t> nano = rows.optionalInteger(column);
    return nano ? std::optional(Money{*nano}) : std::nullopt;
}

void saveBudget(Connection& connection, const ClientKey& key, int days, const std::optional<Money>& limit)
{
    connection.run(
        "DELETE FROM budgets WHERE client_key_id = ? AND period_days = ? AND task_id = ''", key.id, days);
    if (limit) {
        connection.run(
            "INSERT INTO budgets(id, client_key_id, task_id, period_days, limit_nano) VALUES(?, ?, '', ?, ?)",
            key.id + "/" + std::to_string(days), key.id, days, limit->nanoUsd);
    }
}

} // namespace

SqlClientKeyStore::SqlClientKeyStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<ClientKey>> SqlClientKeyStore::clientKeys() const
{
    return m_access.read([](Connection& reader) {
        std::vector<ClientKey> keys;
        Rows rows = reader.query(
            "SELECT k.id, k.name, k.secret_hash, k.tasks, k.requests_per_minute, k.tokens_per_minute, "
            "d.limit_nano, "
            "m.limit_nano, k.revoked_at_us, k.may_read_metrics FROM client_keys k "
            "LEFT JOIN budgets d ON d.client_key_id = k.id AND d.period_days = ? AND d.task_id = '' "
            "LEFT JOIN budgets m ON m.client_key_id = k.id AND m.period_days = ? AND m.task_id = '' "
            "ORDER BY k.created_at_us, k.id",
            kDay, kMonth);
        while (rows.next()) {
            keys.push_back(
                {rows.text(0), rows.text(1), rows.text(2), splitLines(rows.text(3)), rows.optionalInteger(4),
                    rows.optionalInteger(5), budgetOf(rows, 6), budgetOf(rows, 7), !rows.isNull(8),
                    rows.boolean(9)});
        }
        return keys;
    });
}

core::Result<void> SqlClientKeyStore::saveClientKey(const ClientKey& key)
{
    const core::TimePoint now = m_access.workspace().clock().now();
    return m_access.write(Durability::Full, [key, now](Connection& connection) {
        connection.run(
            "INSERT INTO client_keys(id, name, secret_hash, created_at_us, revoked_at_us, tasks, "
            "requests_per_minute, tokens_per_minute, may_read_metrics) VALUES(?, ?, ?, ?, CASE WHEN ? <> 0 THEN ? "
            "END, ?, ?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET name = excluded.name, secret_hash = excluded.secret_hash, "
            "revoked_at_us = excluded.revoked_at_us, tasks = excluded.tasks, "
            "requests_per_minute = excluded.requests_per_minute, tokens_per_minute = "
            "excluded.tokens_per_minute, may_read_metrics = excluded.may_read_metrics",
            key.id, key.name, key.sha256, now, key.isRevoked, now, joined(key.tasks), key.requestsPerMinute,
            key.tokensPerMinute, key.mayReadMetrics);
        saveBudget(connection, key, kDay, key.dailyBudget);
        saveBudget(connection, key, kMonth, key.monthlyBudget);
    });
}

core::Result<Money> SqlClientKeyStore::spentSince(const std::string& keyId, core::TimePoint since) const
{
    const bool isMidnight = std::chrono::floor<std::chrono::days>(since) == since;
    const int width = isMidnight ? 86'400 : 3'600;
    const core::TimePoint from = std::chrono::floor<std::chrono::hours>(since);
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query(
            "SELECT COALESCE(SUM(spend_nano), 0) FROM key_rollups WHERE width_s = ? AND start_us >= ? "
            "AND client_key = (SELECT id FROM names WHERE value = ?)",
            width, from, keyId);
        return rows.next() ? rows.money(0) : Money{};
    });
}

} // namespace db
