#pragma once

#include "app/commands/routing_methods.h"
#include "core/domain/money.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace app::commands {

/// The judged texts of a recording; `usages` are (texts, models), `prices` one a model or empty.
struct RoutingData {
    std::vector<std::string> ids;
    std::vector<core::ports::RouterExample> examples;
    std::vector<std::vector<core::domain::TokenUsage>> usages;
    std::vector<core::domain::TokenPrices> prices;
};

/// Expected qualities of every text by method: "ours", its components, the baselines.
using MethodScores = std::map<std::string, Qualities>;
inline constexpr const char* kMeetsTarget = "meets_target";

/// Means over the runs; intervals from bootstrap samples of the items in every run. Appends one row an item
/// of the first run.
[[nodiscard]] nlohmann::ordered_json twoModelReport(const RoutingData& data, const std::vector<MethodScores>& runs,
    double floor, nlohmann::ordered_json& rows);
[[nodiscard]] nlohmann::ordered_json manyModelReport(const RoutingData& data, const std::vector<std::string>& models,
    const std::vector<MethodScores>& runs, double floor, nlohmann::ordered_json& rows);

} // namespace app::commands
