#include "core/engine/loop/result_owner.h"

#include <algorithm>

namespace core::engine::loop {

bool isOf(const SelectResult& result, int iteration, const std::string& taskId)
{
    return result.iteration == iteration && result.taskId == taskId;
}

bool isOf(const OnboardingResult& result, int iteration, const std::string& taskId)
{
    const auto texts = std::ranges::find(result.metrics, kFreshTexts, &domain::RunMetric::name);
    return texts != result.metrics.end() && texts->step == iteration
        && std::ranges::all_of(result.artefacts, [&](const domain::Artefact& made) { return made.taskId == taskId; });
}

bool isOf(const GateResult& result, int iteration, const std::string& taskId)
{
    return result.report.iteration == iteration && result.report.taskId == taskId;
}

} // namespace core::engine::loop
