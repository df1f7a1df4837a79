#pragma once

#include "core/ports/history.h"
#include "db/store_access.h"

namespace db {

class SqlRequestHistory final : public core::ports::RequestHistory {
public:
    explicit SqlRequestHistory(const Workspace& workspace);
    [[nodiscard]] core::Result<core::ports::RequestPage> page(const core::ports::RequestFilter& filter,
        const core::ports::RequestOrder& order, const std::optional<core::ports::RequestCursor>& after,
        int limit) const override;
    [[nodiscard]] core::Result<std::int64_t> count(
        const core::ports::RequestFilter& filter, std::int64_t limit) const override;
    [[nodiscard]] core::Result<std::optional<core::domain::QueryRecord>> find(
        const std::string& id) const override;
    [[nodiscard]] core::Result<std::vector<core::domain::Outcome>> outcomes(
        const std::string& queryId) const override;

private:
    StoreAccess m_access;
};

} // namespace db
