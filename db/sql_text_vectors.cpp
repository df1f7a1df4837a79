#include "db/sql_text_vectors.h"

#include "db/row_key.h"

#include <algorithm>

namespace db {

using core::ports::TextEncoder;
using core::ports::TextVector;

namespace {

constexpr std::size_t kVectorsATransaction = 2'000; ///< traffic is written between them

/// Its number, after vectors of another version are gone.
std::int64_t entered(Connection& writer, const TextEncoder& encoder)
{
    writer.run("DELETE FROM text_encoders WHERE name = ? AND (fingerprint <> ? OR dimension <> ?)", encoder.name,
        encoder.fingerprint, encoder.dimension);
    writer.run("INSERT INTO text_encoders(name, fingerprint, dimension) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
        encoder.name, encoder.fingerprint, encoder.dimension);
    Rows rows = writer.query("SELECT id FROM text_encoders WHERE name = ?", encoder.name);
    if (!rows.next()) {
        throw SqlFailure({core::ErrorCode::Internal, "the encoder '" + encoder.name + "' could not be entered"});
    }
    return rows.integer(0);
}

} // namespace

core::Result<std::optional<TextEncoder>> SqlTextVectors::encoder(const std::string& name) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query("SELECT fingerprint, dimension FROM text_encoders WHERE name = ?", name);
        return rows.next()
            ? std::optional(TextEncoder{name, rows.text(0), static_cast<std::size_t>(rows.integer(1))})
            : std::optional<TextEncoder>();
    });
}

core::Result<std::vector<TextVector>> SqlTextVectors::vectors(
    const std::string& encoder, const core::ports::TimeRange& range) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<TextVector> vectors;
        const std::int64_t fromUs = core::toMicroseconds(range.from);
        const std::int64_t toUs = core::toMicroseconds(range.to);
        Rows rows = reader.query(
            "SELECT q.id, v.vector FROM text_vectors v JOIN queries q ON q.row = v.query WHERE v.encoder = "
            "(SELECT e.id FROM text_encoders e WHERE e.name = ?) AND v.query >= ? AND v.query < ? AND q.at_us >= ? "
            "AND q.at_us < ?",
            encoder, firstRowAt(fromUs), endRowAt(toUs), fromUs, toUs);
        while (rows.next()) {
            vectors.push_back({rows.text(0), rows.bytes(1)});
        }
        return vectors;
    });
}

core::Result<void> SqlTextVectors::save(const TextEncoder& encoder, std::span<const TextVector> vectors)
{
    const bool isSound = encoder.dimension > 0 && std::ranges::all_of(vectors, [&](const TextVector& vector) {
        return vector.bytes.size() == encoder.dimension;
    });
    if (!isSound) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "a vector of the encoder '" + encoder.name + "' has not its " + std::to_string(encoder.dimension)
                + " dimensions; group the failures again");
    }
    for (std::size_t at = 0; at < vectors.size(); at += kVectorsATransaction) {
        const auto part = vectors.subspan(at, std::min(kVectorsATransaction, vectors.size() - at));
        const core::Result<void> saved = m_access.write(Durability::Traffic,
            [encoder, rows = std::vector<TextVector>(part.begin(), part.end())](Connection& writer) {
                const std::int64_t number = entered(writer, encoder);
                for (const TextVector& vector : rows) {
                    writer.run("INSERT INTO text_vectors(query, encoder, vector) SELECT q.row, ?, ? FROM queries q "
                               "WHERE q.id = ? AND q.text <> '' ON CONFLICT(query, encoder) DO UPDATE SET vector = "
                               "excluded.vector",
                        number, Blob{vector.bytes}, vector.queryId);
                }
            });
        if (!saved) {
            return saved;
        }
    }
    return {};
}

} // namespace db
