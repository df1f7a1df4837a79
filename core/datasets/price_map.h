#pragma once

#include "core/base/result.h"
#include "core/domain/tier.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::datasets {

struct PriceMapOrigin {
    std::string source; ///< shown beside every price, e.g. "LiteLLM price map 2026-11-01"
    std::int64_t validFromUs = 0; ///< microseconds since the epoch
};

/// Prices in the format of the public LiteLLM price map: {"model": {"input_cost_per_token": 2.5e-07,
/// "output_cost_per_token": ..., ...}, ...}. Other keys and the entry "sample_spec" are passed over. A
/// missing price, or null, is unknown. Prices are rounded half-even to whole picodollars a token. Ids depend
/// on model, prices, source and time only, so that reading a map twice makes no new versions.
[[nodiscard]] Result<std::vector<domain::PriceVersion>> parsePriceMap(
    std::string_view text, const PriceMapOrigin& origin);

/// The same from a file of at most 64 MiB.
[[nodiscard]] Result<std::vector<domain::PriceVersion>> readPriceMap(
    const std::filesystem::path& path, const PriceMapOrigin& origin);

/// The newest version of every model in the same format; unknown prices are left out.
[[nodiscard]] std::string formatPriceMap(std::span<const domain::PriceVersion> versions);

[[nodiscard]] Result<void> writePriceMap(
    const std::filesystem::path& path, std::span<const domain::PriceVersion> versions);

/// The id that these contents get.
[[nodiscard]] std::string priceVersionId(const domain::PriceVersion& version);

} // namespace core::datasets
