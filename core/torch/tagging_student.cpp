#include "core/torch/confidence.h"
#include "core/torch/student_training.h"
#include "core/torch/tag_field.h"
#include "core/torch/tag_lattice.h"
#include "core/torch/token_features.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace core::torch {

namespace {

constexpr double kLeastProbability = 1e-12;

/// Everything that turns tokens into tags.
struct Tagger {
    std::vector<std::string> tags;
    BagEnsemble ensemble;
    std::optional<TagField> field; ///< files from before fields have none
    TagTransitions transitions;
    double transitionWeight = 0.5;

    /// (tokens, tags): the networks' judgement of each token by itself, pooled with the field's of the whole text.
    [[nodiscard]] std::vector<double> logProbabilities(std::span<const std::string> tokens) const
    {
        const std::vector<FeatureBag> bags = tokenFeatures(tokens);
        const std::vector<double> marginals = field ? field->logMarginals(bags) : std::vector<double>();
        std::vector<double> rows;
        rows.reserve(bags.size() * tags.size());
        for (std::size_t token = 0; token < bags.size(); ++token) {
            const std::vector<double> alone = softmax(ensemble.logits(bags[token]), 1);
            const std::vector<double> pooled
                = field ? pooledDistribution(alone, std::span(marginals).subspan(token * tags.size(), tags.size())) : alone;
            std::transform(pooled.begin(), pooled.end(), std::back_inserter(rows),
                [](double probability) { return std::log(std::max(kLeastProbability, probability)); });
        }
        return rows;
    }
};

/// A decoded text with what its confidence is computed from.
struct Decoded {
    std::string answer;
    double logSequence = 0; ///< sum over tokens of log P(chosen tag)
    double weakest = 1; ///< smallest P(chosen tag)
    double margin = 1; ///< smallest best minus second best
    double entropy = 0; ///< mean over tokens
    std::size_t tokens = 0;

    /// Inputs of the logistic model of P(the answer meets the floor).
    [[nodiscard]] std::vector<double> signals() const
    {
        return {logOdds(std::exp(logSequence)), logOdds(weakest), std::log1p(static_cast<double>(tokens))};
    }
};

const LogisticModel kUncalibrated{{1, 0, 0}, 0};

Decoded decoded(const Tagger& tagger, std::span<const double> logProbabilities)
{
    const std::size_t width = tagger.tags.size();
    const std::vector<std::size_t> sequence
        = bestSequence(logProbabilities, tagger.transitions, tagger.transitionWeight);
    Decoded result;
    result.tokens = sequence.size();
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        result.answer += (i > 0 ? " " : "") + tagger.tags[sequence[i]];
        std::vector<double> row(width);
        std::transform(logProbabilities.begin() + static_cast<std::ptrdiff_t>(i * width),
            logProbabilities.begin() + static_cast<std::ptrdiff_t>((i + 1) * width), row.begin(),
            [](double value) { return std::exp(value); });
        const DistributionSummary summary = summaryOf(row);
        result.logSequence += logProbabilities[i * width + sequence[i]];
        result.weakest = std::min(result.weakest, row[sequence[i]]);
        result.margin = std::min(result.margin, summary.margin);
        result.entropy += summary.entropy / static_cast<double>(sequence.size());
    }
    return result;
}

class TaggingStudent final : public ports::Student {
public:
    TaggingStudent(std::string taskId, Tagger tagger, LogisticModel confidence, std::string fingerprint)
        : m_taskId(std::move(taskId))
        , m_tagger(std::move(tagger))
        , m_confidence(std::move(confidence))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without tokens gets no tags, with confidence 0.
    Result<ports::StudentAnswer> answer(
        const std::string& text, std::span<const std::string> tokens) const override
    {
        const std::vector<std::string> split
            = tokens.empty() ? splitAtWhiteSpace(text) : std::vector<std::string>();
        const std::span<const std::string> all
            = tokens.empty() ? std::span<const std::string>(split) : tokens;
        if (all.empty()) {
            return ports::StudentAnswer{"", 0, 0, 1};
        }
        Decoded result = decoded(m_tagger, m_tagger.logProbabilities(all));
        const double confidence = m_confidence.probability(result.signals());
        return ports::StudentAnswer{
            std::move(result.answer), confidence, result.margin, std::min(1.0, result.entropy)};
    }

    std::vector<domain::LabelDistribution> distributions(
        const std::string& text, std::span<const std::string> tokens) const override
    {
        const std::vector<std::string> split
            = tokens.empty() ? splitAtWhiteSpace(text) : std::vector<std::string>();
        const std::vector<double> rows
            = m_tagger.logProbabilities(tokens.empty() ? std::span<const std::string>(split) : tokens);
        const std::size_t width = m_tagger.tags.size();
        std::vector<domain::LabelDistribution> told(rows.size() / width);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            told[i / width].push_back({m_tagger.tags[i % width], std::exp(rows[i])});
        }
        return told;
    }

    domain::TaskKind kind() const override { return domain::TaskKind::Tagging; }
    std::string taskId() const override { return m_taskId; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    std::string m_taskId;
    Tagger m_tagger;
    LogisticModel m_confidence;
    std::string m_fingerprint;
};

std::vector<std::string> tokensOf(const domain::Example& example)
{
    return example.tokens.empty() ? splitAtWhiteSpace(example.text) : example.tokens;
}

bool isUsable(const domain::Example& example)
{
    return !example.reference.tags.empty() && example.reference.tags.size() == tokensOf(example).size();
}

struct TaggedTexts {
    std::vector<std::string> tags; ///< in lexical order
    std::vector<TaggedText> texts;
    std::vector<std::vector<double>> teacher; ///< one a token of all texts; see FitData

    /// One item a token.
    [[nodiscard]] FitData tokens() const
    {
        FitData data;
        for (const TaggedText& text : texts) {
            data.bags.insert(data.bags.end(), text.bags.begin(), text.bags.end());
            for (const std::size_t tag : text.tags) {
                data.classes.push_back({static_cast<std::uint32_t>(tag)});
            }
        }
        data.teacher = teacher;
        dropSilentTeacher(data);
        return data;
    }
};

TaggedTexts taggedTexts(std::span<const domain::Example> examples)
{
    std::map<std::string, std::uint32_t> numbers;
    for (const domain::Example& example : examples) {
        if (isUsable(example)) {
            for (const std::string& tag : example.reference.tags) {
                numbers.emplace(tag, 0);
            }
        }
    }
    TaggedTexts texts;
    for (auto& [tag, number] : numbers) {
        number = static_cast<std::uint32_t>(texts.tags.size());
        texts.tags.push_back(tag);
    }
    for (const domain::Example& example : examples) {
        if (!isUsable(example)) {
            continue;
        }
        TaggedText& text = texts.texts.emplace_back();
        text.bags = tokenFeatures(tokensOf(example));
        for (const std::string& tag : example.reference.tags) {
            text.tags.push_back(numbers.at(tag));
        }
        const bool isTold = example.softTargets.size() == text.tags.size();
        for (std::size_t token = 0; token < text.tags.size(); ++token) {
            texts.teacher.push_back(isTold ? teacherOf(example.softTargets[token], numbers) : std::vector<double>());
        }
    }
    return texts;
}

std::vector<std::vector<std::size_t>> sequencesOf(const std::vector<TaggedText>& texts)
{
    std::vector<std::vector<std::size_t>> sequences;
    std::transform(texts.begin(), texts.end(), std::back_inserter(sequences),
        [](const TaggedText& text) { return text.tags; });
    return sequences;
}

/// The tuning texts with the network's output, computed once for the whole grid.
struct TuningText {
    const domain::Example* example = nullptr;
    std::vector<double> logProbabilities;
};

std::vector<TuningText> tuningTexts(const TrainingJob& job, const Tagger& tagger)
{
    std::vector<TuningText> texts;
    for (const domain::Example& example : job.tuning) {
        if (isUsable(example)) {
            texts.push_back({&example, tagger.logProbabilities(tokensOf(example))});
        }
    }
    return texts;
}

double meanQuality(const TrainingJob& job, const Tagger& tagger, const std::vector<TuningText>& texts)
{
    double sum = 0;
    for (const TuningText& text : texts) {
        sum += job.quality(job.task, decoded(tagger, text.logProbabilities).answer, *text.example);
    }
    return texts.empty() ? std::nan("") : sum / static_cast<double>(texts.size());
}

/// Chooses the weight of the transitions; returns the mean quality it reaches.
double tuneTransitions(const TrainingJob& job, const std::vector<TuningText>& texts, Tagger& tagger)
{
    double best = meanQuality(job, tagger, texts);
    double bestWeight = tagger.transitionWeight;
    for (const double weight : {0.0, 0.25, 0.75, 1.0}) {
        tagger.transitionWeight = weight;
        const double quality = meanQuality(job, tagger, texts);
        if (quality > best) {
            best = quality;
            bestWeight = weight;
        }
    }
    tagger.transitionWeight = bestWeight;
    return best;
}

LogisticModel confidenceFor(
    const TrainingJob& job, const Tagger& tagger, const std::vector<TuningText>& texts)
{
    std::vector<LogisticSample> samples;
    for (const TuningText& text : texts) {
        const Decoded result = decoded(tagger, text.logProbabilities);
        samples.push_back({result.signals(), meetsFloor(job, result.answer, *text.example) ? 1.0 : 0.0});
    }
    return fitLogistic(samples, kUncalibrated);
}

} // namespace

Result<ArtefactContents> trainTagging(const TrainingJob& job)
{
    const TaggedTexts texts = taggedTexts(job.training);
    const FitData data = texts.tokens();
    if (data.bags.empty()) {
        return fail(nothingToLearn(job, "one tag for each token"));
    }
    const NetworkShape shape = shapeFor(job, texts.tags.size());
    Result<BagEnsemble> ensemble = fitMembers(job, [&](const FitOptions& options, const FitMonitor& monitor) {
        return fitBagNetwork(shape, data, options, monitor);
    });
    if (!ensemble) {
        return fail(ensemble.error());
    }
    Result<TagField> field = fitField(job, texts.texts, texts.tags.size(), TagFieldOptions());
    if (!field) {
        return fail(field.error());
    }
    Tagger tagger{texts.tags, std::move(*ensemble), std::move(*field), TagTransitions(texts.tags)};
    tagger.transitions.learn(sequencesOf(texts.texts));
    const std::vector<TuningText> tuning = tuningTexts(job, tagger);
    const double quality = tuneTransitions(job, tuning, tagger);
    const LogisticModel confidence = confidenceFor(job, tagger, tuning);
    if (const Result<void> reported = reportTuned(job, quality); !reported) {
        return fail(reported.error());
    }
    ArtefactContents contents = contentsFor(job);
    contents.lists["tags"] = texts.tags;
    contents.floats["transitions"] = tagger.transitions.scores();
    contents.floats["transition_weight"] = {static_cast<float>(tagger.transitionWeight)};
    storeLogistic(confidence, "confidence", contents);
    storeEnsemble(tagger.ensemble, contents);
    storeField(*tagger.field, contents);
    return contents;
}

Result<std::unique_ptr<ports::Student>> makeTaggingStudent(const LoadedArtefact& artefact)
{
    const ArtefactContents& contents = artefact.contents;
    Result<std::vector<std::string>> tags = contents.list("tags");
    Result<BagEnsemble> ensemble = ensembleFrom(contents);
    if (!ensemble) {
        return fail(ensemble.error());
    }
    if (!tags || tags->size() != ensemble->outputs()) {
        return fail(ErrorCode::Corrupt, "the tags do not fit the network; train again or restore the file");
    }
    Result<std::vector<float>> transitions
        = contents.numbers("transitions", (tags->size() + 1) * tags->size());
    const Result<std::vector<float>> weight = contents.numbers("transition_weight", 1);
    Result<LogisticModel> confidence = logisticFrom(contents, "confidence", kUncalibrated.weights.size());
    if (!transitions || !weight || !confidence) {
        return fail(!transitions ? transitions.error() : !weight ? weight.error() : confidence.error());
    }
    const std::size_t width = tags->size();
    Result<std::optional<TagField>> field = fieldFrom(contents, width);
    if (!field) {
        return fail(field.error());
    }
    Tagger tagger{std::move(*tags), std::move(*ensemble), std::move(*field), TagTransitions(width, std::move(*transitions)),
        static_cast<double>(weight->front())};
    return std::make_unique<TaggingStudent>(
        contents.text("task").value_or(""), std::move(tagger), std::move(*confidence), artefact.sha256);
}

} // namespace core::torch
