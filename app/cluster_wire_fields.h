#pragma once

#include "app/console_wire_enums.h"
#include "app/wire_archive.h"
#include "core/ports/console_service.h"

/// Fields of the commands that edit clusters. See console_wire_fields.h.
namespace app::wire {

template <typename Command>
struct CommandName;

template <typename Archive>
void visitFields(Archive& archive, core::ports::ClusterSubject& subject)
{
    auto& [id, taskId, members] = subject;
    archive("id", id);
    archive("task", taskId);
    archive("members", members);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::TimeRange& range)
{
    auto& [from, to] = range;
    archive("from_us", from);
    archive("to_us", to);
}

template <typename Archive>
void visitFields(Archive& archive, core::ports::RequestFilter& filter)
{
    auto& [range, taskId, answeredByTier, isEscalated, isJudged, meetsTarget, text, policyVersionId, clientKeyId]
        = filter;
    archive("range", range);
    archive("task", taskId);
    archive("tier", answeredByTier);
    archive("is_escalated", isEscalated);
    archive("is_judged", isJudged);
    archive("meets_target", meetsTarget);
    archive("text", text);
    archive("policy_version", policyVersionId);
    archive("client_key", clientKeyId);
}

template <>
struct CommandName<core::ports::UndoClusterEdit> {
    static constexpr const char* value = "undo_cluster_edit";
};
template <typename Archive>
void visitFields(Archive&, core::ports::UndoClusterEdit&)
{
}

template <>
struct CommandName<core::ports::RenameCluster> {
    static constexpr const char* value = "rename_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::RenameCluster& command)
{
    auto& [cluster, label] = command;
    archive("cluster", cluster);
    archive("label", label);
}

template <>
struct CommandName<core::ports::MergeClusters> {
    static constexpr const char* value = "merge_clusters";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::MergeClusters& command)
{
    auto& [into, others] = command;
    archive("into", into);
    archive("others", others);
}

template <>
struct CommandName<core::ports::ExcludeCluster> {
    static constexpr const char* value = "exclude_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::ExcludeCluster& command)
{
    auto& [cluster, isExcluded] = command;
    archive("cluster", cluster);
    archive("is_excluded", isExcluded);
}

template <>
struct CommandName<core::ports::DrawCluster> {
    static constexpr const char* value = "draw_cluster";
};
template <typename Archive>
void visitFields(Archive& archive, core::ports::DrawCluster& command)
{
    auto& [cluster, label] = command;
    archive("cluster", cluster);
    archive("label", label);
}

} // namespace app::wire
