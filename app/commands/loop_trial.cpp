#include "app/commands/loop_trial.h"

#include "core/base/rng.h"
#include "core/clustering/spherical_kmeans.h"
#include "core/clustering/text_vectors.h"
#include "core/conformal/fixed_sequence.h"
#include "core/conformal/plug_in_rules.h"
#include "core/datasets/labelled_file.h"
#include "core/datasets/workload_generator.h"
#include "core/distill/simple_strategies.h"
#include "core/domain/split.h"
#include "core/torch/ngram_features.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

namespace app::commands {

namespace {

using core::Result;
namespace clustering = core::clustering;
namespace conformal = core::conformal;
namespace distill = core::distill;
namespace domain = core::domain;

constexpr const char* kSplitKey = "bench loop";
constexpr std::uint64_t kGeneratedTexts = 20'000;
constexpr std::uint64_t kGeneratedStream = 11;

LoopData::Part partOf(const domain::Example& example, domain::DataSplit split)
{
    if (example.isTest || split == domain::DataSplit::Gate) {
        return LoopData::Evaluation;
    }
    if (split == domain::DataSplit::Training) {
        return LoopData::Training;
    }
    return split == domain::DataSplit::Tuning ? LoopData::Tuning : LoopData::Calibration;
}

using ItemsByLabel = std::map<std::string, std::array<std::vector<LoopItem>, LoopData::kParts>>;

LoopData numbered(ItemsByLabel byLabel)
{
    LoopData data;
    for (auto& [label, parts] : byLabel) {
        if (std::ranges::any_of(parts, [](const auto& items) { return items.empty(); })) {
            continue;
        }
        for (std::size_t part = 0; part < LoopData::kParts; ++part) {
            for (LoopItem& item : parts[part]) {
                item.bag.label = data.classes.size();
            }
            data.items[part].push_back(std::move(parts[part]));
        }
        data.classes.push_back(label);
    }
    return data;
}

std::vector<core::ports::JudgedAnswer> judged(
    const distill::LinearStudent& student, const std::vector<const LoopItem*>& queries)
{
    std::vector<core::ports::JudgedAnswer> answers;
    answers.reserve(queries.size());
    std::map<const LoopItem*, core::ports::JudgedAnswer> known;
    for (const LoopItem* item : queries) {
        auto found = known.find(item);
        if (found == known.end()) {
            const distill::BagAnswer answer = student.answer(item->bag.features);
            found = known
                        .emplace(item,
                            core::ports::JudgedAnswer{answer.confidence, answer.label != item->bag.label})
                        .first;
        }
        answers.push_back(found->second);
    }
    return answers;
}

} // namespace

Result<LoopData> readLoopData(const std::string& file)
{
    ItemsByLabel byLabel;
    std::map<std::string, bool> seen;
    const auto take = [&](const domain::Example& example) {
        const domain::TextIdentity identity = domain::identityOf(example.text, kSplitKey);
        const bool isNew = seen.emplace(identity.hash, true).second;
        if (isNew && !example.reference.labels.empty() && example.reference.labels.front() != "oos") {
            byLabel[example.reference.labels.front()][partOf(example, identity.split)].push_back(
                {identity.hash, example.text, {core::torch::ngramFeatures(example.text), 0}});
        }
        return true;
    };
    if (file == kGeneratedData) {
        const core::datasets::WorkloadGenerator generator;
        for (std::uint64_t index = 0; index < kGeneratedTexts; ++index) {
            take(generator.generate("cs_intent", kGeneratedStream, index));
        }
    } else if (const Result<std::size_t> read = core::datasets::readLabelledFile(file, {}, take); !read) {
        return core::fail(read.error());
    }
    LoopData data = numbered(std::move(byLabel));
    if (data.classes.size() < 10) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + file + "' has fewer than ten labels with texts in every split");
    }
    return data;
}

LoopTrial::LoopTrial(const LoopData& data, const LoopTrialOptions& options, std::uint64_t seed)
    : m_data(data)
    , m_options(options)
    , m_seed(seed)
{
    drawIntents();
    drawTraffic();
    describePool();
}

void LoopTrial::drawIntents()
{
    core::Rng rng(core::mixSeed(m_seed, 1));
    std::vector<std::size_t> intents(m_data.classes.size());
    for (std::size_t i = 0; i < intents.size(); ++i) {
        intents[i] = i;
    }
    rng.shuffle(std::span(intents));
    m_intentEdges.assign(intents.size(), 0);
    for (std::size_t rank = 0; rank < intents.size(); ++rank) {
        m_intentEdges[intents[rank]] = std::pow(static_cast<double>(rank + 1), -m_options.zipfExponent);
    }
    double sum = 0;
    for (double& edge : m_intentEdges) {
        sum += edge;
        edge = sum;
    }
    rng.shuffle(std::span(intents));
    const auto seen = static_cast<std::size_t>(m_options.seenShare * static_cast<double>(intents.size()));
    m_poolTexts.resize(intents.size());
    for (std::size_t at = 0; at < intents.size(); ++at) {
        std::vector<const LoopItem*>& texts = m_poolTexts[intents[at]];
        for (const LoopItem& item : m_data.items[LoopData::Training][intents[at]]) {
            texts.push_back(&item);
        }
        rng.shuffle(std::span(texts));
        const std::size_t taken = at < seen ? std::min(m_options.seedLabels, texts.size() - 1) : 0;
        for (std::size_t i = 0; i < taken; ++i) {
            m_seedExamples.push_back(texts.back()->bag);
            texts.pop_back();
        }
    }
}

LoopTrial::Draws LoopTrial::draw(LoopData::Part part, std::size_t count, std::uint64_t stream) const
{
    core::Rng rng(core::mixSeed(m_seed, stream));
    Draws draws;
    for (std::size_t i = 0; i < count; ++i) {
        const auto edge = std::ranges::upper_bound(m_intentEdges, rng.uniform(0, m_intentEdges.back()));
        const auto intent
            = static_cast<std::size_t>(std::min(edge - m_intentEdges.begin(), std::ssize(m_intentEdges) - 1));
        if (part == LoopData::Training) {
            const auto& texts = m_poolTexts[intent];
            draws.push_back(texts[rng.below(texts.size())]);
        } else {
            const auto& texts = m_data.items[part][intent];
            draws.push_back(&texts[rng.below(texts.size())]);
        }
    }
    return draws;
}

void LoopTrial::drawTraffic()
{
    m_tuning = draw(LoopData::Tuning, m_options.tuningQueries, 2);
    m_calibration = draw(LoopData::Calibration, m_options.calibrationQueries, 3);
    m_evaluation = draw(LoopData::Evaluation, m_options.evaluationQueries, 4);
    std::map<std::string, std::size_t> candidateOf;
    for (const LoopItem* item : draw(LoopData::Training, m_options.poolQueries, 5)) {
        const auto [found, isNew] = candidateOf.emplace(item->textId, m_pool.size());
        if (isNew) {
            m_poolItems.push_back(item);
            m_pool.emplace_back();
            m_pool.back().textId = item->textId;
            m_pool.back().weight = 0;
        }
        m_pool[found->second].weight += 1;
    }
}

void LoopTrial::describePool()
{
    const distill::LinearStudent student = train({});
    m_before = measure(student);
    const double point = operatingPoint(student);
    std::vector<std::string> texts;
    for (const LoopItem* item : m_poolItems) {
        texts.push_back(item->text);
    }
    const clustering::VectorSet vectors = clustering::textVectors(texts, 256);
    for (std::size_t i = 0; i < m_pool.size(); ++i) {
        const distill::BagAnswer answer = student.answer(m_poolItems[i]->bag.features);
        m_pool[i].isEscalated = answer.confidence < point;
        m_pool[i].isFailed = m_pool[i].isEscalated && answer.label != m_poolItems[i]->bag.label;
        m_pool[i].confidence = answer.confidence;
        m_pool[i].embedding.assign(vectors.row(i).begin(), vectors.row(i).end());
    }
    clusterFailures();
}

void LoopTrial::clusterFailures()
{
    clustering::VectorSet failures;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < m_pool.size(); ++i) {
        if (m_pool[i].isFailed) {
            failures.dimensions = m_pool[i].embedding.size();
            failures.values.insert(
                failures.values.end(), m_pool[i].embedding.begin(), m_pool[i].embedding.end());
            of.push_back(i);
        }
    }
    failures.count = of.size();
    const auto grouped = clustering::sphericalKMeans(failures, m_options.clusters, core::mixSeed(m_seed, 6));
    for (std::size_t i = 0; i < of.size(); ++i) {
        m_pool[of[i]].cluster = grouped.clusterOf[i];
    }
}

distill::LinearStudent LoopTrial::train(std::vector<distill::LabelledBag> examples) const
{
    examples.insert(examples.end(), m_seedExamples.begin(), m_seedExamples.end());
    distill::LinearStudentOptions options;
    options.classes = m_data.classes.size();
    options.steps = m_options.steps;
    options.learningRate = m_options.learningRate;
    options.seed = core::mixSeed(m_seed, 7);
    return distill::LinearStudent::fit(examples, options);
}

double LoopTrial::operatingPoint(const distill::LinearStudent& student) const
{
    return conformal::comparisonThreshold(
        conformal::ComparisonRule::PlugIn, judged(student, m_tuning), {m_options.alpha, m_options.delta})
        .value_or(std::numeric_limits<double>::infinity());
}

LoopOutcome LoopTrial::measure(const distill::LinearStudent& student) const
{
    const core::ports::RiskTarget target{m_options.alpha, m_options.delta};
    const auto tuning = judged(student, m_tuning);
    const auto plan = conformal::planSequence(tuning,
        static_cast<double>(m_options.calibrationQueries) / static_cast<double>(m_options.tuningQueries),
        target, {});
    const auto outcome = conformal::runSequence(plan, judged(student, m_calibration), target);
    double least = std::numeric_limits<double>::infinity();
    if (outcome.selected) {
        least = outcome.steps[*outcome.selected].threshold;
    }
    double right = 0;
    double accepted = 0;
    double failed = 0;
    for (const core::ports::JudgedAnswer& answer : judged(student, m_evaluation)) {
        right += answer.isFailure ? 0 : 1;
        accepted += answer.score >= least ? 1 : 0;
        failed += answer.score >= least && answer.isFailure ? 1 : 0;
    }
    const auto all = static_cast<double>(m_evaluation.size());
    return {right / all, accepted / all, accepted > 0 ? failed / accepted : 0};
}

std::vector<std::size_t> LoopTrial::filledUp(std::vector<std::size_t> chosen, std::size_t labels) const
{
    core::Rng rng(core::mixSeed(m_seed, 9));
    for (const bool isEscalatedOnly : {true, false}) {
        std::vector<std::size_t> rest;
        for (std::size_t i = 0; i < m_pool.size(); ++i) {
            const bool isTaken = std::ranges::find(chosen, i) != chosen.end();
            if (!isTaken && (m_pool[i].isEscalated || !isEscalatedOnly)) {
                rest.push_back(i);
            }
        }
        const std::size_t missing = labels - std::min(labels, chosen.size());
        const std::vector<std::size_t> more = distill::drawByWeight(m_pool, rest, missing, rng);
        chosen.insert(chosen.end(), more.begin(), more.end());
    }
    return chosen;
}

Result<LoopArm> LoopTrial::run(distill::SelectionMethod method, std::size_t labels) const
{
    distill::SelectionBudget budget;
    budget.teacherCalls = labels;
    budget.savedPerFreedQuery = domain::Money{1'000'000};
    const auto strategy = distill::makeSelectionStrategy(method);
    const Result<distill::Selection> selection = strategy->select(m_pool, budget, core::mixSeed(m_seed, 8));
    if (!selection) {
        return core::fail(selection.error());
    }
    std::vector<distill::LabelledBag> taught;
    for (const std::size_t i : filledUp(selection->chosen, labels)) {
        taught.push_back(m_poolItems[i]->bag);
    }
    LoopArm arm;
    arm.labels = taught.size();
    arm.after = measure(train(std::move(taught)));
    arm.freed = arm.after.accepted - m_before.accepted;
    const auto queries = static_cast<double>(m_options.poolQueries);
    arm.predictedFreed = selection->saving.freedQueries.mean / queries;
    arm.predictedLow = selection->saving.freedQueries.low / queries;
    arm.predictedHigh = selection->saving.freedQueries.high / queries;
    return arm;
}

} // namespace app::commands
