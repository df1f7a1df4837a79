#pragma once

#include "core/domain/policy.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::conformal {

/// What is in force now for one (task, tier).
struct VersionsInForce {
    std::string routerVersion;
    std::string modelVersion;
    double alpha = 0.05;
    std::string basis{}; ///< target, tiers and prices as JSON, as the certificate notes them; empty: not compared
    int scopeTasks = 1; ///< tasks that the promise in force covers at once
};

/// Why a certificate no longer holds, one sentence each; empty: it holds.
[[nodiscard]] std::vector<std::string> voidReasons(
    const domain::Certificate& certificate, const VersionsInForce& now);

/// Index of the first certificate (cheapest tier first) that is void. It and every later one are void too,
/// because later tiers were certified on what this tier escalated. certificates.size() when all hold. `now`
/// has one entry a certificate.
[[nodiscard]] std::size_t firstVoid(
    std::span<const domain::Certificate> certificates, std::span<const VersionsInForce> now);

} // namespace core::conformal
