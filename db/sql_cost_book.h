#pragma once

#include "core/ports/cost_book.h"
#include "db/store_access.h"

namespace db {

/// Monthly budgets are the rows of `budgets` without a client key; their period of 30 days stands for a
/// calendar month.
class SqlCostBook final : public core::ports::CostBook {
public:
    explicit SqlCostBook(const Workspace& workspace);
    [[nodiscard]] core::Result<std::map<std::string, core::domain::Money>> monthlyBudgets() const override;
    core::Result<void> setMonthlyBudget(
        const std::string& taskId, const std::optional<core::domain::Money>& limit) override;
    [[nodiscard]] core::Result<std::vector<core::domain::PriceVersion>> priceVersions() const override;

private:
    StoreAccess m_access;
};

} // namespace db
