#pragma once

#include "core/base/result.h"
#include "core/domain/policy.h"

#include <span>

namespace core::ports {

/// One answer of one tier with its score and the verdict of the label source.
struct JudgedAnswer {
    double score = 0;
    bool isFailure = false;
};

struct RiskTarget {
    double alpha = 0.05;
    double delta = 0.10;
};

/// Chooses the acceptance threshold of one (task, tier). `tuning` and `calibration` are disjoint and have passed
/// through the same router and plan as traffic. Fills threshold (or NONE with its reason), n, k and the bound.
class ThresholdCalibrator {
public:
    virtual ~ThresholdCalibrator() = default;
    [[nodiscard]] virtual Result<domain::Certificate> calibrate(std::span<const JudgedAnswer> tuning,
        std::span<const JudgedAnswer> calibration, const RiskTarget& target) const = 0;
};

} // namespace core::ports
