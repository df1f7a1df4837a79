#pragma once

#include "app/benches/cascade_table.h"
#include "core/base/result.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace app::benches {

/// Two students and the last tier under public list prices. The students run on the machine at hand; they are priced
/// as if hosted, by the classes that a vendor lists for models of up to 4 and up to 8 billion parameters: more than
/// they cost.
[[nodiscard]] PriceTable publicPrices();
/// The published system's, $0.01 / .10 / 8.00 per 1,000 tokens for its first, second and last tier.
[[nodiscard]] PriceTable paperPrices();

/// Public list prices of models that the known recordings hold; nothing for others.
[[nodiscard]] std::optional<core::domain::TokenPrices> recordedModelPrices(const std::string& model);
inline constexpr const char* kRecordedPricesName
    = "public list prices of LiteLLM's price map and the recording's own table, 2025";
/// The published system's prices where both models play one of its tiers (Mixtral, GPT-4).
[[nodiscard]] std::optional<core::domain::TokenPrices> paperModelPrices(const std::string& model);

/// Prices of the models, in their order, from a LiteLLM price map; without a file, the list prices of known models.
/// InvalidArgument names the model that has none.
[[nodiscard]] core::Result<PriceTable> pricesFor(const std::string& file, std::span<const std::string> models);

} // namespace app::benches
