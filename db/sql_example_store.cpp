#include "db/sql_example_store.h"

#include "db/example_import.h"
#include "db/soft_target_text.h"

#include <algorithm>

namespace db {

using core::domain::DataSplit;
using core::domain::Example;
using core::domain::StoredExample;

namespace {

constexpr std::size_t kExamplesATransaction = 2000;
constexpr int kExamplesAPage = 500;
constexpr std::string_view kColumns
    = "SELECT id, text_hash, task_id, split, external_id, source, text, tokens, "
      "reference_text, reference_tags FROM examples ";

StoredExample exampleFrom(const Rows& rows)
{
    StoredExample stored;
    stored.identity = {rows.text(1), static_cast<DataSplit>(rows.integer(3))};
    Example& example = stored.example;
    example.taskId = rows.text(2);
    example.isTest = stored.identity.split == DataSplit::Test;
    example.id = rows.text(4);
    example.source = rows.text(5);
    example.text = rows.text(6);
    example.tokens = splitList(rows.text(7));
    example.reference.text = rows.text(8);
    example.reference.tags = splitList(rows.text(9));
    return stored;
}

void readLabels(Connection& reader, std::int64_t id, Example& example)
{
    Rows rows = reader.query("SELECT label FROM example_labels WHERE example = ? ORDER BY position", id);
    while (rows.next()) {
        example.reference.labels.push_back(rows.text(0));
    }
}

void readResponses(Connection& reader, std::int64_t id, Example& example)
{
    Rows rows
        = reader.query("SELECT model, text, quality, prompt_tokens, completion_tokens, latency_ms, logprobs, top_logprobs "
                       "FROM example_responses WHERE example = ?",
            id);
    while (rows.next()) {
        example.responses.emplace(rows.text(0),
            core::domain::RecordedResponse{rows.text(1), rows.optionalReal(2), rows.optionalInteger(3),
                rows.optionalInteger(4), rows.optionalReal(5), unpacked(rows.bytes(6)), topLogprobsFrom(rows.text(7))});
    }
}

StoredExample completeExample(Connection& reader, const Rows& rows)
{
    StoredExample stored = exampleFrom(rows);
    readLabels(reader, rows.integer(0), stored.example);
    readResponses(reader, rows.integer(0), stored.example);
    return stored;
}

} // namespace

SqlExampleStore::SqlExampleStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::string> SqlExampleStore::splitKey() const
{
    return m_access.read([](Connection& reader) {
        Rows rows = reader.query("SELECT value FROM settings WHERE key = 'split_key'");
        if (!rows.next()) {
            throw SqlFailure({core::ErrorCode::Corrupt, "the workspace has lost its split key"});
        }
        return rows.text(0);
    });
}

core::Result<core::ports::ExampleStore::ImportReport> SqlExampleStore::import(
    std::span<const Example> examples)
{
    const auto key = splitKey();
    if (!key) {
        return core::fail(key.error());
    }
    ImportReport report;
    for (std::size_t from = 0; from < examples.size(); from += kExamplesATransaction) {
        std::vector<IdentifiedExample> chunk;
        for (const Example& example :
            examples.subspan(from, std::min(kExamplesATransaction, examples.size() - from))) {
            core::domain::TextIdentity identity = core::domain::identityOf(example.text, *key);
            identity.split = example.isTest ? DataSplit::Test : identity.split;
            chunk.push_back({&example, std::move(identity)});
        }
        ImportReport chunkReport;
        auto stored = m_access.write(Durability::Traffic,
            [&](Connection& connection) { importExamples(connection, chunk, chunkReport); });
        if (!stored) {
            return core::fail(stored.error());
        }
        report.added += chunkReport.added;
        report.merged += chunkReport.merged;
        report.droppedTest += chunkReport.droppedTest;
    }
    return report;
}

core::Result<std::vector<StoredExample>> SqlExampleStore::examples(
    const std::string& taskId, DataSplit split) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<StoredExample> examples;
        Rows rows = reader.query(std::string(kColumns) + "WHERE task_id = ? AND split = ? ORDER BY text_hash",
            taskId, static_cast<int>(split));
        while (rows.next()) {
            examples.push_back(completeExample(reader, rows));
        }
        return examples;
    });
}

core::Result<void> SqlExampleStore::forEach(const std::function<bool(const StoredExample&)>& visit) const
{
    // Page by page, so that the visitor may use the workspace and no read transaction lasts long.
    std::int64_t last = 0;
    while (true) {
        std::vector<StoredExample> page;
        const auto read = m_access.read([&](Connection& reader) {
            Rows rows = reader.query(
                std::string(kColumns) + "WHERE id > ? ORDER BY id LIMIT ?", last, kExamplesAPage);
            while (rows.next()) {
                last = rows.integer(0);
                page.push_back(completeExample(reader, rows));
            }
        });
        if (!read || page.empty()) {
            return read;
        }
        if (!std::all_of(page.begin(), page.end(), visit)) {
            return {};
        }
    }
}

} // namespace db
