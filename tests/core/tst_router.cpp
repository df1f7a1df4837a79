#include <QTemporaryDir>
#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/atomic_file.h"
#include "core/base/rng.h"
#include "core/torch/model_loading.h"
#include "core/torch/router_trainer.h"

#include <cmath>
#include <limits>

using namespace core;

namespace {

const double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The cheap tier answers easy texts right with probability .95 and hard ones with .15; the dear one .97
/// always. Task "b" swaps easy and hard, so that only a router that knows the task can tell.
ports::RouterExample exampleFor(Rng& rng)
{
    static const std::vector<std::string> kEasy{"balance", "opening hours", "password", "address"};
    static const std::vector<std::string> kHard{
        "derivative contract", "liability waiver", "tax treaty", "indemnity"};
    const bool isHard = rng.chance(0.5);
    const bool isSwapped = rng.chance(0.5);
    const std::vector<std::string>& topics = isHard ? kHard : kEasy;
    ports::RouterExample example;
    example.taskId = isSwapped ? "b" : "a";
    example.text = "question about my " + topics[rng.below(topics.size())] + " number "
        + std::to_string(rng.below(50));
    const double right = isHard != isSwapped ? 0.15 : 0.95;
    example.quality = {rng.chance(right) ? 1.0 : 0.0, rng.chance(0.97) ? 1.0 : 0.0};
    return example;
}

std::vector<ports::RouterExample> examplesFor(std::size_t count, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<ports::RouterExample> examples;
    for (std::size_t i = 0; i < count; ++i) {
        examples.push_back(exampleFor(rng));
    }
    return examples;
}

ports::RouterTrainingSet trainingSet()
{
    ports::RouterTrainingSet set;
    set.tierIds = {"student", "big"};
    set.training = examplesFor(1500, 1);
    set.tuning = examplesFor(600, 2);
    set.answerFloors = {{"a", 1.0}, {"b", 1.0}};
    return set;
}

ports::RouterOptions smallOptions()
{
    ports::RouterOptions options;
    options.buckets = 4096;
    options.dimensions = 16;
    options.hidden = 16;
    options.learningRate = 5e-3;
    options.epochs = 5;
    return options;
}

} // namespace

class TestRouter final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void difficultyDependsOnTextAndTask();
    void probabilitiesAreCalibrated();
    void strangeTextsAreNovel();
    void anUnknownTaskIsPredicted();
    void extremeTextsArePredicted_data();
    void extremeTextsArePredicted();
    void theSameSeedGivesTheSameFile();
    void aLoadedRouterPredictsAlike();
    void anAlteredArtefactIsRefused();
    void cancellingStopsWithinABatch();
    void unobservedQualitiesAreIgnored();
    void oneClassOnlyIsLearnt();
    void badExamplesAreRefused_data();
    void badExamplesAreRefused();
    void nothingObservedIsSaid();

private:
    [[nodiscard]] std::filesystem::path pathOf(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }
    [[nodiscard]] Result<std::unique_ptr<ports::Router>> train(const ports::RouterTrainingSet& set,
        const char* name, const ports::RouterOptions& options = smallOptions()) const
    {
        return core::torch::makeRouterTrainer()->train(set, options, pathOf(name), {}, {});
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ports::Router> m_router;
};

void TestRouter::initTestCase()
{
    auto router = train(trainingSet(), "router");
    QVERIFY2(router, router ? "" : router.error().message.c_str());
    m_router = std::move(*router);
    QCOMPARE(m_router->tierIds(), (std::vector<std::string>{"student", "big"}));
}

void TestRouter::difficultyDependsOnTextAndTask()
{
    const auto difficulty
        = [&](const char* task, const char* text) { return m_router->predict(task, text).difficulty; };
    QVERIFY(difficulty("a", "question about my balance number 7") < 0.3);
    QVERIFY(difficulty("a", "question about my tax treaty number 7") > 0.6);
    QVERIFY(difficulty("b", "question about my balance number 7") > 0.6);
    QVERIFY(difficulty("b", "question about my tax treaty number 7") < 0.3);
}

void TestRouter::probabilitiesAreCalibrated()
{
    std::vector<double> predicted(2, 0.0);
    std::vector<double> observed(2, 0.0);
    const auto examples = examplesFor(2000, 3);
    for (const ports::RouterExample& example : examples) {
        const domain::RoutePrediction prediction = m_router->predict(example.taskId, example.text);
        for (std::size_t tier = 0; tier < 2; ++tier) {
            const domain::TierPrediction& of = prediction.tiers[tier];
            QVERIFY(of.meetsTargetProbability >= 0 && of.meetsTargetProbability <= 1);
            QVERIFY(of.expectedQuality >= 0 && of.expectedQuality <= 1);
            predicted[tier] += of.meetsTargetProbability / static_cast<double>(examples.size());
            observed[tier] += example.quality[tier] / static_cast<double>(examples.size());
        }
        QCOMPARE(prediction.difficulty, 1 - prediction.tiers.front().meetsTargetProbability);
    }
    QVERIFY(std::abs(predicted[0] - observed[0]) < 0.05);
    QVERIFY(std::abs(predicted[1] - observed[1]) < 0.05);
}

void TestRouter::strangeTextsAreNovel()
{
    QVERIFY(!m_router->predict("a", "question about my balance number 7").isNovel);
    QVERIFY(m_router->predict("a", "zygomorphic flux capacitors whirr beyond Ganymede").isNovel);
}

void TestRouter::anUnknownTaskIsPredicted()
{
    const domain::RoutePrediction prediction
        = m_router->predict("never seen", "question about my balance number 7");
    QCOMPARE(prediction.tiers.size(), std::size_t{2});
    QVERIFY(std::isfinite(prediction.difficulty));
}

void TestRouter::extremeTextsArePredicted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray(" \n ");
    QTest::newRow("megabyte") << QByteArray(1 << 20, 'x');
    QTest::newRow("invalid UTF-8") << QByteArray("\xFF\xFE\xC3");
}

void TestRouter::extremeTextsArePredicted()
{
    QFETCH(QByteArray, text);
    const domain::RoutePrediction prediction = m_router->predict("a", text.toStdString());
    QVERIFY(prediction.isNovel);
    QVERIFY(prediction.difficulty >= 0 && prediction.difficulty <= 1);
}

void TestRouter::theSameSeedGivesTheSameFile()
{
    QCOMPARE((*train(trainingSet(), "again"))->fingerprint(), m_router->fingerprint());
    ports::RouterOptions other = smallOptions();
    other.seed = 2;
    QVERIFY((*train(trainingSet(), "other", other))->fingerprint() != m_router->fingerprint());
}

void TestRouter::aLoadedRouterPredictsAlike()
{
    const auto loaded = core::torch::loadRouter(pathOf("router"), m_router->fingerprint());
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    const char* text = "question about my indemnity number 7";
    const domain::RoutePrediction before = m_router->predict("a", text);
    const domain::RoutePrediction after = (*loaded)->predict("a", text);
    QCOMPARE(after.isNovel, before.isNovel);
    QVERIFY(std::abs(after.difficulty - before.difficulty) < 1e-5);
    QCOMPARE((*loaded)->fingerprint(), m_router->fingerprint());
}

void TestRouter::anAlteredArtefactIsRefused()
{
    std::string bytes = readWholeFile(pathOf("router"), 1 << 26).value();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    QVERIFY(writeFileAtomically(pathOf("altered"), bytes));
    QVERIFY(core::torch::makeRouterTrainer()->load(pathOf("altered"), "").error().code == ErrorCode::Corrupt);
}

void TestRouter::cancellingStopsWithinABatch()
{
    std::stop_source source;
    ports::RouterOptions options = smallOptions();
    options.epochs = 100000; // would run for hours
    const auto router = core::torch::makeRouterTrainer()->train(
        trainingSet(), options, pathOf("cancelled"),
        [&](const ports::TrainingProgress&) { source.request_stop(); }, source.get_token());
    QVERIFY(router.error().code == ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(pathOf("cancelled")));
}

void TestRouter::unobservedQualitiesAreIgnored()
{
    ports::RouterTrainingSet set = trainingSet();
    for (std::size_t i = 0; i < set.training.size(); ++i) {
        set.training[i].quality[i % 2] = kUnknown;
    }
    const auto router = train(set, "partial");
    QVERIFY(router);
    QVERIFY((*router)->predict("a", "question about my balance number 7").difficulty < 0.35);
    QVERIFY((*router)->predict("a", "question about my tax treaty number 7").difficulty > 0.55);
}

void TestRouter::oneClassOnlyIsLearnt()
{
    ports::RouterTrainingSet set = trainingSet();
    for (auto* examples : {&set.training, &set.tuning}) {
        for (ports::RouterExample& example : *examples) {
            example.quality = {0.0, 1.0};
        }
    }
    const auto router = train(set, "constant");
    QVERIFY(router);
    const domain::RoutePrediction prediction = (*router)->predict("a", "question about my balance number 7");
    QVERIFY(prediction.tiers[0].meetsTargetProbability < 0.1);
    QVERIFY(prediction.tiers[1].meetsTargetProbability > 0.9);
}

void TestRouter::badExamplesAreRefused_data()
{
    QTest::addColumn<QList<double>>("quality");
    QTest::newRow("too few") << QList<double>{1.0};
    QTest::newRow("too many") << QList<double>{1.0, 1.0, 1.0};
    QTest::newRow("above one") << QList<double>{1.0, 1.5};
    QTest::newRow("negative") << QList<double>{-0.1, 0.5};
    QTest::newRow("infinite") << QList<double>{std::numeric_limits<double>::infinity(), 0.5};
}

void TestRouter::badExamplesAreRefused()
{
    QFETCH(QList<double>, quality);
    ports::RouterTrainingSet set = trainingSet();
    set.training[4].quality.assign(quality.begin(), quality.end());
    const auto router = train(set, "bad");
    QVERIFY(router.error().code == ErrorCode::InvalidArgument);
    QVERIFY(router.error().message.find("example 5") != std::string::npos);
}

void TestRouter::nothingObservedIsSaid()
{
    ports::RouterTrainingSet set = trainingSet();
    for (ports::RouterExample& example : set.training) {
        example.quality = {kUnknown, kUnknown};
    }
    QVERIFY(train(set, "unobserved").error().code == ErrorCode::InvalidArgument);
    set.training.clear();
    QVERIFY(train(set, "empty").error().code == ErrorCode::InvalidArgument);
    set = trainingSet();
    set.tierIds.clear();
    QVERIFY(train(set, "no tiers").error().code == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TestRouter)
#include "tst_router.moc"
