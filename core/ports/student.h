#pragma once

#include "core/base/result.h"
#include "core/domain/example.h"
#include "core/domain/label_distribution.h"
#include "core/domain/task.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace core::ports {

struct StudentAnswer {
    std::string text;          ///< label; or tags joined by spaces; or the summary; or the reply
    double confidence = 0;     ///< probability that the answer is right by the model's own reckoning, in [0, 1]
    double margin = 0;         ///< best minus second best, in [0, 1]
    double entropy = 0;        ///< of the answer's distribution, normalised to [0, 1]
    bool isNovel = false;      ///< unlike what the student learnt from; the confidence is 0 then
};

/// A trained local model for one task. Immutable and thread-safe.
class Student {
public:
    virtual ~Student() = default;
    /// `tokens` only for tagging; empty: the text is split at white space.
    [[nodiscard]] virtual Result<StudentAnswer> answer(const std::string& text, std::span<const std::string> tokens) const = 0;
    /// Probabilities of every label, calibrated like the answer's: one distribution for classification, one a token for
    /// tagging. Empty for the other kinds, and for a text in which the student sees nothing.
    [[nodiscard]] virtual std::vector<domain::LabelDistribution> distributions(
        const std::string& /*text*/, std::span<const std::string> /*tokens*/) const
    {
        return {};
    }
    [[nodiscard]] virtual domain::TaskKind kind() const = 0;
    [[nodiscard]] virtual std::string taskId() const = 0;
    /// SHA-256 of the artefact's bytes.
    [[nodiscard]] virtual std::string fingerprint() const = 0;
};

/// Parameters of a student's training. Stored with the run.
struct StudentOptions {
    int epochs = 15;
    int batchSize = 32;
    int buckets = 1 << 16;         ///< rows of the hashed n-gram embedding
    int dimensions = 64;           ///< of the shared representation
    double learningRate = 2e-3;
    double labelSmoothing = 0.05;
    double featureDropout = 0.4;   ///< share of a text's n-grams left out, anew for every batch
    int members = 3;               ///< networks whose logits are averaged
    /// Where training texts come with a teacher's probabilities (domain::Example::softTargets): temperature, from 1, and
    /// weight, in [0, 1], of the teacher beside the labels. Without such texts they change nothing.
    double distillationTemperature = 2;
    double distillationWeight = 0.5;
    std::uint64_t seed = 1;
    int threads = 2;               ///< members trained at the same time
};

struct TrainingProgress {
    double fraction = 0; ///< in [0, 1]
    std::string stage;
    double loss = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not measured at this point
    double tuningMetric = 0; ///< mean answer quality on the tuning examples so far; NaN when not measured
};
using ProgressCallback = std::function<void(const TrainingProgress&)>;

class StudentTrainer {
public:
    virtual ~StudentTrainer() = default;
    /// Trains on `training`, sets temperature and early choices on `tuning` (disjoint), writes the artefact to
    /// `artefactPath` atomically. Deterministic for a seed. Cancelled when `stop` is requested.
    [[nodiscard]] virtual Result<std::unique_ptr<Student>> train(const domain::Task& task,
        std::span<const domain::Example> training, std::span<const domain::Example> tuning,
        const StudentOptions& options, const std::filesystem::path& artefactPath, const ProgressCallback& progress,
        std::stop_token stop) const = 0;
    /// Refuses an artefact whose checksum, version or task does not match.
    [[nodiscard]] virtual Result<std::unique_ptr<Student>> load(const std::filesystem::path& artefactPath,
        const std::string& expectedSha256) const = 0;
};

} // namespace core::ports
