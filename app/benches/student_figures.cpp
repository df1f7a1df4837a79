#include "app/benches/student_figures.h"

#include "app/benches/perceptron_tagger.h"
#include "core/base/rng.h"
#include "core/base/text.h"
#include "core/conformal/binomial_bounds.h"
#include "core/distill/reply_slots.h"
#include "core/evaluation/aggregate_metrics.h"
#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/entity_spans.h"
#include "core/routing/neighbour_index.h"
#include "core/routing/sparse_text.h"
#include "core/torch/reply_ranker.h"
#include "core/torch/student_trainer.h"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>
#include <set>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace domain = core::domain;
namespace evaluation = core::evaluation;
namespace ports = core::ports;
namespace routing = core::routing;
using SteadyClock = std::chrono::steady_clock;

constexpr double kConfidenceLevel = 0.95;
constexpr std::size_t kPerceptronEpochs = 10;
constexpr std::size_t kCandidates = 100;
constexpr std::size_t kRetrieved = 10; ///< contexts that vote for a reply

/// Keeps the calling thread on the core that it runs on, for as long as this lives.
class OneCore {
public:
    OneCore()
    {
        sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneCore() { sched_setaffinity(0, sizeof m_before, &m_before); }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

private:
    cpu_set_t m_before{};
};

struct Answers {
    std::vector<std::string> texts;
    std::vector<domain::Reference> references;
};

Answers answerAll(const ports::Student& student, const LabelledData& data, StudentFigures& figures)
{
    const OneCore pinned;
    Answers answers;
    double seconds = 0;
    for (const domain::Example& example : data.test) {
        const auto start = SteadyClock::now();
        const Result<ports::StudentAnswer> answer = student.answer(example.text, example.tokens);
        seconds += std::chrono::duration<double>(SteadyClock::now() - start).count();
        answers.texts.push_back(answer ? answer->text : std::string());
        answers.references.push_back(example.reference);
        figures.rows.push_back({{"id", example.id}, {"data", data.name}, {"split", "test"}, {"tier", "student"},
            {"answer", answers.texts.back()}, {"reference", evaluation::referenceAnswer(example.reference)},
            {"quality", evaluation::answerQuality(data.task, answers.texts.back(), example.reference)},
            {"score", answer ? answer->confidence : 0.0}});
    }
    figures.predictionsPerSecond = static_cast<double>(data.test.size()) / seconds;
    return answers;
}

ordered_json proportion(std::int64_t count, std::int64_t of)
{
    const core::conformal::Interval interval = core::conformal::clopperPearson(count, of, kConfidenceLevel);
    return {interval.low, interval.high};
}

void addClassification(const Answers& answers, ordered_json& figures)
{
    std::int64_t right = 0;
    for (std::size_t i = 0; i < answers.texts.size(); ++i) {
        right += evaluation::labelMatch(answers.texts[i], answers.references[i].labels) > 0 ? 1 : 0;
    }
    const auto count = static_cast<std::int64_t>(answers.texts.size());
    figures["accuracy"] = static_cast<double>(right) / static_cast<double>(count);
    figures["accuracy_interval_95"] = proportion(right, count);
    figures["macro_f1"] = evaluation::macroF1(answers.texts, answers.references);
}

void addTagging(const LabelledData& data, const Answers& answers, std::uint64_t seed, ordered_json& figures)
{
    const PerceptronTagger baseline = PerceptronTagger::fit(data.training, kPerceptronEpochs, seed);
    std::vector<std::string> tags;
    for (const domain::Example& example : data.test) {
        std::string joined;
        for (const std::string& tag : baseline.tags(example.tokens)) {
            joined += (joined.empty() ? "" : " ") + tag;
        }
        tags.push_back(std::move(joined));
    }
    const double ours = evaluation::microEntityF1(answers.texts, answers.references);
    const double theirs = evaluation::microEntityF1(tags, answers.references);
    figures["entity_f1"] = ours;
    figures["perceptron_entity_f1"] = theirs;
    figures["over_perceptron"] = ours - theirs;
}

void addSummaries(const LabelledData& data, const Answers& answers, ordered_json& figures)
{
    double one = 0;
    double longest = 0;
    double first = 0;
    for (std::size_t i = 0; i < answers.texts.size(); ++i) {
        const std::string& reference = answers.references[i].text;
        one += evaluation::tokenF1(answers.texts[i], reference);
        longest += evaluation::rougeL(answers.texts[i], reference);
        std::size_t end = 0;
        for (int line = 0; line < 3 && end != std::string::npos; ++line) {
            end = data.test[i].text.find('\n', end == 0 ? 0 : end + 1);
        }
        first += evaluation::tokenF1(data.test[i].text.substr(0, end), reference);
    }
    const auto count = static_cast<double>(answers.texts.size());
    figures["rouge_1"] = one / count;
    figures["rouge_l"] = longest / count;
    figures["first_three_lines_rouge_1"] = first / count;
}

/// 99 other replies of the test split and the right one, drawn anew for each context.
std::vector<std::string> candidatesFor(
    const domain::Example& example, const std::vector<std::string>& replies, core::Rng& rng)
{
    std::vector<std::string> candidates{example.reference.text};
    std::set<std::string> taken{core::normalisedText(example.reference.text)};
    while (candidates.size() < std::min(kCandidates, replies.size())) {
        const std::string& reply = replies[rng.below(replies.size())];
        if (taken.insert(core::normalisedText(reply)).second) {
            candidates.push_back(reply);
        }
    }
    return candidates;
}

float cosine(const routing::SparseVector& a, const routing::SparseVector& b)
{
    float sum = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i].index == b[j].index) {
            sum += a[i++].value * b[j++].value;
        } else {
            a[i].index < b[j].index ? ++i : ++j;
        }
    }
    return sum;
}

/// TF-IDF retrieval of replies: by the reply's own words, and by the replies of the training contexts nearest by words.
class ReplyRetrieval {
public:
    explicit ReplyRetrieval(const LabelledData& data)
        : m_data(data)
    {
        std::vector<std::string_view> texts;
        for (const domain::Example& example : data.training) {
            texts.push_back(example.text);
            texts.push_back(example.reference.text);
        }
        m_words.fit(texts);
        std::vector<routing::SparseVector> rows;
        for (const domain::Example& example : data.training) {
            rows.push_back(m_words.vector(example.text));
        }
        m_contexts.build(rows);
    }

    /// (by reply, by context), one score a candidate
    [[nodiscard]] std::pair<std::vector<double>, std::vector<double>> rank(
        const std::string& context, const std::vector<std::string>& candidates)
    {
        const routing::SparseVector words = m_words.vector(context);
        const std::vector<routing::Neighbour> nearest = m_contexts.nearest(words, kRetrieved);
        std::pair<std::vector<double>, std::vector<double>> scores;
        for (const std::string& candidate : candidates) {
            const routing::SparseVector& reply = vectorOf(candidate);
            scores.first.push_back(static_cast<double>(cosine(words, reply)));
            double best = 0;
            for (const routing::Neighbour& neighbour : nearest) {
                best += static_cast<double>(neighbour.similarity
                    * cosine(reply, vectorOf(m_data.training[neighbour.row].reference.text)));
            }
            scores.second.push_back(best);
        }
        return scores;
    }

private:
    const routing::SparseVector& vectorOf(const std::string& text)
    {
        const auto [found, isNew] = m_known.try_emplace(text);
        if (isNew) {
            found->second = m_words.vector(text);
        }
        return found->second;
    }

    const LabelledData& m_data;
    routing::TfIdf m_words;
    routing::NeighbourIndex m_contexts;
    std::map<std::string, routing::SparseVector> m_known;
};

/// 1 when the first score is the strict maximum, 1 / ties when it shares it.
double isFirst(const std::vector<double>& scores)
{
    const double best = *std::max_element(scores.begin(), scores.end());
    return scores.front() < best
        ? 0.0
        : 1.0 / static_cast<double>(std::count(scores.begin(), scores.end(), best));
}

std::vector<std::string> references(const std::vector<domain::Example>& examples)
{
    std::vector<std::string> texts;
    for (const domain::Example& example : examples) {
        texts.push_back(example.reference.text);
    }
    return texts;
}

/// Share of the replies that state a value which their conversation does not hold.
double unsupportedShare(const std::vector<domain::Example>& examples, const std::vector<std::string>& replies)
{
    double count = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::vector<core::distill::Slot> stated = core::distill::slotsOf(replies[i]);
        const bool isHeld = stated.empty() || core::distill::SlotSupport(examples[i].text).unsupported(stated) == 0;
        count += isHeld ? 0 : 1;
    }
    return count / static_cast<double>(examples.size());
}

Result<void> addReplies(const ports::Student& student, const LabelledData& data, const Answers& answers,
    std::uint64_t seed, ordered_json& figures)
{
    const auto* ranker = dynamic_cast<const core::torch::ReplyRanker*>(&student);
    if (ranker == nullptr) {
        return core::fail(core::ErrorCode::Internal, "the student of replies ranks none");
    }
    const std::vector<std::string> replies = references(data.test);
    ReplyRetrieval retrieval(data);
    core::Rng rng(core::mixSeed(seed, 100));
    double ours = 0;
    double unchecked = 0;
    double byReply = 0;
    double byContext = 0;
    for (const domain::Example& example : data.test) {
        const std::vector<std::string> candidates = candidatesFor(example, replies, rng);
        const auto scores = ranker->rank(example.text, candidates, core::torch::SlotCheck::On);
        const auto uncheckedScores = ranker->rank(example.text, candidates, core::torch::SlotCheck::Off);
        if (!scores || !uncheckedScores) {
            return core::fail(scores ? uncheckedScores.error() : scores.error());
        }
        const auto [reply, context] = retrieval.rank(example.text, candidates);
        ours += isFirst(*scores);
        unchecked += isFirst(*uncheckedScores);
        byReply += isFirst(reply);
        byContext += isFirst(context);
    }
    const auto count = static_cast<double>(data.test.size());
    figures["hit_at_1_of_100"] = ours / count;
    figures["hit_at_1_without_slot_checks"] = unchecked / count;
    figures["slot_penalty"] = ranker->slotPenalty();
    figures["answers_with_unsupported_values"] = unsupportedShare(data.test, answers.texts);
    figures["references_with_unsupported_values"] = unsupportedShare(data.test, replies);
    figures["tfidf_by_reply_hit_at_1"] = byReply / count;
    figures["tfidf_by_context_hit_at_1"] = byContext / count;
    figures["over_best_tfidf"] = ours / std::max(byReply, byContext);
    figures["word_f1"] = evaluation::meanQuality(data.task, answers.texts, answers.references);
    return {};
}

} // namespace

Result<StudentFigures> measureStudent(
    const ports::Student& student, const LabelledData& data, std::uint64_t seed)
{
    StudentFigures measured;
    measured.figures = {{"task", data.task.id}, {"training_texts", data.training.size()},
        {"test_texts", data.test.size()}, {"dropped_test_texts", data.droppedTest}};
    const Answers answers = answerAll(student, data, measured);
    measured.figures["meets_floor"] = evaluation::aggregateScore(data.task, answers.texts, answers.references).meetsFloorShare;
    switch (data.task.kind) {
    case domain::TaskKind::Classification:
        addClassification(answers, measured.figures);
        break;
    case domain::TaskKind::Tagging:
        addTagging(data, answers, seed, measured.figures);
        break;
    case domain::TaskKind::Summarisation:
        addSummaries(data, answers, measured.figures);
        break;
    case domain::TaskKind::Generation:
        if (const Result<void> added = addReplies(student, data, answers, seed, measured.figures); !added) {
            return core::fail(added.error());
        }
        break;
    }
    return measured;
}

std::vector<StudentFloor> studentFloors(const std::string& dataName)
{
    static const std::map<std::string, std::vector<StudentFloor>> kFloors{
        {"cs_intent_banking77", {{"accuracy", 0.92}}},
        {"legal_clause_cuad", {{"accuracy", 0.82}}},
        {"legal_risk_tos_unfair", {{"macro_f1", 0.62}}},
        {"fin_summ_ectsum", {{"rouge_1", 0.28}}},
        {"cs_response_star", {{"over_best_tfidf", 1.2}}},
        {"fin_ner_sec", {{"over_perceptron", 0.0}}},
    };
    const auto found = kFloors.find(dataName);
    return found == kFloors.end() ? std::vector<StudentFloor>() : found->second;
}

Result<std::unique_ptr<ports::Student>> trainStudent(const domain::Task& task,
    std::span<const domain::Example> training, std::span<const domain::Example> tuning,
    const ports::StudentOptions& options)
{
    const auto trainer = core::torch::makeStudentTrainer(
        [](const domain::Task& judged, const std::string& answer, const domain::Example& example) {
            return evaluation::answerQuality(judged, answer, example.reference);
        });
    const std::filesystem::path artefact
        = std::filesystem::temp_directory_path() / ("routenlp-bench-" + std::to_string(::getpid()));
    auto student = trainer->train(task, training, tuning, options, artefact, {}, {});
    std::error_code ignored;
    std::filesystem::remove(artefact, ignored);
    return student;
}

} // namespace app::benches
