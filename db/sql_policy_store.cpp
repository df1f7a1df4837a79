#include "db/sql_policy_store.h"

#include <map>

namespace db {

using core::domain::Certificate;
using core::domain::NoneCause;
using core::domain::PolicyVersion;
using core::domain::TaskPolicy;

namespace {

constexpr std::string_view kVersionColumns
    = "SELECT sequence, id, previous_hash, hash, at_us, author, reason FROM policy_versions ";

PolicyVersion versionFrom(const Rows& rows)
{
    PolicyVersion version;
    version.sequence = rows.integer(0);
    version.id = rows.text(1);
    version.previousHash = rows.text(2);
    version.hash = rows.text(3);
    version.at = rows.time(4);
    version.author = rows.text(5);
    version.reason = rows.text(6);
    return version;
}

/// Fills in the tasks of the versions from sequence `from` on.
void readTasks(Connection& connection, std::map<std::int64_t, PolicyVersion*>& versions, std::int64_t from)
{
    Rows tasks
        = connection.query("SELECT sequence, task_id, answer_floor, alpha, delta, audit_rate, router_version "
                           "FROM policy_tasks WHERE sequence >= ?",
            from);
    while (tasks.next()) {
        const TaskPolicy task{
            tasks.text(1), tasks.real(2), tasks.real(3), tasks.real(4), tasks.real(5), tasks.text(6), {}, {}, {}, {}};
        versions.at(tasks.integer(0))->tasks.emplace(task.taskId, task);
    }
    Rows models = connection.query(
        "SELECT sequence, task_id, tier_id, artefact_id FROM policy_models WHERE sequence >= ?", from);
    while (models.next()) {
        versions.at(models.integer(0))
            ->tasks.at(models.text(1))
            .modelVersions.emplace(models.text(2), models.text(3));
    }
    Rows thresholds = connection.query(
        "SELECT sequence, task_id, tier_id, threshold FROM policy_thresholds WHERE sequence >= ?", from);
    while (thresholds.next()) {
        versions.at(thresholds.integer(0))
            ->tasks.at(thresholds.text(1))
            .thresholds.emplace(thresholds.text(2), thresholds.real(3));
    }
    Rows scorers = connection.query(
        "SELECT sequence, task_id, tier_id, artefact_id FROM policy_scorers WHERE sequence >= ?", from);
    while (scorers.next()) {
        versions.at(scorers.integer(0))
            ->tasks.at(scorers.text(1))
            .scorerVersions.emplace(scorers.text(2), scorers.text(3));
    }
    Rows limits = connection.query(
        "SELECT sequence, task_id, latency_ms, cost_usd FROM policy_limits WHERE sequence >= ?", from);
    while (limits.next()) {
        versions.at(limits.integer(0))->tasks.at(limits.text(1)).limits
            = {limits.optionalReal(2), limits.optionalReal(3)};
    }
}

void readTasks(Connection& connection, std::vector<PolicyVersion>& versions)
{
    if (versions.empty()) {
        return;
    }
    std::map<std::int64_t, PolicyVersion*> bySequence;
    for (PolicyVersion& version : versions) {
        bySequence.emplace(version.sequence, &version);
    }
    readTasks(connection, bySequence, versions.front().sequence);
}

void insertTask(Connection& connection, std::int64_t sequence, const TaskPolicy& task)
{
    connection.run(
        "INSERT INTO policy_tasks(sequence, task_id, answer_floor, alpha, delta, audit_rate, router_version) "
        "VALUES(?, ?, ?, ?, ?, ?, ?)",
        sequence, task.taskId, task.answerFloor, task.alpha, task.delta, task.auditRate, task.routerVersion);
    for (const auto& [tier, artefact] : task.modelVersions) {
        connection.run(
            "INSERT INTO policy_models(sequence, task_id, tier_id, artefact_id) VALUES(?, ?, ?, ?)", sequence,
            task.taskId, tier, artefact);
    }
    for (const auto& [tier, artefact] : task.scorerVersions) {
        connection.run(
            "INSERT INTO policy_scorers(sequence, task_id, tier_id, artefact_id) VALUES(?, ?, ?, ?)", sequence,
            task.taskId, tier, artefact);
    }
    for (const auto& [tier, threshold] : task.thresholds) {
        connection.run(
            "INSERT INTO policy_thresholds(sequence, task_id, tier_id, threshold) VALUES(?, ?, ?, ?)",
            sequence, task.taskId, tier, threshold);
    }
    if (!task.limits.isEmpty()) {
        connection.run("INSERT INTO policy_limits(sequence, task_id, latency_ms, cost_usd) VALUES(?, ?, ?, ?)",
            sequence, task.taskId, task.limits.latencyMs, task.limits.costUsd);
    }
}

void insertCertificate(Connection& connection, std::int64_t sequence, const Certificate& certificate)
{
    const NoneCause& cause = certificate.noneCause;
    connection.run(
        "INSERT INTO certificates(sequence, task_id, tier_id, threshold, alpha, delta, accepted, failures, "
        "risk_upper_bound, calibration_size, label_source, none_reason, router_version, model_version, "
        "at_us, basis, scope_tasks, none_kind, none_judged, none_judged_failures, none_accepted, none_failures, "
        "none_needed, none_missing, none_missing_in_all, none_score, none_alpha) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sequence, certificate.taskId, certificate.tierId, certificate.threshold, certificate.alpha,
        certificate.delta, certificate.accepted, certificate.failures, certificate.riskUpperBound,
        certificate.calibrationSize, certificate.labelSource, certificate.noneReason,
        certificate.routerVersion, certificate.modelVersion, certificate.at, certificate.basis,
        certificate.scopeTasks, std::string(toString(cause.kind)), cause.judged, cause.judgedFailures, cause.accepted,
        cause.failures, cause.needed, cause.missing, cause.missingInAll, cause.score, cause.alpha);
}

/// From column `first` on.
NoneCause noneCauseFrom(const Rows& rows, int first)
{
    const auto kind = core::domain::noneKindFrom(rows.text(first));
    return {kind.value_or(core::domain::NoneKind::Unstated), rows.integer(first + 1), rows.integer(first + 2),
        rows.integer(first + 3), rows.integer(first + 4), rows.integer(first + 5), rows.integer(first + 6),
        rows.integer(first + 7), rows.real(first + 8), rows.real(first + 9)};
}

void checkFollows(Connection& connection, const PolicyVersion& version)
{
    Rows newest
        = connection.query("SELECT sequence, hash FROM policy_versions ORDER BY sequence DESC LIMIT 1");
    const bool isFirst = !newest.next();
    const std::int64_t expected = isFirst ? 1 : newest.integer(0) + 1;
    const std::string previous = isFirst ? std::string() : newest.text(1);
    if (version.sequence != expected || version.previousHash != previous) {
        throw SqlFailure({core::ErrorCode::Conflict,
            "policy version " + std::to_string(version.sequence) + " does not follow the newest, "
                + std::to_string(expected - 1)
                + ": someone else applied a policy meanwhile; load it and try again"});
    }
}

} // namespace

std::vector<PolicyVersion> readPolicyVersions(Connection& connection)
{
    std::vector<PolicyVersion> versions;
    {
        Rows rows = connection.query(std::string(kVersionColumns) + "ORDER BY sequence");
        while (rows.next()) {
            versions.push_back(versionFrom(rows));
        }
    }
    readTasks(connection, versions);
    return versions;
}

SqlPolicyStore::SqlPolicyStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<PolicyVersion>> SqlPolicyStore::versions() const
{
    return m_access.read([](Connection& reader) { return readPolicyVersions(reader); });
}

core::Result<std::optional<PolicyVersion>> SqlPolicyStore::active() const
{
    return m_access.read([](Connection& reader) -> std::optional<PolicyVersion> {
        std::vector<PolicyVersion> newest;
        {
            Rows rows = reader.query(std::string(kVersionColumns) + "ORDER BY sequence DESC LIMIT 1");
            if (!rows.next()) {
                return std::nullopt;
            }
            newest.push_back(versionFrom(rows));
        }
        readTasks(reader, newest);
        return std::move(newest.front());
    });
}

core::Result<void> SqlPolicyStore::append(
    const PolicyVersion& version, std::span<const Certificate> certificates)
{
    const PolicyVersion expected = core::domain::sealed(version);
    if (expected.hash != version.hash || expected.id != version.id) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "policy version " + std::to_string(version.sequence)
                + " does not carry its own hash; seal it before storing");
    }
    std::vector<Certificate> copies(certificates.begin(), certificates.end());
    return m_access.write(Durability::Full, [version, copies = std::move(copies)](Connection& connection) {
        checkFollows(connection, version);
        connection.run(
            "INSERT INTO policy_versions(sequence, id, previous_hash, hash, at_us, author, reason) "
            "VALUES(?, ?, ?, ?, ?, ?, ?)",
            version.sequence, version.id, version.previousHash, version.hash, version.at, version.author,
            version.reason);
        for (const auto& [taskId, task] : version.tasks) {
            insertTask(connection, version.sequence, task);
        }
        for (const Certificate& certificate : copies) {
            insertCertificate(connection, version.sequence, certificate);
        }
    });
}

core::Result<std::vector<Certificate>> SqlPolicyStore::certificates(
    const std::string& taskId, const std::string& tierId) const
{
    return m_access.read([&](Connection& reader) {
        std::vector<Certificate> certificates;
        Rows rows = reader.query(
            "SELECT task_id, tier_id, threshold, alpha, delta, accepted, failures, risk_upper_bound, "
            "calibration_size, label_source, none_reason, router_version, model_version, at_us, basis, "
            "scope_tasks, none_kind, none_judged, none_judged_failures, none_accepted, none_failures, "
            "none_needed, none_missing, none_missing_in_all, none_score, none_alpha "
            "FROM certificates WHERE (? = '' OR task_id = ?) AND (? = '' OR tier_id = ?) "
            "ORDER BY id DESC",
            taskId, taskId, tierId, tierId);
        while (rows.next()) {
            certificates.push_back({rows.text(0), rows.text(1), rows.optionalReal(2), rows.real(3),
                rows.real(4), rows.integer(5), rows.integer(6), rows.real(7), rows.integer(8), rows.text(9),
                rows.text(10), rows.text(11), rows.text(12), rows.time(13), rows.text(14),
                static_cast<int>(rows.integer(15)), noneCauseFrom(rows, 16)});
        }
        return certificates;
    });
}

} // namespace db
