#pragma once

#include "core/engine/loop/cascade_replay.h"
#include "core/engine/loop/loop_results.h"
#include "core/domain/failure_cluster.h"
#include "core/domain/loop_record.h"
#include "core/ports/cluster_book.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

/// A distinct text of the training split that the champion was not trained on, or with another answer.
struct TeachableText {
    std::string textHash;
    std::string queryId; ///< newest query of traffic; empty: an imported text
    std::string text;
    std::vector<std::string> tokens; ///< tagging, of an imported text
    double queries = 1; ///< of the period, as far as they were read
    bool isMissed = false; ///< a cheap tier's answer was judged to miss the target
    std::string answer; ///< what a teacher already said; empty: it would have to be asked
    domain::TaughtSource source = domain::TaughtSource::Called;
    std::vector<domain::LabelDistribution> softTargets{}; ///< of `answer`
    std::string tierId; ///< of `answer`
    std::string model;
};

struct TeachingInput {
    const domain::Task& task;
    std::span<const domain::Tier> tiersByRank;
    const ServedModels& champion;
    std::span<const domain::StoredExample> tuning; ///< labelled; for the operating point
    std::vector<TeachableText> pool;
    std::vector<ports::BookedCluster> book; ///< what operators did to clusters: excluded ones are not taught
    domain::Money pricePerCall; ///< expected, of a text without an answer
    domain::Money savedPerQuery; ///< by a query that is not escalated any more
    /// Queries of the task's traffic for each one that was read: the pool holds the training split alone, and no more
    /// than the newest.
    double queriesPerRead = 1;
    double readQueries = 0; ///< of the task; more than the pool's where that is one cluster
    domain::Learnability learnability{}; ///< of what is chosen, as the workspace has seen it so far
};

/// Clusters the pool's failures and chooses what to teach within the budget; of a pool above 6,000 texts so many, drawn
/// by hash. Looks at training and tuning
/// texts alone, so that a challenger's certificate never depends on the calibration texts that it is made
/// from. Deterministic for the options' seed.
[[nodiscard]] Result<SelectResult> planTeaching(const TeachingInput& input, const domain::LoopOptions& options);

/// What people call a cluster: the name that an operator gave it, or its terms.
[[nodiscard]] std::string nameOf(const domain::FailureCluster& cluster);

/// The answer as a reference of the task's kind; empty when it has not the form of one, such as a tag
/// sequence of another length than the text.
[[nodiscard]] domain::Reference referenceFrom(
    const domain::Task& task, const std::string& answer, std::size_t tokens);

/// Tokens of a text for tagging: those that came with it, else its words.
[[nodiscard]] std::vector<std::string> tokensFor(
    const domain::Task& task, const std::string& text, const std::vector<std::string>& tokens);

} // namespace core::engine::loop
