#pragma once

#include "core/distill/candidate.h"

#include <span>

namespace core::distill {

/// What teaching `chosen` should save: escalated or failed queries covered by their neighbourhoods (see
/// coverageOf) x learnability x price difference - teacher and training cost. The interval is that of the
/// learnability, widened by the Poisson noise of the count. Without embeddings a text covers its own cluster
/// evenly.
[[nodiscard]] PredictedSaving predictSaving(
    std::span<const Candidate> pool, std::span<const std::size_t> chosen, const SelectionBudget& budget);

/// Queries of the pool, weighted, that would profit and are near a chosen text; each counts at most once.
[[nodiscard]] double coverageOf(std::span<const Candidate> pool, std::span<const std::size_t> chosen);

} // namespace core::distill
