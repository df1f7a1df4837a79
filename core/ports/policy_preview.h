#pragma once

#include "core/base/clock.h"
#include "core/domain/policy.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::ports {

/// How thresholds come about.
enum class CertificationMethod {
    UnionBound, ///< each tier on what earlier tiers escalate, all data for all tiers; the default
    SampleSplit, ///< the same with a disjoint part of the data and of delta a tier
    ConformalInitialisation, ///< a quantile of the scores of right answers: no failure guarantee, to compare only
};

/// What an operator considers for one task. Nothing of it is in force.
struct PolicyDraft {
    std::string taskId;
    double answerFloor = 1; ///< target: quality below it is a failure
    double alpha = 0.05;
    double delta = 0.10;
    double auditRate = 0.02;
    CertificationMethod method = CertificationMethod::UnionBound;
    std::optional<domain::RouteLimits> limits{}; ///< absent: those in force
    bool recalibrates = false; ///< thresholds are certified anew even where no value changes

    bool operator==(const PolicyDraft&) const = default;
};

/// An estimate with bootstrap bands over the traffic. NaN: nothing is known.
struct Band {
    double value = 0;
    double low50 = 0;
    double high50 = 0;
    double low95 = 0;
    double high95 = 0;
};

/// What a policy does with the traffic of one task.
struct ReplayedPolicy {
    std::vector<domain::Certificate> certificates; ///< of the tiers below the last, in rank order; not in force
    Band costPerQueryUsd;
    Band costPerDayUsd; ///< at the volume of the last 24 hours; NaN without traffic
    Band lastTierCostPerQueryUsd;
    Band quality; ///< mean quality of the answers sent, in [0, 1]
    Band failureRate; ///< among answers that a tier below the last keeps
    Band escalationRate; ///< share of queries that at least one tier passes on
    Band auditsPerDay;
    Band p99LatencyMs; ///< of a query: sum over the tiers asked
    std::vector<Band> tierShare; ///< of queries that each tier answers, in rank order
    std::vector<std::vector<double>> flow; ///< [first tier asked][tier that answers]: share of queries
};

/// One point of the risk-cost curve.
struct RiskCostPoint {
    double alpha = 0.05;
    double costPerQueryUsd = 0;
    double keptShare = 0; ///< of queries that a tier below the last answers
    bool isCertified = false; ///< some tier below the last got a threshold
};

/// Whether the alarm would have rung on the judged answers of recent traffic that the draft keeps, too.
struct AlarmReplay {
    std::int64_t judged = 0; ///< answers that the monitors would have taken; 0: nothing tells
    std::optional<TimePoint> since{}; ///< when the first of them was judged
    std::optional<TimePoint> rangAt{}; ///< when the judgement came at which the first alarm would have rung
    std::string tierId; ///< whose alarm that would have been

    bool operator==(const AlarmReplay&) const = default;
};

struct PolicyPreview {
    PolicyDraft draft; ///< as asked
    std::vector<std::string> tierIds; ///< in rank order; what tierShare and flow speak of
    ReplayedPolicy now; ///< with the thresholds in force
    ReplayedPolicy then; ///< with the draft
    /// Applying the draft certifies anew. What that gives is expected here by the tuning answers: the calibration answers
    /// are looked at when it is applied, and no sooner. False: `then` has the thresholds in force.
    bool isExpected = false;
    std::vector<RiskCostPoint> curve; ///< by ascending alpha, at the draft's other values
    std::int64_t tuningAnswers = 0;
    std::int64_t calibrationAnswers = 0;
    std::int64_t trafficQueries = 0; ///< replayed
    bool isTrafficLive = false; ///< recent traffic; otherwise the tuning answers stand for it
    double queriesPerDay = 0;
    /// Empty, or why the draft cannot be applied as it is ("the data cannot support this risk level: ...").
    std::string refusal;
    std::int64_t judgedMissing = 0; ///< more judged answers that would support a refused draft; 0: no number is known to
    std::string note; ///< how the bands were made and what they leave out, for a tooltip
    AlarmReplay alarm; ///< of the draft
};

[[nodiscard]] constexpr std::string_view toString(CertificationMethod method)
{
    switch (method) {
    case CertificationMethod::UnionBound:
        return "union_bound";
    case CertificationMethod::SampleSplit:
        return "sample_split";
    case CertificationMethod::ConformalInitialisation:
        break;
    }
    return "conformal_initialisation";
}

[[nodiscard]] constexpr std::optional<CertificationMethod> certificationMethodFrom(std::string_view name)
{
    for (const CertificationMethod method : {CertificationMethod::UnionBound, CertificationMethod::SampleSplit,
             CertificationMethod::ConformalInitialisation}) {
        if (toString(method) == name) {
            return method;
        }
    }
    return std::nullopt;
}

} // namespace core::ports
