#pragma once

#include "core/engine/certification_evidence.h"
#include "core/ports/policy_preview.h"
#include "core/ports/threshold_calibrator.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// What applying a draft is expected to certify, told without a look at a calibration answer.
struct DraftExpectation {
    std::vector<domain::Certificate> certificates; ///< of the tiers below the last, in rank order
    std::int64_t judgedMissing = 0; ///< more judged answers that would likely certify the first tier; 0: not known to
    std::string refusal; ///< why it should not be applied; empty: it may
};

/// `judged`: with expected answers in place of the calibration answers, or why nothing can be certified.
[[nodiscard]] DraftExpectation expectationOf(const Result<CertificationEvidence>& judged,
    std::span<const domain::Tier> tiersByRank, const ports::PolicyDraft& draft, const RiskChoice& risk,
    const ports::ThresholdCalibrator& calibrator);

/// More judged answers that would likely certify the first tier; 0 when no number is known to.
[[nodiscard]] std::int64_t missingFor(
    const CertificationEvidence& judged, const RiskChoice& risk, std::span<const domain::Tier> tiersByRank);

[[nodiscard]] bool isAnyCertified(std::span<const domain::Certificate> certificates);

} // namespace core::engine
