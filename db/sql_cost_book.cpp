#include "db/sql_cost_book.h"

namespace db {

using core::domain::Money;

namespace {

constexpr int kMonth = 30;

} // namespace

SqlCostBook::SqlCostBook(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::map<std::string, Money>> SqlCostBook::monthlyBudgets() const
{
    return m_access.read([](Connection& reader) {
        std::map<std::string, Money> budgets;
        Rows rows = reader.query("SELECT coalesce(task_id, ''), limit_nano FROM budgets WHERE client_key_id "
                                 "IS NULL AND period_days = ?",
            kMonth);
        while (rows.next()) {
            budgets[rows.text(0)] = rows.money(1);
        }
        return budgets;
    });
}

core::Result<void> SqlCostBook::setMonthlyBudget(const std::string& taskId, const std::optional<Money>& limit)
{
    if (limit && limit->nanoUsd < 0) {
        return core::fail(core::ErrorCode::InvalidArgument, "a budget is an amount from 0; give 0 or more");
    }
    return m_access.write(Durability::Full, [taskId, limit](Connection& writer) {
        const std::string id = "month/" + taskId;
        writer.run("DELETE FROM budgets WHERE id = ?", id);
        if (limit) {
            writer.run("INSERT INTO budgets(id, client_key_id, task_id, period_days, limit_nano) "
                       "VALUES(?, NULL, ?, ?, ?)",
                id, taskId, kMonth, limit->nanoUsd);
        }
    });
}

core::Result<std::vector<core::domain::PriceVersion>> SqlCostBook::priceVersions() const
{
    return m_access.read([](Connection& reader) {
        std::vector<core::domain::PriceVersion> versions;
        Rows rows = reader.query("SELECT id, model, input_pico, output_pico, source, valid_from_us "
                                 "FROM price_versions ORDER BY valid_from_us DESC, id");
        while (rows.next()) {
            versions.push_back({rows.text(0), rows.text(1),
                {rows.optionalInteger(2), rows.optionalInteger(3)}, rows.text(4), rows.integer(5)});
        }
        return versions;
    });
}

} // namespace db
