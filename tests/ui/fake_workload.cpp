#include "fake_workload.h"

#include "core/base/rng.h"
#include "core/base/uuid.h"

#include <array>
#include <cmath>

namespace fake {

namespace {

using namespace std::chrono_literals;
using core::domain::Attempt;
using core::domain::AttemptResult;
using core::domain::Money;

constexpr std::array kTasks{"cs_intent", "legal_risk", "fin_ner", "legal_clause", "fin_summ", "cs_response"};
constexpr std::array kTexts{
    "My card was charged twice for the same train ticket yesterday evening, can you reverse one of them?",
    "Licensee shall indemnify the Licensor against any claim arising from unauthorised sublicensing.",
    "Northwind Holdings raised $420 million from Aster Capital ahead of its Frankfurt listing.",
    "Either party may terminate this Agreement upon ninety days' written notice to the other party.",
    "Revenue rose 12% on stronger subscription sales while operating margin narrowed to 18.4%.",
    "The parcel says delivered but nothing arrived, and the neighbours have not seen it either.",
};
constexpr std::array kAnswers{"transaction_charged_twice", "high",
    "B-ORG I-ORG O B-MONEY I-MONEY O B-ORG I-ORG O O B-LOC O", "termination",
    "Revenue grew 12% on subscriptions; margin fell to 18.4%.",
    "I am sorry about that. I have opened a trace with the carrier and will write again tomorrow."};

core::TimePoint servingSince(std::size_t task)
{
    return referenceTime() - 13min + std::chrono::seconds(100 * task);
}

Attempt makeAttempt(
    const std::string& tier, std::int64_t in, std::int64_t out, std::int64_t nanoUsd, double latencyMs)
{
    Attempt attempt;
    attempt.tierId = tier;
    attempt.model = tier == "student" ? "student-v1" : tier == "mid" ? "demo-mid" : "demo-large";
    attempt.usage = {in, out};
    attempt.cost = Money{nanoUsd};
    attempt.latencyMs = latencyMs;
    return attempt;
}

core::domain::QueryRecord makeRecord(core::TimePoint at, std::uint64_t sequence, core::Rng& rng)
{
    const std::size_t task = rng.below(kTasks.size());
    core::domain::QueryRecord record;
    record.id = core::makeUuidV7(at, 7, sequence);
    record.at = at;
    record.taskId = kTasks[task];
    record.source = "demo";
    record.text = kTexts[task];
    record.isSimulated = true;
    record.policyVersionId = "5f0c1a9b7d2e";
    const auto in = static_cast<std::int64_t>(40 + rng.below(120));
    const auto out = static_cast<std::int64_t>(8 + rng.below(90));
    const bool hasStudent = at >= servingSince(task);
    const double difficulty = rng.uniform();
    double latency = 0.4;
    if (hasStudent) {
        record.routerVersion = "router-1";
        record.prediction.difficulty = difficulty;
        const double p = 1 / (1 + std::exp(8 * (difficulty - 0.75)));
        record.prediction.tiers = {{"student", p, p, 0, 0.4},
            {"mid", std::min(0.99, p + 0.2), 0.9, 0.0002, 320}, {"large", 0.985, 0.98, 0.0021, 900}};
        Attempt student = makeAttempt("student", in, out, 0, 0.3 + 0.4 * rng.uniform());
        student.score = 1 - 0.9 * difficulty;
        student.threshold = 0.34;
        student.answer = difficulty < 0.7 ? kAnswers[task] : "balance_not_updated";
        student.quality = difficulty < 0.7 ? 1.0 : 0.3;
        student.result
            = *student.score >= *student.threshold ? AttemptResult::Accepted : AttemptResult::Escalated;
        latency += student.latencyMs;
        record.attempts.push_back(student);
    }
    const bool isAccepted = hasStudent && record.attempts.back().result == AttemptResult::Accepted;
    if (hasStudent && !isAccepted) {
        Attempt mid = makeAttempt("mid", in, out, 150 * in + 600 * out, 180 + 260 * rng.uniform());
        mid.score = 1 - 0.7 * difficulty * rng.uniform();
        mid.threshold = 0.62;
        mid.answer = kAnswers[task];
        mid.quality = 0.95;
        mid.result = *mid.score >= *mid.threshold ? AttemptResult::Accepted : AttemptResult::Escalated;
        latency += mid.latencyMs;
        record.attempts.push_back(mid);
    }
    record.lastTierCost = Money{2'500 * in + 10'000 * out};
    record.isLastTierCostKnown = true;
    record.isLastTierCostEstimated = true;
    if (record.attempts.empty() || record.attempts.back().result == AttemptResult::Escalated) {
        Attempt large = makeAttempt(
            "large", in, out, 2'500 * in + 10'000 * out, 500 + 1400 * rng.uniform() * rng.uniform());
        large.answer = kAnswers[task];
        large.quality = 1.0;
        latency += large.latencyMs;
        record.attempts.push_back(large);
        record.isLastTierCostEstimated = false;
    } else {
        record.scope = core::domain::CertificateScope::Certified;
    }
    record.latencyMs = latency;
    record.overheadMs = 0.21;
    return record;
}

core::domain::Run makeRun(const char* task, int number, core::domain::RunState state)
{
    core::domain::Run run;
    run.id = core::makeUuidV7(
        referenceTime() - 60min + std::chrono::seconds(number), 3, static_cast<std::uint64_t>(number));
    run.taskId = task;
    run.state = state;
    run.createdAt = referenceTime() - 14min;
    if (state != core::domain::RunState::Queued) {
        run.startedAt = referenceTime() - 14min + std::chrono::seconds(90 * number);
        run.stage = "epoch 5 of 9, tuning accuracy 0.912";
        run.progress = 0.52;
    }
    if (run.isFinal()) {
        run.finishedAt = *run.startedAt + 74s;
        run.progress = 1;
        run.stage = "calibrated: threshold 0.340";
    }
    if (state == core::domain::RunState::Failed) {
        run.errorMessage = "the worker was killed (out of memory); train again with fewer buckets";
    }
    return run;
}

} // namespace

std::vector<core::domain::QueryRecord> makeRecords(const Options& options)
{
    core::Rng rng(11);
    std::vector<core::domain::QueryRecord> records;
    const core::TimePoint recent = referenceTime() - std::chrono::minutes(options.recentMinutes);
    const auto older = static_cast<std::int64_t>(options.olderDays) * options.olderPerDay;
    for (std::int64_t i = 0; i < older; ++i) {
        const auto gap = std::chrono::microseconds(86'400'000'000LL / options.olderPerDay);
        records.push_back(makeRecord(recent - gap * (older - i), static_cast<std::uint64_t>(i), rng));
    }
    const auto dense = static_cast<std::int64_t>(options.recentMinutes * 60 * options.recentPerSecond);
    for (std::int64_t i = 0; i < dense; ++i) {
        const auto at = recent
            + std::chrono::microseconds(static_cast<std::int64_t>(1e6 / options.recentPerSecond)) * i;
        records.push_back(makeRecord(at, static_cast<std::uint64_t>(older + i), rng));
    }
    return records;
}

std::vector<core::domain::Marker> markers()
{
    std::vector<core::domain::Marker> list;
    for (std::size_t i = 0; i < 4; ++i) {
        list.push_back({servingSince(i), "run", kTasks[i],
            "Student for " + core::domain::presetTask(kTasks[i])->name + " took over", "5f0c1a9b7d2e"});
    }
    return list;
}

core::ports::ConsoleSnapshot makeSnapshot(const Options& options)
{
    using core::domain::RunState;
    core::ports::ConsoleSnapshot snapshot;
    snapshot.revision = 1;
    snapshot.at = referenceTime();
    snapshot.workspace
        = {"/home/operator/.local/share/routenlp/demo", "demo", options.isDemo, options.isReadOnly, false};
    core::domain::PolicyVersion policy;
    policy.sequence = 5;
    policy.at = referenceTime() - 4min;
    policy.author = "engine";
    policy.reason = "student for legal_clause certified";
    for (std::size_t i = 0; i < kTasks.size(); ++i) {
        core::domain::Task task = *core::domain::presetTask(kTasks[i]);
        const bool isServing = !options.isEmpty && i < 4;
        snapshot.tasks.push_back(task);
        snapshot.students.push_back({task.id, isServing, isServing ? "student-" + task.id + "-3f9a12bc" : "",
            isServing ? std::optional(0.34) : std::nullopt});
        core::domain::TaskPolicy taskPolicy;
        taskPolicy.taskId = task.id;
        taskPolicy.answerFloor = task.answerFloor;
        if (isServing) {
            taskPolicy.thresholds["student"] = 0.34;
            if (options.hasLoop) {
                taskPolicy.modelVersions["student"]
                    = options.isRolledBack ? "student-before" : snapshot.students.back().modelVersion;
            }
            core::domain::Certificate certificate;
            certificate.taskId = task.id;
            certificate.tierId = "student";
            if (i != 3) {
                certificate.threshold = 0.34;
            } else {
                certificate.noneReason
                    = "41 of 380 answers failed; about 620 more judged answers are needed for a risk of 5%.";
            }
            certificate.accepted = 612 + static_cast<std::int64_t>(i) * 31;
            certificate.failures = 17;
            certificate.riskUpperBound = 0.0413;
            certificate.calibrationSize = 800;
            certificate.labelSource = "reference";
            certificate.at = servingSince(i);
            snapshot.certificates.push_back(certificate);
        }
        policy.tasks[task.id] = taskPolicy;
    }
    if (!options.isEmpty) {
        snapshot.policy = core::domain::sealed(policy);
    }
    using core::domain::TierProvider;
    snapshot.tiers = {
        {"student", "Student", TierProvider::Student, 0, "local", "p-0", {0, 0}, false, false, 0.4},
        {"mid", "Mid", TierProvider::Recording, 1, "demo-mid", "p-1", {150'000, 600'000}, false, true, 320},
        {"large", "Large", TierProvider::Recording, 2, "demo-large", "p-2", {2'500'000, 10'000'000}, false,
            true, 900},
    };
    if (options.isTraining && !options.isEmpty) {
        snapshot.runs = {makeRun(kTasks[5], 6, RunState::Queued), makeRun(kTasks[4], 5, RunState::Running),
            makeRun(kTasks[3], 4, RunState::Succeeded), makeRun(kTasks[3], 3, RunState::Failed),
            makeRun(kTasks[2], 2, RunState::Succeeded), makeRun(kTasks[1], 1, RunState::Succeeded),
            makeRun(kTasks[0], 0, RunState::Succeeded)};
        snapshot.runs[1].startedAt = referenceTime() - 31s;
        if (options.hasLoop) {
            core::domain::Run loop = makeRun("", 7, RunState::Failed);
            loop.id = kLoopRun;
            loop.kind = core::domain::RunKind::Loop;
            snapshot.runs.insert(snapshot.runs.begin(), loop);
        }
    }
    snapshot.lastRecordAt = options.isEmpty ? core::TimePoint{} : referenceTime() - 300ms;
    snapshot.simulatedTraffic = {options.isDemo, options.isDemo, 4, 0};
    snapshot.backfill = {options.isTraining && !options.isEmpty, 0.43};
    if (options.isFailing) {
        snapshot.problems
            = {"The writer cannot write: the disk is full. Free some space; nothing acknowledged is lost."};
    }
    return snapshot;
}

} // namespace fake
