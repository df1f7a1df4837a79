#include "core/routing/preference_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace core::routing {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::optional<std::size_t> numberOf(const std::vector<std::string>& tierIds, const std::string& tierId)
{
    const auto found = std::find(tierIds.begin(), tierIds.end(), tierId);
    return found == tierIds.end() ? std::nullopt
                                  : std::optional(static_cast<std::size_t>(found - tierIds.begin()));
}

/// Each tier's mean outcome over its comparisons.
std::vector<double> meanOutcomes(const std::vector<TierPair>& pairs, std::size_t tiers)
{
    std::vector<double> wins(tiers, 0.0);
    std::vector<double> mass(tiers, 0.0);
    for (const TierPair& pair : pairs) {
        wins[pair.a] += pair.weight * pair.outcome;
        wins[pair.b] += pair.weight * (1 - pair.outcome);
        mass[pair.a] += pair.weight;
        mass[pair.b] += pair.weight;
    }
    for (std::size_t t = 0; t < tiers; ++t) {
        wins[t] = mass[t] > 0 ? wins[t] / mass[t] : kNan;
    }
    return wins;
}

} // namespace

Result<PreferenceRows> preferenceRows(const ports::RouterTrainingSet& set)
{
    PreferenceRows rows;
    std::map<std::pair<std::string, std::string>, PreferenceRows::Entry*> known;
    for (std::size_t i = 0; i < set.preferences.size(); ++i) {
        const ports::RouterPreference& preference = set.preferences[i];
        const auto a = numberOf(set.tierIds, preference.tierA);
        const auto b = numberOf(set.tierIds, preference.tierB);
        const bool isSound = a && b && *a != *b && preference.outcome >= 0 && preference.outcome <= 1
            && std::isfinite(preference.weight) && preference.weight > 0;
        if (!isSound) {
            return fail(ErrorCode::InvalidArgument,
                "preference " + std::to_string(i + 1) + " compares '" + preference.tierA + "' with '" + preference.tierB
                    + "': it needs two different tiers of the portfolio, an outcome in [0, 1] and a weight above 0");
        }
        PreferenceRows::Entry*& entry = known[{preference.taskId, preference.text}];
        if (entry == nullptr) {
            rows.entries.push_back({{preference.taskId, preference.text,
                                        std::vector<double>(set.tierIds.size(), kNan)},
                {}, {}});
            entry = &rows.entries.back();
        }
        entry->pairs.push_back({*a, *b, preference.outcome, preference.weight});
    }
    for (PreferenceRows::Entry& entry : rows.entries) {
        entry.believed = meanOutcomes(entry.pairs, set.tierIds.size());
    }
    return rows;
}

Result<std::vector<ports::RouterExample>> feedbackExamples(
    const std::vector<std::string>& tierIds, std::span<const ports::RouterFeedback> feedback)
{
    std::vector<ports::RouterExample> examples;
    double sum = 0;
    for (const ports::RouterFeedback& row : feedback) {
        const auto tier = numberOf(tierIds, row.tierId);
        if (!tier || !(row.samplingProbability > 0 && row.samplingProbability <= 1)) {
            return fail(ErrorCode::InvalidArgument,
                "feedback on tier '" + row.tierId
                    + "' needs a tier of the portfolio and a sampling probability above 0, at most 1");
        }
        ports::RouterExample example{row.taskId, row.text, std::vector<double>(tierIds.size(), kNan)};
        example.quality[*tier] = row.isAccepted ? 1.0 : 0.0;
        example.weight = std::min(kMostWeight, 1 / row.samplingProbability);
        sum += example.weight;
        examples.push_back(std::move(example));
    }
    for (ports::RouterExample& example : examples) {
        example.weight *= static_cast<double>(examples.size()) / sum;
    }
    return examples;
}

} // namespace core::routing
