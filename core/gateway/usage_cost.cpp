#include "core/gateway/usage_cost.h"

#include "core/providers/json_slices.h"

namespace core::gateway {

std::string usageWithCost(std::string_view usageJson, std::optional<domain::Money> cost)
{
    const Result<providers::JsonSlices> usage = providers::JsonSlices::scan(usageJson);
    return usage && cost ? providers::JsonEdit(*usage).set("cost", domain::toDecimalUsd(*cost)).applied()
                         : std::string(usageJson);
}

} // namespace core::gateway
