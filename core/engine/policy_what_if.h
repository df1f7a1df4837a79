#pragma once

#include "core/conformal/what_if.h"
#include "core/engine/risk_recalibration.h"
#include "core/ports/policy_preview.h"
#include "core/ports/traffic_replay.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace core::engine {

struct WhatIfOptions {
    int trafficLimit = 20'000; ///< newest queries that are replayed
    int leastTraffic = 200; ///< fewer: the calibration examples stand for the traffic
    std::chrono::seconds trafficAge{60}; ///< traffic is read again after this
    int alarmLimit = 5'000; ///< newest judged answers that the alarm is replayed on
    conformal::ReplayOptions replay;
};

/// InvalidArgument for values out of range.
[[nodiscard]] Result<void> checkDraft(const ports::PolicyDraft& draft);

/// Replays drafts of a task's policy on its calibration answers and recent traffic. Thread-safe; what is read is
/// kept until it is old, the task is served otherwise, or forget().
class PolicyWhatIf {
public:
    PolicyWhatIf(const Clock& clock, const RiskRecalibration& recalibration, const ports::TrafficReplay& traffic,
        const ports::PolicyStore& policies, const ports::ThresholdCalibrator& calibrator,
        const WhatIfOptions& options = {});

    /// InvalidArgument for values out of range; NotFound when nothing of the task is judged.
    [[nodiscard]] Result<ports::PolicyPreview> preview(
        const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const;
    /// The preview's refusal alone, without a replay.
    [[nodiscard]] Result<std::string> refusal(
        const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const;
    /// Something was judged: the next preview reads again.
    void forget();

private:
    struct Data;
    using SharedData = Result<std::shared_ptr<const Data>>;
    [[nodiscard]] SharedData data(const RiskRecalibration::Served& served) const;
    [[nodiscard]] SharedData read(const RiskRecalibration::Served& served, const std::string& key) const;
    /// The same traffic and answers under limits of latency and cost other than those in force.
    [[nodiscard]] SharedData limited(
        const std::shared_ptr<const Data>& inForce, const RiskRecalibration::Served& drafted) const;
    [[nodiscard]] Result<TimePoint> servedSince(const domain::TaskPolicy& policy) const;
    [[nodiscard]] Result<ports::ReplayedPolicy> replay(const Data& data,
        std::vector<domain::Certificate> certificates, const ports::PolicyDraft& draft) const;
    [[nodiscard]] Result<ports::ReplayedPolicy> current(
        const Data& data, const RiskRecalibration::Served& served) const;
    [[nodiscard]] Result<void> completeFromHistory(domain::Certificate& certificate) const;
    [[nodiscard]] std::vector<ports::RiskCostPoint> curve(const Data& data, const CertificationEvidence& judged,
        const RiskRecalibration::Served& served, const ports::PolicyDraft& draft) const;

    const Clock& m_clock;
    const RiskRecalibration& m_recalibration;
    const ports::TrafficReplay& m_traffic;
    const ports::PolicyStore& m_policies;
    const ports::ThresholdCalibrator& m_calibrator;
    const WhatIfOptions m_options;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const Data>> m_data; ///< by task id
    mutable std::map<std::string, std::shared_ptr<const Data>> m_limited; ///< by task id; of the newest draft with limits
    mutable std::map<std::string, std::pair<std::string, ports::ReplayedPolicy>> m_current; ///< by task id, with its key
    mutable std::map<std::string, std::pair<std::string, std::vector<ports::RiskCostPoint>>> m_curves;
};

} // namespace core::engine
