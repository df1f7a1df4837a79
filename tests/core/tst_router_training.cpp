#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "routing_samples.h"

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/engine/router_training.h"
#include "core/torch/router_trainer.h"

#include <QTemporaryDir>

using namespace core;
using namespace routingtest;

namespace {

/// Right about easy words only.
class FakeStudent final : public ports::Student {
public:
    Result<ports::StudentAnswer> answer(const std::string& text, std::span<const std::string>) const override
    {
        const bool isHard = std::any_of(hardWords().begin(), hardWords().end(),
            [&](const std::string& word) { return text.find(word) != std::string::npos; });
        return ports::StudentAnswer{isHard ? "wrong" : "right", 0.9, 0.8, 0.1};
    }
    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return "task0"; }
    std::string fingerprint() const override { return "fake"; }
};

domain::StoredExample stored(const Text& text)
{
    domain::StoredExample row;
    row.example.taskId = text.task;
    row.example.text = text.text;
    row.example.id = text.text;
    row.example.reference.labels = {"right"};
    domain::RecordedResponse response;
    response.text = "right";
    response.quality = 1.0;
    row.example.responses["large-model"] = response;
    return row;
}

engine::RouterTrainingInput input()
{
    engine::RouterTrainingInput made;
    domain::Tier student;
    student.id = "small";
    student.provider = domain::TierProvider::Student;
    domain::Tier large;
    large.id = "large";
    large.rank = 1;
    large.model = "large-model";
    large.prices = {2'000'000, 6'000'000};
    made.tiersByRank = {student, large};
    engine::RouterTrainingInput::TaskData data;
    data.task.id = "task0";
    data.task.answerFloor = 0.5;
    data.student = std::make_shared<FakeStudent>();
    for (const Text& text : texts(300, 1, "task0")) {
        data.training.push_back(stored(text));
        data.studentQuality[text.text] = text.isHard ? 0.0 : 1.0;
    }
    for (const Text& text : texts(60, 2, "task0")) {
        data.tuning.push_back(stored(text));
    }
    made.tasks.push_back(std::move(data));
    made.name = "task0";
    return made;
}

} // namespace

class TestRouterTraining final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void signalsBecomeOneSet();
    void aStudentIsNotJudgedOnItsOwnTrainingTexts();
    void signalsOfOtherTasksAndTiersAreLeftOut();
    void theArtefactHasChecksumAndFingerprint();
    void theFingerprintFollowsTheData();
    void cancellingLeavesNothing();
    void parametersSurviveTheRun();
};

void TestRouterTraining::signalsBecomeOneSet()
{
    engine::RouterTrainingInput from = input();
    from.preferences = {{"task0", "a text", "large", "small", 1.0}};
    from.feedback = {{"task0", "another text", "large", false, 0.5}};
    const auto set = engine::routerTrainingSet(from, {});
    QVERIFY(set);
    QCOMPARE(set->tierIds, (std::vector<std::string>{"small", "large"}));
    QCOMPARE(set->training.size(), std::size_t{301});
    QCOMPARE(set->training.back().quality[1], 0.0);
    QCOMPARE(set->preferences.size(), std::size_t{1});
    QVERIFY(std::isnan(set->relativeCosts[0])); // no price
    QCOMPARE(set->relativeCosts[1], 1.0);
    engine::RouterTrainingOptions without;
    without.usesPreferences = false;
    without.usesFeedback = false;
    const auto bare = engine::routerTrainingSet(from, without);
    QCOMPARE(bare->training.size(), std::size_t{300});
    QVERIFY(bare->preferences.empty());
}

void TestRouterTraining::aStudentIsNotJudgedOnItsOwnTrainingTexts()
{
    engine::RouterTrainingInput from = input();
    from.tasks[0].studentQuality.clear();
    const auto set = engine::routerTrainingSet(from, {});
    QVERIFY(std::all_of(set->training.begin(), set->training.end(),
        [](const ports::RouterExample& example) { return std::isnan(example.quality[0]); }));
    QVERIFY(std::none_of(set->tuning.begin(), set->tuning.end(),
        [](const ports::RouterExample& example) { return std::isnan(example.quality[0]); }));
}

void TestRouterTraining::signalsOfOtherTasksAndTiersAreLeftOut()
{
    engine::RouterTrainingInput from = input();
    from.preferences = {{"elsewhere", "a text", "large", "small", 1.0}};
    from.feedback = {{"elsewhere", "x", "large", true, 1.0}, {"task0", "x", "retired", true, 1.0}};
    const auto set = engine::routerTrainingSet(from, {});
    QVERIFY(set);
    QVERIFY(set->preferences.empty());
    QCOMPARE(set->training.size(), std::size_t{300});
}

void TestRouterTraining::theArtefactHasChecksumAndFingerprint()
{
    QTemporaryDir folder;
    const std::filesystem::path staging = folder.path().toStdString();
    double last = 0;
    const auto result = engine::trainRouter(*core::torch::makeRouterTrainer(), input(), {}, staging,
        [&](const ports::TrainingProgress& now) {
            QVERIFY(now.fraction >= last && now.fraction <= 1);
            last = now.fraction;
        },
        {});
    QVERIFY2(result, result ? "" : result.error().message.c_str());
    QCOMPARE(last, 1.0);
    QCOMPARE(result->artefacts.size(), std::size_t{1});
    const domain::Artefact& artefact = result->artefacts.front();
    QCOMPARE(artefact.kind, std::string("router"));
    QCOMPARE(artefact.sha256, sha256Hex(readWholeFile(staging / artefact.path, 1 << 28).value()));
    QVERIFY(artefact.id.starts_with("router-task0-"));
    QCOMPARE(artefact.dataFingerprint.size(), std::size_t{64});
    QVERIFY(result->certificates.empty());
    const auto metric = [&](const std::string& name) {
        return std::find_if(result->metrics.begin(), result->metrics.end(),
            [&](const domain::RunMetric& one) { return one.name == name; })->value;
    };
    QCOMPARE(metric("judged_texts"), 360.0);
    QVERIFY(metric("tuning_brier") < metric("tuning_brier_of_the_mean"));
}

void TestRouterTraining::theFingerprintFollowsTheData()
{
    QTemporaryDir folder;
    const auto fingerprint = [&](const engine::RouterTrainingInput& from) {
        return engine::trainRouter(*core::torch::makeRouterTrainer(), from, {}, folder.path().toStdString(),
            [](const ports::TrainingProgress&) {}, {})->artefacts.front().dataFingerprint;
    };
    engine::RouterTrainingInput changed = input();
    changed.preferences = {{"task0", "a text", "large", "small", 1.0}};
    QCOMPARE(fingerprint(input()), fingerprint(input()));
    QVERIFY(fingerprint(input()) != fingerprint(changed));
}

void TestRouterTraining::cancellingLeavesNothing()
{
    QTemporaryDir folder;
    std::stop_source source;
    const auto result = engine::trainRouter(*core::torch::makeRouterTrainer(), input(), {},
        folder.path().toStdString(), [&](const ports::TrainingProgress&) { source.request_stop(); },
        source.get_token());
    QVERIFY(result.error().code == ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(std::filesystem::path(folder.path().toStdString()) / "router.bin"));
}

void TestRouterTraining::parametersSurviveTheRun()
{
    engine::RouterTrainingOptions options;
    options.router.encoderName = "use-lite";
    options.router.usesWords = false;
    options.router.preferenceWeight = 0.25;
    options.router.costWeight = 0.3;
    options.router.targetWeight = 0.5;
    options.router.seed = 7;
    options.baseRouter = "router-shared-1";
    options.usesFeedback = false;
    const auto read = engine::routerTrainingOptionsFromJson(engine::toJson(options));
    QVERIFY(read);
    QCOMPARE(engine::toJson(*read), engine::toJson(options));
    QVERIFY(engine::routerTrainingOptionsFromJson("[]").error().code == ErrorCode::InvalidArgument);
    QVERIFY(engine::routerTrainingOptionsFromJson(R"({"seed":"x"})").error().code == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestRouterTraining)
#include "tst_router_training.moc"
