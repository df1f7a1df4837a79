#pragma once

#include "core/ports/workspace_store.h"
#include "db/store_access.h"

namespace db {

class SqlExampleStore final : public core::ports::ExampleStore {
public:
    explicit SqlExampleStore(const Workspace& workspace);
    /// In transactions of some thousand examples, so that traffic is recorded between them; an import that
    /// was cut short is completed by importing again.
    [[nodiscard]] core::Result<ImportReport> import(std::span<const core::domain::Example> examples) override;
    [[nodiscard]] core::Result<std::vector<core::domain::StoredExample>> examples(
        const std::string& taskId, core::domain::DataSplit split) const override;
    [[nodiscard]] core::Result<void> forEach(
        const std::function<bool(const core::domain::StoredExample&)>& visit) const override;
    [[nodiscard]] core::Result<std::string> splitKey() const override;

private:
    StoreAccess m_access;
};

} // namespace db
