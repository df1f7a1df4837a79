#include "core/engine/loop/loop_decider.h"

#include "core/engine/loop/promotion_chain.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>

namespace core::engine::loop {

namespace {

constexpr const char* kWaits = "; waits for the operator";
constexpr const char* kHeldBack = "; thresholds held back: the tier is on probation";
constexpr const char* kDecided = "{}"; ///< result of a stage that has no figures
constexpr const char* kDecidedHeldBack = "{\"thresholds_held_back\":true}";

const domain::Tier* studentTier(const ServingState& state)
{
    const auto found = std::ranges::find(state.tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    return found == state.tiersByRank.end() ? nullptr : &*found;
}

/// The reason of a decision that waited, once the operator has promoted it.
std::string withoutWaiting(std::string reason)
{
    const std::size_t begin = reason.find(kWaits);
    if (begin != std::string::npos) {
        reason.erase(begin, reason.find(';', begin + 1) - begin);
    }
    return reason;
}

/// Whether a challenger that is served already accepts nothing of what it was certified for.
bool isSilent(const ServingState& state, const std::string& taskId, const TrainResult& challenger)
{
    const std::map<std::string, double>& inForce = state.tasks.at(taskId).policy.thresholds;
    return std::ranges::any_of(challenger.certificates, [&](const domain::Certificate& certificate) {
        return certificate.threshold && !inForce.contains(certificate.tierId);
    });
}

void note(const Promotion& promotion, domain::LoopDecision& decision)
{
    decision.policyId = promotion.version.id;
    decision.isHeldBack = promotion.isHeldBack;
    decision.reason += promotion.isHeldBack ? kHeldBack : "";
}

} // namespace

std::string servedStudent(const ServingState& state, const std::string& taskId)
{
    const domain::Tier* tier = studentTier(state);
    const auto task = state.tasks.find(taskId);
    if (tier == nullptr || task == state.tasks.end()) {
        return {};
    }
    const auto version = task->second.policy.modelVersions.find(tier->id);
    return version == task->second.policy.modelVersions.end() ? std::string() : version->second;
}

Result<bool> LoopDecider::decide(
    LoopIteration& iteration, domain::LoopDecision decision, const TrainResult& challenger)
{
    decision.runId = iteration.run.id;
    decision.iteration = iteration.number;
    decision.taskId = iteration.taskId;
    decision.studentId = challenger.studentId;
    decision.routerId = challenger.routerId;
    const bool mayPromote = decision.outcome == domain::LoopOutcome::Promoted;
    const Result<std::vector<domain::LoopDecision>> decisions = m_services.loops.decisions(iteration.taskId);
    if (!decisions) {
        return fail(decisions.error());
    }
    const bool wasRevoked = isScheduled(iteration.run.parametersJson)
        && wasTakenBack(servedStudent(*m_services.serving(), iteration.taskId), *decisions);
    const bool waits = mayPromote && (wasRevoked || !iteration.options.promotesItself);
    const Result<std::string> json = iteration.stage(domain::LoopStage::Decide, [&]() -> Result<std::string> {
        decision.at = m_services.clock.now();
        if (waits) {
            decision.outcome = domain::LoopOutcome::Waiting;
            decision.reason += kWaits;
            decision.reason += wasRevoked ? ", who took the last promotion of this task back" : "";
        } else if (mayPromote) {
            const Result<Promotion> promotion = promoted(iteration, decision, challenger);
            if (!promotion) {
                return fail(promotion.error());
            }
            note(*promotion, decision);
        }
        if (challenger.attempt > 1) {
            decision.reason
                += "; certified as attempt " + std::to_string(challenger.attempt) + " on the task's calibration texts";
        }
        decision.reason += iteration.note;
        if (Result<void> saved = m_services.loops.saveDecision(decision); !saved) {
            return fail(saved.error());
        }
        return std::string(decision.isHeldBack ? kDecidedHeldBack : kDecided);
    });
    if (!json) {
        return fail(json.error());
    }
    const double change = decision.challengerCostRatio() - decision.championCostRatio();
    // as long as nothing of it is in force no teaching can move the cost
    const bool isUnheard
        = *json == kDecidedHeldBack || (decision.championAccepted == 0 && decision.challengerAccepted == 0);
    return mayPromote && !waits
        && (iteration.number == 0 || isUnheard || std::abs(change) >= iteration.options.stopBelow);
}

/// As it was promoted before the run was cut off, or now.
Result<Promotion> LoopDecider::promoted(
    const LoopIteration& iteration, const domain::LoopDecision& decision, const TrainResult& challenger) const
{
    const auto state = m_services.serving();
    if (servedStudent(*state, iteration.taskId) != challenger.studentId) {
        return serve(decision, challenger, "engine", "Challenger promoted: " + iteration.title());
    }
    Promotion before;
    before.version.id = state->policyVersionId;
    before.isHeldBack = isSilent(*state, iteration.taskId, challenger);
    return before;
}

Result<Promotion> LoopDecider::serve(const domain::LoopDecision& decision, const TrainResult& challenger,
    const std::string& author, const std::string& reason) const
{
    const auto state = m_services.serving();
    const domain::Tier* tier = studentTier(*state);
    if (tier == nullptr) {
        return fail(ErrorCode::Conflict, "the student tier was removed from the portfolio");
    }
    if (servedStudent(*state, decision.taskId) != decision.championStudentId) {
        return fail(ErrorCode::Conflict,
            "task '" + decision.taskId
                + "' is served by another student than the one that the challenger was compared with; run the loop "
                  "again");
    }
    return m_services.apply(decision.taskId, challenger.certificates, author, reason,
        [&](domain::TaskPolicy& policy) {
            policy.modelVersions[tier->id] = challenger.studentId;
            policy.routerVersion = challenger.routerId;
            policy.scorerVersions.clear(); // it was certified without
            policy.thresholds.clear();
        });
}

Result<LoopDecider::Challenger> LoopDecider::challenger(const std::string& runId, const std::string& taskId) const
{
    const Result<ports::LoopReport> report = m_services.loops.report(runId);
    if (!report) {
        return fail(report.error());
    }
    std::optional<domain::LoopDecision> decision;
    for (const ports::DecisionReport& row : report->decisions) {
        if (row.decision.taskId == taskId && !row.decision.studentId.empty()) {
            decision = row.decision; // the newest iteration comes last
        }
    }
    if (!decision) {
        return fail(ErrorCode::NotFound, "run " + runId + " has no challenger for task '" + taskId + "'");
    }
    Result<TrainResult> models = challengerOf(*report, decision->iteration, taskId);
    return models ? Result<Challenger>(Challenger{*decision, std::move(*models)}) : fail(models.error());
}

Result<domain::PolicyVersion> LoopDecider::promote(const std::string& runId, const std::string& taskId,
    const std::string& author, const std::string& reason)
{
    const Result<Challenger> found = challenger(runId, taskId);
    if (!found) {
        return fail(found.error());
    }
    domain::LoopDecision decision = found->decision;
    if (decision.outcome == domain::LoopOutcome::Discarded) {
        return fail(ErrorCode::Conflict, "the challenger is not promoted: " + decision.reason);
    }
    if (decision.outcome == domain::LoopOutcome::NotEnoughData && reason.empty()) {
        return fail(ErrorCode::InvalidArgument,
            decision.reason + "; say why the challenger is promoted all the same");
    }
    Result<Promotion> promotion = serve(decision, found->models, author,
        reason.empty() ? "Challenger of run " + runId + " promoted" : reason);
    if (!promotion) {
        return fail(promotion.error());
    }
    decision.outcome = domain::LoopOutcome::Promoted;
    decision.reason = withoutWaiting(std::move(decision.reason));
    note(*promotion, decision);
    decision.at = m_services.clock.now();
    if (Result<void> saved = m_services.loops.saveDecision(decision); !saved) {
        return fail(saved.error());
    }
    return std::move(promotion->version);
}

} // namespace core::engine::loop
