#pragma once

#include "core/domain/example.h"
#include "core/domain/tier.h"
#include "core/ports/loop_store.h"
#include "core/ports/recorded_answers.h"
#include "core/ports/workspace_store.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace fakes {

/// A cheap student tier and an oracle that knows every answer.
inline std::vector<core::domain::Tier> studentAndOracle()
{
    core::domain::Tier student;
    student.id = "student";
    student.name = "Student";
    student.provider = core::domain::TierProvider::Student;
    student.prices = {20'000, 20'000};
    core::domain::Tier oracle;
    oracle.id = "oracle";
    oracle.name = "Oracle";
    oracle.rank = 1;
    oracle.isOracle = true;
    oracle.prices = {5'000'000, 20'000'000};
    oracle.priceVersionId = "price-oracle";
    return {student, oracle};
}

/// The same with a real model as last tier: imports hold no answers of it.
inline std::vector<core::domain::Tier> studentAndEndpoint()
{
    std::vector<core::domain::Tier> tiers = studentAndOracle();
    tiers.back().provider = core::domain::TierProvider::Endpoint;
    tiers.back().isOracle = false;
    tiers.back().model = "big";
    return tiers;
}

inline core::domain::Task intentTask()
{
    core::domain::Task task;
    task.id = "task";
    task.name = "Intents";
    return task;
}

inline core::domain::StoredExample labelledText(
    const std::string& hash, const std::string& text, const std::string& label, core::domain::DataSplit split)
{
    core::domain::StoredExample stored;
    stored.identity = {hash, split};
    stored.example.id = hash;
    stored.example.taskId = "task";
    stored.example.text = text;
    stored.example.reference.labels = {label};
    return stored;
}

class MemoryExampleStore final : public core::ports::ExampleStore {
public:
    core::Result<ImportReport> import(std::span<const core::domain::Example>) override { return ImportReport{}; }
    core::Result<std::vector<core::domain::StoredExample>> examples(
        const std::string& taskId, core::domain::DataSplit split) const override
    {
        std::vector<core::domain::StoredExample> found;
        std::ranges::copy_if(stored, std::back_inserter(found), [&](const core::domain::StoredExample& row) {
            return row.example.taskId == taskId && row.identity.split == split;
        });
        return found;
    }
    core::Result<void> forEach(const std::function<bool(const core::domain::StoredExample&)>&) const override
    {
        return {};
    }
    core::Result<std::string> splitKey() const override { return std::string("key"); }

    std::vector<core::domain::StoredExample> stored; ///< by ascending hash
};

class MemoryLoopStore final : public core::ports::LoopStore {
public:
    static constexpr std::int64_t kGateTexts = 1'000'000; ///< more than any test has

    core::Result<core::ports::LoopReport> report(const std::string& runId) const override
    {
        core::ports::LoopReport report;
        report.runId = runId;
        for (const auto& [key, stage] : m_stages) {
            if (stage.runId == runId) {
                report.stages.push_back(stage);
            }
        }
        for (const core::domain::LoopDecision& decision : made) {
            report.decisions.push_back({decision, {}});
        }
        report.gates = gates;
        return report;
    }
    core::Result<std::vector<core::ports::TrainingSpend>> trainingSpend(
        const core::ports::TimeRange&, const std::string&) const override
    {
        return std::vector<core::ports::TrainingSpend>();
    }
    core::Result<std::vector<core::domain::TaughtRow>> taught(
        const std::string& runId, const std::string& taskId) const override
    {
        std::vector<core::domain::TaughtRow> rows;
        for (const auto& [key, row] : m_taught) {
            if (row.runId == runId && row.taskId == taskId) {
                rows.push_back(row);
                const auto text = texts.find(row.textHash);
                rows.back().text = text == texts.end() ? "text of " + row.textHash : text->second;
            }
        }
        return rows;
    }
    core::Result<void> saveStage(const core::domain::LoopStageRecord& stage) override
    {
        if (refuses && refuses(stage)) {
            return core::fail(core::ErrorCode::Io, "the disk is full");
        }
        m_stages[{stage.runId, stage.position}] = stage;
        return {};
    }
    core::Result<void> saveTaught(std::span<const core::domain::TaughtRow> rows) override
    {
        for (const core::domain::TaughtRow& row : rows) {
            m_taught[{row.runId, row.iteration, row.taskId, row.textHash}] = row;
        }
        return {};
    }
    core::Result<void> saveGate(const std::string&, const core::ports::GateReport& report,
        std::span<const core::domain::GateAnswer>) override
    {
        gates.push_back(report);
        return {};
    }
    core::Result<void> saveDecision(const core::domain::LoopDecision& decision) override
    {
        std::erase_if(made, [&](const core::domain::LoopDecision& other) {
            return other.runId == decision.runId && other.iteration == decision.iteration
                && other.taskId == decision.taskId;
        });
        made.push_back(decision);
        return {};
    }
    core::Result<std::vector<core::domain::LoopDecision>> decisions(const std::string& taskId) const override
    {
        std::vector<core::domain::LoopDecision> ofTask = made;
        std::erase_if(ofTask, [&](const core::domain::LoopDecision& decision) { return decision.taskId != taskId; });
        return ofTask;
    }
    /// Of finished gate stages; their texts are those of the gate split now.
    core::Result<std::vector<core::ports::GateLook>> gateLooks(const std::string& taskId) const override
    {
        std::vector<core::ports::GateLook> found = looks;
        for (const auto& [key, stage] : m_stages) {
            if (stage.taskId == taskId && stage.stage == core::domain::LoopStage::Gate && stage.isFinished) {
                found.push_back({stage.runId, stage.iteration, stage.resultJson, kGateTexts, kGateTexts});
            }
        }
        return found;
    }
    core::Result<std::vector<core::domain::TaughtRow>> answered(const std::string&) const override
    {
        return answers;
    }

    std::vector<core::domain::TaughtRow> answers; ///< of former runs
    std::map<std::string, std::string> texts; ///< by hash
    std::vector<core::domain::LoopDecision> made;
    std::vector<core::ports::GateReport> gates;
    std::vector<core::ports::GateLook> looks; ///< of former runs
    std::function<bool(const core::domain::LoopStageRecord&)> refuses; ///< to store a stage

private:
    std::map<std::pair<std::string, int>, core::domain::LoopStageRecord> m_stages;
    std::map<std::tuple<std::string, int, std::string, std::string>, core::domain::TaughtRow> m_taught;
};

class NoRecordedAnswers final : public core::ports::RecordedAnswers {
public:
    void add(const core::domain::Example&, const std::string&) override { }
    void remove(const std::string&, const std::string&) override { }
};

} // namespace fakes
