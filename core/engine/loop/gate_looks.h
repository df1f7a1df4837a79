#pragma once

#include "core/base/result.h"
#include "core/ports/loop_store.h"

#include <cstdint>
#include <string>

namespace core::engine::loop {

/// Level of the k-th look: delta 6 / (pi^2 k^2), which sums to delta over all looks (alpha spending by a union bound: it
/// holds however the looks depend on each other, and however many there will be). `look` 0: delta itself.
[[nodiscard]] double levelOfLook(double delta, int look);

/// The gate stage that is about to look.
struct NextLook {
    std::string runId;
    int iteration = 0;
    std::string taskId;
    std::string championStudentId; ///< empty: the tiers in force
    std::int64_t texts = 0; ///< of the gate split, that are compared
};

/// Which look at the task's gate split with this champion it is, from 1: one more than the finished gate stages of other
/// iterations that compared the same champion. A promotion begins anew, because another champion serves; going back to an
/// earlier one goes on where that one was. So do new gate data: earlier looks that saw fewer than half of today's texts are
/// not counted. Counted from what runs left, never kept: a stage that is taken up again is the look that it was.
[[nodiscard]] Result<int> lookNumber(const ports::LoopStore& loops, const NextLook& next);

} // namespace core::engine::loop
