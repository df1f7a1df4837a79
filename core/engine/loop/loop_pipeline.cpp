#include "core/engine/loop/loop_pipeline.h"

#include "core/engine/certification_attempts.h"
#include "core/engine/loop/first_certified.h"
#include "core/engine/loop/gate_looks.h"
#include "core/engine/loop/gate_slices.h"
#include "core/engine/loop/learnability_history.h"
#include "core/engine/loop/stored_models.h"
#include "core/engine/loop/stronger_student.h"
#include "core/engine/loop/taught_history.h"
#include "core/engine/loop/teaching_prices.h"
#include "core/engine/traffic_evidence.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace core::engine::loop {

Result<std::vector<ports::TrafficText>> LoopPipeline::traffic(
    const StageOrder& order, const LoopSetting& setting, domain::DataSplit split) const
{
    ports::TrafficTextQuery query;
    query.range = range(order);
    query.taskId = order.taskId;
    query.lastTierId = setting.tiersByRank.back().id;
    query.split = split;
    return m_ports.traffic.texts(query);
}

ports::TimeRange LoopPipeline::range(const StageOrder& order) const
{
    const TimePoint to = m_ports.clock.now() + std::chrono::seconds(1);
    return {to - std::chrono::days(order.options.days), to};
}

Result<ReviewedTexts> LoopPipeline::people(const LoopSetting& setting) const
{
    Result<std::vector<ports::ReviewedAnswer>> reviewed
        = m_ports.traffic.reviewed(setting.task.id, domain::DataSplit::Training);
    return reviewed ? Result<ReviewedTexts>(ReviewedTexts(std::move(*reviewed), setting.task.answerFloor))
                    : fail(reviewed.error());
}

Result<TeachablePool> LoopPipeline::pool(
    const StageOrder& order, const LoopSetting& setting, std::span<const ports::TrafficText> traffic) const
{
    const Result<TaughtHistory> known = knownTo(m_ports, order.taskId, setting.champion.studentId);
    const Result<std::int64_t> queries = m_ports.traffic.queries(range(order), order.taskId);
    const Result<std::vector<domain::TaughtRow>> answered = m_ports.loops.answered(order.taskId);
    const Result<ReviewedTexts> people = this->people(setting);
    if (!known || !queries || !answered || !people) {
        return fail(!known ? known.error() : !queries ? queries.error() : !answered ? answered.error() : people.error());
    }
    return teachablePool({setting.task, setting.tiersByRank.back(), traffic, *queries, *answered, setting.training,
        known->labelled, known->taught, *people, order.options.members, order.options.days});
}

Result<SelectResult> LoopPipeline::select(const StageOrder& order) const
{
    const Result<LoopSetting> setting = readSetting(m_ports, order.taskId);
    if (!setting) {
        return fail(setting.error());
    }
    const auto traffic = this->traffic(order, *setting, domain::DataSplit::Training);
    if (!traffic) {
        return fail(traffic.error());
    }
    Result<TeachablePool> texts = pool(order, *setting, *traffic);
    Result<std::vector<ports::BookedCluster>> book = m_ports.book.clusters();
    const auto outcomes = distillationOutcomes(m_ports);
    if (!texts || !book || !outcomes) {
        return fail(!texts ? texts.error() : !book ? book.error() : outcomes.error());
    }
    TeachingInput input{
        setting->task, setting->tiersByRank, setting->champion, setting->tuning, {}, std::move(*book), {}, {}};
    LastTierAnswers lastTier(setting->tiersByRank.back());
    lastTier.add(*traffic);
    input.pricePerCall = teacherPrice(setting->task, setting->tiersByRank.back(), setting->tuning, lastTier);
    input.savedPerQuery
        = escalationCost(setting->task, setting->tiersByRank, setting->champion, setting->tuning, lastTier);
    input.pool = std::move(texts->texts);
    input.queriesPerRead = texts->queriesPerRead;
    input.readQueries = texts->readQueries;
    input.learnability = distill::estimatedLearnability(*outcomes);
    const bool isPriceKnown = input.savedPerQuery.nanoUsd > 0;
    Result<SelectResult> result = planTeaching(input, order.options);
    if (!result) {
        return result;
    }
    result->iteration = order.iteration;
    result->taskId = order.taskId;
    result->learntFrom = std::ssize(*outcomes);
    result->isCostEstimated = isPriceKnown && lastTier.isEstimated();
    if (texts->isAssumed) {
        result->assumedPerDay = result->poolTexts;
    }
    if (!isPriceKnown && result->poolTexts > 0) {
        result->isWorthIt = false;
        result->reason = "what an escalation costs is not known: for the tuning texts neither an answer of the last tier "
                         "nor its price is known";
    }
    return result;
}

Result<distill::DistillationSet> LoopPipeline::teacherSet(const StageOrder& order) const
{
    Result<distill::DistillationSet> set = taughtSet(order, order.options.replayPerFresh);
    if (!set || !set->fresh.empty()) {
        return set;
    }
    const Result<ports::LoopReport> report = m_ports.loops.report(order.runId);
    if (!report) {
        return fail(report.error());
    }
    std::string reason;
    for (const ports::DecisionReport& row : report->decisions) { // the newest iteration comes last
        reason = row.decision.taskId == order.taskId ? ": " + row.decision.reason : reason;
    }
    return fail(ErrorCode::NotFound, "run " + order.runId + " taught task '" + order.taskId + "' nothing" + reason);
}

/// Without a ratio: everything that the champion knew.
Result<distill::DistillationSet> LoopPipeline::taughtSet(
    const StageOrder& order, std::optional<double> replayPerFresh) const
{
    const Result<LoopSetting> setting = readSetting(m_ports, order.taskId);
    if (!setting) {
        return fail(setting.error());
    }
    const Result<TaughtHistory> known = knownTo(m_ports, order.taskId, setting->champion.studentId);
    Result<std::vector<domain::TaughtRow>> rows = m_ports.loops.taught(order.runId, order.taskId);
    const Result<ReviewedTexts> people = this->people(*setting);
    if (!known || !rows || !people) {
        return fail(!known ? known.error() : !rows ? rows.error() : people.error());
    }
    std::erase_if(*rows, [&](const domain::TaughtRow& row) { return row.iteration != order.iteration; });
    return trainingSetOf(*rows, *known, *people, replayPerFresh, order.options.seed);
}

Result<OnboardingResult> LoopPipeline::train(const StageOrder& order, const std::filesystem::path& staging,
    const ports::ProgressCallback& progress, std::stop_token stop) const
{
    Result<LoopSetting> setting = readSetting(m_ports, order.taskId);
    if (!setting) {
        return fail(setting.error());
    }
    const Result<distill::DistillationSet> set = taughtSet(order, {});
    Result<StoredExamples> calibration = m_ports.examples.examples(order.taskId, domain::DataSplit::Calibration);
    Result<EarlierLooks> looks = earlierLooks(m_ports.policies, m_ports.runs, order.taskId);
    if (!set || !calibration || !looks) {
        return fail(!set ? set.error() : !calibration ? calibration.error() : looks.error());
    }
    std::unordered_map<std::string, const domain::StoredExample*> imported;
    for (const domain::StoredExample& stored : setting->training) {
        imported[stored.identity.hash] = &stored;
    }
    OnboardingInput input;
    input.task = setting->task;
    input.tiersByRank = setting->tiersByRank;
    input.limits = setting->champion.policy.limits;
    input.scope = order.scope;
    input.taskCount = setting->taskCount;
    for (const std::vector<distill::TaughtText>* part : {&set->fresh, &set->replay}) {
        for (const distill::TaughtText& taught : *part) {
            const auto known = imported.find(taught.identity.hash);
            domain::StoredExample stored;
            if (known != imported.end()) {
                stored = *known->second;
            } else {
                stored.identity = taught.identity;
                stored.example.id = "taught-" + taught.identity.hash.substr(0, 16);
                stored.example.taskId = order.taskId;
                stored.example.text = taught.text;
            }
            stored.example.tokens = tokensFor(setting->task, stored.example.text, stored.example.tokens);
            // a label that the data set gives to a replayed text stays as it is, with all its alternatives
            const bool isOwnLabel = !stored.example.reference.isEmpty()
                && taught.answer == evaluation::referenceAnswer(stored.example.reference);
            if (!isOwnLabel) {
                stored.example.reference
                    = referenceFrom(setting->task, taught.answer, stored.example.tokens.size());
            }
            stored.example.softTargets = taught.softTargets;
            if (!stored.example.reference.isEmpty()) {
                input.training.push_back(std::move(stored));
            }
        }
    }
    std::ranges::sort(input.training, {}, [](const domain::StoredExample& stored) { return stored.identity.hash; });
    input.tuning = setting->tuning;
    input.calibration = std::move(*calibration);
    input.looks = std::move(*looks);
    if (m_ports.judged != nullptr) {
        const TimePoint to = m_ports.clock.now() + std::chrono::seconds(1);
        Result<std::vector<ports::JudgedQuery>> judged = m_ports.judged->queries(
            {{to - kTrafficTime, to}, order.taskId, setting->tiersByRank.back().id});
        Result<std::string> splitKey = m_ports.examples.splitKey();
        if (!judged || !splitKey) {
            return fail(!judged ? judged.error() : splitKey.error());
        }
        input.judged = std::move(*judged);
        input.splitKey = std::move(*splitKey);
    }
    Result<std::unique_ptr<ports::Student>> stronger = strongerStudent(m_ports, *setting);
    if (!stronger) {
        return fail(stronger.error());
    }
    input.stronger = stronger->get();
    OnboardingOptions options;
    options.student.epochs = order.options.epochs;
    options.student.distillationTemperature = order.options.distillationTemperature;
    options.student.distillationWeight = order.options.distillationWeight;
    options.student.seed = order.options.seed;
    options.router.seed = order.options.seed;
    const StudentOnboarding onboarding(m_ports.students, m_ports.routers, m_ports.calibrator);
    Result<OnboardingResult> result = onboarding.run(input, options, staging, progress, std::move(stop));
    if (result) {
        result->metrics.push_back({std::string(kFreshTexts), order.iteration, static_cast<double>(set->fresh.size())});
        result->metrics.push_back({std::string(kReplayTexts), order.iteration, static_cast<double>(set->replay.size())});
    }
    return result;
}

/// Costs are those of past traffic, answers those to gate texts that clients sent.
Result<LastTierAnswers> LoopPipeline::lastTierAnswers(const StageOrder& order, const LoopSetting& setting) const
{
    LastTierAnswers lastTier(setting.tiersByRank.back());
    if (!lastTier.isNeeded()) {
        return lastTier;
    }
    for (const domain::DataSplit split : {domain::DataSplit::Training, domain::DataSplit::Gate}) {
        const auto texts = traffic(order, setting, split);
        if (!texts) {
            return fail(texts.error());
        }
        lastTier.add(*texts);
    }
    return lastTier;
}

Result<GateResult> LoopPipeline::gate(const StageOrder& order) const
{
    const Result<LoopSetting> setting = readSetting(m_ports, order.taskId);
    const Result<ports::LoopReport> report = m_ports.loops.report(order.runId);
    Result<StoredExamples> texts = m_ports.examples.examples(order.taskId, domain::DataSplit::Gate);
    if (!setting || !report || !texts) {
        return fail(!setting ? setting.error() : !report ? report.error() : texts.error());
    }
    const Result<TrainResult> challenger = challengerOf(*report, order.iteration, order.taskId);
    Result<std::vector<domain::TaughtRow>> taught = m_ports.loops.taught(order.runId, order.taskId);
    if (!challenger || !taught) {
        return fail(!challenger ? challenger.error() : taught.error());
    }
    domain::TaskPolicy policy = setting->champion.policy;
    policy.modelVersions[setting->studentTierId] = challenger->studentId;
    policy.routerVersion = challenger->routerId;
    policy.scorerVersions.clear(); // learned beside the champion's router
    policy.thresholds.clear();
    for (const domain::Certificate& certificate : challenger->certificates) {
        if (certificate.threshold) {
            policy.thresholds[certificate.tierId] = *certificate.threshold;
        }
    }
    const Result<ServedModels> models = loadServed(m_ports, setting->task, policy, setting->studentTierId);
    if (!models) {
        return fail(models.error());
    }
    const Result<std::vector<domain::LoopDecision>> decisions = m_ports.loops.decisions(order.taskId);
    Result<std::vector<ports::ReviewedAnswer>> reviewed
        = m_ports.traffic.reviewed(order.taskId, domain::DataSplit::Gate);
    const Result<LastTierAnswers> lastTier = lastTierAnswers(order, *setting);
    if (!decisions || !reviewed || !lastTier) {
        return fail(!decisions ? decisions.error() : !reviewed ? reviewed.error() : lastTier.error());
    }
    const Result<Anchor> anchor = firstCertified(m_ports, *setting, *decisions);
    if (!anchor) {
        return fail(anchor.error());
    }
    const bool wasDiscarded = std::ranges::any_of(*decisions, [&](const domain::LoopDecision& made) {
        return made.studentId == challenger->studentId && made.outcome == domain::LoopOutcome::Discarded;
    });
    std::erase_if(*taught, [&](const domain::TaughtRow& row) { return row.iteration != order.iteration; });
    if (order.iteration == 0) {
        nameClusters(*taught, order.options.seed);
    }
    *texts = labelledOnly(std::move(*texts));
    const GateInput input{setting->task, setting->tiersByRank, setting->champion, *models, *texts,
        GateSlices(*taught, *texts), anchor->models ? &*anchor->models : nullptr, reviewsByText(std::move(*reviewed)),
        wasDiscarded, &*lastTier};
    GateRules rules;
    rules.margin = order.options.margin;
    // how many texts can be compared is known when they were
    const Result<int> look = lookNumber(m_ports.loops, {order.runId, order.iteration, order.taskId,
                                                           setting->champion.studentId, runGates(input, rules).texts});
    if (!look) {
        return fail(look.error());
    }
    rules.look = *look;
    GateResult result = runGates(input, rules);
    if (order.iteration == 0 && lastTier->isEstimated()) { // later ones know since their selection
        result.reason += kEstimatedCost;
    }
    if (!anchor->problem.empty()) {
        result.reason += "; not compared with an earlier champion that cannot be loaded (" + anchor->problem + ")";
    }
    result.report.iteration = order.iteration;
    result.championPolicyId = setting->policyId;
    return result;
}

} // namespace core::engine::loop
