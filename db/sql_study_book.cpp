#include "db/sql_study_book.h"

#include "db/privacy.h"
#include "db/query_reader.h"

#include <charconv>

namespace db {

using core::domain::Study;
using core::domain::StudyJudgement;
using core::domain::StudyPair;

namespace {

/// Seeds use all 64 bits, which SQL's integers do not have.
std::uint64_t seedFrom(const std::string& text)
{
    std::uint64_t seed = 0;
    std::from_chars(text.data(), text.data() + text.size(), seed);
    return seed;
}

} // namespace

SqlStudyBook::SqlStudyBook(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<Study>> SqlStudyBook::studies() const
{
    return m_access.read([](Connection& reader) {
        std::vector<Study> studies;
        Rows rows = reader.query("SELECT id, at_us, from_us, to_us, task_id, last_tier_id, seed, pairs, population, "
                                 "last_tier_sent, without_answer, calls, cost_nano, unknown_cost FROM studies ORDER BY at_us DESC, id");
        while (rows.next()) {
            studies.push_back({rows.text(0), rows.time(1), rows.time(2), rows.time(3), rows.text(4), rows.text(5),
                seedFrom(rows.text(6)), rows.integer(7), rows.integer(8), rows.integer(9), rows.integer(10),
                rows.integer(11), rows.money(12), rows.integer(13)});
        }
        return studies;
    });
}

core::Result<std::vector<StudyPair>> SqlStudyBook::pairs(const std::string& studyId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<StudyPair> pairs;
        {
            Rows rows = reader.query("SELECT p.position, q.id, p.is_routed_first, p.last_tier_answer FROM study_pairs p "
                                     "JOIN queries q ON q.row = p.query WHERE p.study_id = ? ORDER BY p.position",
                studyId);
            while (rows.next()) {
                StudyPair pair;
                pair.position = rows.integer(0);
                pair.queryId = rows.text(1);
                pair.isRoutedFirst = rows.boolean(2);
                pair.lastTierAnswer = rows.text(3);
                pairs.push_back(std::move(pair));
            }
        }
        for (StudyPair& pair : pairs) {
            const auto record = readQueryRecord(reader, pair.queryId);
            if (!record) {
                continue;
            }
            pair.taskId = record->taskId;
            pair.text = record->text;
            pair.isSimulated = record->isSimulated;
            if (const auto* sent = record->accepted()) {
                pair.routedTierId = sent->tierId;
                pair.routedAnswer = sent->answer;
            }
        }
        return pairs;
    });
}

core::Result<std::vector<StudyJudgement>> SqlStudyBook::judgements(const std::string& studyId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<StudyJudgement> judgements;
        Rows rows = reader.query("SELECT position, reviewer, verdict, at_us FROM study_judgements WHERE study_id = ? "
                                 "ORDER BY position, at_us, reviewer",
            studyId);
        while (rows.next()) {
            const auto verdict = core::domain::studyVerdictFrom(rows.text(2));
            if (!verdict) {
                throw SqlFailure({core::ErrorCode::Corrupt, "a study has an unknown verdict"});
            }
            judgements.push_back({rows.integer(0), rows.text(1), *verdict, rows.time(3)});
        }
        return judgements;
    });
}

core::Result<void> SqlStudyBook::add(const Study& study, const std::vector<StudyPair>& pairs)
{
    const PrivacyRules& privacy = m_access.workspace().privacy();
    return m_access.write(Durability::Full, [study, pairs, &privacy](Connection& connection) {
        connection.run("INSERT INTO studies(id, at_us, from_us, to_us, task_id, last_tier_id, seed, pairs, population, "
                       "last_tier_sent, without_answer, calls, cost_nano, unknown_cost) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            study.id, study.at, study.from, study.to, study.taskId, study.lastTierId, std::to_string(study.seed),
            study.pairs, study.population, study.lastTierSent, study.withoutAnswer, study.calls, study.cost.nanoUsd,
            study.unknownCost);
        for (const StudyPair& pair : pairs) {
            const auto added = connection.run(
                "INSERT INTO study_pairs(study_id, position, query, is_routed_first, last_tier_answer) "
                "SELECT ?, ?, row, ?, ? FROM queries WHERE id = ?",
                study.id, pair.position, pair.isRoutedFirst,
                privacy.stored(privacy.ruleFor(pair.taskId), pair.lastTierAnswer), pair.queryId);
            if (added != 1) {
                throw SqlFailure({core::ErrorCode::NotFound, "no query '" + pair.queryId + "' for a study"});
            }
        }
    });
}

core::Result<void> SqlStudyBook::judge(const std::string& studyId, const StudyJudgement& judgement)
{
    return m_access.write(Durability::Full, [studyId, judgement](Connection& connection) {
        if (!connection
                 .query("SELECT 1 FROM study_pairs WHERE study_id = ? AND position = ?", studyId, judgement.position)
                 .next()) {
            throw SqlFailure({core::ErrorCode::NotFound,
                "study '" + studyId + "' has no pair " + std::to_string(judgement.position + 1)});
        }
        connection.run("INSERT INTO study_judgements(study_id, position, reviewer, verdict, at_us) VALUES(?, ?, ?, ?, ?) "
                       "ON CONFLICT(study_id, position, reviewer) DO UPDATE SET verdict = excluded.verdict, "
                       "at_us = excluded.at_us",
            studyId, judgement.position, judgement.reviewer, core::domain::toString(judgement.verdict), judgement.at);
    });
}

core::Result<void> SqlStudyBook::withdraw(
    const std::string& studyId, std::int64_t position, const std::string& reviewer)
{
    return m_access.write(Durability::Full, [studyId, position, reviewer](Connection& connection) {
        const std::int64_t removed = connection.run(
            "DELETE FROM study_judgements WHERE study_id = ? AND position = ? AND reviewer = ?", studyId, position, reviewer);
        if (removed == 0) {
            throw SqlFailure({core::ErrorCode::NotFound,
                reviewer + " has no judgement of pair " + std::to_string(position + 1) + " to take back"});
        }
    });
}

} // namespace db
