#pragma once

#include <string>

namespace core::ports {

/// Judge an answer from the review queue. Unlike RecordOutcome it carries the probability with which the
/// answer was drawn, so that it counts in acceptance, coverage and calibration.
struct JudgeAnswer {
    std::string queryId;
    double quality = 1; ///< in [0, 1]
    std::string correctedAnswer; ///< a demonstration; may be empty
    std::string note;
    std::string reviewer; ///< who judged; not empty
};

/// Take back the newest judgement that a person gave of an answer: it counts nowhere any more, and an older one of
/// the same answer counts again. NotFound when the person gave none.
struct WithdrawJudgement {
    std::string queryId;
    std::string reviewer; ///< not empty

    bool operator==(const WithdrawJudgement&) const = default;
};

} // namespace core::ports
