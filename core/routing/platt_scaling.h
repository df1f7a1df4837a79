#pragma once

#include <vector>

namespace core::routing {

/// An answer whose quality was predicted and judged.
struct JudgedQuality {
    double quality = 0; ///< predicted
    double meets = 0;   ///< 1: it met the target, 0: it did not
    double weight = 1;
};

/// logit P(meets) = slope * quality + offset (Platt 1999), by Newton steps with a weak prior and one imagined answer
/// each way, so that data of one class stay finite. Without a sample the probability is not known: offset NaN.
void fitProbability(const std::vector<JudgedQuality>& samples, double& slope, double& offset);

} // namespace core::routing
