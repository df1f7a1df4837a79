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

} // namespace core::ports
