#include "core/engine/loop/loop_results.h"

#include "core/distill/selection_strategy.h"
#include "core/engine/certificate_json.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace core::engine::loop {

namespace {

using Json = nlohmann::ordered_json;

double numberFrom(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Runs a reader that may throw on foreign bytes.
template <typename Value, typename Read>
Result<Value> guarded(const std::string& text, const char* what, Read read)
{
    try {
        return read(Json::parse(text));
    } catch (const Json::exception& error) {
        return fail(ErrorCode::InvalidArgument, std::string(what) + " cannot be read: " + error.what());
    }
}

Result<void> checked(const domain::LoopOptions& options)
{
    const auto refuse = [](const std::string& what) -> Result<void> {
        return fail(ErrorCode::InvalidArgument, "the loop's options: " + what);
    };
    if (options.iterations < 1 || options.iterations > 100) {
        return refuse("iterations must be from 1 to 100");
    }
    if (!distill::selectionMethodFrom(options.strategy)) {
        return refuse("there is no strategy '" + options.strategy + "'");
    }
    if (options.teacherCalls < 1 || options.teacherCalls > 1'000'000) {
        return refuse("teacher calls must be from 1 to 1,000,000");
    }
    if ((options.teacherSpend && options.teacherSpend->nanoUsd < 0) || options.trainingCost.nanoUsd < 0) {
        return refuse("money must not be negative");
    }
    if (options.days < 1 || options.days > 3650 || options.horizonDays < 1 || options.horizonDays > 3650) {
        return refuse("days must be from 1 to 3650");
    }
    if (!(options.replayPerFresh >= 1 && options.replayPerFresh <= 1000)) {
        return refuse("old texts for each new one must be from 1 to 1000");
    }
    if (options.firstTexts < 1 || options.epochs < 1 || options.epochs > 1000) {
        return refuse("first texts and epochs must be above 0");
    }
    if (!(options.distillationTemperature >= 1 && options.distillationTemperature <= 20)
        || !(options.distillationWeight >= 0 && options.distillationWeight <= 1)) {
        return refuse("the distillation's temperature must be from 1 to 20, and its weight from 0 to 1");
    }
    if (!(options.margin > 0 && options.margin < 1) || !(options.stopBelow >= 0 && options.stopBelow < 1)) {
        return refuse("the margin must be above 0, and it and the stopping rule below 1");
    }
    return {};
}

/// Of each distribution the labels with their probabilities.
Json toObject(const std::vector<domain::LabelDistribution>& targets)
{
    Json all = Json::array();
    for (const domain::LabelDistribution& told : targets) {
        Json one = Json::array();
        for (const domain::LabelProbability& entry : told) {
            one.push_back(Json::array({entry.label, entry.probability}));
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::vector<domain::LabelDistribution> softTargetsFrom(const Json& json)
{
    std::vector<domain::LabelDistribution> targets;
    for (const Json& told : json) {
        domain::LabelDistribution& distribution = targets.emplace_back();
        for (const Json& entry : told) {
            distribution.push_back({entry.at(0).get<std::string>(), entry.at(1).get<double>()});
        }
    }
    return targets;
}

Json toObject(const domain::TaughtRow& row)
{
    return {{"hash", row.textHash}, {"query", row.queryId}, {"cluster", row.cluster},
        {"source", domain::toString(row.source)}, {"state", domain::toString(row.state)},
        {"answer", row.answer}, {"tier", row.tierId}, {"model", row.model},
        {"soft_targets", toObject(row.softTargets)}};
}

domain::TaughtRow taughtFrom(const Json& json)
{
    domain::TaughtRow row;
    row.textHash = json.at("hash");
    row.queryId = json.at("query");
    row.cluster = json.at("cluster");
    row.source = domain::taughtSourceFrom(json.at("source").get<std::string>()).value_or(row.source);
    row.state = domain::taughtStateFrom(json.at("state").get<std::string>()).value_or(row.state);
    row.answer = json.at("answer");
    row.tierId = json.at("tier");
    row.model = json.at("model");
    row.softTargets = softTargetsFrom(json.value("soft_targets", Json::array()));
    return row;
}

Json toObject(const domain::GateMetric& metric)
{
    return {{"metric", metric.name}, {"slice", metric.slice}, {"n", metric.n}, {"champion", metric.champion},
        {"challenger", metric.challenger}, {"difference", metric.difference}, {"low", metric.low},
        {"high", metric.high}, {"p_value", metric.pValue}, {"verdict", domain::toString(metric.verdict)}};
}

domain::GateMetric metricFrom(const Json& json)
{
    domain::GateMetric metric;
    metric.name = json.at("metric");
    metric.slice = json.at("slice");
    metric.n = json.at("n");
    metric.champion = numberFrom(json.at("champion"));
    metric.challenger = numberFrom(json.at("challenger"));
    metric.difference = numberFrom(json.at("difference"));
    metric.low = numberFrom(json.at("low"));
    metric.high = numberFrom(json.at("high"));
    metric.pValue = numberFrom(json.at("p_value"));
    metric.verdict = domain::verdictFrom(json.at("verdict").get<std::string>()).value_or(metric.verdict);
    return metric;
}

Json toObject(const domain::GateAnswer& answer)
{
    return {answer.textHash, answer.slice, answer.championTier, answer.championMeets,
        answer.championStudentMeets, answer.championCost.nanoUsd, answer.challengerTier,
        answer.challengerMeets, answer.challengerStudentMeets, answer.challengerCost.nanoUsd,
        answer.lastTierCost.nanoUsd, answer.championIsReviewed, answer.challengerIsReviewed, answer.anchorTier,
        answer.anchorMeets, answer.anchorStudentMeets, answer.isLastTierAssumed};
}

domain::GateAnswer answerFrom(const Json& json)
{
    domain::GateAnswer answer;
    answer.textHash = json.at(0);
    answer.slice = json.at(1);
    answer.championTier = json.at(2);
    answer.championMeets = json.at(3);
    answer.championStudentMeets = json.at(4);
    answer.championCost.nanoUsd = json.at(5);
    answer.challengerTier = json.at(6);
    answer.challengerMeets = json.at(7);
    answer.challengerStudentMeets = json.at(8);
    answer.challengerCost.nanoUsd = json.at(9);
    answer.lastTierCost.nanoUsd = json.at(10);
    answer.championIsReviewed = json.at(11);
    answer.challengerIsReviewed = json.at(12);
    answer.anchorTier = json.at(13);
    answer.anchorMeets = json.at(14);
    answer.anchorStudentMeets = json.at(15);
    answer.isLastTierAssumed = json.at(16);
    return answer;
}

} // namespace

namespace {

Json toObject(const domain::LoopOptions& options)
{
    return {{"iterations", options.iterations}, {"stop_below", options.stopBelow},
        {"strategy", options.strategy}, {"teacher_calls", options.teacherCalls},
        {"teacher_spend_nano_usd", options.teacherSpend ? Json(options.teacherSpend->nanoUsd) : Json()},
        {"training_cost_nano_usd", options.trainingCost.nanoUsd}, {"days", options.days},
        {"horizon_days", options.horizonDays}, {"replay_per_fresh", options.replayPerFresh},
        {"first_texts", options.firstTexts}, {"margin", options.margin},
        {"promotes_itself", options.promotesItself}, {"only_teaches", options.onlyTeaches},
        {"members", options.members}, {"epochs", options.epochs},
        {"distillation_temperature", options.distillationTemperature},
        {"distillation_weight", options.distillationWeight}, {"seed", options.seed}};
}

} // namespace

std::string toJson(const domain::LoopOptions& options)
{
    return dumped(toObject(options));
}

std::string toScheduledJson(const domain::LoopOptions& options)
{
    Json json = toObject(options);
    json["is_scheduled"] = true;
    return dumped(json);
}

bool isScheduled(const std::string& parametersJson)
{
    const Json json = Json::parse(parametersJson, nullptr, false);
    const auto mark = json.is_object() ? json.find("is_scheduled") : json.end();
    return mark != json.end() && mark->is_boolean() && mark->get<bool>();
}

Result<domain::LoopOptions> loopOptionsFromJson(const std::string& json)
{
    return guarded<domain::LoopOptions>(
        json, "the loop's options", [](const Json& parsed) -> Result<domain::LoopOptions> {
            domain::LoopOptions options;
            const auto take = [&](const char* name, auto& value) {
                if (const auto found = parsed.find(name); found != parsed.end() && !found->is_null()) {
                    found->get_to(value);
                }
            };
            if (!parsed.is_object()) {
                return fail(ErrorCode::InvalidArgument, "the loop's options are not a JSON object");
            }
            take("iterations", options.iterations);
            take("stop_below", options.stopBelow);
            take("strategy", options.strategy);
            take("teacher_calls", options.teacherCalls);
            std::int64_t spend = -1;
            take("teacher_spend_nano_usd", spend);
            if (spend >= 0) {
                options.teacherSpend = domain::Money{spend};
            }
            take("training_cost_nano_usd", options.trainingCost.nanoUsd);
            take("days", options.days);
            take("horizon_days", options.horizonDays);
            take("replay_per_fresh", options.replayPerFresh);
            take("first_texts", options.firstTexts);
            take("margin", options.margin);
            take("promotes_itself", options.promotesItself);
            take("only_teaches", options.onlyTeaches);
            take("members", options.members);
            take("epochs", options.epochs);
            take("distillation_temperature", options.distillationTemperature);
            take("distillation_weight", options.distillationWeight);
            take("seed", options.seed);
            const Result<void> sound = checked(options);
            return sound ? Result<domain::LoopOptions>(std::move(options)) : fail(sound.error());
        });
}

std::string toJson(const SelectResult& result, Detail detail)
{
    Json clusters = Json::array();
    for (const SelectedCluster& cluster : result.clusters) {
        clusters.push_back({{"name", cluster.name}, {"texts", cluster.texts}, {"queries", cluster.queries},
            {"chosen", cluster.chosen}, {"cohesion", cluster.cohesion}});
    }
    Json json{{"iteration", result.iteration}, {"task", result.taskId}, {"pool_texts", result.poolTexts},
        {"pool_queries", result.poolQueries},
        {"assumed_queries_per_day", result.assumedPerDay}, {"is_cost_estimated", result.isCostEstimated},
        {"escalated", result.escalated}, {"failed", result.failed},
        {"operating_point", result.operatingPoint}, {"clusters", std::move(clusters)},
        {"chosen_texts", result.chosen.size()}, {"is_worth_it", result.isWorthIt}, {"reason", result.reason},
        {"paid_calls", result.paidCalls}, {"price_per_call_nano_usd", result.pricePerCall.nanoUsd},
        {"saved_per_query_nano_usd", result.savedPerQuery.nanoUsd}, {"learnability", result.learnability.mean},
        {"learnability_low", result.learnability.low}, {"learnability_high", result.learnability.high},
        {"learnt_from", result.learntFrom}, {"freed", result.freed},
        {"freed_low", result.freedLow}, {"freed_high", result.freedHigh},
        {"cost_nano_usd", result.cost.nanoUsd}, {"net_nano_usd", result.net.nanoUsd},
        {"net_low_nano_usd", result.netLow.nanoUsd}, {"net_high_nano_usd", result.netHigh.nanoUsd},
        {"freed_share", result.freedShare}};
    if (detail == Detail::Message) {
        json["chosen"] = Json::array();
        for (const domain::TaughtRow& row : result.chosen) {
            json["chosen"].push_back(toObject(row));
        }
    }
    return dumped(json);
}

Result<SelectResult> selectResultFromJson(const std::string& text)
{
    return guarded<SelectResult>(text, "a selection", [](const Json& json) {
        SelectResult result;
        result.iteration = json.value("iteration", 0);
        result.taskId = json.value("task", std::string());
        result.poolTexts = json.at("pool_texts");
        result.poolQueries = json.at("pool_queries");
        result.assumedPerDay = json.value("assumed_queries_per_day", std::int64_t{0});
        result.isCostEstimated = json.value("is_cost_estimated", false);
        result.escalated = json.at("escalated");
        result.failed = json.at("failed");
        result.operatingPoint = numberFrom(json.at("operating_point"));
        for (const Json& cluster : json.at("clusters")) {
            result.clusters.push_back({cluster.at("name"), cluster.at("texts"), cluster.at("queries"),
                cluster.at("chosen"), cluster.at("cohesion")});
        }
        result.isWorthIt = json.at("is_worth_it");
        result.reason = json.at("reason");
        result.paidCalls = json.at("paid_calls");
        result.pricePerCall.nanoUsd = json.at("price_per_call_nano_usd");
        result.savedPerQuery.nanoUsd = json.at("saved_per_query_nano_usd");
        constexpr domain::Learnability kPrior;
        result.learnability = {json.value("learnability", kPrior.mean), json.value("learnability_low", kPrior.low),
            json.value("learnability_high", kPrior.high)};
        result.learntFrom = json.value("learnt_from", std::int64_t{0});
        result.freed = json.at("freed");
        result.freedLow = json.at("freed_low");
        result.freedHigh = json.at("freed_high");
        result.cost.nanoUsd = json.at("cost_nano_usd");
        result.net.nanoUsd = json.at("net_nano_usd");
        result.netLow.nanoUsd = json.at("net_low_nano_usd");
        result.netHigh.nanoUsd = json.at("net_high_nano_usd");
        result.freedShare = json.at("freed_share");
        for (const Json& row : json.value("chosen", Json::array())) {
            result.chosen.push_back(taughtFrom(row));
        }
        return result;
    });
}

std::string toJson(const TeachResult& result)
{
    return dumped({{"taught", result.taught}, {"rejected", result.rejected}, {"unanswered", result.unanswered},
        {"calls", result.calls}, {"cost_nano_usd", result.cost.nanoUsd}, {"problem", result.problem}});
}

Result<TeachResult> teachResultFromJson(const std::string& text)
{
    return guarded<TeachResult>(text, "the teacher's result", [](const Json& json) {
        return TeachResult{json.at("taught"), json.at("rejected"), json.at("unanswered"), json.at("calls"),
            domain::Money{json.at("cost_nano_usd")}, json.at("problem")};
    });
}

std::string toJson(const TrainResult& result)
{
    Json certificates = Json::array();
    for (const domain::Certificate& certificate : result.certificates) {
        certificates.push_back(engine::toJson(certificate));
    }
    return dumped({{"student", result.studentId}, {"router", result.routerId},
        {"attempt", result.attempt}, {"fresh_texts", result.freshTexts}, {"replay_texts", result.replayTexts},
        {"certificates", std::move(certificates)}});
}

Result<TrainResult> trainResultFromJson(const std::string& text)
{
    return guarded<TrainResult>(text, "a challenger", [](const Json& json) {
        TrainResult result;
        result.studentId = json.at("student");
        result.routerId = json.at("router");
        result.attempt = json.value("attempt", 1);
        result.freshTexts = json.at("fresh_texts");
        result.replayTexts = json.at("replay_texts");
        for (const Json& certificate : json.at("certificates")) {
            result.certificates.push_back(certificateFrom(certificate));
        }
        return result;
    });
}

std::string toJson(const GateResult& result, Detail detail)
{
    Json json{{"iteration", result.report.iteration}, {"task", result.report.taskId},
        {"champion_policy", result.championPolicyId}, {"champion_student", result.championStudentId},
        {"texts", result.texts}, {"look", result.look}, {"level", result.level},
        {"champion_accepted", result.championAccepted},
        {"challenger_accepted", result.challengerAccepted},
        {"champion_nano_usd", result.championCost.nanoUsd},
        {"challenger_nano_usd", result.challengerCost.nanoUsd},
        {"last_tier_nano_usd", result.lastTierCost.nanoUsd}, {"outcome", domain::toString(result.outcome)},
        {"reason", result.reason}, {"metrics", Json::array()}};
    for (const domain::GateMetric& metric : result.report.metrics) {
        json["metrics"].push_back(toObject(metric));
    }
    if (detail == Detail::Message) {
        json["answers"] = Json::array();
        for (const domain::GateAnswer& answer : result.answers) {
            json["answers"].push_back(toObject(answer));
        }
    }
    return dumped(json);
}

Result<GateResult> gateResultFromJson(const std::string& text)
{
    return guarded<GateResult>(text, "the gates' result", [](const Json& json) {
        GateResult result;
        result.report.iteration = json.at("iteration");
        result.report.taskId = json.at("task");
        result.championPolicyId = json.at("champion_policy");
        result.championStudentId = json.at("champion_student");
        result.texts = json.at("texts");
        result.look = json.value("look", 0);
        result.level = json.value("level", 0.0);
        result.championAccepted = json.at("champion_accepted");
        result.challengerAccepted = json.at("challenger_accepted");
        result.championCost.nanoUsd = json.at("champion_nano_usd");
        result.challengerCost.nanoUsd = json.at("challenger_nano_usd");
        result.lastTierCost.nanoUsd = json.at("last_tier_nano_usd");
        result.outcome
            = domain::loopOutcomeFrom(json.at("outcome").get<std::string>()).value_or(result.outcome);
        result.reason = json.at("reason");
        for (const Json& metric : json.at("metrics")) {
            result.report.metrics.push_back(metricFrom(metric));
        }
        for (const Json& answer : json.value("answers", Json::array())) {
            result.answers.push_back(answerFrom(answer));
        }
        return result;
    });
}

Result<TrainResult> challengerOf(const ports::LoopReport& report, int iteration, const std::string& taskId)
{
    for (const domain::LoopStageRecord& stage : report.stages) {
        if (stage.stage == domain::LoopStage::Train && stage.isFinished && stage.iteration == iteration
            && stage.taskId == taskId) {
            return trainResultFromJson(stage.resultJson);
        }
    }
    return fail(ErrorCode::NotFound, "run " + report.runId + " has no challenger for task '" + taskId + "'");
}

} // namespace core::engine::loop
