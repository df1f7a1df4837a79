#pragma once

#include "core/conformal/what_if.h"
#include "core/engine/replay_samples.h"
#include "core/ports/policy_preview.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Recent queries whose answer was judged, the oldest judgement first.
struct JudgedTraffic {
    struct Judgement {
        std::string queryId;
        double probability = 1; ///< with which it was drawn
        TimePoint at{};
    };
    conformal::ReplaySample sample;
    std::vector<Judgement> judgements; ///< one a query of `sample`
};

/// The newest `most` judged queries of `traffic` that a replay can take: see sampleFrom.
[[nodiscard]] JudgedTraffic judgedTraffic(std::span<const ports::TrafficQuery> traffic,
    std::span<const domain::Tier> tiersByRank, const domain::RouteLimits& limits, const Scorers& scorers,
    std::size_t most);

/// Whether RiskWatch would have rung, had the certificates been in force and the answers been judged by this target.
/// Speaks of answers of known quality that a tier below the last keeps: what a draft keeps and what was in force
/// passed on is mostly not judged.
[[nodiscard]] Result<ports::AlarmReplay> replayAlarm(const JudgedTraffic& judged,
    std::span<const domain::Certificate> certificates, double answerFloor);

} // namespace core::engine
