#include "core/engine/planning_costs.h"

#include <nlohmann/json.hpp>

namespace core::engine {

std::string toJson(const PlanningCosts& costs)
{
    nlohmann::ordered_json tiers = nlohmann::ordered_json::object();
    for (const auto& [tierId, seen] : costs) {
        tiers[tierId] = {seen.answers, seen.promptTokens, seen.textTokens, seen.completionTokens, seen.latencyMs};
    }
    return nlohmann::ordered_json{{"planning_costs", std::move(tiers)}}.dump();
}

std::shared_ptr<const routing::CostExpectation> planningCostsFrom(
    const std::string& taskId, const std::string& metricsJson)
{
    const nlohmann::json json = nlohmann::json::parse(metricsJson, nullptr, false);
    if (!json.is_object() || !json.contains("planning_costs")) {
        return nullptr;
    }
    try {
        auto costs = std::make_shared<routing::CostExpectation>();
        for (const auto& [tierId, seen] : json.at("planning_costs").items()) {
            costs->add(taskId, tierId, {seen.at(0), seen.at(1), seen.at(2), seen.at(3), seen.at(4)});
        }
        return costs;
    } catch (const nlohmann::json::exception&) {
        return nullptr;
    }
}

} // namespace core::engine
