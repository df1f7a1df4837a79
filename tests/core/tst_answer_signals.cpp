// What an answer's tokens tell is learned from, by few weights; what was learned or stored before there were more
// signals means what it meant.
#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/domain/score_signals.h"
#include "core/engine/certificate_basis.h"
#include "core/engine/certification_evidence.h"
#include "core/engine/confidence_fit.h"

#include <nlohmann/json.hpp>

#include <QObject>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <span>

using namespace core;
namespace domain = core::domain;
using conformal::AnswerConfidence;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// An endpoint and what is behind it.
std::vector<domain::Tier> twoTiers()
{
    std::vector<domain::Tier> tiers(2);
    tiers[0].id = "small";
    tiers[0].provider = domain::TierProvider::Endpoint;
    tiers[1].id = "large";
    tiers[1].provider = domain::TierProvider::Endpoint;
    return tiers;
}

engine::ScoredExample example(const std::string& text, bool isRight, std::vector<double> scoreSignals)
{
    engine::ScoredExample made;
    made.textHash = sha256Hex(text);
    engine::ScoredExample::TierScore& small = made.tiers["small"];
    small.isTried = true;
    small.isFailure = !isRight;
    small.score = scoreSignals.front();
    small.scoreSignals = std::move(scoreSignals);
    return made;
}

/// The mean log-probability says nothing of a wrong answer, the margin something.
std::vector<engine::ScoredExample> marginTells(int count, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<engine::ScoredExample> examples;
    for (int i = 0; i < count; ++i) {
        const bool isRight = rng.chance(0.7);
        engine::AnswerFacts facts{0.5 + 0.4 * rng.uniform(), kNone, 10 + static_cast<std::int64_t>(rng.below(20))};
        facts.tokenProbability = facts.confidence;
        facts.leastTokenProbability = (0.2 + 0.8 * rng.uniform()) * facts.confidence;
        facts.tokenMargin = (isRight ? 0.3 : 0.0) + 0.7 * rng.uniform();
        facts.tokenEntropy = 0.5 * rng.uniform();
        examples.push_back(example("text " + std::to_string(i), isRight, engine::answerSignals(facts, {}, "small")));
    }
    return examples;
}

void dropNewSignals(std::span<engine::ScoredExample> examples)
{
    for (engine::ScoredExample& each : examples) {
        each.tiers.at("small").scoreSignals.resize(engine::kFirstSignalCount);
    }
}

std::uint64_t bitsOf(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

engine::Scorers scorersOf(const AnswerConfidence& model)
{
    return {{"small", std::make_shared<const AnswerConfidence>(model)}};
}

} // namespace

class TestAnswerSignals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFitIsTheReferenceOne();
    void factsComeFromTheAnswersTokens();
    void tokensThatAreNotToldAreNoSignal();
    void aMarginThatTellsRanksBetterThanAMeanThatDoesNot();
    void whatIsLearnedIsTheSameTwiceAndFromItsFile();
    void withFewAnswersThePresentScoreStays();
    void oldAnswersTeachWhatTheyHave();
    void whatWasLearnedBeforeScoresAsItDid();
    void storedSignalsThatLackSomethingAreLeftOut();
    void anotherCombinationIsAnotherBasis();
};

void TestAnswerSignals::theFitIsTheReferenceOne()
{
    // Minimum of the penalised log-loss by an independent Newton iteration, gradient below 3e-16: two features, one
    // missing value, standardised by population deviation, ridge 1.
    const std::vector<conformal::ConfidenceExample> examples{{{0.5, 2}, true}, {{1.5, kNone}, true}, {{-0.5, 1}, false},
        {{0.25, 3}, true}, {{-1, 0.5}, false}, {{2, 1}, true}, {{0, 2.5}, false}, {{-2, 1.5}, false}, {{1, 0}, false},
        {{0.75, 4}, true}, {{-0.25, 3.5}, true}, {{-1.5, 2}, false}};
    const AnswerConfidence model = AnswerConfidence::fit(examples, {}).value();
    const std::vector<double> reference{-0.06481709754288813, 1.1564243465408748, 1.041170720831701};
    QCOMPARE(model.coefficients().size(), reference.size());
    for (std::size_t i = 0; i < reference.size(); ++i) {
        QVERIFY2(std::abs(model.coefficients()[i] - reference[i]) < 1e-8,
            qPrintable(QString::number(model.coefficients()[i], 'g', 17)));
    }
    const auto isNear = [&](const std::vector<double>& features, double expected) {
        return std::abs(model.confidence(features) - expected) < 1e-8;
    };
    QVERIFY(isNear({1, 2}, 0.7238245883018022));
    QVERIFY(isNear({-1, 2}, 0.2568599559236303));
    QVERIFY(isNear({kNone, 4}, 0.8513717182489219)); // a missing signal counts as its mean
}

void TestAnswerSignals::factsComeFromTheAnswersTokens()
{
    ports::ModelAnswer answer;
    answer.confidence = kNone;
    answer.logprobs = {std::log(0.9), std::log(0.4), std::log(0.6)};
    answer.tokenMargin = 0.7;
    answer.tokenEntropy = 0.2;
    domain::RoutePrediction prediction;
    prediction.tiers = {{"small", 0.8, 0.8, 0, 0}, {"large", 0.95, 0.95, 0, 0}};
    const std::vector<double> told = engine::answerSignals(engine::factsOf(answer), prediction, "small");
    QCOMPARE(told.size(), engine::kSignalCount);
    using domain::ScoreSignal;
    QCOMPARE(domain::valueOf(told, ScoreSignal::WithoutLearning), 0.8); // the model itself gives no confidence
    QCOMPARE(domain::valueOf(told, ScoreSignal::TokenProbability), std::cbrt(0.9 * 0.4 * 0.6));
    QCOMPARE(domain::valueOf(told, ScoreSignal::LeastTokenProbability), 0.4);
    QCOMPARE(domain::valueOf(told, ScoreSignal::CompletionTokens), 3.0);
    QCOMPARE(domain::valueOf(told, ScoreSignal::TokenMargin), 0.7);
    QCOMPARE(domain::valueOf(told, ScoreSignal::TokenEntropy), 0.2);
    QCOMPARE(domain::valueOf(told, ScoreSignal::RouterProbability), 0.8);
    QCOMPARE(domain::valueOf(told, ScoreSignal::OtherTiersProbability), 0.95);
    QVERIFY(domain::tellsOfTokens(told));
    const std::vector<double> features = engine::confidenceFeatures(told);
    QCOMPARE(features.size(), engine::kFeatureCount);
    QCOMPARE(features[4], std::log(0.4 / 0.6));
    QCOMPARE(features[5], std::log(0.7 / 0.3));
    QCOMPARE(features[6], 0.2);
}

void TestAnswerSignals::tokensThatAreNotToldAreNoSignal()
{
    engine::AnswerFacts facts{kNone, kNone, 30};
    facts.tokenMargin = 0.7;
    const std::vector<double> told = engine::answerSignals(facts, {}, "small");
    QVERIFY(!domain::tellsOfTokens(told));
    QVERIFY(std::isnan(domain::valueOf(told, domain::ScoreSignal::TokenMargin)));
    QVERIFY(std::isnan(domain::valueOf(told, domain::ScoreSignal::CompletionTokens)));
    QVERIFY(std::isnan(domain::valueOf({}, domain::ScoreSignal::TokenMargin)));
}

void TestAnswerSignals::aMarginThatTellsRanksBetterThanAMeanThatDoesNot()
{
    const std::vector<engine::ScoredExample> tuning = marginTells(600, 1);
    const engine::LearnedConfidences learned = engine::learnConfidences(twoTiers(), tuning);
    QCOMPARE(learned.better.size(), std::size_t{1});
    const engine::TierConfidence& small = learned.better.front();
    QCOMPARE(small.model.signalCount(), engine::kFeatureCount);
    QVERIFY2(std::abs(small.rankingBefore - 0.5) < 0.08, qPrintable(QString::number(small.rankingBefore)));
    QVERIFY2(small.ranking > 0.75, qPrintable(QString::number(small.ranking)));

    // On answers that played no part.
    std::vector<conformal::ScoredOutcome> before;
    std::vector<conformal::ScoredOutcome> after;
    for (const engine::ScoredExample& each : marginTells(2'000, 2)) {
        const engine::ScoredExample::TierScore& answer = each.tiers.at("small");
        before.push_back({engine::scoreOf({}, "small", answer.scoreSignals), !answer.isFailure});
        after.push_back({engine::scoreOf(scorersOf(small.model), "small", answer.scoreSignals), !answer.isFailure});
    }
    QVERIFY(conformal::areaUnderRoc(before) < 0.56);
    QVERIFY(conformal::areaUnderRoc(after) > 0.78);

    const auto metrics = nlohmann::json::parse(engine::metricsOf(small));
    QCOMPARE(metrics["weights"].size(), engine::kFeatureCount);
    QVERIFY(metrics["weights"]["token_margin"] > 0.5);
    QVERIFY(std::abs(metrics["weights"]["token_probability"].get<double>()) < metrics["weights"]["token_margin"].get<double>());
}

void TestAnswerSignals::whatIsLearnedIsTheSameTwiceAndFromItsFile()
{
    const std::vector<engine::ScoredExample> tuning = marginTells(400, 3);
    const auto once = engine::learnConfidences(twoTiers(), tuning);
    const auto twice = engine::learnConfidences(twoTiers(), tuning);
    QCOMPARE(once.better.size(), std::size_t{1});
    const AnswerConfidence& model = once.better.front().model;
    QVERIFY(model == twice.better.front().model);
    const AnswerConfidence restored = AnswerConfidence::fromJson(model.toJson()).value();
    QVERIFY(restored == model);
    for (const engine::ScoredExample& each : tuning) {
        const std::vector<double>& told = each.tiers.at("small").scoreSignals;
        QCOMPARE(bitsOf(engine::scoreOf(scorersOf(restored), "small", told)),
            bitsOf(engine::scoreOf(scorersOf(model), "small", told)));
    }
}

void TestAnswerSignals::withFewAnswersThePresentScoreStays()
{
    const conformal::ConfidenceLearningOptions options;
    const auto few = engine::learnConfidences(twoTiers(), marginTells(static_cast<int>(options.fewest) - 1, 4));
    QVERIFY(few.better.empty());
    QCOMPARE(few.untold, std::vector<std::string>{"small"});
    const std::vector<double> told = marginTells(1, 5).front().tiers.at("small").scoreSignals;
    QCOMPARE(engine::scoreOf({}, "small", told), told.front()); // the token probability, as the server told it
}

void TestAnswerSignals::oldAnswersTeachWhatTheyHave()
{
    std::vector<engine::ScoredExample> tuning = marginTells(500, 6);
    for (engine::ScoredExample& each : tuning) { // here the mean tells, too
        std::vector<double>& told = each.tiers.at("small").scoreSignals;
        told[1] = each.tiers.at("small").isFailure ? 0.5 * told[1] : told[1];
    }
    dropNewSignals(std::span(tuning).first(400));
    const auto learned = engine::learnConfidences(twoTiers(), tuning);
    QCOMPARE(learned.better.size(), std::size_t{1});
    QCOMPARE(learned.better.front().model.signalCount(), engine::kFirstFeatureCount);
    QCOMPARE(learned.better.front().judged, std::int64_t{500});
    std::vector<engine::ScoredExample> newer = tuning;
    engine::rescore(newer, learned.better.front());
    QCOMPARE(newer.size(), std::size_t{500}); // scored alike, stored now or before
}

void TestAnswerSignals::whatWasLearnedBeforeScoresAsItDid()
{
    std::vector<engine::ScoredExample> old = marginTells(400, 7);
    dropNewSignals(old);
    std::vector<conformal::ConfidenceExample> examples;
    for (const engine::ScoredExample& each : old) {
        examples.push_back({engine::confidenceFeatures(each.tiers.at("small").scoreSignals), !each.tiers.at("small").isFailure});
    }
    const AnswerConfidence model = AnswerConfidence::fit(examples, {}).value();
    const engine::Scorers scorers = scorersOf(model);
    const std::vector<engine::ScoredExample> whole = marginTells(400, 7);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::vector<double>& told = whole[i].tiers.at("small").scoreSignals;
        QVERIFY(engine::canScore(scorers, "small", told));
        QCOMPARE(bitsOf(engine::scoreOf(scorers, "small", told)), bitsOf(model.confidence(examples[i].features)));
    }
}

void TestAnswerSignals::storedSignalsThatLackSomethingAreLeftOut()
{
    const std::vector<engine::ScoredExample> tuning = marginTells(400, 8);
    const auto learned = engine::learnConfidences(twoTiers(), tuning);
    QCOMPARE(learned.better.size(), std::size_t{1});
    const engine::Scorers scorers = scorersOf(learned.better.front().model);
    const auto row = [](const std::string& text, std::vector<double> told) {
        ports::ShadowRow made;
        made.record.textHash = sha256Hex(text);
        made.record.split = domain::DataSplit::Calibration;
        domain::ShadowAnswer answer;
        answer.attempt.tierId = "small";
        answer.attempt.result = domain::AttemptResult::Shadow;
        answer.attempt.score = told.front();
        answer.attempt.scoreSignals = std::move(told);
        answer.meetsTarget = true;
        made.record.answers = {answer};
        return made;
    };
    const std::vector<double> whole = tuning.front().tiers.at("small").scoreSignals;
    const std::vector<double> old(whole.begin(), whole.begin() + engine::kFirstSignalCount);
    const std::vector<ports::ShadowRow> rows{row("now", whole), row("before", old)};
    QCOMPARE(engine::evidenceFrom(rows, twoTiers()).calibration.size(), std::size_t{2});
    const auto evidence = engine::evidenceFrom(rows, twoTiers(), scorers);
    QCOMPARE(evidence.calibration.size(), std::size_t{1}); // an unknown margin is not a mean one
    QVERIFY(std::isnan(engine::scoreOf(scorers, "small", old)));
    QVERIFY(!engine::canScore(scorers, "small", old));
    std::vector<engine::ScoredExample> mixed = tuning;
    dropNewSignals(std::span(mixed).first(150));
    engine::rescore(mixed, learned.better.front());
    QCOMPARE(mixed.size(), std::size_t{250});
}

void TestAnswerSignals::anotherCombinationIsAnotherBasis()
{
    const auto idOf = [](std::uint64_t seed) {
        return sha256Hex(engine::learnConfidences(twoTiers(), marginTells(400, seed)).better.front().model.toJson());
    };
    domain::TaskPolicy policy;
    policy.scorerVersions = {{"small", idOf(9)}};
    const std::string basis = engine::certificateBasis(policy, twoTiers());
    policy.scorerVersions = {{"small", idOf(9)}};
    QCOMPARE(engine::certificateBasis(policy, twoTiers()), basis);
    policy.scorerVersions = {{"small", idOf(10)}};
    QVERIFY(engine::certificateBasis(policy, twoTiers()) != basis); // which voids what was certified by the other
}

QTEST_GUILESS_MAIN(TestAnswerSignals)
#include "tst_answer_signals.moc"
