#include "app/workspace_loop_planner.h"

#include "app/comparison_estimate.h"

#include <algorithm>

namespace app {

using core::Result;
namespace loop = core::engine::loop;
namespace ports = core::ports;

namespace {

constexpr std::size_t kExamples = 8;

} // namespace

Result<ports::TeachingPreview> WorkspaceLoopPlanner::preview(const ports::TeachingQuery& query) const
{
    const auto tiers = m_stores.portfolio->tiers();
    if (!tiers) {
        return core::fail(tiers.error());
    }
    const LoopWorkbench workbench(m_stores, m_workspace, m_models());
    const Result<loop::SelectResult> plan = workbench.pipeline().select({{}, 1, query.taskId, query.options});
    if (!plan) {
        return core::fail(plan.error());
    }
    ports::TeachingPreview preview;
    preview.poolTexts = plan->poolTexts;
    preview.escalated = plan->escalated;
    preview.failed = plan->failed;
    preview.texts = static_cast<std::int64_t>(plan->chosen.size());
    preview.paidCalls = plan->paidCalls;
    preview.cost = plan->cost;
    preview.horizonDays = query.options.horizonDays;
    preview.freed = plan->freed;
    preview.freedLow = plan->freedLow;
    preview.freedHigh = plan->freedHigh;
    preview.learnability = plan->learnability;
    preview.learntFrom = plan->learntFrom;
    preview.net = plan->net;
    preview.netLow = plan->netLow;
    preview.netHigh = plan->netHigh;
    preview.isWorthIt = plan->isWorthIt;
    preview.reason = plan->reason;
    if (!tiers->empty()) {
        preview.teacher = tiers->back().name;
        preview.isTeacherOracle = tiers->back().isOracle;
    }
    for (std::size_t i = 0; i < std::min(kExamples, plan->chosen.size()); ++i) {
        preview.examples.push_back(plan->chosen[i].text);
    }
    return preview;
}

Result<ports::ComparisonPreview> WorkspaceLoopPlanner::comparison(const core::domain::TunedModel& tuned) const
{
    return comparisonPreview(m_stores, tuned);
}

} // namespace app
