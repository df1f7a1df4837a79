#pragma once

#include "core/domain/money.h"

#include <optional>
#include <string>

namespace core::ports {

/// What a calendar month may cost. It is shown and compared, and stops nothing.
struct SetMonthlyBudget {
    std::string taskId; ///< empty: all tasks together
    std::optional<domain::Money> limit; ///< absent: no budget

    bool operator==(const SetMonthlyBudget&) const = default;
};

/// Adds a price version for the model of a tier and puts it in force; what was spent keeps its price.
struct SetTierPrice {
    std::string tierId;
    domain::TokenPrices prices; ///< an absent price is unknown, never 0
    std::string source; ///< where the figures come from; not empty
};

} // namespace core::ports
