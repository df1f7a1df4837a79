#pragma once

#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/ports/monitor_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::ports {

/// An answer whose rightness is known, whether it was accepted or not.
struct KnownAnswer {
    double score = 0;
    bool isRight = false;
};

struct AuditProgress {
    std::int64_t open = 0; ///< drawn, not yet judged
    std::int64_t judged = 0;
    std::int64_t judgedLastDay = 0; ///< judgements of known sampling probability in the last 24 hours
};

/// What the workspace knows about live answers. Each call may run on any thread.
class CoverageFacts {
public:
    virtual ~CoverageFacts() = default;
    /// Of the task's newest queries, at most `limit` answers of the tier, the newest first.
    [[nodiscard]] virtual Result<std::vector<KnownAnswer>> knownAnswers(
        const std::string& taskId, const std::string& tierId, int limit) const = 0;
    [[nodiscard]] virtual Result<AuditProgress> audits(const std::string& taskId, TimePoint now) const = 0;
    /// Ascending by audits.
    [[nodiscard]] virtual Result<std::vector<EvidencePoint>> points(const MonitorRow& monitor) const = 0;
    /// Newest first.
    [[nodiscard]] virtual Result<std::vector<AlarmRow>> alarms(int limit) const = 0;
};

/// One bar of a reliability diagram.
struct ReliabilityPoint {
    double low = 0;
    double high = 1;
    std::int64_t count = 0;
    double meanScore = 0;
    double accuracy = 0;
};

/// Where one tier stands with what was promised of it.
struct TierCoverage {
    domain::Certificate certificate; ///< the newest
    bool isAccepting = false; ///< its threshold is in force
    std::optional<MonitorRow> monitor; ///< of this certificate; absent: nothing judged yet
    std::vector<EvidencePoint> points;
    std::vector<std::int64_t> rightByScore; ///< bins of equal width over [0, 1]
    std::vector<std::int64_t> wrongByScore;
    std::vector<ReliabilityPoint> reliability; ///< bins without answers have count 0
    double calibrationError = 0; ///< ECE
    AuditProgress audits; ///< of the task
    std::string promise; ///< paragraphs
    std::string plan; ///< what is missing to certify, or to certify a stricter level
};

struct CoverageReport {
    std::vector<TierCoverage> tiers; ///< by task, then the cheapest tier first
    std::vector<AlarmRow> alarms; ///< newest first
    bool isAlarmResponseAutomatic = true;
};

class CoverageHistory {
public:
    virtual ~CoverageHistory() = default;
    /// Of one task, or of all when `taskId` is empty.
    [[nodiscard]] virtual Result<CoverageReport> report(const std::string& taskId) const = 0;
};

} // namespace core::ports
