#include "core/base/text.h"
#include "core/distill/reply_slots.h"
#include "core/torch/confidence.h"
#include "core/torch/reply_ranker.h"
#include "core/torch/student_training.h"
#include "core/torch/word_overlap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace core::torch {

namespace {

constexpr std::size_t kMostReplies = 4000;
constexpr std::size_t kNegatives = 64;
constexpr std::size_t kShortList = 8; ///< replies that are compared with one another
constexpr std::size_t kRankingList = 64; ///< replies that a proposed one is compared with
/// Of a reply's score, for each value that the conversation does not hold: tried on the tuning texts, the least of the best.
constexpr std::array kSlotPenalties{0.0, 0.25, 0.5, 1.0, 2.0, 4.0};
constexpr double kStatedSlotPenalty = 0.5; ///< where tuning has too little to say
constexpr std::size_t kFewestForPenalty = 100; ///< tuning texts
constexpr std::size_t kPenaltyCandidates = 100; ///< replies among which the right one is looked for
constexpr double kStatedSlotLogOdds = 2; ///< off the answer's confidence for each such value, until tuning says otherwise
constexpr std::uint32_t kLastTurnSpace
    = 1; ///< the last line counts twice: once as part of the text, once itself

/// n-grams of the whole conversation, and of its last line in a space of their own.
FeatureBag contextFeatures(const std::string& text)
{
    FeatureBag bag = ngramFeatures(text);
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    const std::size_t lineBreak = end == std::string::npos ? end : text.rfind('\n', end);
    const std::size_t start = lineBreak == std::string::npos ? 0 : lineBreak + 1;
    const FeatureBag last = ngramFeatures(std::string_view(text).substr(start), kLastTurnSpace);
    bag.insert(bag.end(), last.begin(), last.end());
    return bag;
}

using Slots = std::vector<distill::Slot>;

struct RankedReplies {
    std::vector<std::string> replies;
    std::vector<WordBag> words; ///< of each reply
    BagEnsemble ensemble;
    std::map<std::string, std::uint32_t> numbers; ///< normalised text -> reply
    std::vector<Slots> values; ///< that each reply states
    double slotPenalty = kStatedSlotPenalty;

    [[nodiscard]] double factor(std::size_t unsupported) const
    {
        return std::exp(-slotPenalty * static_cast<double>(unsupported));
    }
};

/// How many values of a reply one conversation does not hold; the conversation is read once a reply states any.
class SlotChecker {
public:
    explicit SlotChecker(const std::string& conversation)
        : m_conversation(conversation)
    {
    }

    [[nodiscard]] std::size_t unsupported(const Slots& stated)
    {
        if (stated.empty()) {
            return 0;
        }
        if (!m_support) {
            m_support.emplace(m_conversation);
        }
        return m_support->unsupported(stated);
    }

private:
    const std::string& m_conversation;
    std::optional<distill::SlotSupport> m_support;
};

struct Choice {
    std::size_t reply = 0;
    double support = 0; ///< expected word overlap with the right reply, over the short list
    double probability = 0;
    double margin = 0;
    double entropy = 0;
    std::size_t unsupported = 0; ///< values that the conversation does not hold

    [[nodiscard]] std::vector<double> signals() const
    {
        return {logOdds(support), logOdds(probability), margin, entropy, static_cast<double>(unsupported)};
    }
};

const LogisticModel kUncalibrated{{1, 0, 0, 0, -kStatedSlotLogOdds}, 0};

/// The most probable replies, best first.
std::vector<std::size_t> mostProbable(std::span<const double> distribution, std::size_t count)
{
    std::vector<std::size_t> order(distribution.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto listed = static_cast<std::ptrdiff_t>(std::min(count, order.size()));
    std::partial_sort(order.begin(), order.begin() + listed, order.end(),
        [&](std::size_t a, std::size_t b) { return distribution[a] > distribution[b]; });
    order.resize(static_cast<std::size_t>(listed));
    return order;
}

/// Of the most probable replies the one that is expected to overlap most with the right one (minimum Bayes
/// risk), less what it states without the conversation's support.
Choice choose(const RankedReplies& ranker, const std::string& text, std::span<const float> logits)
{
    const std::vector<double> distribution = softmax(logits, 1);
    const std::vector<std::size_t> order = mostProbable(distribution, kShortList);
    SlotChecker checker(text);
    Choice choice;
    double best = 0;
    for (const std::size_t candidate : order) {
        double support = 0;
        for (const std::size_t other : order) {
            support += distribution[other] * overlapF1(ranker.words[candidate], ranker.words[other]);
        }
        const std::size_t unsupported = checker.unsupported(ranker.values[candidate]);
        if (const double score = support * ranker.factor(unsupported); score > best) {
            best = score;
            choice.support = support;
            choice.reply = candidate;
            choice.unsupported = unsupported;
        }
    }
    const DistributionSummary summary = summaryOf(distribution);
    choice.probability = distribution[choice.reply];
    choice.margin = summary.margin;
    choice.entropy = summary.entropy;
    return choice;
}

/// Expected word overlap of a proposed reply with the right one; a known reply adds its own probability.
double supportOf(const RankedReplies& ranker, std::span<const double> distribution,
    std::span<const std::size_t> likely, const std::string& reply)
{
    const WordBag words = wordBag(reply);
    double support = 0;
    for (const std::size_t known : likely) {
        support += distribution[known] * overlapF1(words, ranker.words[known]);
    }
    const auto found = ranker.numbers.find(normalisedText(reply));
    return support + (found == ranker.numbers.end() ? 0.0 : distribution[found->second]);
}

std::vector<double> supports(
    const RankedReplies& ranker, const std::string& context, std::span<const std::string> replies)
{
    const std::vector<double> distribution = softmax(ranker.ensemble.logits(contextFeatures(context)), 1);
    const std::vector<std::size_t> likely = mostProbable(distribution, kRankingList);
    std::vector<double> scores;
    for (const std::string& reply : replies) {
        scores.push_back(supportOf(ranker, distribution, likely, reply));
    }
    return scores;
}

class ReplyStudent final : public ports::Student, public torch::ReplyRanker {
public:
    ReplyStudent(std::string taskId, RankedReplies ranker, LogisticModel confidence, std::string fingerprint)
        : m_taskId(std::move(taskId))
        , m_ranker(std::move(ranker))
        , m_confidence(std::move(confidence))
        , m_fingerprint(std::move(fingerprint))
    {
    }

    /// A text without any feature gets a frequent reply with confidence 0.
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        const FeatureBag bag = contextFeatures(text);
        const Choice choice = choose(m_ranker, text, m_ranker.ensemble.logits(bag));
        const double confidence = bag.empty() ? 0.0 : m_confidence.probability(choice.signals());
        return ports::StudentAnswer{
            m_ranker.replies[choice.reply], confidence, choice.margin, choice.entropy};
    }

    Result<std::vector<double>> rank(
        const std::string& context, std::span<const std::string> replies, SlotCheck check) const override
    {
        std::vector<double> scores = supports(m_ranker, context, replies);
        if (check == SlotCheck::On) {
            SlotChecker checker(context);
            for (std::size_t i = 0; i < scores.size(); ++i) {
                scores[i] *= m_ranker.factor(checker.unsupported(distill::slotsOf(replies[i])));
            }
        }
        return scores;
    }
    double slotPenalty() const override { return m_ranker.slotPenalty; }

    domain::TaskKind kind() const override { return domain::TaskKind::Generation; }
    std::string taskId() const override { return m_taskId; }
    std::string fingerprint() const override { return m_fingerprint; }

private:
    std::string m_taskId;
    RankedReplies m_ranker;
    LogisticModel m_confidence;
    std::string m_fingerprint;
};

/// The distinct replies of the training set, the most frequent kMostReplies of them, as first written.
struct ReplySet {
    std::vector<std::string> replies;
    std::map<std::string, std::uint32_t> numbers; ///< normalised text -> reply
};

ReplySet distinctReplies(std::span<const domain::Example> examples)
{
    struct Entry {
        std::size_t count = 0;
        std::size_t first = 0;
        const std::string* text = nullptr;
    };
    std::map<std::string, Entry> entries;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::string& reference = examples[i].reference.text;
        if (const std::string key = normalisedText(reference); !key.empty()) {
            Entry& entry = entries.try_emplace(key, Entry{0, i, &reference}).first->second;
            ++entry.count;
        }
    }
    std::vector<std::pair<const std::string*, Entry>> ranked;
    for (const auto& [key, entry] : entries) {
        ranked.emplace_back(&key, entry);
    }
    std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
        return std::pair(b.second.count, a.second.first) < std::pair(a.second.count, b.second.first);
    });
    ranked.resize(std::min(ranked.size(), kMostReplies));
    ReplySet set;
    for (const auto& [key, entry] : ranked) {
        set.numbers.emplace(*key, static_cast<std::uint32_t>(set.replies.size()));
        set.replies.push_back(*entry.text);
    }
    return set;
}

FitData dataFor(const TrainingJob& job, const ReplySet& set)
{
    FitData data;
    for (const domain::Example& example : job.training) {
        const auto found = set.numbers.find(normalisedText(example.reference.text));
        if (found != set.numbers.end()) {
            data.bags.push_back(contextFeatures(example.text));
            data.classes.push_back({found->second});
        }
    }
    return data;
}

std::vector<WordBag> wordBags(const std::vector<std::string>& replies)
{
    std::vector<WordBag> bags;
    std::transform(replies.begin(), replies.end(), std::back_inserter(bags),
        [](const std::string& reply) { return wordBag(reply); });
    return bags;
}

std::vector<Slots> valuesOf(const std::vector<std::string>& replies)
{
    std::vector<Slots> values;
    std::transform(replies.begin(), replies.end(), std::back_inserter(values),
        [](const std::string& reply) { return distill::slotsOf(reply); });
    return values;
}

/// The least of the penalties that most often put a tuning text's own reply first among others of the tuning texts (those
/// that follow it in the list, so that no draw is needed). A wrong penalty costs right replies: agents know opening times
/// and prices that no conversation holds.
double tunedPenalty(const TrainingJob& job, const RankedReplies& ranker)
{
    const ReplySet set = distinctReplies(job.tuning);
    const std::vector<Slots> values = valuesOf(set.replies);
    std::array<double, kSlotPenalties.size()> hits{};
    std::size_t texts = 0;
    for (const domain::Example& example : job.tuning) {
        const auto own = set.numbers.find(normalisedText(example.reference.text));
        if (job.stop.stop_requested() || own == set.numbers.end()) {
            continue;
        }
        SlotChecker checker(example.text);
        std::vector<std::string> candidates;
        std::vector<double> unsupported;
        for (std::size_t i = 0; i < std::min(kPenaltyCandidates, set.replies.size()); ++i) {
            const std::size_t reply = (own->second + i) % set.replies.size();
            candidates.push_back(set.replies[reply]);
            unsupported.push_back(static_cast<double>(checker.unsupported(values[reply])));
        }
        const std::vector<double> scores = supports(ranker, example.text, candidates);
        for (std::size_t penalty = 0; penalty < kSlotPenalties.size(); ++penalty) {
            const auto scored
                = [&](std::size_t i) { return scores[i] * std::exp(-kSlotPenalties[penalty] * unsupported[i]); };
            bool isFirst = scored(0) > 0;
            for (std::size_t i = 1; i < candidates.size(); ++i) {
                isFirst = isFirst && scored(0) > scored(i);
            }
            hits[penalty] += isFirst ? 1 : 0;
        }
        ++texts;
    }
    return texts < kFewestForPenalty
        ? kStatedSlotPenalty
        : kSlotPenalties[static_cast<std::size_t>(std::max_element(hits.begin(), hits.end()) - hits.begin())];
}

struct Tuned {
    LogisticModel confidence = kUncalibrated;
    double quality = std::nan("");
};

Tuned tuned(const TrainingJob& job, const RankedReplies& ranker)
{
    std::vector<LogisticSample> samples;
    double sum = 0;
    for (const domain::Example& example : job.tuning) {
        if (example.reference.text.empty()) {
            continue;
        }
        const Choice choice = choose(ranker, example.text, ranker.ensemble.logits(contextFeatures(example.text)));
        const std::string& reply = ranker.replies[choice.reply];
        sum += job.quality(job.task, reply, example);
        samples.push_back({choice.signals(), meetsFloor(job, reply, example) ? 1.0 : 0.0});
    }
    LogisticModel confidence = fitLogistic(samples, kUncalibrated);
    confidence.weights.back() = std::min(0.0, confidence.weights.back()); // an unsupported value speaks for no reply
    return {std::move(confidence),
        samples.empty() ? std::nan("") : sum / static_cast<double>(samples.size())};
}

} // namespace

Result<ArtefactContents> trainReplies(const TrainingJob& job)
{
    const ReplySet set = distinctReplies(job.training);
    if (set.replies.empty()) {
        return fail(nothingToLearn(job, "a reference reply"));
    }
    const FitData data = dataFor(job, set);
    std::vector<FeatureBag> candidates;
    std::transform(set.replies.begin(), set.replies.end(), std::back_inserter(candidates),
        [](const std::string& reply) { return ngramFeatures(reply); });
    const NetworkShape shape = shapeFor(job, set.replies.size());
    Result<BagEnsemble> ensemble = fitMembers(job, [&](const FitOptions& options, const FitMonitor& monitor) {
        return fitDualEncoder(shape, data, candidates, kNegatives, options, monitor);
    });
    if (!ensemble) {
        return fail(ensemble.error());
    }
    RankedReplies ranker{set.replies, wordBags(set.replies), std::move(*ensemble), set.numbers, valuesOf(set.replies)};
    ranker.slotPenalty = tunedPenalty(job, ranker);
    const Tuned found = tuned(job, ranker);
    if (const Result<void> reported = reportTuned(job, found.quality); !reported) {
        return fail(reported.error());
    }
    ArtefactContents contents = contentsFor(job);
    contents.lists["replies"] = set.replies;
    contents.floats["slot_penalty"] = {static_cast<float>(ranker.slotPenalty)};
    storeLogistic(found.confidence, "confidence", contents);
    storeEnsemble(ranker.ensemble, contents);
    return contents;
}

Result<std::unique_ptr<ports::Student>> makeReplyStudent(const LoadedArtefact& artefact)
{
    Result<std::vector<std::string>> replies = artefact.contents.list("replies");
    Result<BagEnsemble> ensemble = ensembleFrom(artefact.contents);
    // files from before slot checks rank and judge without them
    const bool checksSlots = artefact.contents.floats.contains("slot_penalty");
    const Result<std::vector<float>> penalty
        = checksSlots ? artefact.contents.numbers("slot_penalty", 1) : Result<std::vector<float>>(std::vector<float>{0});
    Result<LogisticModel> confidence = logisticFrom(
        artefact.contents, "confidence", kUncalibrated.weights.size() - (checksSlots ? 0U : 1U));
    if (!penalty) {
        return fail(penalty.error());
    }
    if (!ensemble || !confidence) {
        return fail(!ensemble ? ensemble.error() : confidence.error());
    }
    if (!replies || replies->size() != ensemble->outputs()) {
        return fail(
            ErrorCode::Corrupt, "the replies do not fit the network; train again or restore the file");
    }
    std::vector<WordBag> words = wordBags(*replies);
    std::map<std::string, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < replies->size(); ++i) {
        numbers.emplace(normalisedText((*replies)[i]), i);
    }
    std::vector<Slots> values = checksSlots ? valuesOf(*replies) : std::vector<Slots>(replies->size());
    RankedReplies ranker{std::move(*replies), std::move(words), std::move(*ensemble), std::move(numbers),
        std::move(values), static_cast<double>(penalty->front())};
    return std::make_unique<ReplyStudent>(artefact.contents.text("task").value_or(""), std::move(ranker),
        std::move(*confidence), artefact.sha256);
}

} // namespace core::torch
