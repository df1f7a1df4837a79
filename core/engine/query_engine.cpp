#include "core/engine/query_engine.h"

#include "core/base/text.h"
#include "core/base/uuid.h"
#include "core/engine/cascade.h"
#include "core/engine/draw.h"
#include "core/domain/token_estimate.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace core::engine {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

double millisecondsSince(SteadyTime start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

Result<void> checkText(const std::string& text)
{
    if (text.empty()) {
        return fail(ErrorCode::InvalidArgument, "the query is empty; send at least one character");
    }
    const std::size_t invalidAt = findInvalidText(text);
    if (invalidAt != std::string_view::npos) {
        return fail(ErrorCode::InvalidArgument,
            "the query is not valid UTF-8 text (byte " + std::to_string(invalidAt) + "); send UTF-8 without NUL bytes");
    }
    return {};
}

domain::QueryRecord newRecord(const EngineQuery& query, TimePoint now, const std::string& splitKey)
{
    domain::QueryRecord record;
    record.at = now;
    record.id = query.id.value_or(makeUuidV7(now));
    record.taskId = query.taskId;
    record.clientKeyId = query.clientKeyId;
    record.endUserId = query.endUserId;
    record.source = query.source;
    record.text = query.text;
    record.isSimulated = query.isSimulated;
    domain::TextIdentity identity = domain::identityOf(query.text, splitKey);
    record.textHash = std::move(identity.hash);
    record.split = query.isTestText ? domain::DataSplit::Test : identity.split;
    return record;
}

/// An answer that came in place of a failed tier's is a fallback for an outage, which no certificate covers.
domain::CertificateScope scopeOf(const domain::QueryRecord& record)
{
    const domain::Attempt* accepted = record.accepted();
    if (accepted == nullptr || !accepted->threshold) {
        return domain::CertificateScope::LastTier;
    }
    const bool isFallback = std::any_of(record.attempts.begin(), record.attempts.end(),
        [](const domain::Attempt& attempt) { return attempt.result == domain::AttemptResult::Failed; });
    return isFallback ? domain::CertificateScope::Uncertified : domain::CertificateScope::Certified;
}

/// Answers with a known reference are all judged; otherwise the policy's random share of accepted answers is.
void planAudit(domain::QueryRecord& record, const domain::TaskPolicy& policy)
{
    const domain::Attempt* accepted = record.accepted();
    if (accepted == nullptr) {
        return;
    }
    record.auditProbability = accepted->quality ? 1.0 : policy.auditRate;
    record.isAuditSelected = drawOf(record.id, Draw::Audit) < record.auditProbability;
}

std::optional<domain::Outcome> referenceOutcome(const domain::QueryRecord& record, const domain::TaskPolicy& policy)
{
    const domain::Attempt* accepted = record.accepted();
    if (accepted == nullptr || !accepted->quality) {
        return std::nullopt;
    }
    domain::Outcome outcome;
    outcome.queryId = record.id;
    outcome.at = record.at;
    outcome.source = domain::LabelSource::Reference;
    outcome.judge = "reference answer";
    outcome.quality = *accepted->quality;
    outcome.meetsTarget = outcome.quality >= policy.answerFloor;
    outcome.samplingProbability = record.auditProbability;
    return outcome;
}

} // namespace

QueryEngine::QueryEngine(
    const Clock& clock, ports::DecisionStore& store, routing::CostExpectation& expectation, std::string splitKey)
    : m_clock(clock)
    , m_store(store)
    , m_expectation(expectation)
    , m_splitKey(std::move(splitKey))
{
}

void QueryEngine::publish(std::shared_ptr<const ServingState> state)
{
    const std::lock_guard lock(m_stateMutex);
    m_state = std::move(state);
}

std::shared_ptr<const ServingState> QueryEngine::servingState() const
{
    const std::lock_guard lock(m_stateMutex);
    return m_state;
}

Result<EngineAnswer> QueryEngine::answer(const EngineQuery& query)
{
    Result<QuerySession> session = begin(query);
    if (!session) {
        return fail(session.error());
    }
    runCascade(*session);
    return finish(std::move(*session));
}

Result<QuerySession> QueryEngine::begin(EngineQuery query, bool asksRouter) const
{
    QuerySession session;
    session.start = std::chrono::steady_clock::now();
    session.state = servingState();
    if (session.state == nullptr || session.state->tiersByRank.empty()) {
        return fail(ErrorCode::Unavailable, "the workspace has no tiers; import a recording or add a tier in Portfolio");
    }
    const auto task = session.state->tasks.find(query.taskId);
    if (task == session.state->tasks.end()) {
        return fail(ErrorCode::NotFound, "no task '" + query.taskId + "' in this workspace; import data for it first");
    }
    if (const Result<void> text = checkText(query.text); !text) {
        return fail(text.error());
    }
    session.task = &task->second;
    session.query = std::move(query);
    session.record = newRecord(session.query, m_clock.now(), m_splitKey);
    domain::QueryRecord& record = session.record;
    record.policyVersionId = session.state->policyVersionId;
    if (task->second.router != nullptr && asksRouter) {
        record.routerVersion = task->second.policy.routerVersion;
        record.prediction = task->second.router->predict(record.taskId, record.text);
    }
    session.textTokens = domain::estimatedTokens(record.text);
    const std::vector<domain::Tier>& tiers = session.state->tiersByRank;
    const routing::CostExpectation& costs
        = task->second.planningCosts != nullptr ? *task->second.planningCosts : m_expectation;
    costs.complete(record.prediction, record.taskId, tiers, session.textTokens);
    session.isNovelToRouter = record.prediction.isNovel;
    session.plan = m_bypasses.isActive(record.taskId, record.at)
        ? std::vector<std::string>{tiers.back().id}
        : routing::planRoute(record.prediction, tiers, task->second.policy);
    if (session.plan.back() != tiers.back().id) { // a budget ended it early: what answers last does so unchecked
        session.scope = domain::CertificateScope::Uncertified;
    }
    session.request = ports::ModelRequest{record.taskId, record.text, record.textHash};
    return session;
}

Result<EngineAnswer> QueryEngine::finish(QuerySession session)
{
    domain::QueryRecord& record = session.record;
    observe(record, session.textTokens);
    priceLastTier(record, session.state->tiersByRank.back(), session.textTokens);
    record.scope = session.scope.value_or(scopeOf(record));
    planAudit(record, session.task->policy);
    record.overheadMs = std::max(0.0, millisecondsSince(session.start) - session.modelWallMs);
    record.latencyMs = record.overheadMs;
    for (const domain::Attempt& attempt : record.attempts) {
        record.latencyMs += attempt.latencyMs;
    }
    if (const Result<void> stored = store(record, *session.task); !stored) {
        return fail(stored.error());
    }
    if (m_shadow != nullptr) {
        m_shadow->offer(session);
    }
    if (record.accepted() == nullptr) {
        const std::string reason = record.attempts.empty() ? "none was asked" : record.attempts.back().errorText;
        return fail(ErrorCode::Unavailable, "no tier answered: " + reason);
    }
    return EngineAnswer{std::move(record), std::max(0.0, millisecondsSince(session.start) - session.modelWallMs)};
}

Result<void> QueryEngine::recordUnrouted(domain::QueryRecord record)
{
    domain::TextIdentity identity = domain::identityOf(record.text, m_splitKey);
    record.textHash = std::move(identity.hash);
    record.split = identity.split;
    if (const std::shared_ptr<const ServingState> state = servingState(); state != nullptr) {
        record.policyVersionId = state->policyVersionId;
    }
    record.scope = domain::CertificateScope::Uncertified;
    record.isLastTierCostKnown = record.isCostKnown();
    record.lastTierCost = record.knownCost();
    return m_store.append(record);
}

void QueryEngine::observe(const domain::QueryRecord& record, std::int64_t textTokens)
{
    for (const domain::Attempt& attempt : record.attempts) {
        if (attempt.result != domain::AttemptResult::Failed) {
            m_expectation.observe(record.taskId, attempt.tierId, textTokens, attempt.usage, attempt.latencyMs);
        }
    }
}

void QueryEngine::priceLastTier(domain::QueryRecord& record, const domain::Tier& last, std::int64_t textTokens) const
{
    const auto called = std::find_if(record.attempts.begin(), record.attempts.end(), [&](const domain::Attempt& a) {
        return a.tierId == last.id && a.result != domain::AttemptResult::Failed;
    });
    const bool wasCalled = called != record.attempts.end();
    const std::optional<domain::Money> cost
        = wasCalled ? called->cost : m_expectation.expectedCost(record.taskId, last, textTokens);
    record.isLastTierCostKnown = cost.has_value();
    record.isLastTierCostEstimated = !wasCalled && cost.has_value();
    record.lastTierCost = cost.value_or(domain::Money{});
}

Result<void> QueryEngine::store(const domain::QueryRecord& record, const ServingTask& task)
{
    if (Result<void> stored = m_store.append(record); !stored) {
        return stored;
    }
    const std::optional<domain::Outcome> outcome = referenceOutcome(record, task.policy);
    return outcome ? m_store.append(*outcome) : Result<void>{};
}

} // namespace core::engine
