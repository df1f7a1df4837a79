#pragma once

#include "core/ports/coverage_history.h"
#include "db/store_access.h"

namespace db {

class SqlCoverageFacts final : public core::ports::CoverageFacts {
public:
    explicit SqlCoverageFacts(const Workspace& workspace);
    [[nodiscard]] core::Result<std::vector<core::ports::KnownAnswer>> knownAnswers(
        const std::string& taskId, const std::string& tierId, int limit) const override;
    [[nodiscard]] core::Result<core::ports::AuditProgress> audits(
        const std::string& taskId, core::TimePoint now) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::EvidencePoint>> points(
        const core::ports::MonitorRow& monitor) const override;
    [[nodiscard]] core::Result<std::vector<core::ports::AlarmRow>> alarms(int limit) const override;

private:
    StoreAccess m_access;
};

} // namespace db
