#pragma once

#include "core/domain/loop.h"
#include "core/domain/run.h"
#include "core/engine/loop/loop_progress.h"
#include "core/engine/loop/result_owner.h"

#include <functional>
#include <string>
#include <utility>
#include <variant>

namespace core::engine::loop {

/// One iteration of one task in a run that is conducted.
struct LoopIteration {
    const domain::Run& run;
    const domain::LoopOptions& options;
    LoopProgress& progress;
    std::string taskId;
    int number = 1; ///< 0: the first student of the task
    std::string note{}; ///< what every reader of the decision must know

    [[nodiscard]] Result<std::string> stage(
        domain::LoopStage which, const std::function<Result<std::string>()>& work)
    {
        return progress.stage(number, taskId, which, work);
    }
    [[nodiscard]] std::string title() const { return progress.titleFor(number, taskId); }
    /// The result of a worker of this stage.
    template <typename Value>
    [[nodiscard]] Result<Value> work()
    {
        Result<WorkerMessage> message = progress.control().work(progress.from(), progress.to(), title());
        if (!message) {
            return fail(message.error());
        }
        auto* value = std::get_if<Value>(&*message);
        if (value != nullptr && isOf(*value, number, taskId)) {
            return std::move(*value);
        }
        return fail(ErrorCode::Internal, "the worker sent the result of another stage");
    }
};

} // namespace core::engine::loop
