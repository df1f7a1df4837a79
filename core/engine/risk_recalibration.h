#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/engine/certification_evidence.h"
#include "core/engine/reanswered_queries.h"
#include "core/engine/serving_state.h"
#include "core/ports/console_service.h"
#include "core/ports/coverage_history.h"
#include "core/ports/judged_traffic.h"
#include "core/ports/shadow_store.h"
#include "core/ports/student.h"
#include "core/ports/threshold_calibrator.h"
#include "core/ports/workspace_store.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace core::engine {

/// Certifies a served task on what the workspace knows: the labelled examples of its tuning and calibration
/// splits, with judged traffic beside them (traffic_evidence.h), or, where there are none and after an alarm, what was judged beside the traffic. Repeated looks
/// spend confidence: attempt r gets 6 delta / (pi^2 r^2) (METHODS, section 1). Thread-safe; the scored examples
/// of a task are kept until something that they rest on changes.
class RiskRecalibration {
public:
    struct Stores {
        const ports::ExampleStore& examples;
        const ports::PolicyStore& policies;
        const ports::ShadowStore& shadows;
        const ports::RunStore& runs; ///< challengers that were certified and never served are attempts, too
        const ports::RequestHistory& requests; ///< whose texts a new student answers again
        const ports::JudgedTraffic* judged = nullptr; ///< beside imported examples; null: these alone
    };
    RiskRecalibration(const Clock& clock, const Stores& stores, const ports::ThresholdCalibrator& calibrator,
        const routing::CostExpectation& expectation);

    struct Served {
        ServingTask task;
        std::vector<domain::Tier> tiersByRank;
        std::shared_ptr<const ports::Student> student; ///< null: the task has none
        conformal::PromiseScope scope = conformal::PromiseScope::PerTask;
        int taskCount = 1; ///< that share delta when the scope is all tasks
        std::optional<double> judgedFloor{}; ///< target that shadow answers were judged by; absent: the policy's
    };

    /// One certificate a tier below the last, under the delta of the next attempt.
    [[nodiscard]] Result<std::vector<domain::Certificate>> certify(const Served& served, double alpha,
        ports::CertificationMethod method = ports::CertificationMethod::UnionBound) const;
    /// The same for the tiers that follow those which hold a threshold, on what these escalate, by shadow answers;
    /// where there are none and no tier holds a threshold, as certify() does.
    [[nodiscard]] Result<std::vector<domain::Certificate>> certifyOpenTiers(const Served& served) const;
    /// What certify() is expected to give, by the tuning answers; no calibration answer is looked at.
    [[nodiscard]] Result<ports::RiskLevelPreview> preview(const Served& served, double alpha) const;

    /// What the next attempt on these answers may spend.
    [[nodiscard]] Result<RiskChoice> nextChoice(
        const Served& served, double alpha, const CertificationEvidence& judged) const;
    /// What certifyOpenTiers() would be made of now; as evidence() where that is so.
    [[nodiscard]] Result<std::shared_ptr<const CertificationEvidence>> openEvidence(const Served& served) const;
    /// What certificates would be made of now. NotFound when nothing is judged, with what to do about it.
    [[nodiscard]] Result<std::shared_ptr<const CertificationEvidence>> evidence(const Served& served) const;

    /// Where each tier without a threshold stands on its way to one by shadow answers; empty when the task
    /// collects none.
    [[nodiscard]] Result<std::vector<ports::EvidenceProgress>> progress(const Served& served) const;

    /// Examples were added or erased: they are read anew.
    void forget();

private:
    using Evidence = Result<std::shared_ptr<const CertificationEvidence>>;
    [[nodiscard]] Result<std::vector<ports::ShadowRow>> shadowRows(const ports::ShadowQuery& query) const;
    [[nodiscard]] Evidence shadowEvidence(const Served& served, TimePoint since) const;
    [[nodiscard]] Result<void> addReanswered(
        const Served& served, const ports::ShadowQuery& wanted, CertificationEvidence& evidence) const;
    [[nodiscard]] Evidence exampleEvidence(const Served& served) const;
    [[nodiscard]] Evidence withTraffic(
        const Served& served, const std::shared_ptr<const CertificationEvidence>& examples) const;
    [[nodiscard]] Result<std::vector<domain::Certificate>> certifyOn(
        const Served& served, const CertificationEvidence& judged, std::size_t firstTier, double alpha,
        ports::CertificationMethod method) const;
    [[nodiscard]] Result<int> attemptsOn(const Served& served, const CertificationEvidence& judged) const;
    /// Answers judged since then under another student, router or list of tiers, that no part of `judged` is made of.
    [[nodiscard]] Result<std::int64_t> judgedOtherwise(
        const Served& served, const CertificationEvidence& judged, TimePoint since) const;
    [[nodiscard]] Result<TimePoint> freshSince(const std::string& taskId) const;
    /// From when on answers may certify the tiers without a threshold: after the earlier tiers' certificates, whose
    /// thresholds the answers before them chose.
    [[nodiscard]] Result<TimePoint> openSince(const Served& served) const;
    [[nodiscard]] Result<std::optional<ports::Recertification>> pending(const std::string& taskId) const;

    const Clock& m_clock;
    const Stores m_stores;
    const ports::ThresholdCalibrator& m_calibrator;
    const routing::CostExpectation& m_expectation;
    const ReansweredQueries m_reanswered;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const CertificationEvidence>> m_examples; ///< by task id
};

} // namespace core::engine
