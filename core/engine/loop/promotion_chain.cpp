#include "core/engine/loop/promotion_chain.h"

#include <algorithm>
#include <iterator>

namespace core::engine::loop {

std::unordered_set<std::string> promotedUpTo(
    const std::string& studentId, const std::vector<domain::LoopDecision>& decisions)
{
    std::unordered_set<std::string> chain;
    std::string student = studentId;
    while (!student.empty() && chain.insert(student).second) {
        const auto promotion = std::find_if(decisions.rbegin(), decisions.rend(), [&](const domain::LoopDecision& made) {
            return made.studentId == student && made.outcome == domain::LoopOutcome::Promoted;
        });
        student = promotion == decisions.rend() ? std::string() : promotion->championStudentId;
    }
    return chain;
}

bool wasTakenBack(const std::string& servedStudent, std::vector<domain::LoopDecision> decisions)
{
    std::erase_if(decisions,
        [](const domain::LoopDecision& decision) { return decision.outcome != domain::LoopOutcome::Promoted; });
    std::ranges::stable_sort(decisions, {}, &domain::LoopDecision::at);
    // each promotion replaced the one before; what was served at its time leads back to the first
    for (std::string student = decisions.empty() ? servedStudent : decisions.back().studentId; student != servedStudent;) {
        const auto promotion
            = std::ranges::find(decisions.rbegin(), decisions.rend(), student, &domain::LoopDecision::studentId);
        if (promotion == decisions.rend()) {
            return false;
        }
        student = promotion->championStudentId;
        decisions.erase(std::next(promotion).base()); // so that no circle is walked twice
        if (student == servedStudent) {
            return true;
        }
    }
    return false;
}

} // namespace core::engine::loop
