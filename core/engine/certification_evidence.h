#pragma once

#include "core/conformal/judge_correction.h"
#include "core/engine/tier_certification.h"
#include "core/ports/shadow_store.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Judged answers that certificates of one task may be made of.
struct CertificationEvidence {
    std::string basis; ///< that every answer was made under
    std::set<std::string> reanswered; ///< other bases, whose queries the student of this one answered again
    std::vector<ScoredExample> tuning;
    std::vector<ScoredExample> calibration;
    std::string labelSource; ///< who judged, as the certificate says it
    TimePoint firstAt{}; ///< of shadow answers: when the first was made
    bool isShadow = false; ///< from answers beside the traffic; otherwise from imported examples
    bool isJudgeReviewed = false; ///< people judge a random part: verdicts are corrected
    conformal::JudgeAudit audit; ///< of that part
};

/// Shadow answers as evidence. Each text counts once, by its first answer with a known score. A tier that was down counts as
/// passing the query on, an answer that the judge could not judge as a failure; queries that nobody could judge
/// are left out. Answers are scored by their signals, with `scorers`; a student's answer, and one of a version that
/// kept no signals, has the score that it was stored with. Where it needs another one, its query is left out.
[[nodiscard]] CertificationEvidence evidenceFrom(std::span<const ports::ShadowRow> rows,
    std::span<const domain::Tier> tiersByRank, const Scorers& scorers = {});

/// Nothing is learned of calibration answers.
void dropSignals(std::vector<ScoredExample>& examples);

/// The tuning answers in place of the calibration answers, as many as there are of these: what certifying is expected to
/// give, told without a look at the answers that it would be made of. The start is chosen on the same answers, which
/// would make that hopeful; so half a failure a tuning sample, (k + 1/2) / (n + 1) as where power is planned (METHODS 1),
/// is added among the answers that any threshold keeps.
[[nodiscard]] std::vector<ScoredExample> expectedCalibration(const CertificationEvidence& evidence);

/// The part of the evidence that reaches a tier, when the tiers before it accept under `thresholds`; their
/// answers are taken out.
[[nodiscard]] std::vector<ScoredExample> escalatedPast(
    std::span<const ScoredExample> examples, std::span<const domain::Tier> tiersBefore,
    const std::map<std::string, double>& thresholds);

} // namespace core::engine
