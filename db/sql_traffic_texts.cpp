#include "db/sql_traffic_texts.h"

#include "core/domain/query_record.h"
#include "db/row_key.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace db {

using core::ports::TrafficText;

namespace {

constexpr int kMisses = 2; ///< facets.judgement

struct Group {
    struct Answer {
        std::string text;
        std::string model;
    };
    TrafficText text;
    std::vector<Answer> lastTierAnswers; ///< newest first
    std::int64_t lastTierNano = 0; ///< of text.lastTierQueries
};

/// One query more with this text; queries come newest first.
void add(Group& group, const Rows& rows, const std::string& lastTierId)
{
    TrafficText& text = group.text;
    ++text.queries;
    text.queryIds.push_back(rows.text(1));
    const bool isLastTier = rows.text(3) == lastTierId;
    const bool isMissed = rows.integer(4) == kMisses;
    text.isMissed = text.isMissed || (isMissed && !isLastTier);
    if (text.correction.empty() && !rows.isNull(8)) {
        text.correction = rows.text(8);
    }
    if (!rows.isNull(5)) {
        group.lastTierAnswers.push_back({rows.text(5), rows.text(6)});
        if (isLastTier && isMissed) {
            text.rejectedAnswers.push_back(rows.text(5));
        }
        if (!rows.isNull(7)) {
            group.lastTierNano += rows.integer(7);
            ++text.lastTierQueries;
        }
    }
}

/// The newest answer of the last tier that nobody rejected, whichever query it was rejected for.
void chooseAnswer(Group& group)
{
    TrafficText& text = group.text;
    const auto isRejected = [&](const Group::Answer& answer) {
        return std::ranges::find(text.rejectedAnswers, answer.text) != text.rejectedAnswers.end();
    };
    const auto sound = std::ranges::find_if_not(group.lastTierAnswers, isRejected);
    text.isLastTierRejected = sound == group.lastTierAnswers.end() && !group.lastTierAnswers.empty();
    if (sound != group.lastTierAnswers.end()) {
        text.lastTierAnswer = std::move(sound->text);
        text.lastTierModel = std::move(sound->model);
    }
}

} // namespace

SqlTrafficTexts::SqlTrafficTexts(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<TrafficText>> SqlTrafficTexts::texts(const core::ports::TrafficTextQuery& query) const
{
    return m_access.read([&](Connection& reader) {
        const std::int64_t from = core::toMicroseconds(query.range.from);
        const std::int64_t to = core::toMicroseconds(query.range.to);
        std::vector<Group> groups;
        std::unordered_map<std::string, std::size_t> groupOf;
        Rows rows = reader.query(
            "SELECT q.text_hash, q.id, q.text, tier.value, f.judgement, a.answer, m.value, "
            "a.cost_nano, (SELECT o.corrected_answer FROM outcomes o WHERE o.query = q.row "
            "AND o.corrected_answer <> '' ORDER BY o.at_us DESC, o.id DESC LIMIT 1) "
            "FROM facets f JOIN names t ON t.id = f.task JOIN names tier ON tier.id = f.tier "
            "CROSS JOIN queries q ON q.facet = f.id "
            "LEFT JOIN attempts a ON a.query = q.row AND a.result <> ? "
            "AND a.tier = (SELECT id FROM names WHERE value = ?) "
            "LEFT JOIN names m ON m.id = a.model "
            "WHERE t.value = ? AND q.row >= ? AND q.row < ? AND q.at_us >= ? AND q.at_us < ? AND q.split = ? "
            "AND q.text <> '' AND NOT EXISTS (SELECT 1 FROM examples e WHERE e.text_hash = q.text_hash "
            "AND e.split <> q.split) ORDER BY q.row DESC LIMIT ?",
            static_cast<int>(core::domain::AttemptResult::Failed), query.lastTierId, query.taskId,
            firstRowAt(from), endRowAt(to), from, to, static_cast<int>(query.split), query.queryLimit);
        while (rows.next()) {
            const auto [found, isNew] = groupOf.emplace(rows.text(0), groups.size());
            if (isNew) {
                Group group;
                group.text.textHash = rows.text(0);
                group.text.queryId = rows.text(1);
                group.text.text = rows.text(2);
                groups.push_back(std::move(group));
            }
            add(groups[found->second], rows, query.lastTierId);
        }
        std::vector<TrafficText> texts;
        texts.reserve(groups.size());
        for (Group& group : groups) {
            chooseAnswer(group);
            if (group.text.lastTierQueries > 0) {
                group.text.lastTierCost = core::domain::Money{group.lastTierNano / group.text.lastTierQueries};
            }
            texts.push_back(std::move(group.text));
        }
        return texts;
    });
}

core::Result<std::int64_t> SqlTrafficTexts::queries(
    const core::ports::TimeRange& range, const std::string& taskId) const
{
    return m_access.read([&](Connection& reader) {
        const std::int64_t from = core::toMicroseconds(range.from);
        const std::int64_t to = core::toMicroseconds(range.to);
        Rows rows = reader.query("SELECT count(*) FROM facets f JOIN names t ON t.id = f.task "
                                 "CROSS JOIN queries q ON q.facet = f.id WHERE t.value = ? AND q.row >= ? AND q.row < ? "
                                 "AND q.at_us >= ? AND q.at_us < ?",
            taskId, firstRowAt(from), endRowAt(to), from, to);
        return rows.next() ? rows.integer(0) : std::int64_t{0};
    });
}

core::Result<std::vector<core::ports::ReviewedAnswer>> SqlTrafficTexts::reviewed(
    const std::string& taskId, core::domain::DataSplit split) const
{
    return m_access.read([&](Connection& reader) {
        std::map<std::pair<std::string, std::string>, core::ports::ReviewedAnswer> newest;
        std::map<std::string, std::string> corrections; // the newest, by text
        const auto take = [&](core::ports::ReviewedAnswer review) {
            if (!review.answer.empty()) { // erased, or none was given
                newest[{review.textHash, review.answer}] = review;
            }
        };
        // source 0, people, as a literal: it has an index of its own
        Rows rows = reader.query(
            "SELECT q.text_hash, coalesce(a.answer, ''), o.meets_target, o.quality, o.corrected_answer "
            "FROM outcomes o JOIN queries q ON q.row = o.query JOIN facets f ON f.id = q.facet "
            "JOIN names t ON t.id = f.task LEFT JOIN attempts a ON a.query = q.row AND a.result = ? "
            "WHERE o.source = 0 AND t.value = ? AND (EXISTS (SELECT 1 FROM examples e "
            "WHERE e.task_id = ? AND e.split = ? AND e.text_hash = q.text_hash) OR (q.split = ? AND NOT EXISTS "
            "(SELECT 1 FROM examples e WHERE e.text_hash = q.text_hash AND e.split <> q.split))) "
            "ORDER BY o.at_us, o.id",
            static_cast<int>(core::domain::AttemptResult::Accepted), taskId, taskId, static_cast<int>(split),
            static_cast<int>(split));
        while (rows.next()) {
            take({rows.text(0), rows.text(1), rows.boolean(2), rows.optionalReal(3)});
            take({rows.text(0), rows.text(4), true, 1.0});
            if (!rows.text(4).empty()) {
                corrections[rows.text(0)] = rows.text(4);
            }
        }
        for (const auto& correction : corrections) {
            newest.at(correction).isCorrection = true;
        }
        std::vector<core::ports::ReviewedAnswer> reviews;
        reviews.reserve(newest.size());
        for (auto& [key, review] : newest) {
            reviews.push_back(std::move(review));
        }
        return reviews;
    });
}

} // namespace db
