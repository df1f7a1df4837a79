#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of the router's commands, previews and explanations. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <>
struct CommandName<core::ports::TrainRouter> {
    static constexpr const char* value = "train_router";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::TrainRouter& command)
{
    auto& [taskId, parametersJson] = command;
    archive("task", taskId);
    archive("parameters", parametersJson);
}

template <>
struct CommandName<core::ports::UseRouter> {
    static constexpr const char* value = "use_router";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::UseRouter& command)
{
    auto& [routerId, taskId, reason] = command;
    archive("router", routerId);
    archive("task", taskId);
    archive("reason", reason);
}

template <>
struct CommandName<core::ports::SetRouteLimits> {
    static constexpr const char* value = "set_route_limits";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::SetRouteLimits& command)
{
    auto& [taskId, latencyMs, costUsd, reason] = command;
    archive("task", taskId);
    archive("latency_ms", latencyMs);
    archive("cost_usd", costUsd);
    archive("reason", reason);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::TierExplanation& tier)
{
    auto& [tierId, heads, neighbours, taskMean, quality, meetsTargetProbability] = tier;
    archive("tier", tierId);
    archive("heads", heads);
    archive("neighbours", neighbours);
    archive("task_mean", taskMean);
    archive("quality", quality);
    archive("meets_target", meetsTargetProbability);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::NeighbourOutcome& neighbour)
{
    auto& [taskId, text, similarity, quality] = neighbour;
    archive("task", taskId);
    archive("text", text);
    archive("similarity", similarity);
    archive("quality", quality);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::WordEffect& effect)
{
    auto& [word, change] = effect;
    archive("word", word);
    archive("effect", change);
}

template <typename Archive>
void visitFields(Archive& archive, core::domain::RouteExplanation& explanation)
{
    auto& [routerVersion, encoder, difficulty, isNovel, familiarity, noveltyFloor, novelThisWeek, tiers, neighbours, words,
        componentWeights]
        = explanation;
    archive("router", routerVersion);
    archive("encoder", encoder);
    archive("difficulty", difficulty);
    archive("is_novel", isNovel);
    archive("familiarity", familiarity);
    archive("novelty_floor", noveltyFloor);
    archive("novel_this_week", novelThisWeek);
    archive("tiers", tiers);
    archive("neighbours", neighbours);
    archive("words", words);
    archive("weights", componentWeights);
}

} // namespace app::wire
