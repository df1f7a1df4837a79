#pragma once

#include "core/domain/query_record.h"
#include "core/domain/tier.h"

#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace core::routing {

/// Mean tokens and latency observed per (task, tier). Feeds the planner's expected costs and the estimated cost of a
/// last tier that was not called: the prompt's tokens (as that tier counts them, instructions included) plus the
/// mean completion. Thread-safe.
class CostExpectation {
public:
    struct Observed {
        std::int64_t answers = 0;
        std::int64_t promptTokens = 0;     ///< sum over `answers`, as the tier counted them
        std::int64_t textTokens = 0;       ///< sum over `answers` of domain::estimatedTokens(text)
        std::int64_t completionTokens = 0; ///< sum over `answers`
        double latencyMs = 0;              ///< sum over `answers`
    };

    void observe(const std::string& taskId, const std::string& tierId, std::int64_t textTokens,
        const domain::TokenUsage& usage, double latencyMs);

    /// Adds counts from an earlier session or from calibration.
    void add(const std::string& taskId, const std::string& tierId, const Observed& observed);

    [[nodiscard]] Observed observed(const std::string& taskId, const std::string& tierId) const;
    [[nodiscard]] std::map<std::pair<std::string, std::string>, Observed> all() const;

    /// Expected cost of asking the tier for a text of `textTokens`, rounded half-even once. Nothing when the tier
    /// was never seen on the task or its price is unknown.
    [[nodiscard]] std::optional<domain::Money> expectedCost(
        const std::string& taskId, const domain::Tier& tier, std::int64_t textTokens) const;

    /// Fills expectedCostUsd (NaN when unknown) and expectedLatencyMs of every tier; a tier that the router does
    /// not speak of is added with NaN probability and quality.
    void complete(domain::RoutePrediction& prediction, const std::string& taskId,
        std::span<const domain::Tier> tiersByRank, std::int64_t textTokens) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, Observed> m_observed;
};

} // namespace core::routing
