#include "db/traffic_span.h"

#include <algorithm>

namespace db {

namespace {

constexpr std::int64_t kDayUs = 86'400'000'000;

} // namespace

Span trafficSpan(Connection& reader, Span range)
{
    Rows rows = reader.query(
        "SELECT (SELECT start_us FROM traffic_rollups WHERE width_s = 86400 ORDER BY start_us LIMIT 1), "
        "(SELECT start_us FROM traffic_rollups WHERE width_s = 86400 ORDER BY start_us DESC LIMIT 1)");
    if (!rows.next() || rows.isNull(0)) {
        return {range.from, range.from};
    }
    return {std::max(range.from, rows.integer(0)), std::min(range.to, rows.integer(1) + kDayUs)};
}

std::int64_t tenSecondsFrom(Connection& reader)
{
    Rows rows = reader.query("SELECT ten_seconds_from_us FROM rollup_state WHERE id = 1");
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<std::int64_t> nameId(Connection& reader, const std::string& name)
{
    Rows rows = reader.query("SELECT id FROM names WHERE value = ?", name);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

std::string nameOf(Connection& reader, std::int64_t id)
{
    Rows rows = reader.query("SELECT value FROM names WHERE id = ?", id);
    return rows.next() ? rows.text(0) : std::string();
}

} // namespace db
