#include "core/base/rng.h"
#include "core/conformal/confidence_learning.h"
#include "core/conformal/logistic_regression.h"
#include "core/conformal/reliability.h"
#include "core/conformal/score_calibration.h"
#include "statistics_vectors.h"

#include <QtTest/QtTest>

#include <limits>

using namespace core::conformal;
using nlohmann::json;

namespace {

/// Right with probability p, but announced with its logit doubled: temperature 2 repairs it.
std::vector<ScoredOutcome> overconfident(std::size_t n, std::uint64_t seed)
{
    core::Rng rng(seed);
    std::vector<ScoredOutcome> outcomes;
    for (std::size_t i = 0; i < n; ++i) {
        const double z = 2 * rng.normal();
        outcomes.push_back({sigmoid(2 * z), rng.chance(sigmoid(z))});
    }
    return outcomes;
}

std::vector<ConfidenceExample> examples(std::size_t n, std::uint64_t seed)
{
    core::Rng rng(seed);
    std::vector<ConfidenceExample> result;
    for (std::size_t i = 0; i < n; ++i) {
        const double margin = rng.uniform();
        const double length = 100 + 50 * rng.normal();
        result.push_back({{margin, length, 7}, rng.chance(sigmoid(6 * margin - 2 - 0.01 * (length - 100)))});
    }
    return result;
}

std::vector<ScoredOutcome> scored(const json& scores, const json& labels)
{
    std::vector<ScoredOutcome> outcomes;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        outcomes.push_back({scores[i], labels[i] == 1});
    }
    return outcomes;
}

} // namespace

class TestScoreCalibration final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = vectors::reference("statistics_vectors.json");
        if (m_vectors.is_null()) {
            QSKIP("SKIPPED: shared/reference/statistics_vectors.json is absent");
        }
    }

    void isotonicMatchesTheVector()
    {
        const json& v = m_vectors["isotonic_pav"];
        const IsotonicMap map = fitIsotonic(scored(v["x"], v["y"]));
        for (std::size_t i = 0; i < v["x"].size(); ++i) {
            VERIFY_CLOSE(map.apply(v["x"][i]), v["fit"][i].get<double>());
        }
        VERIFY_CLOSE(map.apply(-5), v["fit"].front().get<double>());
        VERIFY_CLOSE(map.apply(5), v["fit"].back().get<double>());
    }

    void vennAbersMatchesTheVectors()
    {
        const json& v = m_vectors["venn_abers_inductive"];
        const VennAbers predictor(scored(v["cal_scores"], v["cal_labels"]));
        for (const json& test : v["test"]) {
            const VennAbers::Prediction prediction = predictor.predict(test["score"]);
            VERIFY_CLOSE(prediction.p0, test["p0"].get<double>());
            VERIFY_CLOSE(prediction.p1, test["p1"].get<double>());
            VERIFY_CLOSE(prediction.p, test["p"].get<double>());
        }
    }

    void vennAbersJoinsTies()
    {
        const std::vector<ScoredOutcome> tied(10, ScoredOutcome{0.5, true});
        const VennAbers::Prediction prediction = VennAbers(tied).predict(0.5);
        QCOMPARE(prediction.p0, 10.0 / 11);
        QCOMPARE(prediction.p1, 1.0);
    }

    void temperatureRepairsOverconfidence()
    {
        const TemperatureScaling scaling = fitTemperature(overconfident(20000, 1));
        QVERIFY2(std::abs(scaling.temperature - 2) < 0.1, qPrintable(QString::number(scaling.temperature)));
        auto fresh = overconfident(20000, 2);
        const double before = reliabilityDiagram(fresh).expectedCalibrationError;
        for (ScoredOutcome& outcome : fresh) {
            outcome.confidence = scaling.apply(outcome.confidence);
        }
        const double after = reliabilityDiagram(fresh).expectedCalibrationError;
        QVERIFY2(before > 0.05 && after < 0.015, qPrintable(QStringLiteral("%1 %2").arg(before).arg(after)));
    }

    void temperatureOfOneClassOrNoDataIsBounded()
    {
        QCOMPARE(fitTemperature({}).temperature, 1.0);
        const std::vector<ScoredOutcome> right(50, ScoredOutcome{0.8, true});
        const double temperature = fitTemperature(right).temperature;
        QVERIFY(temperature >= 0.05 && temperature <= 20);
    }

    void extremeAndMissingScoresStayDefined()
    {
        const TemperatureScaling scaling{2};
        QVERIFY(scaling.apply(0) > 0 && scaling.apply(1) < 1);
        QVERIFY(std::isnan(scaling.apply(std::numeric_limits<double>::quiet_NaN())));
        QVERIFY(std::isnan(IsotonicMap{}.apply(0.5)));
        QCOMPARE(VennAbers({}).predict(0.5).p, 0.5);
    }

    void reliabilityBinsCountEveryScoreOnce()
    {
        const std::vector<ScoredOutcome> outcomes{{0, false}, {0.05, false}, {0.1, true}, {1, true},
            {std::numeric_limits<double>::quiet_NaN(), true}};
        const ReliabilityDiagram diagram = reliabilityDiagram(outcomes, 10);
        QCOMPARE(diagram.count, 4);
        QCOMPARE(diagram.bins[0].count, 2);
        QCOMPARE(diagram.bins[1].count, 1);
        QCOMPARE(diagram.bins[9].count, 1);
        VERIFY_CLOSE(diagram.expectedCalibrationError, (2 * 0.025 + 0.9 + 0) / 4);
        QCOMPARE(reliabilityDiagram({}).expectedCalibrationError, 0.0);
    }

    void answerConfidenceRecoversTheProbability()
    {
        const auto model = AnswerConfidence::fit(examples(4000, 1), examples(500, 2)).value();
        std::vector<ScoredOutcome> outcomes;
        for (const ConfidenceExample& example : examples(4000, 3)) {
            outcomes.push_back({model.confidence(example.features), example.meetsTarget});
        }
        QVERIFY(reliabilityDiagram(outcomes).expectedCalibrationError < 0.03);
        const std::vector<double> good{0.95, 100, 7};
        const std::vector<double> poor{0.05, 100, 7};
        QVERIFY(std::abs(model.confidence(good) - sigmoid(3.7)) < 0.03);
        QVERIFY(std::abs(model.confidence(poor) - sigmoid(-1.7)) < 0.05);
    }

    void answerConfidenceToleratesMissingSignals()
    {
        const auto model = AnswerConfidence::fit(examples(500, 1), {}).value();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(std::isfinite(model.confidence(std::vector<double>{nan, 120, nan})));
        QVERIFY(std::isnan(model.confidence(std::vector<double>{0.5})));
        QCOMPARE(model.temperature(), 1.0);
    }

    void answerConfidenceRoundTrips()
    {
        const auto model = AnswerConfidence::fit(examples(300, 1), examples(100, 2)).value();
        QVERIFY(AnswerConfidence::fromJson(model.toJson()).value() == model);
        QVERIFY(!AnswerConfidence::fromJson("{}"));
        QVERIFY(!AnswerConfidence::fromJson("nonsense"));
    }

    void answerConfidenceNeedsBothVerdicts()
    {
        auto oneClass = examples(50, 1);
        for (ConfidenceExample& example : oneClass) {
            example.meetsTarget = true;
        }
        QVERIFY(!AnswerConfidence::fit(oneClass, {}));
        QVERIFY(!AnswerConfidence::fit({}, {}));
    }

    void learnedConfidenceIsMeasuredOnAnswersThatItDidNotSee()
    {
        const auto learned = learnConfidence(examples(600, 4)).value();
        QCOMPARE(learned.outOfFold.size(), std::size_t{600});
        QVERIFY(reliabilityDiagram(learned.outOfFold).expectedCalibrationError < 0.07);
        // Noise can be learned by heart and not foretold.
        core::Rng rng(5);
        std::vector<ConfidenceExample> noise;
        for (int i = 0; i < 200; ++i) {
            ConfidenceExample example;
            for (int s = 0; s < 20; ++s) {
                example.features.push_back(rng.uniform());
            }
            example.meetsTarget = rng.chance(0.5);
            noise.push_back(std::move(example));
        }
        const auto heart = learnConfidence(noise).value();
        std::vector<ScoredOutcome> seen;
        for (const ConfidenceExample& example : noise) {
            seen.push_back({heart.model.confidence(example.features), example.meetsTarget});
        }
        QVERIFY(areaUnderRoc(seen) > 0.62);
        QVERIFY(areaUnderRoc(heart.outOfFold) < 0.58);
        QVERIFY(heart.model.temperature() > 1.5); // it is told to sound less sure
    }

    void tooFewJudgementsTeachNothing()
    {
        const auto few = learnConfidence(examples(199, 4));
        QVERIFY(!few);
        QVERIFY(few.error().message.find("200 judged answers") != std::string::npos);
        auto oneSided = examples(400, 4);
        for (std::size_t i = 19; i < oneSided.size(); ++i) {
            oneSided[i].meetsTarget = true;
        }
        QVERIFY(!learnConfidence(oneSided));
    }

    void areaUnderRocCountsTiesHalf()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(areaUnderRoc(std::vector<ScoredOutcome>{{0.9, true}, {0.2, false}, {nan, false}}), 1.0);
        QCOMPARE(areaUnderRoc(std::vector<ScoredOutcome>{{0.9, true}, {0.9, false}, {0.1, true}, {0.05, false}}), 0.625);
        QCOMPARE(areaUnderRoc(std::vector<ScoredOutcome>{{0.5, true}, {0.4, true}}), 0.5);
        QCOMPARE(areaUnderRoc({}), 0.5);
    }

    void separableDataGiveFiniteCoefficients()
    {
        const std::vector<double> low{-1};
        const std::vector<double> high{1};
        const std::vector<LogisticSample> samples{{low, 100, 0}, {high, 100, 100}};
        for (const double w : fitLogistic(samples, {})) {
            QVERIFY(std::isfinite(w) && std::abs(w) < 20);
        }
        QVERIFY(fitLogistic({}, {}).empty());
    }

private:
    json m_vectors;
};

QTEST_GUILESS_MAIN(TestScoreCalibration)
#include "tst_score_calibration.moc"
