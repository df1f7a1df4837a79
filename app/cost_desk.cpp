#include "app/cost_desk.h"

#include "core/datasets/price_map.h"

#include <algorithm>
#include <utility>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace ports = core::ports;

Result<ports::CommandReceipt> CostDesk::run(const ports::SetMonthlyBudget& command)
{
    const auto state = m_host.engine().servingState();
    if (!command.taskId.empty() && !state->tasks.contains(command.taskId)) {
        return core::fail(ErrorCode::NotFound, "no task '" + command.taskId + "'");
    }
    if (const Result<void> stored = m_host.stores().costBook->setMonthlyBudget(command.taskId, command.limit);
        !stored) {
        return core::fail(stored.error());
    }
    return ports::CommandReceipt{command.limit
            ? "The budget of a month is $" + domain::toDecimalUsd(*command.limit)
            : std::string("There is no budget"),
        {}};
}

Result<ports::CommandReceipt> CostDesk::run(const ports::SetTierPrice& command)
{
    if (command.source.empty()) {
        return core::fail(
            ErrorCode::InvalidArgument, "a price needs its source: say where the figures come from");
    }
    Result<std::vector<domain::Tier>> tiers = m_host.stores().portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const auto tier = std::find_if(
        tiers->begin(), tiers->end(), [&](const domain::Tier& other) { return other.id == command.tierId; });
    if (tier == tiers->end()) {
        return core::fail(ErrorCode::NotFound, "no tier '" + command.tierId + "'");
    }
    domain::PriceVersion version{
        {}, tier->model, command.prices, command.source, core::toMicroseconds(m_host.clock().now())};
    version.id = core::datasets::priceVersionId(version);
    if (const Result<void> added = m_host.stores().portfolio->addPriceVersion(version); !added) {
        return core::fail(added.error());
    }
    tier->priceVersionId = version.id;
    tier->prices = version.prices;
    if (const Result<void> saved = m_host.stores().portfolio->saveTier(*tier); !saved) {
        return core::fail(saved.error());
    }
    if (const Result<void> loaded = m_host.reload(); !loaded) {
        return core::fail(loaded.error());
    }
    return ports::CommandReceipt{
        "Price version " + version.id + " of " + tier->name + " is in force", version.id};
}

} // namespace app
