#include "core/engine/loop/loop_progress.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace core::engine::loop {

namespace {

constexpr std::string_view kOpen = "{}"; ///< result of a stage that is being worked on

} // namespace

const domain::LoopStageRecord* openStage(std::span<const domain::LoopStageRecord> stages)
{
    const domain::LoopStageRecord* newest = nullptr;
    for (const domain::LoopStageRecord& stage : stages) {
        const bool isOpen = !stage.isFinished && stage.resultJson == kOpen;
        if (isOpen && (newest == nullptr || stage.startedAt >= newest->startedAt)) {
            newest = &stage;
        }
    }
    return newest;
}

LoopProgress::LoopProgress(Services services, StageControl& control, std::string runId,
    std::vector<domain::LoopStageRecord> stored, std::size_t stages)
    : m_services(std::move(services))
    , m_control(control)
    , m_runId(std::move(runId))
    , m_stored(std::move(stored))
    , m_stages(std::max<std::size_t>(1, stages))
    , m_nextPosition(m_stored.empty() ? 0 : m_stored.back().position + 1)
{
}

Result<void> LoopProgress::begin()
{
    for (const domain::LoopStageRecord& stored : m_stored) {
        if (!stored.isFinished && stored.resultJson == kOpen) {
            if (Result<void> closed = close(stored, "the program ended while this stage was under way"); !closed) {
                return closed;
            }
        }
    }
    return {};
}

Result<void> LoopProgress::close(domain::LoopStageRecord record, const std::string& problem)
{
    record.resultJson = nlohmann::json{{"error", problem}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
    return m_services.loops.saveStage(record);
}

double LoopProgress::fraction(std::size_t done) const
{
    return std::min(1.0, static_cast<double>(done) / static_cast<double>(m_stages));
}

const domain::LoopStageRecord* LoopProgress::find(
    int iteration, const std::string& taskId, domain::LoopStage stage) const
{
    const auto found = std::ranges::find_if(m_stored, [&](const domain::LoopStageRecord& stored) {
        return stored.iteration == iteration && stored.taskId == taskId && stored.stage == stage;
    });
    return found == m_stored.end() ? nullptr : &*found;
}

bool LoopProgress::isFinished(int iteration, const std::string& taskId, domain::LoopStage stage) const
{
    const domain::LoopStageRecord* stored = find(iteration, taskId, stage);
    return stored != nullptr && stored->isFinished;
}

Result<std::string> LoopProgress::stage(int iteration, const std::string& taskId, domain::LoopStage stage,
    const std::function<Result<std::string>()>& work)
{
    if (m_control.isCancelled()) {
        return fail(ErrorCode::Cancelled, "cancelled on request");
    }
    const domain::LoopStageRecord* before = find(iteration, taskId, stage);
    if (before != nullptr && before->isFinished) {
        ++m_done;
        return before->resultJson;
    }
    domain::LoopStageRecord record{m_runId, before != nullptr ? before->position : m_nextPosition++, iteration, taskId,
        stage, false, std::string(kOpen), m_services.clock.now(), {}};
    if (Result<void> saved = m_services.loops.saveStage(record); !saved) {
        return fail(saved.error());
    }
    Result<std::string> result = work();
    if (!result) {
        const Result<void> closed = close(record, result.error().message);
        return closed ? result : fail(closed.error());
    }
    record.isFinished = true;
    record.resultJson = *result;
    record.finishedAt = m_services.clock.now();
    if (Result<void> saved = m_services.loops.saveStage(record); !saved) {
        return fail(saved.error());
    }
    ++m_done;
    m_control.report(from(), titleFor(iteration, taskId));
    return result;
}

std::string LoopProgress::titleFor(int iteration, const std::string& taskId) const
{
    const std::string name = m_services.nameOfTask(taskId);
    return iteration == 0 ? name + ", first student" : name + ", iteration " + std::to_string(iteration);
}

} // namespace core::engine::loop
