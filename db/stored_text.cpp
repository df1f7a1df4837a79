#include "db/stored_text.h"

#include "db/dialect.h"
#include "db/row_key.h"

#include <string>

namespace db {

namespace {

/// The terms of a map's clusters are words of its texts.
constexpr const char* kRemoveMapsOf
    = "DELETE FROM failure_maps WHERE id IN (SELECT map FROM failure_map_places WHERE query = ?)";

} // namespace

std::string searchableText(Connection& connection, std::int64_t row)
{
    // The first accepted attempt is the one that was sent.
    Rows rows = connection.query(
        "SELECT q.text, coalesce((SELECT a.answer FROM attempts a WHERE a.query = q.row "
        "AND a.result = 0 ORDER BY a.position LIMIT 1), '') FROM queries q WHERE q.row = ?",
        row);
    return rows.next() ? indexedWords(rows.text(0), rows.text(1)) : std::string();
}

void indexText(Connection& connection, std::int64_t row)
{
    if (const std::string words = searchableText(connection, row); !words.empty()) {
        connection.run(dialect::addToTextIndex(), row, words);
    }
}

void unindexText(Connection& connection, std::int64_t row)
{
    if (const std::string words = searchableText(connection, row); !words.empty()) {
        connection.run(dialect::removeFromTextIndex(), row, words);
    }
}

void removeText(Connection& connection, std::int64_t row)
{
    unindexText(connection, row);
    connection.run("UPDATE queries SET text = '', text_hash = '' WHERE row = ?", row);
    connection.run("UPDATE attempts SET answer = '', error_text = '' WHERE query = ?", row);
    connection.run("UPDATE shadow_answers SET answer = '', error_text = '' WHERE query = ?", row);
    connection.run("UPDATE challenger_answers SET answer = '' WHERE query = ?", row);
    // what was paid for its answers stays, without a trace of the text
    connection.run("UPDATE training_spend SET text_hash = 'erased ' || id WHERE id IN (SELECT s.id FROM "
                   "taught_texts t JOIN training_spend s ON s.run_id = t.run_id AND s.iteration = t.iteration "
                   "AND s.task_id = t.task_id AND s.text_hash = t.text_hash WHERE t.query = ?)",
        row);
    connection.run("DELETE FROM taught_texts WHERE query = ?", row);
    connection.run("DELETE FROM text_vectors WHERE query = ?", row);
    connection.run(kRemoveMapsOf, row);
    connection.run("UPDATE outcomes SET corrected_answer = '', note = '' WHERE query = ?", row);
    connection.run("UPDATE study_pairs SET last_tier_answer = '' WHERE query = ?", row);
}

void removeQuery(Connection& connection, std::int64_t row)
{
    unindexText(connection, row);
    connection.run(kRemoveMapsOf, row);
    connection.run("DELETE FROM queries WHERE row = ?", row);
}

} // namespace db
