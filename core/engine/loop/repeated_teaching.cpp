#include "core/engine/loop/repeated_teaching.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace core::engine::loop {

Result<std::optional<domain::LoopDecision>> sameTeachingBefore(const ports::LoopStore& loops,
    const std::string& runId, int iteration, const std::string& taskId, const std::string& servedStudent)
{
    const Result<std::vector<domain::LoopDecision>> decisions = loops.decisions(taskId);
    const Result<std::vector<domain::TaughtRow>> chosen = loops.taught(runId, taskId);
    if (!decisions || !chosen) {
        return fail(!decisions ? decisions.error() : chosen.error());
    }
    const domain::LoopDecision* newest = nullptr;
    for (const domain::LoopDecision& decision : *decisions) {
        const bool isTurnedDown = decision.runId != runId && decision.iteration > 0 && !decision.studentId.empty()
            && decision.championStudentId == servedStudent && decision.outcome != domain::LoopOutcome::Promoted;
        if (isTurnedDown && (newest == nullptr || decision.at >= newest->at)) {
            newest = &decision;
        }
    }
    if (newest == nullptr) {
        return std::optional<domain::LoopDecision>();
    }
    const Result<std::vector<domain::TaughtRow>> earlier = loops.taught(newest->runId, taskId);
    if (!earlier) {
        return fail(earlier.error());
    }
    std::unordered_set<std::string> taught;
    for (const domain::TaughtRow& row : *earlier) {
        if (row.iteration == newest->iteration && row.state == domain::TaughtState::Taught) {
            taught.insert(row.textHash);
        }
    }
    const bool hasNews = std::ranges::any_of(*chosen, [&](const domain::TaughtRow& row) {
        return row.iteration == iteration && !taught.contains(row.textHash);
    });
    return hasNews ? std::optional<domain::LoopDecision>() : std::optional(*newest);
}

} // namespace core::engine::loop
