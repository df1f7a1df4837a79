#pragma once

#include "core/domain/loop_record.h"
#include "core/domain/money.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace core::distill {

/// A distinct text of past traffic that could be sent to the teacher. Only texts of the training split become
/// candidates (see distillation_set.h).
struct Candidate {
    std::string textId; ///< hash of the normalised text
    bool isFailed = false; ///< the cheap tier's answer is known to have missed the target
    bool isEscalated = false; ///< the cheap tier's answer was not accepted
    int cluster = -1; ///< of the failure map; -1: unclustered
    double confidence = 0; ///< of the cheap tier's answer, in [0, 1]
    double weight = 1; ///< queries of the period that were this text
    std::vector<float> embedding; ///< unit vector; equal lengths over a pool, or empty
};

struct SelectionBudget {
    std::size_t teacherCalls = 150;
    domain::Money teacherSpend{std::numeric_limits<std::int64_t>::max()};
    domain::Money pricePerCall{0}; ///< expected cost of one teacher answer
    domain::Money trainingCost{0}; ///< spent once if anything is chosen
    domain::Money savedPerFreedQuery{0}; ///< price of the next tiers less that of the cheap one
    double queriesAhead = 1; ///< future queries for each one of the pool's
    domain::Learnability learnability; ///< without a value: the prior

    /// Calls that both limits allow.
    [[nodiscard]] std::size_t affordableCalls() const;
};

/// Mean with a 95% interval.
struct Forecast {
    double mean = 0;
    double low = 0;
    double high = 0;
};

struct PredictedSaving {
    Forecast freedQueries; ///< over the queries ahead
    domain::Money cost; ///< teacher and training
    domain::Money net; ///< saved less cost
    domain::Money netLow;
    domain::Money netHigh;
};

/// What a strategy decides. `chosen` is empty when nothing is worth its price; `reason` says why.
struct Selection {
    std::vector<std::size_t> chosen; ///< indices into the pool, in the order of choice
    PredictedSaving saving; ///< of what was considered, also when it was turned down
    bool isWorthIt = false;
    std::string reason;
};

} // namespace core::distill
