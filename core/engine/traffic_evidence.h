#pragma once

#include "core/engine/tier_certification.h"
#include "core/ports/judged_traffic.h"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// How far back judged traffic is looked for: what is older may be of another time.
inline constexpr std::chrono::days kTrafficTime{28};

/// Fewer texts are left out; beyond it the sample grows by doubling, so that a look is not repeated for a few texts more.
inline constexpr std::size_t kFewestTrafficTexts = 50;

/// A uniform sample of the judged traffic, in the order of time: at one common rate r, the lowest probability among them, a
/// query of probability pi is taken with probability r / pi by a hash of its id. So answers need no weights, which the exact
/// binomial test could not use (with weights up to 1 / pi the sum is no count, and a bound for it is as wide as the largest
/// weight). Each text counts once. Cut to kFewestTrafficTexts times a power of two; empty below it. Only numbers, never
/// verdicts, decide what is in it.
[[nodiscard]] std::vector<ports::JudgedQuery> uniformSample(std::span<const ports::JudgedQuery> judged);

/// The sample as the tiers below the last would answer it now: calibration answers beside those of imported examples. Where
/// nothing but a wrong answer is known, every answer counts as a failure, which can only make a certificate harder to get.
/// Empty where a tier below the last is no student, because nobody knows what it would say, and where a text of the sample is
/// not what was sent (by its hash): leaving that one out would choose by what it says.
///
/// With n_e examples and n_t such texts above a threshold, k failures in all are a sum of independent draws with the mean
/// rate R = (n_e R_e + n_t R_t) / (n_e + n_t); P(k or fewer) is at most the binomial one at R for k <= n R - 1 (Hoeffding
/// 1956, theorem 4). So the certificate is about the mixture: traffic like the examples and the judged traffic, in
/// proportion.
[[nodiscard]] std::vector<ScoredExample> trafficEvidence(
    const CertificationContext& context, std::span<const ports::JudgedQuery> judged, const std::string& splitKey);

} // namespace core::engine
