#pragma once

#include "app/engine_host.h"
#include "core/ports/console_service.h"

#include <atomic>
#include <mutex>

namespace app {

/// Blind studies. `host` must outlive it.
class StudyDesk {
public:
    explicit StudyDesk(EngineHost& host)
        : m_host(host)
    {
    }

    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::StartStudy& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::JudgePair& command);
    [[nodiscard]] core::Result<core::ports::CommandReceipt> run(const core::ports::WithdrawPairJudgement& command);
    /// A study that is being drawn asks nothing more and is kept with the pairs that it has: they are paid for.
    void interrupt() { m_isInterrupted = true; }

private:
    struct Population {
        std::vector<std::string> queryIds; ///< that a cheaper tier answered
        std::vector<std::string> strata; ///< task and tier of each
        std::int64_t lastTierSent = 0;
    };
    [[nodiscard]] core::Result<Population> population(
        const core::ports::StartStudy& command, const std::string& lastTierId) const;
    /// Nothing where the last tier's answer cannot be had. Books a call on the study.
    [[nodiscard]] std::optional<std::string> lastTierAnswer(const core::domain::QueryRecord& record,
        const core::domain::Tier& lastTier, core::domain::Study& study) const;

    EngineHost& m_host;
    std::mutex m_drawing; ///< held while a study asks the last tier
    std::atomic<bool> m_isInterrupted = false; ///< of the one that is being drawn
};

} // namespace app
