#pragma once

#include "core/domain/tier.h"

#include <vector>

namespace core::datasets {

struct DemoPortfolio {
    std::vector<domain::Tier> tiers; ///< in rank order, with the prices in force
    std::vector<domain::PriceVersion> priceVersions;
};

/// The tiers of the demo workspace and all that is assumed about their prices:
///     student     $0.02 / $0.02 per million tokens in / out: hosting, not a vendor's price
///     sim-medium  $0.60 / $2.40
///     sim-large   $5.00 / $20.00
/// The two simulated tiers serve the answers that the workload generator records with each query.
[[nodiscard]] DemoPortfolio demoPortfolio();

} // namespace core::datasets
