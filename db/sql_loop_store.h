#pragma once

#include "core/ports/loop_store.h"
#include "db/store_access.h"

namespace db {

class SqlLoopStore final : public core::ports::LoopStore {
public:
    explicit SqlLoopStore(const Workspace& workspace);

    core::Result<core::ports::LoopReport> report(const std::string& runId) const override;
    core::Result<std::vector<core::ports::TrainingSpend>> trainingSpend(
        const core::ports::TimeRange& range, const std::string& taskId) const override;
    core::Result<std::vector<core::domain::TaughtRow>> taught(
        const std::string& runId, const std::string& taskId) const override;

    core::Result<void> saveStage(const core::domain::LoopStageRecord& stage) override;
    core::Result<void> saveTaught(std::span<const core::domain::TaughtRow> rows) override;
    core::Result<void> saveGate(const std::string& runId, const core::ports::GateReport& report,
        std::span<const core::domain::GateAnswer> answers) override;
    core::Result<void> saveDecision(const core::domain::LoopDecision& decision) override;
    core::Result<std::vector<core::domain::LoopDecision>> decisions(const std::string& taskId) const override;
    core::Result<std::vector<core::ports::GateLook>> gateLooks(const std::string& taskId) const override;
    core::Result<std::vector<core::domain::TaughtRow>> answered(const std::string& taskId) const override;

private:
    StoreAccess m_access;
};

} // namespace db
