#include "core/base/text.h"
#include "core/torch/confidence.h"
#include "core/torch/sentence_features.h"
#include "core/torch/student_training.h"
#include "core/torch/word_overlap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kSideDimensions = 8;
constexpr std::size_t kHidden = 32;
constexpr std::size_t kBudgetSamples = 200; ///< texts that choose the budget

struct Summariser {
    BagEnsemble ensemble;
    double budgetWords = 40;

    /// P(sentence belongs to the summary) as log-odds, one a sentence.
    [[nodiscard]] std::vector<double> scores(std::span<const std::string> sentences) const
    {
        std::vector<double> scores;
        for (const SentenceInput& input : sentenceInputs(sentences)) {
            scores.push_back(static_cast<double>(ensemble.logits(input.bag, input.side).front()));
        }
        return scores;
    }
};

struct Summary {
    std::string text;
    double chosen = 0; ///< mean log-odds of the chosen sentences
    double gap = 0; ///< worst chosen minus best left out, as probabilities
    double entropy = 0; ///< mean binary entropy over sentences
    double sentences = 0;

    [[nodiscard]] std::vector<double> signals() const
    {
        return {chosen, gap, entropy, std::log1p(sentences)};
    }
};

const LogisticModel kUncalibrated{{1, 0, 0, 0}, 0};

double binaryEntropy(double p)
{
    return p <= 0 || p >= 1 ? 0.0 : -(p * std::log2(p) + (1 - p) * std::log2(1 - p));
}

/// Best sentences first until the budget is reached, at least one; a sentence that would overshoot the budget
/// by more than it leaves unused is not taken. Sentences keep the order of the text.
Summary summaryOf(std::span<const std::string> sentences, std::span<const double> scores, double budgetWords)
{
    std::vector<std::size_t> order(sentences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    double words = 0;
    std::size_t taken = 0;
    for (; taken < order.size(); ++taken) {
        const auto more = static_cast<double>(countWords(sentences[order[taken]]));
        if (taken > 0 && words + more - budgetWords > budgetWords - words) {
            break;
        }
        words += more;
    }
    Summary summary;
    summary.sentences = static_cast<double>(sentences.size());
    for (const std::size_t i : order) {
        summary.entropy += binaryEntropy(sigmoid(scores[i])) / summary.sentences;
    }
    if (taken == 0) {
        return summary;
    }
    summary.gap
        = sigmoid(scores[order[taken - 1]]) - (taken < order.size() ? sigmoid(scores[order[taken]]) : 0.0);
    std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(taken));
    for (std::size_t i = 0; i < taken; ++i) {
        summary.text += (i > 0 ? " " : "") + sentences[order[i]];
        summary.chosen += scores[order[i]] / static_cast<double>(taken);
    }
    return summary;
}

class SummaryStudent final : public ports::Student {
public:
    SummaryStudent(
        std::string taskId, Summariser summariser, LogisticModel confidence, std::string fingerprint)
        : m_taskId(std::move(taskId))
        , m_summariser(std::move(summariser))
        , m_confidence(std::move(confidence))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without a sentence gets an empty summary with confidence 0.
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        const std::vector<std::string> sentences = splitSentences(text);
        if (sentences.empty()) {
            return ports::StudentAnswer{"", 0, 0, 1};
        }
        Summary summary = summaryOf(sentences, m_summariser.scores(sentences), m_summariser.budgetWords);
        const double confidence = m_confidence.probability(summary.signals());
        return ports::StudentAnswer{std::move(summary.text), confidence, summary.gap, summary.entropy};
    }

    domain::TaskKind kind() const override { return domain::TaskKind::Summarisation; }
    std::string taskId() const override { return m_taskId; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    std::string m_taskId;
    Summariser m_summariser;
    LogisticModel m_confidence;
    std::string m_fingerprint;
};

/// Greedy oracle: adds the sentence that raises the word-overlap F1 with the reference most, while one does
/// (Nallapati et al. 2017). 1 for the chosen sentences.
std::vector<float> oracleLabels(std::span<const std::string> sentences, const std::string& reference)
{
    const WordBag wanted = wordBag(reference);
    std::vector<WordBag> bags;
    std::transform(sentences.begin(), sentences.end(), std::back_inserter(bags),
        [](const std::string& sentence) { return wordBag(sentence); });
    std::vector<float> labels(sentences.size(), 0.0F);
    WordBag chosen;
    double reached = 0;
    for (;;) {
        std::size_t best = sentences.size();
        WordBag bestBag;
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            if (labels[i] > 0) {
                continue;
            }
            WordBag joined;
            std::merge(
                chosen.begin(), chosen.end(), bags[i].begin(), bags[i].end(), std::back_inserter(joined));
            if (const double f1 = overlapF1(joined, wanted); f1 > reached) {
                reached = f1;
                best = i;
                bestBag = std::move(joined);
            }
        }
        if (best == sentences.size()) {
            return labels;
        }
        labels[best] = 1.0F;
        chosen = std::move(bestBag);
    }
}

FitData dataFor(const TrainingJob& job)
{
    FitData data;
    for (const domain::Example& example : job.training) {
        const std::vector<std::string> sentences = splitSentences(example.text);
        if (sentences.empty() || example.reference.text.empty() || job.stop.stop_requested()) {
            continue;
        }
        for (SentenceInput& input : sentenceInputs(sentences)) {
            data.bags.push_back(std::move(input.bag));
            data.side.insert(data.side.end(), input.side.begin(), input.side.end());
        }
        const std::vector<float> labels = oracleLabels(sentences, example.reference.text);
        data.qualities.insert(data.qualities.end(), labels.begin(), labels.end());
    }
    return data;
}

/// A text with its sentences scored once, for the budget's grid and the confidence.
struct ScoredText {
    const domain::Example* example = nullptr;
    std::vector<std::string> sentences;
    std::vector<double> scores;
};

std::vector<ScoredText> scoredTexts(
    std::span<const domain::Example> examples, const Summariser& summariser, std::size_t atMost)
{
    std::vector<ScoredText> texts;
    for (const domain::Example& example : examples) {
        std::vector<std::string> sentences = splitSentences(example.text);
        if (texts.size() < atMost && !sentences.empty() && !example.reference.text.empty()) {
            std::vector<double> scores = summariser.scores(sentences);
            texts.push_back({&example, std::move(sentences), std::move(scores)});
        }
    }
    return texts;
}

double meanQuality(const TrainingJob& job, std::span<const ScoredText> texts, double budgetWords)
{
    double sum = 0;
    for (const ScoredText& text : texts) {
        sum += job.quality(job.task, summaryOf(text.sentences, text.scores, budgetWords).text, *text.example);
    }
    return texts.empty() ? std::nan("") : sum / static_cast<double>(texts.size());
}

double medianReferenceWords(std::span<const domain::Example> examples)
{
    std::vector<std::size_t> counts;
    for (const domain::Example& example : examples) {
        if (!example.reference.text.empty()) {
            counts.push_back(countWords(example.reference.text));
        }
    }
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
    std::nth_element(counts.begin(), middle, counts.end());
    return std::max(1.0, static_cast<double>(*middle));
}

/// The multiple of the references' median length that serves quality best.
double bestBudget(const TrainingJob& job, std::span<const ScoredText> texts, double median)
{
    double best = median;
    double bestQuality = -1;
    for (const double factor : {1.0, 0.5, 0.7, 0.85, 1.2, 1.4, 1.7, 2.0}) {
        const double quality = meanQuality(job, texts, factor * median);
        if (quality > bestQuality) {
            bestQuality = quality;
            best = factor * median;
        }
    }
    return best;
}

LogisticModel confidenceFor(const TrainingJob& job, std::span<const ScoredText> texts, double budgetWords)
{
    std::vector<LogisticSample> samples;
    for (const ScoredText& text : texts) {
        const Summary summary = summaryOf(text.sentences, text.scores, budgetWords);
        samples.push_back({summary.signals(), meetsFloor(job, summary.text, *text.example) ? 1.0 : 0.0});
    }
    return fitLogistic(samples, kUncalibrated);
}

} // namespace

Result<ArtefactContents> trainSummarisation(const TrainingJob& job)
{
    const FitData data = dataFor(job);
    if (data.bags.empty() && !job.stop.stop_requested()) {
        return fail(nothingToLearn(job, "a reference summary and a text"));
    }
    if (job.stop.stop_requested()) {
        return fail(ErrorCode::Cancelled, "training was cancelled");
    }
    NetworkShape shape = shapeFor(job, 1);
    shape.sideInputs = kSentenceSide;
    shape.sideDimensions = kSideDimensions;
    shape.hidden = kHidden;
    Result<BagEnsemble> ensemble = fitMembers(job, [&](const FitOptions& options, const FitMonitor& monitor) {
        return fitBagNetwork(shape, data, options, monitor);
    });
    if (!ensemble) {
        return fail(ensemble.error());
    }
    Summariser summariser{std::move(*ensemble)};
    const std::vector<ScoredText> tuning = scoredTexts(job.tuning, summariser, job.tuning.size());
    const std::vector<ScoredText> own
        = tuning.empty() ? scoredTexts(job.training, summariser, kBudgetSamples) : std::vector<ScoredText>();
    const std::span<const ScoredText> judges
        = tuning.empty() ? own : std::span(tuning).first(std::min(kBudgetSamples, tuning.size()));
    summariser.budgetWords = bestBudget(job, judges, medianReferenceWords(job.training));
    const LogisticModel confidence = confidenceFor(job, tuning, summariser.budgetWords);
    if (const Result<void> reported = reportTuned(job, meanQuality(job, tuning, summariser.budgetWords));
        !reported) {
        return fail(reported.error());
    }
    ArtefactContents contents = contentsFor(job);
    contents.floats["budget_words"] = {static_cast<float>(summariser.budgetWords)};
    storeLogistic(confidence, "confidence", contents);
    storeEnsemble(summariser.ensemble, contents);
    return contents;
}

Result<std::unique_ptr<ports::Student>> makeSummaryStudent(const LoadedArtefact& artefact)
{
    Result<BagEnsemble> ensemble = ensembleFrom(artefact.contents);
    const Result<std::vector<float>> budget = artefact.contents.numbers("budget_words", 1);
    Result<LogisticModel> confidence
        = logisticFrom(artefact.contents, "confidence", kUncalibrated.weights.size());
    if (!ensemble || !budget || !confidence) {
        return fail(!ensemble ? ensemble.error() : !budget ? budget.error() : confidence.error());
    }
    Summariser summariser{std::move(*ensemble), static_cast<double>(budget->front())};
    return std::make_unique<SummaryStudent>(artefact.contents.text("task").value_or(""),
        std::move(summariser), std::move(*confidence), artefact.sha256);
}

} // namespace core::torch
