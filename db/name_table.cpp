#include "db/name_table.h"

#include "db/sql_failure.h"

#include <algorithm>
#include <array>
#include <limits>

namespace db {

namespace {

std::string keyOf(const Facet& facet)
{
    const std::array<std::int64_t, 5> fields{facet.task, facet.tier, facet.policy, facet.isEscalated ? 1 : 0,
        static_cast<std::int64_t>(facet.judgement)};
    return {reinterpret_cast<const char*>(fields.data()), sizeof fields};
}

} // namespace

std::int64_t NameTable::idOf(const std::string& name)
{
    if (const auto found = m_ids.find(name); found != m_ids.end()) {
        return found->second;
    }
    m_connection.run("INSERT INTO names(value) VALUES(?) ON CONFLICT(value) DO NOTHING", name);
    Rows rows = m_connection.query("SELECT id FROM names WHERE value = ?", name);
    if (!rows.next()) {
        throw SqlFailure({core::ErrorCode::Internal, "a name that was just stored is not there: " + name});
    }
    return m_ids.emplace(name, rows.integer(0)).first->second;
}

std::int64_t FacetTable::idOf(const Facet& facet)
{
    const std::string key = keyOf(facet);
    if (const auto found = m_ids.find(key); found != m_ids.end()) {
        return found->second;
    }
    const auto judgement = static_cast<int>(facet.judgement);
    m_connection.run("INSERT INTO facets(task, tier, policy, is_escalated, judgement, first_row, last_row) "
                     "VALUES(?, ?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT(task, tier, policy, is_escalated, judgement) DO NOTHING",
        facet.task, facet.tier, facet.policy, facet.isEscalated, judgement,
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min());
    Rows rows = m_connection.query("SELECT id FROM facets WHERE task = ? AND tier = ? AND policy = ? "
                                   "AND is_escalated = ? AND judgement = ?",
        facet.task, facet.tier, facet.policy, facet.isEscalated, judgement);
    if (!rows.next()) {
        throw SqlFailure({core::ErrorCode::Internal, "a facet that was just stored is not there"});
    }
    return m_ids.emplace(key, rows.integer(0)).first->second;
}

Facet FacetTable::facet(std::int64_t id)
{
    Rows rows = m_connection.query(
        "SELECT task, tier, policy, is_escalated, judgement FROM facets WHERE id = ?", id);
    if (!rows.next()) {
        throw SqlFailure({core::ErrorCode::Corrupt,
            "a query refers to facet " + std::to_string(id) + ", which is missing"});
    }
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.boolean(3),
        static_cast<Judgement>(rows.integer(4))};
}

void FacetTable::extend(std::int64_t id, std::int64_t row)
{
    auto found = m_extents.find(id);
    if (found == m_extents.end()) {
        Rows rows = m_connection.query("SELECT first_row, last_row FROM facets WHERE id = ?", id);
        found
            = m_extents.emplace(id, rows.next() ? Extent{rows.integer(0), rows.integer(1)} : Extent{row, row})
                  .first;
    }
    Extent& extent = found->second;
    extent.isChanged = extent.isChanged || row < extent.first || row > extent.last;
    extent.first = std::min(extent.first, row);
    extent.last = std::max(extent.last, row);
}

void FacetTable::writeExtents()
{
    for (auto& [id, extent] : m_extents) {
        if (extent.isChanged) {
            m_connection.run(
                "UPDATE facets SET first_row = ?, last_row = ? WHERE id = ?", extent.first, extent.last, id);
            extent.isChanged = false;
        }
    }
}

void FacetTable::forget()
{
    m_ids.clear();
    m_extents.clear();
}

} // namespace db
