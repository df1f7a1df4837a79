#include "core/domain/policy_diff.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace core::domain {

namespace {

using Value = PolicyDifference::Value;

Value textOrNothing(const std::string& text)
{
    return text.empty() ? Value{} : Value{text};
}

Value limitOrNothing(const std::optional<double>& limit)
{
    return limit ? Value{*limit} : Value{};
}

template <typename T>
Value valueOf(const std::map<std::string, T>& values, const std::string& key)
{
    const auto found = values.find(key);
    return found == values.end() ? Value{} : Value{found->second};
}

/// Collects the differences of one task.
class TaskComparison {
public:
    TaskComparison(std::string taskId, std::vector<PolicyDifference>& found)
        : m_taskId(std::move(taskId))
        , m_found(found)
    {
    }

    void compare(PolicyField field, const Value& before, const Value& after, const std::string& tierId = {})
    {
        if (before != after) {
            m_found.push_back({m_taskId, field, tierId, before, after});
        }
    }

    template <typename T>
    void compareTiers(PolicyField field, const std::map<std::string, T>& before, const std::map<std::string, T>& after)
    {
        std::set<std::string> tiers;
        for (const auto* side : {&before, &after}) {
            std::transform(side->begin(), side->end(), std::inserter(tiers, tiers.end()),
                [](const auto& entry) { return entry.first; });
        }
        for (const std::string& tier : tiers) {
            compare(field, valueOf(before, tier), valueOf(after, tier), tier);
        }
    }

private:
    std::string m_taskId;
    std::vector<PolicyDifference>& m_found;
};

void compareTask(const TaskPolicy& before, const TaskPolicy& after, std::vector<PolicyDifference>& found)
{
    TaskComparison task(after.taskId, found);
    task.compare(PolicyField::AnswerFloor, before.answerFloor, after.answerFloor);
    task.compare(PolicyField::Alpha, before.alpha, after.alpha);
    task.compare(PolicyField::Delta, before.delta, after.delta);
    task.compare(PolicyField::AuditRate, before.auditRate, after.auditRate);
    task.compare(PolicyField::LatencyLimit, limitOrNothing(before.limits.latencyMs), limitOrNothing(after.limits.latencyMs));
    task.compare(PolicyField::CostLimit, limitOrNothing(before.limits.costUsd), limitOrNothing(after.limits.costUsd));
    task.compare(
        PolicyField::Router, textOrNothing(before.routerVersion), textOrNothing(after.routerVersion));
    task.compareTiers(PolicyField::Model, before.modelVersions, after.modelVersions);
    task.compareTiers(PolicyField::Confidence, before.scorerVersions, after.scorerVersions);
    task.compareTiers(PolicyField::Threshold, before.thresholds, after.thresholds);
}

} // namespace

std::vector<PolicyDifference> differencesOf(const PolicyVersion& before, const PolicyVersion& after)
{
    std::vector<PolicyDifference> found;
    std::set<std::string> tasks;
    for (const PolicyVersion* version : {&before, &after}) {
        for (const auto& [taskId, policy] : version->tasks) {
            tasks.insert(taskId);
        }
    }
    for (const std::string& taskId : tasks) {
        const auto old = before.tasks.find(taskId);
        const auto now = after.tasks.find(taskId);
        if (old == before.tasks.end() || now == after.tasks.end()) {
            const bool isAdded = old == before.tasks.end();
            found.push_back({taskId, isAdded ? PolicyField::TaskAdded : PolicyField::TaskRemoved, {}, {}, {}});
        }
        if (now != after.tasks.end()) {
            // a task without a policy is served without thresholds: everything that its first policy sets is new
            TaskPolicy none = now->second;
            none.routerVersion.clear();
            none.modelVersions.clear();
            none.scorerVersions.clear();
            none.thresholds.clear();
            compareTask(old == before.tasks.end() ? none : old->second, now->second, found);
        }
    }
    return found;
}

std::optional<std::size_t> versionInForceAt(const std::vector<PolicyVersion>& versions, TimePoint time)
{
    const auto next = std::upper_bound(versions.begin(), versions.end(), time,
        [](TimePoint wanted, const PolicyVersion& version) { return wanted < version.at; });
    if (next == versions.begin()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(std::distance(versions.begin(), next)) - 1;
}

} // namespace core::domain
