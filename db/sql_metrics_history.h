#pragma once

#include "core/ports/history.h"
#include "db/store_access.h"

namespace db {

class SqlMetricsHistory final : public core::ports::MetricsHistory {
public:
    explicit SqlMetricsHistory(const Workspace& workspace);
    [[nodiscard]] core::Result<core::ports::Overview> overview(
        const core::ports::OverviewQuery& query) const override;

private:
    StoreAccess m_access;
};

} // namespace db
