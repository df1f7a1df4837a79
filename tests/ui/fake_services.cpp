#include "fake_services.h"

#include "core/domain/loop_parameters.h"
#include "core/ports/draft_rules.h"
#include "fake_workload.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <thread>

namespace fake {

namespace {

using namespace core::ports;
using core::domain::QueryRecord;

core::Error failure()
{
    return {core::ErrorCode::Unavailable, "the database is locked by a test; wait for the test to end"};
}

bool contains(const TimeRange& range, core::TimePoint time)
{
    return range.to <= range.from || (time >= range.from && time < range.to);
}

void addTo(
    TrafficTotals& totals, std::map<std::string, TierTotals>& tiers, const QueryRecord& record, bool isJudged)
{
    ++totals.queries;
    totals.attempts += static_cast<std::int64_t>(record.attempts.size());
    totals.escalatedQueries += record.escalations() > 0 ? 1 : 0;
    totals.unansweredQueries += record.accepted() == nullptr ? 1 : 0;
    totals.spend += record.knownCost();
    totals.unknownCostQueries += record.isCostKnown() ? 0 : 1;
    totals.lastTierOnly += record.lastTierCost;
    totals.estimatedLastTierQueries += record.isLastTierCostEstimated ? 1 : 0;
    totals.latency.add(record.latencyMs);
    for (const core::domain::Attempt& attempt : record.attempts) {
        ++tiers[attempt.tierId].attempts;
        tiers[attempt.tierId].spend += attempt.cost.value_or(core::domain::Money{});
    }
    if (const core::domain::Attempt* accepted = record.accepted()) {
        ++tiers[accepted->tierId].queries;
        if (isJudged) {
            const double quality = accepted->quality.value_or(1);
            ++totals.judged;
            totals.judgedWeight += 20;
            totals.judgedMetWeight += quality >= 0.5 ? 20 : 0;
            totals.judgedQualityWeight += 20 * quality;
        }
    }
}

RequestRow rowOf(const QueryRecord& record)
{
    RequestRow row;
    row.id = record.id;
    row.at = record.at;
    row.taskId = record.taskId;
    row.textStart = record.text.substr(0, 200);
    row.attempts = static_cast<int>(record.attempts.size());
    row.escalations = record.escalations();
    row.cost = record.knownCost();
    row.isCostKnown = record.isCostKnown();
    row.lastTierCost = record.lastTierCost;
    row.isLastTierCostEstimated = record.isLastTierCostEstimated;
    row.latencyMs = record.latencyMs;
    row.isSimulated = record.isSimulated;
    if (const core::domain::Attempt* accepted = record.accepted()) {
        row.answeredByTier = accepted->tierId;
        row.score = accepted->score;
        row.threshold = accepted->threshold;
    }
    return row;
}

double keyOf(const RequestRow& row, RequestSort sort)
{
    switch (sort) {
    case RequestSort::Time:
        return static_cast<double>(core::toMicroseconds(row.at));
    case RequestSort::Cost:
        return static_cast<double>(row.cost.nanoUsd);
    case RequestSort::Latency:
        return row.latencyMs;
    case RequestSort::Score:
        return row.score.value_or(-1);
    }
    return 0;
}

std::int64_t widthFor(std::int64_t rangeSeconds)
{
    return rangeSeconds <= 3600     ? 10
        : rangeSeconds <= 6 * 3600  ? 60
        : rangeSeconds <= 7 * 86400 ? 3600
                                    : 86400;
}

} // namespace

core::TimePoint referenceTime()
{
    using namespace std::chrono;
    return core::TimePoint(sys_days(year{2026} / November / 23) + hours(14) + minutes(30));
}

Requests::Requests(const Options& options, std::vector<QueryRecord> records)
    : m_options(options)
    , m_records(std::move(records))
{
}

void Requests::add(const core::domain::Outcome& outcome)
{
    const std::scoped_lock lock(m_mutex);
    m_outcomes.push_back(outcome);
}

std::vector<RequestRow> Requests::matching(const RequestFilter& filter) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<RequestRow> rows;
    for (const QueryRecord& record : m_records) {
        RequestRow row = rowOf(record);
        for (const core::domain::Outcome& outcome : m_outcomes) {
            if (outcome.queryId == row.id) {
                row.meetsTarget = outcome.meetsTarget;
            }
        }
        const bool matches = contains(filter.range, row.at)
            && (filter.taskId.empty() || filter.taskId == row.taskId)
            && (filter.answeredByTier.empty() || filter.answeredByTier == row.answeredByTier)
            && (!filter.isEscalated || *filter.isEscalated == (row.escalations > 0))
            && (!filter.isJudged || *filter.isJudged == row.meetsTarget.has_value())
            && (!filter.meetsTarget || filter.meetsTarget == row.meetsTarget)
            && (!filter.clientKeyId || *filter.clientKeyId == record.clientKeyId)
            && (filter.text.empty() || record.text.find(filter.text) != std::string::npos
                || record.id.starts_with(filter.text));
        if (matches) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

core::Result<RequestPage> Requests::page(const RequestFilter& filter, const RequestOrder& order,
    const std::optional<RequestCursor>& after, int limit) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    ++m_pagesServed;
    std::vector<RequestRow> rows = matching(filter);
    std::stable_sort(rows.begin(), rows.end(), [&](const RequestRow& a, const RequestRow& b) {
        return order.isDescending ? keyOf(a, order.key) > keyOf(b, order.key)
                                  : keyOf(a, order.key) < keyOf(b, order.key);
    });
    const auto start = after ? static_cast<std::size_t>(after->row) : 0;
    RequestPage page;
    for (std::size_t i = start; i < rows.size() && page.rows.size() < static_cast<std::size_t>(limit); ++i) {
        page.rows.push_back(rows[i]);
    }
    if (start + page.rows.size() < rows.size()) {
        page.next = RequestCursor{0, static_cast<std::int64_t>(start + page.rows.size())};
    }
    return page;
}

core::Result<std::int64_t> Requests::count(const RequestFilter& filter, std::int64_t limit) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    return std::min(limit, static_cast<std::int64_t>(matching(filter).size()));
}

core::Result<std::optional<QueryRecord>> Requests::find(const std::string& id) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    const auto found = std::find_if(
        m_records.begin(), m_records.end(), [&](const QueryRecord& record) { return record.id == id; });
    return found == m_records.end() ? std::nullopt : std::optional(*found);
}

core::Result<std::vector<core::domain::Outcome>> Requests::outcomes(const std::string& queryId) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<core::domain::Outcome> found;
    std::copy_if(m_outcomes.begin(), m_outcomes.end(), std::back_inserter(found),
        [&](const core::domain::Outcome& outcome) { return outcome.queryId == queryId; });
    return found;
}

Metrics::Metrics(const Options& options, std::shared_ptr<const Requests> requests)
    : m_options(options)
    , m_requests(std::move(requests))
{
}

core::Result<Overview> Metrics::overview(const OverviewQuery& query) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    Overview overview;
    overview.query = query;
    const auto length = query.range.to - query.range.from;
    overview.widthSeconds = widthFor(std::chrono::duration_cast<std::chrono::seconds>(length).count());
    std::map<std::int64_t, OverviewPoint> points;
    std::map<std::string, TaskSummary> tasks;
    std::map<std::string, TierTotals> previousTiers;
    std::size_t number = 0;
    for (const QueryRecord& record : m_requests->records()) {
        const bool isJudged = ++number % 20 == 0;
        if (!query.taskId.empty() && query.taskId != record.taskId) {
            continue;
        }
        if (record.at >= query.range.from - length && record.at < query.range.from) {
            addTo(overview.previous, previousTiers, record, isJudged);
        }
        if (!contains(query.range, record.at)) {
            continue;
        }
        const std::int64_t bucket = core::toMicroseconds(record.at) / (overview.widthSeconds * 1'000'000);
        OverviewPoint& point = points[bucket];
        point.start = core::fromMicroseconds(bucket * overview.widthSeconds * 1'000'000);
        addTo(overview.totals, overview.tiers, record, isJudged);
        addTo(point.totals, point.tiers, record, isJudged);
        TaskSummary& task = tasks[record.taskId];
        task.taskId = record.taskId;
        addTo(task.totals, task.tiers, record, isJudged);
        overview.isSimulated = true;
    }
    for (auto& [bucket, point] : points) {
        overview.points.push_back(std::move(point));
    }
    for (auto& [id, task] : tasks) {
        overview.tasks.push_back(std::move(task));
    }
    for (const core::domain::Marker& marker : markers()) {
        if (contains(query.range, marker.at) && (query.taskId.empty() || marker.taskId == query.taskId)) {
            overview.markers.push_back(marker);
        }
    }
    overview.judges = {"reference_tier"};
    return overview;
}

Costs::Costs(const Options& options, std::shared_ptr<const Requests> requests)
    : m_options(options)
    , m_requests(std::move(requests))
{
}

core::domain::CostSums Costs::sums(const core::ports::TimeRange& range, const std::string& taskId) const
{
    std::map<std::string, core::domain::TaskCost> tasks;
    std::map<std::pair<std::string, std::string>, core::domain::TierCost> tiers;
    for (const QueryRecord& record : m_requests->records()) {
        if (record.at < range.from || record.at >= range.to || (!taskId.empty() && record.taskId != taskId)) {
            continue;
        }
        core::domain::TaskCost& task = tasks[record.taskId];
        task.taskId = record.taskId;
        task.queries += 1;
        task.spend += record.knownCost();
        task.lastTierOnly += record.lastTierCost;
        for (const core::domain::Attempt& attempt : record.attempts) {
            core::domain::TierCost& tier = tiers[{record.taskId, attempt.tierId}];
            tier.taskId = record.taskId;
            tier.tierId = attempt.tierId;
            tier.queries += &attempt == record.accepted() ? 1 : 0;
            tier.attempts += 1;
            tier.tokens.promptTokens += attempt.usage.promptTokens;
            tier.tokens.completionTokens += attempt.usage.completionTokens;
            tier.spend += attempt.cost.value_or(core::domain::Money{});
        }
    }
    core::domain::CostSums sums;
    for (auto& [id, task] : tasks) {
        sums.tasks.push_back(task);
    }
    for (auto& [key, tier] : tiers) {
        sums.tiers.push_back(tier);
    }
    return sums;
}

core::Result<core::ports::CostReport> Costs::report(const OverviewQuery& query) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    core::ports::CostReport report;
    report.query = query;
    report.sums = sums(query.range, query.taskId);
    report.previous
        = sums({query.range.from - (query.range.to - query.range.from), query.range.from}, query.taskId);
    report.change = core::domain::explainSpendChange(report.previous, report.sums, {});
    report.days = *days(query);
    report.beside = {{"training", "", "large", 40, {2'000'000'000}, 0}};
    return report;
}

core::Result<std::vector<core::domain::ModelCost>> Costs::models(const OverviewQuery& query) const
{
    std::vector<core::domain::ModelCost> models;
    for (const core::domain::TierCost& cell : sums(query.range, query.taskId).tiers) {
        core::domain::ModelCost cost;
        cost.model = "model-of-" + cell.tierId;
        cost.tierId = cell.tierId;
        cost.attempts = cell.attempts;
        cost.spend = cell.spend;
        models.push_back(cost);
    }
    return models;
}

core::Result<std::vector<core::ports::DayCost>> Costs::days(const OverviewQuery& query) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    constexpr std::int64_t kDay = 86'400'000'000;
    std::map<std::int64_t, core::ports::DayCost> days;
    for (const QueryRecord& record : m_requests->records()) {
        if (contains(query.range, record.at) && (query.taskId.empty() || query.taskId == record.taskId)) {
            const std::int64_t start = core::toMicroseconds(record.at) / kDay * kDay;
            core::ports::DayCost& day = days[start];
            day.start = core::fromMicroseconds(start);
            day.queries += 1;
            day.spend += record.knownCost();
            day.lastTierOnly += record.lastTierCost;
            for (const core::domain::Attempt& attempt : record.attempts) {
                day.tiers[attempt.tierId] += attempt.cost.value_or(core::domain::Money{});
            }
        }
    }
    std::vector<core::ports::DayCost> list;
    for (const auto& [start, day] : days) {
        list.push_back(day);
    }
    return list;
}

Reviews::Reviews(const Options& options, std::shared_ptr<const Requests> requests)
    : m_options(options)
    , m_requests(std::move(requests))
{
}

core::Result<std::vector<core::ports::ReviewItem>> Reviews::items(
    const core::ports::ReviewFilter& filter, int limit) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    std::vector<core::ports::ReviewItem> items;
    for (const QueryRecord& record : m_requests->records()) {
        const bool isMeant = record.accepted() != nullptr
            && (filter.taskId.empty() || filter.taskId == record.taskId)
            && m_requests->outcomes(record.id)->empty();
        if (isMeant && items.size() < static_cast<std::size_t>(limit)) {
            items.push_back({record, {}});
        }
    }
    return items;
}

core::Result<std::int64_t> Reviews::count(const core::ports::ReviewFilter& filter, std::int64_t limit) const
{
    const auto found = items(filter, static_cast<int>(std::min<std::int64_t>(limit, 200)));
    return found ? core::Result<std::int64_t>(static_cast<std::int64_t>(found->size()))
                 : core::fail(found.error());
}

core::Result<core::ports::ReviewAgreement> Reviews::agreement(const std::string&) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    return m_options.isEmpty ? core::ports::ReviewAgreement{}
                             : core::ports::ReviewAgreement{{40, 5, 3, 12}, {30, 2, 4, 9}};
}

core::Result<core::ports::TeachingPreview> Planner::preview(const core::ports::TeachingQuery& query) const
{
    core::ports::TeachingPreview preview;
    preview.poolTexts = 40;
    preview.escalated = 22;
    preview.failed = 5;
    preview.texts = std::min<std::int64_t>(27, query.options.teacherCalls);
    preview.paidCalls = 12;
    preview.cost = {31'400'000};
    preview.examples = {"The invoice names a plan that I never ordered.", "Where do I send the router back to?"};
    preview.teacher = "Large model";
    preview.horizonDays = 30;
    preview.freed = 410;
    preview.freedLow = 280;
    preview.freedHigh = 560;
    preview.net = {1'260'000'000};
    preview.netLow = {850'000'000};
    preview.netHigh = {1'730'000'000};
    preview.isWorthIt = true;
    return preview;
}

Clusters::Clusters(const Options& options, std::shared_ptr<const Requests> requests)
    : m_options(options)
    , m_requests(std::move(requests))
{
}

/// Escalated requests by task, on a ring.
core::Result<core::domain::FailureMap> Clusters::find(const core::ports::FailureQuery& query, std::stop_token stop) const
{
    m_askedUntil = query.range.to;
    ++m_begun;
    const bool isFailing = m_options.fails() || m_isFailing; // where it waits
    while (m_isHeld && !stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (stop.stop_requested()) {
        ++m_stopped;
        return core::fail(core::ErrorCode::Cancelled, "stopped");
    }
    if (isFailing) {
        return core::fail(failure());
    }
    core::domain::FailureMap map;
    std::map<std::string, int> numbers;
    for (const QueryRecord& record : m_requests->records()) {
        const bool isMeant = contains(query.range, record.at) && record.escalations() > 0
            && (query.taskId.empty() || query.taskId == record.taskId);
        if (!isMeant) {
            continue;
        }
        const int number = numbers.try_emplace(record.taskId, static_cast<int>(numbers.size())).first->second;
        if (map.clusters.size() <= static_cast<std::size_t>(number)) {
            map.clusters.emplace_back();
            map.clusters.back().terms = {record.taskId, "second term"};
            map.clusters.back().trafficShare = 0.1;
        }
        core::domain::FailureCluster& cluster = map.clusters[static_cast<std::size_t>(number)];
        cluster.size += 1;
        cluster.escalated += 1;
        cluster.escalationCost += record.knownCost();
        if (cluster.exemplars.size() < 5) {
            cluster.exemplars.push_back(map.points.size());
        }
        const auto place = static_cast<double>(map.points.size());
        map.x.push_back(static_cast<float>(number + 0.3 * std::sin(place)));
        map.y.push_back(static_cast<float>(number % 2 + 0.3 * std::cos(1.7 * place)));
        map.points.push_back(
            {record.id, record.at, record.taskId, record.text, true, std::nullopt, record.knownCost()});
        map.clusterOf.push_back(number);
    }
    return map;
}

core::Result<core::domain::LogEstimate> Estimator::estimate(const std::filesystem::path& file) const
{
    if (file.stem() == "broken") {
        return core::fail(core::ErrorCode::InvalidArgument,
            "broken.jsonl line 3: spend is \"much\"; correct or remove the line");
    }
    core::domain::LogEstimate estimate;
    estimate.format = core::domain::LogFormat::LiteLlm;
    estimate.file = file.filename().string();
    estimate.requests = 1'200;
    estimate.skipped = {{"failed requests", 7}};
    estimate.model = "large-model";
    estimate.spend = {12'000'000'000};
    estimate.high = {9'500'000'000};
    estimate.trialCost = {60'000'000};
    estimate.repeats = 140;
    estimate.estimatedTokens = 12;
    estimate.judgementsAtBest = 59;
    estimate.judgementsLikely = 153;
    estimate.groups = {{"support", 900, {9'000'000'000}, {}, {7'500'000'000}}, {"search", 300, {3'000'000'000}, {}, {2'000'000'000}}};
    return estimate;
}

Console::Console(const Options& options, std::shared_ptr<Requests> requests, std::shared_ptr<Studies> studies)
    : m_options(options)
    , m_requests(std::move(requests))
    , m_studies(std::move(studies))
{
    auto snapshot = makeSnapshot(options);
    if (snapshot.policy) { // two versions before the one in force, every task stricter
        core::domain::PolicyVersion version = *snapshot.policy;
        const std::vector<std::string> reasons{"First policy", "Stricter than wanted", snapshot.policy->reason};
        for (std::size_t i = 0; i < reasons.size(); ++i) {
            version.sequence = static_cast<std::int64_t>(i) + 1;
            version.previousHash = i == 0 ? std::string() : m_versions.back().hash;
            version.at = snapshot.policy->at - std::chrono::hours(24 * (2 - i));
            version.reason = reasons[i];
            version.tasks = snapshot.policy->tasks;
            for (auto& [taskId, task] : version.tasks) {
                task.alpha = task.alpha * (static_cast<double>(i) + 2.0) / 4.0;
            }
            version = core::domain::sealed(version);
            m_versions.push_back(version);
        }
        snapshot.policy = m_versions.back();
    }
    m_snapshot = std::make_shared<ConsoleSnapshot>(std::move(snapshot));
}

void Console::append(ConsoleSnapshot& next, const std::string& reason)
{
    next.policy->previousHash = next.policy->hash;
    next.policy->sequence += 1;
    next.policy->at = referenceTime();
    next.policy->reason = reason;
    next.policy = core::domain::sealed(*next.policy);
    m_versions.push_back(*next.policy);
}

std::vector<core::domain::PolicyVersion> Console::versions() const
{
    const std::scoped_lock lock(m_mutex);
    return m_versions;
}

core::Result<core::ports::RunDetails> Runs::details(const std::string& runId) const
{
    if (m_options.isFailing) {
        return core::fail(failure());
    }
    core::ports::RunDetails details;
    details.run.id = runId;
    details.run.state = core::domain::RunState::Succeeded;
    details.run.kind = runId == kLoopRun ? core::domain::RunKind::Loop : core::domain::RunKind::StudentTraining;
    details.run.taskId = "task-of-" + runId;
    details.run.createdAt = referenceTime() - std::chrono::hours(runId.size());
    details.run.parametersJson = "{\"folds\":2,\"student\":{\"epochs\":" + std::to_string(runId.back() % 10) + "}}";
    for (int step = 0; step < 5; ++step) {
        details.metrics.push_back({"loss: Training the student", step, 2.0 / (1 + step)});
    }
    details.metrics.push_back({"tuning_quality", 0, 0.9});
    core::domain::Artefact artefact;
    artefact.id = "student-" + runId;
    artefact.runId = runId;
    artefact.dataFingerprint = "0123456789abcdef";
    details.artefacts = {artefact};
    details.uses = {{artefact.id, "3f2a", 2, referenceTime(), true}};
    details.log = "worker of " + runId;
    return details;
}

core::Result<core::ports::LoopReport> Loops::report(const std::string& runId) const
{
    using namespace core::domain;
    core::ports::LoopReport report;
    report.runId = runId;
    LoopDecision promoted;
    promoted.runId = runId;
    promoted.iteration = 1;
    promoted.taskId = "cs_intent";
    promoted.outcome = LoopOutcome::Promoted;
    promoted.reason = "every gate was passed";
    promoted.championPolicyId = "before-the-loop";
    promoted.studentId = "student-cs_intent-3f9a12bc";
    promoted.texts = 200;
    promoted.horizonDays = 28;
    promoted.gateTexts = 400;
    LoopDecision waiting = promoted;
    waiting.taskId = "legal_risk";
    waiting.outcome = m_options.isUndecided ? LoopOutcome::NotEnoughData : LoopOutcome::Waiting;
    report.decisions = {{promoted, {}}, {waiting, {}}};
    const auto metric = [](std::string_view name, double champion, double challenger, Verdict verdict) {
        return GateMetric{std::string(name), {}, 400, champion, challenger, challenger - champion, -0.01, 0.02, 0.2, verdict};
    };
    report.gates = {{1, "legal_risk",
        {metric(kGateStudentQuality, 0.91, 0.95, Verdict::Pass), metric(kGateServedQuality, 0.97, 0.97, Verdict::Marginal),
            metric(kGateCost, 0.42, 0.31, Verdict::Pass)}}};
    return report;
}

std::vector<core::domain::ParameterDoc> Runs::parameters(core::domain::RunKind kind) const
{
    if (kind != core::domain::RunKind::StudentTraining) {
        return core::domain::loopParameters(kind);
    }
    using Kind = core::domain::ParameterDoc::Kind;
    return {{"student.epochs", "Epochs", "Passes over the training texts.", Kind::Integer, 15, 1, 200, {}, false},
        {"student.learning_rate", "Learning rate", "Step size.", Kind::Real, 0.002, 1e-5, 0.1, {}, false},
        {"folds", "Folds", "Parts of the training texts.", Kind::Integer, 2, 2, 10, {}, true}};
}

core::Result<std::vector<core::domain::Artefact>> Runs::artefacts() const
{
    return std::vector<core::domain::Artefact>{};
}

core::Result<std::vector<core::domain::Study>> Studies::studies() const
{
    const std::scoped_lock lock(m_mutex);
    return m_studies;
}

core::Result<std::vector<core::domain::StudyPair>> Studies::pairs(const std::string&) const
{
    const std::scoped_lock lock(m_mutex);
    return m_pairs;
}

core::Result<std::vector<core::domain::StudyJudgement>> Studies::judgements(const std::string&) const
{
    const std::scoped_lock lock(m_mutex);
    return m_judgements;
}

core::Result<void> Studies::add(
    const core::domain::Study& study, const std::vector<core::domain::StudyPair>& pairs)
{
    const std::scoped_lock lock(m_mutex);
    m_studies = {study};
    m_pairs = pairs;
    return {};
}

core::Result<void> Studies::judge(const std::string&, const core::domain::StudyJudgement& judgement)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_judgements, [&](const core::domain::StudyJudgement& other) {
        return other.position == judgement.position && other.reviewer == judgement.reviewer;
    });
    m_judgements.push_back(judgement);
    return {};
}

core::Result<void> Studies::withdraw(const std::string&, std::int64_t position, const std::string& reviewer)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_judgements, [&](const core::domain::StudyJudgement& other) {
        return other.position == position && other.reviewer == reviewer;
    });
    return {};
}

core::Result<core::ports::PolicyHistory::Chain> Policies::chain() const
{
    if (m_options.isFailing) {
        return core::fail(failure());
    }
    Chain chain;
    chain.versions = m_console->versions();
    chain.brokenAt = core::domain::findBrokenLink(chain.versions);
    if (!chain.versions.empty()) {
        for (const auto& [taskId, task] : chain.versions.back().tasks) {
            chain.predicted[chain.versions.back().id].push_back(
                {taskId, 500, core::ports::PredictedFigure{0.004, 0.003, 0.0025, 0.0035},
                    core::ports::PredictedFigure{0.95, 0.94, 0.92, 0.96},
                    core::ports::PredictedFigure{0.4, 0.3, 0.26, 0.34}});
        }
    }
    return chain;
}

std::shared_ptr<const ConsoleSnapshot> Console::snapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_snapshot;
}

core::Result<CommandReceipt> Console::execute(const ConsoleCommand& command)
{
    const std::scoped_lock lock(m_mutex);
    m_executed.push_back(command);
    if (m_options.fails()) {
        return core::fail(failure());
    }
    auto next = std::make_shared<ConsoleSnapshot>(*m_snapshot);
    ++next->revision;
    CommandReceipt receipt{"Done.", {}};
    if (const auto* outcome = std::get_if<RecordOutcome>(&command)) {
        core::domain::Outcome added;
        added.queryId = outcome->queryId;
        added.at = referenceTime();
        added.judge = "operator";
        added.quality = outcome->quality;
        added.meetsTarget = outcome->quality >= 0.5;
        added.correctedAnswer = outcome->correctedAnswer;
        m_requests->add(added);
        receipt.message = "Recorded.";
    } else if (const auto* risk = std::get_if<SetRiskLevel>(&command)) {
        next->policy->tasks[risk->taskId].alpha = risk->alpha;
        append(*next, risk->reason);
        receipt = {"A new policy version is active.", next->policy->id};
    } else if (const auto* applied = std::get_if<core::ports::ApplyPolicyDraft>(&command)) {
        core::domain::TaskPolicy& policy = next->policy->tasks[applied->draft.taskId];
        policy.answerFloor = applied->draft.answerFloor;
        policy.alpha = applied->draft.alpha;
        policy.delta = applied->draft.delta;
        policy.auditRate = applied->draft.auditRate;
        policy.limits = applied->draft.limits.value_or(policy.limits);
        append(*next, applied->reason);
        receipt = {"Policy " + next->policy->id + " is active", next->policy->id};
    } else if (const auto* revert = std::get_if<core::ports::RevertPolicy>(&command)) {
        for (const core::domain::PolicyVersion& version : m_versions) {
            if (version.id == revert->versionId) {
                next->policy->tasks = version.tasks;
            }
        }
        append(*next, "Revert to version " + revert->versionId);
        receipt = {"Version " + revert->versionId + " is in force again", next->policy->id};
    } else if (const auto* study = std::get_if<core::ports::StartStudy>(&command)) {
        core::domain::Study drawn;
        drawn.id = "study-1";
        drawn.at = referenceTime();
        drawn.lastTierId = next->tiers.back().id;
        drawn.seed = study->seed;
        drawn.pairs = 6;
        drawn.population = 90;
        drawn.lastTierSent = 10;
        std::vector<core::domain::StudyPair> pairs;
        for (int i = 0; i < 6; ++i) {
            pairs.push_back({i, "query-" + std::to_string(i), next->tasks.front().id, "Question " + std::to_string(i),
                next->tiers.front().id, "Routed answer", "Answer of the last tier", i % 2 == 0, true});
        }
        if (const auto added = m_studies->add(drawn, pairs); !added) {
            return core::fail(added.error());
        }
        receipt = {"Drew 6 pairs out of 90 answers of cheaper tiers", drawn.id};
    } else if (const auto* verdict = std::get_if<core::ports::JudgePair>(&command)) {
        const auto judged = m_studies->judge(
            verdict->studyId, {verdict->position, verdict->reviewer, verdict->verdict, referenceTime()});
        if (!judged) {
            return core::fail(judged.error());
        }
    } else if (const auto* back = std::get_if<core::ports::WithdrawPairJudgement>(&command)) {
        if (const auto withdrawn = m_studies->withdraw(back->studyId, back->position, back->reviewer); !withdrawn) {
            return core::fail(withdrawn.error());
        }
    } else if (const auto* traffic = std::get_if<SetSimulatedTraffic>(&command)) {
        next->simulatedTraffic.isRunning = traffic->isRunning;
        next->simulatedTraffic.queriesPerSecond = traffic->queriesPerSecond;
    } else if (const auto* cancel = std::get_if<CancelRun>(&command)) {
        for (core::domain::Run& run : next->runs) {
            if (run.id == cancel->runId) {
                run.state = core::domain::RunState::Cancelled;
            }
        }
    }
    m_snapshot = std::move(next);
    return receipt;
}

core::Result<RiskLevelPreview> Console::previewRiskLevel(const std::string& taskId, double alpha) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    const std::scoped_lock lock(m_mutex);
    for (const core::domain::Certificate& certificate : m_snapshot->certificates) {
        if (certificate.taskId == taskId) {
            RiskLevelPreview preview{taskId, alpha, certificate, certificate, 0.81, 0};
            preview.draft.alpha = alpha;
            preview.draft.threshold = std::clamp(0.95 - 4 * alpha, 0.2, 0.99);
            preview.draft.accepted = static_cast<std::int64_t>(
                static_cast<double>(certificate.accepted) * std::min(1.0, 0.5 + 6 * alpha));
            preview.draft.failures
                = static_cast<std::int64_t>(static_cast<double>(preview.draft.accepted) * alpha * 0.6);
            preview.draft.riskUpperBound = alpha * 0.97;
            preview.draftAcceptedShare = std::min(0.98, 0.55 + 5 * alpha);
            return preview;
        }
    }
    return core::fail(
        core::ErrorCode::NotFound, "no student of " + taskId + " is calibrated yet; train it first");
}

core::Result<core::ports::PolicyPreview> Console::previewPolicy(const core::ports::PolicyDraft& draft) const
{
    if (m_options.fails()) {
        return core::fail(failure());
    }
    const auto banded = [](double value, double half) {
        return core::ports::Band{value, value - half, value + half, value - 2 * half, value + 2 * half};
    };
    const auto replayed = [&](double kept) {
        core::ports::ReplayedPolicy policy;
        policy.costPerQueryUsd = banded(0.002 - 0.0015 * kept, 0.00005);
        policy.costPerDayUsd = banded(2 - 1.5 * kept, 0.05);
        policy.lastTierCostPerQueryUsd = banded(0.002, 0.00001);
        policy.quality = banded(0.99 - 0.02 * kept, 0.002);
        policy.failureRate = banded(0.03, 0.004);
        policy.escalationRate = banded(1 - kept, 0.01);
        policy.auditsPerDay = banded(1000 * draft.auditRate * kept, 1);
        policy.p99LatencyMs = banded(1400 - 900 * kept, 25);
        const std::size_t tiers = m_snapshot->tiers.size();
        policy.tierShare.assign(tiers, banded(0, 0));
        policy.flow.assign(tiers, std::vector<double>(tiers, 0.0));
        if (tiers > 1) {
            policy.tierShare.front() = banded(kept, 0.01);
            policy.tierShare.back() = banded(1 - kept, 0.01);
            policy.flow.front().front() = kept;
            policy.flow.front().back() = 1 - kept;
        }
        return policy;
    };
    const std::scoped_lock lock(m_mutex);
    core::ports::PolicyPreview preview;
    preview.draft = draft;
    for (const core::domain::Tier& tier : m_snapshot->tiers) {
        preview.tierIds.push_back(tier.id);
    }
    for (const core::domain::Certificate& certificate : m_snapshot->certificates) {
        if (certificate.taskId == draft.taskId) {
            const auto keptAt = [](double alpha) { return alpha > 0.01 ? std::min(0.98, 0.56 + 0.42 * std::sqrt(alpha / 0.15)) : 0.0; };
            preview.now = replayed(keptAt(m_snapshot->policy->tasks.at(draft.taskId).alpha));
            preview.then = replayed(keptAt(draft.alpha));
            preview.then.certificates = {certificate};
            core::domain::Certificate& drafted = preview.then.certificates.front();
            drafted.alpha = draft.alpha;
            drafted.delta = draft.delta;
            drafted.riskUpperBound = 0.97 * draft.alpha;
            drafted.threshold = std::clamp(0.95 - 4 * draft.alpha, 0.2, 0.99);
            const core::domain::TaskPolicy& inForce = m_snapshot->policy->tasks.at(draft.taskId);
            preview.isExpected = core::ports::certifiesAnew(inForce, draft);
            const bool isTooFast = draft.limits && draft.limits->latencyMs.value_or(1000) < 50;
            if (preview.isExpected) { // the alarm of what is drafted, at the tenth of 400 answers where little is promised
                preview.alarm = {400, referenceTime() - std::chrono::hours(48), std::nullopt, {}};
                if (draft.alpha < 0.04) {
                    preview.alarm.rangAt = referenceTime() - std::chrono::hours(24);
                    preview.alarm.tierId = certificate.tierId;
                }
            }
            if (keptAt(draft.alpha) == 0.0 || isTooFast) {
                drafted.threshold.reset();
                drafted.noneReason = "Too few judged answers.";
                preview.judgedMissing = 327;
                preview.refusal = "The data cannot support this risk level: about 327 more judged answers are needed.";
            } else if (draft.method == core::ports::CertificationMethod::ConformalInitialisation) {
                preview.refusal = "Conformal initialisation gives no failure guarantee.";
            }
            for (const double alpha : {0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2}) {
                preview.curve.push_back({alpha, 0.002 - 0.0015 * keptAt(alpha), keptAt(alpha), keptAt(alpha) > 0});
            }
            preview.tuningAnswers = 500;
            preview.calibrationAnswers = 1000;
            preview.trafficQueries = 20'000;
            preview.isTrafficLive = true;
            preview.queriesPerDay = 1000;
            preview.note = "Replayed on 20000 recent queries.";
            return preview;
        }
    }
    return core::fail(core::ErrorCode::NotFound, "nothing of " + draft.taskId + " is judged yet");
}

std::vector<ConsoleCommand> Console::executed() const
{
    const std::scoped_lock lock(m_mutex);
    return m_executed;
}

Services makeServices(const Options& options)
{
    Services services;
    services.clock = std::make_shared<core::ManualClock>(referenceTime());
    services.requests = std::make_shared<Requests>(
        options, options.isEmpty ? std::vector<QueryRecord>() : makeRecords(options));
    services.metrics = std::make_shared<Metrics>(options, services.requests);
    services.costs = std::make_shared<Costs>(options, services.requests);
    services.reviews = std::make_shared<Reviews>(options, services.requests);
    services.clusters = std::make_shared<Clusters>(options, services.requests);
    services.coverage = std::make_shared<Coverage>(
        options.isEmpty ? core::ports::CoverageReport{} : fullCoverage(), [options] { return options.fails(); });
    services.studies = std::make_shared<Studies>();
    services.runs = std::make_shared<Runs>(options);
    services.loops = std::make_shared<Loops>(options);
    services.console = std::make_shared<Console>(options, services.requests, services.studies);
    services.policies = std::make_shared<Policies>(options, services.console);
    return services;
}

} // namespace fake
