#pragma once

#include "core/base/result.h"
#include "core/domain/policy.h"
#include "core/domain/run.h"
#include "core/ports/workspace_store.h"

#include <span>
#include <string>
#include <vector>

namespace core::engine {

/// Label source of certificates on imported examples, whose calibration split is one set for every student.
inline constexpr const char* kReferenceAnswers = "reference answers of the data set";

/// The same with judged answers of traffic beside them (see traffic_evidence.h): a look at the examples as well.
inline constexpr const char* kReferenceAndTrafficAnswers
    = "reference answers of the data set, and of traffic what people and the last tier said";
/// Whether a certificate looked at the imported examples.
[[nodiscard]] bool isOfExamples(const domain::Certificate& certificate);

/// What the next attempt looks at.
enum class LookedAt {
    OwnAnswers, ///< of the student that is certified
    Reanswered, ///< also queries that an earlier student's answers were judged at
    Examples, ///< the imported calibration examples
};

/// Attempts so far that share one delta with the next: those for the same student, on whatever answers, and those of
/// every student at what the next one looks at, too. At the imported examples a challenger that was never served has
/// been certified as well. `ofTask`: all certificates of the task; an attempt may leave out tiers that hold a threshold
/// already; a certificate that came back with an earlier policy version is no other attempt. `artefacts`: of the task;
/// each student among them without a certificate is one attempt at the examples.
[[nodiscard]] int attemptsSoFar(std::span<const domain::Certificate> ofTask,
    std::span<const domain::Artefact> artefacts, const std::string& modelVersion, LookedAt what);

/// The same by what a workspace holds. An empty `modelVersion`: a student that is still to be trained.
[[nodiscard]] Result<int> attemptsSoFar(const ports::PolicyStore& policies, const ports::RunStore& runs,
    const std::string& taskId, const std::string& modelVersion, LookedAt what);

/// What was certified for a task so far.
struct EarlierLooks {
    std::vector<domain::Certificate> certificates;
    std::vector<domain::Artefact> artefacts;
};
[[nodiscard]] Result<EarlierLooks> earlierLooks(
    const ports::PolicyStore& policies, const ports::RunStore& runs, const std::string& taskId);

/// What a student that was just trained is certified for, which its artefact keeps as `metricsJson`. `next`: alpha, basis
/// and scope; `delta`: of the task; `texts`: fingerprint of the tuning and calibration texts.
[[nodiscard]] std::string lookOf(const domain::Certificate& next, double delta, const std::string& texts);

/// Which attempt the certification of a student is that was just trained, from 1. The same student certified for the same
/// `look` repeats the one that it was: with no larger a part of delta it accepts nothing more, and is not charged for itself.
[[nodiscard]] int attemptOfTraining(const EarlierLooks& looks, const domain::Certificate& next, const std::string& look);

} // namespace core::engine
