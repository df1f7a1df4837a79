#include "core/engine/loop/challenger_comparison.h"

#include "core/domain/token_estimate.h"
#include "core/engine/answer_reference.h"
#include "core/engine/query_session.h"
#include "core/evaluation/answer_metrics.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace core::engine::loop {

namespace {

struct TierAnswer {
    std::string text;
    double score = 0;
    std::optional<domain::Money> cost;
};

/// The answers that one comparison needs, each asked for once.
class Answers {
public:
    Answers(const ComparedQuery& query, const AskTier& ask, const domain::RoutePrediction& prediction)
        : m_query(query)
        , m_ask(ask)
        , m_prediction(prediction)
    {
    }

    /// Null: the tier did not answer.
    const TierAnswer* of(const domain::Tier& tier)
    {
        const auto [entry, isNew] = m_known.try_emplace(tier.id);
        if (isNew) {
            entry->second = tier.provider == domain::TierProvider::Student ? student(tier) : other(tier);
        }
        return entry->second ? &*entry->second : nullptr;
    }
    /// Of calls that were made here alone.
    [[nodiscard]] domain::Money callCost() const { return m_callCost; }

    [[nodiscard]] const domain::Attempt* fromTraffic(const domain::Tier& tier) const
    {
        const auto found = std::ranges::find_if(m_query.record.attempts, [&](const domain::Attempt& attempt) {
            return attempt.tierId == tier.id && attempt.result != domain::AttemptResult::Failed;
        });
        return found == m_query.record.attempts.end() ? nullptr : &*found;
    }

private:
    std::optional<TierAnswer> student(const domain::Tier& tier)
    {
        return booked(tier, m_query.task.challenger->student->complete(m_query.request));
    }
    std::optional<TierAnswer> other(const domain::Tier& tier)
    {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        if (const domain::Attempt* known = fromTraffic(tier)) {
            const double predicted = routing::acceptanceScore(kNone, m_prediction, tier.id);
            return TierAnswer{
                known->answer, std::isnan(predicted) ? known->score.value_or(0) : predicted, known->cost};
        }
        return booked(tier, m_ask(tier));
    }
    std::optional<TierAnswer> booked(const domain::Tier& tier, const Result<ports::ModelAnswer>& answer)
    {
        if (!answer) {
            return std::nullopt;
        }
        const std::optional<domain::Money> cost = domain::costOf(answer->usage, tier.prices);
        m_callCost += cost.value_or(domain::Money{});
        return TierAnswer{answer->text, comparableScore(answer->confidence, m_prediction, tier.id), cost};
    }

    const ComparedQuery& m_query;
    const AskTier& m_ask;
    const domain::RoutePrediction& m_prediction;
    std::map<std::string, std::optional<TierAnswer>> m_known;
    domain::Money m_callCost;
};

domain::RoutePrediction predictionOf(const ComparedQuery& query)
{
    const ChallengerArm& arm = *query.task.challenger;
    domain::RoutePrediction prediction
        = arm.router ? arm.router->predict(query.record.taskId, query.record.text) : query.record.prediction;
    if (arm.planningCosts) {
        arm.planningCosts->complete(prediction, query.record.taskId, query.state.tiersByRank,
            domain::estimatedTokens(query.record.text));
    }
    return prediction;
}

struct Served {
    const domain::Tier* tier = nullptr;
    std::string text;
    domain::Money cost;
};

/// Walks the challenger's plan as the engine would.
Result<Served> serve(const ComparedQuery& query, const domain::RoutePrediction& prediction, Answers& answers)
{
    const domain::TaskPolicy& policy = query.task.challenger->policy;
    const std::vector<domain::Tier>& tiers = query.state.tiersByRank;
    const std::vector<std::string> plan = routing::planRoute(prediction, tiers, policy);
    Served served;
    for (const std::string& tierId : plan) {
        const domain::Tier& tier = *std::ranges::find(tiers, tierId, &domain::Tier::id);
        const TierAnswer* answer = answers.of(tier);
        if (answer == nullptr) {
            continue;
        }
        if (!answer->cost) {
            return fail(ErrorCode::Unsupported, "the price of tier '" + tier.id + "' is unknown");
        }
        served.cost += *answer->cost;
        const auto threshold = policy.thresholds.find(tierId);
        const bool isAccepted = tierId == plan.back()
            || (threshold != policy.thresholds.end() && answer->score >= threshold->second);
        if (isAccepted) {
            served.tier = &tier;
            served.text = answer->text;
            return served;
        }
    }
    return fail(ErrorCode::Unavailable, "no tier of the challenger's plan answered");
}

/// What the champion's student says, whether the traffic asked it or not.
std::string championStudentsText(const ComparedQuery& query, const Answers& answers, const AskTier& ask)
{
    const std::vector<domain::Tier>& tiers = query.state.tiersByRank;
    const auto tier = std::ranges::find(tiers, domain::TierProvider::Student, &domain::Tier::provider);
    if (tier == tiers.end()) {
        return {};
    }
    if (const domain::Attempt* known = answers.fromTraffic(*tier)) {
        return known->answer;
    }
    const Result<ports::ModelAnswer> asked = ask(*tier);
    return asked ? asked->text : std::string();
}

std::string challengerStudentsText(const ComparedQuery& query, Answers& answers)
{
    const std::vector<domain::Tier>& tiers = query.state.tiersByRank;
    const auto tier = std::ranges::find(tiers, domain::TierProvider::Student, &domain::Tier::provider);
    const TierAnswer* answer = tier == tiers.end() ? nullptr : answers.of(*tier);
    return answer == nullptr ? std::string() : answer->text;
}

} // namespace

namespace {

struct OwnAnswer {
    std::string text;
    domain::Money cost;
};

/// Of the tier's own model: from traffic, else asked for.
Result<OwnAnswer> championsAnswer(
    const ComparedQuery& query, const domain::Tier& tier, const AskTier& ask, domain::Money& callCost)
{
    for (const domain::Attempt& attempt : query.record.attempts) {
        if (attempt.tierId == tier.id && attempt.result != domain::AttemptResult::Failed && attempt.cost) {
            return OwnAnswer{attempt.answer, *attempt.cost};
        }
    }
    const Result<ports::ModelAnswer> asked = ask(tier);
    const std::optional<domain::Money> cost = asked ? domain::costOf(asked->usage, tier.prices) : std::nullopt;
    if (!asked || !cost) {
        return fail(asked ? Error{ErrorCode::Unsupported, "the price of tier '" + tier.id + "' is unknown"} : asked.error());
    }
    callCost += *cost;
    return OwnAnswer{asked->text, *cost};
}

/// The reference, else what the last tier says; which judges nothing where the comparison is about its own place.
Result<domain::Reference> judgeOf(
    const ComparedQuery& query, const domain::Tier& tier, const AskTier& ask, domain::TrialAnswer& answer)
{
    if (query.reference != nullptr && !query.reference->isEmpty()) {
        answer.judge = "reference answer";
        return *query.reference;
    }
    const domain::Tier& last = query.state.tiersByRank.back();
    if (last.id == tier.id) {
        return fail(ErrorCode::Unavailable, "nothing can judge answers in the place of the last tier but references");
    }
    const Result<OwnAnswer> judge = championsAnswer(query, last, ask, answer.callCost);
    domain::Reference reference = judge ? referenceFrom(query.task.task.kind, judge->text) : domain::Reference{};
    answer.judge = "agreement with " + (last.name.empty() ? last.id : last.name);
    return reference.isEmpty() ? fail(ErrorCode::Unavailable, "nothing can judge the answers")
                               : Result<domain::Reference>(std::move(reference));
}

/// Both models of one tier, by their own answers to what the client asked.
Result<domain::TrialAnswer> compareInPlace(const ComparedQuery& query, const domain::Tier& tuned, const AskTier& ask)
{
    const auto tier = std::ranges::find(query.state.tiersByRank, tuned.id, &domain::Tier::id);
    if (tier == query.state.tiersByRank.end()) {
        return fail(ErrorCode::NotFound, "tier '" + tuned.id + "' was removed");
    }
    domain::TrialAnswer answer;
    // the tuned model first: where it does not answer, nothing has been paid for the others
    const Result<ports::ModelAnswer> challenger = query.task.challenger->student->complete(query.request);
    const std::optional<domain::Money> cost
        = challenger ? domain::costOf(challenger->usage, tuned.prices) : std::nullopt;
    if (!challenger || !cost) {
        return fail(challenger ? Error{ErrorCode::Unsupported, "the price of model '" + tuned.model + "' is unknown"}
                               : challenger.error());
    }
    answer.callCost += *cost;
    const Result<domain::Reference> reference = judgeOf(query, *tier, ask, answer);
    const Result<OwnAnswer> champion
        = reference ? championsAnswer(query, *tier, ask, answer.callCost) : fail(reference.error());
    if (!champion) {
        return fail(champion.error());
    }
    const auto meets = [&](const std::string& text) {
        return evaluation::answerQuality(query.task.task, text, *reference) >= query.task.policy.answerFloor;
    };
    answer.queryId = query.record.id;
    answer.runId = query.task.challenger->runId;
    answer.taskId = query.record.taskId;
    answer.answer = challenger->text;
    answer.pair.textHash = query.record.textHash;
    answer.pair.championTier = answer.pair.challengerTier = tier->id;
    answer.pair.championMeets = answer.pair.championStudentMeets = meets(champion->text);
    answer.pair.championCost = champion->cost;
    answer.pair.challengerMeets = answer.pair.challengerStudentMeets = meets(challenger->text);
    answer.pair.challengerCost = *cost;
    answer.pair.lastTierCost = champion->cost; // costs are compared with the champion's own
    return answer;
}

} // namespace

Result<domain::TrialAnswer> compareWithChallenger(const ComparedQuery& query, const AskTier& ask)
{
    if (query.task.challenger->inPlaceOf) {
        return compareInPlace(query, *query.task.challenger->inPlaceOf, ask);
    }
    const domain::Attempt* sent = query.record.accepted();
    const bool isPriced = std::ranges::all_of(query.record.attempts, [](const domain::Attempt& attempt) {
        return attempt.cost || attempt.result == domain::AttemptResult::Failed;
    });
    if (sent == nullptr || !isPriced || !query.record.isLastTierCostKnown) {
        return fail(ErrorCode::Unsupported, "what was sent has no known cost");
    }
    const domain::RoutePrediction prediction = predictionOf(query);
    Answers answers(query, ask, prediction);
    const Result<Served> served = serve(query, prediction, answers);
    if (!served) {
        return fail(served.error());
    }
    const domain::Tier& last = query.state.tiersByRank.back();
    domain::TrialAnswer answer;
    domain::Reference reference;
    if (query.reference != nullptr && !query.reference->isEmpty()) {
        reference = *query.reference;
        answer.judge = "reference answer";
    } else if (const TierAnswer* judge = answers.of(last)) {
        reference = referenceFrom(query.task.task.kind, judge->text);
        answer.judge = "agreement with " + (last.name.empty() ? last.id : last.name);
    }
    if (reference.isEmpty()) {
        return fail(ErrorCode::Unavailable, "nothing can judge the answers");
    }
    const auto meets = [&](const std::string& text) {
        return evaluation::answerQuality(query.task.task, text, reference) >= query.task.policy.answerFloor;
    };
    answer.queryId = query.record.id;
    answer.runId = query.task.challenger->runId;
    answer.taskId = query.record.taskId;
    answer.answer = served->text;
    answer.pair.textHash = query.record.textHash;
    answer.pair.championTier = sent->tierId;
    answer.pair.championMeets = meets(sent->answer);
    answer.pair.championStudentMeets = meets(championStudentsText(query, answers, ask));
    answer.pair.championCost = query.record.knownCost();
    answer.pair.challengerTier = served->tier->id;
    answer.pair.challengerMeets = meets(served->text);
    answer.pair.challengerStudentMeets = meets(challengerStudentsText(query, answers));
    answer.pair.challengerCost = served->cost;
    answer.pair.lastTierCost = query.record.lastTierCost;
    answer.callCost = answers.callCost();
    return answer;
}

} // namespace core::engine::loop
