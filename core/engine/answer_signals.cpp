#include "core/engine/answer_signals.h"

#include "core/routing/route_planner.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace core::engine {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double logOdds(double probability)
{
    constexpr double kLeast = 1e-6;
    const double p = std::clamp(probability, kLeast, 1 - kLeast); // NaN stays NaN
    return std::log(p / (1 - p));
}

double meanOfOthers(const domain::RoutePrediction& prediction, const std::string& tierId)
{
    double sum = 0;
    double count = 0;
    for (const domain::TierPrediction& tier : prediction.tiers) {
        if (tier.tierId != tierId && !std::isnan(tier.meetsTargetProbability)) {
            sum += tier.meetsTargetProbability;
            count += 1;
        }
    }
    return count > 0 ? sum / count : kUnknown;
}

} // namespace

double tokenProbability(std::span<const double> logprobs)
{
    return logprobs.empty() ? kUnknown
                            : std::exp(std::accumulate(logprobs.begin(), logprobs.end(), 0.0)
                                  / static_cast<double>(logprobs.size()));
}

AnswerFacts factsOf(const ports::ModelAnswer& answer)
{
    const double told = std::isnan(answer.confidence) ? tokenProbability(answer.logprobs) : answer.confidence;
    // Not the usage: some servers report it for whole answers only, and it is estimated for streamed ones.
    const std::int64_t tokens = answer.logprobs.empty() ? answer.usage.completionTokens : std::ssize(answer.logprobs);
    return {answer.confidence, told, tokens};
}

std::vector<double> answerSignals(
    const AnswerFacts& facts, const domain::RoutePrediction& prediction, const std::string& tierId)
{
    const double ofRouter = routing::acceptanceScore(kUnknown, prediction, tierId);
    return {routing::acceptanceScore(facts.confidence, prediction, tierId), facts.tokenProbability,
        std::isnan(facts.tokenProbability) ? kUnknown : static_cast<double>(facts.completionTokens), ofRouter,
        meanOfOthers(prediction, tierId)};
}

std::vector<double> confidenceFeatures(std::span<const double> values)
{
    if (values.size() != kSignalCount) {
        return {};
    }
    return {logOdds(values[1]), std::log1p(values[2]), logOdds(values[3]), logOdds(values[4])};
}

double scoreOf(const Scorers& scorers, const std::string& tierId, std::span<const double> values)
{
    if (values.size() != kSignalCount) {
        return kUnknown;
    }
    const auto scorer = scorers.find(tierId);
    return scorer == scorers.end() ? values.front() : scorer->second->confidence(confidenceFeatures(values));
}

} // namespace core::engine
