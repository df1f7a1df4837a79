#pragma once

#include "core/ports/coverage_history.h"

#include <functional>
#include <mutex>
#include <string>

namespace fake {

/// A student that holds its promise on `taskId`: 12 of 400 judged answers failed.
[[nodiscard]] core::ports::TierCoverage certifiedTier(const std::string& taskId = "cs_intent");

/// Four tasks with certified students, one of which is on alarm.
[[nodiscard]] core::ports::CoverageReport fullCoverage();

/// A report that a test may change while the window shows it.
class Coverage final : public core::ports::CoverageHistory {
public:
    /// `fails` is asked before every answer.
    explicit Coverage(core::ports::CoverageReport report = {}, std::function<bool()> fails = {});

    [[nodiscard]] core::Result<core::ports::CoverageReport> report(const std::string& taskId) const override;
    void set(core::ports::CoverageReport report);
    void setFailing();

private:
    mutable std::mutex m_mutex;
    core::ports::CoverageReport m_report;
    std::function<bool()> m_fails;
};

} // namespace fake
