#include "core/engine/loop/teaching_plan.h"

#include "core/base/rng.h"
#include "core/clustering/failure_clusters.h"
#include "core/clustering/text_vectors.h"
#include "core/conformal/plug_in_rules.h"
#include "core/distill/predicted_saving.h"
#include "core/distill/selection_strategy.h"
#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/entity_spans.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <sstream>

namespace core::engine::loop {

namespace {

constexpr std::size_t kLargestPool = 6000;
constexpr std::size_t kLargestClustering = 4000;
constexpr std::size_t kEmbedding = 128;

/// From which score an answer counts as accepted here: at most alpha of the tuning answers at or above it fail. Infinity where
/// even the best do.
double operatingPoint(const TeachingInput& input)
{
    std::vector<ports::JudgedAnswer> judged;
    for (const domain::StoredExample& stored : input.tuning) {
        const domain::Example& example = stored.example;
        const StudentReading reading
            = readStudent(input.task, input.tiersByRank, input.champion, example.text, example.tokens);
        if (reading.isTried && !example.reference.isEmpty()) {
            const double quality = evaluation::answerQuality(input.task, reading.answer, example.reference);
            judged.push_back({reading.score, quality < input.task.answerFloor});
        }
    }
    const ports::RiskTarget target{input.champion.policy.alpha, input.champion.policy.delta};
    return conformal::comparisonThreshold(conformal::ComparisonRule::PlugIn, judged, target)
        .value_or(std::numeric_limits<double>::infinity());
}

distill::Candidate candidateFor(const TeachingInput& input, const TeachableText& teachable, double point)
{
    const std::vector<std::string> tokens = tokensFor(input.task, teachable.text, teachable.tokens);
    const StudentReading reading
        = readStudent(input.task, input.tiersByRank, input.champion, teachable.text, tokens);
    distill::Candidate candidate;
    candidate.textId = teachable.textHash;
    candidate.weight = teachable.queries;
    candidate.confidence = reading.score;
    candidate.isEscalated = !reading.isTried || !(reading.score >= point);
    if (!teachable.answer.empty() && input.champion.student != nullptr) {
        const domain::Reference reference = referenceFrom(input.task, teachable.answer, tokens.size());
        candidate.isFailed
            = evaluation::answerQuality(input.task, reading.answer, reference) < input.task.answerFloor;
    } else {
        candidate.isFailed = teachable.isMissed;
    }
    return candidate;
}

struct Clustered {
    std::vector<SelectedCluster> clusters;
    std::vector<bool> isExcluded; ///< by cluster
};

/// Groups what failed or escalated; every candidate learns its cluster.
Clustered clusterPool(const TeachingInput& input, std::vector<distill::Candidate>& pool, std::uint64_t seed)
{
    std::vector<domain::FailurePoint> points;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < pool.size() && points.size() < kLargestClustering; ++i) {
        if (pool[i].isFailed || pool[i].isEscalated) {
            domain::FailurePoint point;
            point.queryId = input.pool[i].queryId;
            point.taskId = input.task.id;
            point.text = input.pool[i].text;
            point.isEscalated = pool[i].isEscalated;
            points.push_back(std::move(point));
            of.push_back(i);
        }
    }
    clustering::FailureContext context;
    context.seed = seed;
    context.book = input.book;
    const domain::FailureMap map = clustering::clusterFailures(std::move(points), context);
    Clustered clustered;
    for (const domain::FailureCluster& cluster : map.clusters) {
        clustered.clusters.push_back({nameOf(cluster), 0, 0, 0, cluster.cohesion});
        clustered.isExcluded.push_back(cluster.isExcluded);
    }
    for (std::size_t i = 0; i < of.size(); ++i) {
        pool[of[i]].cluster = map.clusterOf[i];
        if (map.clusterOf[i] >= 0) {
            SelectedCluster& cluster = clustered.clusters[static_cast<std::size_t>(map.clusterOf[i])];
            ++cluster.texts;
            cluster.queries += std::llround(pool[of[i]].weight);
        }
    }
    return clustered;
}

/// Excluded clusters are no candidates: nothing of them failed, as far as the selection knows.
void leaveOutExcluded(const Clustered& clustered, std::vector<distill::Candidate>& pool)
{
    for (distill::Candidate& candidate : pool) {
        if (candidate.cluster >= 0 && clustered.isExcluded[static_cast<std::size_t>(candidate.cluster)]) {
            candidate.isFailed = false;
            candidate.isEscalated = false;
        }
    }
}

void embed(const TeachingInput& input, std::vector<distill::Candidate>& pool)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < pool.size(); ++i) {
        texts.push_back(input.pool[i].text);
    }
    const clustering::VectorSet vectors = clustering::textVectors(texts, kEmbedding);
    for (std::size_t i = 0; i < pool.size(); ++i) {
        pool[i].embedding.assign(vectors.row(i).begin(), vectors.row(i).end());
    }
}

domain::Money scaled(domain::Money price, std::size_t part, std::size_t whole)
{
    return whole == 0 ? domain::Money{}
                      : domain::Money{price.nanoUsd * static_cast<std::int64_t>(part)
                          / static_cast<std::int64_t>(whole)};
}

/// Drops paid texts from the end of the choice until the rest is affordable.
void keepWithinSpend(const TeachingInput& input, const domain::LoopOptions& options, std::vector<std::size_t>& chosen)
{
    if (!options.teacherSpend || input.pricePerCall.nanoUsd <= 0) {
        return;
    }
    std::int64_t left = options.teacherSpend->nanoUsd / input.pricePerCall.nanoUsd;
    std::erase_if(chosen, [&](std::size_t i) { return input.pool[i].answer.empty() && left-- <= 0; });
}

domain::TaughtRow rowFor(const TeachingInput& input, const TeachableText& teachable, const std::string& cluster)
{
    domain::TaughtRow row;
    row.taskId = input.task.id;
    row.textHash = teachable.textHash;
    row.queryId = teachable.queryId;
    row.text = teachable.text;
    row.cluster = cluster;
    row.source = teachable.source;
    row.state = teachable.answer.empty() ? domain::TaughtState::Chosen : domain::TaughtState::Taught;
    row.answer = teachable.answer;
    row.softTargets = teachable.softTargets;
    row.tierId = teachable.tierId;
    row.model = teachable.model;
    return row;
}

double queriesOf(const std::vector<TeachableText>& pool)
{
    return std::accumulate(
        pool.begin(), pool.end(), 0.0, [](double sum, const TeachableText& text) { return sum + text.queries; });
}

/// What is left stands for what is left out, too.
void limitPool(TeachingInput& input)
{
    if (input.pool.size() <= kLargestPool) {
        return;
    }
    const double all = queriesOf(input.pool);
    std::ranges::sort(input.pool, {}, &TeachableText::textHash);
    input.pool.resize(kLargestPool);
    const double kept = queriesOf(input.pool);
    input.queriesPerRead *= kept > 0 ? all / kept : 1.0;
    input.readQueries *= all > 0 ? kept / all : 1.0;
}

void takeSaving(SelectResult& result, const distill::PredictedSaving& saving, double queriesAhead, double readQueries)
{
    result.freed = saving.freedQueries.mean;
    result.freedLow = saving.freedQueries.low;
    result.freedHigh = saving.freedQueries.high;
    result.cost = saving.cost;
    result.net = saving.net;
    result.netLow = saving.netLow;
    result.netHigh = saving.netHigh;
    const double ofQueries = std::max(result.poolQueries, readQueries); // gates measure it on all of the task's texts
    result.freedShare = ofQueries > 0 ? result.freed / (ofQueries * queriesAhead) : 0;
}

} // namespace

std::string nameOf(const domain::FailureCluster& cluster)
{
    if (!cluster.name.empty()) {
        return cluster.name;
    }
    std::string name;
    for (const std::string& term : cluster.terms) {
        name += (name.empty() ? "" : ", ") + term;
    }
    return name;
}

std::vector<std::string> tokensFor(
    const domain::Task& task, const std::string& text, const std::vector<std::string>& tokens)
{
    if (task.kind != domain::TaskKind::Tagging || !tokens.empty()) {
        return tokens;
    }
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

domain::Reference referenceFrom(const domain::Task& task, const std::string& answer, std::size_t tokens)
{
    domain::Reference reference;
    switch (task.kind) {
    case domain::TaskKind::Classification:
        if (!answer.empty()) {
            reference.labels = {answer};
        }
        break;
    case domain::TaskKind::Tagging: {
        std::vector<std::string> tags = evaluation::splitTags(answer);
        if (tags.size() == tokens && std::ranges::all_of(tags, &evaluation::isBioTag)) {
            reference.tags = std::move(tags);
        }
        break;
    }
    case domain::TaskKind::Summarisation:
    case domain::TaskKind::Generation:
        reference.text = answer;
        break;
    }
    return reference;
}

Result<SelectResult> planTeaching(const TeachingInput& unlimited, const domain::LoopOptions& options)
{
    TeachingInput input = unlimited;
    limitPool(input);
    SelectResult result;
    result.pricePerCall = input.pricePerCall;
    result.savedPerQuery = input.savedPerQuery;
    result.learnability = input.learnability;
    result.operatingPoint = operatingPoint(input);
    std::vector<distill::Candidate> pool;
    for (const TeachableText& teachable : input.pool) {
        pool.push_back(candidateFor(input, teachable, result.operatingPoint));
        result.poolQueries += teachable.queries;
        result.escalated += pool.back().isEscalated ? 1 : 0;
        result.failed += pool.back().isFailed ? 1 : 0;
    }
    result.poolTexts = static_cast<std::int64_t>(pool.size());
    if (pool.empty()) {
        result.reason = "there is no text of the training split that the student does not know";
        return result;
    }
    Clustered clustered = clusterPool(input, pool, options.seed);
    leaveOutExcluded(clustered, pool);
    embed(input, pool);

    const auto unanswered = static_cast<std::size_t>(
        std::ranges::count_if(input.pool, [](const TeachableText& text) { return text.answer.empty(); }));
    const double queriesAhead
        = input.queriesPerRead * static_cast<double>(options.horizonDays) / static_cast<double>(options.days);
    distill::SelectionBudget budget;
    budget.teacherCalls = static_cast<std::size_t>(options.teacherCalls);
    budget.trainingCost = options.trainingCost;
    budget.savedPerFreedQuery = input.savedPerQuery;
    budget.queriesAhead = queriesAhead;
    budget.learnability = input.learnability;
    budget.pricePerCall = scaled(input.pricePerCall, unanswered, pool.size());
    if (options.teacherSpend && unanswered == pool.size()) {
        budget.teacherSpend = *options.teacherSpend;
    }
    const auto strategy = distill::makeSelectionStrategy(*distill::selectionMethodFrom(options.strategy));
    Result<distill::Selection> selection = strategy->select(pool, budget, mixSeed(options.seed, 1));
    if (!selection) {
        return fail(selection.error());
    }
    keepWithinSpend(input, options, selection->chosen);
    result.isWorthIt = selection->isWorthIt && !selection->chosen.empty();
    result.reason = selection->reason;
    takeSaving(result, selection->saving, queriesAhead, input.readQueries);
    if (result.isWorthIt) {
        const auto paid = static_cast<std::size_t>(std::ranges::count_if(
            selection->chosen, [&](std::size_t i) { return input.pool[i].answer.empty(); }));
        result.paidCalls = static_cast<std::int64_t>(paid);
        budget.pricePerCall = scaled(input.pricePerCall, paid, selection->chosen.size());
        takeSaving(
            result, distill::predictSaving(pool, selection->chosen, budget), queriesAhead, input.readQueries);
        result.isWorthIt = result.net > domain::Money{0};
        result.reason = result.isWorthIt ? "" : "not worth it: the expected saving does not exceed its cost";
    }
    for (const std::size_t i : selection->chosen) {
        std::string name;
        if (pool[i].cluster >= 0) {
            SelectedCluster& cluster = clustered.clusters[static_cast<std::size_t>(pool[i].cluster)];
            ++cluster.chosen;
            name = cluster.name;
        }
        result.chosen.push_back(rowFor(input, input.pool[i], name));
    }
    result.clusters = std::move(clustered.clusters);
    return result;
}

} // namespace core::engine::loop
