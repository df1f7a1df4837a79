#pragma once

#include "core/base/result.h"
#include "core/domain/money.h"
#include "core/domain/tier.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// Budgets of the calendar month, and every price that was ever in force.
class CostBook {
public:
    virtual ~CostBook() = default;
    /// By task id; "" for all tasks together.
    [[nodiscard]] virtual Result<std::map<std::string, domain::Money>> monthlyBudgets() const = 0;
    virtual Result<void> setMonthlyBudget(
        const std::string& taskId, const std::optional<domain::Money>& limit)
        = 0;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<domain::PriceVersion>> priceVersions() const = 0;
};

} // namespace core::ports
