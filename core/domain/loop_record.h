#pragma once

#include "core/base/clock.h"
#include "core/domain/label_distribution.h"
#include "core/domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::domain {

/// One part of a loop run that is done or not: what a run is resumed by.
enum class LoopStage {
    Select, ///< clusters of failures, and which texts are worth teaching
    Teach, ///< the teacher's answers
    Train, ///< challenger: student, router, thresholds
    Gate, ///< champion against challenger
    Decide, ///< promoted, discarded or waiting
};

struct LoopStageRecord {
    std::string runId;
    int position = 0; ///< from 0, in the order of work
    int iteration = 0; ///< 0: the first student of a task that had none
    std::string taskId;
    LoopStage stage = LoopStage::Select;
    bool isFinished = false;
    std::string resultJson; ///< figures for people and programs; no texts
    TimePoint startedAt{};
    std::optional<TimePoint> finishedAt;
};

/// Where an answer that a student learns came from.
enum class TaughtSource {
    Served, ///< the last tier answered it in traffic; paid for then
    Earlier, ///< a former run asked for it
    Called, ///< asked for in this run and booked as training spend
    Correction, ///< a person's
    Reference, ///< the data set's own label
};

enum class TaughtState {
    Chosen, ///< waits for its answer
    Taught,
    Rejected, ///< turned down by a reviewer, or no answer in the form of the task
    Unanswered, ///< the teacher failed
};

/// A text that a run chose to teach. Its text stays where it came from, so that erasing it there erases it
/// here.
struct TaughtRow {
    std::string runId;
    int iteration = 0;
    std::string taskId;
    std::string textHash;
    std::string queryId; ///< of traffic; empty: an imported text
    std::string cluster; ///< name or terms; empty: unclustered
    TaughtSource source = TaughtSource::Called;
    TaughtState state = TaughtState::Chosen;
    std::string text; ///< read only: joined from the query or the example
    std::vector<std::string> tokens; ///< read only: of an imported text
    std::string answer;
    std::vector<LabelDistribution> softTargets{}; ///< of `answer`, where the teacher told how likely it took each label
    std::string tierId;
    std::string model;
    TokenUsage usage;
    std::string priceVersionId;
    std::optional<Money> cost; ///< booked; absent: the price is unknown
    TimePoint at{};
};

enum class Verdict { Pass, Marginal, Fail, NotEnoughData };

/// One line of the gate table. Differences are challenger less champion.
struct GateMetric {
    std::string name; ///< see kGate* below
    std::string slice; ///< empty: the whole task
    std::int64_t n = 0;
    double champion = 0;
    double challenger = 0;
    double difference = 0;
    /// Interval of the difference: its ends are one-sided bounds, at 95% or, where looks at the gate texts are counted and
    /// the metric lets a challenger pass, at the level of the look.
    double low = 0;
    double high = 0;
    double pValue = 1; ///< of "no worse"; over slices adjusted by Holm
    Verdict verdict = Verdict::NotEnoughData;

    bool operator==(const GateMetric&) const = default;
};
inline constexpr std::string_view kGateStudentQuality = "student_quality"; ///< the student's own answers
inline constexpr std::string_view kGateServedQuality = "served_quality"; ///< what clients would get
/// The same two with the task's first certified champion in the champion's place: what all promotions since have spent
/// of one margin.
inline constexpr std::string_view kGateAnchorStudentQuality = "student_quality_since_first";
inline constexpr std::string_view kGateAnchorServedQuality = "served_quality_since_first";
/// Of two models in the place of one tier: their own answers, and the cost of a call over that of the model in place.
inline constexpr std::string_view kGateTierQuality = "tier_quality";
inline constexpr std::string_view kGateCallCost = "call_cost";
inline constexpr std::string_view kGateCost = "cost_ratio"; ///< of the last tier answering everything
inline constexpr std::string_view kGateRisk = "accepted_risk"; ///< failures among accepted answers
inline constexpr std::string_view kGateSlice = "slice_quality"; ///< student's answers on one slice; a first student's: what clients would get

/// One gate text under both policies: what the gate's figures are sums of.
struct GateAnswer {
    std::string textHash;
    std::string slice;
    std::string championTier; ///< that would have answered
    bool championMeets = false;
    bool championStudentMeets = false;
    Money championCost;
    std::string challengerTier;
    bool challengerMeets = false;
    bool challengerStudentMeets = false;
    Money challengerCost;
    Money lastTierCost;
    bool championIsReviewed = false; ///< a person judged this answer to this text, which counts
    bool challengerIsReviewed = false;
    std::string anchorTier{}; ///< of the first certified champion; empty: not compared
    bool anchorMeets = false;
    bool anchorStudentMeets = false;
    /// The last tier's answer is not known where a policy sends the text there: it counts as meeting the target, and as no
    /// gain of the challenger.
    bool isLastTierAssumed = false;

    bool operator==(const GateAnswer&) const = default;
};

enum class LoopOutcome {
    Promoted,
    Discarded, ///< a gate failed
    Waiting, ///< passed, and waits for the operator
    NotEnoughData, ///< no gate failed and some could not be decided
    NotWorthIt, ///< the null action: nothing was taught
    Taught, ///< the run ends with the teacher's answers
};

/// Share of the queries near taught texts that stop escalating once these are taught, with a 95% interval.
struct Learnability {
    double mean = 0.3; ///< before any distillation, as below: the prior of every task
    double low = 0.05;
    double high = 0.6;

    bool operator==(const Learnability&) const = default;
};

/// How an iteration ended for a task, and what was predicted of it.
struct LoopDecision {
    std::string runId;
    int iteration = 0;
    std::string taskId;
    LoopOutcome outcome = LoopOutcome::NotWorthIt;
    std::string reason;
    std::string championPolicyId; ///< in force when the challenger was made
    std::string championStudentId; ///< artefact; empty: there was none
    std::string policyId; ///< written by the promotion; empty: none
    std::string studentId; ///< artefacts of the challenger; empty: none was trained
    std::string routerId;
    std::int64_t texts = 0; ///< taught
    Money teacherCost; ///< booked in this iteration
    double predictedFreed = 0; ///< queries over the horizon that stop escalating
    double predictedFreedLow = 0;
    double predictedFreedHigh = 0;
    Money predictedNet; ///< over the horizon, less teacher and training cost
    Money predictedNetLow;
    Money predictedNetHigh;
    int horizonDays = 0;
    double predictedShare = 0; ///< of queries that stop escalating
    std::optional<Learnability> learnability{}; ///< that the prediction took; absent: the prior of earlier versions, or none
    std::int64_t gateTexts = 0;
    Money championCost; ///< over the gate texts
    Money challengerCost;
    Money lastTierCost;
    std::int64_t championAccepted = 0; ///< gate texts answered below the last tier
    std::int64_t challengerAccepted = 0;
    bool isHeldBack = false; ///< promoted without its thresholds: the task is on probation, and its cost stays
    TimePoint at{};

    /// Cost over that of the last tier answering everything, on the gate texts; 1 where the latter is unknown.
    [[nodiscard]] double championCostRatio() const;
    [[nodiscard]] double challengerCostRatio() const;
    /// Whether the challenger's thresholds came into force with the decision.
    [[nodiscard]] bool isInForce() const { return outcome == LoopOutcome::Promoted && !isHeldBack; }
    /// Of what is in force once it is decided: the challenger's, or the champion's as before.
    [[nodiscard]] double decidedCostRatio() const { return isInForce() ? challengerCostRatio() : championCostRatio(); }
};

/// What became of a promotion in traffic: exact sums over the queries of the task before and after it.
struct RealisedSaving {
    std::int64_t queriesBefore = 0;
    Money spendBefore;
    Money lastTierBefore;
    std::int64_t queriesAfter = 0;
    Money spendAfter;
    Money lastTierAfter;

    /// lastTierAfter x (cost ratio before - cost ratio after); nothing without queries on both sides.
    [[nodiscard]] std::optional<Money> saved() const;
};

[[nodiscard]] std::string_view toString(LoopStage stage);
[[nodiscard]] std::optional<LoopStage> loopStageFrom(std::string_view name);
[[nodiscard]] std::string_view toString(TaughtSource source);
[[nodiscard]] std::optional<TaughtSource> taughtSourceFrom(std::string_view name);
[[nodiscard]] std::string_view toString(TaughtState state);
[[nodiscard]] std::optional<TaughtState> taughtStateFrom(std::string_view name);
[[nodiscard]] std::string_view toString(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdictFrom(std::string_view name);
[[nodiscard]] std::string_view toString(LoopOutcome outcome);
[[nodiscard]] std::optional<LoopOutcome> loopOutcomeFrom(std::string_view name);

} // namespace core::domain
