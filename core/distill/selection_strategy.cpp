#include "core/distill/selection_strategy.h"

#include "core/distill/predicted_saving.h"
#include "core/distill/saving_strategy.h"
#include "core/distill/simple_strategies.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace core::distill {

namespace {

constexpr std::array<std::pair<SelectionMethod, std::string_view>, 7> kNames{{
    {SelectionMethod::RandomTraffic, "random_traffic"},
    {SelectionMethod::RandomEscalated, "random_escalated"},
    {SelectionMethod::RandomFailures, "random_failures"},
    {SelectionMethod::LeastConfident, "least_confident"},
    {SelectionMethod::TopClusters, "top_clusters"},
    {SelectionMethod::StratifiedFailures, "stratified_failures"},
    {SelectionMethod::ExpectedSaving, "expected_saving"},
}};

constexpr std::array<SelectionMethod, 7> kMethods{SelectionMethod::RandomTraffic,
    SelectionMethod::RandomEscalated, SelectionMethod::RandomFailures, SelectionMethod::LeastConfident,
    SelectionMethod::TopClusters, SelectionMethod::StratifiedFailures, SelectionMethod::ExpectedSaving};

Result<void> checkPool(std::span<const Candidate> pool)
{
    for (const Candidate& candidate : pool) {
        if (candidate.embedding.size() != pool.front().embedding.size()) {
            return fail(ErrorCode::InvalidArgument,
                "text " + candidate.textId + " has an embedding of another length than the first one's");
        }
        if (!std::isfinite(candidate.confidence) || !std::isfinite(candidate.weight) || candidate.weight < 0) {
            return fail(ErrorCode::InvalidArgument,
                "text " + candidate.textId + " has a confidence or weight that cannot be used");
        }
    }
    return {};
}

std::vector<std::size_t> withoutRepeats(std::span<const Candidate> pool, std::vector<std::size_t> chosen)
{
    std::set<std::string_view> seen;
    std::erase_if(chosen, [&](std::size_t i) { return !seen.insert(pool[i].textId).second; });
    return chosen;
}

} // namespace

std::string_view toString(SelectionMethod method)
{
    const auto* found
        = std::ranges::find(kNames, method, &std::pair<SelectionMethod, std::string_view>::first);
    return found->second;
}

std::optional<SelectionMethod> selectionMethodFrom(std::string_view name)
{
    const auto* found
        = std::ranges::find(kNames, name, &std::pair<SelectionMethod, std::string_view>::second);
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

std::span<const SelectionMethod> allSelectionMethods()
{
    return kMethods;
}

Result<Selection> SelectionStrategy::select(
    std::span<const Candidate> pool, const SelectionBudget& budget, std::uint64_t seed) const
{
    if (Result<void> checked = checkPool(pool); !checked) {
        return fail(checked.error());
    }
    Selection selection;
    const std::size_t calls = budget.affordableCalls();
    if (calls == 0) {
        selection.reason = "the budget does not pay for one teacher answer";
        return selection;
    }
    Rng rng(seed);
    selection.chosen = withoutRepeats(pool, choose(pool, calls, rng));
    if (selection.chosen.empty()) {
        selection.reason = "no text of the pool qualifies";
        return selection;
    }
    selection.saving = predictSaving(pool, selection.chosen, budget);
    selection.isWorthIt = selection.saving.net > domain::Money{0};
    if (!selection.isWorthIt) {
        selection.chosen.clear();
        selection.reason = "not worth it: the expected saving does not exceed teacher and training cost";
    }
    return selection;
}

std::unique_ptr<SelectionStrategy> makeSelectionStrategy(SelectionMethod method)
{
    if (method == SelectionMethod::ExpectedSaving) {
        return makeSavingStrategy();
    }
    return makeSimpleStrategy(method);
}

} // namespace core::distill
