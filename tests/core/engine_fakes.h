#pragma once

#include "core/ports/decision_store.h"
#include "core/ports/model_client.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/ports/workspace_store.h"

#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fakes {

/// Keeps records in memory; fails, warns and makes whoever asks for its status wait on demand.
class MemoryDecisionStore final : public core::ports::DecisionStore {
public:
    core::Result<void> append(const core::domain::QueryRecord& record) override
    {
        if (isFull) {
            return core::fail(core::ErrorCode::DiskFull, "disk full");
        }
        records.push_back(record);
        ++m_acknowledged;
        return {};
    }
    core::Result<void> append(const core::domain::Outcome& outcome) override
    {
        outcomes.push_back(outcome);
        return {};
    }
    core::Result<void> append(const core::domain::Withdrawal&) override { return {}; }
    core::Result<void> flush() override { return {}; }
    [[nodiscard]] core::ports::DecisionStoreStatus status() const override
    {
        core::ports::DecisionStoreStatus status;
        for (m_asking += isHeld ? 1 : 0; isHeld;) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        status.acknowledged = m_acknowledged;
        status.lastError = isFull ? "disk full" : hasOldWarning ? "a record was put aside" : "";
        status.isStoring = !isFull;
        return status;
    }
    [[nodiscard]] std::size_t stored() const { return m_acknowledged; }
    [[nodiscard]] int asking() const { return m_asking; } ///< for the status, since isHeld

    std::vector<core::domain::QueryRecord> records;
    std::vector<core::domain::Outcome> outcomes;
    std::atomic<bool> isFull = false;
    std::atomic<bool> hasOldWarning = false;
    std::atomic<bool> isHeld = false;

private:
    std::atomic<std::uint64_t> m_acknowledged = 0;
    mutable std::atomic<int> m_asking = 0;
};

/// Answers with a fixed text and confidence, or fails.
class ScriptedClient final : public core::ports::ModelClient {
public:
    ScriptedClient(std::string answer, double confidence)
        : m_answer(std::move(answer))
        , m_confidence(confidence)
    {
    }
    core::Result<core::ports::ModelAnswer> complete(const core::ports::ModelRequest& request) const override
    {
        ++calls;
        {
            const std::lock_guard lock(m_mutex);
            m_chatBody = request.chatBody;
        }
        if (isDown) {
            return core::fail(downCode, "connection refused");
        }
        core::ports::ModelAnswer answer;
        answer.text = m_answer;
        answer.model = "model-of-" + m_answer;
        answer.usage = {100, 10};
        answer.latencyMs = 50;
        answer.confidence = m_confidence;
        if (request.asksAlternatives) {
            answer.topLogprobs = topLogprobs;
        }
        return answer;
    }
    std::vector<core::domain::TokenAlternatives> topLogprobs; ///< told to whom asks for them
    bool isDown = false;
    core::ErrorCode downCode = core::ErrorCode::Unavailable; ///< what a call says while it is down
    mutable std::atomic<int> calls = 0;
    /// Of the newest call.
    [[nodiscard]] std::string chatBody() const
    {
        const std::lock_guard lock(m_mutex);
        return m_chatBody;
    }

private:
    const std::string m_answer;
    const double m_confidence;
    mutable std::mutex m_mutex;
    mutable std::string m_chatBody;
};

class FunctionStudent final : public core::ports::Student {
public:
    using Answer = std::function<core::ports::StudentAnswer(const std::string&)>;
    explicit FunctionStudent(Answer answer)
        : m_answer(std::move(answer))
    {
    }
    core::Result<core::ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        return m_answer(text);
    }
    core::domain::TaskKind kind() const override { return core::domain::TaskKind::Classification; }
    std::string taskId() const override { return "task"; }
    std::string fingerprint() const override { return "student"; }

private:
    const Answer m_answer;
};

class MemoryRunStore : public core::ports::RunStore {
public:
    core::Result<void> saveRun(const core::domain::Run& run) override
    {
        const std::lock_guard lock(m_mutex);
        m_runs[run.id] = run;
        return {};
    }
    core::Result<std::optional<core::domain::Run>> run(const std::string& id) const override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_runs.find(id);
        return found == m_runs.end() ? std::nullopt : std::optional(found->second);
    }
    core::Result<std::vector<core::domain::Run>> runs(int) const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<core::domain::Run> all;
        for (const auto& [id, run] : m_runs) {
            all.push_back(run);
        }
        return all;
    }
    core::Result<void> addMetrics(const std::string&, std::span<const core::domain::RunMetric> metrics) override
    {
        const std::lock_guard lock(m_mutex);
        m_metrics.insert(m_metrics.end(), metrics.begin(), metrics.end());
        return {};
    }
    core::Result<std::vector<core::domain::RunMetric>> metrics(const std::string&) const override { return m_metrics; }
    core::Result<void> addArtefact(const core::domain::Artefact& artefact) override
    {
        const std::lock_guard lock(m_mutex);
        m_artefacts.push_back(artefact);
        return {};
    }
    core::Result<std::optional<core::domain::Artefact>> artefact(const std::string& id) const override
    {
        const std::lock_guard lock(m_mutex);
        for (const core::domain::Artefact& artefact : m_artefacts) {
            if (artefact.id == id) {
                return std::optional(artefact);
            }
        }
        return std::optional<core::domain::Artefact>();
    }
    core::Result<std::vector<core::domain::Artefact>> artefacts() const override
    {
        const std::lock_guard lock(m_mutex);
        return m_artefacts;
    }
    core::Result<void> addMarker(const core::domain::Marker& marker) override
    {
        const std::lock_guard lock(m_mutex);
        m_markers.push_back(marker);
        return {};
    }
    [[nodiscard]] std::vector<core::domain::Marker> markers() const
    {
        const std::lock_guard lock(m_mutex);
        return m_markers;
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::string, core::domain::Run> m_runs;
    std::vector<core::domain::RunMetric> m_metrics;
    std::vector<core::domain::Artefact> m_artefacts;
    std::vector<core::domain::Marker> m_markers;
};

} // namespace fakes
