#include "core/torch/confidence.h"
#include "core/torch/student_training.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace core::torch {

namespace {

class ClassificationStudent final : public ports::Student {
public:
    ClassificationStudent(std::string taskId, std::vector<std::string> labels, BagEnsemble ensemble,
        double temperature, std::string fingerprint)
        : m_taskId(std::move(taskId))
        , m_labels(std::move(labels))
        , m_ensemble(std::move(ensemble))
        , m_temperature(temperature)
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without any feature gets the most frequent kind of answer with confidence 0.
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        const FeatureBag bag = ngramFeatures(text);
        const DistributionSummary summary = summaryOf(softmax(m_ensemble.logits(bag), m_temperature));
        const std::string& label = m_labels[summary.best];
        return bag.empty()
            ? ports::StudentAnswer{label, 0, 0, 1}
            : ports::StudentAnswer{label, summary.probability, summary.margin, summary.entropy};
    }

    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return m_taskId; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    std::string m_taskId;
    std::vector<std::string> m_labels;
    BagEnsemble m_ensemble;
    double m_temperature;
    std::string m_fingerprint;
};

/// Label -> class, over every label that counts as right somewhere; in lexical order.
std::map<std::string, std::uint32_t> classesOf(std::span<const domain::Example> examples)
{
    std::map<std::string, std::uint32_t> classes;
    for (const domain::Example& example : examples) {
        for (const std::string& label : example.reference.labels) {
            classes.emplace(label, 0);
        }
    }
    std::uint32_t next = 0;
    for (auto& [label, index] : classes) {
        index = next++;
    }
    return classes;
}

/// Labels that training never saw cannot be answered and are left out.
std::vector<std::uint32_t> rightClasses(
    const domain::Example& example, const std::map<std::string, std::uint32_t>& classes)
{
    std::vector<std::uint32_t> right;
    for (const std::string& label : example.reference.labels) {
        const auto found = classes.find(label);
        if (found != classes.end() && std::find(right.begin(), right.end(), found->second) == right.end()) {
            right.push_back(found->second);
        }
    }
    return right;
}

FitData dataFor(const TrainingJob& job, const std::map<std::string, std::uint32_t>& classes)
{
    FitData data;
    for (const domain::Example& example : job.training) {
        if (!example.reference.labels.empty()) {
            data.bags.push_back(ngramFeatures(example.text));
            data.classes.push_back(rightClasses(example, classes));
        }
    }
    return data;
}

struct Tuned {
    double temperature = 1;
    double accuracy = std::nan("");
};

/// Examples with unseen labels count as wrong in the accuracy and do not enter the temperature.
Tuned tuned(
    const TrainingJob& job, const BagEnsemble& ensemble, const std::map<std::string, std::uint32_t>& classes)
{
    std::vector<JudgedLogits> judged;
    double judgedCount = 0;
    double rightCount = 0;
    for (const domain::Example& example : job.tuning) {
        if (example.reference.labels.empty()) {
            continue;
        }
        ++judgedCount;
        JudgedLogits item{ensemble.logits(ngramFeatures(example.text)), rightClasses(example, classes)};
        if (!item.right.empty()) {
            const std::size_t best = summaryOf(softmax(item.logits, 1)).best;
            rightCount += std::find(item.right.begin(), item.right.end(), best) == item.right.end() ? 0 : 1;
            judged.push_back(std::move(item));
        }
    }
    return {fitTemperature(judged), judgedCount > 0 ? rightCount / judgedCount : std::nan("")};
}

} // namespace

Result<ArtefactContents> trainClassification(const TrainingJob& job)
{
    const std::map<std::string, std::uint32_t> classes = classesOf(job.training);
    const FitData data = dataFor(job, classes);
    if (data.bags.empty()) {
        return fail(nothingToLearn(job, "a label"));
    }
    const NetworkShape shape = shapeFor(job, classes.size());
    const Result<BagEnsemble> ensemble
        = fitMembers(job, [&](const FitOptions& options, const FitMonitor& monitor) {
              return fitBagNetwork(shape, data, options, monitor);
          });
    if (!ensemble) {
        return fail(ensemble.error());
    }
    const Tuned found = tuned(job, *ensemble, classes);
    if (const Result<void> reported = reportTuned(job, found.accuracy); !reported) {
        return fail(reported.error());
    }
    ArtefactContents contents = contentsFor(job);
    for (const auto& [label, index] : classes) {
        contents.lists["labels"].push_back(label);
    }
    contents.floats["temperature"] = {static_cast<float>(found.temperature)};
    storeEnsemble(*ensemble, contents);
    return contents;
}

Result<std::unique_ptr<ports::Student>> makeClassificationStudent(const LoadedArtefact& artefact)
{
    Result<std::vector<std::string>> labels = artefact.contents.list("labels");
    Result<BagEnsemble> ensemble = ensembleFrom(artefact.contents);
    const Result<std::vector<float>> temperature = artefact.contents.numbers("temperature", 1);
    if (!ensemble || !temperature) {
        return fail(!ensemble ? ensemble.error() : temperature.error());
    }
    if (!labels || labels->size() != ensemble->outputs()) {
        return fail(ErrorCode::Corrupt, "the labels do not fit the network; train again or restore the file");
    }
    return std::make_unique<ClassificationStudent>(artefact.contents.text("task").value_or(""),
        std::move(*labels), std::move(*ensemble), temperature->front(), artefact.sha256);
}

} // namespace core::torch
