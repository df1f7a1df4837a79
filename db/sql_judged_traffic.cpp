#include "db/sql_judged_traffic.h"

#include "core/domain/query_record.h"
#include "core/domain/split.h"
#include "db/row_key.h"

#include <optional>
#include <utility>

namespace db {

using core::ports::JudgedQuery;

namespace {

/// What a row says; nothing for one that a cheaper tier answered and nobody has judged.
std::optional<JudgedQuery> judgedFrom(const Rows& rows, bool isLastTier)
{
    JudgedQuery judged{rows.text(0), rows.text(1), rows.text(2), rows.time(3), 1.0, {}, rows.text(5)};
    const bool isJudged = !rows.isNull(8);
    if (!isLastTier && !isJudged) {
        return std::nullopt;
    }
    if (!isLastTier) {
        judged.probability = rows.real(6);
    }
    if (isJudged && !rows.text(9).empty()) {
        judged.rightAnswer = rows.text(9);
    } else if (!isJudged || rows.boolean(8)) {
        judged.rightAnswer = judged.servedAnswer;
    }
    return judged;
}

} // namespace

SqlJudgedTraffic::SqlJudgedTraffic(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<JudgedQuery>> SqlJudgedTraffic::queries(const core::ports::JudgedTrafficQuery& query) const
{
    return m_access.read([&](Connection& reader) {
        const std::int64_t from = core::toMicroseconds(query.range.from);
        const std::int64_t to = core::toMicroseconds(query.range.to);
        std::vector<JudgedQuery> found;
        // the first judgement of known probability counts, as for the monitors
        Rows rows = reader.query(
            "SELECT q.id, q.text_hash, q.text, q.at_us, tier.value, coalesce(a.answer, ''), q.audit_probability, "
            "q.is_audit_selected, o.meets_target, coalesce(o.corrected_answer, '') FROM facets f "
            "JOIN names t ON t.id = f.task JOIN names tier ON tier.id = f.tier CROSS JOIN queries q ON q.facet = f.id "
            "LEFT JOIN attempts a ON a.query = q.row AND a.result = ? "
            "LEFT JOIN outcomes o ON o.id = (SELECT min(j.id) FROM outcomes j WHERE j.query = q.row "
            "AND j.sampling_probability > 0) "
            "WHERE t.value = ? AND q.row >= ? AND q.row < ? AND q.at_us >= ? AND q.at_us < ? AND q.split = ? "
            "AND q.scope IN (?, ?) AND q.text <> '' AND tier.value <> '' "
            "AND NOT EXISTS (SELECT 1 FROM examples e WHERE e.text_hash = q.text_hash) ORDER BY q.row",
            static_cast<int>(core::domain::AttemptResult::Accepted), query.taskId, firstRowAt(from), endRowAt(to), from, to,
            static_cast<int>(core::domain::DataSplit::Calibration),
            static_cast<int>(core::domain::CertificateScope::Certified),
            static_cast<int>(core::domain::CertificateScope::LastTier));
        while (rows.next()) {
            const bool isLastTier = rows.text(4) == query.lastTierId;
            const bool couldBeDrawn = !rows.isNull(6) && rows.real(6) > 0;
            if (!isLastTier && !couldBeDrawn) {
                found.clear();
                continue;
            }
            if (!isLastTier && !rows.boolean(7)) {
                continue;
            }
            std::optional<JudgedQuery> judged = judgedFrom(rows, isLastTier);
            if (!judged) {
                break;
            }
            if (!judged->servedAnswer.empty()) { // erased: whatever it was
                found.push_back(std::move(*judged));
            }
        }
        return found;
    });
}

} // namespace db
