#include "core/base/rng.h"
#include "core/evaluation/aggregate_metrics.h"
#include "core/torch/confidence.h"
#include "core/torch/student_training.h"
#include "core/torch/tag_field.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace core::torch {

namespace {

/// Where one class has more than this share of the training texts, rare classes are favoured as far as tuning says.
constexpr double kDominantShare = 0.5;
constexpr std::size_t kFewestForPriors = 200; ///< tuning texts
constexpr std::size_t kFewestForNovelty = 100; ///< tuning texts
constexpr std::size_t kFewestForConfidence = 200; ///< tuning texts; with fewer the answer's probability stands
constexpr double kNovelQuantile = 0.99;        ///< of the tuning texts' entropy; what lies above is novel
constexpr double kNothingIsNovel = 2;          ///< above any entropy
constexpr double kLeastProbability = 1e-12;
constexpr int kPriorSteps = 20; ///< prior weights tried, beside 0
constexpr int kResamples = 100;
constexpr std::uint64_t kResampleStream = 3000;

double priorWeight(int step)
{
    return static_cast<double>(step) / kPriorSteps;
}

std::vector<float> withOffsets(std::vector<float> logits, std::span<const float> offsets)
{
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        logits[i] += offsets[i];
    }
    return logits;
}

/// P(the answer meets the floor) = logistic model of these, prior: the probability of the answer itself.
const LogisticModel kUncalibrated{{1, 0, 0, 0, 0}, 0};

/// `labelTexts`: training texts of the label that is answered.
std::vector<double> confidenceSignals(const DistributionSummary& summary, std::size_t textBytes, double labelTexts)
{
    return {logOdds(summary.probability), summary.margin, summary.entropy, std::log1p(static_cast<double>(textBytes)),
        std::log1p(labelTexts)};
}

/// What turns a text into logits.
struct Classifier {
    BagEnsemble ensemble;
    /// Where one class dominates, a logistic regression on words beside the networks: they hardly learn an embedding for
    /// classes of a hundred texts. A text is to it a sequence of one tag.
    std::optional<TagField> words;

    [[nodiscard]] std::vector<float> logits(const std::string& text, const FeatureBag& bag) const
    {
        std::vector<float> logits = ensemble.logits(bag);
        if (words) {
            const std::vector<FeatureBag> features{wordFeatures(text)};
            const std::vector<double> pooled = pooledDistribution(softmax(logits, 1), words->logMarginals(features));
            std::transform(pooled.begin(), pooled.end(), logits.begin(), logitOf);
        }
        return logits;
    }

private:
    static float logitOf(double probability) { return static_cast<float>(std::log(std::max(kLeastProbability, probability))); }
};

class ClassificationStudent final : public ports::Student {
public:
    ClassificationStudent(std::string taskId, std::vector<std::string> labels, Classifier classifier,
        std::vector<float> offsets, double temperature, double familiarEntropy, std::vector<float> labelTexts,
        LogisticModel confidence, std::string fingerprint)
        : m_taskId(std::move(taskId))
        , m_labels(std::move(labels))
        , m_classifier(std::move(classifier))
        , m_offsets(std::move(offsets))
        , m_temperature(temperature)
        , m_familiarEntropy(familiarEntropy)
        , m_labelTexts(std::move(labelTexts))
        , m_confidence(std::move(confidence))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without any feature, and a novel one, gets the likeliest label with confidence 0.
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        const FeatureBag bag = ngramFeatures(text);
        const DistributionSummary summary
            = summaryOf(softmax(withOffsets(m_classifier.logits(text, bag), m_offsets), m_temperature));
        const std::string& label = m_labels[summary.best];
        if (bag.empty()) {
            return ports::StudentAnswer{label, 0, 0, 1, true};
        }
        const bool isNovel = summary.entropy > m_familiarEntropy;
        const double confidence
            = m_confidence.probability(confidenceSignals(summary, text.size(), m_labelTexts[summary.best]));
        return ports::StudentAnswer{
            label, isNovel ? 0 : confidence, summary.margin, summary.entropy, isNovel};
    }

    std::vector<domain::LabelDistribution> distributions(
        const std::string& text, std::span<const std::string>) const override
    {
        const FeatureBag bag = ngramFeatures(text);
        if (bag.empty()) {
            return {};
        }
        const std::vector<double> probabilities
            = softmax(withOffsets(m_classifier.logits(text, bag), m_offsets), m_temperature);
        domain::LabelDistribution told;
        for (std::size_t i = 0; i < probabilities.size(); ++i) {
            told.push_back({m_labels[i], probabilities[i]});
        }
        return {std::move(told)};
    }

    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return m_taskId; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    std::string m_taskId;
    std::vector<std::string> m_labels;
    Classifier m_classifier;
    std::vector<float> m_offsets; ///< one a label
    double m_temperature;
    double m_familiarEntropy; ///< a text with more is novel
    std::vector<float> m_labelTexts; ///< training texts, one a label
    LogisticModel m_confidence;
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
            data.teacher.push_back(example.softTargets.empty() ? std::vector<double>()
                                                               : teacherOf(example.softTargets.front(), classes));
        }
    }
    dropSilentTeacher(data);
    return data;
}

struct TuningText {
    std::vector<float> logits;
    std::vector<std::uint32_t> right; ///< empty: its labels are not among the classes
    const domain::Example* example = nullptr;
};

std::vector<TuningText> tuningTexts(
    const TrainingJob& job, const Classifier& classifier, const std::map<std::string, std::uint32_t>& classes)
{
    std::vector<TuningText> texts;
    for (const domain::Example& example : job.tuning) {
        if (!example.reference.labels.empty()) {
            texts.push_back({classifier.logits(example.text, ngramFeatures(example.text)),
                rightClasses(example, classes), &example});
        }
    }
    return texts;
}

/// Training texts of each class; one that has several counts for its first.
std::vector<float> textsOf(const FitData& data, std::size_t classes)
{
    std::vector<float> counts(classes, 0.0F);
    for (const std::vector<std::uint32_t>& right : data.classes) {
        counts[right.front()] += 1;
    }
    return counts;
}

bool hasDominantClass(const FitData& data, std::size_t classes)
{
    const std::vector<float> counts = textsOf(data, classes);
    return 1 + *std::max_element(counts.begin(), counts.end())
        > kDominantShare * static_cast<double>(data.classes.size() + classes);
}

/// Logarithms of the classes' shares of the training texts.
std::vector<float> logPriors(const FitData& data, std::size_t classes)
{
    const auto all = static_cast<double>(data.classes.size() + classes);
    std::vector<float> logarithms;
    for (const float count : textsOf(data, classes)) {
        logarithms.push_back(static_cast<float>(std::log((1 + count) / all)));
    }
    return logarithms;
}

std::vector<float> scaled(std::span<const float> logPriors, double weight)
{
    std::vector<float> offsets;
    for (const float prior : logPriors) {
        offsets.push_back(static_cast<float>(-weight) * prior);
    }
    return offsets;
}

/// Answers to the tuning texts under every prior weight of the grid.
std::vector<std::vector<std::string>> answersByWeight(
    const std::vector<TuningText>& texts, std::span<const float> priors, const std::vector<std::string>& labels)
{
    std::vector<std::vector<std::string>> answers;
    for (int step = 0; step <= kPriorSteps; ++step) {
        const std::vector<float> offsets = scaled(priors, priorWeight(step));
        std::vector<std::string>& row = answers.emplace_back();
        for (const TuningText& text : texts) {
            row.push_back(labels[summaryOf(softmax(withOffsets(text.logits, offsets), 1)).best]);
        }
    }
    return answers;
}

/// What is taken off the logits for each class's prior (Menon et al. 2021, logit adjustment): the weight with the best
/// macro F1, averaged over resamples of the tuning texts (bagging, Breiman 1996), since a rare class has a dozen of them.
/// 0 where no class dominates.
std::vector<float> tunedOffsets(const TrainingJob& job, const std::vector<TuningText>& texts, const FitData& data,
    const std::vector<std::string>& labels)
{
    if (!hasDominantClass(data, labels.size()) || texts.size() < kFewestForPriors) {
        return std::vector<float>(labels.size(), 0.0F);
    }
    const std::vector<float> priors = logPriors(data, labels.size());
    const std::vector<std::vector<std::string>> answers = answersByWeight(texts, priors, labels);
    Rng rng(mixSeed(job.options.seed, kResampleStream));
    double sum = 0;
    for (int resample = 0; resample < kResamples; ++resample) {
        std::vector<std::size_t> drawn(texts.size());
        std::generate(drawn.begin(), drawn.end(), [&] { return rng.below(texts.size()); });
        std::vector<domain::Reference> references;
        for (const std::size_t text : drawn) {
            references.push_back(texts[text].example->reference);
        }
        double best = -1;
        double bestWeight = 0;
        for (int step = 0; step <= kPriorSteps; ++step) {
            std::vector<std::string> given;
            for (const std::size_t text : drawn) {
                given.push_back(answers[static_cast<std::size_t>(step)][text]);
            }
            if (const double score = evaluation::macroF1(given, references); score > best) {
                best = score;
                bestWeight = priorWeight(step);
            }
        }
        sum += bestWeight;
    }
    return scaled(priors, sum / kResamples);
}

struct Tuned {
    double temperature = 1;
    double accuracy = std::nan("");
};

/// Examples with unseen labels count as wrong in the accuracy and do not enter the temperature.
Tuned tuned(const std::vector<TuningText>& texts, std::span<const float> offsets)
{
    std::vector<JudgedLogits> judged;
    double rightCount = 0;
    for (const TuningText& text : texts) {
        if (text.right.empty()) {
            continue;
        }
        JudgedLogits item{withOffsets(text.logits, offsets), text.right};
        const std::size_t best = summaryOf(softmax(item.logits, 1)).best;
        rightCount += std::find(item.right.begin(), item.right.end(), best) == item.right.end() ? 0 : 1;
        judged.push_back(std::move(item));
    }
    return {fitTemperature(judged),
        texts.empty() ? std::nan("") : rightCount / static_cast<double>(texts.size())};
}

/// Entropy that all but one in a hundred of the tuning texts stay below: maximum-entropy detection of texts out of the
/// labels' scope (Hendrycks and Gimpel 2017 use the largest probability; the entropy ranked better on CLINC150).
double familiarEntropy(
    const std::vector<TuningText>& texts, std::span<const float> offsets, double temperature)
{
    if (texts.size() < kFewestForNovelty) {
        return kNothingIsNovel;
    }
    std::vector<double> entropies;
    for (const TuningText& text : texts) {
        entropies.push_back(summaryOf(softmax(withOffsets(text.logits, offsets), temperature)).entropy);
    }
    const auto nth = entropies.begin()
        + static_cast<std::ptrdiff_t>(kNovelQuantile * static_cast<double>(entropies.size() - 1));
    std::nth_element(entropies.begin(), nth, entropies.end());
    return *nth;
}

LogisticModel confidenceFor(const TrainingJob& job, const std::vector<TuningText>& texts, std::span<const float> offsets,
    double temperature, const std::vector<std::string>& labels, std::span<const float> labelTexts)
{
    if (texts.size() < kFewestForConfidence) {
        return kUncalibrated;
    }
    std::vector<LogisticSample> samples;
    for (const TuningText& text : texts) {
        const DistributionSummary summary = summaryOf(softmax(withOffsets(text.logits, offsets), temperature));
        samples.push_back({confidenceSignals(summary, text.example->text.size(), labelTexts[summary.best]),
            meetsFloor(job, labels[summary.best], *text.example) ? 1.0 : 0.0});
    }
    return fitLogistic(samples, kUncalibrated);
}

/// Settings by cross-validation over the documents of the unfair terms' training lines.
TagFieldOptions wordOptions()
{
    TagFieldOptions options;
    options.epochs = 10;
    return options;
}

Result<std::optional<TagField>> wordsFor(const TrainingJob& job, const std::map<std::string, std::uint32_t>& classes)
{
    std::vector<TaggedText> texts;
    for (const domain::Example& example : job.training) {
        if (!example.reference.labels.empty()) {
            texts.push_back({{wordFeatures(example.text)}, {rightClasses(example, classes).front()}});
        }
    }
    Result<TagField> words = fitField(job, texts, classes.size(), wordOptions());
    if (!words) {
        return fail(words.error());
    }
    return std::optional(std::move(*words));
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
    Result<BagEnsemble> ensemble
        = fitMembers(job, [&](const FitOptions& options, const FitMonitor& monitor) {
              return fitBagNetwork(shape, data, options, monitor);
          });
    if (!ensemble) {
        return fail(ensemble.error());
    }
    std::vector<std::string> labels;
    for (const auto& [label, index] : classes) {
        labels.push_back(label);
    }
    Classifier classifier{std::move(*ensemble), std::nullopt};
    if (hasDominantClass(data, labels.size())) {
        Result<std::optional<TagField>> words = wordsFor(job, classes);
        if (!words) {
            return fail(words.error());
        }
        classifier.words = std::move(*words);
    }
    const std::vector<TuningText> tuning = tuningTexts(job, classifier, classes);
    const std::vector<float> offsets = tunedOffsets(job, tuning, data, labels);
    const Tuned found = tuned(tuning, offsets);
    if (const Result<void> reported = reportTuned(job, found.accuracy); !reported) {
        return fail(reported.error());
    }
    const std::vector<float> labelTexts = textsOf(data, labels.size());
    ArtefactContents contents = contentsFor(job);
    contents.floats["label_texts"] = labelTexts;
    storeLogistic(confidenceFor(job, tuning, offsets, found.temperature, labels, labelTexts), "confidence", contents);
    contents.lists["labels"] = std::move(labels);
    contents.floats["offsets"] = offsets;
    contents.floats["familiar_entropy"]
        = {static_cast<float>(familiarEntropy(tuning, offsets, found.temperature))};
    contents.floats["temperature"] = {static_cast<float>(found.temperature)};
    if (classifier.words) {
        storeField(*classifier.words, contents);
    }
    storeEnsemble(classifier.ensemble, contents);
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
    std::vector<float> offsets(labels->size(), 0.0F); // files from before offsets have none
    if (artefact.contents.floats.contains("offsets")) {
        Result<std::vector<float>> stored = artefact.contents.numbers("offsets", labels->size());
        if (!stored) {
            return fail(stored.error());
        }
        offsets = std::move(*stored);
    }
    double familiarEntropy = kNothingIsNovel; // files from before novelty have none
    if (artefact.contents.floats.contains("familiar_entropy")) {
        const Result<std::vector<float>> stored = artefact.contents.numbers("familiar_entropy", 1);
        if (!stored) {
            return fail(stored.error());
        }
        familiarEntropy = stored->front();
    }
    Result<std::optional<TagField>> words = fieldFrom(artefact.contents, labels->size());
    if (!words) {
        return fail(words.error());
    }
    std::vector<float> labelTexts(labels->size(), 0.0F);
    LogisticModel confidence = kUncalibrated;
    if (artefact.contents.floats.contains("label_texts")) { // files from before have the answer's probability alone
        Result<std::vector<float>> counts = artefact.contents.numbers("label_texts", labels->size());
        Result<LogisticModel> stored
            = logisticFrom(artefact.contents, "confidence", kUncalibrated.weights.size());
        if (!counts || !stored) {
            return fail(!counts ? counts.error() : stored.error());
        }
        labelTexts = std::move(*counts);
        confidence = std::move(*stored);
    }
    return std::make_unique<ClassificationStudent>(artefact.contents.text("task").value_or(""), std::move(*labels),
        Classifier{std::move(*ensemble), std::move(*words)}, std::move(offsets), temperature->front(), familiarEntropy, std::move(labelTexts),
        std::move(confidence), artefact.sha256);
}

} // namespace core::torch
