#include "core/engine/query_session.h"

#include "core/evaluation/answer_metrics.h"
#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace core::engine {

double comparableScore(double confidence, const domain::RoutePrediction& prediction, const std::string& tierId)
{
    const double score = routing::acceptanceScore(confidence, prediction, tierId);
    return std::isnan(score) ? 0.0 : score;
}

const domain::Tier* QuerySession::tier(const std::string& tierId) const
{
    const auto found = std::find_if(state->tiersByRank.begin(), state->tiersByRank.end(),
        [&](const domain::Tier& candidate) { return candidate.id == tierId; });
    return found == state->tiersByRank.end() ? nullptr : &*found;
}

std::optional<double> QuerySession::threshold(const std::string& tierId) const
{
    const auto found = task->policy.thresholds.find(tierId);
    const bool isLast = tierId == plan.back();
    return isLast || found == task->policy.thresholds.end() ? std::nullopt : std::optional(found->second);
}

std::vector<double> QuerySession::signalsOf(const std::string& tierId, const AnswerFacts& facts) const
{
    return answerSignals(facts, record.prediction, tierId);
}

std::optional<double> QuerySession::scoreBy(const std::string& tierId, const AnswerFacts& facts) const
{
    const double score = scoreOf(task->scorers, tierId, signalsOf(tierId, facts));
    return std::isnan(score) ? threshold(tierId) ? std::optional(0.0) : std::nullopt : std::optional(score);
}

std::optional<double> QuerySession::score(const std::string& tierId, const ports::ModelAnswer& answer) const
{
    return scoreBy(tierId, factsOf(answer));
}

std::optional<double> QuerySession::scoreUnasked(const std::string& tierId) const
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    return scoreBy(tierId, {kNone, kNone});
}

domain::AttemptResult QuerySession::judge(const std::string& tierId, ports::ModelAnswer answer)
{
    domain::Attempt attempt;
    attempt.tierId = tierId;
    attempt.model = std::move(answer.model);
    attempt.usage = answer.usage;
    if (const domain::Tier* answering = tier(tierId); answering != nullptr) {
        if (answering->provider != domain::TierProvider::Student) {
            attempt.scoreSignals = signalsOf(tierId, factsOf(answer));
        }
        attempt.priceVersionId = answering->priceVersionId;
        attempt.cost = domain::costOf(answer.usage, answering->prices);
    }
    attempt.latencyMs = answer.latencyMs;
    if (query.reference != nullptr && !query.reference->isEmpty()) {
        attempt.quality = evaluation::answerQuality(task->task, answer.text, *query.reference);
    }
    attempt.score = score(tierId, answer);
    record.prediction.isNovel = record.prediction.isNovel || answer.isNovel;
    attempt.threshold = threshold(tierId);
    const bool isLast = tierId == plan.back();
    const bool isAccepted = isLast || (attempt.threshold && attempt.score && *attempt.score >= *attempt.threshold);
    attempt.result = isAccepted ? domain::AttemptResult::Accepted : domain::AttemptResult::Escalated;
    attempt.answer = std::move(answer.text);
    record.attempts.push_back(std::move(attempt));
    return record.attempts.back().result;
}

void QuerySession::fail(const std::string& tierId, std::string reason)
{
    domain::Attempt attempt;
    attempt.tierId = tierId;
    attempt.result = domain::AttemptResult::Failed;
    attempt.errorText = std::move(reason);
    record.attempts.push_back(std::move(attempt));
}

} // namespace core::engine
