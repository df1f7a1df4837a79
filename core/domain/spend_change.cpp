#include "core/domain/spend_change.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace core::domain {

namespace {

using CellKey = std::pair<std::string, std::string>; ///< task, tier

std::map<std::string, const TaskCost*> tasksOf(const CostSums& sums)
{
    std::map<std::string, const TaskCost*> byId;
    for (const TaskCost& task : sums.tasks) {
        byId.emplace(task.taskId, &task);
    }
    return byId;
}

std::map<CellKey, const TierCost*> cellsOf(const CostSums& sums)
{
    std::map<CellKey, const TierCost*> byKey;
    for (const TierCost& cell : sums.tiers) {
        byKey.emplace(CellKey{cell.taskId, cell.tierId}, &cell);
    }
    return byKey;
}

double perUnit(Money spend, std::int64_t units)
{
    return units > 0 ? static_cast<double>(spend.nanoUsd) / static_cast<double>(units) : 0;
}

Money rounded(double nanoUsd)
{
    return Money{std::llround(nanoUsd)};
}

/// New queries of every task at its old cost a query; a new task at its new cost.
double withNewMix(const CostSums& before, const CostSums& after)
{
    const auto old = tasksOf(before);
    double nano = 0;
    for (const TaskCost& task : after.tasks) {
        const auto found = old.find(task.taskId);
        const bool isNew = found == old.end() || found->second->queries == 0;
        nano += static_cast<double>(task.queries)
            * (isNew ? perUnit(task.spend, task.queries)
                     : perUnit(found->second->spend, found->second->queries));
    }
    return nano;
}

/// New answers of every tier, and as many calls beside them a query of the task as before, at the old cost a
/// call; a tier that was not called before at its new cost.
double withNewAnswers(const CostSums& before, const CostSums& after)
{
    const auto tasksBefore = tasksOf(before);
    const auto tasksAfter = tasksOf(after);
    double nano = 0;
    for (const TierCost& cell : before.tiers) { // what was called without answering goes on at the old rate
        const auto old = tasksBefore.find(cell.taskId);
        const auto grown = tasksAfter.find(cell.taskId);
        if (old == tasksBefore.end() || grown == tasksAfter.end() || old->second->queries == 0) {
            continue;
        }
        const double growth
            = static_cast<double>(grown->second->queries) / static_cast<double>(old->second->queries);
        nano += static_cast<double>(cell.attempts - cell.queries) * growth * perUnit(cell.spend, cell.attempts);
    }
    const auto old = cellsOf(before);
    for (const TierCost& cell : after.tiers) {
        const auto found = old.find({cell.taskId, cell.tierId});
        const bool isNew = found == old.end() || found->second->attempts == 0;
        const auto task = tasksBefore.find(cell.taskId);
        const bool isNewTask = task == tasksBefore.end() || task->second->queries == 0;
        // a new task came in with the mix, whole
        nano += static_cast<double>(isNewTask ? cell.attempts : cell.queries)
            * (isNew ? perUnit(cell.spend, cell.attempts) : perUnit(found->second->spend, found->second->attempts));
    }
    return nano;
}

/// New calls of every tier at their old cost a call; a tier that was not called before at its new cost.
double withNewCalls(const CostSums& before, const CostSums& after)
{
    const auto old = cellsOf(before);
    double nano = 0;
    for (const TierCost& cell : after.tiers) {
        const auto found = old.find({cell.taskId, cell.tierId});
        const bool isNew = found == old.end() || found->second->attempts == 0;
        nano += static_cast<double>(cell.attempts)
            * (isNew ? perUnit(cell.spend, cell.attempts)
                     : perUnit(found->second->spend, found->second->attempts));
    }
    return nano;
}

/// The list price that old and new tokens are valued by where the tier's price changed; nothing where it did not, or
/// where a price is not known.
std::optional<TokenPrices> comparablePrice(const RangePrices& prices, const std::string& tierId)
{
    const auto start = prices.atStart.find(tierId);
    const auto middle = prices.between.find(tierId);
    const auto end = prices.atEnd.find(tierId);
    if (start == prices.atStart.end() || middle == prices.between.end() || end == prices.atEnd.end()) {
        return std::nullopt;
    }
    const auto isKnown = [](const TokenPrices& price) { return price.inputPicoUsd && price.outputPicoUsd; };
    const bool isComparable = isKnown(start->second) && isKnown(middle->second) && isKnown(end->second);
    if (!isComparable || (start->second == middle->second && middle->second == end->second)) {
        return std::nullopt;
    }
    return start->second == middle->second ? start->second : end->second;
}

double listed(const TokenUsage& tokens, const TokenPrices& price)
{
    const std::optional<Money> cost = costOf(tokens, price);
    return cost ? static_cast<double>(cost->nanoUsd) : 0.0;
}

/// The cell's new tokens at its old price. Where that did not change, what was paid.
double atOldPrice(const TierCost& cell, const std::map<CellKey, const TierCost*>& old, const RangePrices& prices)
{
    const auto found = old.find({cell.taskId, cell.tierId});
    const std::optional<TokenPrices> price = comparablePrice(prices, cell.tierId);
    const double listedBefore = price && found != old.end() ? listed(found->second->tokens, *price) : 0.0;
    return listedBefore > 0
        ? listed(cell.tokens, *price) * (static_cast<double>(found->second->spend.nanoUsd) / listedBefore)
        : static_cast<double>(cell.spend.nanoUsd);
}

double withNewTokens(const CostSums& before, const CostSums& after, const RangePrices& prices)
{
    const auto old = cellsOf(before);
    double nano = 0;
    for (const TierCost& cell : after.tiers) {
        nano += atOldPrice(cell, old, prices);
    }
    return nano;
}

std::string repricedTier(const CostSums& before, const CostSums& after, const RangePrices& prices)
{
    const auto old = cellsOf(before);
    std::map<std::string, double> moved;
    for (const TierCost& cell : after.tiers) {
        moved[cell.tierId] += static_cast<double>(cell.spend.nanoUsd) - atOldPrice(cell, old, prices);
    }
    const auto most = std::max_element(moved.begin(), moved.end(),
        [](const auto& a, const auto& b) { return std::abs(a.second) < std::abs(b.second); });
    return most == moved.end() || most->second == 0 ? std::string() : most->first;
}

} // namespace

SpendChange explainSpendChange(const CostSums& before, const CostSums& after, const RangePrices& prices)
{
    SpendChange change;
    change.before = before.spend();
    change.after = after.spend();
    const std::int64_t queriesBefore = before.queries();
    if (queriesBefore == 0 || after.queries() == 0) {
        change.volume = change.after - change.before; // all of it came or went
        return change;
    }
    const double growth = static_cast<double>(after.queries()) / static_cast<double>(queriesBefore);
    const Money grown = rounded(static_cast<double>(change.before.nanoUsd) * growth);
    const Money mixed = rounded(withNewMix(before, after));
    const Money answered = rounded(withNewAnswers(before, after));
    const Money called = rounded(withNewCalls(before, after));
    const Money longer = rounded(withNewTokens(before, after, prices));
    change.volume = grown - change.before;
    change.taskMix = mixed - grown;
    change.routing = answered - mixed;
    change.escalation = called - answered;
    change.tokens = longer - called;
    change.price = change.after - longer;
    change.repricedTierId = repricedTier(before, after, prices);
    return change;
}

} // namespace core::domain
