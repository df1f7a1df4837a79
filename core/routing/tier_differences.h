#pragma once

#include <vector>

namespace core::routing {

/// One value a tier, as differences from the mean over the tiers that are observed; NaN where one is not.
[[nodiscard]] std::vector<double> centred(const std::vector<double>& values, const std::vector<double>& observed);

/// 4 times the mean square of the centred values: of two tiers, the square of the gain; for qualities in [0, 1] at most
/// 1. NaN where fewer than two tiers are observed.
[[nodiscard]] double spread(const std::vector<double>& values, const std::vector<double>& observed);

} // namespace core::routing
