#pragma once

#include "core/domain/study.h"
#include "core/ports/history.h"

#include <cstdint>
#include <string>

namespace core::ports {

/// Draws a study from the traffic of a range and asks the last tier for what it would have said, which costs
/// what that many requests cost. The receipt's reference is the study's id.
struct StartStudy {
    TimeRange range;
    std::string taskId; ///< empty: all tasks
    std::int64_t pairs = 100;
    std::uint64_t seed = 1;
};

/// What a reviewer says of one pair; said again, the newer word counts.
struct JudgePair {
    std::string studyId;
    std::int64_t position = 0;
    std::string reviewer; ///< not empty
    domain::StudyVerdict verdict = domain::StudyVerdict::Tie;

    bool operator==(const JudgePair&) const = default;
};

/// Take back what a reviewer said of one pair. NotFound when they said nothing.
struct WithdrawPairJudgement {
    std::string studyId;
    std::int64_t position = 0;
    std::string reviewer; ///< not empty

    bool operator==(const WithdrawPairJudgement&) const = default;
};

} // namespace core::ports
