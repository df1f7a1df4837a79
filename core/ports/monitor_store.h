#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::ports {

/// A tier that accepts under a certificate that is in force. `sequence` is the policy version that brought
/// the certificate; answers of earlier versions do not speak about it.
struct WatchedTier {
    std::string taskId;
    std::string tierId;
    std::int64_t sequence = 0;
    double threshold = 0;
    double alpha = 0.05;
};

/// The first judgement, of known sampling probability, of an answer that a certificate covers. One that was taken back
/// before it was read is none; one that was read speaks for its answer for good.
struct JudgedAcceptance {
    std::string queryId;
    std::string taskId;
    std::string tierId;
    std::int64_t policySequence = 0; ///< of the policy that answered
    double threshold = 0; ///< that the answer reached
    double probability = 1; ///< with which it was drawn to be judged
    bool isFailure = false;
    TimePoint judgedAt{};
};

/// Judgements in the order of arrival; `cursor` stands behind the last one that was looked at.
struct JudgementBatch {
    std::vector<JudgedAcceptance> judgements;
    std::int64_t cursor = 0;
    std::int64_t withdrawals = 0; ///< judgements that were taken back until the batch was read
};

/// What a monitor of one certificate knows, with its figures in plain view beside the exact state.
struct MonitorRow {
    std::string taskId;
    std::string tierId;
    std::int64_t sequence = 0;
    double threshold = 0;
    double rate = 1; ///< common rate at which judged answers are taken, the lowest probability seen
    std::string stateJson;
    double alpha = 0.05;
    double delta = 0.05; ///< the alarm rings at evidence 1 / delta
    double watchLevel = 20000;
    std::int64_t audits = 0; ///< judged answers taken
    std::int64_t failures = 0;
    double alarmEvidence = 1;
    double watchEvidence = 0;
    bool isAlarm = false;
    bool isWatch = false;
    double riskLow = 0; ///< anytime-valid 95% interval of the realised risk
    double riskHigh = 1;
    TimePoint updatedAt{};

    bool operator==(const MonitorRow&) const = default;
};

/// One point of the running chart.
struct EvidencePoint {
    std::string taskId;
    std::string tierId;
    std::int64_t sequence = 0;
    std::int64_t audits = 0;
    std::int64_t failures = 0;
    double alarmEvidence = 1;
    double watchEvidence = 0;
    TimePoint at{};
};

enum class AlarmKind {
    Alarm, ///< the anytime-valid alarm: the promise is broken, false with probability at most delta
    Watch, ///< the quicker lamp: look at it
    Void, ///< a certificate lost what it depended on
};

struct AlarmRow {
    std::string id;
    TimePoint at{};
    std::string taskId;
    std::string tierId;
    AlarmKind kind = AlarmKind::Alarm;
    std::string message;
    bool isAcknowledged = false;

    bool operator==(const AlarmRow&) const = default;
};

struct MonitorUpdate {
    std::int64_t cursor = 0;
    std::vector<MonitorRow> monitors; ///< inserted or replaced by (task, tier, sequence)
    std::vector<EvidencePoint> points;
    std::vector<AlarmRow> alarms; ///< an id that is stored already changes nothing
    std::int64_t withdrawals = 0; ///< of the batch
};

/// State of the monitors. What was judged, what the monitors made of it and how far they have read are one
/// transaction: a kill at any moment neither repeats nor loses a judgement.
class MonitorStore {
public:
    virtual ~MonitorStore() = default;
    [[nodiscard]] virtual Result<std::int64_t> cursor() const = 0;
    [[nodiscard]] virtual Result<std::vector<MonitorRow>> monitors() const = 0;
    [[nodiscard]] virtual Result<std::vector<WatchedTier>> watched() const = 0;
    [[nodiscard]] virtual Result<JudgementBatch> judgementsAfter(std::int64_t cursor, int limit) const = 0;
    /// Conflict when a judgement was taken back since the batch was read: nothing is stored, read it again.
    [[nodiscard]] virtual Result<void> save(const MonitorUpdate& update) = 0;
    /// Alarms that no monitor raised; an id that is stored already changes nothing.
    [[nodiscard]] virtual Result<void> raise(const std::vector<AlarmRow>& alarms) = 0;
    /// Not acknowledged, newest first.
    [[nodiscard]] virtual Result<std::vector<AlarmRow>> openAlarms() const = 0;
    /// NotFound when there is no such alarm.
    [[nodiscard]] virtual Result<void> acknowledge(const std::string& alarmId, TimePoint at) = 0;
};

} // namespace core::ports
