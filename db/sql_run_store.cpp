#include "db/sql_run_store.h"

namespace db {

using core::domain::Artefact;
using core::domain::Marker;
using core::domain::Run;
using core::domain::RunMetric;

namespace {

constexpr std::string_view kRunColumns
    = "SELECT id, kind, state, task_id, parameters, created_at_us, started_at_us, "
      "finished_at_us, stage, progress, error_message FROM runs ";
constexpr std::string_view kArtefactColumns
    = "SELECT id, kind, task_id, run_id, path, sha256, bytes, data_fingerprint, "
      "metrics, at_us FROM artefacts ";

Run runFrom(const Rows& rows)
{
    const auto kind = core::domain::runKindFrom(rows.text(1));
    const auto state = core::domain::runStateFrom(rows.text(2));
    if (!kind || !state) {
        throw SqlFailure({core::ErrorCode::Corrupt, "run " + rows.text(0) + " has an unknown kind or state"});
    }
    return {rows.text(0), *kind, *state, rows.text(3), rows.text(4), rows.time(5), rows.optionalTime(6),
        rows.optionalTime(7), rows.text(8), rows.real(9), rows.text(10)};
}

Artefact artefactFrom(const Rows& rows)
{
    return {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.text(5),
        rows.integer(6), rows.text(7), rows.text(8), rows.time(9)};
}

} // namespace

SqlRunStore::SqlRunStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<void> SqlRunStore::saveRun(const Run& run)
{
    // Progress comes often and is worth nothing after a crash; the beginning and the end are worth an fsync.
    const Durability durability = run.isFinal() || run.state == core::domain::RunState::Queued
        ? Durability::Full
        : Durability::Traffic;
    return m_access.write(durability, [run](Connection& connection) {
        connection.run(
            "INSERT INTO runs(id, kind, state, task_id, parameters, created_at_us, started_at_us, "
            "finished_at_us, stage, progress, error_message) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, state = excluded.state, "
            "task_id = excluded.task_id, parameters = excluded.parameters, "
            "created_at_us = excluded.created_at_us, started_at_us = excluded.started_at_us, "
            "finished_at_us = excluded.finished_at_us, stage = excluded.stage, "
            "progress = excluded.progress, error_message = excluded.error_message",
            run.id, core::domain::toString(run.kind), core::domain::toString(run.state), run.taskId,
            run.parametersJson, run.createdAt, run.startedAt, run.finishedAt, run.stage, run.progress,
            run.errorMessage);
    });
}

core::Result<std::optional<Run>> SqlRunStore::run(const std::string& id) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query(std::string(kRunColumns) + "WHERE id = ?", id);
        return rows.next() ? std::optional(runFrom(rows)) : std::nullopt;
    });
}

core::Result<std::vector<Run>> SqlRunStore::runs(int limit) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<Run> runs;
        Rows rows
            = reader.query(std::string(kRunColumns) + "ORDER BY created_at_us DESC, id DESC LIMIT ?", limit);
        while (rows.next()) {
            runs.push_back(runFrom(rows));
        }
        return runs;
    });
}

core::Result<void> SqlRunStore::addMetrics(const std::string& runId, std::span<const RunMetric> metrics)
{
    return m_access.write(Durability::Traffic,
        [runId, metrics = std::vector<RunMetric>(metrics.begin(), metrics.end())](Connection& connection) {
            for (const RunMetric& metric : metrics) {
                connection.run("INSERT INTO run_metrics(run_id, name, step, value) VALUES(?, ?, ?, ?)", runId,
                    metric.name, metric.step, metric.value);
            }
        });
}

core::Result<std::vector<RunMetric>> SqlRunStore::metrics(const std::string& runId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<RunMetric> metrics;
        Rows rows
            = reader.query("SELECT name, step, value FROM run_metrics WHERE run_id = ? ORDER BY id", runId);
        while (rows.next()) {
            metrics.push_back({rows.text(0), rows.integer(1), rows.real(2)});
        }
        return metrics;
    });
}

core::Result<void> SqlRunStore::addArtefact(const Artefact& artefact)
{
    return m_access.write(Durability::Full, [artefact](Connection& connection) {
        const auto runId = artefact.runId.empty() ? std::nullopt : std::optional(artefact.runId);
        connection.run("INSERT INTO artefacts(id, kind, task_id, run_id, path, sha256, bytes, "
                       "data_fingerprint, metrics, "
                       "at_us) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET run_id = "
                       "excluded.run_id, at_us = excluded.at_us WHERE sha256 = excluded.sha256",
            artefact.id, artefact.kind, artefact.taskId, runId, artefact.path, artefact.sha256,
            artefact.bytes, artefact.dataFingerprint, artefact.metricsJson, artefact.at);
    });
}

core::Result<std::optional<Artefact>> SqlRunStore::artefact(const std::string& id) const
{
    return m_access.read([&](Connection& reader) {
        Rows rows = reader.query(std::string(kArtefactColumns) + "WHERE id = ?", id);
        return rows.next() ? std::optional(artefactFrom(rows)) : std::nullopt;
    });
}

core::Result<std::vector<Artefact>> SqlRunStore::artefacts() const
{
    return m_access.read([](Connection& reader) {
        std::vector<Artefact> artefacts;
        Rows rows = reader.query(std::string(kArtefactColumns) + "ORDER BY at_us, id");
        while (rows.next()) {
            artefacts.push_back(artefactFrom(rows));
        }
        return artefacts;
    });
}

core::Result<void> SqlRunStore::addMarker(const Marker& marker)
{
    return m_access.write(Durability::Traffic, [marker](Connection& connection) {
        connection.run("INSERT INTO markers(at_us, kind, task_id, text, reference) VALUES(?, ?, ?, ?, ?)",
            marker.at, marker.kind, marker.taskId, marker.text, marker.reference);
    });
}

} // namespace db
