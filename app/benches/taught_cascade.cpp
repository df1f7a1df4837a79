#include "app/benches/taught_cascade.h"

#include "app/benches/cascade_limits.h"
#include "app/benches/cascade_table.h"
#include "app/benches/oracle_answers.h"
#include "app/benches/price_tables.h"
#include "app/benches/student_figures.h"
#include "core/base/rng.h"
#include "core/clustering/text_vectors.h"
#include "core/distill/selection_strategy.h"
#include "core/domain/split.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <set>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace distill = core::distill;
namespace domain = core::domain;
namespace evaluation = core::evaluation;
namespace ports = core::ports;
using SteadyClock = std::chrono::steady_clock;

constexpr double kGateMargin = 0.02; ///< of mean quality on the gate split
constexpr double kQueriesAhead = 30; ///< future queries for each past one, when a label's worth is weighed
constexpr int kQuantiles = 200;
/// The oracle has no latency of its own. Model: time to the first token, then a constant rate.
constexpr double kFirstTokenMs = 400;
constexpr double kPerTokenMs = 25;

enum TierIndex : std::size_t { kSmall, kLarge, kOracle, kTiers };

struct Students {
    std::unique_ptr<ports::Student> small;
    std::unique_ptr<ports::Student> large;
    [[nodiscard]] const ports::Student& at(std::size_t tier) const { return tier == kSmall ? *small : *large; }
};

struct Given {
    double confidence = 0;
    double quality = 0;
    double latencyMs = 0;
    std::int64_t tokens = 0;
};
using Answered = std::vector<std::array<Given, 2>>; ///< one an example

class TaughtTrial {
public:
    TaughtTrial(const LabelledData& data, const TaughtCascadeOptions& options)
        : m_data(data)
        , m_options(options)
        , m_parts(partsOf(data.training, options.seed))
        , m_oracle(data.task, data.training, options.seed)
    {
        std::vector<domain::Example>& training = m_parts.training;
        core::Rng(core::mixSeed(options.seed, 1)).shuffle(std::span(training));
        const auto first = static_cast<std::size_t>(options.initialShare * static_cast<double>(training.size()));
        m_initial.assign(training.begin(), training.begin() + static_cast<std::ptrdiff_t>(first));
        std::set<std::string> known;
        for (const domain::Example& example : m_initial) {
            known.insert(domain::identityOf(example.text, "pool").hash);
        }
        for (std::size_t i = first; i < training.size(); ++i) {
            std::string hash = domain::identityOf(training[i].text, "pool").hash;
            if (known.insert(hash).second) {
                m_pool.push_back({std::move(hash), training[i]});
            }
        }
    }

    Result<ordered_json> run(const std::function<void(const std::string&)>& progress);

private:
    struct PoolText {
        std::string textId;
        domain::Example example;
    };

    [[nodiscard]] Result<Students> train(const std::vector<std::size_t>& taught, double corruption) const;
    [[nodiscard]] Answered answers(const Students& students, const std::vector<domain::Example>& examples) const;
    [[nodiscard]] CascadeQueries queries(
        const std::vector<domain::Example>& examples, const Answered& answered, double corruption) const;
    [[nodiscard]] CascadeSetup setup(double alpha) const;
    [[nodiscard]] Result<std::vector<std::size_t>> choose(
        const Students& students, const std::set<std::size_t>& taken, int iteration, ordered_json& notes) const;
    [[nodiscard]] Result<void> addRows(
        const Students& students, int iteration, double corruption, const ordered_json& notes, bool isLast);
    [[nodiscard]] double meanQuality(const Students& students) const;
    [[nodiscard]] Result<void> iterate(double corruption, Students students, std::vector<std::size_t>& taught,
        const std::function<void(const std::string&)>& progress);

    const LabelledData& m_data;
    const TaughtCascadeOptions& m_options;
    DataParts m_parts;
    OracleAnswers m_oracle;
    std::vector<domain::Example> m_initial;
    std::vector<PoolText> m_pool;
    ordered_json m_rows = ordered_json::array();
    ordered_json m_ablations = ordered_json::array();
};

Result<Students> TaughtTrial::train(const std::vector<std::size_t>& taught, double corruption) const
{
    std::vector<domain::Example> training = m_initial;
    for (const std::size_t i : taught) {
        training.push_back(m_oracle.taught(m_pool[i].example, corruption));
    }
    core::Rng(core::mixSeed(m_options.seed, 2)).shuffle(std::span(training));
    Students students;
    for (auto [options, student] : {std::pair(&m_options.small, &students.small), {&m_options.large, &students.large}}) {
        auto trained = trainStudent(m_data.task, training, m_parts.tuning, *options);
        if (!trained) {
            return core::fail(trained.error());
        }
        *student = std::move(*trained);
    }
    return students;
}

Answered TaughtTrial::answers(const Students& students, const std::vector<domain::Example>& examples) const
{
    Answered answered(examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i) {
        for (const std::size_t tier : {kSmall, kLarge}) {
            const auto start = SteadyClock::now();
            const Result<ports::StudentAnswer> answer = students.at(tier).answer(examples[i].text, examples[i].tokens);
            Given& given = answered[i][tier];
            given.latencyMs = std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
            given.confidence = answer ? answer->confidence : 0.0;
            given.quality = answer ? evaluation::answerQuality(m_data.task, answer->text, examples[i].reference) : 0.0;
            given.tokens = answer ? domain::estimatedTokens(answer->text) : 0;
        }
    }
    return answered;
}

CascadeQueries TaughtTrial::queries(
    const std::vector<domain::Example>& examples, const Answered& answered, double corruption) const
{
    CascadeQueries queries;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        CascadeQuery query(kTiers);
        const std::int64_t prompt = domain::estimatedTokens(examples[i].text);
        for (const std::size_t tier : {kSmall, kLarge}) {
            const Given& given = answered[i][tier];
            query[tier] = {given.confidence, given.quality, given.quality < m_data.task.answerFloor,
                {prompt, given.tokens}, given.latencyMs};
        }
        const std::string oracle = m_oracle.answer(examples[i], corruption);
        TierResult& last = query[kOracle];
        last.quality = evaluation::answerQuality(m_data.task, oracle, examples[i].reference);
        last.isFailure = last.quality < m_data.task.answerFloor;
        last.usage = {prompt, domain::estimatedTokens(oracle)};
        last.latencyMs = kFirstTokenMs + kPerTokenMs * static_cast<double>(last.usage.completionTokens);
        queries.push_back(std::move(query));
    }
    return queries;
}

CascadeSetup TaughtTrial::setup(double alpha) const
{
    CascadeSetup setup;
    setup.tierIds = {"small_student", "large_student", "oracle"};
    setup.answerFloor = m_data.task.answerFloor;
    setup.isQualityCapped = m_data.task.kind == domain::TaskKind::Summarisation
        || m_data.task.kind == domain::TaskKind::Generation;
    setup.target = {alpha, m_options.delta};
    return setup;
}

/// The lowest confidence above which tuning answers fail no more often than alpha: what counts as escalated when past
/// queries are chosen. Not a certificate.
double plugInThreshold(const Answered& tuning, double floor, double alpha)
{
    std::vector<std::pair<double, bool>> order;
    for (const auto& given : tuning) {
        order.emplace_back(given[kLarge].confidence, given[kLarge].quality < floor);
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    double threshold = std::numeric_limits<double>::infinity();
    double failures = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        failures += order[i].second ? 1 : 0;
        if (failures <= alpha * static_cast<double>(i + 1)) {
            threshold = order[i].first;
        }
    }
    return threshold;
}

Result<std::vector<std::size_t>> TaughtTrial::choose(
    const Students& students, const std::set<std::size_t>& taken, int iteration, ordered_json& notes) const
{
    const double threshold
        = plugInThreshold(answers(students, m_parts.tuning), m_data.task.answerFloor, m_options.alpha);
    std::vector<std::size_t> of;
    std::vector<domain::Example> examples;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < m_pool.size(); ++i) {
        if (!taken.contains(i)) {
            of.push_back(i);
            examples.push_back(m_pool[i].example);
            texts.push_back(m_pool[i].example.text);
        }
    }
    const Answered answered = answers(students, examples);
    const core::clustering::VectorSet vectors = core::clustering::textVectors(texts, 128);
    const PriceTable prices = publicPrices();
    std::vector<distill::Candidate> pool(of.size());
    std::int64_t lastNanoUsd = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const Given& given = answered[i][kLarge];
        pool[i].textId = m_pool[of[i]].textId;
        pool[i].isEscalated = given.confidence < threshold;
        pool[i].isFailed = pool[i].isEscalated && given.quality < m_data.task.answerFloor;
        pool[i].confidence = given.confidence;
        pool[i].embedding.assign(vectors.row(i).begin(), vectors.row(i).end());
        const domain::TokenUsage usage{domain::estimatedTokens(texts[i]),
            domain::estimatedTokens(evaluation::referenceAnswer(examples[i].reference))};
        lastNanoUsd += domain::costOf(usage, prices.prices[kOracle])->nanoUsd;
    }
    distill::SelectionBudget budget;
    budget.teacherCalls = static_cast<std::size_t>(
        m_options.teacherShare * static_cast<double>(m_parts.training.size()));
    const std::int64_t mean = of.empty() ? 0 : lastNanoUsd / static_cast<std::int64_t>(of.size());
    budget.pricePerCall = domain::Money{mean};
    budget.savedPerFreedQuery = domain::Money{mean};
    budget.queriesAhead = kQueriesAhead;
    const auto strategy = distill::makeSelectionStrategy(distill::SelectionMethod::ExpectedSaving);
    const Result<distill::Selection> selection = strategy->select(
        pool, budget, core::mixSeed(m_options.seed, 10 + static_cast<std::uint64_t>(iteration)));
    if (!selection) {
        return core::fail(selection.error());
    }
    std::vector<std::size_t> chosen;
    for (const std::size_t i : selection->chosen) {
        chosen.push_back(of[i]);
    }
    notes["taught"] = chosen.size();
    notes["teacher_cost_nano_usd"] = mean * static_cast<std::int64_t>(chosen.size());
    notes["past_failures"] = std::count_if(pool.begin(), pool.end(), [](const auto& c) { return c.isFailed; });
    if (!selection->isWorthIt) {
        notes["not_worth_it"] = selection->reason;
    }
    return chosen;
}

/// 1 + kQuantiles points of the latencies, from which those of several tasks are put together.
ordered_json quantilesOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    ordered_json points = ordered_json::array();
    for (int i = 0; i <= kQuantiles; ++i) {
        const double at = static_cast<double>(i) / kQuantiles * static_cast<double>(values.size() - 1);
        points.push_back(std::round(1000 * values[static_cast<std::size_t>(at)]) / 1000);
    }
    return points;
}

/// Ablation: one tier answers everything, nothing escalates.
ordered_json aloneRow(const CascadeSetup& setup, const CascadeQueries& test, std::size_t tier)
{
    CascadeSums sums;
    for (const CascadeQuery& query : test) {
        addDirect(sums, setup, query, tier, publicPrices());
    }
    ordered_json row = rowOf(setup, sums);
    row["credited"] = sums.creditedQuality;
    row["last_tier_credited"] = sums.lastTierCredited;
    return row;
}

/// What keeps the larger student from answering more: its answers, its score or the certificate.
ordered_json limitsJson(const CascadeSetup& setup, const CascadeQueries& test, const PriceTable& prices)
{
    const CascadeLimits limits = limitsOf(setup, test, kLarge, prices);
    return {{"student", setup.tierIds[kLarge]}, {"student_meets_target", limits.meetsTarget},
        {"kept_known_threshold", limits.keptKnownThreshold}, {"kept_perfect_score", limits.keptPerfectScore},
        {"cost_nano_usd_known_threshold", limits.costKnownThreshold},
        {"cost_nano_usd_perfect_score", limits.costPerfectScore}};
}

Result<void> TaughtTrial::addRows(
    const Students& students, int iteration, double corruption, const ordered_json& notes, bool isLast)
{
    const CascadeQueries tuning = queries(m_parts.tuning, answers(students, m_parts.tuning), corruption);
    const CascadeQueries calibration = queries(m_parts.calibration, answers(students, m_parts.calibration), corruption);
    const CascadeQueries gate = queries(m_parts.gate, answers(students, m_parts.gate), corruption);
    const CascadeQueries test = queries(m_data.test, answers(students, m_data.test), corruption);
    std::vector<double> alphas{m_options.alpha};
    if (isLast && corruption == 0) {
        alphas.insert(alphas.end(), m_options.otherAlphas.begin(), m_options.otherAlphas.end());
    }
    for (const double alpha : alphas) {
        const CascadeSetup used = setup(alpha);
        const PriceTable list = publicPrices();
        ordered_json certificates = ordered_json::array();
        const Result<Thresholds> thresholds = certify(used, tuning, calibration, list, &certificates);
        if (!thresholds) {
            return core::fail(thresholds.error());
        }
        for (const PriceTable& prices : {list, paperPrices()}) {
            const CascadeSums sums = sumCascade(used, test, *thresholds, prices);
            const bool isPaper = prices.name != list.name;
            ordered_json row{{"data", m_data.name}, {"task", m_data.task.id}, {"iteration", iteration},
                {"corruption", corruption}, {"alpha", alpha}, {"prices", isPaper ? "paper prices" : "public"}};
            row.update(rowOf(used, sums));
            row["credited"] = sums.creditedQuality;
            row["last_tier_credited"] = sums.lastTierCredited;
            row["accepted"] = sums.acceptedBelowLast();
            row["accepted_failures"] = sums.failuresBelowLast();
            row["certificates"] = certificates;
            row["limits"] = limitsJson(used, test, prices);
            row["latency_quantiles_ms"] = quantilesOf(sums.latenciesMs);
            row["last_tier_latency_quantiles_ms"] = quantilesOf(sums.lastTierLatenciesMs);
            row.update(notes);
            if (!isPaper && corruption == 0 && (iteration == 0 || isLast)) {
                CascadeQueries pool = tuning;
                for (const CascadeQueries* more : {&calibration, &gate, &test}) {
                    pool.insert(pool.end(), more->begin(), more->end());
                }
                const Result<ViolationCount> violations = countViolations(used, pool, list, m_options.splits, m_options.seed);
                if (!violations) {
                    return core::fail(violations.error());
                }
                row["violations"] = violations->json();
            }
            m_rows.push_back(std::move(row));
        }
    }
    for (const std::size_t tier : {kSmall, kLarge}) {
        if (isLast && corruption == 0) {
            m_ablations.push_back({{"data", m_data.name}, {"ablation", "no cascade"},
                {"tier_alone", setup(m_options.alpha).tierIds[tier]}});
            m_ablations.back().update(aloneRow(setup(m_options.alpha), test, tier));
        }
    }
    return {};
}

double TaughtTrial::meanQuality(const Students& students) const
{
    double sum = 0;
    for (const auto& given : answers(students, m_parts.gate)) {
        sum += 0.5 * (given[kSmall].quality + given[kLarge].quality);
    }
    return m_parts.gate.empty() ? 0.0 : sum / static_cast<double>(m_parts.gate.size());
}

Result<void> TaughtTrial::iterate(double corruption, Students students, std::vector<std::size_t>& taught,
    const std::function<void(const std::string&)>& progress)
{
    std::set<std::size_t> taken;
    for (int iteration = 1; iteration <= m_options.iterations; ++iteration) {
        progress(m_data.name + ": corruption " + ordered_json(corruption).dump() + ", iteration " + std::to_string(iteration) + "\n");
        ordered_json notes;
        const Result<std::vector<std::size_t>> chosen = choose(students, taken, iteration, notes);
        if (!chosen) {
            return core::fail(chosen.error());
        }
        taught.insert(taught.end(), chosen->begin(), chosen->end());
        taken.insert(chosen->begin(), chosen->end());
        if (!chosen->empty()) {
            Result<Students> challengers = train(taught, corruption);
            if (!challengers) {
                return core::fail(challengers.error());
            }
            notes["gate_champion"] = meanQuality(students);
            notes["gate_challenger"] = meanQuality(*challengers);
            const bool isPromoted
                = notes["gate_challenger"].get<double>() >= notes["gate_champion"].get<double>() - kGateMargin;
            notes["promoted"] = isPromoted;
            if (isPromoted) {
                students = std::move(*challengers);
            }
        }
        if (const Result<void> added
            = addRows(students, iteration, corruption, notes, iteration == m_options.iterations);
            !added) {
            return added;
        }
    }
    return {};
}

Result<ordered_json> TaughtTrial::run(const std::function<void(const std::string&)>& progress)
{
    for (const auto* part : {&m_parts.tuning, &m_parts.calibration, &m_parts.gate, &m_initial}) {
        if (part->empty()) {
            return core::fail(core::ErrorCode::InvalidArgument,
                "'" + m_data.name + "' has too few training lines for its four parts");
        }
    }
    progress(m_data.name + ": before the loop\n");
    Result<Students> initial = train({}, 0);
    if (!initial) {
        return core::fail(initial.error());
    }
    const std::vector<double> spoiled = m_options.corruptions;
    std::vector<double> all{0.0};
    all.insert(all.end(), spoiled.begin(), spoiled.end());
    for (const double corruption : all) {
        if (const Result<void> added = addRows(*initial, 0, corruption, ordered_json::object(), m_options.iterations == 0); !added) {
            return core::fail(added.error());
        }
    }
    std::vector<std::size_t> clean;
    if (const Result<void> ran = iterate(0, std::move(*initial), clean, progress); !ran) {
        return core::fail(ran.error());
    }
    for (const double corruption : m_options.iterations > 0 ? spoiled : std::vector<double>()) {
        if (m_options.teachesEveryCorruption) {
            Result<Students> again = train({}, 0);
            std::vector<std::size_t> taught;
            if (!again) {
                return core::fail(again.error());
            }
            if (const Result<void> ran = iterate(corruption, std::move(*again), taught, progress); !ran) {
                return core::fail(ran.error());
            }
            continue;
        }
        progress(m_data.name + ": corruption " + ordered_json(corruption).dump() + "\n");
        const Result<Students> students = train(clean, corruption);
        if (!students) {
            return core::fail(students.error());
        }
        const ordered_json notes{{"taught", clean.size()}, {"choice_of", "the clean loop"}};
        if (const Result<void> added = addRows(*students, m_options.iterations, corruption, notes, true); !added) {
            return core::fail(added.error());
        }
    }
    return ordered_json{{"data", m_data.name}, {"task", m_data.task.id}, {"kind", domain::toString(m_data.task.kind)},
        {"answer_floor", m_data.task.answerFloor}, {"metric", domain::toString(m_data.task.metric)},
        {"initial_labels", m_initial.size()}, {"past_queries", m_pool.size()}, {"tuning", m_parts.tuning.size()},
        {"calibration", m_parts.calibration.size()}, {"gate", m_parts.gate.size()}, {"test", m_data.test.size()},
        {"dropped_test", m_data.droppedTest}, {"rows", m_rows}, {"ablations", m_ablations}};
}

} // namespace

TaughtCascadeOptions::TaughtCascadeOptions()
{
    small.members = 1;
    small.dimensions = 32;
    small.epochs = 8;
    large.members = 3;
}

Result<ordered_json> measureTaughtCascade(const LabelledData& data, const TaughtCascadeOptions& options,
    const std::function<void(const std::string&)>& progress)
{
    return TaughtTrial(data, options).run(progress);
}

} // namespace app::benches
