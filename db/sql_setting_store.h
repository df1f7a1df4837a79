#pragma once

#include "core/ports/workspace_store.h"
#include "db/store_access.h"

namespace db {

class SqlSettingStore final : public core::ports::SettingStore {
public:
    explicit SqlSettingStore(const Workspace& workspace);
    [[nodiscard]] core::Result<std::optional<std::string>> value(const std::string& key) const override;
    [[nodiscard]] core::Result<void> setValue(const std::string& key, const std::string& value) override;

private:
    StoreAccess m_access;
};

} // namespace db
