#include "core/engine/certificate_basis.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace core::engine {

std::string certificateBasis(const domain::TaskPolicy& policy, std::span<const domain::Tier> tiersByRank)
{
    using nlohmann::json;
    json tiers = json::array();
    json prices = json::array();
    for (const domain::Tier& tier : tiersByRank) {
        const auto version = policy.modelVersions.find(tier.id);
        tiers.push_back({tier.id, tier.model, version == policy.modelVersions.end() ? "" : version->second});
        const auto priceOf = [](const auto& price) { return price ? json(*price) : json(); };
        prices.push_back({priceOf(tier.prices.inputPicoUsd), priceOf(tier.prices.outputPicoUsd)});
    }
    json basis{{"target", policy.answerFloor}, {"router", policy.routerVersion}, {"tiers", std::move(tiers)}};
    if (!policy.routerVersion.empty()) {
        basis["prices"] = std::move(prices); // without a router every tier is tried, whatever it costs
    }
    if (policy.limits.latencyMs || policy.limits.costUsd) {
        const auto limitOf = [](const std::optional<double>& limit) { return limit ? json(*limit) : json(); };
        basis["limits"] = {limitOf(policy.limits.latencyMs), limitOf(policy.limits.costUsd)};
    }
    if (!policy.scorerVersions.empty()) {
        basis["scorers"] = policy.scorerVersions;
    }
    return basis.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool hasSameAnswers(const std::string& basis, const std::string& other)
{
    nlohmann::json a = nlohmann::json::parse(basis, nullptr, false);
    nlohmann::json b = nlohmann::json::parse(other, nullptr, false);
    if (!a.is_object() || !b.is_object()) {
        return false;
    }
    for (const char* key : {"target", "scorers"}) {
        a.erase(key);
        b.erase(key);
    }
    return a == b;
}

bool hasSameLastTier(const std::string& basis, const std::string& other)
{
    const auto lastOf = [](const std::string& text) {
        const nlohmann::json parsed = nlohmann::json::parse(text, nullptr, false);
        const bool hasTiers = parsed.is_object() && parsed.contains("tiers") && !parsed["tiers"].empty();
        return hasTiers ? parsed["tiers"].back() : nlohmann::json();
    };
    const nlohmann::json last = lastOf(basis);
    return !last.is_null() && last == lastOf(other);
}

bool hasSameTarget(const std::string& basis, const std::string& other)
{
    const nlohmann::json a = nlohmann::json::parse(basis, nullptr, false);
    const nlohmann::json b = nlohmann::json::parse(other, nullptr, false);
    return a.is_object() && b.is_object() && a.value("target", nlohmann::json()) == b.value("target", nlohmann::json());
}

} // namespace core::engine
