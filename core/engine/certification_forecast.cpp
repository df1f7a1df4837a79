#include "core/engine/certification_forecast.h"

#include "core/conformal/fixed_sequence.h"

#include <algorithm>

namespace core::engine {

std::vector<ports::JudgedAnswer> judgedAnswersOf(std::span<const ScoredExample> examples, const std::string& tierId)
{
    std::vector<ports::JudgedAnswer> answers;
    for (const ScoredExample& example : examples) {
        const auto score = example.tiers.find(tierId);
        if (score != example.tiers.end() && score->second.isTried) {
            answers.push_back({score->second.score, score->second.isFailure});
        }
    }
    return answers;
}

conformal::CertificationForecast forecastFrom(
    std::span<const ports::JudgedAnswer> tuning, std::size_t calibrationSize, const ports::RiskTarget& target)
{
    const double ratio = tuning.empty() ? 0.0 : static_cast<double>(calibrationSize) / static_cast<double>(tuning.size());
    const conformal::SequencePlan plan = conformal::planSequence(tuning, ratio, target, {});
    conformal::CertificationForecast forecast;
    forecast.judgedAlready = static_cast<std::int64_t>(calibrationSize);
    if (plan.thresholds.empty()) {
        forecast.failureRate = 0;
        return forecast;
    }
    const std::vector<double> start{plan.thresholds[plan.start]};
    const conformal::AcceptedCount count = conformal::countsAt(tuning, start).front();
    forecast.failureRate = (static_cast<double>(count.failures) + 0.5) / (static_cast<double>(count.accepted) + 1);
    forecast.acceptedShare
        = std::clamp(static_cast<double>(count.accepted) / static_cast<double>(tuning.size()), 0.01, 1.0);
    return forecast;
}

} // namespace core::engine
