#include "core/routing/cost_expectation.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::routing {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::int64_t roundedMean(std::int64_t sum, std::int64_t count)
{
    return static_cast<std::int64_t>(std::llround(static_cast<double>(sum) / static_cast<double>(count)));
}

} // namespace

void CostExpectation::observe(const std::string& taskId, const std::string& tierId, std::int64_t textTokens,
    const domain::TokenUsage& usage, double latencyMs)
{
    add(taskId, tierId, Observed{1, usage.promptTokens, textTokens, usage.completionTokens, latencyMs});
}

void CostExpectation::add(const std::string& taskId, const std::string& tierId, const Observed& observed)
{
    const std::lock_guard lock(m_mutex);
    Observed& sum = m_observed[{taskId, tierId}];
    sum.answers += observed.answers;
    sum.promptTokens += observed.promptTokens;
    sum.textTokens += observed.textTokens;
    sum.completionTokens += observed.completionTokens;
    sum.latencyMs += observed.latencyMs;
}

CostExpectation::Observed CostExpectation::observed(const std::string& taskId, const std::string& tierId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_observed.find({taskId, tierId});
    return found == m_observed.end() ? Observed{} : found->second;
}

std::map<std::pair<std::string, std::string>, CostExpectation::Observed> CostExpectation::all() const
{
    const std::lock_guard lock(m_mutex);
    return m_observed;
}

std::optional<domain::Money> CostExpectation::expectedCost(
    const std::string& taskId, const domain::Tier& tier, std::int64_t textTokens) const
{
    const Observed seen = observed(taskId, tier.id);
    if (seen.answers == 0) {
        return std::nullopt;
    }
    const std::int64_t instructions = roundedMean(seen.promptTokens - seen.textTokens, seen.answers);
    const domain::TokenUsage usage{
        std::max<std::int64_t>(0, textTokens + instructions), roundedMean(seen.completionTokens, seen.answers)};
    return domain::costOf(usage, tier.prices);
}

void CostExpectation::complete(domain::RoutePrediction& prediction, const std::string& taskId,
    std::span<const domain::Tier> tiersByRank, std::int64_t textTokens) const
{
    std::vector<domain::TierPrediction> completed;
    completed.reserve(tiersByRank.size());
    for (const domain::Tier& tier : tiersByRank) {
        const auto known = std::find_if(prediction.tiers.begin(), prediction.tiers.end(),
            [&](const domain::TierPrediction& p) { return p.tierId == tier.id; });
        domain::TierPrediction row = known == prediction.tiers.end()
            ? domain::TierPrediction{tier.id, kUnknown, kUnknown, kUnknown, 0.0}
            : *known;
        const std::optional<domain::Money> cost = expectedCost(taskId, tier, textTokens);
        const Observed seen = observed(taskId, tier.id);
        row.expectedCostUsd = cost ? cost->usd() : kUnknown;
        row.expectedLatencyMs
            = seen.answers > 0 ? seen.latencyMs / static_cast<double>(seen.answers) : tier.typicalLatencyMs;
        completed.push_back(std::move(row));
    }
    prediction.tiers = std::move(completed);
}

} // namespace core::routing
