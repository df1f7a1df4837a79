#include "core/engine/loop/gate_looks.h"

#include "core/conformal/delta_ledger.h"
#include "core/engine/loop/loop_results.h"

#include <vector>

namespace core::engine::loop {

double levelOfLook(double delta, int look)
{
    return look > 0 ? delta * conformal::attemptShare(look) : delta;
}

Result<int> lookNumber(const ports::LoopStore& loops, const NextLook& next)
{
    const Result<std::vector<ports::GateLook>> looks = loops.gateLooks(next.taskId);
    if (!looks) {
        return fail(looks.error());
    }
    int number = 1;
    for (const ports::GateLook& look : *looks) {
        const bool isItself = look.runId == next.runId && look.iteration == next.iteration;
        if (isItself || 2 * look.textsOfSplit < next.texts) {
            continue;
        }
        const Result<GateResult> seen = gateResultFromJson(look.resultJson);
        if (!seen) {
            return fail(seen.error().within("gates of run " + look.runId));
        }
        number += seen->championStudentId == next.championStudentId ? 1 : 0;
    }
    return number;
}

} // namespace core::engine::loop
