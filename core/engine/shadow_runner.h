#pragma once

#include "core/base/clock.h"
#include "core/engine/query_session.h"
#include "core/ports/decision_store.h"
#include "core/ports/model_client.h"
#include "core/ports/shadow_store.h"
#include "core/ports/trial_store.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace core::engine {

struct ShadowOptions {
    std::size_t queueLimit = 1024; ///< queries that wait; further ones are dropped and counted
    int threads = 2; ///< calls at the same time
    std::size_t queueBytes = 64 * 1024 * 1024; ///< of requests that wait; beyond it they are dropped and counted too
};

struct ShadowStatus {
    std::uint64_t drawn = 0;
    std::uint64_t stored = 0;
    std::uint64_t dropped = 0; ///< drawn while too many waited
    std::uint64_t failed = 0; ///< could not be stored
    std::string lastError;
};

/// Whether queries of the task may be asked again beside the traffic. Their client's own chat request is kept for that.
[[nodiscard]] bool isOfInterest(const ServingTask& task);

/// Asks tiers beside the traffic, after the client has its answer: cheap tiers of a task that collects
/// evidence for a certificate, a challenger that is compared, and the last tier as judge of audited answers.
/// What it does is in ServingTask::shadow. It neither delays nor fails a query; its cost is stored apart from
/// the traffic's. Thread-safe.
class ShadowRunner {
public:
    using Clients = std::map<std::string, std::shared_ptr<const ports::ModelClient>>;

    /// The stores must outlive the runner. Without `trials` no challenger is compared.
    ShadowRunner(const Clock& clock, ports::ShadowStore& store, ports::DecisionStore& decisions,
        const ShadowOptions& options = {}, ports::TrialStore* trials = nullptr);
    /// Finishes the calls under way; what waits is dropped.
    ~ShadowRunner();
    ShadowRunner(const ShadowRunner&) = delete;
    ShadowRunner& operator=(const ShadowRunner&) = delete;

    /// Clients of tiers that the serving state has none for, by tier id; replaces those set before. They may
    /// block.
    void setEndpointClients(Clients clients);
    /// Who asks the tier for a caller that may wait; null: nothing here can.
    [[nodiscard]] std::shared_ptr<const ports::ModelClient> clientOf(
        const ServingState& state, const std::string& tierId) const;

    /// A query that was answered and recorded. Returns at once; recorded answers, which may be gone later, are
    /// looked up here.
    void offer(const QuerySession& session);

    /// Waits until everything offered so far is stored or given up.
    void drain();
    [[nodiscard]] ShadowStatus status() const;

private:
    struct Job;
    struct Answers {
        std::vector<domain::ShadowAnswer> ofTiers;
        bool isLastTierOut = false; ///< was asked and could not be reached
    };
    void work(const std::stop_token& stop);
    void run(Job job);
    [[nodiscard]] Result<ports::ModelAnswer> ask(const Job& job, const domain::Tier& tier) const;
    void scoreShadow(const Job& job, const domain::Tier& tier, const ports::ModelAnswer& asked,
        domain::Attempt& attempt) const;
    [[nodiscard]] Answers answersOf(const Job& job) const;
    void addJudgesAnswer(const Job& job, Answers& answers) const;
    void judgeAudit(const Job& job, domain::ShadowRecord& record);
    void enqueue(const QuerySession& session, domain::ShadowPurpose purpose, bool isTrial);
    [[nodiscard]] Result<void> compare(const Job& job);
    void book(const Result<void>& stored);

    const Clock& m_clock;
    ports::ShadowStore& m_store;
    ports::DecisionStore& m_decisions;
    ports::TrialStore* const m_trials;
    const ShadowOptions m_options;
    std::mutex m_trialMutex; ///< orders a comparison and its metrics

    mutable std::mutex m_mutex; // guards everything below
    std::condition_variable_any m_wake;
    std::condition_variable m_idle;
    std::deque<Job> m_queue;
    std::size_t m_waitingBytes = 0; ///< of m_queue
    int m_working = 0;
    std::shared_ptr<const Clients> m_endpointClients = std::make_shared<const Clients>();
    ShadowStatus m_status;
    std::vector<std::jthread> m_threads;
};

} // namespace core::engine
