#pragma once

#include "core/base/result.h"
#include "core/domain/loop.h"
#include "core/domain/loop_record.h"
#include "core/domain/policy.h"
#include "core/domain/run.h"
#include "core/ports/loop_store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core::engine::loop {

[[nodiscard]] std::string toJson(const domain::LoopOptions& options);
/// InvalidArgument for what is no JSON object or has a value of the wrong type or outside its range.
[[nodiscard]] Result<domain::LoopOptions> loopOptionsFromJson(const std::string& json);

/// Parameters of a run that the schedule starts: the options, and that nobody is there to look at what it promotes.
[[nodiscard]] std::string toScheduledJson(const domain::LoopOptions& options);
[[nodiscard]] bool isScheduled(const std::string& parametersJson);

/// A group of failures as the selection saw it.
struct SelectedCluster {
    std::string name; ///< given by an operator, or its terms
    std::int64_t texts = 0;
    std::int64_t queries = 0;
    std::int64_t chosen = 0; ///< texts
    double cohesion = 0;
};

/// What is to be taught, and what that should save.
struct SelectResult {
    int iteration = 0; ///< that it is of, with the task
    std::string taskId;
    std::int64_t poolTexts = 0;
    double poolQueries = 0;
    /// The task has no traffic: so many queries a day are assumed, each imported text of the pool once. 0: measured.
    std::int64_t assumedPerDay = 0;
    /// The last tier never answered the task, as far as is stored: its tokens are estimated from text and reference.
    bool isCostEstimated = false;
    std::int64_t escalated = 0; ///< texts that the champion would not answer alone
    std::int64_t failed = 0; ///< texts whose answer by the champion's student is known to be wrong
    double operatingPoint = 1; ///< score from which an answer counts as accepted here, from tuning texts alone
    std::vector<SelectedCluster> clusters;
    std::vector<domain::TaughtRow> chosen; ///< only in messages, never in what is stored
    bool isWorthIt = false;
    std::string reason; ///< why not
    std::int64_t paidCalls = 0; ///< of `chosen`: answers that have to be asked for
    domain::Money pricePerCall;
    domain::Money savedPerQuery; ///< by a query that is not escalated any more
    domain::Learnability learnability{}; ///< that `freed` takes
    std::int64_t learntFrom = 0; ///< earlier distillations of the workspace that it was estimated from; 0: the prior
    double freed = 0; ///< queries over the horizon
    double freedLow = 0;
    double freedHigh = 0;
    domain::Money cost;
    domain::Money net;
    domain::Money netLow;
    domain::Money netHigh;
    double freedShare = 0; ///< of the task's queries
};

/// What every reader of a decision must know where SelectResult::isCostEstimated.
inline constexpr std::string_view kEstimatedCost
    = "; the last tier has not answered this task yet: what it costs is estimated from the length of texts and references";

struct TeachResult {
    std::int64_t taught = 0;
    std::int64_t rejected = 0;
    std::int64_t unanswered = 0;
    std::int64_t calls = 0;
    domain::Money cost; ///< of calls with a known price
    std::string problem; ///< of the first unanswered one
};

/// Metrics of a challenger's training; their step is the iteration.
inline constexpr std::string_view kFreshTexts = "fresh_texts";
inline constexpr std::string_view kReplayTexts = "replay_texts";

/// The challenger as it stands in the workspace.
struct TrainResult {
    std::string studentId;
    std::string routerId;
    std::vector<domain::Certificate> certificates;
    int attempt = 1; ///< on the task's calibration texts: 1 and the students that were certified on them before
    std::int64_t freshTexts = 0;
    std::int64_t replayTexts = 0;
};

struct GateResult {
    std::string championPolicyId;
    std::string championStudentId;
    ports::GateReport report;
    std::vector<domain::GateAnswer> answers; ///< only in messages
    std::int64_t texts = 0;
    int look = 0; ///< at the gate texts with this champion, from 1; 0: of a version that did not count
    double level = 0; ///< of the tests that had to pass
    std::int64_t championAccepted = 0;
    std::int64_t challengerAccepted = 0;
    domain::Money championCost;
    domain::Money challengerCost;
    domain::Money lastTierCost;
    domain::LoopOutcome outcome = domain::LoopOutcome::NotEnoughData; ///< Promoted: it may be
    std::string reason;
};

/// With texts and answers: what a worker says. Without: what is stored with the stage.
enum class Detail { Message, Stored };

[[nodiscard]] std::string toJson(const SelectResult& result, Detail detail);
[[nodiscard]] std::string toJson(const TeachResult& result);
[[nodiscard]] std::string toJson(const TrainResult& result);
[[nodiscard]] std::string toJson(const GateResult& result, Detail detail);
[[nodiscard]] Result<SelectResult> selectResultFromJson(const std::string& json);
[[nodiscard]] Result<TeachResult> teachResultFromJson(const std::string& json);
[[nodiscard]] Result<TrainResult> trainResultFromJson(const std::string& json);
[[nodiscard]] Result<GateResult> gateResultFromJson(const std::string& json);

/// The challenger that an iteration of a run made for the task. NotFound: none yet.
[[nodiscard]] Result<TrainResult> challengerOf(
    const ports::LoopReport& report, int iteration, const std::string& taskId);

} // namespace core::engine::loop
