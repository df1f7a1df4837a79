#pragma once

#include "core/engine/certification_evidence.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Number of tiers, from the cheapest, that hold a threshold without a gap; never the last.
[[nodiscard]] std::size_t certifiedTiers(
    std::span<const domain::Tier> tiersByRank, const std::map<std::string, double>& thresholds);

/// Says of every NONE among `certificates`, which are of the tiers from `firstTier` on, when it is one because the tiers
/// before it accept every judged answer that the tier could have been asked for, and these are enough to tell: there
/// is nothing to certify then, and nothing that is missing. `certified` are the thresholds before `firstTier`.
void nameUnreached(std::vector<domain::Certificate>& certificates, std::span<const domain::Tier> tiersByRank,
    std::size_t firstTier, const std::map<std::string, double>& certified, const CertificationEvidence& judged);

/// Whether nameUnreached() said so, or certifying left the tier out because asking it does not pay.
[[nodiscard]] bool isUnreached(const domain::Certificate& certificate);

} // namespace core::engine
