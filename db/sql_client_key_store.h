#pragma once

#include "core/ports/client_key_store.h"
#include "db/store_access.h"

namespace db {

class SqlClientKeyStore final : public core::ports::ClientKeyStore {
public:
    explicit SqlClientKeyStore(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::domain::ClientKey>> clientKeys() const override;
    [[nodiscard]] core::Result<void> saveClientKey(const core::domain::ClientKey& key) override;
    /// From the rollups: of a day where `since` is midnight UTC, of hours otherwise (the hour of `since` as a
    /// whole).
    [[nodiscard]] core::Result<core::domain::Money> spentSince(
        const std::string& keyId, core::TimePoint since) const override;

private:
    StoreAccess m_access;
};

} // namespace db
