#include "db/sql_monitor_store.h"

#include "core/domain/query_record.h"

#include <algorithm>

namespace db {

using core::ports::AlarmKind;
using core::ports::AlarmRow;
using core::ports::MonitorRow;

namespace {

std::string_view toText(AlarmKind kind)
{
    switch (kind) {
    case AlarmKind::Watch:
        return "watch";
    case AlarmKind::Void:
        return "void";
    case AlarmKind::Alarm:
        break;
    }
    return "alarm";
}

AlarmKind kindFrom(const std::string& text)
{
    return text == "watch" ? AlarmKind::Watch : text == "void" ? AlarmKind::Void : AlarmKind::Alarm;
}

void saveMonitor(Connection& connection, const MonitorRow& row)
{
    connection.run(
        "INSERT INTO monitors(task_id, tier_id, sequence, threshold, rate, state, alpha, delta, watch_level, "
        "audits, "
        "failures, alarm_evidence, watch_evidence, is_alarm, is_watch, risk_low, risk_high, updated_at_us) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(task_id, tier_id, "
        "sequence) "
        "DO UPDATE SET rate = excluded.rate, state = excluded.state, audits = excluded.audits, "
        "failures = excluded.failures, alarm_evidence = excluded.alarm_evidence, "
        "watch_evidence = excluded.watch_evidence, is_alarm = excluded.is_alarm, is_watch = "
        "excluded.is_watch, "
        "risk_low = excluded.risk_low, risk_high = excluded.risk_high, updated_at_us = "
        "excluded.updated_at_us",
        row.taskId, row.tierId, row.sequence, row.threshold, row.rate, row.stateJson, row.alpha, row.delta,
        row.watchLevel, row.audits, row.failures, row.alarmEvidence, row.watchEvidence, row.isAlarm,
        row.isWatch, row.riskLow, row.riskHigh, row.updatedAt);
}

void saveAlarm(Connection& connection, const AlarmRow& alarm)
{
    const std::int64_t added = connection.run("INSERT INTO alarms(id, at_us, task_id, tier_id, kind, "
                                              "message, cleared_at_us) VALUES(?, ?, ?, ?, ?, ?, NULL) "
                                              "ON CONFLICT(id) DO NOTHING",
        alarm.id, alarm.at, alarm.taskId, alarm.tierId, toText(alarm.kind), alarm.message);
    if (added > 0) {
        connection.run(
            "INSERT INTO markers(at_us, kind, task_id, text, reference) VALUES(?, 'alarm', ?, ?, ?)",
            alarm.at, alarm.taskId, alarm.message, alarm.id);
    }
}

} // namespace

std::vector<MonitorRow> readMonitors(Connection& reader)
{
    std::vector<MonitorRow> monitors;
    Rows rows = reader.query("SELECT task_id, tier_id, sequence, threshold, rate, state, alpha, delta, "
                             "watch_level, audits, failures, "
                             "alarm_evidence, watch_evidence, is_alarm, is_watch, risk_low, risk_high, "
                             "updated_at_us FROM monitors "
                             "ORDER BY task_id, tier_id, sequence");
    while (rows.next()) {
        monitors.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.real(3), rows.real(4),
            rows.text(5), rows.real(6), rows.real(7), rows.real(8), rows.integer(9), rows.integer(10),
            rows.real(11), rows.real(12), rows.boolean(13), rows.boolean(14), rows.real(15), rows.real(16),
            rows.time(17)});
    }
    return monitors;
}

std::vector<AlarmRow> readAlarms(Connection& reader, bool onlyOpen, int limit)
{
    std::vector<AlarmRow> alarms;
    Rows rows = reader.query("SELECT id, at_us, task_id, tier_id, kind, message, cleared_at_us FROM alarms "
                             "WHERE ? = 0 OR cleared_at_us IS NULL ORDER BY at_us DESC, id LIMIT ?",
        onlyOpen, limit);
    while (rows.next()) {
        alarms.push_back({rows.text(0), rows.time(1), rows.text(2), rows.text(3), kindFrom(rows.text(4)),
            rows.text(5), !rows.isNull(6)});
    }
    return alarms;
}

SqlMonitorStore::SqlMonitorStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::int64_t> SqlMonitorStore::cursor() const
{
    return m_access.read([](Connection& reader) {
        Rows rows = reader.query("SELECT outcome FROM monitor_cursor WHERE id = 1");
        return rows.next() ? rows.integer(0) : std::int64_t{0};
    });
}

core::Result<std::vector<MonitorRow>> SqlMonitorStore::monitors() const
{
    return m_access.read([](Connection& reader) { return readMonitors(reader); });
}

core::Result<std::vector<core::ports::WatchedTier>> SqlMonitorStore::watched() const
{
    return m_access.read([](Connection& reader) {
        std::vector<core::ports::WatchedTier> tiers;
        Rows rows = reader.query(
            "SELECT p.task_id, p.tier_id, c.sequence, p.threshold, c.alpha FROM policy_thresholds p "
            "JOIN certificates c ON c.id = (SELECT max(n.id) FROM certificates n WHERE n.task_id = p.task_id "
            "AND n.tier_id = p.tier_id) "
            "WHERE p.sequence = (SELECT max(sequence) FROM policy_versions) AND c.threshold = p.threshold "
            "ORDER BY p.task_id, p.tier_id");
        while (rows.next()) {
            tiers.push_back({rows.text(0), rows.text(1), rows.integer(2), rows.real(3), rows.real(4)});
        }
        return tiers;
    });
}

core::Result<core::ports::JudgementBatch> SqlMonitorStore::judgementsAfter(
    std::int64_t cursor, int limit) const
{
    return m_access.read([&](Connection& reader) {
        core::ports::JudgementBatch batch;
        {
            Rows rows = reader.query("SELECT withdrawals FROM monitor_cursor WHERE id = 1"); // before all else
            batch.withdrawals = rows.next() ? rows.integer(0) : 0;
        }
        {
            // Erasure may have removed the newest outcomes, whose ids are then given again.
            Rows rows = reader.query("SELECT coalesce(max(id), 0) FROM outcomes");
            batch.cursor = std::min(cursor, rows.next() ? rows.integer(0) : 0);
        }
        const std::int64_t from = batch.cursor;
        {
            Rows rows = reader.query(
                "SELECT max(id) FROM (SELECT id FROM outcomes WHERE id > ? ORDER BY id LIMIT ?)", from,
                limit);
            if (rows.next() && !rows.isNull(0)) {
                batch.cursor = rows.integer(0);
            }
        }
        Rows rows = reader.query(
            "SELECT q.id, task.value, tier.value, v.sequence, q.threshold, o.sampling_probability, "
            "o.meets_target, "
            "o.at_us FROM outcomes o JOIN queries q ON q.row = o.query JOIN facets f ON f.id = q.facet "
            "JOIN names task ON task.id = f.task JOIN names tier ON tier.id = f.tier "
            "JOIN names policy ON policy.id = f.policy JOIN policy_versions v ON v.id = policy.value "
            "WHERE o.id > ? AND o.id <= ? AND o.sampling_probability IS NOT NULL AND q.scope = ? "
            "AND q.threshold IS NOT NULL AND NOT EXISTS (SELECT 1 FROM outcomes e WHERE e.query = o.query "
            "AND e.id < o.id AND e.sampling_probability IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM "
            "withdrawn_judgements w WHERE w.query = o.query AND w.is_watched = 1) ORDER BY o.id",
            from, batch.cursor, static_cast<int>(core::domain::CertificateScope::Certified));
        while (rows.next()) {
            batch.judgements.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3),
                rows.real(4), rows.real(5), !rows.boolean(6), rows.time(7)});
        }
        return batch;
    });
}

core::Result<void> SqlMonitorStore::save(const core::ports::MonitorUpdate& update)
{
    return m_access.write(Durability::Traffic, [update](Connection& connection) {
        for (const MonitorRow& row : update.monitors) {
            saveMonitor(connection, row);
        }
        for (const core::ports::EvidencePoint& point : update.points) {
            connection.run("INSERT INTO monitor_points(task_id, tier_id, sequence, audits, failures, "
                           "alarm_evidence, watch_evidence, at_us) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT(task_id, tier_id, sequence, audits) DO NOTHING",
                point.taskId, point.tierId, point.sequence, point.audits, point.failures, point.alarmEvidence,
                point.watchEvidence, point.at);
        }
        for (const AlarmRow& alarm : update.alarms) {
            saveAlarm(connection, alarm);
        }
        const std::int64_t advanced = connection.run(
            "UPDATE monitor_cursor SET outcome = ? WHERE id = 1 AND withdrawals = ?", update.cursor, update.withdrawals);
        if (advanced == 0) {
            throw SqlFailure({core::ErrorCode::Conflict, "a judgement was taken back while the monitors read it"});
        }
    });
}

core::Result<void> SqlMonitorStore::raise(const std::vector<AlarmRow>& alarms)
{
    return m_access.write(Durability::Full, [alarms](Connection& connection) {
        for (const AlarmRow& alarm : alarms) {
            saveAlarm(connection, alarm);
        }
    });
}

core::Result<std::vector<AlarmRow>> SqlMonitorStore::openAlarms() const
{
    return m_access.read([](Connection& reader) { return readAlarms(reader, true, 1000); });
}

core::Result<void> SqlMonitorStore::acknowledge(const std::string& alarmId, core::TimePoint at)
{
    return m_access.write(Durability::Full, [alarmId, at](Connection& connection) {
        const std::int64_t changed = connection.run(
            "UPDATE alarms SET cleared_at_us = coalesce(cleared_at_us, ?) WHERE id = ?", at, alarmId);
        if (changed == 0) {
            throw SqlFailure({core::ErrorCode::NotFound, "no alarm '" + alarmId + "' in this workspace"});
        }
    });
}

} // namespace db
