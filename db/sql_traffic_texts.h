#pragma once

#include "core/ports/loop_store.h"
#include "db/store_access.h"

namespace db {

class SqlTrafficTexts final : public core::ports::TrafficTexts {
public:
    explicit SqlTrafficTexts(const Workspace& workspace);

    core::Result<std::vector<core::ports::TrafficText>> texts(
        const core::ports::TrafficTextQuery& query) const override;
    core::Result<std::int64_t> queries(
        const core::ports::TimeRange& range, const std::string& taskId) const override;
    core::Result<std::vector<core::ports::ReviewedAnswer>> reviewed(
        const std::string& taskId, core::domain::DataSplit split) const override;

private:
    StoreAccess m_access;
};

} // namespace db
