#pragma once

#include "core/base/result.h"
#include "core/domain/query_record.h"
#include "core/domain/route_explanation.h"
#include "core/ports/encoder.h"
#include "core/ports/student.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::ports {

/// Predicts from the text alone how well each tier would answer. Immutable and thread-safe.
class Router {
public:
    virtual ~Router() = default;
    /// Fills tierId, meetsTargetProbability and expectedQuality for every tier the router knows, plus difficulty
    /// and novelty. Costs and latencies are the planner's business.
    [[nodiscard]] virtual domain::RoutePrediction predict(const std::string& taskId, const std::string& text) const = 0;
    [[nodiscard]] virtual std::vector<std::string> tierIds() const = 0;
    [[nodiscard]] virtual std::string fingerprint() const = 0;
    /// What predict() says, and why: takes milliseconds, for people. Unsupported where a form cannot say.
    [[nodiscard]] virtual Result<domain::RouteExplanation> explain(const std::string&, const std::string&) const
    {
        return fail(ErrorCode::Unsupported, "this form of router cannot explain its predictions; train it as stacked");
    }
};

/// Quality observed for one text: one entry a tier, NaN where that tier was not observed.
struct RouterExample {
    std::string taskId;
    std::string text;
    std::vector<double> quality;     ///< in [0, 1]; in the order of RouterTrainingSet::tierIds
    double weight = 1; ///< how much it counts beside the others, above 0
};

/// One judgement between the answers of two tiers to one text.
struct RouterPreference {
    std::string taskId;
    std::string text;
    std::string tierA;
    std::string tierB;
    double outcome = 0.5; ///< 1: A is better, 0: B is, .5: a tie
    double weight = 1;
};

/// A judgement on an answer of live traffic: it met what was asked, or not.
struct RouterFeedback {
    std::string taskId;
    std::string text;
    std::string tierId;
    bool isAccepted = true;
    double samplingProbability = 1; ///< of being judged; in (0, 1]
};

struct RouterTrainingSet {
    std::vector<std::string> tierIds; ///< in rank order
    std::vector<RouterExample> training;
    std::vector<RouterExample> tuning; ///< disjoint: calibrates the probabilities
    std::vector<RouterPreference> preferences; ///< between tiers of tierIds; may be empty
    std::vector<double> relativeCosts; ///< one a tier, 1 the dearest, NaN: no price; empty: none known
    std::vector<std::pair<std::string, double>> answerFloors; ///< task id -> floor
};

enum class RouterForm {
    Stacked, ///< linear heads, neighbours and task means, stacked on held-out texts; the default
    Network, ///< an ensemble of small networks over hashed n-grams
};

/// What is not said of a form is ignored by it: the stacked form reads the seed only.
struct RouterOptions {
    RouterForm form = RouterForm::Stacked;
    int epochs = 8;
    int batchSize = 64;
    int buckets = 1 << 16;
    int dimensions = 64;
    int taskDimensions = 16;
    int hidden = 64;               ///< units of the shared trunk
    double learningRate = 1e-3;
    double featureDropout = 0.4;   ///< share of a text's n-grams left out, anew for every batch
    double preferenceWeight = 0.5; ///< beta of the Bradley-Terry term; pairs derived from the qualities in a network
    int members = 2;               ///< networks whose scores are averaged
    std::uint64_t seed = 1;
    int threads = 2;               ///< members trained at the same time
    double costWeight = 0;   ///< lambda_c of the expected relative cost; stacked form
    double targetWeight = 0; ///< lambda_q of the hinge below the target; stacked form
    /// What reads a text beside the built-in words: "none", "use-lite", an embeddings endpoint or a TorchScript file
    /// (app/encoder_catalog.h); stored with the router, which asks for the same one when it is loaded.
    std::string encoderName = "none";
    std::shared_ptr<const Encoder> encoder; ///< null: none; must be the one that is named
    bool usesWords = true; ///< false: the encoder alone feeds heads and neighbours
};

/// Gives the encoder of a name. `dimension` is what a router that was trained with it knows; 0: not known yet.
using EncoderSource
    = std::function<Result<std::shared_ptr<const Encoder>>(const std::string& name, std::size_t dimension)>;

class RouterTrainer {
public:
    virtual ~RouterTrainer() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Router>> train(const RouterTrainingSet& set, const RouterOptions& options,
        const std::filesystem::path& artefactPath, const ProgressCallback& progress, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Router>> load(
        const std::filesystem::path& artefactPath, const std::string& expectedSha256) const = 0;
    /// The stacked router at `basePath` with what `set` knows of further tiers and tasks; what it had learnt of the
    /// others stays as it is. `set.tierIds` are the base's in their order with new ones anywhere between.
    [[nodiscard]] virtual Result<std::unique_ptr<Router>> extend(const std::filesystem::path& basePath,
        const RouterTrainingSet& set, const RouterOptions& options, const std::filesystem::path& artefactPath,
        const ProgressCallback& progress, std::stop_token stop) const = 0;
    /// The training texts that a stacked router keeps for retrieval, qualities in the order of its tiers. Answers of a
    /// student are there as judged out of fold, which nobody could judge again once it is trained on all of them.
    struct Observations {
        std::vector<std::string> tierIds;
        std::vector<RouterExample> examples;
    };
    [[nodiscard]] virtual Result<Observations> observations(const std::filesystem::path& artefactPath) const = 0;
};

} // namespace core::ports
