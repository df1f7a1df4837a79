#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "routing_samples.h"

#include "core/torch/model_loading.h"
#include "core/torch/router_trainer.h"

#include <QTemporaryDir>

using namespace core;
using namespace routingtest;

namespace {

const std::string kHard = "please explain my treaty case 3";

ports::EncoderSource sourceOf(const std::shared_ptr<const ports::Encoder>& encoder)
{
    return [encoder](const std::string& name, std::size_t) -> Result<std::shared_ptr<const ports::Encoder>> {
        return name == "law" ? Result<std::shared_ptr<const ports::Encoder>>(encoder)
                             : fail(ErrorCode::NotFound, "no encoder '" + name + "'");
    };
}

/// The same vectors under another fingerprint.
class OtherVersion final : public ports::Encoder {
public:
    Result<std::vector<float>> embed(const std::string& text) const override { return m_inner.embed(text); }
    std::size_t dimension() const override { return m_inner.dimension(); }
    std::string fingerprint() const override { return "law-2"; }

private:
    LawEncoder m_inner;
};

} // namespace

class TestStackedRouter final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRouterWithAnEncoderIsLoadedWithIt();
    void withoutItsEncoderItIsRefused();
    void anotherVersionOfTheEncoderIsRefused();
    void preferencesSurviveTheFile();
    void theTrainerExtendsAFile();
    void trainingTextsAreKept();
    void explanationsSurviveTheFile();

private:
    [[nodiscard]] std::filesystem::path pathOf(const char* name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }
    [[nodiscard]] Result<std::unique_ptr<ports::Router>> withEncoder(const char* name) const
    {
        ports::RouterOptions options;
        options.encoder = m_encoder;
        options.encoderName = "law";
        return core::torch::makeRouterTrainer(sourceOf(m_encoder))->train(qualities(300), options, pathOf(name), {}, {});
    }

    QTemporaryDir m_folder;
    std::shared_ptr<LawEncoder> m_encoder = std::make_shared<LawEncoder>();
};

void TestStackedRouter::aRouterWithAnEncoderIsLoadedWithIt()
{
    const auto router = withEncoder("encoded");
    QVERIFY2(router, router ? "" : router.error().message.c_str());
    const auto loaded = core::torch::loadRouter(pathOf("encoded"), (*router)->fingerprint(), sourceOf(m_encoder));
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    const int before = m_encoder->calls;
    const auto was = (*router)->predict("task1", kHard);
    const auto is = (*loaded)->predict("task1", kHard);
    QVERIFY(m_encoder->calls == before + 2);
    QVERIFY(std::abs(is.difficulty - was.difficulty) < 1e-5);
}

void TestStackedRouter::withoutItsEncoderItIsRefused()
{
    QVERIFY(withEncoder("lonely"));
    const auto none = core::torch::loadRouter(pathOf("lonely"), {});
    QVERIFY(none.error().code == ErrorCode::Unavailable);
    QVERIFY(none.error().message.find("law") != std::string::npos);
}

void TestStackedRouter::anotherVersionOfTheEncoderIsRefused()
{
    QVERIFY(withEncoder("older"));
    const auto loaded
        = core::torch::loadRouter(pathOf("older"), {}, sourceOf(std::make_shared<OtherVersion>()));
    QVERIFY(loaded.error().code == ErrorCode::Unavailable);
    QVERIFY(loaded.error().message.find("train it again") != std::string::npos);
}

void TestStackedRouter::preferencesSurviveTheFile()
{
    const auto router = core::torch::makeRouterTrainer()->train(preferences(300), {}, pathOf("preferred"), {}, {});
    QVERIFY2(router, router ? "" : router.error().message.c_str());
    const auto loaded = core::torch::loadRouter(pathOf("preferred"), (*router)->fingerprint());
    QVERIFY(loaded);
    const auto was = (*router)->predict("task1", kHard);
    const auto is = (*loaded)->predict("task1", kHard);
    QVERIFY(std::abs(is.tiers[0].expectedQuality - was.tiers[0].expectedQuality) < 1e-5);
    QVERIFY(std::isnan(is.tiers[0].meetsTargetProbability));
}

void TestStackedRouter::theTrainerExtendsAFile()
{
    const auto trainer = core::torch::makeRouterTrainer();
    const auto router = trainer->train(qualities(300), {}, pathOf("base"), {}, {});
    QVERIFY(router);
    ports::RouterTrainingSet set = qualities(300);
    set.tierIds.push_back("huge");
    for (ports::RouterExample& example : set.training) {
        example.quality.push_back(1.0);
    }
    const auto extended = trainer->extend(pathOf("base"), set, {}, pathOf("extended"), {}, {});
    QVERIFY2(extended, extended ? "" : extended.error().message.c_str());
    const auto loaded = core::torch::loadRouter(pathOf("extended"), (*extended)->fingerprint());
    QVERIFY(loaded);
    QCOMPARE((*loaded)->tierIds(), (std::vector<std::string>{"small", "large", "huge"}));
    QVERIFY(std::abs((*loaded)->predict("task1", kHard).difficulty - (*router)->predict("task1", kHard).difficulty) < 1e-5);
    ports::RouterOptions network;
    network.form = ports::RouterForm::Network;
    network.epochs = 1;
    network.buckets = 1024;
    QVERIFY(trainer->train(qualities(100), network, pathOf("network"), {}, {}));
    QVERIFY(trainer->extend(pathOf("network"), set, {}, pathOf("no"), {}, {}).error().code == ErrorCode::Unsupported);
}

void TestStackedRouter::trainingTextsAreKept()
{
    const auto trainer = core::torch::makeRouterTrainer();
    const ports::RouterTrainingSet set = qualities(100);
    QVERIFY(trainer->train(set, {}, pathOf("kept"), {}, {}));
    const auto kept = trainer->observations(pathOf("kept"));
    QVERIFY(kept);
    QCOMPARE(kept->tierIds, set.tierIds);
    QCOMPARE(kept->examples.size(), set.training.size());
    for (const ports::RouterExample& example : kept->examples) {
        QVERIFY(std::any_of(set.training.begin(), set.training.end(), [&](const ports::RouterExample& other) {
            return other.text == example.text && other.taskId == example.taskId && other.quality == example.quality;
        }));
    }
}

void TestStackedRouter::explanationsSurviveTheFile()
{
    const auto router = core::torch::makeRouterTrainer()->train(qualities(300), {}, pathOf("explained"), {}, {});
    QVERIFY(router);
    const auto loaded = core::torch::loadRouter(pathOf("explained"), {});
    QVERIFY(loaded);
    const auto explanation = (*loaded)->explain("task1", kHard);
    QVERIFY(explanation);
    QCOMPARE(explanation->words.front().word, std::string("treaty"));
    QVERIFY(!explanation->neighbours.empty());
}

QTEST_GUILESS_MAIN(TestStackedRouter)
#include "tst_stacked_router.moc"
