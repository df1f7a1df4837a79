#pragma once

#include "core/ports/workspace_store.h"
#include "db/store_access.h"

namespace db {

class SqlPolicyStore final : public core::ports::PolicyStore {
public:
    explicit SqlPolicyStore(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::domain::PolicyVersion>> versions() const override;
    [[nodiscard]] core::Result<std::optional<core::domain::PolicyVersion>> active() const override;
    [[nodiscard]] core::Result<void> append(const core::domain::PolicyVersion& version,
        std::span<const core::domain::Certificate> certificates) override;
    [[nodiscard]] core::Result<std::vector<core::domain::Certificate>> certificates(
        const std::string& taskId, const std::string& tierId) const override;

private:
    StoreAccess m_access;
};

/// Every policy version, ascending. For the store and for doctor. Throws SqlFailure.
[[nodiscard]] std::vector<core::domain::PolicyVersion> readPolicyVersions(Connection& connection);

} // namespace db
