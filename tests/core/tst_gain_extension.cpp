#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "routing_samples.h"

#include "core/routing/gain_extension.h"

#include <algorithm>

using namespace core;
using namespace routingtest;

namespace {

const std::string kHard = "please explain my treaty case 3";
const std::string kEasy = "please explain my balance case 3";

routing::GainModel base(std::size_t count = 800)
{
    return routing::GainModel::fit(qualities(count), {}).value();
}

/// The base's texts with one more tier between the two, right three times of five on hard texts.
ports::RouterTrainingSet withMiddleTier(std::size_t judged)
{
    ports::RouterTrainingSet set = qualities();
    set.tierIds = {"small", "middle", "large"};
    Rng rng(4);
    for (std::size_t i = 0; i < set.training.size(); ++i) {
        std::vector<double>& quality = set.training[i].quality;
        const bool isHard = std::any_of(hardWords().begin(), hardWords().end(),
            [&](const std::string& word) { return set.training[i].text.find(word) != std::string::npos; });
        quality.insert(quality.begin() + 1, i < judged ? (rng.chance(isHard ? 0.6 : 0.97) ? 1.0 : 0.0) : kNan);
    }
    return set;
}

/// A task in which easy and hard words have changed places.
std::vector<ports::RouterExample> swappedTask(std::size_t count, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<ports::RouterExample> examples;
    for (const Text& text : texts(count, seed + 1, "other")) {
        examples.push_back({"other", text.text, {rng.chance(text.isHard ? 0.95 : 0.1) ? 1.0 : 0.0, 1.0}});
    }
    return examples;
}

/// Mean squared error of P(small meets target).
double brier(const routing::GainModel& model, const std::vector<ports::RouterExample>& examples)
{
    double sum = 0;
    for (const ports::RouterExample& example : examples) {
        const double error
            = model.predict(example.taskId, example.text).tiers[0].meetsTargetProbability - example.quality[0];
        sum += error * error / static_cast<double>(examples.size());
    }
    return sum;
}

} // namespace

class TestGainExtension final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewTierLeavesTheOthersAsTheyWere();
    void aNewTierIsPredictedAndCalibrated();
    void aNewTaskWorksFromFewLabels();
    void aNewTaskStartsFromWhatIsShared();
    void tierAndTaskTogether();
    void nothingNewIsRefused();
    void tooFewExamplesAreRefused();
    void aTierThatIsGoneIsRefused();
    void cancellingStops();
};

void TestGainExtension::aNewTierLeavesTheOthersAsTheyWere()
{
    const routing::GainModel before = base();
    const auto after = routing::extended(before, withMiddleTier(300));
    QVERIFY2(after, after ? "" : after.error().message.c_str());
    QCOMPARE(after->tierIds, (std::vector<std::string>{"small", "middle", "large"}));
    for (const Text& text : texts(50, 3)) {
        for (const std::string& task : {text.task, std::string("never seen")}) {
            const auto was = before.predict(task, text.text);
            const auto is = after->predict(task, text.text);
            QCOMPARE(is.tiers[0].meetsTargetProbability, was.tiers[0].meetsTargetProbability);
            QCOMPARE(is.tiers[2].meetsTargetProbability, was.tiers[1].meetsTargetProbability);
            QCOMPARE(is.difficulty, was.difficulty);
            QCOMPARE(is.isNovel, was.isNovel);
        }
    }
}

void TestGainExtension::aNewTierIsPredictedAndCalibrated()
{
    const auto model = routing::extended(base(), withMiddleTier(300));
    QVERIFY(model);
    const auto probability = [&](const std::string& text) {
        return model->predict("task1", text).tiers[1].meetsTargetProbability;
    };
    QVERIFY(std::abs(probability(kHard) - 0.6) < 0.2);
    QVERIFY(probability(kEasy) > 0.85);
    QVERIFY(probability(kEasy) > probability(kHard) + 0.1);
}

void TestGainExtension::aNewTaskWorksFromFewLabels()
{
    const routing::GainModel before = base();
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    set.answerFloors = {{"other", 0.5}};
    set.training = swappedTask(200, 21);
    const auto after = routing::extended(before, set);
    QVERIFY2(after, after ? "" : after.error().message.c_str());
    const auto test = swappedTask(300, 99);
    QVERIFY2(brier(*after, test) < 0.15, std::to_string(brier(*after, test)).c_str());
    QVERIFY2(brier(before, test) > 0.4, std::to_string(brier(before, test)).c_str()); // the shared weights alone are wrong about this task
    QVERIFY(after->taskNumber("other"));
    const double moved = std::abs(after->predict("task1", kHard).difficulty - before.predict("task1", kHard).difficulty);
    QVERIFY2(moved < 0.02, std::to_string(moved).c_str()); // hashed features of the new task may collide, no more
    for (const Text& text : texts(50, 3)) {
        QCOMPARE(after->predict(text.task, text.text).isNovel, before.predict(text.task, text.text).isNovel);
    }
}

void TestGainExtension::aNewTaskStartsFromWhatIsShared()
{
    // the task follows the shared weights: with 40 labels the extension beats a router trained on them alone
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    set.answerFloors = {{"other", 0.5}};
    Rng rng(31);
    const auto alike = [&](std::size_t count, std::uint64_t seed) {
        std::vector<ports::RouterExample> examples;
        for (const Text& text : texts(count, seed, "other")) {
            examples.push_back({"other", text.text, {rng.chance(text.isHard ? 0.1 : 0.95) ? 1.0 : 0.0, 1.0}});
        }
        return examples;
    };
    set.training = alike(40, 51);
    const auto extension = routing::extended(base(), set);
    const auto alone = routing::GainModel::fit(set, {});
    QVERIFY(extension && alone);
    const auto test = alike(400, 52);
    QVERIFY(brier(*extension, test) < brier(*alone, test) - 0.01);
}

void TestGainExtension::tierAndTaskTogether()
{
    ports::RouterTrainingSet set = withMiddleTier(200);
    for (ports::RouterExample& example : swappedTask(60, 8)) {
        example.quality.insert(example.quality.begin() + 1, 1.0);
        set.training.push_back(std::move(example));
    }
    const auto model = routing::extended(base(), set);
    QVERIFY2(model, model ? "" : model.error().message.c_str());
    QVERIFY(model->taskNumber("other"));
    const auto prediction = model->predict("other", kEasy);
    QCOMPARE(prediction.tiers.size(), std::size_t{3});
    QVERIFY(prediction.tiers[1].expectedQuality > prediction.tiers[0].expectedQuality);
}

void TestGainExtension::nothingNewIsRefused()
{
    QVERIFY(routing::extended(base(100), qualities()).error().code == ErrorCode::InvalidArgument);
}

void TestGainExtension::tooFewExamplesAreRefused()
{
    const auto tier = routing::extended(base(100), withMiddleTier(5));
    QVERIFY(tier.error().message.find("middle") != std::string::npos);
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    set.training = swappedTask(5, 1);
    QVERIFY(routing::extended(base(100), set).error().message.find("other") != std::string::npos);
}

void TestGainExtension::aTierThatIsGoneIsRefused()
{
    ports::RouterTrainingSet set = withMiddleTier(300);
    set.tierIds = {"small", "middle", "huge"};
    QVERIFY(routing::extended(base(100), set).error().message.find("large") != std::string::npos);
}

void TestGainExtension::cancellingStops()
{
    std::stop_source source;
    source.request_stop();
    QVERIFY(routing::extended(base(100), withMiddleTier(300), {}, source.get_token()).error().code
        == ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestGainExtension)
#include "tst_gain_extension.moc"
