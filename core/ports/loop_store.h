#pragma once

#include "core/base/result.h"
#include "core/domain/challenger_trial.h"
#include "core/domain/loop_record.h"
#include "core/domain/run.h"
#include "core/domain/split.h"
#include "core/ports/history.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::ports {

/// The gates of one iteration of one task.
struct GateReport {
    int iteration = 0;
    std::string taskId;
    std::vector<domain::GateMetric> metrics;
};

struct DecisionReport {
    domain::LoopDecision decision;
    domain::RealisedSaving realised; ///< of a promotion; zeros for every other outcome
};

/// A challenger beside the traffic, and what it has come to so far.
struct TrialReport {
    domain::ChallengerTrial trial;
    std::int64_t compared = 0; ///< queries
    domain::Money callCost; ///< of calls made for the trial alone; apart from the traffic's spend
    std::vector<domain::GateMetric> metrics;
};

/// What one loop or distillation run did.
struct LoopReport {
    std::string runId;
    std::vector<domain::LoopStageRecord> stages; ///< by position
    std::vector<GateReport> gates; ///< by iteration, then task
    std::vector<DecisionReport> decisions; ///< by iteration, then task
    std::vector<TrialReport> trials{}; ///< by task
};

/// A finished comparison of a champion with a challenger on a task's gate split.
struct GateLook {
    std::string runId;
    int iteration = 0;
    std::string resultJson; ///< of the stage: who was compared
    std::int64_t texts = 0; ///< that were compared
    std::int64_t textsOfSplit = 0; ///< of them, texts that are in the gate split now
};

/// One booking of training spend.
struct TrainingSpend {
    std::string taskId;
    std::string tierId;
    std::int64_t calls = 0;
    domain::TokenUsage tokens;
    domain::Money spend; ///< of calls with a known price
    std::int64_t unknownCost = 0;
};

/// What loops did. Each call may run on any thread.
class LoopHistory {
public:
    virtual ~LoopHistory() = default;
    /// Empty lists for a run that is no loop.
    [[nodiscard]] virtual Result<LoopReport> report(const std::string& runId) const = 0;
    /// The teacher's answers that runs paid for, by task and tier. Exact sums of the rows.
    [[nodiscard]] virtual Result<std::vector<TrainingSpend>> trainingSpend(
        const TimeRange& range, const std::string& taskId) const = 0;
    /// Every text that the run chose, with its text where that is still stored.
    [[nodiscard]] virtual Result<std::vector<domain::TaughtRow>> taught(
        const std::string& runId, const std::string& taskId) const = 0;
};

/// The same, and what runs leave there. Only the workspace's owner writes.
class LoopStore : public LoopHistory {
public:
    /// Inserts or replaces by run and position.
    virtual Result<void> saveStage(const domain::LoopStageRecord& stage) = 0;
    /// Inserts or replaces by run, iteration, task and text; a cost is booked once, with the row.
    virtual Result<void> saveTaught(std::span<const domain::TaughtRow> rows) = 0;
    /// Replaces what is stored for (run, iteration, task).
    virtual Result<void> saveGate(const std::string& runId, const GateReport& report,
        std::span<const domain::GateAnswer> answers)
        = 0;
    /// Inserts or replaces by run, iteration and task.
    virtual Result<void> saveDecision(const domain::LoopDecision& decision) = 0;

    /// Of students; those about tuned models are their run's report's alone.
    [[nodiscard]] virtual Result<std::vector<domain::LoopDecision>> decisions(const std::string& taskId) const = 0;
    /// Every one of the task, the oldest first, counted from the compared texts themselves.
    [[nodiscard]] virtual Result<std::vector<GateLook>> gateLooks(const std::string& taskId) const = 0;
    /// Texts of the task that any run has an answer for, the oldest first; with those whose answer was paid for and had not
    /// the task's form (Rejected).
    [[nodiscard]] virtual Result<std::vector<domain::TaughtRow>> answered(const std::string& taskId) const = 0;
};

/// A distinct text of past traffic.
struct TrafficText {
    std::string textHash;
    std::string queryId; ///< the newest with this text
    std::string text;
    std::int64_t queries = 0; ///< with this text
    std::string lastTierAnswer; ///< the newest that was not rejected; empty: there is none
    std::string lastTierModel;
    bool isLastTierRejected = false; ///< every answer that it gave was judged to miss the target
    std::vector<std::string> rejectedAnswers; ///< of the last tier, judged to miss the target
    bool isMissed = false; ///< a cheaper tier's answer was judged to miss the target
    std::string correction; ///< newest answer that a person gave instead
    std::optional<domain::Money> lastTierCost{}; ///< mean over `lastTierQueries`; absent: there are none
    std::int64_t lastTierQueries = 0; ///< that the last tier answered at a known cost
    std::vector<std::string> queryIds; ///< every one, the newest first
};

struct TrafficTextQuery {
    TimeRange range;
    std::string taskId;
    std::string lastTierId;
    std::size_t queryLimit = 40'000; ///< the newest so many
    domain::DataSplit split = domain::DataSplit::Training;
};

/// A person's judgement of one answer to one text: the newest.
struct ReviewedAnswer {
    std::string textHash;
    std::string answer;
    bool meetsTarget = false; ///< as judged then
    std::optional<double> quality; ///< in [0, 1]
    bool isCorrection = false; ///< the newest answer to the text that a person gave instead of another

    bool operator==(const ReviewedAnswer&) const = default;
};

class TrafficTexts {
public:
    virtual ~TrafficTexts() = default;
    /// Texts of one split only, those of the newest queries first; texts that are not stored, and those that a data set
    /// names for another split, are left out.
    [[nodiscard]] virtual Result<std::vector<TrafficText>> texts(const TrafficTextQuery& query) const = 0;
    /// All queries of the task in the range, of every split, with and without a text.
    [[nodiscard]] virtual Result<std::int64_t> queries(const TimeRange& range, const std::string& taskId) const = 0;
    /// What people said of answers that were sent for the split's texts, whether a data set or only traffic has them; an
    /// answer that a person gave instead meets the target. One row a text and answer, ordered by both.
    [[nodiscard]] virtual Result<std::vector<ReviewedAnswer>> reviewed(
        const std::string& taskId, domain::DataSplit split) const = 0;
};

} // namespace core::ports
