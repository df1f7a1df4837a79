#pragma once

#include "core/base/result.h"
#include "core/distill/linear_student.h"
#include "core/distill/selection_strategy.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace app::commands {

/// The simulated task: a weak student in front of an oracle, under traffic whose intents follow Zipf's law
/// and of which the student has never seen some.
struct LoopTrialOptions {
    double zipfExponent = 0.6; ///< of the intents: shares ~ rank^-exponent
    double seenShare = 0.62; ///< intents of which the student has labels
    std::size_t seedLabels = 20; ///< a seen intent
    std::size_t poolQueries = 6000; ///< past traffic, from the training split
    std::size_t tuningQueries = 1000; ///< later traffic, from splits of their own
    std::size_t calibrationQueries = 2000;
    std::size_t evaluationQueries = 6000;
    std::size_t clusters = 50; ///< of failures
    std::size_t steps = 20000; ///< of every training
    float learningRate = 4.0F;
    double alpha = 0.05;
    double delta = 0.10;
};

/// A labelled text of the data set.
struct LoopItem {
    std::string textId;
    std::string text;
    core::distill::LabelledBag bag;
};

/// A data set by split: training, tuning, calibration, and evaluation (gate and the data set's own test).
struct LoopData {
    enum Part { Training, Tuning, Calibration, Evaluation, kParts };
    std::vector<std::string> classes;
    /// items[part][class]
    std::array<std::vector<std::vector<LoopItem>>, kParts> items;
};

/// Instead of a file: intents of the bundled workload generator. Its figures are an illustration, never a result.
inline constexpr const char* kGeneratedData = "generator";

/// Splits by hash of text; out-of-scope lines ("oos") are left out. Classes that lack a part are left out.
[[nodiscard]] core::Result<LoopData> readLoopData(const std::string& file);

/// What a student does on later traffic.
struct LoopOutcome {
    double accuracy = 0;
    double accepted = 0; ///< share of evaluation queries at or above the certified threshold
    double realisedRisk = 0; ///< failures among them
};

struct LoopArm {
    LoopOutcome after;
    double freed = 0; ///< accepted share after less before
    std::size_t labels = 0;
    double predictedFreed = 0; ///< share of queries, with its interval
    double predictedLow = 0;
    double predictedHigh = 0;
};

/// One seed's world; every arm starts from the same student, pool and later traffic.
class LoopTrial {
public:
    LoopTrial(const LoopData& data, const LoopTrialOptions& options, std::uint64_t seed);

    [[nodiscard]] const LoopOutcome& before() const { return m_before; }
    /// Failures are known of what escalated alone, where the last tier has answered. Selects `labels` texts, lets the
    /// oracle answer them, trains anew on old and new labels, certifies anew.
    [[nodiscard]] core::Result<LoopArm> run(core::distill::SelectionMethod method, std::size_t labels) const;

private:
    using Draws = std::vector<const LoopItem*>;

    void drawIntents();
    void drawTraffic();
    void describePool();
    void clusterFailures();
    [[nodiscard]] Draws draw(LoopData::Part part, std::size_t count, std::uint64_t stream) const;
    [[nodiscard]] core::distill::LinearStudent train(std::vector<core::distill::LabelledBag> examples) const;
    /// What a method leaves of the labels goes to random escalated texts, then to any: arms have equally many.
    [[nodiscard]] std::vector<std::size_t> filledUp(std::vector<std::size_t> chosen, std::size_t labels) const;
    /// What counts as escalated when past traffic is looked at: tuning texts alone say so, because every arm's
    /// certificate is of the calibration texts.
    [[nodiscard]] double operatingPoint(const core::distill::LinearStudent& student) const;
    [[nodiscard]] LoopOutcome measure(const core::distill::LinearStudent& student) const;

    const LoopData& m_data;
    LoopTrialOptions m_options;
    std::uint64_t m_seed;
    std::vector<double> m_intentEdges; ///< cumulative traffic shares
    std::vector<core::distill::LabelledBag> m_seedExamples;
    std::vector<std::vector<const LoopItem*>> m_poolTexts; ///< by class, without the seeds
    Draws m_tuning;
    Draws m_calibration;
    Draws m_evaluation;
    std::vector<const LoopItem*> m_poolItems; ///< one a candidate
    std::vector<core::distill::Candidate> m_pool;
    LoopOutcome m_before;
};

} // namespace app::commands
