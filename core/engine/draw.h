#pragma once

#include "core/base/hash.h"
#include "core/base/rng.h"

#include <cstdint>
#include <string_view>

namespace core::engine {

/// What a query is drawn for. Each has a draw of its own, independent of the others and of everything about
/// the query.
enum class Draw : std::uint64_t { Audit = 0, MonitorThinning = 1, Shadow = 2, ShadowReview = 3, Trial = 4, CalibrationThinning = 5 };

/// Uniform on [0, 1), reproducible from the decision id.
[[nodiscard]] inline double drawOf(std::string_view decisionId, Draw draw)
{
    return static_cast<double>(mixSeed(fnv1a(decisionId), static_cast<std::uint64_t>(draw)) >> 11) * 0x1.0p-53;
}

} // namespace core::engine
