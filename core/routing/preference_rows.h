#pragma once

#include "core/ports/router.h"

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace core::routing {

/// A judgement between two tiers, by their numbers.
struct TierPair {
    std::size_t a = 0;
    std::size_t b = 0;
    double outcome = 0.5; ///< 1: a is better
    double weight = 1;
};

/// The preferences of a training set, one entry a text, whose qualities are not known.
struct PreferenceRows {
    struct Entry {
        ports::RouterExample example; ///< quality NaN throughout
        std::vector<double> believed; ///< mean outcome of each tier's comparisons; contradictions give .5
        std::vector<TierPair> pairs;
    };
    std::deque<Entry> entries; ///< by task and text
};

/// InvalidArgument for a tier that the set does not have, a tier compared with itself, an outcome outside [0, 1] or a
/// weight that is not above 0; the message numbers the preference.
[[nodiscard]] Result<PreferenceRows> preferenceRows(const ports::RouterTrainingSet& set);

/// Feedback as examples with quality 1 or 0, weighted by 1 / probability (at most kMostWeight) and brought to a mean
/// weight of 1. InvalidArgument for a probability outside (0, 1] or a tier that the set does not have.
[[nodiscard]] Result<std::vector<ports::RouterExample>> feedbackExamples(
    const std::vector<std::string>& tierIds, std::span<const ports::RouterFeedback> feedback);
inline constexpr double kMostWeight = 20;

} // namespace core::routing
