#include "db/example_import.h"

#include "core/domain/split.h"
#include "db/soft_target_text.h"

namespace db {

using core::domain::DataSplit;
using core::domain::Example;

namespace {

constexpr int kTest = static_cast<int>(DataSplit::Test);

bool isInTestSplit(Connection& connection, const std::string& hash)
{
    return connection.query("SELECT 1 FROM examples WHERE text_hash = ? AND split = ?", hash, kTest).next();
}

/// Texts that were taken for training before their test line came.
std::size_t dropOthers(Connection& connection, const std::string& hash)
{
    return static_cast<std::size_t>(
        connection.run("DELETE FROM examples WHERE text_hash = ? AND split <> ?", hash, kTest));
}

std::int64_t insertExample(Connection& connection, const IdentifiedExample& item)
{
    const Example& example = *item.example;
    connection.run(
        "INSERT INTO examples(text_hash, task_id, split, external_id, source, text, tokens, reference_text, "
        "reference_tags) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        item.identity.hash, example.taskId, static_cast<int>(item.identity.split), example.id, example.source,
        example.text, joinedList(example.tokens), example.reference.text, joinedList(example.reference.tags));
    Rows rows = connection.query(
        "SELECT id FROM examples WHERE text_hash = ? AND task_id = ?", item.identity.hash, example.taskId);
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<std::int64_t> findExample(Connection& connection, const IdentifiedExample& item)
{
    Rows rows = connection.query("SELECT id FROM examples WHERE text_hash = ? AND task_id = ?",
        item.identity.hash, item.example->taskId);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
}

void insertLabels(Connection& connection, std::int64_t id, const std::vector<std::string>& labels)
{
    int position = 0;
    for (const std::string& label : labels) {
        connection.run(
            "INSERT INTO example_labels(example, position, label) VALUES(?, ?, ?)", id, position++, label);
    }
}

/// The reference of a text that came without one is filled in; a reference that is known stays.
void addReference(Connection& connection, std::int64_t id, const Example& example)
{
    if (example.reference.isEmpty()) {
        return;
    }
    const std::int64_t filled = connection.run(
        "UPDATE examples SET tokens = ?, reference_text = ?, reference_tags = ? WHERE id = ? AND "
        "reference_text = '' "
        "AND reference_tags = '' AND NOT EXISTS (SELECT 1 FROM example_labels WHERE example = ?)",
        joinedList(example.tokens), example.reference.text, joinedList(example.reference.tags), id, id);
    if (filled > 0) {
        insertLabels(connection, id, example.reference.labels);
    }
}

void saveResponses(Connection& connection, std::int64_t id, const Example& example)
{
    for (const auto& [model, response] : example.responses) {
        connection.run(
            "INSERT INTO example_responses(example, model, text, quality, prompt_tokens, completion_tokens, "
            "latency_ms, logprobs, top_logprobs) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(example, model) DO UPDATE SET "
            "text = excluded.text, quality = excluded.quality, prompt_tokens = excluded.prompt_tokens, "
            "completion_tokens = excluded.completion_tokens, latency_ms = excluded.latency_ms, "
            "logprobs = excluded.logprobs, top_logprobs = excluded.top_logprobs",
            id, model, response.text, response.quality, response.promptTokens, response.completionTokens,
            response.latencyMs, packed(response.logprobs), topLogprobText(response.topLogprobs));
    }
}

} // namespace

void importExamples(Connection& connection, std::span<const IdentifiedExample> examples,
    core::ports::ExampleStore::ImportReport& report)
{
    for (const IdentifiedExample& item : examples) {
        const bool isTest = item.identity.split == DataSplit::Test;
        if (isTest) {
            report.droppedTest += dropOthers(connection, item.identity.hash);
        } else if (isInTestSplit(connection, item.identity.hash)) {
            ++report.droppedTest;
            continue;
        }
        if (const auto known = findExample(connection, item)) {
            addReference(connection, *known, *item.example);
            saveResponses(connection, *known, *item.example);
            ++report.merged;
            continue;
        }
        const std::int64_t id = insertExample(connection, item);
        insertLabels(connection, id, item.example->reference.labels);
        saveResponses(connection, id, *item.example);
        ++report.added;
    }
}

} // namespace db
