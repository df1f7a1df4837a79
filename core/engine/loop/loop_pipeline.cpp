#include "core/engine/loop/loop_pipeline.h"

#include "core/engine/certification_attempts.h"
#include "core/engine/confidence_file.h"
#include "core/engine/loop/gate_slices.h"
#include "core/engine/loop/promotion_chain.h"
#include "core/engine/planning_costs.h"
#include "core/engine/tier_observation.h"
#include "core/evaluation/answer_metrics.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace core::engine::loop {

namespace {

using StoredExamples = std::vector<domain::StoredExample>;

bool isLabelled(const domain::StoredExample& stored)
{
    return !stored.example.reference.isEmpty();
}

StoredExamples labelled(StoredExamples examples)
{
    std::erase_if(examples, [](const domain::StoredExample& stored) { return !isLabelled(stored); });
    return examples;
}

/// With the answer that people left standing: what they said since it was taught counts.
distill::TaughtText taughtText(const domain::TaughtRow& row, const ReviewedTexts& people)
{
    const bool isOwnLabel = row.source == domain::TaughtSource::Reference;
    const std::string answer = isOwnLabel ? row.answer : people.standing(row.textHash, row.answer);
    // only texts of the training split are ever chosen; the store keeps no other
    return {{row.textHash, domain::DataSplit::Training}, row.text, answer,
        row.source == domain::TaughtSource::Correction || answer != row.answer,
        row.state != domain::TaughtState::Taught || answer.empty()};
}

distill::TaughtText taughtText(const domain::StoredExample& stored)
{
    return {stored.identity, stored.example.text, evaluation::referenceAnswer(stored.example.reference), false, false};
}

/// Mean cost of an answer of the last tier.
domain::Money teacherPrice(const domain::Task& task, const domain::Tier& last, const StoredExamples& texts,
    const LastTierAnswers& lastTier)
{
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const domain::StoredExample& stored : texts) {
        std::optional<domain::Money> cost;
        if (const auto seen = observeTier(last, task, stored.example)) {
            cost = domain::costOf(seen->usage, last.prices);
        } else if (const auto expected = lastTier.to(stored)) {
            cost = expected->cost;
        }
        sum += cost.value_or(domain::Money{}).nanoUsd;
        count += cost ? 1 : 0;
    }
    return {count > 0 ? sum / count : 0};
}

/// Mean of what the tiers after the student cost on texts that the champion's student does not answer.
domain::Money escalationCost(const domain::Task& task, std::span<const domain::Tier> tiersByRank,
    const ServedModels& champion, const StoredExamples& texts, const LastTierAnswers& lastTier)
{
    const auto student = std::ranges::find(tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    ServedModels without = champion;
    if (student != tiersByRank.end()) {
        without.policy.thresholds.erase(student->id);
    }
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (const domain::StoredExample& stored : texts) {
        const auto ofLast = lastTier.to(stored);
        const auto now = replayCascade(task, tiersByRank, champion, stored.example, {}, ofLast);
        const auto upper = replayCascade(task, tiersByRank, without, stored.example, {}, ofLast);
        if (now && upper && (student == tiersByRank.end() || now->tierId != student->id)) {
            sum += upper->cost.nanoUsd;
            ++count;
        }
    }
    return {count > 0 ? sum / count : 0};
}

} // namespace

struct LoopPipeline::Setting {
    domain::Task task;
    int taskCount = 1; ///< of the workspace
    std::vector<domain::Tier> tiersByRank;
    std::string studentTierId;
    std::string policyId; ///< active one; may be empty
    ServedModels champion;
    StoredExamples training; ///< labelled or not
    StoredExamples tuning; ///< labelled
};

Result<ServedModels> LoopPipeline::served(
    const domain::Task& task, const domain::TaskPolicy& policy, const std::string& tierId) const
{
    ServedModels models;
    models.policy = policy;
    models.costs = std::make_shared<routing::CostExpectation>();
    const auto version = policy.modelVersions.find(tierId);
    if (version == policy.modelVersions.end()) {
        return models;
    }
    models.studentId = version->second;
    const auto artefact = [this](const std::string& id) -> Result<domain::Artefact> {
        const Result<std::optional<domain::Artefact>> stored = m_ports.runs.artefact(id);
        if (!stored) {
            return fail(stored.error());
        }
        return *stored ? Result<domain::Artefact>(**stored)
                       : fail(ErrorCode::NotFound, "the model '" + id + "' is not in the workspace");
    };
    for (const auto& [scoredTier, scorerId] : policy.scorerVersions) {
        const Result<domain::Artefact> scorer = artefact(scorerId);
        auto confidence = scorer ? loadConfidence(m_ports.workspace / scorer->path, scorer->sha256)
                                 : Result<std::unique_ptr<conformal::AnswerConfidence>>(fail(scorer.error()));
        if (!confidence) {
            return fail(confidence.error().within("learned confidence of tier '" + scoredTier + "'"));
        }
        models.scorers[scoredTier] = std::move(*confidence);
    }
    const Result<domain::Artefact> student = artefact(models.studentId);
    if (!student) {
        return fail(student.error());
    }
    Result<std::unique_ptr<ports::Student>> loaded
        = m_ports.students.load(m_ports.workspace / student->path, student->sha256);
    if (!loaded) {
        return fail(loaded.error());
    }
    models.student = std::move(*loaded);
    if (policy.routerVersion.empty()) {
        return models;
    }
    const Result<domain::Artefact> router = artefact(policy.routerVersion);
    if (!router) {
        return fail(router.error());
    }
    Result<std::unique_ptr<ports::Router>> loadedRouter
        = m_ports.routers.load(m_ports.workspace / router->path, router->sha256);
    if (!loadedRouter) {
        return fail(loadedRouter.error());
    }
    models.router = std::move(*loadedRouter);
    if (auto costs = planningCostsFrom(task.id, router->metricsJson)) {
        models.costs = std::move(costs);
    }
    return models;
}

Result<LoopPipeline::Setting> LoopPipeline::setting(const std::string& taskId) const
{
    Setting setting;
    const Result<std::vector<domain::Task>> tasks = m_ports.portfolio.tasks();
    Result<std::vector<domain::Tier>> tiers = m_ports.portfolio.tiers();
    const Result<std::optional<domain::PolicyVersion>> policy = m_ports.policies.active();
    if (!tasks || !tiers || !policy) {
        return fail(!tasks ? tasks.error() : !tiers ? tiers.error() : policy.error());
    }
    const auto task = std::ranges::find(*tasks, taskId, &domain::Task::id);
    if (task == tasks->end()) {
        return fail(ErrorCode::NotFound, "no task '" + taskId + "' in this workspace");
    }
    setting.task = *task;
    setting.taskCount = static_cast<int>(tasks->size());
    setting.tiersByRank = std::move(*tiers);
    const auto tier
        = std::ranges::find(setting.tiersByRank, domain::TierProvider::Student, &domain::Tier::provider);
    if (tier == setting.tiersByRank.end() || setting.tiersByRank.size() < 2) {
        return fail(
            ErrorCode::InvalidArgument, "the loop needs a student tier and a tier above it in the portfolio");
    }
    setting.studentTierId = tier->id;
    domain::TaskPolicy taskPolicy;
    taskPolicy.taskId = taskId;
    taskPolicy.alpha = task->alpha;
    taskPolicy.delta = task->delta;
    taskPolicy.answerFloor = task->answerFloor;
    if (*policy) {
        setting.policyId = (*policy)->id;
        if (const auto found = (*policy)->tasks.find(taskId); found != (*policy)->tasks.end()) {
            taskPolicy = found->second;
        }
    }
    setting.task.alpha = taskPolicy.alpha;
    setting.task.delta = taskPolicy.delta;
    setting.task.answerFloor = taskPolicy.answerFloor;
    Result<ServedModels> champion = served(setting.task, taskPolicy, setting.studentTierId);
    Result<StoredExamples> training = m_ports.examples.examples(taskId, domain::DataSplit::Training);
    Result<StoredExamples> tuning = m_ports.examples.examples(taskId, domain::DataSplit::Tuning);
    if (!champion || !training || !tuning) {
        return fail(!champion ? champion.error() : !training ? training.error() : tuning.error());
    }
    setting.champion = std::move(*champion);
    setting.training = std::move(*training);
    setting.tuning = labelled(std::move(*tuning));
    return setting;
}

/// Goes back from challenger to champion to the first student, and collects what each was taught.
Result<LoopPipeline::Known> LoopPipeline::knownTo(const std::string& taskId, const std::string& studentId) const
{
    const Result<std::vector<domain::LoopDecision>> decisions = m_ports.loops.decisions(taskId);
    Result<StoredExamples> training = m_ports.examples.examples(taskId, domain::DataSplit::Training);
    if (!decisions || !training) {
        return fail(!decisions ? decisions.error() : training.error());
    }
    Known known;
    if (studentId.empty()) {
        return known;
    }
    known.labelled = labelled(std::move(*training));
    std::unordered_set<std::string> visited;
    std::string student = studentId;
    while (!student.empty() && visited.insert(student).second) {
        const auto made = std::find_if(decisions->rbegin(), decisions->rend(),
            [&](const domain::LoopDecision& decision) { return decision.studentId == student; });
        if (made == decisions->rend()) {
            return known; // trained on every labelled text
        }
        Result<std::vector<domain::TaughtRow>> rows = m_ports.loops.taught(made->runId, taskId);
        if (!rows) {
            return fail(rows.error());
        }
        std::erase_if(*rows, [&](const domain::TaughtRow& row) {
            return row.iteration != made->iteration || row.state != domain::TaughtState::Taught || row.text.empty();
        });
        if (made->iteration == 0) {
            std::unordered_set<std::string> first;
            for (const domain::TaughtRow& row : *rows) {
                first.insert(row.textHash);
            }
            std::erase_if(known.labelled,
                [&](const domain::StoredExample& stored) { return !first.contains(stored.identity.hash); });
            return known;
        }
        known.taught.insert(known.taught.end(), std::make_move_iterator(rows->begin()),
            std::make_move_iterator(rows->end()));
        student = made->championStudentId;
    }
    return known;
}

Result<std::vector<ports::TrafficText>> LoopPipeline::traffic(
    const StageOrder& order, const Setting& setting, domain::DataSplit split) const
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

Result<ReviewedTexts> LoopPipeline::people(const Setting& setting) const
{
    Result<std::vector<ports::ReviewedAnswer>> reviewed
        = m_ports.traffic.reviewed(setting.task.id, domain::DataSplit::Training);
    return reviewed ? Result<ReviewedTexts>(ReviewedTexts(std::move(*reviewed), setting.task.answerFloor))
                    : fail(reviewed.error());
}

Result<TeachablePool> LoopPipeline::pool(
    const StageOrder& order, const Setting& setting, std::span<const ports::TrafficText> traffic) const
{
    const Result<Known> known = knownTo(order.taskId, setting.champion.studentId);
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
    const Result<Setting> setting = this->setting(order.taskId);
    if (!setting) {
        return fail(setting.error());
    }
    const auto traffic = this->traffic(order, *setting, domain::DataSplit::Training);
    if (!traffic) {
        return fail(traffic.error());
    }
    Result<TeachablePool> texts = pool(order, *setting, *traffic);
    Result<std::vector<ports::BookedCluster>> book = m_ports.book.clusters();
    if (!texts || !book) {
        return fail(!texts ? texts.error() : book.error());
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
    const bool isPriceKnown = input.savedPerQuery.nanoUsd > 0;
    Result<SelectResult> result = planTeaching(input, order.options);
    if (!result) {
        return result;
    }
    result->iteration = order.iteration;
    result->taskId = order.taskId;
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
    const Result<Setting> setting = this->setting(order.taskId);
    if (!setting) {
        return fail(setting.error());
    }
    const Result<Known> known = knownTo(order.taskId, setting->champion.studentId);
    Result<std::vector<domain::TaughtRow>> rows = m_ports.loops.taught(order.runId, order.taskId);
    const Result<ReviewedTexts> people = this->people(*setting);
    if (!known || !rows || !people) {
        return fail(!known ? known.error() : !rows ? rows.error() : people.error());
    }
    std::vector<distill::TaughtText> taught;
    for (const domain::TaughtRow& row : *rows) {
        if (row.iteration == order.iteration && !row.text.empty()) {
            taught.push_back(taughtText(row, *people));
        }
    }
    std::vector<distill::TaughtText> old;
    for (const domain::StoredExample& stored : known->labelled) {
        old.push_back(taughtText(stored));
    }
    for (const domain::TaughtRow& row : known->taught) {
        old.push_back(taughtText(row, *people));
    }
    return distill::distillationSet(taught, old, replayPerFresh, order.options.seed);
}

Result<OnboardingResult> LoopPipeline::train(const StageOrder& order, const std::filesystem::path& staging,
    const ports::ProgressCallback& progress, std::stop_token stop) const
{
    Result<Setting> setting = this->setting(order.taskId);
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
            const bool isOwnLabel = isLabelled(stored)
                && taught.answer == evaluation::referenceAnswer(stored.example.reference);
            if (!isOwnLabel) {
                stored.example.reference
                    = referenceFrom(setting->task, taught.answer, stored.example.tokens.size());
            }
            if (isLabelled(stored)) {
                input.training.push_back(std::move(stored));
            }
        }
    }
    std::ranges::sort(input.training, {}, [](const domain::StoredExample& stored) { return stored.identity.hash; });
    input.tuning = setting->tuning;
    input.calibration = std::move(*calibration);
    input.looks = std::move(*looks);
    OnboardingOptions options;
    options.student.epochs = order.options.epochs;
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

Result<LoopPipeline::Anchor> LoopPipeline::anchor(
    const Setting& setting, const std::vector<domain::LoopDecision>& decisions) const
{
    const Result<std::vector<domain::PolicyVersion>> versions = m_ports.policies.versions();
    if (!versions) {
        return fail(versions.error());
    }
    Anchor anchor;
    const domain::TaskPolicy& now = setting.champion.policy;
    const std::unordered_set<std::string> chain = promotedUpTo(setting.champion.studentId, decisions);
    for (const domain::PolicyVersion& version : *versions) {
        const auto task = version.tasks.find(setting.task.id);
        if (task == version.tasks.end() || !task->second.thresholds.contains(setting.studentTierId)) {
            continue;
        }
        const domain::TaskPolicy& first = task->second;
        const auto student = first.modelVersions.find(setting.studentTierId);
        if (student == first.modelVersions.end() || !chain.contains(student->second)) {
            continue;
        }
        if (first.modelVersions == now.modelVersions && first.routerVersion == now.routerVersion
            && first.thresholds == now.thresholds) {
            return anchor;
        }
        Result<ServedModels> models = served(setting.task, first, setting.studentTierId);
        if (models) {
            anchor.models = std::move(*models);
            return anchor;
        }
        anchor.problem = "policy " + version.id + ": " + models.error().message;
    }
    return anchor;
}

/// Costs are those of past traffic, answers those to gate texts that clients sent.
Result<LastTierAnswers> LoopPipeline::lastTierAnswers(const StageOrder& order, const Setting& setting) const
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
    const Result<Setting> setting = this->setting(order.taskId);
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
    const Result<ServedModels> models = served(setting->task, policy, setting->studentTierId);
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
    const Result<Anchor> anchor = this->anchor(*setting, *decisions);
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
    *texts = labelled(std::move(*texts));
    GateRules rules;
    rules.margin = order.options.margin;
    GateResult result = runGates({setting->task, setting->tiersByRank, setting->champion, *models, *texts,
                                     GateSlices(*taught, *texts), anchor->models ? &*anchor->models : nullptr,
                                     reviewsByText(std::move(*reviewed)), wasDiscarded, &*lastTier},
        rules);
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
