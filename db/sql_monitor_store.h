#pragma once

#include "core/ports/monitor_store.h"
#include "db/store_access.h"

namespace db {

class SqlMonitorStore final : public core::ports::MonitorStore {
public:
    explicit SqlMonitorStore(const Workspace& workspace);
    [[nodiscard]] core::Result<std::int64_t> cursor() const override;
    [[nodiscard]] core::Result<std::vector<core::ports::MonitorRow>> monitors() const override;
    [[nodiscard]] core::Result<std::vector<core::ports::WatchedTier>> watched() const override;
    [[nodiscard]] core::Result<core::ports::JudgementBatch> judgementsAfter(
        std::int64_t cursor, int limit) const override;
    [[nodiscard]] core::Result<void> save(const core::ports::MonitorUpdate& update) override;
    [[nodiscard]] core::Result<void> raise(const std::vector<core::ports::AlarmRow>& alarms) override;
    [[nodiscard]] core::Result<std::vector<core::ports::AlarmRow>> openAlarms() const override;
    [[nodiscard]] core::Result<void> acknowledge(const std::string& alarmId, core::TimePoint at) override;

private:
    StoreAccess m_access;
};

/// Every monitor, ascending by task, tier and certificate. Throws SqlFailure.
[[nodiscard]] std::vector<core::ports::MonitorRow> readMonitors(Connection& reader);
/// Newest first, at most `limit`. Throws SqlFailure.
[[nodiscard]] std::vector<core::ports::AlarmRow> readAlarms(Connection& reader, bool onlyOpen, int limit);

} // namespace db
