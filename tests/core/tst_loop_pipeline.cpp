#include <QTemporaryDir>
#include <QTest>

#include "core/base/hash.h"
#include "core/conformal/delta_ledger.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/loop/loop_pipeline.h"
#include "core/engine/loop/loop_setting.h"
#include "core/engine/loop/stronger_student.h"
#include "core/evaluation/answer_metrics.h"
#include "core/torch/router_trainer.h"
#include "core/torch/student_trainer.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/loop_fakes.h"

#include <array>
#include <filesystem>
#include <map>
#include <utility>

using namespace core;
using namespace core::engine;
using namespace core::engine::loop;
using domain::DataSplit;

namespace {

constexpr std::array kSubjects{"card", "transfer", "refund", "password"};

/// Texts whose words tell the subject. The hash splits them, as an import does: every split has its share of every
/// subject and of every pair of words, and no text is novel only for the split that it is in.
std::vector<domain::StoredExample> dataSet()
{
    static const std::array<std::array<const char*, 4>, 4> words{{{"plastic", "chip", "delivery", "contactless"},
        {"wire", "iban", "transfer", "payee"}, {"returned", "refund", "merchant", "dispute"},
        {"login", "password", "locked", "passcode"}}};
    constexpr std::array splits{DataSplit::Training, DataSplit::Training, DataSplit::Training, DataSplit::Tuning,
        DataSplit::Calibration, DataSplit::Calibration, DataSplit::Gate, DataSplit::Gate};
    std::vector<domain::StoredExample> examples;
    for (std::size_t i = 0; i < 2400; ++i) {
        const std::size_t subject = i % 4;
        const std::string text = std::string("please ") + words[subject][i / 4 % 4] + " "
            + words[subject][i / 16 % 4] + " number " + std::to_string(i);
        const std::string hash = sha256Hex(text);
        examples.push_back(fakes::labelledText(hash, text, kSubjects[subject], splits[std::stoull(hash.substr(0, 8), nullptr, 16) % splits.size()]));
    }
    std::ranges::sort(examples, {}, [](const auto& stored) { return stored.identity.hash; });
    return examples;
}

class FixedPortfolio final : public ports::PortfolioStore {
public:
    Result<std::vector<domain::Task>> tasks() const override
    {
        std::vector<domain::Task> all(2, fakes::intentTask());
        all.back().id = "other";
        return all;
    }
    Result<void> saveTask(const domain::Task&) override { return {}; }
    Result<std::vector<domain::Tier>> tiers() const override { return tiersByRank; }
    Result<void> saveTier(const domain::Tier&) override { return {}; }
    Result<void> addPriceVersion(const domain::PriceVersion&) override { return {}; }
    Result<std::vector<domain::PriceVersion>> priceVersions() const override { return std::vector<domain::PriceVersion>(); }

    std::vector<domain::Tier> tiersByRank = fakes::studentAndOracle();
};

class OnePolicy final : public ports::PolicyStore {
public:
    Result<std::vector<domain::PolicyVersion>> versions() const override
    {
        std::vector<domain::PolicyVersion> all = earlier;
        all.push_back(policy);
        return all;
    }
    Result<std::optional<domain::PolicyVersion>> active() const override { return std::optional(policy); }
    Result<void> append(const domain::PolicyVersion&, std::span<const domain::Certificate>) override { return {}; }
    Result<std::vector<domain::Certificate>> certificates(const std::string&, const std::string&) const override
    {
        return std::vector<domain::Certificate>();
    }
    std::vector<domain::PolicyVersion> earlier;
    domain::PolicyVersion policy;
};

class NoTraffic final : public ports::TrafficTexts {
public:
    Result<std::vector<ports::TrafficText>> texts(const ports::TrafficTextQuery& query) const override
    {
        return query.split == DataSplit::Training ? found : std::vector<ports::TrafficText>();
    }
    Result<std::int64_t> queries(const ports::TimeRange&, const std::string&) const override { return count; }
    Result<std::vector<ports::ReviewedAnswer>> reviewed(const std::string&, DataSplit split) const override
    {
        return split == DataSplit::Gate ? reviews : ofTraining;
    }
    std::vector<ports::ReviewedAnswer> reviews; ///< of gate texts
    std::vector<ports::ReviewedAnswer> ofTraining;
    std::vector<ports::TrafficText> found;
    std::int64_t count = 0;
};

class EmptyBook final : public ports::ClusterBook {
public:
    Result<std::vector<ports::BookedCluster>> clusters() const override { return std::vector<ports::BookedCluster>(); }
    Result<std::string> newestEdit() const override { return std::string(); }
    Result<void> rename(const ports::RenameCluster&) override { return {}; }
    Result<void> merge(const ports::MergeClusters&) override { return {}; }
    Result<void> exclude(const ports::ExcludeCluster&) override { return {}; }
    Result<void> draw(const ports::DrawCluster&) override { return {}; }
    Result<void> undo() override { return {}; }
};

/// A workspace in memory with real students, whose champion knows `firstSubjects` only.
struct Workshop {
    QTemporaryDir directory;
    SystemClock clock;
    FixedPortfolio portfolio;
    OnePolicy policies;
    fakes::MemoryRunStore runs;
    fakes::MemoryExampleStore examples;
    NoTraffic traffic;
    fakes::MemoryLoopStore loops;
    EmptyBook book;
    std::unique_ptr<ports::StudentTrainer> students = core::torch::makeStudentTrainer(
        [](const domain::Task& task, const std::string& answer, const domain::Example& example) {
            return evaluation::answerQuality(task, answer, example.reference);
        });
    std::unique_ptr<ports::RouterTrainer> routers = core::torch::makeRouterTrainer();
    std::unique_ptr<ports::ThresholdCalibrator> calibrator = conformal::makeFixedSequenceCalibrator();
    domain::LoopOptions options;
    conformal::PromiseScope scope = conformal::PromiseScope::PerTask;

    Workshop()
    {
        examples.stored = dataSet();
        options.epochs = 4;
        policies.policy.id = "policy-1";
        policies.policy.tasks["task"].taskId = "task";
    }
    LoopPipeline pipeline()
    {
        return LoopPipeline({clock, portfolio, policies, runs, examples, traffic, loops, book, *students, *routers,
            *calibrator, directory.path().toStdString()});
    }
    /// The same champion, on the other's files.
    void serveAs(const Workshop& other)
    {
        policies.policy = other.policies.policy;
        const auto artefacts = other.runs.artefacts();
        for (domain::Artefact artefact : artefacts.value()) {
            artefact.path = other.directory.filePath(QString::fromStdString(artefact.path)).toStdString();
            if (!runs.addArtefact(artefact)) {
                qFatal("cannot store an artefact");
            }
        }
    }
    std::vector<domain::StoredExample> training() const { return *examples.examples("task", DataSplit::Training); }

    void teach(int iteration, const domain::StoredExample& stored, const std::string& answer)
    {
        domain::TaughtRow row;
        row.runId = "run";
        row.iteration = iteration;
        row.taskId = "task";
        row.textHash = stored.identity.hash;
        row.cluster = "about " + stored.example.reference.labels.front();
        row.state = domain::TaughtState::Taught;
        row.source = iteration == 0 ? domain::TaughtSource::Reference : domain::TaughtSource::Called;
        row.answer = answer;
        loops.texts[row.textHash] = stored.example.text;
        if (!loops.saveTaught(std::vector{row})) {
            qFatal("cannot store a taught text");
        }
    }
    /// Trains and stores what a run taught, as its owner would.
    TrainResult train(int iteration)
    {
        const std::filesystem::path root = directory.path().toStdString();
        const auto staging = root / ("staging-" + std::to_string(iteration));
        std::filesystem::create_directories(staging);
        const auto trained = pipeline().train({"run", iteration, "task", options, scope}, staging, [](const auto&) {}, {});
        if (!trained) {
            qFatal("%s", trained.error().message.c_str());
        }
        TrainResult result;
        result.certificates = trained->certificates;
        for (domain::Artefact artefact : trained->artefacts) {
            artefact.path = (std::filesystem::path("staging-" + std::to_string(iteration)) / artefact.path).string();
            (artefact.kind == "student" ? result.studentId : result.routerId) = artefact.id;
            if (!runs.addArtefact(artefact)) {
                qFatal("cannot store an artefact");
            }
        }
        domain::LoopStageRecord record{"run", iteration, iteration, "task", domain::LoopStage::Train, true,
            toJson(result), clock.now(), {}};
        if (!loops.saveStage(record)) {
            qFatal("cannot store a stage");
        }
        return result;
    }
    void serve(const TrainResult& result, int iteration, const std::string& champion)
    {
        domain::TaskPolicy& policy = policies.policy.tasks["task"];
        policy.modelVersions["student"] = result.studentId;
        policy.routerVersion = result.routerId;
        policy.thresholds.clear();
        for (const domain::Certificate& certificate : result.certificates) {
            if (certificate.threshold) {
                policy.thresholds[certificate.tierId] = *certificate.threshold;
            }
        }
        domain::LoopDecision decision;
        decision.runId = "run";
        decision.iteration = iteration;
        decision.taskId = "task";
        decision.outcome = domain::LoopOutcome::Promoted;
        decision.studentId = result.studentId;
        decision.championStudentId = champion;
        if (!loops.saveDecision(decision)) {
            qFatal("cannot store a decision");
        }
    }
};

} // namespace

class TestLoopPipeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // a champion that has seen two of the four subjects
        int taught = 0;
        for (const domain::StoredExample& stored : m_shop.training()) {
            const std::string& label = stored.example.reference.labels.front();
            if ((label == "card" || label == "transfer") && taught < 160) {
                m_shop.teach(0, stored, label);
                ++taught;
            }
        }
        m_champion = m_shop.train(0);
        m_shop.serve(m_champion, 0, {});
    }
    void onlyTextsThatTheChampionDoesNotKnowAreChosen();
    void aTaughtChallengerIsBetterAndPassesTheGates();
    void aChallengerIsComparedWithTheFirstCertifiedChampion();
    void whatPeopleSaidOfGateAnswersReachesTheGates();
    void aFirstStudentIsJudgedSliceBySlice();
    void aChallengerWhoseLabelsWereShuffledInOneClusterIsStopped();
    void trafficJudgedWrongIsNeverLearnt();
    void anEndpointAsLastTierIsTaughtGatedAndExported();
    void whatPeopleSaidAfterTeachingIsWhatStudentsLearn();
    void aKnownTextComesBackWithItsCorrectionAlone();
    void anAnswerThatHadNotTheTasksFormIsNotPaidForAgain();
    void theSameStudentCertifiedForSomethingElseIsCharged();
    void aRunThatTaughtNothingExportsNothing();
    void whatTheTeacherThoughtOfTheLabelsIsTrainedOn();
    void theStudentOfATierAboveTeachesToo();

private:
    Workshop m_shop;
    TrainResult m_champion;
};

void TestLoopPipeline::onlyTextsThatTheChampionDoesNotKnowAreChosen()
{
    domain::LoopOptions options = m_shop.options;
    options.teacherCalls = 100;
    options.horizonDays = 364; // texts come once in the four weeks seen: a label pays only over a longer time
    const auto plan = m_shop.pipeline().select({"run", 1, "task", options});
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
    QVERIFY2(plan->isWorthIt, plan->reason.c_str());
    QCOMPARE(plan->poolTexts, std::int64_t(m_shop.training().size() - 160));
    std::map<std::string, DataSplit> splits;
    for (const domain::StoredExample& stored : m_shop.examples.stored) {
        splits[stored.identity.hash] = stored.identity.split;
    }
    std::size_t unseen = 0;
    for (const domain::TaughtRow& row : plan->chosen) {
        QVERIFY(splits.at(row.textHash) == DataSplit::Training);
        const auto stored = std::ranges::find_if(
            m_shop.examples.stored, [&](const auto& candidate) { return candidate.identity.hash == row.textHash; });
        const std::string& label = stored->example.reference.labels.front();
        unseen += label == "refund" || label == "password" ? 1 : 0;
    }
    QVERIFY2(unseen > plan->chosen.size() / 2, "labels should go where the champion is unsure");
    QVERIFY(plan->savedPerQuery.nanoUsd > 0 && plan->pricePerCall.nanoUsd > 0);
    QCOMPARE(plan->paidCalls, std::int64_t(plan->chosen.size()));
}

void TestLoopPipeline::aTaughtChallengerIsBetterAndPassesTheGates()
{
    int taught = 0;
    for (const domain::StoredExample& stored : m_shop.training()) {
        const std::string& label = stored.example.reference.labels.front();
        if ((label == "refund" || label == "password") && taught < 160) {
            m_shop.teach(1, stored, label);
            ++taught;
        }
    }
    const TrainResult challenger = m_shop.train(1);
    const auto gates = m_shop.pipeline().gate({"run", 1, "task", m_shop.options});
    QVERIFY2(gates.has_value(), gates ? "" : gates.error().message.c_str());
    QVERIFY2(gates->outcome == domain::LoopOutcome::Promoted, gates->reason.c_str());
    QVERIFY(gates->challengerCost < gates->championCost);
    QCOMPARE(gates->look, 1);
    // another night's challenger is compared with the same champion on the same texts
    m_shop.loops.looks = {{"earlier", 1, toJson(*gates, Detail::Stored), gates->texts, gates->texts}};
    const auto second = m_shop.pipeline().gate({"run", 1, "task", m_shop.options});
    m_shop.loops.looks.clear();
    QVERIFY(second.has_value());
    QCOMPARE(second->look, 2);
    QVERIFY(second->level < gates->level);
    QVERIFY2(second->reason.find("look 2 at the gate texts") != std::string::npos, second->reason.c_str());
    QCOMPARE(gates->texts, std::int64_t(m_shop.examples.examples("task", DataSplit::Gate)->size()));
    QCOMPARE(gates->championStudentId, m_champion.studentId);
    QVERIFY(challenger.studentId != m_champion.studentId);
    QCOMPARE(challenger.certificates.front().scopeTasks, 1);
    // champion and challenger are certified on the same texts: the second attempt has its own part of delta
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-12; };
    const double delta = fakes::intentTask().delta;
    QVERIFY(near(m_champion.certificates.front().delta, delta * conformal::attemptShare(1)));
    QVERIFY(near(challenger.certificates.front().delta, delta * conformal::attemptShare(2)));
    // the same data and seed give the same bytes; where one promise covers both tasks, each spends half
    m_shop.scope = conformal::PromiseScope::AllTasks;
    const TrainResult sharing = m_shop.train(1);
    m_shop.scope = conformal::PromiseScope::PerTask;
    QCOMPARE(sharing.studentId, challenger.studentId);
    QCOMPARE(sharing.certificates.front().scopeTasks, 2);
    QVERIFY(near(2 * sharing.certificates.front().delta, delta * conformal::attemptShare(3))); // another promise
    // the same student certified for the same is the attempt that it was
    const TrainResult again = m_shop.train(1);
    QCOMPARE(again.studentId, challenger.studentId);
    QCOMPARE(again.certificates.front(), challenger.certificates.front());
}

void TestLoopPipeline::aChallengerIsComparedWithTheFirstCertifiedChampion()
{
    // the champion took the place of one that knew everything, which took that of one that was erased
    Workshop shop;
    shop.serveAs(m_shop);
    shop.loops = m_shop.loops;
    const auto report = m_shop.loops.report("run");
    const auto knowing = std::ranges::find_if(
        report->stages, [](const domain::LoopStageRecord& stage) { return stage.iteration == 1; });
    QVERIFY(knowing != report->stages.end());
    const auto trained = trainResultFromJson(knowing->resultJson);
    const auto promoted = [&](int iteration, const std::string& student, const std::string& champion) {
        domain::LoopDecision decision;
        decision.runId = "earlier";
        decision.iteration = iteration;
        decision.taskId = "task";
        decision.outcome = domain::LoopOutcome::Promoted;
        decision.studentId = student;
        decision.championStudentId = champion;
        return shop.loops.saveDecision(decision).has_value();
    };
    QVERIFY(promoted(1, trained->studentId, "erased"));
    QVERIFY(promoted(2, m_champion.studentId, trained->studentId));
    domain::PolicyVersion first = shop.policies.policy;
    first.id = "policy-first";
    first.tasks["task"].modelVersions["student"] = trained->studentId;
    first.tasks["task"].routerVersion = trained->routerId;
    first.tasks["task"].thresholds["student"] = *trained->certificates.front().threshold;
    domain::PolicyVersion gone = first;
    gone.id = "policy-gone";
    gone.tasks["task"].modelVersions["student"] = "erased";
    shop.policies.earlier = {gone, first};
    // the champion against itself loses nothing, and much beside the first one
    domain::LoopStageRecord same{"run", 9, 9, "task", domain::LoopStage::Train, true, toJson(m_champion), {}, {}};
    QVERIFY(shop.loops.saveStage(same).has_value());
    const auto gates = shop.pipeline().gate({"run", 9, "task", shop.options});
    QVERIFY2(gates.has_value(), gates ? "" : gates.error().message.c_str());
    const auto verdictOf = [&](std::string_view name) {
        return std::ranges::find(gates->report.metrics, name, &domain::GateMetric::name)->verdict;
    };
    QVERIFY(verdictOf(domain::kGateStudentQuality) == domain::Verdict::Pass);
    QVERIFY(verdictOf(domain::kGateAnchorStudentQuality) == domain::Verdict::Fail);
    QVERIFY(gates->outcome == domain::LoopOutcome::Discarded);
    QVERIFY2(gates->reason.find("policy-gone") != std::string::npos, gates->reason.c_str()); // the next one stands in
    const auto isCompared = [&] {
        const auto again = shop.pipeline().gate({"run", 9, "task", shop.options});
        return again && std::ranges::any_of(again->report.metrics, [](const domain::GateMetric& metric) {
            return metric.name == domain::kGateAnchorStudentQuality;
        });
    };
    QVERIFY(isCompared());
    // a threshold of another tier is no certificate of the student
    shop.policies.earlier.back().tasks["task"].thresholds = {{"medium", 0.5}};
    QVERIFY(!isCompared());
    shop.policies.earlier = {gone};
    QVERIFY(!isCompared());
    // whoever trained the champion meant it to take the place of what was there
    shop.policies.earlier = {first};
    QVERIFY(isCompared());
    std::erase_if(shop.loops.made, [&](const domain::LoopDecision& made) { return made.studentId == m_champion.studentId; });
    QVERIFY(!isCompared());
}

void TestLoopPipeline::whatPeopleSaidOfGateAnswersReachesTheGates()
{
    const auto gateTexts = *m_shop.examples.examples("task", DataSplit::Gate);
    const auto known = std::ranges::find_if(gateTexts, [](const domain::StoredExample& stored) {
        return stored.example.reference.labels.front() == "refund";
    });
    m_shop.traffic.reviews = {{known->identity.hash, "refund", false, {}}};
    const auto gates = m_shop.pipeline().gate({"run", 1, "task", m_shop.options});
    m_shop.traffic.reviews.clear();
    QVERIFY(gates.has_value());
    const auto answer = std::ranges::find(gates->answers, known->identity.hash, &domain::GateAnswer::textHash);
    QVERIFY(answer != gates->answers.end());
    QVERIFY(!answer->championMeets && answer->championIsReviewed); // the oracle's or the student's, it is "refund"
}

void TestLoopPipeline::aFirstStudentIsJudgedSliceBySlice()
{
    Workshop shop;
    int taught = 0;
    for (const domain::StoredExample& stored : shop.training()) {
        if (taught++ < 400) {
            shop.teach(0, stored, stored.example.reference.labels.front());
        }
    }
    const TrainResult first = shop.train(0);
    QVERIFY(first.certificates.front().threshold.has_value());
    const auto gates = shop.pipeline().gate({"run", 0, "task", shop.options});
    QVERIFY2(gates.has_value(), gates ? "" : gates.error().message.c_str());
    QVERIFY2(gates->outcome == domain::LoopOutcome::Promoted, gates->reason.c_str());
    QCOMPARE(gates->championAccepted, std::int64_t{0});
    QVERIFY(gates->challengerCost < gates->championCost);
    const auto slices = std::ranges::count(gates->report.metrics, domain::kGateSlice, &domain::GateMetric::name);
    QVERIFY2(slices > 1, "texts that were drawn are grouped for the gates");
}

void TestLoopPipeline::aChallengerWhoseLabelsWereShuffledInOneClusterIsStopped()
{
    // right about what the champion does not know, and wrong about one cluster that it knows
    const std::array shuffled{"transfer", "refund", "password"};
    std::size_t wrong = 0;
    std::size_t right = 0;
    std::size_t known = 0;
    for (const domain::StoredExample& stored : m_shop.training()) {
        const std::string& label = stored.example.reference.labels.front();
        if (label == "card" && known++ >= 80 && wrong < 120) {
            m_shop.teach(2, stored, shuffled[wrong++ % shuffled.size()]);
        } else if ((label == "refund" || label == "password") && right < 160) {
            m_shop.teach(2, stored, label);
            ++right;
        }
    }
    m_shop.train(2);
    const auto gates = m_shop.pipeline().gate({"run", 2, "task", m_shop.options});
    QVERIFY2(gates.has_value(), gates ? "" : gates.error().message.c_str());
    QVERIFY2(gates->outcome == domain::LoopOutcome::Discarded, gates->reason.c_str());
    const auto slice = std::ranges::find_if(gates->report.metrics, [](const domain::GateMetric& metric) {
        return metric.name == domain::kGateSlice && metric.slice == "about card";
    });
    QVERIFY(slice != gates->report.metrics.end());
    QVERIFY(slice->verdict == domain::Verdict::Fail);
}

void TestLoopPipeline::trafficJudgedWrongIsNeverLearnt()
{
    Workshop shop;
    shop.serveAs(m_shop);
    const auto text = [](const char* hash, const char* said, bool isRejected, const char* correction) {
        ports::TrafficText made;
        made.textHash = hash;
        made.queryId = std::string("q-") + hash;
        made.text = std::string("dispute with the merchant ") + hash;
        made.queries = 1000; // dear enough to be chosen
        made.lastTierAnswer = said;
        made.isLastTierRejected = isRejected;
        made.correction = correction;
        made.queryIds = {made.queryId};
        return made;
    };
    shop.traffic.found = {text("a", "refund", false, ""), text("b", "card", true, ""), text("c", "card", true, "refund")};
    shop.options.members = {"q-a", "q-b", "q-c"};
    const auto plan = shop.pipeline().select({"run", 1, "task", shop.options});
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
    std::map<std::string, domain::TaughtSource> sources;
    for (const domain::TaughtRow& row : plan->chosen) {
        sources[row.textHash] = row.source;
        QCOMPARE(row.answer, std::string("refund"));
    }
    QVERIFY(!sources.contains("b"));
    QVERIFY(sources.at("a") == domain::TaughtSource::Served);
    QVERIFY(sources.at("c") == domain::TaughtSource::Correction);
    QCOMPARE(plan->paidCalls, std::int64_t(0));
}

void TestLoopPipeline::anEndpointAsLastTierIsTaughtGatedAndExported()
{
    Workshop shop;
    shop.serveAs(m_shop);
    shop.loops = m_shop.loops;
    shop.portfolio.tiersByRank = fakes::studentAndEndpoint(); // imports hold nothing of it
    for (int i = 0; i < 40; ++i) {
        ports::TrafficText text;
        text.textHash = "sent-" + std::to_string(i);
        text.queryId = "q-" + std::to_string(i);
        text.text = "please returned refund to the merchant " + std::to_string(i);
        text.queries = 500;
        text.lastTierAnswer = "refund";
        text.lastTierCost = domain::Money{700'000};
        text.lastTierQueries = 500;
        text.queryIds = {text.queryId};
        shop.traffic.found.push_back(std::move(text));
    }
    shop.traffic.count = 40 * 500;
    const auto plan = shop.pipeline().select({"now", 1, "task", shop.options});
    QVERIFY2(plan.has_value(), plan ? "" : plan.error().message.c_str());
    QVERIFY2(plan->isWorthIt, plan->reason.c_str());
    QCOMPARE(plan->pricePerCall.nanoUsd, std::int64_t{700'000});
    QVERIFY(plan->savedPerQuery.nanoUsd > 0 && !plan->isCostEstimated);

    int taught = 0;
    for (const domain::StoredExample& stored : shop.training()) {
        const std::string& label = stored.example.reference.labels.front();
        if ((label == "refund" || label == "password") && taught < 160) {
            shop.teach(3, stored, label);
            ++taught;
        }
    }
    const auto set = shop.pipeline().teacherSet({"run", 3, "task", shop.options});
    QVERIFY2(set.has_value(), set ? "" : set.error().message.c_str());
    QCOMPARE(set->fresh.size(), std::size_t{160});
    shop.train(3);
    const auto gates = shop.pipeline().gate({"run", 3, "task", shop.options});
    QVERIFY2(gates.has_value(), gates ? "" : gates.error().message.c_str());
    QVERIFY2(gates->outcome == domain::LoopOutcome::Promoted, gates->reason.c_str());
    QCOMPARE(gates->texts, std::int64_t(shop.examples.examples("task", DataSplit::Gate)->size()));
    QCOMPARE(gates->lastTierCost.nanoUsd, gates->texts * 700'000);
    QVERIFY(gates->challengerCost < gates->championCost);
    QVERIFY2(gates->reason.find("gate texts are not known") != std::string::npos, gates->reason.c_str());

    // before any traffic the price and the length of texts have to do; without a price nothing can be worth it
    shop.traffic.found.clear();
    shop.traffic.count = 0;
    const auto unseen = shop.pipeline().select({"now", 1, "task", shop.options});
    QVERIFY(unseen.has_value() && unseen->isCostEstimated);
    QVERIFY(unseen->savedPerQuery.nanoUsd > 0);
    shop.portfolio.tiersByRank.back().prices = {};
    const auto unpriced = shop.pipeline().select({"now", 1, "task", shop.options});
    QVERIFY(unpriced.has_value() && !unpriced->isWorthIt);
    QVERIFY2(unpriced->reason.find("its price") != std::string::npos, unpriced->reason.c_str());
}

namespace {

/// A text of traffic that a run asked the last tier about.
domain::TaughtRow taughtRow(const std::string& hash, const std::string& answer)
{
    domain::TaughtRow row;
    row.runId = "earlier";
    row.iteration = 1;
    row.taskId = "task";
    row.textHash = hash;
    row.text = "text of " + hash;
    row.source = domain::TaughtSource::Called;
    row.state = domain::TaughtState::Taught;
    row.answer = answer;
    row.tierId = "oracle";
    row.model = "big-2026-11";
    return row;
}

/// A correction, and what it corrects.
std::vector<ports::ReviewedAnswer> corrected(const std::string& hash, const std::string& from, const std::string& to)
{
    return {{hash, from, false, 0.0}, {hash, to, true, 1.0, true}};
}

} // namespace

void TestLoopPipeline::whatPeopleSaidAfterTeachingIsWhatStudentsLearn()
{
    Workshop shop;
    shop.serveAs(m_shop);
    QVERIFY(shop.loops.saveTaught(std::vector{taughtRow("wrong", "card"), taughtRow("rejected", "card"),
                                      taughtRow("sound", "card"), taughtRow("confirmed", "card")}).has_value());
    domain::LoopDecision promoted;
    promoted.runId = "earlier";
    promoted.iteration = 1;
    promoted.taskId = "task";
    promoted.outcome = domain::LoopOutcome::Promoted;
    promoted.studentId = m_champion.studentId;
    QVERIFY(shop.loops.saveDecision(promoted).has_value());
    domain::TaughtRow fresh = taughtRow("fresh", "card");
    fresh.runId = "now";
    domain::TaughtRow turnedDown = taughtRow("turned down", "card");
    turnedDown.runId = "now";
    QVERIFY(shop.loops.saveTaught(std::vector{fresh, turnedDown}).has_value());
    std::vector<ports::ReviewedAnswer>& said = shop.traffic.ofTraining;
    said = corrected("wrong", "card", "refund");
    said.push_back({"rejected", "card", false, 0.0});
    said.push_back({"turned down", "card", false, 0.0});
    for (ports::ReviewedAnswer& review : corrected("confirmed", "transfer", "refund")) { // of another answer to it
        said.push_back(std::move(review));
    }
    said.push_back({"confirmed", "card", true, 1.0});
    shop.options.replayPerFresh = 1000;
    const auto set = shop.pipeline().teacherSet({"now", 1, "task", shop.options});
    QVERIFY2(set.has_value(), set ? "" : set.error().message.c_str());
    QCOMPARE(set->fresh.size(), std::size_t{1});
    QCOMPARE(set->fresh.front().identity.hash, std::string("fresh"));
    QCOMPARE(set->rejected, std::size_t{1});
    std::map<std::string, std::string> learnt;
    for (const distill::TaughtText& text : set->replay) {
        learnt[text.identity.hash] = text.answer;
    }
    QCOMPARE(learnt.at("wrong"), std::string("refund"));
    QVERIFY(!learnt.contains("rejected"));
    QCOMPARE(learnt.at("sound"), std::string("card"));
    QCOMPARE(learnt.at("confirmed"), std::string("card"));
}

void TestLoopPipeline::aKnownTextComesBackWithItsCorrectionAlone()
{
    const auto tiers = fakes::studentAndEndpoint();
    const domain::Task task = fakes::intentTask();
    std::vector<ports::TrafficText> traffic;
    for (const char* hash : {"wrong", "rejected", "sound", "unknown"}) {
        ports::TrafficText text;
        text.textHash = hash;
        text.lastTierAnswer = "card";
        traffic.push_back(std::move(text));
    }
    std::vector<domain::TaughtRow> taught{
        taughtRow("wrong", "card"), taughtRow("rejected", "card"), taughtRow("sound", "card")};
    std::vector<ports::ReviewedAnswer> said = corrected("wrong", "card", "refund");
    said.push_back({"rejected", "card", false, 0.0});
    const ReviewedTexts people(said, task.answerFloor);
    const auto pool = [&] {
        return teachablePool({task, tiers.back(), traffic, 4, taught, {}, {}, taught, people, {}, 28}).texts;
    };
    const auto texts = pool();
    QCOMPARE(texts.size(), std::size_t{2});
    QCOMPARE(texts.front().textHash, std::string("wrong"));
    QCOMPARE(texts.front().answer, std::string("refund"));
    QVERIFY(texts.front().source == domain::TaughtSource::Correction);
    QCOMPARE(texts.back().textHash, std::string("unknown"));
    QVERIFY(texts.back().source == domain::TaughtSource::Served);
    // once the correction is learnt there is nothing left to teach; the newest row comes first
    taught.insert(taught.begin(), taughtRow("wrong", "refund"));
    QCOMPARE(pool().size(), std::size_t{1});
}

void TestLoopPipeline::anAnswerThatHadNotTheTasksFormIsNotPaidForAgain()
{
    auto tiers = fakes::studentAndEndpoint();
    const domain::Task task = fakes::intentTask();
    const std::vector<domain::StoredExample> training{
        fakes::labelledText("chatty", "money back", "refund", DataSplit::Training)};
    ports::TrafficText served; // in a client's own words
    served.textHash = "served";
    served.lastTierAnswer = "I think it is a refund";
    domain::TaughtRow malformed = taughtRow("chatty", "I think it is a refund");
    malformed.state = domain::TaughtState::Rejected;
    const ReviewedTexts people({}, task.answerFloor);
    const auto hashes = [&] {
        const std::vector<ports::TrafficText> traffic{served};
        const std::vector<domain::TaughtRow> answered{malformed};
        std::vector<std::string> found;
        for (const TeachableText& text :
            teachablePool({task, tiers.back(), traffic, 1, answered, training, {}, {}, people, {}, 28}).texts) {
            found.push_back(text.textHash);
            if (!text.answer.empty()) {
                found.push_back(text.answer);
            }
        }
        return found;
    };
    QCOMPARE(hashes(), std::vector<std::string>{"served"}); // which has to be asked for in the task's form
    tiers.back().model = "another";
    const std::vector<std::string> both{"served", "chatty"};
    QCOMPARE(hashes(), both);
}

void TestLoopPipeline::theSameStudentCertifiedForSomethingElseIsCharged()
{
    domain::Certificate look;
    look.tierId = "student";
    look.modelVersion = "a";
    look.labelSource = kReferenceAnswers;
    look.basis = "target .9";
    const auto student = [](const char* id, const std::string& certifiedFor) {
        domain::Artefact artefact;
        artefact.id = id;
        artefact.kind = "student";
        artefact.metricsJson = certifiedFor;
        return artefact;
    };
    const std::string same = lookOf(look, 0.1, "texts");
    EarlierLooks looks{{}, {student("a", same), student("b", "")}};
    QCOMPARE(attemptOfTraining({}, look, same), 1);
    QCOMPARE(attemptOfTraining(looks, look, same), 2); // b alone
    looks.certificates = {look};
    QCOMPARE(attemptOfTraining(looks, look, same), 2); // served meanwhile
    domain::Certificate other = look;
    other.alpha = 0.2;
    looks.certificates.push_back(other); // the operator tried another level on it
    QCOMPARE(attemptOfTraining(looks, look, same), 3);
    looks.certificates.clear();
    QCOMPARE(attemptOfTraining(looks, other, lookOf(other, 0.1, "texts")), 3);
    QCOMPARE(attemptOfTraining(looks, look, lookOf(look, 0.2, "texts")), 3);
    QCOMPARE(attemptOfTraining(looks, look, lookOf(look, 0.1, "other texts")), 3);
    looks.artefacts.front().metricsJson.clear(); // of a version that did not note it
    QCOMPARE(attemptOfTraining(looks, look, same), 3);
}

void TestLoopPipeline::aRunThatTaughtNothingExportsNothing()
{
    Workshop shop;
    domain::LoopDecision decision;
    decision.runId = "run";
    decision.taskId = "task";
    decision.outcome = domain::LoopOutcome::NotEnoughData;
    decision.reason = "the first student waits";
    QVERIFY(shop.loops.saveDecision(decision).has_value());
    const auto set = shop.pipeline().teacherSet({"run", 1, "task", shop.options});
    QVERIFY(!set.has_value());
    QVERIFY(set.error().code == ErrorCode::NotFound);
    QVERIFY2(set.error().message.find("the first student waits") != std::string::npos, set.error().message.c_str());
}

void TestLoopPipeline::whatTheTeacherThoughtOfTheLabelsIsTrainedOn()
{
    Workshop shop;
    shop.serveAs(m_shop);
    shop.loops = m_shop.loops;
    int taught = 0;
    for (const domain::StoredExample& stored : shop.training()) {
        const std::string& label = stored.example.reference.labels.front();
        if (label == "refund" && taught < 40) {
            shop.teach(9, stored, label);
            ++taught;
        }
    }
    const auto soft = [&](double refund, std::size_t count) {
        std::vector<domain::TaughtRow> rows = *shop.loops.taught("run", "task");
        std::erase_if(rows, [](const domain::TaughtRow& row) { return row.iteration != 9; });
        rows.resize(count);
        for (domain::TaughtRow& row : rows) {
            row.softTargets = {{{"refund", refund}, {"card", 1 - refund}}};
        }
        return rows;
    };
    const auto toldTexts = [&](const std::string& name) {
        const std::filesystem::path staging = shop.directory.filePath(QString::fromStdString(name)).toStdString();
        std::filesystem::create_directories(staging);
        const auto trained = shop.pipeline().train({"run", 9, "task", shop.options}, staging, [](const auto&) {}, {});
        if (!trained) {
            qFatal("%s", trained.error().message.c_str());
        }
        const auto metric = std::ranges::find(trained->metrics, "soft_target_examples", &domain::RunMetric::name);
        return std::pair(metric == trained->metrics.end() ? 0.0 : metric->value, trained->artefacts.front().sha256);
    };
    const auto plain = toldTexts("plain");
    QCOMPARE(plain.first, 0.0);
    QVERIFY(shop.loops.saveTaught(soft(0.7, 30)).has_value());
    const auto told = toldTexts("told");
    QCOMPARE(told.first, 30.0);
    QVERIFY(told.second != plain.second);
    shop.options.distillationWeight = 0;
    QCOMPARE(toldTexts("weightless").second, plain.second);
    shop.options.distillationWeight = 0.5;
    QVERIFY(shop.loops.saveTaught(soft(0.3, 30)).has_value()); // it thinks otherwise than it answered
    QCOMPARE(toldTexts("contradicted").second, plain.second);
}

void TestLoopPipeline::theStudentOfATierAboveTeachesToo()
{
    Workshop shop;
    shop.serveAs(m_shop);
    const LoopPorts stores{shop.clock, shop.portfolio, shop.policies, shop.runs, shop.examples, shop.traffic, shop.loops,
        shop.book, *shop.students, *shop.routers, *shop.calibrator, shop.directory.path().toStdString()};
    const auto stronger = [&]() -> Result<std::unique_ptr<ports::Student>> {
        const auto setting = readSetting(stores, "task");
        return setting ? strongerStudent(stores, *setting) : fail(setting.error());
    };
    QVERIFY(stronger().has_value() && *stronger() == nullptr);
    domain::Tier large = shop.portfolio.tiersByRank.front();
    large.id = "large-student";
    shop.portfolio.tiersByRank.insert(shop.portfolio.tiersByRank.begin() + 1, large);
    QVERIFY(stronger().has_value() && *stronger() == nullptr); // the policy names no student for it
    shop.policies.policy.tasks["task"].modelVersions["large-student"] = m_champion.studentId;
    const auto found = stronger();
    QVERIFY2(found.has_value(), found ? "" : found.error().message.c_str());
    QVERIFY(*found != nullptr);
    QCOMPARE((*found)->distributions("please transfer", {}).size(), std::size_t{1});
    shop.policies.policy.tasks["task"].modelVersions["large-student"] = "gone";
    QVERIFY(!stronger().has_value());
}

QTEST_GUILESS_MAIN(TestLoopPipeline)
#include "tst_loop_pipeline.moc"
