#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "routing_samples.h"

#include "core/datasets/preference_file.h"
#include "core/routing/gain_model.h"
#include "core/routing/joint_heads.h"
#include "core/routing/preference_rows.h"
#include "core/routing/route_explanations.h"

#include <QTemporaryDir>

using namespace core;
using namespace routingtest;

namespace {

double gain(const routing::GainModel& model, const std::string& text, const std::string& task = "task1")
{
    const auto prediction = model.predict(task, text);
    return prediction.tiers[1].expectedQuality - prediction.tiers[0].expectedQuality;
}

const std::string kHard = "please explain my treaty case 3";
const std::string kEasy = "please explain my balance case 3";

double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

} // namespace

class TestRouterSignals final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void preferencesAloneFindTheGain();
    void preferencesAddToQualities();
    void preferencesAloneKnowNoProbability();
    void contradictionsCancelOut();
    void badPreferencesAreRefused_data();
    void badPreferencesAreRefused();
    void bradleyTerryReachesTheLogOddsOfTheWins();
    void costPullsTowardsTheCheapest();
    void theTargetPullsTowardsTheBetter();
    void aTierWithoutPriceIsLeftOutOfTheCost();
    void feedbackIsWeightedByItsSamplingProbability();
    void badFeedbackIsRefused();
    void badWeightsAreRefused();
    void anEncoderAloneFindsTheGain();
    void aTextTheEncoderFailsOnIsNovel();
    void theEncoderFailingStopsTraining();
    void explanationsNameTheWordThatMatters();
    void explanationsBringNeighboursWithOutcomes();
    void extremeTextsAreExplained();
    void filesOfPreferencesAreRead();
    void wrongLinesOfPreferencesAreNamed_data();
    void wrongLinesOfPreferencesAreNamed();
};

void TestRouterSignals::preferencesAloneFindTheGain()
{
    const auto model = routing::GainModel::fit(preferences(), {});
    QVERIFY2(model, model ? "" : model.error().message.c_str());
    QVERIFY(gain(*model, kHard) > gain(*model, kEasy) + 0.3);
}

void TestRouterSignals::preferencesAddToQualities()
{
    ports::RouterTrainingSet set = qualities(60, 9); // few labels, many preferences
    set.preferences = preferences(800, 5).preferences;
    const auto model = routing::GainModel::fit(set, {});
    const auto without = routing::GainModel::fit(qualities(60, 9), {});
    QVERIFY(model && without);
    double right = 0;
    double rightWithout = 0;
    for (const Text& text : texts(300, 77)) {
        right += (gain(*model, text.text, text.task) > 0.45) == text.isHard ? 1 : 0;
        rightWithout += (gain(*without, text.text, text.task) > 0.45) == text.isHard ? 1 : 0;
    }
    QVERIFY(right > 255); // 85%
    QVERIFY(right >= rightWithout);
    const auto prediction = model->predict("task1", kEasy);
    QVERIFY(prediction.tiers[0].meetsTargetProbability > model->predict("task1", kHard).tiers[0].meetsTargetProbability);
}

void TestRouterSignals::preferencesAloneKnowNoProbability()
{
    const auto model = routing::GainModel::fit(preferences(200), {});
    QVERIFY(model);
    const auto prediction = model->predict("task1", kHard);
    QVERIFY(std::isnan(prediction.tiers[0].meetsTargetProbability));
    QVERIFY(std::isfinite(prediction.tiers[0].expectedQuality));
    QCOMPARE(prediction.difficulty, 1.0);
}

void TestRouterSignals::contradictionsCancelOut()
{
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    for (int i = 0; i < 100; ++i) {
        set.preferences.push_back({"task", "text " + std::to_string(i), "small", "large", 1.0});
        set.preferences.push_back({"task", "text " + std::to_string(i), "small", "large", 0.0});
    }
    const auto model = routing::GainModel::fit(set, {});
    QVERIFY(model);
    QVERIFY(std::abs(gain(*model, "text 7", "task")) < 0.02);
}

void TestRouterSignals::badPreferencesAreRefused_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<double>("outcome");
    QTest::addColumn<double>("weight");
    QTest::newRow("unknown tier") << QByteArray("small") << QByteArray("huge") << 1.0 << 1.0;
    QTest::newRow("with itself") << QByteArray("small") << QByteArray("small") << 1.0 << 1.0;
    QTest::newRow("outcome above 1") << QByteArray("small") << QByteArray("large") << 1.5 << 1.0;
    QTest::newRow("outcome NaN") << QByteArray("small") << QByteArray("large") << kNan << 1.0;
    QTest::newRow("weight 0") << QByteArray("small") << QByteArray("large") << 1.0 << 0.0;
}

void TestRouterSignals::badPreferencesAreRefused()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(double, outcome);
    QFETCH(double, weight);
    ports::RouterTrainingSet set = qualities(50);
    set.preferences.push_back({"task1", kHard, "small", "large", 1.0});
    set.preferences.push_back({"task1", kHard, a.toStdString(), b.toStdString(), outcome, weight});
    const auto model = routing::GainModel::fit(set, {});
    QVERIFY(model.error().code == ErrorCode::InvalidArgument);
    QVERIFY(model.error().message.find("preference 2") != std::string::npos);
}

void TestRouterSignals::bradleyTerryReachesTheLogOddsOfTheWins()
{
    // one feature, always on; output 1 wins three times of four: sigmoid(d_1 - d_0) = .75
    const routing::SparseVector on{{0, 1.0F}};
    const std::vector<double> unknown{kNan, kNan};
    const std::vector<routing::RidgeRow> rows(4, {&on, unknown});
    std::vector<routing::RowPair> pairs;
    for (std::size_t i = 0; i < 4; ++i) {
        pairs.push_back({i, 1, 0, i < 3 ? 1.0 : 0.0, 1.0});
    }
    routing::JointLoss loss;
    loss.preference = 1;
    loss.penalty = 1e-4;
    loss.iterations = 200;
    const routing::SparseRidge heads = routing::fitJointHeads(rows, pairs, 1, 2, loss);
    std::vector<double> d(2, 0.0);
    heads.addTo(d, on);
    QVERIFY(std::abs(sigmoid(d[1] - d[0]) - 0.75) < 0.01);
}

void TestRouterSignals::costPullsTowardsTheCheapest()
{
    const routing::SparseVector on{{0, 1.0F}};
    const std::vector<double> alike{0.5, 0.5};
    const std::vector<routing::RidgeRow> rows(10, {&on, alike});
    const auto difference = [&](double cost) {
        routing::JointLoss loss;
        loss.cost = cost;
        loss.relativeCosts = {0.1, 1.0};
        std::vector<double> d(2, 0.0);
        routing::fitJointHeads(rows, {}, 1, 2, loss).addTo(d, on);
        return d[0] - d[1];
    };
    QVERIFY(std::abs(difference(0)) < 1e-3);
    QVERIFY(difference(0.3) > 0.1);
    QVERIFY(difference(1) > difference(0.3));
}

void TestRouterSignals::theTargetPullsTowardsTheBetter()
{
    const routing::SparseVector on{{0, 1.0F}};
    const std::vector<double> apart{0.4, 0.6};
    const std::vector<routing::RidgeRow> rows(10, {&on, apart});
    const auto difference = [&](double target) {
        routing::JointLoss loss;
        loss.target = target;
        loss.relativeCosts = {0.1, 1.0};
        loss.floors.assign(10, 0.9);
        std::vector<double> d(2, 0.0);
        routing::fitJointHeads(rows, {}, 1, 2, loss).addTo(d, on);
        return d[1] - d[0];
    };
    QVERIFY(difference(2) > difference(0) + 0.05);
}

void TestRouterSignals::aTierWithoutPriceIsLeftOutOfTheCost()
{
    ports::RouterTrainingSet set = qualities(200);
    set.relativeCosts = {0.1, kNan};
    routing::GainOptions options;
    options.costWeight = 0.3;
    options.targetWeight = 0.5;
    const auto model = routing::GainModel::fit(set, options);
    QVERIFY(model);
    const auto prediction = model->predict("task1", kHard);
    QVERIFY(std::isfinite(prediction.tiers[0].expectedQuality) && std::isfinite(prediction.tiers[1].expectedQuality));
    QVERIFY(gain(*model, kHard) > gain(*model, kEasy));
}

void TestRouterSignals::feedbackIsWeightedByItsSamplingProbability()
{
    const std::vector<std::string> tiers{"small", "large"};
    const std::vector<ports::RouterFeedback> feedback{{"t", "x", "small", true, 0.1}, {"t", "y", "small", false, 1.0},
        {"t", "z", "large", true, 0.001}};
    const auto examples = routing::feedbackExamples(tiers, feedback);
    QVERIFY(examples);
    QCOMPARE(examples->size(), std::size_t{3});
    const double sum = 10 + 1 + routing::kMostWeight;
    QVERIFY(std::abs((*examples)[0].weight - 3 * 10 / sum) < 1e-12);
    QVERIFY(std::abs((*examples)[1].weight - 3 * 1 / sum) < 1e-12);
    QCOMPARE((*examples)[0].quality[0], 1.0);
    QVERIFY(std::isnan((*examples)[0].quality[1]));
    QCOMPARE((*examples)[1].quality[0], 0.0);
    // a text judged bad nine times at probability 1 and good once at .1 is a draw
    ports::RouterTrainingSet set;
    set.tierIds = tiers;
    set.answerFloors = {{"t", 0.5}};
    std::vector<ports::RouterFeedback> draws;
    for (int i = 0; i < 200; ++i) {
        const bool isRare = i % 11 == 0;
        draws.push_back({"t", "text number " + std::to_string(i), "small", isRare, isRare ? 0.1 : 1.0});
    }
    set.training = *routing::feedbackExamples(tiers, draws);
    const auto model = routing::GainModel::fit(set, {});
    QVERIFY(model);
    QVERIFY(std::abs(model->predict("t", "text number 500").tiers[0].meetsTargetProbability - 0.5) < 0.12);
}

void TestRouterSignals::badFeedbackIsRefused()
{
    const std::vector<std::string> tiers{"small", "large"};
    for (const ports::RouterFeedback& bad : {ports::RouterFeedback{"t", "x", "huge", true, 0.1},
             ports::RouterFeedback{"t", "x", "small", true, 0.0}, ports::RouterFeedback{"t", "x", "small", true, 1.5},
             ports::RouterFeedback{"t", "x", "small", true, kNan}}) {
        QVERIFY(routing::feedbackExamples(tiers, std::vector{bad}).error().code == ErrorCode::InvalidArgument);
    }
}

void TestRouterSignals::badWeightsAreRefused()
{
    for (const double weight : {0.0, -1.0, kNan}) {
        ports::RouterTrainingSet set = qualities(30);
        set.training[7].weight = weight;
        QVERIFY(routing::GainModel::fit(set, {}).error().code == ErrorCode::InvalidArgument);
    }
}

void TestRouterSignals::anEncoderAloneFindsTheGain()
{
    routing::GainOptions options;
    options.encoder = std::make_shared<LawEncoder>();
    options.encoderName = "law";
    options.usesWords = false;
    const auto alone = routing::GainModel::fit(qualities(), options);
    QVERIFY(alone);
    QVERIFY(gain(*alone, kHard) > gain(*alone, kEasy) + 0.5);
    QVERIFY(alone->seen.weights[routing::kNeighbours] == 0);
    options.usesHeads = false;
    const auto neighbours = routing::GainModel::fit(qualities(), options);
    QVERIFY(neighbours);
    QVERIFY(gain(*neighbours, kHard) > gain(*neighbours, kEasy) + 0.5);
}

void TestRouterSignals::aTextTheEncoderFailsOnIsNovel()
{
    const auto encoder = std::make_shared<LawEncoder>();
    routing::GainOptions options;
    options.encoder = encoder;
    const auto model = routing::GainModel::fit(qualities(), options);
    QVERIFY(model);
    QVERIFY(!model->predict("task1", kHard).isNovel);
    encoder->isDown = true;
    const auto prediction = model->predict("task1", kHard);
    QVERIFY(prediction.isNovel);
    QVERIFY(std::isfinite(prediction.tiers[0].meetsTargetProbability));
}

void TestRouterSignals::theEncoderFailingStopsTraining()
{
    const auto encoder = std::make_shared<LawEncoder>();
    encoder->isDown = true;
    routing::GainOptions options;
    options.encoder = encoder;
    options.encoderName = "law";
    const auto model = routing::GainModel::fit(qualities(50), options);
    QVERIFY(model.error().code == ErrorCode::Unavailable);
    QVERIFY(model.error().message.find("law") != std::string::npos);
}

void TestRouterSignals::explanationsNameTheWordThatMatters()
{
    const auto model = routing::GainModel::fit(qualities(), {});
    QVERIFY(model);
    const auto hard = routing::explainRoute(*model, "task1", "Please explain my TREATY case 3");
    QVERIFY(hard);
    QCOMPARE(hard->words.front().word, std::string("TREATY"));
    QVERIFY(hard->words.front().effect < -0.1);
    const auto easy = routing::explainRoute(*model, "task1", kEasy);
    QCOMPARE(easy->words.front().word, std::string("balance"));
    QVERIFY(easy->words.front().effect > 0.1);
    const auto prediction = model->predict("task1", kHard);
    const auto explained = routing::explainRoute(*model, "task1", kHard);
    QCOMPARE(explained->difficulty, prediction.difficulty);
    QCOMPARE(explained->tiers[0].meetsTargetProbability, prediction.tiers[0].meetsTargetProbability);
    QCOMPARE(explained->tiers[1].tierId, std::string("large"));
    QVERIFY(explained->tiers[0].heads < explained->tiers[1].heads);
}

void TestRouterSignals::explanationsBringNeighboursWithOutcomes()
{
    const auto model = routing::GainModel::fit(qualities(), {});
    const auto explained = routing::explainRoute(*model, "task1", kHard);
    QVERIFY(explained);
    QVERIFY(!explained->neighbours.empty());
    QVERIFY(explained->neighbours.front().text.find("treaty") != std::string::npos);
    for (const auto& neighbour : explained->neighbours) {
        QVERIFY(neighbour.text.find("treaty") != std::string::npos || neighbour.text.find("case 3") != std::string::npos);
        QCOMPARE(neighbour.quality.size(), std::size_t{2});
        QCOMPARE(neighbour.quality[1], 1.0);
        QVERIFY(neighbour.similarity > 0.3 && neighbour.similarity <= 1);
    }
}

void TestRouterSignals::extremeTextsAreExplained()
{
    const auto model = routing::GainModel::fit(qualities(200), {});
    for (const std::string& text : {std::string(), std::string(1 << 20, 'x'), std::string("\xFF\xFE"), std::string(" \n")}) {
        const auto explained = routing::explainRoute(*model, "never seen", text);
        QVERIFY(explained);
        QVERIFY(explained->isNovel);
        QCOMPARE(explained->tiers.size(), std::size_t{2});
    }
}

void TestRouterSignals::filesOfPreferencesAreRead()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("p.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"task":"t","text":"one","a":"small","b":"large","winner":"b"}
{"task":"t","text":"two","a":"small","b":"large","winner":"small","weight":2}
{"task":"t","text":"three","a":"small","b":"large","winner":"tie"}
{"task":"t","text":"four","a":"small","b":"large","winner":"a","split":"test"}
)");
    file.close();
    const auto path = file.fileName().toStdString();
    const auto read = datasets::readPreferenceFile(path, {});
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->size(), std::size_t{3}); // the test line is left out
    QCOMPARE((*read)[0].outcome, 0.0);
    QCOMPARE((*read)[1].outcome, 1.0);
    QCOMPARE((*read)[1].weight, 2.0);
    QCOMPARE((*read)[2].outcome, 0.5);
    QCOMPARE(datasets::readPreferenceFile(path, "other")->front().taskId, std::string("other"));
}

void TestRouterSignals::wrongLinesOfPreferencesAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no winner") << QByteArray(R"({"task":"t","text":"x","a":"s","b":"l"})");
    QTest::newRow("foreign winner") << QByteArray(R"({"task":"t","text":"x","a":"s","b":"l","winner":"m"})");
    QTest::newRow("empty text") << QByteArray(R"({"task":"t","text":"","a":"s","b":"l","winner":"a"})");
    QTest::newRow("one tier") << QByteArray(R"({"task":"t","text":"x","a":"s","b":"s","winner":"a"})");
    QTest::newRow("weight 0") << QByteArray(R"({"task":"t","text":"x","a":"s","b":"l","winner":"a","weight":0})");
    QTest::newRow("task id") << QByteArray(R"({"task":"No Id","text":"x","a":"s","b":"l","winner":"a"})");
    QTest::newRow("no JSON") << QByteArray("{");
}

void TestRouterSignals::wrongLinesOfPreferencesAreNamed()
{
    QFETCH(QByteArray, line);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("p.jsonl")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"task":"t","text":"x","a":"s","b":"l","winner":"a"})" "\n" + line + "\n");
    file.close();
    const auto read = datasets::readPreferenceFile(file.fileName().toStdString(), {});
    QVERIFY(!read);
    QVERIFY(read.error().message.find("line 2") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRouterSignals)
#include "tst_router_signals.moc"
