#pragma once

#include "core/engine/loop/cascade_replay.h"
#include "core/engine/loop/gate_verdict.h"
#include "core/engine/loop/loop_results.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::engine::loop {

/// The slice of texts that no taught cluster is near to: the report on forgetting.
inline constexpr std::string_view kElsewhere = "elsewhere";

struct GateRules {
    double margin = 0.02; ///< quality that may be lost before a challenger counts as worse
    double sliceMargin = 0.1; ///< the same on one slice
    double delta = 0.05; ///< level of every test that stops a challenger; over slices after Holm
    int look = 0; ///< at these texts with this champion, from 1 (see gate_looks.h); 0: the only one there will be
    std::int64_t smallestSample = 50; ///< fewer texts decide nothing
    std::int64_t smallestSlice = 10;
    std::int64_t smallestAccepted = 20; ///< fewer accepted answers refute no certificate

    /// Level of the tests that let a challenger pass: delta, or the part of it that the look may spend.
    [[nodiscard]] double passLevel() const;
};

/// What the gates look at. The references must outlive the call.
struct GateInput {
    const domain::Task& task;
    std::span<const domain::Tier> tiersByRank;
    const ServedModels& champion; ///< without a student: the tiers in force, which a first student is judged against
    const ServedModels& challenger;
    std::span<const domain::StoredExample> texts; ///< that neither was trained, tuned or calibrated on
    std::function<std::string(const domain::StoredExample&)> sliceOf; ///< names the slice of a text
    const ServedModels* anchor = nullptr; ///< first certified one before the champion; null: there is none but the champion
    std::map<std::string, Reviews> reviews{}; ///< by text hash
    bool wasDiscarded = false; ///< the challenger's student failed gates before
    const LastTierAnswers* lastTier = nullptr; ///< where the texts record no answer of the last tier; null: nothing is known
};

/// Levels: what lets a challenger pass (the intervals of quality and cost) is tested at passLevel(), so that over all looks
/// at one gate split one that is no improvement passes with a probability of at most delta. What stops a challenger is
/// tested at delta each time: repeated, that can only stop more.
///
/// Quality: exact McNemar for "worse", Tango's interval for "not worse by the margin": pass when the interval
/// excludes a loss of the margin and the estimate is no loss, marginal when it is a loss within the margin,
/// fail when the challenger is significantly worse or its estimate loses the margin, otherwise there is not
/// enough data. What clients would get may lose alpha more for every answer that is accepted more: that is what
/// the risk level allows, and it is worse only where the interval lies below that. The anchor is compared by the same
/// rules, so that all promotions since have one margin together. Cost: paired differences, pass when significantly
/// cheaper, marginal when cheaper by the estimate, otherwise fail. Risk: fail when the failures among accepted answers
/// refute the certificate (exact binomial test), not enough data when nothing is certified or too little accepted. What does
/// not refute it is marginal above alpha and stops nobody: the certificate comes from texts of its own and carries the promise.
///
/// Where the last tier's answer to a text is not known (GateInput::lastTier), it counts as meeting the target where the champion
/// sends the text there, and as no gain and no loss where the challenger alone does.
///
/// Slices are compared by the students' own answers, and Holm's family is those that are large enough to fail;
/// kElsewhere is tested alone at delta. One that loses more than its margin, significantly but for Holm, is marginal and waits
/// for the operator. A first student has no other to be compared with: a slice fails where the
/// answers that clients would get instead of the last tier's are significantly worse than alpha and the slice's margin
/// allow. One that is certified for nothing changes no answer, and may be served so that it can be taught, unless it failed
/// gates before. So may one after a champion that is certified for nothing, if its own answers are significantly better
/// (Tango's interval lies above 0) and no slice fails.
[[nodiscard]] GateResult runGates(const GateInput& input, const GateRules& rules);

/// The same of pairs that are known already, without their slices. A tier other than the last has accepted.
[[nodiscard]] std::vector<domain::GateMetric> pairedMetrics(std::span<const domain::GateAnswer> answers,
    const std::string& lastTierId, bool hasChampionStudent, const domain::TaskPolicy& challenger,
    const GateRules& rules);
/// The slices of pairs that are known already, by the students' own answers.
[[nodiscard]] std::vector<domain::GateMetric> ownAnswerSlices(
    std::span<const domain::GateAnswer> answers, const GateRules& rules);

} // namespace core::engine::loop
