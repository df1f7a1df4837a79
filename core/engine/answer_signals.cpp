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

bool isStoredForm(std::span<const double> values)
{
    return values.size() == kSignalCount || values.size() == kFirstSignalCount;
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

double leastTokenProbability(std::span<const double> logprobs)
{
    return logprobs.empty() ? kUnknown : std::exp(*std::min_element(logprobs.begin(), logprobs.end()));
}

AnswerFacts factsOf(const ports::ModelAnswer& answer)
{
    const double told = std::isnan(answer.confidence) ? tokenProbability(answer.logprobs) : answer.confidence;
    // Not the usage: some servers report it for whole answers only, and it is estimated for streamed ones.
    const std::int64_t tokens = answer.logprobs.empty() ? answer.usage.completionTokens : std::ssize(answer.logprobs);
    return {answer.confidence, told, tokens, leastTokenProbability(answer.logprobs), answer.tokenMargin,
        answer.tokenEntropy};
}

std::vector<double> answerSignals(
    const AnswerFacts& facts, const domain::RoutePrediction& prediction, const std::string& tierId)
{
    const double ofRouter = routing::acceptanceScore(kUnknown, prediction, tierId);
    const auto besideTokens = [&](double value) { return std::isnan(facts.tokenProbability) ? kUnknown : value; };
    return {routing::acceptanceScore(facts.confidence, prediction, tierId), facts.tokenProbability,
        besideTokens(static_cast<double>(facts.completionTokens)), ofRouter, meanOfOthers(prediction, tierId),
        besideTokens(facts.leastTokenProbability), besideTokens(facts.tokenMargin), besideTokens(facts.tokenEntropy)};
}

std::vector<double> confidenceFeatures(std::span<const double> values)
{
    if (!isStoredForm(values)) {
        return {};
    }
    using domain::ScoreSignal;
    const auto value = [values](ScoreSignal signal) { return domain::valueOf(values, signal); };
    std::vector<double> features{logOdds(value(ScoreSignal::TokenProbability)),
        std::log1p(value(ScoreSignal::CompletionTokens)), logOdds(value(ScoreSignal::RouterProbability)),
        logOdds(value(ScoreSignal::OtherTiersProbability))};
    if (values.size() == kSignalCount) {
        features.insert(features.end(),
            {logOdds(value(ScoreSignal::LeastTokenProbability)), logOdds(value(ScoreSignal::TokenMargin)),
                value(ScoreSignal::TokenEntropy)});
    }
    return features;
}

bool canScore(const Scorers& scorers, const std::string& tierId, std::span<const double> values)
{
    const auto scorer = scorers.find(tierId);
    return isStoredForm(values) && (scorer == scorers.end() || scorer->second->signalCount() < values.size());
}

double scoreOf(const Scorers& scorers, const std::string& tierId, std::span<const double> values)
{
    if (!isStoredForm(values)) {
        return kUnknown;
    }
    const auto scorer = scorers.find(tierId);
    return scorer == scorers.end() ? values.front() : confidenceOf(*scorer->second, confidenceFeatures(values));
}

double confidenceOf(const conformal::AnswerConfidence& learned, std::span<const double> features)
{
    return learned.confidence(features.first(std::min(features.size(), learned.signalCount())));
}

} // namespace core::engine
