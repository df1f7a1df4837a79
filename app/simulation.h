#pragma once

#include "app/engine_host.h"
#include "app/workspace_import.h"
#include "core/domain/latency_histogram.h"
#include "core/domain/money.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace app {

struct SimulationOptions {
    std::filesystem::path file;
    std::string taskId; ///< not empty: every line belongs to this task
    bool routesTestLines = true; ///< the data set's test lines; otherwise the others
};

/// What routing a file cost and how well it was answered. Sums over the queries of this run alone.
struct SimulationReport {
    struct Answered {
        std::int64_t queries = 0;
        std::int64_t failures = 0; ///< quality below the answer floor
    };
    std::int64_t queries = 0;
    std::int64_t unanswered = 0; ///< every tier failed
    std::int64_t unknownCost = 0; ///< queries of which a price is unknown; their known part is in `spend`
    std::int64_t unknownLastTier = 0; ///< queries missing in `lastTierOnly`
    std::int64_t judged = 0;
    double qualitySum = 0;
    std::int64_t metTarget = 0;
    core::domain::Money spend;
    core::domain::Money lastTierOnly;
    std::int64_t lastTierEstimated = 0;
    std::map<std::string, Answered> tiers;   ///< by the tier that answered
    core::domain::LatencyHistogram overhead; ///< routing, scoring and recording
    std::string firstId;
    std::string lastId;
    bool isLastTierOracle = false;

    [[nodiscard]] double meanQuality() const;
    [[nodiscard]] double meanMetTarget() const;
};

/// `done` queries survive kill -9 when this is called; ten times a second and after the last one.
using SimulationProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Routes every chosen line of a file through the engine, one after another, each recorded before the next.
[[nodiscard]] core::Result<SimulationReport> simulate(
    EngineHost& host, const SimulationOptions& options, const SimulationProgress& progress);

/// Tasks of the file for which no student serves yet and labelled training examples exist.
[[nodiscard]] core::Result<std::vector<std::string>> tasksWithoutStudent(EngineHost& host, const ImportOptions& file);

} // namespace app
