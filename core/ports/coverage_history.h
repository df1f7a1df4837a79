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
    std::int64_t recentQueries = 0; ///< newest queries of the task that were looked at
    std::int64_t recentNovel = 0; ///< of those, unlike anything the router or a student learnt from: escalated
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

/// How far a tier without a threshold has come towards one, by answers that are judged beside the traffic.
struct EvidenceProgress {
    std::string taskId;
    std::string tierId; ///< the cheapest tier of the task without a threshold
    std::int64_t judged = 0; ///< texts of the calibration split
    std::int64_t needed = 0; ///< for a certificate, at the failure rate seen on the tuning split; 0: no number does
    std::int64_t tuningJudged = 0; ///< texts of the tuning split
    int attempt = 1; ///< that comes next; each has its own part of delta
    bool isReady = false; ///< the next attempt is worth its part of delta
    bool isAutomatic = true; ///< it is made as soon as it is ready
    std::string judge; ///< who judges
    std::optional<TimePoint> since; ///< after an alarm: only what was judged later counts
    std::optional<double> days; ///< until ready at the present pace
    std::string sentence; ///< all of it in words

    bool operator==(const EvidenceProgress&) const = default;
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
