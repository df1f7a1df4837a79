#pragma once

#include "core/base/result.h"
#include "core/domain/query_record.h"
#include "core/ports/student.h"

#include <filesystem>
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
};

/// Quality observed for one text: one entry a tier, NaN where that tier was not observed.
struct RouterExample {
    std::string taskId;
    std::string text;
    std::vector<double> quality;     ///< in [0, 1]; in the order of RouterTrainingSet::tierIds
};

struct RouterTrainingSet {
    std::vector<std::string> tierIds; ///< in rank order
    std::vector<RouterExample> training;
    std::vector<RouterExample> tuning; ///< disjoint: calibrates the probabilities
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
    double preferenceWeight = 0.5; ///< beta of the Bradley-Terry term over pairs derived from the qualities
    int members = 2;               ///< networks whose scores are averaged
    std::uint64_t seed = 1;
    int threads = 2;               ///< members trained at the same time
};

class RouterTrainer {
public:
    virtual ~RouterTrainer() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Router>> train(const RouterTrainingSet& set, const RouterOptions& options,
        const std::filesystem::path& artefactPath, const ProgressCallback& progress, std::stop_token stop) const = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Router>> load(
        const std::filesystem::path& artefactPath, const std::string& expectedSha256) const = 0;
};

} // namespace core::ports
