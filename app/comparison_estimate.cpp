#include "app/comparison_estimate.h"

#include "core/engine/loop/comparison_conductor.h"
#include "core/engine/loop/model_comparison.h"
#include "core/engine/loop/teacher.h"

#include <algorithm>

namespace app {

using core::ErrorCode;
using core::Result;
namespace domain = core::domain;
namespace loop = core::engine::loop;
namespace ports = core::ports;

Result<ports::ComparisonPreview> comparisonPreview(const db::Stores& stores, const domain::TunedModel& tuned)
{
    const auto tiers = stores.portfolio->tiers();
    const auto tasks = stores.portfolio->tasks();
    if (!tiers || !tasks) {
        return core::fail(!tiers ? tiers.error() : tasks.error());
    }
    const auto tier = std::ranges::find(*tiers, tuned.tierId, &domain::Tier::id);
    if (tier == tiers->end() || tier->provider != domain::TierProvider::Endpoint) {
        return core::fail(ErrorCode::NotFound, "no tier '" + tuned.tierId + "' with a model server in this workspace");
    }
    const auto isPriced
        = [](const domain::TokenPrices& prices) { return prices.inputPicoUsd && prices.outputPicoUsd; };
    if (!isPriced(tier->prices) || !isPriced(tuned.prices)) {
        return core::fail(ErrorCode::InvalidArgument,
            "the price of " + std::string(isPriced(tier->prices) ? "the tuned model" : "tier '" + tier->name + "'")
                + " is unknown; without it nothing can be estimated or booked");
    }
    const domain::Tier challenger = loop::inPlaceOf(*tier, tuned);
    ports::ComparisonPreview preview;
    preview.champion = tier->model;
    for (const domain::Task& task : *tasks) {
        if (!tuned.taskId.empty() && task.id != tuned.taskId) {
            continue;
        }
        const auto texts = loop::comparedTexts(*stores.examples, task.id, tuned.texts);
        const auto training = stores.examples->examples(task.id, domain::DataSplit::Training);
        if (!texts || !training) {
            return core::fail(!texts ? texts.error() : training.error());
        }
        if (texts->empty()) {
            continue;
        }
        const loop::ComparisonEstimate estimate
            = loop::estimateComparison({task, *tier, challenger, loop::labelsOf(*training)}, *texts);
        ++preview.tasks;
        preview.texts += estimate.texts;
        preview.championCost += estimate.champion;
        preview.challengerCost += estimate.challenger;
    }
    return preview.texts > 0 ? Result<ports::ComparisonPreview>(std::move(preview))
                             : core::fail(ErrorCode::InvalidArgument,
                                   "no task has labelled texts in its gate split, which both models could answer; import a "
                                   "labelled file first");
}

} // namespace app
