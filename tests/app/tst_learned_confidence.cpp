// What scores an endpoint's answers is learned on judged tuning answers, and scores live answers as it scored those
// that were certified.
#include "core/base/atomic_file.h"
#include "core/engine/confidence_file.h"
#include "core/engine/confidence_fit.h"
#include "core/engine/tier_observation.h"
#include "tests/app/recorded_workspace.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace core;
using namespace recorded;
namespace domain = core::domain;

namespace {

/// "small" is wrong in 15 of 100 answers, and less sure of its tokens then, as a rule.
class TellingWorkload {
public:
    domain::Example next()
    {
        m_labels.failureRate = 0.15;
        domain::Example example = m_labels.next();
        wasWrong = m_labels.wasWrong;
        const double mean = (wasWrong && !tellsByLeastToken ? -0.9 : -0.2) * (0.2 + 1.6 * m_noise.uniform());
        std::vector<double>& logprobs = example.responses.at("small-model").logprobs;
        if (!tellsByLeastToken) {
            logprobs = {mean, 1.5 * mean, 0.5 * mean};
        } else if (m_noise.chance(wasWrong ? 0.9 : 0.1)) {
            logprobs = {2.8 * mean, 0.1 * mean, 0.1 * mean};
        } else {
            logprobs = {mean, 1.1 * mean, 0.9 * mean};
        }
        return example;
    }
    bool wasWrong = false;
    bool tellsByLeastToken = false; ///< the mean says nothing: one unlikely token does

private:
    Workload m_labels{false};
    Rng m_noise{23};
};

struct TellingWorkspace : Workspace {
    explicit TellingWorkspace(double reviewShare = 0)
    {
        addPortfolio();
        domain::ShadowPlan plan = everything();
        plan.reviewShare = reviewShare;
        plan.isAutomatic = false;
        QVERIFY(host->setShadowPlan(kTask, plan).has_value());
    }
    void askMore(int count)
    {
        for (int i = 0; i < count; ++i) {
            QVERIFY(ask(workload.next()).has_value());
        }
        host->shadowRunner().drain();
        host->evidenceChanged();
    }
    void certify() { QVERIFY(host->certifyFromShadow(kTask, "operator").has_value()); }
    void agreeWithTheJudge() const
    {
        const auto items = host->stores().shadows->reviewItems(kTask, 5'000);
        QVERIFY(items.has_value() && !items->empty());
        for (const ports::ShadowReviewItem& item : *items) {
            const domain::ShadowReview review{item.query.id, item.answer.attempt.tierId, host->clock().now(), "ann",
                item.answer.meetsTarget.value_or(false)};
            QVERIFY(host->stores().shadows->review(review).has_value());
        }
        host->evidenceChanged();
    }
    [[nodiscard]] domain::TaskPolicy policy() const
    {
        return host->engine().servingState()->tasks.at(kTask).policy;
    }

    TellingWorkload workload;
};

} // namespace

class TestLearnedConfidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itLetsInWhatTheRouterCannotTell();
    void withFewJudgementsNothingIsLearned();
    void liveAnswersAreScoredAsTheCertifiedOnes();
    void anotherScorerVoidsTheCertificate();
    void aRouterThatTakesOverEndsIt();
    void alteredBytesAreRefused();
    void calibrationAnswersTeachNothing();
    void itIsPlannedWithWhatWouldBeLearned();
    void reviewedAnswersStayWhenItIsLearned();
    void withTooFewAnswersTheScorerStays();
    void anEndpointIsNotHeldToARecording();
    void whatOnlyTheLeastLikelyTokenTellsIsLearned();
    void aScorerThatComesBackScoresAsItDid();
};

void TestLearnedConfidence::itLetsInWhatTheRouterCannotTell()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    QVERIFY(workspace.isCertified());
    QVERIFY(workspace.policy().scorerVersions.contains("small"));
    const domain::Certificate certificate = workspace.certificates().front();
    QVERIFY(certificate.riskUpperBound <= 0.05);
    QVERIFY(certificate.basis.find("scorers") != std::string::npos);
    int kept = 0;
    int wrong = 0;
    for (int i = 0; i < 600; ++i) {
        const auto answer = workspace.ask(workspace.workload.next());
        const bool isKept = answer->record.accepted()->tierId == "small";
        kept += isKept ? 1 : 0;
        wrong += isKept && workspace.workload.wasWrong ? 1 : 0;
    }
    QVERIFY2(kept >= 400, std::to_string(kept).c_str()); // 85 of 100 are right
    QVERIFY2(wrong <= kept / 20, std::to_string(wrong).c_str());
}

void TestLearnedConfidence::withFewJudgementsNothingIsLearned()
{
    TellingWorkspace workspace;
    workspace.askMore(900);
    workspace.certify();
    QVERIFY(!workspace.isCertified()); // every answer scores the same, and 15 of 100 are wrong
    QVERIFY(workspace.policy().scorerVersions.empty());
    workspace.askMore(1'700);
    workspace.certify(); // the answers of before are scored by what is learned of them now
    QVERIFY(workspace.isCertified());
    QVERIFY(workspace.certificates().front().calibrationSize > 400);
}

void TestLearnedConfidence::liveAnswersAreScoredAsTheCertifiedOnes()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    QVERIFY(workspace.isCertified());
    for (int i = 0; i < 50; ++i) {
        const auto answer = workspace.ask(workspace.workload.next());
        const domain::Attempt& attempt = answer->record.attempts.front();
        QCOMPARE(attempt.tierId, std::string("small"));
        const auto& scorer = *workspace.host->served(kTask).task.scorers.at("small");
        QCOMPARE(*attempt.score, scorer.confidence(engine::confidenceFeatures(attempt.scoreSignals)));
        QVERIFY(*attempt.score > 0 && *attempt.score < 1);
        QCOMPARE(attempt.result == domain::AttemptResult::Accepted, *attempt.score >= *attempt.threshold);
    }
    // What Coverage says of its scores is of those alone.
    for (int i = 0; i < 100; ++i) {
        domain::Example example = workspace.workload.next();
        example.reference.labels = {example.responses.at("large-model").text};
        engine::EngineQuery query;
        query.taskId = kTask;
        query.text = example.text;
        query.source = "test";
        query.reference = &example.reference;
        QVERIFY(engine::askRecorded(
            workspace.host->engine(), *workspace.host->catalog(), example, query, workspace.host->splitKey()).has_value());
    }
    QVERIFY(workspace.host->settle().has_value());
    const auto known = workspace.host->stores().coverage->knownAnswers(kTask, "small", 4'000);
    QCOMPARE(known->size(), std::size_t{100});
    QVERIFY(std::ranges::all_of(*known, [](const auto& answer) { return answer.score > 0 && answer.score < 1; }));

    // After a restart, and read again, everything is what it was.
    const std::string policyId = workspace.host->engine().servingState()->policyVersionId;
    const auto before = workspace.host->recalibration().evidence(workspace.host->served(kTask));
    workspace.host.reset();
    workspace.open();
    QCOMPARE(workspace.host->engine().servingState()->policyVersionId, policyId);
    const auto after = workspace.host->recalibration().evidence(workspace.host->served(kTask));
    QVERIFY(before.has_value() && after.has_value());
    QCOMPARE((*before)->calibration.size(), (*after)->calibration.size());
    for (std::size_t i = 0; i < (*before)->calibration.size(); ++i) {
        QCOMPARE((*before)->calibration[i].tiers.at("small").score, (*after)->calibration[i].tiers.at("small").score);
    }
    // Of another scorer they say nothing.
    QVERIFY(workspace.host->policyJournal().append("operator", "without it",
        [](domain::PolicyVersion& version) { version.tasks.at(kTask).scorerVersions.clear(); }).has_value());
    QVERIFY(workspace.host->stores().coverage->knownAnswers(kTask, "small", 4'000)->empty());
}

void TestLearnedConfidence::anotherScorerVoidsTheCertificate()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    QVERIFY(workspace.isCertified());
    const auto dropped = workspace.host->policyJournal().append("operator", "without it",
        [](domain::PolicyVersion& version) { version.tasks.at(kTask).scorerVersions.clear(); });
    QVERIFY(dropped.has_value());
    QVERIFY(workspace.host->reload().has_value());
    QVERIFY(!workspace.isCertified());
    const auto alarms = workspace.host->stores().monitors->openAlarms();
    QCOMPARE(alarms->size(), std::size_t{1});
    QVERIFY2(alarms->front().message.find("What scores the answers changed") != std::string::npos,
        alarms->front().message.c_str());
}

void TestLearnedConfidence::aRouterThatTakesOverEndsIt()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    QVERIFY(workspace.policy().scorerVersions.contains("small"));
    const auto switched = [&](const char* router) {
        return workspace.host->applyCertificates(kTask, {}, "operator", "a router takes over",
            [&](domain::TaskPolicy& policy) { policy.routerVersion = router; });
    };
    QVERIFY(switched("")->tasks.at(kTask).scorerVersions.contains("small")); // the one of before
    QVERIFY(workspace.isCertified());
    QVERIFY(!switched("router-2")); // there is no such file, and the policy stands
    QVERIFY(workspace.host->stores().policies->active().value()->tasks.at(kTask).scorerVersions.empty());
}

void TestLearnedConfidence::alteredBytesAreRefused()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    const auto artefact
        = workspace.host->stores().runs->artefact(workspace.policy().scorerVersions.at("small"));
    QVERIFY(artefact.has_value() && artefact->has_value());
    QCOMPARE((*artefact)->kind, std::string("confidence"));
    QVERIFY((*artefact)->metricsJson.find("\"ranking\"") != std::string::npos);
    const std::filesystem::path file = workspace.host->workspace() / (*artefact)->path;
    QVERIFY(engine::loadConfidence(file, (*artefact)->sha256).has_value());
    std::string bytes = readWholeFile(file, 1 << 20).value();
    bytes.back() = ' ';
    QVERIFY(writeFileAtomically(file, bytes).has_value());
    const auto altered = engine::loadConfidence(file, (*artefact)->sha256);
    QVERIFY(!altered.has_value());
    QVERIFY(altered.error().code == ErrorCode::Corrupt);
}

void TestLearnedConfidence::calibrationAnswersTeachNothing()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    const auto evidence = workspace.host->recalibration().evidence(workspace.host->served(kTask));
    QVERIFY(evidence.has_value());
    for (const engine::ScoredExample& example : (*evidence)->calibration) {
        for (const auto& [tierId, tier] : example.tiers) {
            QVERIFY(tier.scoreSignals.empty());
        }
    }
    QVERIFY(engine::learnConfidences(workspace.host->served(kTask).tiersByRank, (*evidence)->calibration).better.empty());
    QCOMPARE(engine::learnConfidences(workspace.host->served(kTask).tiersByRank, (*evidence)->tuning).better.size(), std::size_t{1});
}

void TestLearnedConfidence::itIsPlannedWithWhatWouldBeLearned()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.progress().empty(), 10'000);
    const ports::EvidenceProgress progress = workspace.progress().front();
    QVERIFY2(progress.isReady, progress.sentence.c_str()); // by what the router says no number would do
}

void TestLearnedConfidence::reviewedAnswersStayWhenItIsLearned()
{
    TellingWorkspace workspace{0.5};
    workspace.askMore(2'600);
    workspace.agreeWithTheJudge();
    workspace.certify();
    QVERIFY(workspace.policy().scorerVersions.contains("small"));
    QVERIFY(workspace.certificates().front().calibrationSize > 400);
    const auto evidence = workspace.host->recalibration().evidence(workspace.host->served(kTask));
    QVERIFY(evidence.has_value());
    QVERIFY((*evidence)->isJudgeReviewed);
}

void TestLearnedConfidence::withTooFewAnswersTheScorerStays()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    engine::RiskRecalibration::Served served = workspace.host->served(kTask);
    const std::string learned = served.task.policy.scorerVersions.at("small");
    engine::CertificationEvidence few = **workspace.host->recalibration().evidence(served);
    few.tuning.resize(50);
    QVERIFY(workspace.host->learnConfidences(served, few).has_value());
    QCOMPARE(served.task.policy.scorerVersions.at("small"), learned);
    QVERIFY(served.task.scorers.contains("small"));
}

void TestLearnedConfidence::anEndpointIsNotHeldToARecording()
{
    TellingWorkload workload;
    domain::Example example = workload.next();
    example.reference.labels = {"intent_1"};
    domain::Tier tier;
    tier.id = "small";
    tier.model = "small-model";
    tier.provider = domain::TierProvider::Recording;
    const domain::Task task = domain::presetTask(kTask).value();
    QVERIFY(!std::isnan(engine::observeTier(tier, task, example).value().tokenProbability));
    tier.provider = domain::TierProvider::Endpoint;
    QVERIFY(std::isnan(engine::observeTier(tier, task, example).value().tokenProbability));
}

void TestLearnedConfidence::whatOnlyTheLeastLikelyTokenTellsIsLearned()
{
    TellingWorkspace workspace;
    workspace.workload.tellsByLeastToken = true;
    workspace.askMore(2'600);
    workspace.certify();
    QVERIFY(workspace.isCertified());
    const auto artefact = workspace.host->stores().runs->artefact(workspace.policy().scorerVersions.at("small"));
    QVERIFY(artefact.has_value() && artefact->has_value());
    QVERIFY((*artefact)->metricsJson.find("\"least_token_probability\"") != std::string::npos);
    int kept = 0;
    int wrong = 0;
    for (int i = 0; i < 600; ++i) {
        const auto answer = workspace.ask(workspace.workload.next());
        const bool isKept = answer->record.accepted()->tierId == "small";
        kept += isKept ? 1 : 0;
        wrong += isKept && workspace.workload.wasWrong ? 1 : 0;
    }
    QVERIFY2(kept >= 300, std::to_string(kept).c_str()); // 78 of 100 have no unlikely token, 2 of 100 of these are wrong
    QVERIFY2(wrong <= kept / 20, std::to_string(wrong).c_str());

    // What was stored explains the score.
    const auto answer = workspace.ask(workspace.workload.next());
    QVERIFY(workspace.host->settle().has_value());
    const auto stored = workspace.host->stores().requests->find(answer->record.id);
    QVERIFY(stored.has_value() && stored->has_value());
    const domain::Attempt& attempt = (*stored)->attempts.front();
    QCOMPARE(attempt.scoreSignals.size(), engine::kSignalCount);
    QVERIFY(engine::scoreOf(workspace.host->served(kTask).task.scorers, "small", attempt.scoreSignals) == *attempt.score);
}

void TestLearnedConfidence::aScorerThatComesBackScoresAsItDid()
{
    TellingWorkspace workspace;
    workspace.askMore(2'600);
    workspace.certify();
    const std::string id = workspace.policy().scorerVersions.at("small");
    const conformal::AnswerConfidence learned = *workspace.host->served(kTask).task.scorers.at("small");
    const auto serveWith = [&](const std::map<std::string, std::string>& scorers) {
        return workspace.host->policyJournal().append("operator", "another scorer",
                   [&](domain::PolicyVersion& version) { version.tasks.at(kTask).scorerVersions = scorers; }).has_value()
            && workspace.host->reload().has_value();
    };
    QVERIFY(serveWith({}));
    QVERIFY(!workspace.host->served(kTask).task.scorers.contains("small"));
    workspace.host.reset();
    workspace.open(); // nothing of it is left in memory
    QVERIFY(serveWith({{"small", id}}));
    const conformal::AnswerConfidence restored = *workspace.host->served(kTask).task.scorers.at("small");
    QVERIFY(restored == learned);
    QCOMPARE(restored.toJson(), learned.toJson());
    const engine::AnswerFacts facts{0.7, 0.7, 12, 0.2};
    const std::vector<double> features
        = engine::confidenceFeatures(engine::answerSignals(facts, domain::RoutePrediction{}, "small"));
    QVERIFY(engine::confidenceOf(restored, features) == engine::confidenceOf(learned, features));
}

QTEST_GUILESS_MAIN(TestLearnedConfidence)
#include "tst_learned_confidence.moc"
