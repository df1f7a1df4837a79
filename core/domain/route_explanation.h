#pragma once

#include "core/domain/query_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::domain {

/// How one tier's prediction came about: quality by each component alone, and what was made of them.
struct TierExplanation {
    std::string tierId;
    double heads = 0;       ///< NaN: the component is switched off
    double neighbours = 0;
    double taskMean = 0;
    double quality = 0;     ///< stacked
    double meetsTargetProbability = 0; ///< NaN: the router does not know

    bool operator==(const TierExplanation&) const = default;
};

/// A training text like the query, with what became of it.
struct NeighbourOutcome {
    std::string taskId;
    std::string text; ///< its beginning
    double similarity = 0; ///< in [0, 1]
    std::vector<double> quality; ///< in the order of RouteExplanation::tiers; NaN: not observed

    bool operator==(const NeighbourOutcome&) const = default;
};

/// What leaving one word out, wherever it stands, would do to the prediction for the cheapest tier.
struct WordEffect {
    std::string word;
    double effect = 0; ///< P(meets target) with the word less P without it; quality where P is not known

    bool operator==(const WordEffect&) const = default;
};

/// Why a router expects what it expects of one text.
struct RouteExplanation {
    std::string routerVersion; ///< artefact id
    std::string encoder;       ///< "none", or what reads the text beside the words
    double difficulty = 1;
    bool isNovel = false;
    double familiarity = 0;    ///< mean similarity to the nearest training texts, in [0, 1]
    double noveltyFloor = 0;   ///< a less familiar text is novel
    std::int64_t novelThisWeek = 0; ///< queries of the task that were novel in the seven days before
    std::vector<TierExplanation> tiers; ///< in rank order
    std::vector<NeighbourOutcome> neighbours; ///< nearest first
    std::vector<WordEffect> words; ///< largest effect first
    std::vector<double> componentWeights; ///< of heads, neighbours, task mean, dense neighbours, length, in the stack

    bool operator==(const RouteExplanation&) const = default;
};

} // namespace core::domain
