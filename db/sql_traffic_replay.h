#pragma once

#include "core/ports/traffic_replay.h"
#include "db/store_access.h"

namespace db {

class SqlTrafficReplay final : public core::ports::TrafficReplay {
public:
    explicit SqlTrafficReplay(const Workspace& workspace)
        : m_access(workspace)
    {
    }
    [[nodiscard]] core::Result<std::vector<core::ports::TrafficQuery>> recent(
        const std::string& taskId, core::TimePoint since, int limit) const override;
    [[nodiscard]] core::Result<std::int64_t> lastDay(
        const std::string& taskId, core::TimePoint now) const override;

private:
    StoreAccess m_access;
};

} // namespace db
