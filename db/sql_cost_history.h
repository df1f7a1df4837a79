#pragma once

#include "core/ports/cost_history.h"
#include "db/store_access.h"

namespace db {

class SqlCostHistory final : public core::ports::CostHistory {
public:
    explicit SqlCostHistory(const Workspace& workspace);
    [[nodiscard]] core::Result<core::ports::CostReport> report(
        const core::ports::OverviewQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::DayCost>> days(
        const core::ports::OverviewQuery& query) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::ModelCost>> models(
        const core::ports::OverviewQuery& query) const override;

private:
    StoreAccess m_access;
};

} // namespace db
