#pragma once

#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/answer_signals.h"
#include "core/engine/loop/last_tier_answers.h"
#include "core/engine/loop/reviewed_texts.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/routing/cost_expectation.h"

#include <memory>
#include <optional>
#include <span>
#include <string>

namespace core::engine::loop {

/// What answers a task: a champion or its challenger.
struct ServedModels {
    domain::TaskPolicy policy;
    std::string studentId; ///< artefact; empty: none
    std::shared_ptr<const ports::Student> student; ///< null: none, every query goes to the last tier
    std::shared_ptr<const ports::Router> router; ///< may be null
    std::shared_ptr<const routing::CostExpectation> costs; ///< never null
    Scorers scorers{}; ///< of policy.scorerVersions
};

/// What the student says to a text and whether the plan would ask it.
struct StudentReading {
    bool isTried = false;
    double score = 0; ///< that its threshold is compared with; 0 when it did not answer
    std::string answer;
};
[[nodiscard]] StudentReading readStudent(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& models, const std::string& text, std::span<const std::string> tokens);

/// How a labelled text would be answered, and what for.
struct ReplayedAnswer {
    std::string tierId;
    bool isOutcomeKnown = true; ///< false: the last tier's, and nobody knows what it says
    bool meetsTarget = false;
    bool isReviewed = false; ///< a person said so of this very answer
    bool isAccepted = false; ///< by a tier below the last
    bool studentMeets = false; ///< the student's own answer, accepted or not
    domain::Money cost;
    domain::Money lastTierCost;
};

/// The cascade on recorded and reference answers: the same plan, scores and thresholds as in the engine.
/// `ofLastTier`: what is known of the last tier's answer where the example records none. Nothing when that is not known
/// either, an endpoint of the plan has no answer recorded, or a price is unknown: then the cost would not be known. What a
/// person said of an answer outweighs the reference.
[[nodiscard]] std::optional<ReplayedAnswer> replayCascade(const domain::Task& task,
    std::span<const domain::Tier> tiersByRank, const ServedModels& models, const domain::Example& example,
    const Reviews& reviews = {}, const std::optional<LastTierAnswer>& ofLastTier = {});

} // namespace core::engine::loop
