#pragma once

#include "core/ports/workspace_store.h"
#include "db/store_access.h"

namespace db {

class SqlPortfolioStore final : public core::ports::PortfolioStore {
public:
    explicit SqlPortfolioStore(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::domain::Task>> tasks() const override;
    [[nodiscard]] core::Result<void> saveTask(const core::domain::Task& task) override;
    [[nodiscard]] core::Result<std::vector<core::domain::Tier>> tiers() const override;
    /// A price version that the tier names and the workspace lacks is added from the tier's own prices.
    [[nodiscard]] core::Result<void> saveTier(const core::domain::Tier& tier) override;
    [[nodiscard]] core::Result<void> addPriceVersion(const core::domain::PriceVersion& version) override;
    [[nodiscard]] core::Result<std::vector<core::domain::PriceVersion>> priceVersions() const override;

private:
    StoreAccess m_access;
};

} // namespace db
