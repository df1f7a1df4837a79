#include "db/sql_portfolio_store.h"

#include "core/base/clock.h"

#include <algorithm>

namespace db {

using core::domain::PriceVersion;
using core::domain::Task;
using core::domain::Tier;

namespace {

void insertPriceVersion(Connection& connection, const PriceVersion& version)
{
    connection.run("INSERT INTO price_versions(id, model, input_pico, output_pico, source, valid_from_us) "
                   "VALUES(?, ?, ?, ?, ?, ?)",
        version.id, version.model, version.prices.inputPicoUsd, version.prices.outputPicoUsd, version.source,
        version.validFromUs);
}

std::optional<PriceVersion> findPriceVersion(Connection& connection, const std::string& id)
{
    Rows rows = connection.query("SELECT id, model, input_pico, output_pico, source, valid_from_us "
                                 "FROM price_versions WHERE id = ?",
        id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return PriceVersion{rows.text(0), rows.text(1), {rows.optionalInteger(2), rows.optionalInteger(3)},
        rows.text(4), rows.integer(5)};
}

/// What a tier costs from when on. A tier's first price is taken to have always held. Going back to an earlier version
/// is a change of today.
void logPrice(Connection& connection, const Tier& tier, const std::optional<std::string>& priceVersion)
{
    Rows newest = connection.query(
        "SELECT price_version_id, model, from_us FROM tier_prices WHERE tier_id = ? ORDER BY from_us DESC LIMIT 1", tier.id);
    const bool isFirst = !newest.next();
    if (!isFirst && newest.text(0) == priceVersion.value_or("") && newest.text(1) == tier.model) {
        return;
    }
    std::int64_t from = 0;
    if (!isFirst) {
        const auto version = priceVersion ? findPriceVersion(connection, *priceVersion) : std::nullopt;
        const std::int64_t last = newest.integer(2);
        from = version && version->validFromUs > last ? version->validFromUs
                                                      : std::max(last + 1, core::toMicroseconds(core::SystemClock().now()));
    }
    connection.run("INSERT INTO tier_prices(tier_id, model, price_version_id, from_us) VALUES(?, ?, ?, ?)", tier.id,
        tier.model, priceVersion, from);
}

/// Stored words of an enumeration; one that this program does not know is damage.
template <typename T>
T known(std::optional<T> value, const std::string& what)
{
    if (!value) {
        throw SqlFailure({core::ErrorCode::Corrupt, "the workspace has an unknown " + what});
    }
    return *value;
}

} // namespace

SqlPortfolioStore::SqlPortfolioStore(const Workspace& workspace)
    : m_access(workspace)
{
}

core::Result<std::vector<Task>> SqlPortfolioStore::tasks() const
{
    return m_access.read([](Connection& reader) {
        std::vector<Task> tasks;
        Rows rows = reader.query(
            "SELECT id, name, kind, metric, answer_floor, metric_target, alpha, delta, audit_rate "
            "FROM tasks ORDER BY id");
        while (rows.next()) {
            tasks.push_back(
                {rows.text(0), rows.text(1), known(core::domain::taskKindFrom(rows.text(2)), "task kind"),
                    known(core::domain::answerMetricFrom(rows.text(3)), "answer metric"), rows.real(4),
                    rows.optionalReal(5), rows.real(6), rows.real(7), rows.real(8)});
        }
        return tasks;
    });
}

core::Result<void> SqlPortfolioStore::saveTask(const Task& task)
{
    if (!core::domain::isValidTaskId(task.id)) {
        return core::fail(core::ErrorCode::InvalidArgument, "'" + task.id + "' is not a task id");
    }
    return m_access.write(Durability::Full, [task](Connection& connection) {
        connection.run(
            "INSERT INTO tasks(id, name, kind, metric, answer_floor, metric_target, alpha, delta, "
            "audit_rate) "
            "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, "
            "kind = excluded.kind, metric = excluded.metric, answer_floor = excluded.answer_floor, "
            "metric_target = excluded.metric_target, alpha = excluded.alpha, delta = excluded.delta, "
            "audit_rate = excluded.audit_rate",
            task.id, task.name, core::domain::toString(task.kind), core::domain::toString(task.metric),
            task.answerFloor, task.metricTarget, task.alpha, task.delta, task.auditRate);
    });
}

core::Result<std::vector<Tier>> SqlPortfolioStore::tiers() const
{
    return m_access.read([](Connection& reader) {
        std::vector<Tier> tiers;
        Rows rows
            = reader.query("SELECT t.id, t.name, t.provider, t.tier_rank, t.model, t.price_version_id, "
                           "p.input_pico, p.output_pico, t.is_oracle, t.is_simulated, t.typical_latency_ms "
                           "FROM tiers t LEFT JOIN price_versions p ON p.id = t.price_version_id "
                           "ORDER BY t.tier_rank, t.id");
        while (rows.next()) {
            Tier tier;
            tier.id = rows.text(0);
            tier.name = rows.text(1);
            tier.provider = known(core::domain::tierProviderFrom(rows.text(2)), "tier provider");
            tier.rank = static_cast<int>(rows.integer(3));
            tier.model = rows.text(4);
            tier.priceVersionId = rows.text(5);
            tier.prices = {rows.optionalInteger(6), rows.optionalInteger(7)};
            tier.isOracle = rows.boolean(8);
            tier.isSimulated = rows.boolean(9);
            tier.typicalLatencyMs = rows.real(10);
            tiers.push_back(std::move(tier));
        }
        return tiers;
    });
}

core::Result<void> SqlPortfolioStore::saveTier(const Tier& tier)
{
    if (tier.id.empty()) {
        return core::fail(core::ErrorCode::InvalidArgument, "a tier needs an id");
    }
    return m_access.write(Durability::Full, [tier](Connection& connection) {
        const auto priceVersion
            = tier.priceVersionId.empty() ? std::nullopt : std::optional(tier.priceVersionId);
        if (priceVersion && !findPriceVersion(connection, *priceVersion)) {
            insertPriceVersion(connection, {*priceVersion, tier.model, tier.prices, "tier " + tier.id, 0});
        }
        connection.run(
            "INSERT INTO tiers(id, name, provider, tier_rank, model, price_version_id, is_oracle, "
            "is_simulated, typical_latency_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE "
            "SET name = excluded.name, provider = excluded.provider, tier_rank = excluded.tier_rank, "
            "model = excluded.model, price_version_id = excluded.price_version_id, "
            "is_oracle = excluded.is_oracle, is_simulated = excluded.is_simulated, "
            "typical_latency_ms = excluded.typical_latency_ms",
            tier.id, tier.name, core::domain::toString(tier.provider), tier.rank, tier.model, priceVersion,
            tier.isOracle, tier.isSimulated, tier.typicalLatencyMs);
        logPrice(connection, tier, priceVersion);
    });
}

core::Result<void> SqlPortfolioStore::addPriceVersion(const PriceVersion& version)
{
    const auto isNegative = [](const std::optional<std::int64_t>& price) { return price && *price < 0; };
    if (version.id.empty() || isNegative(version.prices.inputPicoUsd)
        || isNegative(version.prices.outputPicoUsd)) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "a price version needs an id and prices that are not negative");
    }
    return m_access.write(Durability::Full, [version](Connection& connection) {
        const std::optional<PriceVersion> existing = findPriceVersion(connection, version.id);
        if (!existing) {
            insertPriceVersion(connection, version);
        } else if (existing->prices != version.prices || existing->model != version.model) {
            throw SqlFailure({core::ErrorCode::AlreadyExists,
                "price version '" + version.id
                    + "' exists with other prices; versions are never changed, add a new one"});
        }
    });
}

core::Result<std::vector<PriceVersion>> SqlPortfolioStore::priceVersions() const
{
    return m_access.read([](Connection& reader) {
        std::vector<PriceVersion> versions;
        Rows rows = reader.query("SELECT id, model, input_pico, output_pico, source, valid_from_us "
                                 "FROM price_versions ORDER BY valid_from_us, id");
        while (rows.next()) {
            versions.push_back({rows.text(0), rows.text(1),
                {rows.optionalInteger(2), rows.optionalInteger(3)}, rows.text(4), rows.integer(5)});
        }
        return versions;
    });
}

} // namespace db
