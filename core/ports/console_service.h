#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/outcome.h"
#include "core/domain/policy.h"
#include "core/domain/route_explanation.h"
#include "core/domain/run.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/ports/commands/bypass_commands.h"
#include "core/ports/commands/cluster_commands.h"
#include "core/ports/commands/cost_commands.h"
#include "core/ports/commands/coverage_commands.h"
#include "core/ports/commands/gateway_commands.h"
#include "core/ports/commands/key_commands.h"
#include "core/ports/commands/policy_commands.h"
#include "core/ports/commands/portfolio_commands.h"
#include "core/ports/commands/loop_commands.h"
#include "core/ports/commands/review_commands.h"
#include "core/ports/commands/router_commands.h"
#include "core/ports/commands/run_commands.h"
#include "core/ports/commands/selection_commands.h"
#include "core/ports/coverage_history.h"
#include "core/ports/policy_preview.h"
#include "core/ports/commands/study_commands.h"
#include "core/ports/gateway_state.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace core::ports {

// --- snapshots
// -------------------------------------------------------------------------------------------------

struct WorkspaceInfo {
    std::string path;
    std::string name;
    bool isDemo = false;
    bool isReadOnly = false;
    bool isAttached = false; ///< another process owns the workspace
};

struct SimulatedTrafficState {
    bool isAvailable = false; ///< the workspace has the demo workload
    bool isRunning = false;
    double queriesPerSecond = 0;
    double driftStrength = 0; ///< 0: none, 1: full
};

/// Filling in the demo's history behind the live traffic.
struct BackfillState {
    bool isActive = false;
    double progress = 0; ///< in [0, 1]
};

/// Where one task stands with its local student.
struct StudentState {
    std::string taskId;
    bool isServing = false;
    std::string modelVersion;
    std::optional<double> threshold; ///< absent while serving: certified for nothing, see certificate
};

struct ConsoleSnapshot {
    std::uint64_t revision = 0; ///< changes when anything below changes
    TimePoint at{};
    WorkspaceInfo workspace;
    std::vector<domain::Task> tasks;
    std::vector<domain::Tier> tiers; ///< in rank order
    std::optional<domain::PolicyVersion> policy;
    std::vector<domain::Certificate> certificates; ///< those behind the active policy
    std::vector<EvidenceProgress> evidence; ///< of tasks that are on their way to a certificate
    std::map<std::string, domain::ShadowPlan> shadowPlans; ///< by task id: what runs beside the traffic
    std::vector<StudentState> students; ///< one a task
    std::vector<domain::Run> runs; ///< unfinished ones and the newest finished, newest first
    std::uint64_t acknowledgedQueries = 0; ///< since start
    TimePoint lastRecordAt{}; ///< of the newest acknowledged query
    SimulatedTrafficState simulatedTraffic;
    BackfillState backfill;
    domain::LoopSchedule loopSchedule;
    GatewayState gateway;
    std::vector<BypassState> bypasses; ///< in force; shown in the alarm colour until lifted
    std::vector<std::string>
        problems; ///< what an operator must know now (writer errors, broken chain), in words
};

// --- commands
// --------------------------------------------------------------------------------------------------

/// Judge the answer that was sent for a query.
struct RecordOutcome {
    std::string queryId;
    double quality = 1;
    std::string correctedAnswer;
    std::string note;
};

/// Train and calibrate local students. Empty task: every task without a serving student.
struct TrainStudents {
    std::string taskId;
};

struct CancelRun {
    std::string runId;
};

struct SetSimulatedTraffic {
    bool isRunning = true;
    double queriesPerSecond = 4;
    double driftStrength = 0;
};

/// Recalibrate one task to another risk level and apply the result as a new policy version.
struct SetRiskLevel {
    std::string taskId;
    double alpha = 0.05;
    std::string reason;
};

/// The same as a run, which shows in Runs with what came of it.
struct StartCalibration {
    std::string taskId;
    double alpha = 0; ///< 0: the level in force
};

/// What a risk level would do on the calibration answers of the task's student, before it is applied.
struct RiskLevelPreview {
    std::string taskId;
    double alpha = 0.05;
    domain::Certificate current;
    domain::Certificate draft;
    double currentAcceptedShare = 0; ///< of calibration answers
    double draftAcceptedShare = 0;
};

/// Commands and snapshots also travel between processes: app/console_wire_fields.h names the fields of every
/// struct here, and does not compile until it knows a command that is added to the variant and a member that
/// is added to a struct.
using ConsoleCommand
    = std::variant<RecordOutcome, TrainStudents, CancelRun, SetSimulatedTraffic, SetRiskLevel, SetBypass,
        AddClientKey, RevokeClientKey, JudgeAnswer, AcknowledgeAlarm, StartProbation, SetAlarmResponse,
        RenameCluster, MergeClusters, ExcludeCluster, DrawCluster, UndoClusterEdit, AddToReview, SetMonthlyBudget,
        SetTierPrice, ApplyPolicyDraft, SetShadowPlan, CertifyFromShadow, JudgeShadowAnswer, SetPromiseScope,
        TrainRouter, UseRouter, SetRouteLimits, RevertPolicy, StartStudy, JudgePair, StartTraining, SaveTask, ArrangeTier,
        StoreSecret, SplitCluster, StartLoop, DistilCluster, FindClusters, ResumeRun, PromoteChallenger, ShadowChallenger,
        SetLoopSchedule, StartCalibration, SwitchGateway, SaveEndpoint, RemoveEndpoint, TestEndpoint, WithdrawJudgement,
        WithdrawPairJudgement, SetStreamingMode, CompareTunedModel, TakeBackTunedModel>;

/// What a command did, read back from the state that it changed.
struct CommandReceipt {
    std::string message; ///< one sentence for the operator
    std::string reference; ///< id of the run or policy version that came of it; may be empty
};

/// Everything the window may ask of the engine. Values only; thread-safe. Implementations: in-process and,
/// for a window attached to a serving process, over a local socket.
class ConsoleService {
public:
    virtual ~ConsoleService() = default;
    /// Never blocks on work; the same pointer until something changes.
    [[nodiscard]] virtual std::shared_ptr<const ConsoleSnapshot> snapshot() const = 0;
    /// May take as long as a durable write; call it off the GUI thread.
    [[nodiscard]] virtual Result<CommandReceipt> execute(const ConsoleCommand& command) = 0;
    /// Whoever waits for a command wants to end: commands under way that ask models one after another end soon and keep
    /// what they have.
    virtual void interrupt() {}
    [[nodiscard]] virtual Result<RiskLevelPreview> previewRiskLevel(
        const std::string& taskId, double alpha) const = 0;
    /// Replays a draft on calibration answers and recent traffic, beside what is in force. The first call for a
    /// task reads its data; later ones take well under 150 ms. NotFound for a task without judged answers.
    [[nodiscard]] virtual Result<PolicyPreview> previewPolicy(const PolicyDraft& draft) const = 0;
    /// Why the router expected what it expected of a recorded query. Takes up to a second; off the GUI thread.
    [[nodiscard]] virtual Result<domain::RouteExplanation> explainRoute(const std::string&) const
    {
        return fail(ErrorCode::Unsupported, "predictions are explained by the process that owns the workspace");
    }
};

} // namespace core::ports
