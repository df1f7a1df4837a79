#include "app/benches/cascade_limits.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace app::benches {

namespace {

std::int64_t nanoUsd(const TierResult& result, const core::domain::TokenPrices& prices)
{
    const auto cost = core::domain::costOf(result.usage, prices);
    return cost ? cost->nanoUsd : 0;
}

/// How many of the answers, best score first, one threshold can keep. Equal scores stay together.
std::size_t keptByScore(const std::vector<const TierResult*>& bestFirst, double alpha)
{
    std::size_t kept = 0;
    std::size_t failures = 0;
    for (std::size_t i = 0; i < bestFirst.size(); ++i) {
        failures += bestFirst[i]->isFailure ? 1 : 0;
        const bool isTied = i + 1 < bestFirst.size() && bestFirst[i + 1]->score == bestFirst[i]->score;
        if (!isTied && static_cast<double>(failures) <= alpha * static_cast<double>(i + 1)) {
            kept = i + 1;
        }
    }
    return kept;
}

} // namespace

CascadeLimits limitsOf(
    const CascadeSetup& setup, const CascadeQueries& queries, std::size_t tier, const PriceTable& prices)
{
    CascadeLimits limits;
    if (queries.empty()) {
        return limits;
    }
    std::vector<const TierResult*> answers;
    std::int64_t asked = 0;
    std::int64_t last = 0;
    std::size_t right = 0;
    for (const CascadeQuery& query : queries) {
        last += nanoUsd(query.back(), prices.prices.back());
        if (!std::isnan(query[tier].score)) {
            answers.push_back(&query[tier]);
            asked += nanoUsd(query[tier], prices.prices[tier]);
            right += query[tier].isFailure ? 0 : 1;
        }
    }
    std::ranges::stable_sort(answers, std::ranges::greater(), &TierResult::score);
    const double alpha = setup.target.alpha;
    const std::size_t kept = keptByScore(answers, alpha);
    const double threshold = kept > 0 ? answers[kept - 1]->score : INFINITY;
    limits.costKnownThreshold = asked;
    for (const CascadeQuery& query : queries) {
        const bool isKept = query[tier].score >= threshold;
        limits.costKnownThreshold += isKept ? 0 : nanoUsd(query.back(), prices.prices.back());
    }
    const auto all = static_cast<double>(queries.size());
    limits.meetsTarget = static_cast<double>(right) / all;
    limits.keptKnownThreshold = static_cast<double>(kept) / all;
    limits.keptPerfectScore
        = std::min(static_cast<double>(answers.size()), static_cast<double>(right) / (1 - alpha)) / all;
    limits.costPerfectScore = asked + std::llround((1 - limits.keptPerfectScore) * static_cast<double>(last));
    return limits;
}

} // namespace app::benches
