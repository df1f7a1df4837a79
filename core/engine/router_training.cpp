#include "core/engine/router_training.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/engine/tier_observation.h"
#include "core/evaluation/answer_metrics.h"
#include "core/routing/preference_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::engine {

namespace {

constexpr double kUnobserved = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kArtefactLimitBytes = std::size_t{1} << 30;
constexpr const char* kFileName = "router.bin";
constexpr double kTypicalInputTokens = 100; ///< of the relative costs
constexpr double kTypicalOutputTokens = 100;

double studentQuality(
    const RouterTrainingInput::TaskData& data, const domain::Example& example, bool wasTrainedOn)
{
    if (wasTrainedOn) {
        const auto known = data.studentQuality.find(example.text);
        return known == data.studentQuality.end() ? kUnobserved : known->second;
    }
    if (data.student == nullptr || example.reference.isEmpty()) {
        return kUnobserved;
    }
    const Result<ports::StudentAnswer> answer = data.student->answer(example.text, example.tokens);
    return answer ? evaluation::answerQuality(data.task, answer->text, example.reference) : kUnobserved;
}

void addExamples(const RouterTrainingInput::TaskData& data, std::span<const domain::StoredExample> stored,
    std::span<const domain::Tier> tiers, bool isTraining, std::vector<ports::RouterExample>& into)
{
    for (const domain::StoredExample& row : stored) {
        ports::RouterExample example{data.task.id, row.example.text, {}};
        for (const domain::Tier& tier : tiers) {
            const std::optional<TierObservation> observed = observeTier(tier, data.task, row.example);
            example.quality.push_back(tier.provider == domain::TierProvider::Student
                    ? studentQuality(data, row.example, isTraining)
                    : observed ? observed->quality
                               : kUnobserved);
        }
        into.push_back(std::move(example));
    }
}

/// Prices of a typical query over the dearest one; NaN where a tier has no price.
std::vector<double> relativeCosts(std::span<const domain::Tier> tiers)
{
    std::vector<double> costs;
    double dearest = 0;
    for (const domain::Tier& tier : tiers) {
        const bool isPriced = tier.prices.inputPicoUsd && tier.prices.outputPicoUsd;
        costs.push_back(isPriced ? kTypicalInputTokens * static_cast<double>(*tier.prices.inputPicoUsd)
                    + kTypicalOutputTokens * static_cast<double>(*tier.prices.outputPicoUsd)
                                 : kUnobserved);
        dearest = std::isnan(costs.back()) ? dearest : std::max(dearest, costs.back());
    }
    for (double& cost : costs) {
        cost = dearest > 0 ? cost / dearest : cost;
    }
    return costs;
}

/// Of everything that is learnt from.
std::string fingerprintOf(const ports::RouterTrainingSet& set)
{
    std::string bytes;
    const auto add = [&bytes](const std::string& field) { bytes += std::to_string(field.size()) + ":" + field; };
    for (const std::string& tierId : set.tierIds) {
        add(tierId);
    }
    for (const auto* examples : {&set.training, &set.tuning}) {
        for (const ports::RouterExample& example : *examples) {
            add(example.taskId);
            add(example.text);
            for (const double quality : example.quality) {
                add(std::to_string(quality));
            }
            add(std::to_string(example.weight));
        }
    }
    for (const ports::RouterPreference& preference : set.preferences) {
        add(preference.taskId);
        add(preference.text);
        add(preference.tierA + ">" + preference.tierB);
        add(std::to_string(preference.outcome) + "*" + std::to_string(preference.weight));
    }
    return sha256Hex(bytes);
}

std::size_t judgedCount(const ports::RouterTrainingSet& set)
{
    std::size_t count = 0;
    for (const auto* examples : {&set.training, &set.tuning}) {
        count += static_cast<std::size_t>(std::count_if(
            examples->begin(), examples->end(), [](const ports::RouterExample& example) {
                return std::any_of(
                    example.quality.begin(), example.quality.end(), [](double q) { return !std::isnan(q); });
            }));
    }
    return count;
}

struct Calibration {
    double brier = 0;
    double base = 0; ///< Brier score of the mean rate
};

/// Of P(meets target) over all judged answers of the tuning texts; these are calibrated on, so it is optimistic.
Calibration tuningCalibration(const ports::Router& router, const ports::RouterTrainingSet& set)
{
    const std::map<std::string, double> floors(set.answerFloors.begin(), set.answerFloors.end());
    double squares = 0;
    double met = 0;
    double count = 0;
    for (const ports::RouterExample& example : set.tuning) {
        const domain::RoutePrediction prediction = router.predict(example.taskId, example.text);
        const auto floor = floors.find(example.taskId);
        for (std::size_t t = 0; t < example.quality.size() && t < prediction.tiers.size(); ++t) {
            const double probability = prediction.tiers[t].meetsTargetProbability;
            if (std::isnan(example.quality[t]) || std::isnan(probability)) {
                continue;
            }
            const double meets = example.quality[t] >= (floor == floors.end() ? 1.0 : floor->second) ? 1.0 : 0.0;
            squares += (probability - meets) * (probability - meets);
            met += meets;
            count += 1;
        }
    }
    const double rate = count > 0 ? met / count : 0.0;
    return {count > 0 ? squares / count : kUnobserved, rate * (1 - rate)};
}

} // namespace

std::string toJson(const RouterTrainingOptions& options)
{
    return nlohmann::ordered_json{{"encoder", options.router.encoderName}, {"uses_words", options.router.usesWords},
        {"base_router", options.baseRouter}, {"uses_preferences", options.usesPreferences},
        {"uses_feedback", options.usesFeedback}, {"beta", options.router.preferenceWeight},
        {"lambda_c", options.router.costWeight}, {"lambda_q", options.router.targetWeight},
        {"seed", options.router.seed}}
        .dump();
}

std::vector<domain::ParameterDoc> routerParameters()
{
    using Kind = domain::ParameterDoc::Kind;
    const RouterTrainingOptions standard;
    const auto flag = [](bool value) { return value ? 1.0 : 0.0; };
    return {
        {"uses_preferences", "Learn from preferences", "Imported pairs of answers of which one was preferred.", Kind::Flag,
            flag(standard.usesPreferences), 0, 1, {}, false},
        {"uses_feedback", "Learn from judgements", "Judged answers of live traffic.", Kind::Flag,
            flag(standard.usesFeedback), 0, 1, {}, false},
        {"seed", "Seed", "The same seed on the same texts makes the same router.", Kind::Integer,
            static_cast<double>(standard.router.seed), 0, 1e9, {}, false},
        {"beta", "Weight of preferences", "Of the Bradley-Terry term beside judged qualities.", Kind::Real,
            standard.router.preferenceWeight, 0, 10, {}, true},
        {"lambda_c", "Weight of cost", "Of the expected relative cost; 0: cost is the plan's business alone.", Kind::Real,
            standard.router.costWeight, 0, 10, {}, true},
        {"lambda_q", "Weight of the target", "Of missing the target; 0: the target is the plan's business alone.",
            Kind::Real, standard.router.targetWeight, 0, 10, {}, true},
    };
}

Result<RouterTrainingOptions> routerTrainingOptionsFromJson(const std::string& json)
{
    const nlohmann::json parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) {
        return fail(ErrorCode::InvalidArgument, "the run's parameters are not a JSON object: " + json.substr(0, 80));
    }
    RouterTrainingOptions options;
    try {
        options.router.encoderName = parsed.value("encoder", options.router.encoderName);
        options.router.usesWords = parsed.value("uses_words", options.router.usesWords);
        options.baseRouter = parsed.value("base_router", options.baseRouter);
        options.usesPreferences = parsed.value("uses_preferences", options.usesPreferences);
        options.usesFeedback = parsed.value("uses_feedback", options.usesFeedback);
        options.router.preferenceWeight = parsed.value("beta", options.router.preferenceWeight);
        options.router.costWeight = parsed.value("lambda_c", options.router.costWeight);
        options.router.targetWeight = parsed.value("lambda_q", options.router.targetWeight);
        options.router.seed = parsed.value("seed", options.router.seed);
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::InvalidArgument, std::string("the run's parameters are wrong: ") + error.what());
    }
    return options;
}

Result<ports::RouterTrainingSet> routerTrainingSet(
    const RouterTrainingInput& input, const RouterTrainingOptions& options)
{
    ports::RouterTrainingSet set;
    for (const domain::Tier& tier : input.tiersByRank) {
        set.tierIds.push_back(tier.id);
    }
    set.relativeCosts = relativeCosts(input.tiersByRank);
    for (const RouterTrainingInput::TaskData& data : input.tasks) {
        set.answerFloors.emplace_back(data.task.id, data.task.answerFloor);
        addExamples(data, data.training, input.tiersByRank, true, set.training);
        addExamples(data, data.tuning, input.tiersByRank, false, set.tuning);
    }
    const auto isWanted = [&](const std::string& taskId) {
        return std::any_of(
            input.tasks.begin(), input.tasks.end(), [&](const auto& data) { return data.task.id == taskId; });
    };
    if (options.usesPreferences) {
        std::copy_if(input.preferences.begin(), input.preferences.end(), std::back_inserter(set.preferences),
            [&](const ports::RouterPreference& preference) { return isWanted(preference.taskId); });
    }
    std::vector<ports::RouterFeedback> feedback;
    std::copy_if(input.feedback.begin(), input.feedback.end(), std::back_inserter(feedback),
        [&](const ports::RouterFeedback& row) { // of tiers that have left the portfolio nothing can be learnt
            return options.usesFeedback && isWanted(row.taskId)
                && std::find(set.tierIds.begin(), set.tierIds.end(), row.tierId) != set.tierIds.end();
        });
    Result<std::vector<ports::RouterExample>> examples = routing::feedbackExamples(set.tierIds, feedback);
    if (!examples) {
        return fail(examples.error());
    }
    std::move(examples->begin(), examples->end(), std::back_inserter(set.training));
    return set;
}

Result<OnboardingResult> trainRouter(const ports::RouterTrainer& trainer, const RouterTrainingInput& input,
    const RouterTrainingOptions& options, const std::filesystem::path& staging,
    const ports::ProgressCallback& progress, std::stop_token stop)
{
    const Result<ports::RouterTrainingSet> set = routerTrainingSet(input, options);
    if (!set) {
        return fail(set.error());
    }
    const auto report = [&progress, &options](const ports::TrainingProgress& inner) {
        ports::TrainingProgress outer = inner;
        outer.stage = options.baseRouter.empty() ? "Training the router" : "Extending the router";
        outer.fraction = 0.95 * inner.fraction;
        progress(outer);
    };
    const std::filesystem::path path = staging / kFileName;
    const auto start = std::chrono::steady_clock::now();
    Result<std::unique_ptr<ports::Router>> router = options.baseRouter.empty()
        ? trainer.train(*set, options.router, path, report, stop)
        : trainer.extend(input.basePath, *set, options.router, path, report, stop);
    if (!router) {
        return fail(router.error());
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const Result<std::string> bytes = readWholeFile(path, kArtefactLimitBytes);
    if (!bytes) {
        return fail(bytes.error());
    }
    OnboardingResult result;
    domain::Artefact artefact;
    artefact.kind = "router";
    artefact.taskId = input.tasks.size() == 1 ? input.tasks.front().task.id : std::string();
    artefact.path = kFileName;
    artefact.sha256 = sha256Hex(*bytes);
    artefact.bytes = static_cast<std::int64_t>(bytes->size());
    artefact.id = "router-" + input.name + "-" + artefact.sha256.substr(0, 8);
    artefact.dataFingerprint = fingerprintOf(*set);
    result.artefacts.push_back(std::move(artefact));
    const Calibration calibration = tuningCalibration(**router, *set);
    const auto metric = [&result](const char* name, double value) { result.metrics.push_back({name, 0, value}); };
    metric("judged_texts", static_cast<double>(judgedCount(*set)));
    metric("preferences", static_cast<double>(set->preferences.size()));
    metric("training_seconds", seconds);
    metric("tuning_brier", calibration.brier);
    metric("tuning_brier_of_the_mean", calibration.base);
    progress({1.0, "Done", kUnobserved, kUnobserved});
    return result;
}

} // namespace core::engine
