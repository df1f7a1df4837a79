#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core::conformal {

/// Cascades of 2 or 3 certified tiers before a last one that always answers. A query has difficulty d uniform
/// on (0, 1); tier t scores 1 - d + N(0, .1), fails with probability .6 d^2 / (1 + 2 t) and costs 10^t.
struct TierSimulationOptions {
    int certifiedTiers = 2; ///< 1 to 3
    std::size_t n = 2000; ///< calibration queries; tuning has half
    double alpha = 0.1;
    double delta = 0.1;
    int trials = 500;
    std::uint64_t seed = 20260102;
};

struct TierSimulationRow {
    std::string
        method; ///< "union_bound_looking_ahead", "union_bound", "every_tier_on_all_queries", "plug_in"
    bool isCertified = false; ///< it promises violation <= delta for any tier
    double violation = 0; ///< share of trials in which some tier's true risk exceeds alpha
    double costPerQuery = 0;
    double keptShare = 0; ///< of queries answered below the last tier
};

[[nodiscard]] std::vector<TierSimulationRow> simulateTiers(const TierSimulationOptions& options);

/// The paper's conformal initialisation on scenario A ("graded") of METHODS 1 at several calibration sizes.
struct InitialisationRow {
    std::size_t n = 0;
    double correctEscalated = 0; ///< mean share of correct answers that it escalates: what the rule controls
    double failureRate = 0; ///< mean true failure rate among accepted answers: what an operator asks
    double violation = 0; ///< share of trials with failure rate > alpha
    double publishedViolation = 0; ///< the paper's figure at this n
};
[[nodiscard]] std::vector<InitialisationRow> simulateInitialisation(
    double alpha, int trials, std::uint64_t seed);

} // namespace core::conformal
