#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::domain {

/// Why a tier answers nothing alone.
enum class NoneKind {
    Unstated, ///< there is a threshold, or only the sentence says why: an error, or a version that noted no cause
    TooFewJudged, ///< judged, needed, missing: fewer answers than certify without a failure
    TooFewAbove, ///< all figures: the threshold nearest to a certificate has too few answers
    NothingToTest, ///< judged: no scored answers in the tuning sample
    FailsTooOften, ///< judged, judgedFailures, accepted, failures, score, alpha
    LeftOut, ///< judged: asking the tier costs more than it saves; a decision, not missing evidence
    Unreached, ///< judged: the tiers before it accept everything that it could be asked for
    OnProbation, ///< only answers judged since the alarm count
    JudgeErrs, ///< judged: verdicts reviewed; failures: missed ones among them; needed: reviews without a miss
    ComparisonOnly, ///< conformal initialisation: its threshold has no guarantee and is never put in force
};

/// The cause with the figures that its sentence gives; those that the kind does not name are 0.
struct NoneCause {
    NoneKind kind = NoneKind::Unstated;
    std::int64_t judged = 0; ///< answers of the calibration sample
    std::int64_t judgedFailures = 0; ///< among them
    std::int64_t accepted = 0; ///< of them with a score of `score` or more
    std::int64_t failures = 0; ///< among accepted
    std::int64_t needed = 0; ///< answers that would certify: with `failures` where there is a score, else with none
    std::int64_t missing = 0; ///< of those needed, without a further failure
    std::int64_t missingInAll = 0; ///< judged answers at any score until then, if the accepted share stays as it is
    double score = 0; ///< the threshold that was looked at
    double alpha = 0; ///< risk that had to be shown: less than the certificate's where a judge is corrected

    bool operator==(const NoneCause&) const = default;
};

[[nodiscard]] std::string_view toString(NoneKind kind);
[[nodiscard]] std::optional<NoneKind> noneKindFrom(std::string_view name);

} // namespace core::domain
