#pragma once

#include "core/ports/router.h"
#include "core/routing/dense_index.h"
#include "core/routing/landmark_kernel.h"
#include "core/routing/neighbour_index.h"
#include "core/routing/sparse_ridge.h"
#include "core/routing/sparse_text.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::routing {

/// What a prediction is stacked from, one number a tier each.
enum Component : std::size_t { kHeads, kNeighbours, kTaskMean, kDenseNeighbours, kLength, kComponents };

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
    double lengthPrior = 0.04;
    double sameTaskBonus = 0.1; ///< added to the similarity of a neighbour of the query's task
    double taskMeanShrinkage = 15; ///< pseudo-observations at the overall mean
    std::size_t neighbours = 150;
    double neighbourShrinkage = 3.0; ///< similarity mass at the mean
    /// Of the texts nearest by words, those are neighbours whose form is near, too: this share of a similarity is a
    /// Gaussian kernel of the texts' traits, the rest the cosine of their words. 0: words alone.
    double neighbourTraitShare = 0.4;
    double neighbourTraitWidth = 0.25; ///< squared, a dimension, as LandmarkOptions::width
    std::size_t candidates = 600; ///< texts nearest by words whose form is looked at
    std::size_t mostIndexed = 20000; ///< training texts kept for retrieval
    std::size_t folds = 4; ///< of the held-out stacking
    std::size_t mostStacked = 20000; ///< training texts whose held-out components the stack is fitted to
    /// Squared errors of the heads count by 1 / variance of the text's gains, as two first fits (mean, second moment)
    /// expect it, no variance below this (gains lie in [-1, 1]); 1 or more: all alike. Feasible weighted least squares.
    double leastVariance = 0.06;
    std::uint64_t seed = 1;
    // --- an encoder beside the words
    std::shared_ptr<const ports::Encoder> encoder; ///< null: none
    std::string encoderName = "none";
    bool usesWords = true; ///< false: n-grams feed neither heads nor neighbours
    double denseScale = 1.0; ///< of the encoder's vector among the heads' features
    // --- loss of the heads where there are preferences, or where cost or target weigh: JointLoss, else squares
    double preferenceWeight = 0.5; ///< beta
    double costWeight = 0; ///< lambda_c
    double targetWeight = 0; ///< lambda_q
    double jointPenalty = 1; ///< of the squared weights of joint heads
};

/// How components become a quality, and a quality a probability, for tasks seen or not.
struct Stack {
    std::array<double, kComponents> weights{};
    std::vector<double> intercepts; ///< one a tier
    std::vector<double> slopes; ///< logit P(meets) = slope * quality + offset, one a tier
    std::vector<double> offsets;
};

using Components = std::array<std::vector<double>, kComponents>;

/// What a model reads of a text, whatever its task.
struct ReadText {
    SparseVector words;
    std::vector<float> traits; ///< empty where they are not used
    std::vector<float> vector; ///< of the encoder; empty without one, or where it fails
    std::size_t bytes = 0;
};

/// What is retrieved for a text.
struct Retrieved {
    std::vector<Neighbour> near; ///< best first
    double familiarity = 0; ///< by words alone
};

/// What a prediction is made from.
struct Evidence {
    Components parts;
    double familiarity = 0;
};

/// Linear heads over shared and task-conditioned n-grams and a kernel of the text's traits, neighbours and task means, all estimating every
/// tier's quality; their weights are those that predict held-out differences between tiers best, for texts of
/// tasks seen and, from folds that hold out whole tasks, of tasks never seen. Immutable after fit; thread-safe.
class GainModel {
public:
    struct Indexed {
        std::uint32_t task = 0;
        std::string text;
        std::vector<float> quality; ///< NaN: not observed; from preferences where no quality is known
        float weight = 1;
    };

    GainModel() = default;
    [[nodiscard]] static Result<GainModel> fit(const ports::RouterTrainingSet& set, const GainOptions& options,
        const ports::ProgressCallback& progress = {}, const std::stop_token& stop = {});

    /// A text that the encoder fails on is predicted without it and counts as novel.
    [[nodiscard]] domain::RoutePrediction predict(const std::string& taskId, const std::string& text) const;
    [[nodiscard]] domain::RoutePrediction predictionOf(
        const std::string& taskId, const ReadText& text, const Evidence& evidence) const;
    [[nodiscard]] ReadText read(const std::string& text) const;
    /// Of the indexed texts only those that `isAllowed` (empty: all) count.
    [[nodiscard]] Evidence evidence(const std::string& taskId, const ReadText& text,
        const std::function<bool(std::size_t)>& isAllowed = {}) const;
    /// The same for a task that may be taken as unknown, with the nearest texts by the encoder.
    [[nodiscard]] Evidence evidence(const std::string& taskId, std::optional<std::uint32_t> task, const ReadText& text,
        std::span<const Neighbour> denseNear, const std::function<bool(std::size_t)>& isAllowed) const;
    [[nodiscard]] const Stack& stackFor(const std::string& taskId) const;
    /// Quality by one component alone, or by the stack.
    [[nodiscard]] std::vector<double> stacked(const std::string& taskId, const Components& parts) const;

    std::vector<std::string> tierIds;
    std::vector<std::string> taskIds;
    TfIdf vectoriser;
    LandmarkKernel traitKernel;
    double meanLogBytes = 0; ///< of the training texts
    SparseRidge heads;
    bool areHeadsLogistic = false; ///< the heads give log-odds
    std::vector<Indexed> indexed;
    std::size_t founding = 0; ///< the first of `indexed` count for every task, those that an extension added for their own
    DenseIndex vectors; ///< of `indexed`, where there is an encoder
    std::string encoderFingerprint;
    std::vector<double> means; ///< one a tier
    std::vector<double> taskMeans; ///< (tasks, tiers), shrunk
    Stack seen;
    Stack unseen;
    double familiarFloor = 0; ///< a text that is less familiar is novel
    GainOptions options;

    /// Of weights, words and retrieval texts, in memory.
    [[nodiscard]] std::size_t bytes() const;
    /// Rebuilds the retrieval index from `indexed`, after loading.
    void buildIndex();
    [[nodiscard]] std::optional<std::uint32_t> taskNumber(const std::string& taskId) const;
    /// Number of features that the heads may read.
    [[nodiscard]] std::size_t headSize() const;
    /// What a longer text alone says for each tier, per unit of the prior; sums to zero over the tiers.
    [[nodiscard]] std::vector<double> lengthQuality(std::size_t bytes) const;
    [[nodiscard]] SparseVector headFeatures(const ReadText& text, const std::string& taskId, bool isTaskKnown) const;
    /// The feature that says which task a text is of, and the copy of a word for that task.
    [[nodiscard]] static std::uint32_t taskFeature(const std::string& taskId);
    [[nodiscard]] static std::uint32_t taskWordFeature(const std::string& taskId, std::uint32_t word);
    [[nodiscard]] std::vector<double> headQuality(const SparseVector& features) const;
    /// Familiarity is the mean similarity to the nearest kFamiliarTexts indexed texts, features that very many of them
    /// have counted as shared: 1 for a text that was seen often, 0 for one that shares no word with any.
    static constexpr std::size_t kFamiliarTexts = 5;
    [[nodiscard]] Retrieved retrieve(const ReadText& text, std::optional<std::uint32_t> task,
        const std::function<bool(std::size_t)>& isAllowed = {}) const;
    /// By the encoder's vectors.
    [[nodiscard]] std::vector<Neighbour> denseNearest(const ReadText& text, std::optional<std::uint32_t> task,
        const std::function<bool(std::size_t)>& isAllowed = {}) const;
    /// Quality by the neighbours found: their mean weighted by similarity, drawn towards the (task's) mean.
    [[nodiscard]] std::vector<double> neighbourQuality(
        std::span<const Neighbour> near, std::optional<std::uint32_t> task) const;

private:
    [[nodiscard]] std::uint32_t denseBase() const; ///< the encoder's features follow those of the traits
    [[nodiscard]] std::vector<float> encoded(const std::string& text) const;
    [[nodiscard]] std::function<bool(std::size_t)> countingFor(
        std::optional<std::uint32_t> task, const std::function<bool(std::size_t)>& isAllowed) const;
    void rankByForm(std::vector<Neighbour>& near, std::span<const float> traits, std::optional<std::uint32_t> task) const;

    NeighbourIndex m_index;
    std::vector<float> m_traits; ///< (indexed, traits), standardised, rows padded with zeros
    std::vector<std::uint32_t> m_tasks; ///< of `indexed`, close together
};

} // namespace core::routing
