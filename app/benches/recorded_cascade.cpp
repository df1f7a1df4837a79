#include "app/benches/recorded_cascade.h"

#include "app/benches/cascade_table.h"
#include "app/benches/price_tables.h"
#include "core/base/rng.h"
#include "core/conformal/confidence_learning.h"
#include "core/datasets/recording_file.h"
#include "core/domain/split.h"
#include "core/domain/token_estimate.h"
#include "core/engine/answer_signals.h"
#include "core/routing/gain_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace app::benches {

namespace {

using core::Result;
using nlohmann::ordered_json;
namespace conformal = core::conformal;
namespace domain = core::domain;
namespace ports = core::ports;
namespace routing = core::routing;

constexpr std::int64_t kCompletionTokens = 256; ///< where a recording has none
constexpr std::size_t kMostTiers = 4;
constexpr int kTradeOffs = 60; ///< prices of quality that the uncertified rule tries

/// One query with what every model made of it.
struct Recorded {
    std::string taskId;
    std::string text;
    std::vector<double> quality;
    std::vector<domain::TokenUsage> usage;
    std::vector<double> latencyMs;
    std::size_t fold = 0;
    domain::DataSplit split = domain::DataSplit::Training; ///< inside the folds that are not tested
};

struct RecordedData {
    std::vector<std::string> models;
    std::vector<Recorded> queries;
    bool areTokensEstimated = false;
};

RecordedData dataOf(const std::vector<domain::Example>& examples, const RecordedCascadeOptions& options)
{
    RecordedData data;
    std::set<std::string> names;
    for (const domain::Example& example : examples) {
        for (const auto& [model, response] : example.responses) {
            names.insert(model);
        }
    }
    data.models = options.models.empty() ? std::vector<std::string>(names.begin(), names.end()) : options.models;
    const std::string key = "bench recordings " + std::to_string(options.seed);
    for (const domain::Example& example : examples) {
        const bool isLeftOut
            = std::count(options.withoutTasks.begin(), options.withoutTasks.end(), example.taskId) > 0;
        const bool isComplete = std::all_of(data.models.begin(), data.models.end(), [&](const std::string& model) {
            const auto found = example.responses.find(model);
            return found != example.responses.end() && found->second.quality;
        });
        if (isLeftOut || !isComplete) {
            continue;
        }
        Recorded row;
        row.taskId = example.taskId;
        row.text = example.text;
        const domain::TextIdentity identity = domain::identityOf(example.text, key);
        row.fold = std::stoull(identity.hash.substr(32, 12), nullptr, 16) % options.folds;
        row.split = identity.split;
        const std::int64_t estimated = domain::estimatedTokens(example.text);
        for (const std::string& model : data.models) {
            const domain::RecordedResponse& response = example.responses.at(model);
            row.quality.push_back(*response.quality);
            row.usage.push_back({response.promptTokens.value_or(estimated),
                response.completionTokens.value_or(kCompletionTokens)});
            row.latencyMs.push_back(response.latencyMs.value_or(std::nan("")));
            data.areTokensEstimated
                = data.areTokensEstimated || !response.promptTokens || !response.completionTokens;
        }
        data.queries.push_back(std::move(row));
    }
    return data;
}

/// The models that no cheaper one equals on the training queries, cheapest first: at most kMostTiers, the best last.
std::vector<std::size_t> chainOf(const RecordedData& data, const std::vector<std::size_t>& training, const PriceTable& prices)
{
    const std::size_t count = data.models.size();
    std::vector<double> cost(count, 0.0);
    std::vector<double> quality(count, 0.0);
    for (const std::size_t i : training) {
        for (std::size_t m = 0; m < count; ++m) {
            const auto spent = domain::costOf(data.queries[i].usage[m], prices.prices[m]);
            cost[m] += spent ? spent->usd() : 0.0;
            quality[m] += data.queries[i].quality[m];
        }
    }
    std::vector<std::size_t> order(count);
    for (std::size_t m = 0; m < count; ++m) {
        order[m] = m;
    }
    // cheapest first; of equal price the best first, so that it alone can stay
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(cost[a], -quality[a]) < std::pair(cost[b], -quality[b]);
    });
    std::vector<std::size_t> chain;
    for (const std::size_t m : order) {
        if (chain.empty() || quality[m] > quality[chain.back()]) {
            chain.push_back(m);
        }
    }
    if (chain.size() > kMostTiers) {
        chain.erase(chain.begin(), chain.end() - static_cast<std::ptrdiff_t>(kMostTiers));
    }
    return chain;
}

enum class Loss { MissesFloor, WorseThanLast };

/// What is certified: which answers count as failures, and whether a learned confidence scores them.
struct Variant {
    Loss loss;
    bool isLearned;
    auto operator<=>(const Variant&) const = default;
};
constexpr std::array kVariants{
    Variant{Loss::MissesFloor, false}, Variant{Loss::MissesFloor, true}, Variant{Loss::WorseThanLast, false}};

const char* nameOf(Loss loss)
{
    return loss == Loss::MissesFloor ? "misses the floor" : "misses the floor where the last tier meets it";
}

/// A fold's queries as the trained router sees them.
struct Scored {
    std::vector<double> meets; ///< P(quality >= floor), one a tier of the chain
    std::vector<double> expected;
    std::vector<double> learned; ///< confidence of the tiers below the last, learned on the tuning queries; else as `meets`
    std::size_t query = 0;
};

struct Fold {
    std::vector<std::size_t> chain;
    PriceTable prices;
    std::vector<Scored> tuning;
    std::vector<Scored> calibration;
    std::vector<Scored> test;
};

CascadeQueries queriesOf(const RecordedData& data, const Fold& fold, const std::vector<Scored>& scored, Variant variant, double floor)
{
    const auto [loss, isLearned] = variant;
    CascadeQueries queries;
    for (const Scored& item : scored) {
        const Recorded& recorded = data.queries[item.query];
        const bool isLastRight = recorded.quality[fold.chain.back()] >= floor;
        CascadeQuery query;
        for (std::size_t tier = 0; tier < fold.chain.size(); ++tier) {
            const std::size_t model = fold.chain[tier];
            TierResult result;
            result.score = loss == Loss::MissesFloor ? (isLearned ? item.learned : item.meets)[tier] : item.expected[tier] - item.expected.back();
            result.quality = recorded.quality[model];
            result.isFailure = result.quality < floor && (loss == Loss::MissesFloor || isLastRight);
            result.usage = recorded.usage[model];
            result.latencyMs = recorded.latencyMs[model];
            query.push_back(result);
        }
        queries.push_back(std::move(query));
    }
    return queries;
}

std::vector<double> featuresOf(const Scored& item, std::size_t tier)
{
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    domain::RoutePrediction prediction;
    for (std::size_t i = 0; i < item.meets.size(); ++i) {
        prediction.tiers.push_back({std::to_string(i), item.meets[i], item.expected[i], kNone, kNone});
    }
    return core::engine::confidenceFeatures(
        core::engine::answerSignals({kNone, kNone}, prediction, std::to_string(tier)));
}

/// On the tuning queries alone, and where it tells right from wrong no worse: as the engine learns it. A recording
/// without answers leaves it the router's view of all tiers to learn from.
void learnConfidences(const RecordedData& data, Fold& fold, double floor)
{
    for (std::vector<Scored>* part : {&fold.tuning, &fold.calibration, &fold.test}) {
        for (Scored& item : *part) {
            item.learned = item.meets;
        }
    }
    for (std::size_t tier = 0; tier + 1 < fold.chain.size(); ++tier) {
        std::vector<conformal::ConfidenceExample> examples;
        std::vector<conformal::ScoredOutcome> before;
        for (const Scored& item : fold.tuning) {
            const bool isRight = data.queries[item.query].quality[fold.chain[tier]] >= floor;
            examples.push_back({featuresOf(item, tier), isRight});
            before.push_back({item.meets[tier], isRight});
        }
        const Result<conformal::LearnedConfidence> learned = conformal::learnConfidence(examples);
        if (!learned || conformal::areaUnderRoc(learned->outOfFold) < conformal::areaUnderRoc(before)) {
            continue;
        }
        for (std::vector<Scored>* part : {&fold.tuning, &fold.calibration, &fold.test}) {
            for (Scored& item : *part) {
                item.learned[tier] = learned->model.confidence(featuresOf(item, tier));
            }
        }
    }
}

Result<Fold> foldOf(const RecordedData& data, std::size_t number, const RecordedCascadeOptions& options, const PriceTable& prices)
{
    std::vector<std::size_t> training;
    std::vector<std::size_t> tuning;
    std::vector<std::size_t> calibration;
    std::vector<std::size_t> test;
    for (std::size_t i = 0; i < data.queries.size(); ++i) {
        const Recorded& query = data.queries[i];
        if (query.fold == number) {
            test.push_back(i);
        } else if (query.split == domain::DataSplit::Tuning) {
            tuning.push_back(i);
        } else if (query.split == domain::DataSplit::Calibration) {
            calibration.push_back(i);
        } else {
            training.push_back(i);
        }
    }
    Fold fold;
    fold.chain = chainOf(data, training, prices);
    ports::RouterTrainingSet set;
    std::set<std::string> tasks;
    for (const std::size_t model : fold.chain) {
        fold.prices.prices.push_back(prices.prices[model]);
        set.tierIds.push_back(data.models[model]);
    }
    fold.prices.name = prices.name;
    for (const std::size_t i : training) {
        ports::RouterExample example{data.queries[i].taskId, data.queries[i].text, {}};
        for (const std::size_t model : fold.chain) {
            example.quality.push_back(data.queries[i].quality[model]);
        }
        set.training.push_back(std::move(example));
        tasks.insert(data.queries[i].taskId);
    }
    for (const std::string& task : tasks) {
        set.answerFloors.emplace_back(task, options.floor);
    }
    const Result<routing::GainModel> router = routing::GainModel::fit(set, {});
    if (!router) {
        return core::fail(router.error());
    }
    const auto score = [&](const std::vector<std::size_t>& rows) {
        std::vector<Scored> scored;
        for (const std::size_t i : rows) {
            Scored item;
            item.query = i;
            for (const domain::TierPrediction& tier : router->predict(data.queries[i].taskId, data.queries[i].text).tiers) {
                item.meets.push_back(tier.meetsTargetProbability);
                item.expected.push_back(tier.expectedQuality);
            }
            scored.push_back(std::move(item));
        }
        return scored;
    };
    fold.tuning = score(tuning);
    fold.calibration = score(calibration);
    fold.test = score(test);
    learnConfidences(data, fold, options.floor);
    return fold;
}

CascadeSetup setupOf(const RecordedData& data, const Fold& fold, const RecordedCascadeOptions& options, double alpha)
{
    CascadeSetup setup;
    for (const std::size_t model : fold.chain) {
        setup.tierIds.push_back(data.models[model]);
    }
    setup.answerFloor = options.floor;
    setup.isScoredBeforeAnswer = true;
    setup.target = {alpha, options.delta};
    return setup;
}

/// The tier whose expected quality less `price` x cost is largest.
std::size_t bestTradeOff(const Fold& fold, const Scored& item, const CascadeQuery& query, double price)
{
    std::size_t best = query.size() - 1;
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t tier = 0; tier < query.size(); ++tier) {
        const auto cost = domain::costOf(query[tier].usage, fold.prices.prices[tier]);
        const double worth = item.expected[tier] - price * (cost ? cost->usd() : 0.0);
        if (worth > most) {
            most = worth;
            best = tier;
        }
    }
    return best;
}

CascadeSums sumTradeOff(const RecordedData& data, const Fold& fold, const std::vector<Scored>& scored, double price,
    const CascadeSetup& setup)
{
    const CascadeQueries queries = queriesOf(data, fold, scored, {Loss::WorseThanLast, false}, setup.answerFloor);
    CascadeSums sums;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        addDirect(sums, setup, queries[i], bestTradeOff(fold, scored[i], queries[i], price), fold.prices);
    }
    return sums;
}

/// The dearest price of quality at which tuning and calibration queries keep `share` of the last tier's quality.
double tunedPrice(const RecordedData& data, const Fold& fold, double share, const CascadeSetup& setup)
{
    std::vector<Scored> known = fold.tuning;
    known.insert(known.end(), fold.calibration.begin(), fold.calibration.end());
    const CascadeSums alone = sumTradeOff(data, fold, known, 0, setup);
    const double unit = static_cast<double>(alone.queries) / (1e-9 * static_cast<double>(alone.lastTierNanoUsd));
    double best = 0;
    for (int i = 0; i < kTradeOffs; ++i) {
        const double price = unit * 0.005 * std::pow(1.12, i);
        if (sumTradeOff(data, fold, known, price, setup).qualityRatio() >= share) {
            best = price;
        }
    }
    return best;
}

/// Sums of the folds by row of the table.
struct Table {
    std::vector<std::pair<std::string, CascadeSums>> rows;
    CascadeSums& at(const std::string& name)
    {
        for (auto& [known, sums] : rows) {
            if (known == name) {
                return sums;
            }
        }
        return rows.emplace_back(name, CascadeSums()).second;
    }
};

std::string nameOf(Variant variant, double alpha)
{
    return std::string("certified, alpha ") + ordered_json(alpha).dump() + ": " + nameOf(variant.loss)
        + (variant.isLearned ? ", learned confidence" : "");
}

/// Tiers of all folds under one list of names, so that sums add up.
CascadeSums widened(const CascadeSums& sums, const Fold& fold, std::size_t models)
{
    CascadeSums wide = sums;
    wide.answered.assign(models, 0);
    wide.failures.assign(models, 0);
    for (std::size_t tier = 0; tier < fold.chain.size() && tier < sums.answered.size(); ++tier) {
        wide.answered[fold.chain[tier]] = sums.answered[tier];
        wide.failures[fold.chain[tier]] = sums.failures[tier];
    }
    return wide;
}

struct CertifiedSums {
    CascadeSums sums; ///< widened
    std::int64_t accepted = 0;
    std::int64_t failures = 0;
    ViolationCount violations;
    std::size_t foldsWithThreshold = 0;
};

ordered_json tableRow(const RecordedData& data, const CascadeSums& sums, double floor)
{
    CascadeSetup all;
    all.tierIds = data.models;
    all.answerFloor = floor;
    ordered_json row = rowOf(all, sums);
    row.erase("realised_risk");
    row.erase("realised_risk_interval_95");
    for (std::size_t m = 0; m < data.models.size(); ++m) {
        if (sums.answered[m] == 0) {
            row["tier_share"].erase(data.models[m]);
        }
    }
    return row;
}

std::optional<PriceTable> paperTable(const RecordedData& data)
{
    PriceTable table{"paper prices", {}};
    for (const std::string& model : data.models) {
        const auto known = paperModelPrices(model);
        if (!known) {
            return std::nullopt;
        }
        table.prices.push_back(*known);
    }
    return table;
}

Result<ordered_json> measureUnder(const RecordedData& data, const std::vector<Fold>& folds, const RecordedCascadeOptions& options)
{
    Table plain;
    std::map<std::pair<Variant, double>, CertifiedSums> certified;
    for (std::size_t number = 0; number < folds.size(); ++number) {
        const Fold* const fold = &folds[number];
        const CascadeSetup open = setupOf(data, *fold, options, options.alphas.front());
        const CascadeQueries test = queriesOf(data, *fold, fold->test, {Loss::MissesFloor, false}, options.floor);
        for (std::size_t tier = 0; tier < fold->chain.size(); ++tier) {
            CascadeSums alone;
            for (const CascadeQuery& query : test) {
                addDirect(alone, open, query, tier, fold->prices);
            }
            plain.at("always " + data.models[fold->chain[tier]]) += widened(alone, *fold, data.models.size());
        }
        for (const double share : {0.95, 0.98, 1.0}) {
            const double price = tunedPrice(data, *fold, share, open);
            plain.at("router, not certified: tuned to keep " + ordered_json(share).dump() + " of the last tier's quality")
                += widened(sumTradeOff(data, *fold, fold->test, price, open), *fold, data.models.size());
        }
        for (const Variant variant : kVariants) {
            const CascadeQueries tuning = queriesOf(data, *fold, fold->tuning, variant, options.floor);
            const CascadeQueries calibration = queriesOf(data, *fold, fold->calibration, variant, options.floor);
            const CascadeQueries routed = queriesOf(data, *fold, fold->test, variant, options.floor);
            CascadeQueries pool = tuning;
            pool.insert(pool.end(), calibration.begin(), calibration.end());
            pool.insert(pool.end(), routed.begin(), routed.end());
            for (const double alpha : options.alphas) {
                const CascadeSetup setup = setupOf(data, *fold, options, alpha);
                const Result<Thresholds> thresholds = certify(setup, tuning, calibration, fold->prices);
                const Result<ViolationCount> violations = countViolations(setup, pool, fold->prices,
                    options.splits / static_cast<std::int64_t>(options.folds), core::mixSeed(options.seed, number));
                if (!thresholds || !violations) {
                    return core::fail(thresholds ? violations.error() : thresholds.error());
                }
                const CascadeSums sums = sumCascade(setup, routed, *thresholds, fold->prices);
                CertifiedSums& all = certified[{variant, alpha}];
                all.sums += widened(sums, *fold, data.models.size());
                all.accepted += sums.acceptedBelowLast();
                all.failures += sums.failuresBelowLast();
                all.violations += *violations;
                all.foldsWithThreshold += std::any_of(thresholds->begin(), thresholds->end(),
                    [](const std::optional<double>& t) { return t.has_value(); }) ? 1 : 0;
            }
        }
    }
    ordered_json table{{"prices", folds.front().prices.name}, {"rows", ordered_json::array()}};
    for (const auto& [key, sums] : certified) {
        ordered_json row{{"row", nameOf(key.first, key.second)}, {"alpha", key.second}};
        row.update(tableRow(data, sums.sums, options.floor));
        row["accepted_below_last"] = sums.accepted;
        row["realised_risk"] = sums.accepted == 0
            ? ordered_json(nullptr)
            : ordered_json(static_cast<double>(sums.failures) / static_cast<double>(sums.accepted));
        row["violations"] = sums.violations.json();
        row["folds_with_a_threshold"] = sums.foldsWithThreshold;
        table["rows"].push_back(std::move(row));
    }
    for (const auto& [name, sums] : plain.rows) {
        ordered_json row{{"row", name}};
        row.update(tableRow(data, sums, options.floor));
        table["rows"].push_back(std::move(row));
    }
    return table;
}

} // namespace

Result<ordered_json> measureRecording(
    const RecordedCascadeOptions& options, const std::function<void(const std::string&)>& progress)
{
    std::vector<domain::Example> examples;
    const Result<std::size_t> read = core::datasets::readRecordingFile(options.file, {}, [&](domain::Example example) {
        examples.push_back(std::move(example));
        return true;
    });
    if (!read) {
        return core::fail(read.error());
    }
    const RecordedData data = dataOf(examples, options);
    if (data.models.size() < 2 || data.queries.size() < 100) {
        return core::fail(core::ErrorCode::InvalidArgument,
            "'" + options.file + "' needs at least 100 queries with qualities of at least two models");
    }
    const Result<PriceTable> prices = pricesFor(options.pricesFile, data.models);
    if (!prices) {
        return core::fail(prices.error());
    }
    ordered_json report{{"file", std::filesystem::path(options.file).filename().string()},
        {"queries", data.queries.size()}, {"models", data.models}, {"without_tasks", options.withoutTasks},
        {"tokens", data.areTokensEstimated ? "estimated tokens: ceil(1.3 x words) in, 256 out where not recorded" : "recorded"},
        {"tables", ordered_json::array()}};
    std::vector<Fold> folds;
    for (std::size_t number = 0; number < options.folds; ++number) {
        progress("fold " + std::to_string(number + 1) + " of " + std::to_string(options.folds) + "\n");
        Result<Fold> fold = foldOf(data, number, options, *prices);
        if (!fold) {
            return core::fail(fold.error());
        }
        folds.push_back(std::move(*fold));
    }
    std::vector<PriceTable> tables{*prices};
    if (const std::optional<PriceTable> paper = paperTable(data); paper && options.pricesFile.empty()) {
        tables.push_back(*paper);
    }
    for (const PriceTable& table : tables) {
        for (Fold& fold : folds) {
            fold.prices = {table.name, {}};
            for (const std::size_t model : fold.chain) {
                fold.prices.prices.push_back(table.prices[model]);
            }
        }
        Result<ordered_json> measured = measureUnder(data, folds, options);
        if (!measured) {
            return core::fail(measured.error());
        }
        report["tables"].push_back(std::move(*measured));
    }
    return report;
}

} // namespace app::benches
