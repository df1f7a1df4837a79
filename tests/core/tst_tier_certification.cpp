#include <QTest>

#include "core/base/hash.h"
#include "core/base/rng.h"
#include "core/conformal/fixed_sequence_calibrator.h"
#include "core/engine/certification_attempts.h"
#include "core/engine/evidence_certification.h"
#include "core/engine/tier_certification.h"
#include "tests/core/engine_fakes.h"

using namespace core;

namespace {

std::vector<domain::Tier> threeTiers()
{
    std::vector<domain::Tier> tiers(3);
    tiers[0].id = "student";
    tiers[0].provider = domain::TierProvider::Student;
    tiers[1].id = "medium";
    tiers[1].model = "medium";
    tiers[2].id = "large";
    tiers[2].model = "large";
    return tiers;
}

/// Failure is likelier at low scores; each tier's score is its own.
std::vector<engine::ScoredExample> population(std::size_t count, std::uint64_t seed)
{
    Rng rng(seed);
    std::vector<engine::ScoredExample> rows;
    for (std::size_t i = 0; i < count; ++i) {
        engine::ScoredExample row;
        row.textHash = sha256Hex(std::to_string(seed) + ":" + std::to_string(i));
        for (const char* tier : {"student", "medium"}) {
            const double score = rng.uniform();
            row.tiers[tier] = {true, score, rng.chance(0.5 * (1 - score) * (1 - score)), 0, 0};
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

double failureRate(const std::vector<engine::ScoredExample>& rows, const domain::Certificate& certificate)
{
    int accepted = 0;
    int failures = 0;
    for (const engine::ScoredExample& row : rows) {
        const auto& score = row.tiers.at(certificate.tierId);
        if (score.score >= *certificate.threshold) {
            ++accepted;
            failures += score.isFailure ? 1 : 0;
        }
    }
    return static_cast<double>(failures) / accepted;
}

} // namespace

class TestTierCertification : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTextWithoutAHashIsNoReasonToThrow();
    void theSharesOfAllTasksAddUpToDelta();
    void reviewsOfTheLastTierSayNothingOfTheJudge();
    void everyTierBelowTheLastGetsACertificate();
    void byUnionBoundLaterTiersSeeAllThatIsEscalated();
    void bySplitTiersAreCalibratedOnDisjointTexts();
    void allTasksAtOnceSpendsAPartOfDelta();
    void conformalInitialisationSaysThatItPromisesNothing();
    void storedSignalsAreScoredByWhatIsLearned();
    void completionTokensAreNoSignalBeforeTheAnswer();
    void looksAtOneCalibrationSetShareOneDelta();
    void whatIsExpectedIsNoMoreThanWhatComesAbout();
    void expectedAnswersAreTuningAnswersInEqualShares();
    void thePromiseHoldsOverManyCalibrations_data();
    void thePromiseHoldsOverManyCalibrations();
    void answersThatThePlanWouldNotAskForAreLeftOut();
};

void TestTierCertification::everyTierBelowTheLastGetsACertificate()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), population(3000, 2), {0.1, 0.1}, *calibrator);
    QVERIFY(certificates.has_value());
    QCOMPARE(certificates->size(), std::size_t{2});
    QCOMPARE(certificates->at(0).tierId, std::string("student"));
    QVERIFY(certificates->at(0).threshold.has_value());
    QVERIFY(certificates->at(1).threshold.has_value());
    QCOMPARE(certificates->at(0).delta, 0.05);
    QVERIFY(certificates->at(0).riskUpperBound <= 0.1);
}

void TestTierCertification::bySplitTiersAreCalibratedOnDisjointTexts()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    engine::RiskChoice risk{0.1, 0.1};
    risk.method = ports::CertificationMethod::SampleSplit;
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), population(3000, 2), risk, *calibrator);
    const auto total = certificates->at(0).calibrationSize + certificates->at(1).calibrationSize;
    QVERIFY(certificates->at(0).calibrationSize > 1000);
    QVERIFY(certificates->at(1).calibrationSize > 100);
    QVERIFY(total < 3000); // what the student accepts of the second part reaches no later tier
}

void TestTierCertification::byUnionBoundLaterTiersSeeAllThatIsEscalated()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    const auto calibration = population(3000, 2);
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), calibration, {0.1, 0.1}, *calibrator);
    const double threshold = *certificates->at(0).threshold;
    const auto escalated = std::count_if(calibration.begin(), calibration.end(),
        [&](const engine::ScoredExample& row) { return row.tiers.at("student").score < threshold; });
    QCOMPARE(certificates->at(0).calibrationSize, std::int64_t{3000});
    QCOMPARE(certificates->at(1).calibrationSize, static_cast<std::int64_t>(escalated));
    QVERIFY(certificates->at(0).delta + certificates->at(1).delta <= 0.1);
}

void TestTierCertification::allTasksAtOnceSpendsAPartOfDelta()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    engine::RiskChoice risk{0.1, 0.1};
    risk.scope = conformal::PromiseScope::AllTasks;
    risk.taskCount = 5;
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), population(3000, 2), risk, *calibrator);
    QVERIFY(std::abs(certificates->at(0).delta - 0.1 / 2 / 5) < 1e-12);
}

void TestTierCertification::conformalInitialisationSaysThatItPromisesNothing()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    engine::RiskChoice risk{0.05, 0.1};
    risk.method = ports::CertificationMethod::ConformalInitialisation;
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), population(3000, 2), risk, *calibrator);
    QVERIFY(certificates->at(0).threshold.has_value());
    QVERIFY(certificates->at(0).noneReason.find("no failure guarantee") != std::string::npos);
    QVERIFY(failureRate(population(20'000, 999), certificates->at(0)) > 0.05);
}

void TestTierCertification::thePromiseHoldsOverManyCalibrations_data()
{
    QTest::addColumn<int>("method");
    QTest::newRow("union bound") << static_cast<int>(ports::CertificationMethod::UnionBound);
    QTest::newRow("sample split") << static_cast<int>(ports::CertificationMethod::SampleSplit);
}

void TestTierCertification::thePromiseHoldsOverManyCalibrations()
{
    QFETCH(int, method);
    engine::RiskChoice risk{0.1, 0.1};
    risk.method = static_cast<ports::CertificationMethod>(method);
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    const auto truth = population(20'000, 999);
    int violations = 0;
    const int trials = 150;
    for (int trial = 0; trial < trials; ++trial) {
        const auto seed = static_cast<std::uint64_t>(1000 + 2 * trial);
        const auto certificates
            = engine::certifyTiers(tiers, population(300, seed), population(1000, seed + 1), risk, *calibrator);
        const domain::Certificate& student = certificates->front();
        violations += student.threshold && failureRate(truth, student) > 0.1 ? 1 : 0;
    }
    QVERIFY2(violations <= 16, qPrintable(QString::number(violations))); // delta/2 = .05: mean 7.5, +3 standard errors
}

void TestTierCertification::answersThatThePlanWouldNotAskForAreLeftOut()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    auto calibration = population(3000, 2);
    for (std::size_t i = 0; i < calibration.size(); i += 2) {
        calibration[i].tiers["student"].isTried = false;
    }
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), calibration, {0.1, 0.1}, *calibrator);
    QCOMPARE(certificates->at(0).calibrationSize, std::int64_t{1500});
}

/// Erased texts keep their verdict and lose their hash.
void TestTierCertification::aTextWithoutAHashIsNoReasonToThrow()
{
    const std::vector<domain::Tier> tiers = threeTiers();
    auto calibration = population(3000, 2);
    for (std::size_t i = 0; i < calibration.size(); i += 7) {
        calibration[i].textHash.clear();
    }
    engine::RiskChoice risk{0.1, 0.1};
    risk.method = ports::CertificationMethod::SampleSplit;
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto certificates = engine::certifyTiers(tiers, population(1000, 1), calibration, risk, *calibrator);
    QVERIFY(certificates.has_value());
    QVERIFY(certificates->front().threshold.has_value());
}

void TestTierCertification::theSharesOfAllTasksAddUpToDelta()
{
    const std::vector<domain::Tier> tiers = threeTiers();
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    engine::RiskChoice risk{0.1, 0.1};
    risk.scope = conformal::PromiseScope::AllTasks;
    risk.taskCount = 4;
    engine::CertificationEvidence reviewed;
    reviewed.tuning = population(1000, 1);
    reviewed.calibration = population(3000, 2);
    reviewed.isJudgeReviewed = true;
    reviewed.audit.reviewed = 2000; // no miss
    for (const bool isJudgeReviewed : {false, true}) {
        reviewed.isJudgeReviewed = isJudgeReviewed;
        const auto certificates = engine::certifyOnEvidence(
            {tiers, reviewed.tuning, reviewed.calibration, reviewed}, risk, *calibrator);
        QVERIFY(certificates.has_value());
        QVERIFY(certificates->front().threshold.has_value());
        double spent = 0;
        for (const domain::Certificate& certificate : *certificates) {
            spent += certificate.delta;
        }
        QVERIFY2(spent <= 0.1 / 4 + 1e-12, qPrintable(QString::number(spent))); // the judge's bounds included
    }
}

void TestTierCertification::reviewsOfTheLastTierSayNothingOfTheJudge()
{
    ports::ShadowRow row;
    row.record.textHash = sha256Hex("text");
    row.record.split = domain::DataSplit::Calibration;
    row.record.reviewProbability = 1;
    for (const char* tier : {"student", "large"}) {
        domain::ShadowAnswer answer;
        answer.attempt.tierId = tier;
        answer.attempt.result = domain::AttemptResult::Shadow;
        answer.meetsTarget = true;
        row.record.answers.push_back(answer);
        row.reviews.push_back({"query", tier, {}, "ann", false});
    }
    const engine::CertificationEvidence evidence = engine::evidenceFrom(std::vector{row}, threeTiers());
    QCOMPARE(evidence.audit.reviewed, std::int64_t{1});
    QCOMPARE(evidence.audit.missed(), std::int64_t{1});
}

void TestTierCertification::storedSignalsAreScoredByWhatIsLearned()
{
    const auto row = [](const char* text, double tokenProbability) {
        ports::ShadowRow made;
        made.record.textHash = sha256Hex(text);
        made.record.split = domain::DataSplit::Calibration;
        domain::ShadowAnswer answer;
        answer.attempt.tierId = "student"; // an endpoint here
        answer.attempt.result = domain::AttemptResult::Shadow;
        answer.attempt.score = 0.25;
        answer.meetsTarget = true;
        if (tokenProbability > 0) {
            answer.attempt.scoreSignals = engine::answerSignals({0.25, tokenProbability, 10}, {}, "student");
        }
        made.record.answers = {answer};
        return made;
    };
    const std::vector<ports::ShadowRow> rows{row("sure", 0.95), row("unsure", 0.3), row("of an earlier version", 0)};
    const auto without = engine::evidenceFrom(rows, threeTiers());
    QCOMPARE(without.calibration.size(), std::size_t{3});
    for (const engine::ScoredExample& example : without.calibration) {
        QCOMPARE(example.tiers.at("student").score, 0.25);
    }
    std::vector<conformal::ConfidenceExample> examples;
    for (int i = 0; i < 100; ++i) {
        const bool isRight = i % 2 == 0;
        examples.push_back({engine::confidenceFeatures(
                                engine::answerSignals({0.25, isRight ? 0.9 : 0.4, 10 + i % 3}, {}, "student")),
            isRight});
    }
    const engine::Scorers scorers{{"student",
        std::make_shared<conformal::AnswerConfidence>(conformal::AnswerConfidence::fit(examples, {}).value())}};
    const auto with = engine::evidenceFrom(rows, threeTiers(), scorers);
    QCOMPARE(with.calibration.size(), std::size_t{2}); // of the earlier version nobody knows
    QVERIFY(with.calibration[0].tiers.at("student").score > 0.8);
    QVERIFY(with.calibration[1].tiers.at("student").score < 0.2);
}

void TestTierCertification::completionTokensAreNoSignalBeforeTheAnswer()
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    domain::RoutePrediction prediction;
    prediction.tiers = {{"small", 0.7, 0.7, 0, 0}, {"large", 0.9, 0.9, 0, 0}};
    const auto unasked = engine::answerSignals({none, none}, prediction, "small");
    const auto asked = engine::answerSignals({none, none, 300}, prediction, "small");
    QCOMPARE(unasked.size(), engine::kSignalCount);
    for (std::size_t i = 0; i < unasked.size(); ++i) {
        QVERIFY(unasked[i] == asked[i] || (std::isnan(unasked[i]) && std::isnan(asked[i])));
    }
    QCOMPARE(engine::scoreOf({}, "small", unasked), 0.7); // the router's word, as it is
    QCOMPARE(unasked[4], 0.9);
    QVERIFY(std::isnan(engine::scoreOf({}, "small", std::vector<double>{0.5}))); // of another version
}

void TestTierCertification::looksAtOneCalibrationSetShareOneDelta()
{
    const auto look = [](const char* tier, const char* student, const char* judge) {
        domain::Certificate certificate;
        certificate.tierId = tier;
        certificate.modelVersion = student;
        certificate.labelSource = judge;
        return certificate;
    };
    const std::vector<domain::Certificate> looks{look("student", "b", "agreement with large"),
        look("student", "b", engine::kReferenceAnswers), look("medium", "b", engine::kReferenceAnswers),
        look("student", "a", engine::kReferenceAnswers), look("medium", "a", engine::kReferenceAnswers),
        look("student", "a", "agreement with large")};
    QCOMPARE(engine::attemptsSoFar(looks, {}, "a", engine::LookedAt::Examples), 3); // its own two, and b's at the same examples
    QCOMPARE(engine::attemptsSoFar(looks, {}, "c", engine::LookedAt::Examples), 2); // a new student is no new budget
    QCOMPARE(engine::attemptsSoFar(looks, {}, "a", engine::LookedAt::OwnAnswers), 2);
    QCOMPARE(engine::attemptsSoFar(looks, {}, "c", engine::LookedAt::OwnAnswers), 0); // answers judged beside the traffic are its own
    QCOMPARE(engine::attemptsSoFar(looks, {}, "c", engine::LookedAt::Reanswered), 2); // unless they are given again: those of a and b at shadow answers

    const auto model = [](const char* kind, const char* id) {
        domain::Artefact artefact;
        artefact.kind = kind;
        artefact.id = id;
        return artefact;
    };
    const std::vector<domain::Artefact> models{model("student", "a"), model("student", "b"), model("student", "turned down"),
        model("router", "its router")};
    QCOMPARE(engine::attemptsSoFar(looks, models, "c", engine::LookedAt::Examples), 3); // the challenger that no gate let pass has looked, too
    QCOMPARE(engine::attemptsSoFar(looks, models, "c", engine::LookedAt::OwnAnswers), 0);
    std::vector<domain::Certificate> putBack = looks;
    putBack.push_back(looks[3]); // with an earlier policy version
    putBack.back().at = core::TimePoint{} + std::chrono::hours(1);
    QCOMPARE(engine::attemptsSoFar(putBack, models, "c", engine::LookedAt::Examples), 3);
    putBack.back().delta /= 4; // another look at its examples
    QCOMPARE(engine::attemptsSoFar(putBack, models, "c", engine::LookedAt::Examples), 4);
}

void TestTierCertification::whatIsExpectedIsNoMoreThanWhatComesAbout()
{
    const auto calibrator = conformal::makeFixedSequenceCalibrator();
    const auto tiers = threeTiers();
    const auto kept = [&](const engine::CertificationEvidence& evidence, std::span<const engine::ScoredExample> judged) {
        const std::vector<domain::Tier> two{tiers[0], tiers[2]};
        const auto certificates = engine::certifyTiers(two, evidence.tuning, judged, {0.05, 0.1}, *calibrator);
        return certificates->front().threshold ? 1 - *certificates->front().threshold : 0.0; // scores are uniform
    };
    for (const std::size_t count : {std::size_t{60}, std::size_t{200}}) {
        double expected = 0;
        double applied = 0;
        for (std::uint64_t trial = 0; trial < 200; ++trial) {
            engine::CertificationEvidence evidence;
            evidence.tuning = population(count, 2 * trial + 1);
            evidence.calibration = population(2 * count, 2 * trial + 2);
            expected += kept(evidence, engine::expectedCalibration(evidence));
            applied += kept(evidence, evidence.calibration);
        }
        QVERIFY2(applied > 1, qPrintable(QString::number(applied)));
        QVERIFY2(expected <= applied, qPrintable(QStringLiteral("%1 %2").arg(expected).arg(applied)));
    }
}

void TestTierCertification::expectedAnswersAreTuningAnswersInEqualShares()
{
    engine::CertificationEvidence evidence;
    evidence.tuning = population(100, 1);
    evidence.calibration = population(250, 2);
    const auto counts = [&] {
        std::map<double, int> seen;
        for (const engine::ScoredExample& example : engine::expectedCalibration(evidence)) {
            ++seen[example.tiers.at("student").score];
        }
        return seen;
    };
    const auto more = counts();
    QCOMPARE(more.size(), std::size_t{100});
    QVERIFY(std::ranges::all_of(more, [](const auto& entry) { return entry.second == 2 || entry.second == 3; }));
    const auto failures = [](const std::vector<engine::ScoredExample>& examples) {
        return std::ranges::count_if(
            examples, [](const auto& example) { return example.tiers.at("student").isFailure; });
    };
    std::vector<engine::ScoredExample> asTheyAre; // the same answers, as they failed
    for (std::size_t i = 0; i < 250; ++i) {
        asTheyAre.push_back(evidence.tuning[i * 100 / 250]);
    }
    const auto expected = engine::expectedCalibration(evidence);
    QCOMPARE(failures(expected), failures(asTheyAre) + 2); // half a failure a hundred, of two and a half hundred
    evidence.calibration.resize(40);
    QCOMPARE(counts().size(), std::size_t{40});
    evidence.tuning.clear();
    QVERIFY(engine::expectedCalibration(evidence).empty());
}

QTEST_GUILESS_MAIN(TestTierCertification)
#include "tst_tier_certification.moc"
