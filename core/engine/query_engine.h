#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/query_record.h"
#include "core/engine/bypass_register.h"
#include "core/engine/engine_query.h"
#include "core/engine/query_session.h"
#include "core/engine/serving_state.h"
#include "core/engine/shadow_runner.h"
#include "core/ports/decision_store.h"
#include "core/routing/cost_expectation.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace core::engine {

/// Answers queries: task -> router -> plan -> cascade -> record. Thread-safe. An answer is only returned once its
/// record survives a kill of the process.
class QueryEngine {
public:
    /// `splitKey` is the workspace's key of text identities. All references must outlive the engine.
    QueryEngine(const Clock& clock, ports::DecisionStore& store, routing::CostExpectation& expectation,
        std::string splitKey);

    /// Takes effect for every query that starts afterwards; queries under way finish on the state they began with.
    void publish(std::shared_ptr<const ServingState> state);
    [[nodiscard]] std::shared_ptr<const ServingState> servingState() const;

    /// Whom answered and recorded queries are offered to; null: nobody. Set before the first query; outlives
    /// the engine's last one.
    void setShadowRunner(ShadowRunner* runner) { m_shadow = runner; }

    /// Tasks whose queries all go to the last tier for the time being.
    [[nodiscard]] BypassRegister& bypasses() { return m_bypasses; }

    /// NotFound for an unknown task, InvalidArgument for an empty or malformed text, Unavailable when every tier
    /// failed (the failure is recorded all the same), the store's error when the record could not be made durable.
    [[nodiscard]] Result<EngineAnswer> answer(const EngineQuery& query);

    /// The same in steps, for a caller that must not wait in between: begin, then QuerySession::judge or fail for
    /// each tier of its plan, then finish. Errors as above; a session that is not finished leaves no record.
    /// `asksRouter` false: planned as if there were no router, for a query that nobody waits for any more.
    [[nodiscard]] Result<QuerySession> begin(EngineQuery query, bool asksRouter = true) const;
    [[nodiscard]] Result<EngineAnswer> finish(QuerySession session);

    /// Records a query that went to one model by name: never routed, never certified; nothing was saved on it.
    /// Fills in identity, policy version and the comparison cost.
    [[nodiscard]] Result<void> recordUnrouted(domain::QueryRecord record);

private:
    void priceLastTier(domain::QueryRecord& record, const domain::Tier& last, std::int64_t textTokens) const;
    void observe(const domain::QueryRecord& record, std::int64_t textTokens);
    [[nodiscard]] Result<void> store(const domain::QueryRecord& record, const ServingTask& task);

    const Clock& m_clock;
    ports::DecisionStore& m_store;
    routing::CostExpectation& m_expectation;
    const std::string m_splitKey;
    BypassRegister m_bypasses;
    ShadowRunner* m_shadow = nullptr;
    mutable std::mutex m_stateMutex;
    std::shared_ptr<const ServingState> m_state;
};

} // namespace core::engine
