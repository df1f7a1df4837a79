#pragma once

#include "core/base/result.h"
#include "core/conformal/risk_monitor.h"
#include "core/ports/monitor_store.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace core::engine {

struct RiskWatchOptions {
    double delta = 0.05; ///< P(ever a false alarm) of one certificate's monitor
    double watchLevel = 20000; ///< mean run to a false watch lamp, in judged answers
    std::int64_t blockSize = 100; ///< judged answers that share one "day" of the monitor
    int pointsPerDoubling = 300; ///< density of the stored evidence chart
};

/// One monitor per (task, tier, certificate), fed by judged audits of accepted answers. Judged answers are
/// taken at one common rate r, the lowest sampling probability seen so far: an answer drawn with probability
/// pi is taken with probability r / pi, by a hash of its id, so that what the monitor sees is a uniform
/// sample and answers that are always judged do not outweigh the audited ones. Not thread-safe.
class RiskWatch {
public:
    /// Corrupt when a stored state cannot be read.
    [[nodiscard]] static Result<RiskWatch> restore(
        std::span<const ports::MonitorRow> rows, const RiskWatchOptions& options = {});

    /// Feeds the judgements of tiers that are watched and returns what is to be stored.
    [[nodiscard]] Result<ports::MonitorUpdate> observe(
        const ports::JudgementBatch& batch, std::span<const ports::WatchedTier> watched);

    /// The monitor of a certificate has rung.
    [[nodiscard]] bool isBroken(const ports::WatchedTier& tier) const;

private:
    struct Watch {
        ports::MonitorRow row;
        conformal::RiskMonitor monitor;
    };
    using Key = std::pair<std::string, std::string>; ///< task, tier

    explicit RiskWatch(const RiskWatchOptions& options)
        : m_options(options)
    {
    }
    [[nodiscard]] Result<Watch*> watchOf(const ports::WatchedTier& tier);
    void take(Watch& watch, const ports::JudgedAcceptance& judged, ports::MonitorUpdate& update) const;

    RiskWatchOptions m_options;
    std::map<Key, Watch> m_watches; ///< of the newest certificate
};

} // namespace core::engine
