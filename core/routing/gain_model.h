#pragma once

#include "core/ports/router.h"
#include "core/routing/landmark_kernel.h"
#include "core/routing/neighbour_index.h"
#include "core/routing/sparse_ridge.h"
#include "core/routing/sparse_text.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace core::routing {

/// What a prediction is stacked from, one number a tier each.
enum Component : std::size_t { kHeads, kNeighbours, kTaskMean, kLength, kComponents };

struct GainOptions {
    bool usesHeads = true;
    bool usesNeighbours = true;
    bool usesTasks = true; ///< task features, task means and the preference for neighbours of the task
    bool usesTraits = true; ///< the kernel of the text's traits among the heads' features
    double penalty = 20; ///< of the heads
    double traitScale = 1.2; ///< how much of the heads' prior variance each block carries, as a factor of features
    double taskScale = 0.65;
    double taskNameScale = 0.3;
    double taskTextScale = 1.0;
    LandmarkOptions traits; ///< its seed is replaced by `seed`
    /// Gain of the last tier over the first, per unit of ln(bytes), that is believed of a task never seen. Fixed: the
    /// few tasks of a training set say little of it, and long prompts favour strong models in every recording at hand.
    double lengthPrior = 0.06;
    double sameTaskBonus = 0.1; ///< added to the similarity of a neighbour of the query's task
    double taskMeanShrinkage = 15; ///< pseudo-observations at the overall mean
    std::size_t neighbours = 150;
    double neighbourShrinkage = 3.0; ///< similarity mass at the mean
    std::size_t mostIndexed = 20000; ///< training texts kept for retrieval
    std::size_t folds = 4; ///< of the held-out stacking
    std::uint64_t seed = 1;
};

/// How components become a quality, and a quality a probability, for tasks seen or not.
struct Stack {
    std::array<double, kComponents> weights{};
    std::vector<double> intercepts; ///< one a tier
    std::vector<double> slopes; ///< logit P(meets) = slope * quality + offset, one a tier
    std::vector<double> offsets;
};

using Components = std::array<std::vector<double>, kComponents>;

/// Linear heads over shared and task-conditioned n-grams and a kernel of the text's traits, neighbours and task means, all estimating every
/// tier's quality; their weights are those that predict held-out differences between tiers best, for texts of
/// tasks seen and, from folds that hold out whole tasks, of tasks never seen. Immutable after fit; thread-safe.
class GainModel {
public:
    struct Indexed {
        std::uint32_t task = 0;
        std::string text;
        std::vector<float> quality; ///< NaN: not observed
    };

    GainModel() = default;
    [[nodiscard]] static Result<GainModel> fit(const ports::RouterTrainingSet& set, const GainOptions& options,
        const ports::ProgressCallback& progress = {}, const std::stop_token& stop = {});

    [[nodiscard]] domain::RoutePrediction predict(const std::string& taskId, const std::string& text) const;
    [[nodiscard]] Components components(const std::string& taskId, const std::string& text) const;
    [[nodiscard]] const Stack& stackFor(const std::string& taskId) const;
    /// Quality by one component alone, or by the stack.
    [[nodiscard]] std::vector<double> stacked(const std::string& taskId, const Components& parts) const;

    std::vector<std::string> tierIds;
    std::vector<std::string> taskIds;
    TfIdf vectoriser;
    LandmarkKernel traitKernel;
    double meanLogBytes = 0; ///< of the training texts
    SparseRidge heads;
    std::vector<Indexed> indexed;
    std::vector<double> means; ///< one a tier
    std::vector<double> taskMeans; ///< (tasks, tiers), shrunk
    Stack seen;
    Stack unseen;
    double knownFloor = 0; ///< a text with a smaller share of known words is novel
    GainOptions options;

    /// Of weights, words and retrieval texts, in memory.
    [[nodiscard]] std::size_t bytes() const;
    /// Rebuilds the retrieval index from `indexed`, after loading.
    void buildIndex();
    [[nodiscard]] std::optional<std::uint32_t> taskNumber(const std::string& taskId) const;
    /// Number of features that the heads may read.
    [[nodiscard]] std::size_t headSize() const;
    /// What a longer text alone says for each tier, per unit of the prior; sums to zero over the tiers.
    [[nodiscard]] std::vector<double> lengthQuality(std::string_view text) const;
    [[nodiscard]] SparseVector headFeatures(
        const SparseVector& words, std::string_view text, const std::string& taskId, bool isTaskKnown) const;
    [[nodiscard]] std::vector<double> neighbourQuality(const SparseVector& words,
        std::optional<std::uint32_t> task, const std::function<bool(std::size_t)>& isAllowed = {}) const;

private:
    NeighbourIndex m_index;
};

} // namespace core::routing
