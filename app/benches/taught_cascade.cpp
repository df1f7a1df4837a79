#include "app/benches/taught_cascade.h"

#include "app/benches/cascade_table.h"
#include "app/benches/challenger_gate.h"
#include "app/benches/oracle_answers.h"
#include "app/benches/price_tables.h"
#include "app/benches/student_pair.h"
#include "app/benches/taught_rows.h"
#include "core/base/rng.h"
#include "core/clustering/text_vectors.h"
#include "core/conformal/delta_ledger.h"
#include "core/distill/selection_strategy.h"
#include "core/domain/split.h"
#include "core/domain/token_estimate.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <set>
#include <utility>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace distill = core::distill;
namespace domain = core::domain;
namespace evaluation = core::evaluation;
namespace ports = core::ports;

constexpr double kQueriesAhead = 30; ///< future queries for each past one, when a label's worth is weighed

/// What answers the task, or would.
struct Contender {
    StudentPair students;
    std::vector<std::size_t> taught; ///< of the pool
    int attempt = 1; ///< on the calibration split: students that are certified on it share one delta
};

/// What a row is of.
struct Moment {
    int iteration = 0;
    double corruption = 0;
    bool isLast = false;
};

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

    [[nodiscard]] Result<StudentPair> train(const std::vector<std::size_t>& taught, double corruption) const;
    [[nodiscard]] CascadeQueries queries(
        const Contender& contender, const std::vector<domain::Example>& examples, double corruption) const;
    [[nodiscard]] CascadeSetup setup(double alpha, int attempt) const;
    [[nodiscard]] Result<std::vector<std::size_t>> choose(
        const Contender& champion, int iteration, ordered_json& notes) const;
    [[nodiscard]] Result<Thresholds> certified(const Contender& contender, double corruption) const;
    [[nodiscard]] Result<ChallengerVerdict> judge(
        const Contender& champion, const Contender& challenger, double corruption) const;
    [[nodiscard]] Result<std::string> improve(
        Contender& champion, int attempt, const Moment& moment, ordered_json& notes) const;
    [[nodiscard]] Result<Contender> iterate(
        double corruption, Contender champion, const std::function<void(const std::string&)>& progress);
    [[nodiscard]] Result<Contender> first() const;
    [[nodiscard]] Result<void> corrupt(
        double corruption, const Contender& clean, const std::function<void(const std::string&)>& progress);
    [[nodiscard]] Result<ViolationCount> violationsAt(
        double alpha, std::initializer_list<const CascadeQueries*> parts) const;
    [[nodiscard]] Result<void> addRows(const Contender& served, const Moment& moment, const ordered_json& notes);
    void addAblation(const ordered_json& name, const ordered_json& row);

    const LabelledData& m_data;
    const TaughtCascadeOptions& m_options;
    DataParts m_parts;
    OracleAnswers m_oracle;
    std::vector<domain::Example> m_initial;
    std::vector<PoolText> m_pool;
    ordered_json m_rows = ordered_json::array();
    ordered_json m_ablations = ordered_json::array();
};

Result<StudentPair> TaughtTrial::train(const std::vector<std::size_t>& taught, double corruption) const
{
    std::vector<domain::Example> training = m_initial;
    for (const std::size_t i : taught) {
        training.push_back(m_oracle.taught(m_pool[i].example, corruption));
    }
    core::Rng(core::mixSeed(m_options.seed, 2)).shuffle(std::span(training));
    return trainPair(m_data.task, training, m_parts.tuning, m_options.small, m_options.large);
}

CascadeQueries TaughtTrial::queries(
    const Contender& contender, const std::vector<domain::Example>& examples, double corruption) const
{
    return cascadeQueries(m_data.task, contender.students, m_oracle, examples, corruption);
}

CascadeSetup TaughtTrial::setup(double alpha, int attempt) const
{
    CascadeSetup setup;
    setup.tierIds = {"small_student", "large_student", "oracle"};
    setup.answerFloor = m_data.task.answerFloor;
    setup.isQualityCapped = m_data.task.kind == domain::TaskKind::Summarisation
        || m_data.task.kind == domain::TaskKind::Generation;
    setup.target = {alpha, m_options.delta * core::conformal::attemptShare(attempt)};
    return setup;
}

/// Empty: the null action.
Result<std::vector<std::size_t>> TaughtTrial::choose(
    const Contender& champion, int iteration, ordered_json& notes) const
{
    const std::set<std::size_t> taken(champion.taught.begin(), champion.taught.end());
    const double threshold = operatingPoint(m_data.task, champion.students, m_parts.tuning, m_options.alpha);
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
    const PairAnswers answered = answersOf(m_data.task, champion.students, examples);
    const core::clustering::VectorSet vectors = core::clustering::textVectors(texts, 128);
    const PriceTable prices = publicPrices();
    std::vector<distill::Candidate> pool(of.size());
    std::int64_t lastNanoUsd = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
        const PairAnswer& given = answered[i][kLarge];
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
    if (!selection->isWorthIt) {
        notes["not_worth_it"] = selection->reason;
        return chosen;
    }
    for (const std::size_t i : selection->chosen) {
        chosen.push_back(of[i]);
    }
    notes["taught"] = chosen.size();
    notes["teacher_cost_nano_usd"] = mean * static_cast<std::int64_t>(chosen.size());
    notes["past_failures"] = std::count_if(pool.begin(), pool.end(), [](const auto& c) { return c.isFailed; });
    return chosen;
}

Result<void> TaughtTrial::addRows(const Contender& served, const Moment& moment, const ordered_json& notes)
{
    const CascadeQueries tuning = queries(served, m_parts.tuning, moment.corruption);
    const CascadeQueries calibration = queries(served, m_parts.calibration, moment.corruption);
    const CascadeQueries test = queries(served, m_data.test, moment.corruption);
    const bool isClean = moment.corruption == 0;
    std::vector<double> alphas{m_options.alpha};
    if (moment.isLast && isClean) {
        alphas.insert(alphas.end(), m_options.otherAlphas.begin(), m_options.otherAlphas.end());
    }
    for (const double alpha : alphas) {
        const CascadeSetup used = setup(alpha, served.attempt);
        const PriceTable list = publicPrices();
        ordered_json certificates = ordered_json::array();
        const Result<Thresholds> thresholds = certify(used, tuning, calibration, list, &certificates);
        if (!thresholds) {
            return core::fail(thresholds.error());
        }
        for (const PriceTable& prices : {list, paperPrices()}) {
            const CascadeSums sums = sumCascade(used, test, *thresholds, prices);
            const bool isPaper = prices.name != list.name;
            ordered_json row{{"data", m_data.name}, {"task", m_data.task.id}, {"iteration", moment.iteration},
                {"corruption", moment.corruption}, {"alpha", alpha}, {"prices", isPaper ? "paper prices" : "public"}};
            row.update(rowOf(used, sums));
            row["credited"] = sums.creditedQuality;
            row["last_tier_credited"] = sums.lastTierCredited;
            row["accepted"] = sums.acceptedBelowLast();
            row["accepted_failures"] = sums.failuresBelowLast();
            row["certification_attempt"] = served.attempt;
            row["certificates"] = certificates;
            row["limits"] = limitsJson(used, test, kLarge, prices);
            row["latency_quantiles_ms"] = quantilesOf(sums.latenciesMs);
            row["last_tier_latency_quantiles_ms"] = quantilesOf(sums.lastTierLatenciesMs);
            if (alpha == m_options.alpha) {
                row["resamples"] = resamplesOf(sums, m_data.name);
            }
            row.update(notes);
            if (!isPaper && isClean) {
                const CascadeQueries gate = queries(served, m_parts.gate, moment.corruption);
                const Result<ViolationCount> violations = violationsAt(alpha, {&tuning, &calibration, &gate, &test});
                if (!violations) {
                    return core::fail(violations.error());
                }
                row["violations"] = violations->json();
            }
            m_rows.push_back(std::move(row));
            if (moment.iteration == 0 && isClean && !isPaper && alpha == m_options.alpha) {
                addAblation({{"ablation", "no loop"}}, rowOf(used, sums));
            }
        }
    }
    for (const std::size_t tier : {kSmall, kLarge}) {
        if (moment.isLast && isClean) {
            const CascadeSetup used = setup(m_options.alpha, served.attempt);
            addAblation({{"ablation", "no cascade"}, {"tier_alone", used.tierIds[tier]}},
                aloneRow(used, test, tier, publicPrices()));
        }
    }
    return {};
}

void TaughtTrial::addAblation(const ordered_json& name, const ordered_json& row)
{
    m_ablations.push_back({{"data", m_data.name}});
    m_ablations.back().update(name);
    m_ablations.back().update(row);
}

/// Of the procedure at the whole of delta, on splits drawn anew.
Result<ViolationCount> TaughtTrial::violationsAt(
    double alpha, std::initializer_list<const CascadeQueries*> parts) const
{
    CascadeQueries pool;
    for (const CascadeQueries* part : parts) {
        pool.insert(pool.end(), part->begin(), part->end());
    }
    CascadeSetup procedure = setup(alpha, 1);
    procedure.target.delta = m_options.delta;
    return countViolations(procedure, pool, publicPrices(), m_options.splits, m_options.seed);
}

Result<Thresholds> TaughtTrial::certified(const Contender& contender, double corruption) const
{
    return certify(setup(m_options.alpha, contender.attempt), queries(contender, m_parts.tuning, corruption),
        queries(contender, m_parts.calibration, corruption), publicPrices());
}

Result<ChallengerVerdict> TaughtTrial::judge(
    const Contender& champion, const Contender& challenger, double corruption) const
{
    const Result<Thresholds> before = certified(champion, corruption);
    const Result<Thresholds> after = certified(challenger, corruption);
    if (!before || !after) {
        return core::fail(before ? after.error() : before.error());
    }
    const CascadeQueries old = queries(champion, m_parts.gate, corruption);
    const CascadeQueries now = queries(challenger, m_parts.gate, corruption);
    return judgeChallenger(
        setup(m_options.alpha, challenger.attempt), {old, *before}, {now, *after}, publicPrices());
}

/// Teaches a challenger and decides about it; why the loop ends with it, or nothing.
Result<std::string> TaughtTrial::improve(
    Contender& champion, int attempt, const Moment& moment, ordered_json& notes) const
{
    const Result<std::vector<std::size_t>> chosen = choose(champion, moment.iteration, notes);
    if (!chosen) {
        return core::fail(chosen.error());
    }
    if (chosen->empty()) {
        return std::string("nothing is worth teaching");
    }
    Contender challenger;
    challenger.taught = champion.taught;
    challenger.taught.insert(challenger.taught.end(), chosen->begin(), chosen->end());
    challenger.attempt = attempt;
    Result<StudentPair> trained = train(challenger.taught, moment.corruption);
    if (!trained) {
        return core::fail(trained.error());
    }
    challenger.students = std::move(*trained);
    Result<ChallengerVerdict> verdict = judge(champion, challenger, moment.corruption);
    if (!verdict) {
        return core::fail(verdict.error());
    }
    notes["promoted"] = verdict->isPromoted;
    notes["decision"] = verdict->reason;
    notes["gates"] = std::move(verdict->metrics);
    if (verdict->isPromoted) {
        champion = std::move(challenger);
    }
    return std::string(verdict->goesOn ? ""
            : verdict->isPromoted      ? "the cost ratio has all but stopped changing"
                                       : "the challenger was not promoted");
}

Result<Contender> TaughtTrial::iterate(
    double corruption, Contender champion, const std::function<void(const std::string&)>& progress)
{
    std::string ended;
    for (int iteration = 1; iteration <= m_options.iterations; ++iteration) {
        progress(m_data.name + ": corruption " + ordered_json(corruption).dump() + ", iteration "
            + std::to_string(iteration) + "\n");
        const Moment moment{iteration, corruption, iteration == m_options.iterations};
        ordered_json notes = ordered_json::object();
        if (ended.empty()) {
            Result<std::string> end = improve(champion, 1 + iteration, moment, notes);
            if (!end) {
                return core::fail(end.error());
            }
            ended = *end;
        } else {
            notes["loop_ended"] = ended;
        }
        if (const Result<void> added = addRows(champion, moment, notes); !added) {
            return core::fail(added.error());
        }
    }
    return champion;
}

Result<Contender> TaughtTrial::first() const
{
    Result<StudentPair> students = train({}, 0);
    if (!students) {
        return core::fail(students.error());
    }
    return Contender{std::move(*students), {}, 1};
}

/// A loop of its own, or what the clean loop ended with, answered anew.
Result<void> TaughtTrial::corrupt(
    double corruption, const Contender& clean, const std::function<void(const std::string&)>& progress)
{
    if (m_options.teachesEveryCorruption) {
        Result<Contender> again = first();
        if (again) {
            again = iterate(corruption, std::move(*again), progress);
        }
        return again ? Result<void>{} : core::fail(again.error());
    }
    progress(m_data.name + ": corruption " + ordered_json(corruption).dump() + "\n");
    Result<StudentPair> students = train(clean.taught, corruption);
    if (!students) {
        return core::fail(students.error());
    }
    const ordered_json notes{{"taught", clean.taught.size()}, {"choice_of", "the clean loop"}};
    const Contender contender{std::move(*students), clean.taught, clean.attempt};
    return addRows(contender, {m_options.iterations, corruption, true}, notes);
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
    Result<Contender> champion = first();
    if (!champion) {
        return core::fail(champion.error());
    }
    std::vector<double> all{0.0};
    all.insert(all.end(), m_options.corruptions.begin(), m_options.corruptions.end());
    for (const double corruption : all) {
        const Moment moment{0, corruption, m_options.iterations == 0};
        if (const Result<void> added = addRows(*champion, moment, ordered_json::object()); !added) {
            return core::fail(added.error());
        }
    }
    champion = iterate(0, std::move(*champion), progress);
    if (!champion) {
        return core::fail(champion.error());
    }
    for (const double corruption : m_options.iterations > 0 ? m_options.corruptions : std::vector<double>()) {
        if (const Result<void> corrupted = corrupt(corruption, *champion, progress); !corrupted) {
            return core::fail(corrupted.error());
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
