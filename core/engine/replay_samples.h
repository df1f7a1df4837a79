#pragma once

#include "core/conformal/what_if.h"
#include "core/engine/tier_certification.h"
#include "core/ports/traffic_replay.h"

#include <cstddef>
#include <span>

namespace core::engine {

/// Examples as a replay takes them. A tier that the plan would not ask costs nothing and keeps nothing.
[[nodiscard]] conformal::ReplaySample sampleFrom(
    std::span<const ScoredExample> examples, std::span<const domain::Tier> tiersByRank);

/// Recent queries as a replay takes them: what a tier did where it was asked; elsewhere its expected cost, and
/// the score by the router's word where that is what a threshold compares. A query whose score at a tier is known to nobody
/// is left out. `limits` shape the plans, as they do for live queries.
[[nodiscard]] conformal::ReplaySample sampleFrom(
    std::span<const ports::TrafficQuery> traffic, std::span<const domain::Tier> tiersByRank,
    const domain::RouteLimits& limits = {}, const Scorers& scorers = {});

/// Gives answers of `sample` whose cost is unknown the mean cost of their tier in `known`.
void fillUnknownCosts(conformal::ReplaySample& sample, const conformal::ReplaySample& known);

/// Gives answers of tiers that were not asked a latency: those of the tier's known ones, in turn. A tier without any
/// keeps none.
void fillUnknownLatencies(conformal::ReplaySample& sample);

/// Share of queries for which the quality of some answer is known.
[[nodiscard]] double judgedShare(const conformal::ReplaySample& sample);

} // namespace core::engine
