#pragma once

#include "core/ports/history.h"
#include "db/connection.h"
#include "db/rollup_cover.h"
#include "db/rollup_table.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace db {

/// Reads the pieces of a cover and adds them up by point, task and tier. Lives for one read transaction.
class OverviewBuilder {
public:
    OverviewBuilder(Connection& connection, std::optional<std::int64_t> task);

    /// Everything in the piece, by the grid's points.
    void add(const CoverPiece& piece, const PointGrid& grid);
    /// Everything in the piece, into `totals` alone.
    void addTotals(const CoverPiece& piece, core::ports::TrafficTotals& totals);

    /// Moves points, tasks, tiers and totals into the overview.
    void finish(core::ports::Overview& overview);

private:
    template <typename Visit>
    void forEachBucket(const RollupTable& table, const CoverPiece& piece, Visit visit);
    void addRollups(const CoverPiece& piece, const PointGrid& grid);
    void addRows(const CoverPiece& piece, const PointGrid& grid);
    void addTraffic(std::int64_t point, std::int64_t task, const RollupSums& sums,
        const core::domain::LatencyHistogram& latency);
    void addTier(std::int64_t point, std::int64_t task, std::int64_t tier, const RollupSums& sums);
    const std::string& nameOf(std::int64_t id);

    Connection& m_connection;
    const std::optional<std::int64_t> m_task;
    std::map<std::int64_t, core::ports::OverviewPoint> m_points;
    std::map<std::int64_t, core::ports::TaskSummary> m_tasks;
    RollupSums m_all; ///< counts that the totals do not carry: simulated, judges
    std::map<std::int64_t, std::string> m_names;
};

} // namespace db
