#pragma once

#include "core/domain/example.h"
#include "core/domain/policy.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/engine/answer_signals.h"
#include "core/ports/loop_store.h"
#include "core/ports/router.h"
#include "core/ports/student.h"
#include "core/routing/cost_expectation.h"

#include <map>
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

/// What people said of answers to one text, by the answer.
using Reviews = std::map<std::string, ports::ReviewedAnswer>;

/// How a labelled text would be answered, and what for.
struct ReplayedAnswer {
    std::string tierId;
    bool meetsTarget = false;
    bool isReviewed = false; ///< a person said so of this very answer
    bool isAccepted = false; ///< by a tier below the last
    bool studentMeets = false; ///< the student's own answer, accepted or not
    domain::Money cost;
    domain::Money lastTierCost;
};

/// The cascade on recorded and reference answers: the same plan, scores and thresholds as in the engine.
/// Nothing when the last tier has no answer to this text, or a price is unknown: then neither cost nor
/// outcome would be known. What a person said of an answer outweighs the reference.
[[nodiscard]] std::optional<ReplayedAnswer> replayCascade(const domain::Task& task,
    std::span<const domain::Tier> tiersByRank, const ServedModels& models, const domain::Example& example,
    const Reviews& reviews = {});

} // namespace core::engine::loop
