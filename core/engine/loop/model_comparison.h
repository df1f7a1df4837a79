#pragma once

#include "core/base/clock.h"
#include "core/domain/example.h"
#include "core/domain/task.h"
#include "core/domain/tier.h"
#include "core/domain/tuned_model.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/loop_results.h"
#include "core/ports/comparison_store.h"
#include "core/ports/model_client.h"

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace core::engine::loop {

[[nodiscard]] std::string toJson(const domain::TunedModel& tuned);
/// InvalidArgument for what is no such object, or has no model, price, budget or texts.
[[nodiscard]] Result<domain::TunedModel> tunedModelFromJson(const std::string& json);

/// The tier as it would be with the tuned model.
[[nodiscard]] domain::Tier inPlaceOf(domain::Tier tier, const domain::TunedModel& tuned);

/// What trials and decisions call the tier's own model where they name a student's artefact otherwise.
[[nodiscard]] std::string championId(const domain::Tier& tier);

/// Two models of one tier on one task. The references must outlive the comparison.
struct ModelPair {
    const domain::Task& task;
    const domain::Tier& champion;
    const domain::Tier& challenger; ///< the same tier, with the other model and its prices
    std::set<std::string> labels;   ///< that answers are one of, or tags; empty: any
};

/// What a comparison will cost, at the tokens that texts, instruction and references are estimated to have.
struct ComparisonEstimate {
    std::int64_t texts = 0; ///< each is sent to both models
    domain::Money champion;
    domain::Money challenger;
};
[[nodiscard]] ComparisonEstimate estimateComparison(const ModelPair& pair, std::span<const domain::StoredExample> texts);

/// Sends gate texts to both models.
class ModelComparer {
public:
    /// Asked for before each batch: a server's client changes with its configuration. Null: it cannot be asked now.
    using Client = std::function<std::shared_ptr<const ports::ModelClient>()>;
    /// Called with the answers of a batch; its error ends the comparison.
    using Save = std::function<Result<void>(std::span<const ports::ComparedAnswer>)>;
    /// Called between batches with the share that is done; false ends the comparison with Cancelled.
    using Proceed = std::function<bool(double)>;

    ModelComparer(const Clock& clock, Client champion, Client challenger)
        : m_clock(clock)
        , m_champion(std::move(champion))
        , m_challenger(std::move(challenger))
    {
    }

    /// Asks both models for what is not among `known` (answers of this run so far, of any text and task), as long as the
    /// budget holds what is spent and the mean price of the pairs before. Where one of the two does not answer, the text is
    /// not compared, and what the other said is kept. Gives all answers to these texts, known ones too. Unavailable when one
    /// of the two answered nothing in three new batches on end.
    [[nodiscard]] Result<std::vector<ports::ComparedAnswer>> ask(const ModelPair& pair, const std::string& runId,
        std::span<const domain::StoredExample> texts, std::vector<ports::ComparedAnswer> known, domain::Money budget,
        const Save& save, const Proceed& proceed) const;

private:
    const Clock& m_clock;
    const Client m_champion;
    const Client m_challenger;
};

/// The gates of two models in one place, by their own answers to the same texts: quality under the rules of a student's own
/// answers (kGateTierQuality), cost of a call over the champion's (kGateCallCost), quality on each slice. A challenger whose
/// answers are significantly better may cost more; then the cost is marginal, and the operator decides.
[[nodiscard]] std::vector<domain::GateMetric> tierMetrics(
    std::span<const domain::GateAnswer> answers, const GateRules& rules);

/// What they come to for the texts that both models answered.
[[nodiscard]] GateResult compareModels(const ModelPair& pair, std::span<const domain::StoredExample> texts,
    std::span<const ports::ComparedAnswer> answers,
    const std::function<std::string(const domain::StoredExample&)>& sliceOf, const GateRules& rules);

} // namespace core::engine::loop
