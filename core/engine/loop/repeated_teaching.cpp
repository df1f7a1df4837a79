#include "core/engine/loop/repeated_teaching.h"

#include <cstddef>
#include <unordered_map>
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
        const bool isTurnedDown = decision.runId != runId && (decision.iteration == 0) == (iteration == 0)
            && !decision.studentId.empty() && decision.championStudentId == servedStudent && decision.outcome != domain::LoopOutcome::Promoted;
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
    std::unordered_map<std::string, std::string> answers; // of then, by text
    for (const domain::TaughtRow& row : *earlier) {
        const bool isAnswered = row.state == domain::TaughtState::Taught || row.state == domain::TaughtState::Rejected;
        if (row.iteration == newest->iteration && isAnswered) {
            answers[row.textHash] = row.answer;
        }
    }
    std::size_t count = 0;
    for (const domain::TaughtRow& row : *chosen) {
        if (row.iteration != iteration) {
            continue;
        }
        ++count;
        const auto then = answers.find(row.textHash);
        if (then == answers.end() || (!row.answer.empty() && row.answer != then->second)) {
            return std::optional<domain::LoopDecision>();
        }
    }
    return count == answers.size() ? std::optional(*newest) : std::nullopt;
}

} // namespace core::engine::loop
