#pragma once

#include "core/ports/decision_store.h"
#include "db/store_access.h"

namespace db {

class SqlDecisionStore final : public core::ports::DecisionStore {
public:
    explicit SqlDecisionStore(const Workspace& workspace);
    [[nodiscard]] core::Result<void> append(const core::domain::QueryRecord& record) override;
    [[nodiscard]] core::Result<void> append(const core::domain::Outcome& outcome) override;
    [[nodiscard]] core::Result<void> append(const core::domain::Withdrawal& withdrawal) override;
    [[nodiscard]] core::Result<void> flush() override;
    [[nodiscard]] core::ports::DecisionStoreStatus status() const override;

private:
    [[nodiscard]] core::Result<std::optional<std::string>> storedTask(const std::string& queryId) const;

    StoreAccess m_access;
};

} // namespace db
