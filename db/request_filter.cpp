// Looking up what a RequestFilter names.

#include "core/base/text.h"
#include "db/dialect.h"
#include "db/request_selection.h"
#include "db/row_key.h"

#include <algorithm>
#include <utility>

namespace db {

using core::ports::RequestFilter;

namespace {

constexpr std::size_t kShortestIdPrefix = 8;

std::optional<std::int64_t> nameId(Connection& connection, const std::string& name)
{
    Rows rows = connection.query("SELECT id FROM names WHERE value = ?", name);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void resolveRange(const core::ports::TimeRange& range, ResolvedFilter& resolved)
{
    const bool isAllTime = range.to <= range.from;
    resolved.fromUs = isAllTime ? kEarliestMicroseconds : core::toMicroseconds(range.from);
    resolved.toUs = isAllTime ? kLatestMicroseconds : core::toMicroseconds(range.to);
    resolved.firstRow = firstRowAt(resolved.fromUs);
    resolved.endRow = endRowAt(resolved.toUs);
}

/// Adds "AND column = id" for an attribute that is asked for; false when no query has it.
bool addCondition(
    Connection& connection, const std::string& name, const char* column, std::string& conditions)
{
    if (name.empty()) {
        return true;
    }
    const std::optional<std::int64_t> id = nameId(connection, name);
    conditions += std::string(" AND ") + column + " = " + std::to_string(id.value_or(-1));
    return id.has_value();
}

void resolveFacets(Connection& connection, const RequestFilter& filter, ResolvedFilter& resolved)
{
    std::string conditions;
    const bool areKnown = addCondition(connection, filter.taskId, "task", conditions)
        && addCondition(connection, filter.answeredByTier, "tier", conditions)
        && addCondition(connection, filter.policyVersionId, "policy", conditions);
    if (filter.isEscalated) {
        conditions += *filter.isEscalated ? " AND is_escalated = 1" : " AND is_escalated = 0";
    }
    if (filter.isJudged) {
        conditions += *filter.isJudged ? " AND judgement <> 0" : " AND judgement = 0";
    }
    if (filter.meetsTarget) {
        conditions += *filter.meetsTarget ? " AND judgement = 1" : " AND judgement = 2";
    }
    resolved.hasFacets = !conditions.empty();
    resolved.isImpossible = !areKnown;
    if (!resolved.hasFacets || !areKnown) {
        return;
    }
    Rows rows = connection.query(
        "SELECT id, first_row, last_row FROM facets WHERE last_row >= ? AND first_row < ?" + conditions,
        resolved.firstRow, resolved.endRow);
    while (rows.next()) {
        resolved.facets.push_back({rows.integer(0), rows.integer(1), rows.integer(2)});
    }
}

void resolveClientKey(Connection& connection, const RequestFilter& filter, ResolvedFilter& resolved)
{
    if (filter.clientKeyId) {
        resolved.clientKey = nameId(connection, *filter.clientKeyId);
        resolved.isImpossible = resolved.isImpossible || !resolved.clientKey;
    }
}

bool isIdPrefix(Connection& connection, const std::string& text)
{
    if (text.size() < kShortestIdPrefix || text.find(' ') != std::string::npos) {
        return connection.query("SELECT 1 FROM queries WHERE id = ?", text).next();
    }
    return connection.query("SELECT 1 FROM queries WHERE id >= ? AND id < ? LIMIT 1", text, text + "\x7f")
        .next();
}

void resolveText(Connection& connection, const std::string& text, ResolvedFilter& resolved)
{
    if (text.empty()) {
        return;
    }
    if (isIdPrefix(connection, text)) {
        resolved.idPrefix = text;
        return;
    }
    resolved.words = dialect::textExpression(text);
    for (std::string& word : core::wordsOf(text)) {
        if (std::all_of(
                word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; })) {
            resolved.plainWords.push_back(std::move(word));
        }
    }
    resolved.isImpossible = resolved.isImpossible || resolved.words.empty();
}

} // namespace

bool ResolvedFilter::isTimeCertain(std::int64_t row) const
{
    return row >= endRowAt(fromUs) && row < firstRowAt(toUs);
}

ResolvedFilter resolve(Connection& connection, const RequestFilter& filter)
{
    ResolvedFilter resolved;
    resolveRange(filter.range, resolved);
    resolveFacets(connection, filter, resolved);
    resolveClientKey(connection, filter, resolved);
    resolveText(connection, filter.text, resolved);
    return resolved;
}

} // namespace db
