#include "core/engine/shadow_runner.h"

#include "core/engine/answer_reference.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/draw.h"
#include "core/engine/loop/challenger_comparison.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/model_comparison.h"
#include "core/evaluation/answer_metrics.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace core::engine {

namespace {

/// A policy under which every tier below the last may be tried: the plan then depends on costs, novelty and limits.
domain::TaskPolicy openPolicy(std::span<const domain::Tier> tiersByRank, const domain::RouteLimits& limits)
{
    domain::TaskPolicy policy;
    policy.limits = limits;
    for (const domain::Tier& tier : tiersByRank.first(tiersByRank.size() - 1)) {
        policy.thresholds[tier.id] = 0.0;
    }
    return policy;
}

const domain::Attempt* answeredAttempt(const domain::QueryRecord& record, const std::string& tierId)
{
    const auto found = std::find_if(
        record.attempts.begin(), record.attempts.end(), [&](const domain::Attempt& attempt) {
            return attempt.tierId == tierId && attempt.result != domain::AttemptResult::Failed;
        });
    return found == record.attempts.end() ? nullptr : &*found;
}

domain::Attempt shadowAttempt(const domain::Tier& tier, const Result<ports::ModelAnswer>& answer)
{
    domain::Attempt attempt;
    attempt.tierId = tier.id;
    attempt.result = answer ? domain::AttemptResult::Shadow : domain::AttemptResult::Failed;
    if (!answer) {
        attempt.errorText = answer.error().message;
        return attempt;
    }
    attempt.model = answer->model;
    attempt.usage = answer->usage;
    attempt.priceVersionId = tier.priceVersionId;
    attempt.cost = domain::costOf(answer->usage, tier.prices);
    attempt.latencyMs = answer->latencyMs;
    attempt.answer = answer->text;
    attempt.quality = answer->quality;
    return attempt;
}

/// A judge that cannot be reached says nothing about this query; one that times out on it, refuses it or answers
/// nothing usable does, and leaving such queries out would leave out the hard ones.
bool isOutage(const Result<ports::ModelAnswer>& asked)
{
    return !asked && (asked.error().code == ErrorCode::Unavailable || asked.error().code == ErrorCode::Cancelled);
}

std::string agreementWith(const domain::Tier& tier)
{
    return "agreement with " + (tier.name.empty() ? tier.id : tier.name);
}

bool isDrawn(const QuerySession& session)
{
    const domain::ShadowPlan& plan = session.task->shadow;
    const domain::QueryRecord& record = session.record;
    const bool isEvidence
        = record.split == domain::DataSplit::Tuning || record.split == domain::DataSplit::Calibration;
    const std::vector<domain::Tier>& tiers = session.state->tiersByRank;
    const bool hasOpenTier = std::any_of(tiers.begin(), tiers.end() - 1, [&](const domain::Tier& tier) {
        return !session.task->policy.thresholds.contains(tier.id);
    });
    const bool isWanted = plan.isForCertification
        ? isEvidence && hasOpenTier && record.scope != domain::CertificateScope::Uncertified
        : record.split != domain::DataSplit::Test;
    return plan.share > 0 && isWanted && record.accepted() != nullptr
        && drawOf(record.id, Draw::Shadow) < plan.share;
}

/// Of the gate split alone: neither champion nor challenger has learnt, tuned or been calibrated on these texts.
bool isInTrial(const QuerySession& session)
{
    const domain::QueryRecord& record = session.record;
    return session.task->challenger != nullptr && record.split == domain::DataSplit::Gate
        && record.scope != domain::CertificateScope::Uncertified && record.accepted() != nullptr
        && drawOf(record.id, Draw::Trial) < session.task->challenger->share;
}

bool needsJudge(const QuerySession& session)
{
    const domain::QueryRecord& record = session.record;
    const domain::Attempt* accepted = record.accepted();
    return session.task->shadow.judgesAudits && record.isAuditSelected && accepted != nullptr
        && record.scope != domain::CertificateScope::Uncertified && !accepted->quality && accepted->tierId != session.state->tiersByRank.back().id;
}

} // namespace

struct ShadowRunner::Job {
    std::shared_ptr<const ServingState> state;
    const ServingTask* task = nullptr; ///< inside `state`
    domain::QueryRecord record;
    ports::ModelRequest request;
    std::optional<domain::Reference> reference;
    domain::ShadowPurpose purpose = domain::ShadowPurpose::Certification;
    bool isTrial = false; ///< compares with the challenger; `purpose` says nothing then
    std::map<std::string, Result<ports::ModelAnswer>> lookedUp; ///< by tier id

    [[nodiscard]] std::size_t bytes() const { return request.text.size() + request.chatBody.size(); }
    [[nodiscard]] const domain::Tier& lastTier() const { return state->tiersByRank.back(); }
    [[nodiscard]] bool wants(const domain::Tier& tier) const
    {
        const std::vector<std::string>& wanted = task->shadow.tierIds;
        const bool isLast = tier.id == lastTier().id;
        if (isTrial) {
            return true;
        }
        if (purpose == domain::ShadowPurpose::Audit) {
            return isLast;
        }
        return wanted.empty() ? !isLast : std::find(wanted.begin(), wanted.end(), tier.id) != wanted.end();
    }
};

ShadowRunner::ShadowRunner(const Clock& clock, ports::ShadowStore& store, ports::DecisionStore& decisions,
    const ShadowOptions& options, ports::TrialStore* trials)
    : m_clock(clock)
    , m_store(store)
    , m_decisions(decisions)
    , m_trials(trials)
    , m_options(options)
{
    for (int i = 0; i < std::max(1, m_options.threads); ++i) {
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

ShadowRunner::~ShadowRunner()
{
    for (std::jthread& thread : m_threads) {
        thread.request_stop();
    }
    m_threads.clear();
}

void ShadowRunner::setEndpointClients(Clients clients)
{
    auto next = std::make_shared<const Clients>(std::move(clients));
    const std::lock_guard lock(m_mutex);
    m_endpointClients = std::move(next);
}

std::shared_ptr<const ports::ModelClient> ShadowRunner::clientOf(
    const ServingState& state, const std::string& tierId) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto endpoint = m_endpointClients->find(tierId); endpoint != m_endpointClients->end()) {
            return endpoint->second;
        }
    }
    const auto local = state.clients.find(tierId);
    return local == state.clients.end() ? nullptr : local->second;
}

bool isOfInterest(const ServingTask& task)
{
    return task.shadow.share > 0 || task.shadow.judgesAudits || task.challenger != nullptr;
}

void ShadowRunner::offer(const QuerySession& session)
{
    if (session.record.text.empty()) { // images alone, say: nothing that is stored tells what was asked
        return;
    }
    std::vector<domain::ShadowPurpose> purposes;
    if (isDrawn(session)) {
        purposes.push_back(session.task->shadow.isForCertification ? domain::ShadowPurpose::Certification
                                                                   : domain::ShadowPurpose::Comparison);
    }
    if (needsJudge(session)) {
        purposes.push_back(domain::ShadowPurpose::Audit);
    }
    for (const domain::ShadowPurpose purpose : purposes) {
        enqueue(session, purpose, false);
    }
    if (m_trials != nullptr && isInTrial(session)) {
        enqueue(session, domain::ShadowPurpose::Comparison, true);
    }
}

void ShadowRunner::enqueue(const QuerySession& session, domain::ShadowPurpose purpose, bool isTrial)
{
    Job job{session.state, session.task, session.record, session.request, std::nullopt, purpose, isTrial, {}};
    job.record.prediction.isNovel = session.isNovelToRouter; // what plans go by
    if (session.query.reference != nullptr && !session.query.reference->isEmpty()) {
        job.reference = *session.query.reference;
    }
    for (const domain::Tier& tier : session.state->tiersByRank) {
        const auto client = session.state->clients.find(tier.id);
        if (tier.provider == domain::TierProvider::Recording && job.wants(tier)
            && client != session.state->clients.end()) {
            job.lookedUp.emplace(tier.id, client->second->complete(job.request));
        }
    }
    const std::lock_guard lock(m_mutex);
    ++m_status.drawn;
    if (m_queue.size() >= m_options.queueLimit || m_waitingBytes + job.bytes() > m_options.queueBytes) {
        ++m_status.dropped;
        return;
    }
    m_waitingBytes += job.bytes();
    m_queue.push_back(std::move(job));
    m_wake.notify_one();
}

void ShadowRunner::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return !m_queue.empty(); }) && !stop.stop_requested()) {
        Job job = std::move(m_queue.front());
        m_queue.pop_front();
        m_waitingBytes -= job.bytes();
        ++m_working;
        lock.unlock();
        run(std::move(job));
        lock.lock();
        --m_working;
        m_idle.notify_all();
    }
}

Result<ports::ModelAnswer> ShadowRunner::ask(const Job& job, const domain::Tier& tier) const
{
    if (const auto known = job.lookedUp.find(tier.id); known != job.lookedUp.end()) {
        return known->second;
    }
    const std::shared_ptr<const ports::ModelClient> client = clientOf(*job.state, tier.id);
    if (client == nullptr) {
        return fail(ErrorCode::Unavailable, "tier '" + tier.id + "' is not connected");
    }
    return client->complete(job.request);
}

void ShadowRunner::scoreShadow(
    const Job& job, const domain::Tier& tier, const ports::ModelAnswer& asked, domain::Attempt& attempt) const
{
    const std::vector<double> signals = answerSignals(factsOf(asked), job.record.prediction, tier.id);
    const double score = scoreOf(job.task->scorers, tier.id, signals);
    attempt.score = std::isnan(score) ? 0.0 : score;
    if (tier.provider != domain::TierProvider::Student) {
        attempt.scoreSignals = signals;
    }
}

ShadowRunner::Answers ShadowRunner::answersOf(const Job& job) const
{
    const std::vector<std::string> plan
        = routing::planRoute(job.record.prediction, job.state->tiersByRank,
            openPolicy(job.state->tiersByRank, job.task->policy.limits));
    Answers answers;
    for (const domain::Tier& tier : job.state->tiersByRank) {
        if (!job.wants(tier)) {
            continue;
        }
        domain::ShadowAnswer answer;
        answer.isTried = std::find(plan.begin(), plan.end() - 1, tier.id) != plan.end() - 1; // its end is unchecked
        if (const domain::Attempt* known = answeredAttempt(job.record, tier.id); known != nullptr) {
            answer.isFromTraffic = true;
            answer.attempt = *known;
            answer.attempt.result = domain::AttemptResult::Shadow;
        } else {
            const Result<ports::ModelAnswer> asked = ask(job, tier);
            answer.attempt = shadowAttempt(tier, asked);
            answers.isLastTierOut |= tier.id == job.lastTier().id && isOutage(asked);
            if (asked) {
                scoreShadow(job, tier, *asked, answer.attempt);
            }
        }
        answers.ofTiers.push_back(std::move(answer));
    }
    return answers;
}

/// Where the last tier is the judge and a cheaper one answered the traffic, it is asked now: evidence that only
/// came of escalated queries would not speak of the others.
void ShadowRunner::addJudgesAnswer(const Job& job, Answers& answers) const
{
    const domain::Tier& last = job.lastTier();
    const std::vector<domain::ShadowAnswer>& known = answers.ofTiers;
    const bool isJudgedOtherwise = job.reference || std::all_of(known.begin(), known.end(), [](const auto& answer) {
        return answer.attempt.quality || answer.attempt.result == domain::AttemptResult::Failed;
    });
    const bool isKnown = answeredAttempt(job.record, last.id) != nullptr
        || std::any_of(known.begin(), known.end(),
            [&](const domain::ShadowAnswer& answer) { return answer.attempt.tierId == last.id; });
    if (!isJudgedOtherwise && !isKnown) {
        const Result<ports::ModelAnswer> asked = ask(job, last);
        answers.isLastTierOut = isOutage(asked);
        domain::ShadowAnswer answer;
        answer.attempt = shadowAttempt(last, asked);
        answers.ofTiers.push_back(std::move(answer));
    }
}

/// The last tier's answer is at hand; its verdict is an outcome of the audited answer. Nothing usable is a failure.
void ShadowRunner::judgeAudit(const Job& job, domain::ShadowRecord& record)
{
    const domain::Attempt& last = record.answers.front().attempt;
    const domain::Reference reference = last.result == domain::AttemptResult::Shadow
        ? referenceFrom(job.task->task.kind, last.answer)
        : domain::Reference{};
    domain::Outcome outcome;
    outcome.queryId = job.record.id;
    outcome.at = m_clock.now();
    outcome.source = domain::LabelSource::ReferenceTier;
    outcome.judge = record.judge;
    outcome.quality = reference.isEmpty()
        ? 0
        : evaluation::answerQuality(job.task->task, job.record.accepted()->answer, reference);
    outcome.meetsTarget = !reference.isEmpty() && outcome.quality >= job.task->policy.answerFloor;
    outcome.samplingProbability = job.record.auditProbability;
    record.answers.front().meetsTarget = outcome.meetsTarget;
    if (const Result<void> stored = m_decisions.append(outcome); !stored) {
        const std::lock_guard lock(m_mutex);
        m_status.lastError = stored.error().message;
    }
}

namespace {

/// Who can say whether the answers are right.
struct Judge {
    domain::LabelSource source = domain::LabelSource::ReferenceTier;
    std::string name;
    domain::Reference reference; ///< empty: only qualities that were recorded with an answer
    bool isUnusable = false; ///< was asked and gave nothing that can be compared: no answer is known to be right
};

Judge judgeOf(const ServingState& state, const domain::Task& task, const domain::QueryRecord& record,
    const std::optional<domain::Reference>& known, const std::vector<domain::ShadowAnswer>& answers, bool isLastTierOut)
{
    if (known) {
        return {domain::LabelSource::Reference, "reference answer", *known, false};
    }
    const bool isRecorded = std::any_of(answers.begin(), answers.end(),
        [](const domain::ShadowAnswer& answer) { return answer.attempt.quality.has_value(); });
    if (isRecorded) {
        return {domain::LabelSource::Reference, "recorded quality", {}, false};
    }
    const domain::Tier& last = state.tiersByRank.back();
    Judge judge{domain::LabelSource::ReferenceTier, agreementWith(last), {}, false};
    if (const domain::Attempt* attempt = answeredAttempt(record, last.id); attempt != nullptr) {
        judge.reference = referenceFrom(task.kind, attempt->answer);
    }
    for (const domain::ShadowAnswer& answer : answers) {
        if (answer.attempt.tierId == last.id && answer.attempt.result == domain::AttemptResult::Shadow) {
            judge.reference = referenceFrom(task.kind, answer.attempt.answer);
        }
    }
    judge.isUnusable = judge.reference.isEmpty() && !isLastTierOut;
    return judge;
}

void judgeAnswers(
    const Judge& judge, const ServingTask& task, std::vector<domain::ShadowAnswer>& answers)
{
    for (domain::ShadowAnswer& answer : answers) {
        domain::Attempt& attempt = answer.attempt;
        if (attempt.result == domain::AttemptResult::Failed) {
            continue;
        }
        if (!judge.reference.isEmpty()) {
            attempt.quality = evaluation::answerQuality(task.task, attempt.answer, judge.reference);
        }
        if (attempt.quality) {
            answer.meetsTarget = *attempt.quality >= task.policy.answerFloor;
        } else if (judge.isUnusable) {
            answer.meetsTarget = false;
        }
    }
}

} // namespace

void ShadowRunner::run(Job job)
{
    if (job.isTrial) {
        book(compare(job));
        return;
    }
    domain::ShadowRecord record;
    record.queryId = job.record.id;
    record.at = m_clock.now();
    record.taskId = job.record.taskId;
    record.textHash = job.record.textHash;
    record.split = job.record.split;
    record.purpose = job.purpose;
    record.basis = certificateBasis(job.task->policy, job.state->tiersByRank);
    Answers answers = answersOf(job);
    if (job.purpose == domain::ShadowPurpose::Audit) {
        record.answers = std::move(answers.ofTiers);
        record.judge = agreementWith(job.lastTier());
        record.probability = job.record.auditProbability;
        if (!answers.isLastTierOut) {
            judgeAudit(job, record);
        }
    } else {
        addJudgesAnswer(job, answers);
        record.answers = std::move(answers.ofTiers);
        const Judge judge = judgeOf(
            *job.state, job.task->task, job.record, job.reference, record.answers, answers.isLastTierOut);
        record.judgedBy = judge.source;
        record.judge = judge.name;
        record.probability = job.task->shadow.share;
        judgeAnswers(judge, *job.task, record.answers);
        record.reviewProbability = job.task->shadow.reviewShare;
        record.isReviewSelected = drawOf(record.queryId, Draw::ShadowReview) < record.reviewProbability;
    }
    book(m_store.append(std::span(&record, 1)));
}

Result<void> ShadowRunner::compare(const Job& job)
{
    const auto ask = [&](const domain::Tier& tier) { return this->ask(job, tier); };
    Result<domain::TrialAnswer> answer = loop::compareWithChallenger(
        {*job.state, *job.task, job.record, job.request, job.reference ? &*job.reference : nullptr}, ask);
    if (!answer) {
        return fail(answer.error());
    }
    answer->at = m_clock.now();
    const std::lock_guard lock(m_trialMutex); // metrics are of all pairs before them
    if (Result<void> stored = m_trials->append(*answer); !stored) {
        return stored;
    }
    const Result<std::vector<domain::GateAnswer>> pairs = m_trials->pairs(answer->runId, answer->taskId);
    if (!pairs) {
        return fail(pairs.error());
    }
    const domain::Tier& last = job.lastTier();
    const std::vector<domain::Tier>& tiers = job.state->tiersByRank;
    const auto student = std::find_if(tiers.begin(), tiers.end(),
        [](const domain::Tier& tier) { return tier.provider == domain::TierProvider::Student; });
    const bool hasChampionStudent
        = student != tiers.end() && job.task->policy.modelVersions.contains(student->id);
    if (job.task->challenger->inPlaceOf) {
        loop::GateRules rules;
        rules.margin = job.task->challenger->margin;
        return m_trials->saveMetrics(answer->runId, answer->taskId, loop::tierMetrics(*pairs, rules));
    }
    return m_trials->saveMetrics(answer->runId, answer->taskId,
        loop::pairedMetrics(*pairs, last.id, hasChampionStudent, job.task->challenger->policy, {}));
}

void ShadowRunner::book(const Result<void>& stored)
{
    const std::lock_guard lock(m_mutex);
    if (stored) {
        ++m_status.stored;
    } else {
        ++m_status.failed;
        m_status.lastError = stored.error().message;
    }
}

void ShadowRunner::drain()
{
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_queue.empty() && m_working == 0; });
}

ShadowStatus ShadowRunner::status() const
{
    const std::lock_guard lock(m_mutex);
    return m_status;
}

} // namespace core::engine
