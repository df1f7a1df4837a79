#include "core/domain/policy.h"

#include "core/base/hash.h"

#include <charconv>
#include <array>

namespace core::domain {

namespace {

std::string shortest(double value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

/// Length-prefixed, so that no two different sequences of fields have the same bytes.
void appendField(std::string& out, const std::string& value)
{
    out += std::to_string(value.size()) + ":" + value + "\n";
}

void appendTask(std::string& out, const TaskPolicy& task)
{
    appendField(out, task.taskId);
    for (const double value : {task.answerFloor, task.alpha, task.delta, task.auditRate}) {
        appendField(out, shortest(value));
    }
    appendField(out, task.routerVersion);
    appendField(out, std::to_string(task.modelVersions.size()));
    for (const auto& [tier, version] : task.modelVersions) {
        appendField(out, tier);
        appendField(out, version);
    }
    appendField(out, std::to_string(task.thresholds.size()));
    for (const auto& [tier, threshold] : task.thresholds) {
        appendField(out, tier);
        appendField(out, shortest(threshold));
    }
    if (!task.limits.isEmpty()) { // versions without limits keep the form that they had before there were any
        appendField(out, "limits");
        appendField(out, task.limits.latencyMs ? shortest(*task.limits.latencyMs) : std::string());
        appendField(out, task.limits.costUsd ? shortest(*task.limits.costUsd) : std::string());
    }
    if (!task.scorerVersions.empty()) { // as with limits
        appendField(out, "scorers");
        appendField(out, std::to_string(task.scorerVersions.size()));
        for (const auto& [tier, version] : task.scorerVersions) {
            appendField(out, tier);
            appendField(out, version);
        }
    }
}

} // namespace

std::string canonicalForm(const PolicyVersion& version)
{
    std::string out = "routenlp-policy-1\n";
    appendField(out, std::to_string(version.sequence));
    appendField(out, version.previousHash);
    appendField(out, std::to_string(toMicroseconds(version.at)));
    appendField(out, version.author);
    appendField(out, version.reason);
    for (const auto& [taskId, task] : version.tasks) {
        appendTask(out, task);
    }
    return out;
}

PolicyVersion sealed(PolicyVersion version)
{
    version.hash = sha256Hex(canonicalForm(version));
    version.id = version.hash.substr(0, 12);
    return version;
}

std::optional<std::int64_t> findBrokenLink(const std::vector<PolicyVersion>& versions)
{
    std::string previousHash;
    std::int64_t expectedSequence = 1;
    for (const PolicyVersion& version : versions) {
        const bool isWhole = version.sequence == expectedSequence && version.previousHash == previousHash
            && version.hash == sha256Hex(canonicalForm(version));
        if (!isWhole) {
            return version.sequence;
        }
        previousHash = version.hash;
        ++expectedSequence;
    }
    return std::nullopt;
}

} // namespace core::domain
