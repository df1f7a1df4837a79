#include "core/engine/loop/model_comparison.h"

#include "core/domain/token_estimate.h"
#include "core/engine/loop/teacher.h"
#include "core/evaluation/answer_metrics.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <thread>
#include <utility>

namespace core::engine::loop {

using domain::GateAnswer;
using domain::GateMetric;
using domain::Verdict;
using ports::ComparedAnswer;

namespace {

constexpr std::size_t kTextsAtOnce = 4; ///< each makes two calls
constexpr int kFailedBatches = 3;
constexpr std::int64_t kMostTexts = 100'000;

struct Call {
    const domain::StoredExample* text = nullptr;
    bool isChallenger = false;
    Result<ports::ModelAnswer> answer = fail(ErrorCode::Unavailable, "not asked");
};

/// Texts that the rest of the budget pays, at the mean price of the calls before. The first one tells the price.
std::size_t affordable(std::size_t calls, domain::Money spent, domain::Money budget)
{
    const std::int64_t left = budget.nanoUsd - spent.nanoUsd;
    if (left <= 0 || calls == 0) {
        return left > 0 ? 1 : 0;
    }
    const std::int64_t price = std::max<std::int64_t>(1, 2 * spent.nanoUsd / static_cast<std::int64_t>(calls));
    return static_cast<std::size_t>(std::min<std::int64_t>(left / price, kTextsAtOnce));
}

const char* wordsFor(const GateMetric& metric)
{
    return metric.name == domain::kGateTierQuality ? "the models' own answers" : "the cost of a call";
}

std::string whereOf(const GateMetric& metric)
{
    return metric.slice.empty() ? std::string(wordsFor(metric)) : "slice '" + metric.slice + "'";
}

GateVerdict verdictOf(std::span<const GateMetric> metrics)
{
    const auto first = [&](Verdict verdict, bool isOfSlice) {
        return std::ranges::find_if(metrics, [=](const GateMetric& metric) {
            return metric.verdict == verdict && (isOfSlice || metric.slice.empty());
        });
    };
    if (const auto failed = first(Verdict::Fail, true); failed != metrics.end()) {
        return {domain::LoopOutcome::Discarded, "a gate failed: " + whereOf(*failed)};
    }
    if (const auto open = first(Verdict::NotEnoughData, false); open != metrics.end()) {
        return {domain::LoopOutcome::NotEnoughData, "not enough data to decide about " + whereOf(*open)};
    }
    const auto marginal = std::ranges::find_if(metrics, [](const GateMetric& metric) {
        return metric.verdict == Verdict::Marginal && metric.name != domain::kGateTierQuality;
    });
    if (marginal != metrics.end()) {
        return {domain::LoopOutcome::NotEnoughData, "no gate failed, but the result is marginal: " + whereOf(*marginal)};
    }
    return {domain::LoopOutcome::Waiting, "every gate passed; waits for the operator"};
}

} // namespace

std::string toJson(const domain::TunedModel& tuned)
{
    return nlohmann::ordered_json{{"tier", tuned.tierId}, {"model", tuned.model}, {"base_url", tuned.baseUrl},
        {"secret", tuned.secretName}, {"input_pico", tuned.prices.inputPicoUsd.value_or(-1)},
        {"output_pico", tuned.prices.outputPicoUsd.value_or(-1)}, {"teacher_run", tuned.teacherRunId},
        {"task", tuned.taskId}, {"texts", tuned.texts}, {"budget_nano", tuned.budget.nanoUsd},
        {"margin", tuned.margin}}
        .dump();
}

Result<domain::TunedModel> tunedModelFromJson(const std::string& json)
{
    domain::TunedModel tuned;
    try {
        const nlohmann::json parsed = nlohmann::json::parse(json);
        parsed.at("tier").get_to(tuned.tierId);
        parsed.at("model").get_to(tuned.model);
        tuned.baseUrl = parsed.value("base_url", tuned.baseUrl);
        tuned.secretName = parsed.value("secret", tuned.secretName);
        tuned.prices = {parsed.at("input_pico").get<std::int64_t>(), parsed.at("output_pico").get<std::int64_t>()};
        tuned.teacherRunId = parsed.value("teacher_run", tuned.teacherRunId);
        tuned.taskId = parsed.value("task", tuned.taskId);
        tuned.texts = parsed.value("texts", tuned.texts);
        tuned.budget.nanoUsd = parsed.at("budget_nano").get<std::int64_t>();
        tuned.margin = parsed.value("margin", tuned.margin);
    } catch (const nlohmann::json::exception& error) {
        return fail(ErrorCode::InvalidArgument, std::string("no description of a tuned model: ") + error.what());
    }
    if (tuned.tierId.empty() || tuned.model.empty()) {
        return fail(ErrorCode::InvalidArgument, "a tuned model needs the tier whose place it may take, and its name at its server");
    }
    if (*tuned.prices.inputPicoUsd < 0 || *tuned.prices.outputPicoUsd < 0) {
        return fail(ErrorCode::InvalidArgument,
            "what the tuned model's tokens cost is not known; without both prices its calls cannot be booked");
    }
    if (tuned.budget.nanoUsd <= 0 || tuned.texts < 1 || tuned.texts > kMostTexts) {
        return fail(ErrorCode::InvalidArgument,
            "a comparison needs a budget above 0 and 1 to " + std::to_string(kMostTexts) + " texts of a task");
    }
    if (!(tuned.margin > 0 && tuned.margin < 1)) {
        return fail(ErrorCode::InvalidArgument, "the margin lies between 0 and 1 (0.02 is 2%)");
    }
    return tuned;
}

domain::Tier inPlaceOf(domain::Tier tier, const domain::TunedModel& tuned)
{
    tier.model = tuned.model;
    tier.prices = tuned.prices;
    tier.priceVersionId.clear();
    return tier;
}

std::string championId(const domain::Tier& tier)
{
    return "tier " + tier.id + " model " + tier.model;
}

ComparisonEstimate estimateComparison(const ModelPair& pair, std::span<const domain::StoredExample> texts)
{
    ComparisonEstimate estimate;
    for (const domain::StoredExample& stored : texts) {
        const domain::Example& example = stored.example;
        const std::string body = askingBody(pair.task, pair.labels, example.text, example.tokens);
        const domain::TokenUsage usage{domain::estimatedTokens(body.empty() ? example.text : body),
            domain::estimatedTokens(evaluation::referenceAnswer(example.reference))};
        ++estimate.texts;
        estimate.champion += domain::costOf(usage, pair.champion.prices).value_or(domain::Money{});
        estimate.challenger += domain::costOf(usage, pair.challenger.prices).value_or(domain::Money{});
    }
    return estimate;
}

Result<std::vector<ComparedAnswer>> ModelComparer::ask(const ModelPair& pair, const std::string& runId,
    std::span<const domain::StoredExample> texts, std::vector<ComparedAnswer> known, domain::Money budget,
    const Save& save, const Proceed& proceed) const
{
    domain::Money spent;
    for (const ComparedAnswer& answer : known) {
        spent += answer.cost;
    }
    std::size_t calls = known.size();
    std::erase_if(known, [&](const ComparedAnswer& answer) { return answer.taskId != pair.task.id; });
    const auto isKnown = [&](const domain::StoredExample& text, bool isChallenger) {
        return std::ranges::any_of(known, [&](const ComparedAnswer& answer) {
            return answer.textHash == text.identity.hash && answer.isChallenger == isChallenger;
        });
    };
    int failedBatches = 0;
    std::string problem;
    for (std::size_t at = 0; at < texts.size() && failedBatches < kFailedBatches;) {
        if (!proceed(static_cast<double>(at) / static_cast<double>(texts.size()))) {
            return fail(ErrorCode::Cancelled, "cancelled on request");
        }
        const std::size_t count = affordable(calls, spent, budget);
        if (count == 0) {
            break;
        }
        const auto batch = texts.subspan(at, std::min(count, texts.size() - at));
        at += batch.size();
        std::vector<Call> asked;
        for (const domain::StoredExample& text : batch) {
            for (const bool isChallenger : {false, true}) {
                if (!isKnown(text, isChallenger)) {
                    asked.push_back({&text, isChallenger});
                }
            }
        }
        const std::shared_ptr<const ports::ModelClient> clients[2] = {m_champion(), m_challenger()};
        {
            std::vector<std::jthread> threads;
            for (Call& call : asked) {
                const auto& client = clients[call.isChallenger ? 1 : 0];
                if (client == nullptr) {
                    call.answer = fail(ErrorCode::Unavailable,
                        "its server cannot be asked from here; start the gateway that knows it");
                    continue;
                }
                threads.emplace_back([&call, &client, &pair] {
                    const domain::Example& example = call.text->example;
                    call.answer = client->complete({pair.task.id, example.text, call.text->identity.hash,
                        askingBody(pair.task, pair.labels, example.text, example.tokens)});
                });
            }
        }
        std::vector<ComparedAnswer> answered;
        bool isAsked[2] = {false, false};
        bool hasAnswered[2] = {false, false};
        for (const Call& call : asked) {
            isAsked[call.isChallenger ? 1 : 0] = true;
            hasAnswered[call.isChallenger ? 1 : 0] |= call.answer.has_value();
            const domain::Tier& tier = call.isChallenger ? pair.challenger : pair.champion;
            if (!call.answer) {
                problem = "model '" + tier.model + "': " + call.answer.error().message;
                continue;
            }
            ComparedAnswer answer;
            answer.runId = runId;
            answer.taskId = pair.task.id;
            answer.textHash = call.text->identity.hash;
            answer.isChallenger = call.isChallenger;
            answer.tierId = tier.id;
            answer.model = tier.model;
            answer.answer = call.answer->text;
            answer.meetsTarget = evaluation::answerQuality(pair.task, answer.answer, call.text->example.reference)
                >= pair.task.answerFloor;
            answer.usage = call.answer->usage;
            answer.priceVersionId = tier.priceVersionId;
            answer.cost = domain::costOf(answer.usage, tier.prices).value_or(domain::Money{});
            answer.at = m_clock.now();
            spent += answer.cost;
            answered.push_back(std::move(answer));
        }
        calls += answered.size();
        const bool isSilent = (isAsked[0] && !hasAnswered[0]) || (isAsked[1] && !hasAnswered[1]);
        const bool isNew = asked.size() == 2 * batch.size(); // of a run taken up again, what is left may be what is refused
        failedBatches = !isSilent ? 0 : isNew ? failedBatches + 1 : failedBatches;
        if (Result<void> saved = answered.empty() ? Result<void>{} : save(answered); !saved) {
            return fail(saved.error());
        }
        std::ranges::move(answered, std::back_inserter(known));
    }
    if (failedBatches >= kFailedBatches) {
        return fail(ErrorCode::Unavailable,
            problem + "; take the run up again once it answers: what was answered is kept and not asked again");
    }
    return known;
}

std::vector<GateMetric> tierMetrics(std::span<const GateAnswer> answers, const GateRules& rules)
{
    // of whole pairs: the first line is the students' own answers, which are here the models' own
    std::vector<GateMetric> metrics;
    for (GateMetric& metric : pairedMetrics(answers, {}, true, {}, rules)) {
        if (metric.name == domain::kGateStudentQuality) {
            metric.name = domain::kGateTierQuality;
        } else if (metric.name == domain::kGateCost) {
            metric.name = domain::kGateCallCost;
        } else {
            continue;
        }
        metrics.push_back(std::move(metric));
    }
    const auto quality = std::ranges::find(metrics, domain::kGateTierQuality, &GateMetric::name);
    const auto cost = std::ranges::find(metrics, domain::kGateCallCost, &GateMetric::name);
    const bool isBetter = quality != metrics.end() && quality->verdict == Verdict::Pass && quality->low > 0;
    if (isBetter && cost != metrics.end() && cost->verdict == Verdict::Fail) {
        cost->verdict = Verdict::Marginal;
    }
    const std::vector<GateMetric> slices = ownAnswerSlices(answers, rules);
    metrics.insert(metrics.end(), slices.begin(), slices.end());
    return metrics;
}

GateResult compareModels(const ModelPair& pair, std::span<const domain::StoredExample> texts,
    std::span<const ComparedAnswer> answers, const std::function<std::string(const domain::StoredExample&)>& sliceOf,
    const GateRules& rules)
{
    struct Both {
        const ComparedAnswer* champion = nullptr;
        const ComparedAnswer* challenger = nullptr;
    };
    std::map<std::string, Both> byText;
    for (const ComparedAnswer& answer : answers) {
        Both& both = byText[answer.textHash];
        (answer.isChallenger ? both.challenger : both.champion) = &answer;
    }
    GateResult result;
    result.championStudentId = championId(pair.champion);
    result.report.taskId = pair.task.id;
    result.report.iteration = 1;
    for (const domain::StoredExample& stored : texts) {
        const auto found = byText.find(stored.identity.hash);
        if (found == byText.end() || found->second.champion == nullptr || found->second.challenger == nullptr) {
            continue;
        }
        const auto& [champion, challenger] = found->second;
        GateAnswer answer;
        answer.textHash = stored.identity.hash;
        answer.slice = sliceOf(stored);
        answer.championTier = pair.champion.id;
        answer.championMeets = answer.championStudentMeets = champion->meetsTarget;
        answer.championCost = champion->cost;
        answer.challengerTier = pair.champion.id;
        answer.challengerMeets = answer.challengerStudentMeets = challenger->meetsTarget;
        answer.challengerCost = challenger->cost;
        answer.lastTierCost = champion->cost; // costs are compared with the champion's own
        result.championCost += answer.championCost;
        result.challengerCost += answer.challengerCost;
        result.lastTierCost += answer.lastTierCost;
        result.answers.push_back(std::move(answer));
    }
    result.texts = static_cast<std::int64_t>(result.answers.size());
    result.report.metrics = tierMetrics(result.answers, rules);
    GateVerdict verdict = verdictOf(result.report.metrics);
    result.outcome = verdict.outcome;
    result.reason = std::move(verdict.reason);
    result.look = rules.look;
    result.level = rules.passLevel();
    return result;
}

} // namespace core::engine::loop
