// A workspace with two recorded tiers of which nothing is judged, up to the first certificate and beyond.
#include "core/conformal/delta_ledger.h"
#include "tests/app/recorded_workspace.h"

using namespace core;
using namespace recorded;
namespace domain = core::domain;

class TestFromZeroLabels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstCertificateComesOfShadowAnswers_data();
    void theFirstCertificateComesOfShadowAnswers();
    void aTierThatFailsTooOftenIsNeverLetIn();
    void aJudgeUnderReviewWaitsForPeople();
    void whatReviewersSayDoesNotDecideWhenToLook();
    void theOperatorsWordIsWaitedFor();
    void anAlarmLeadsToProbationAndToACertificateOnFreshAnswers();
    void aChangedTierListVoidsAtOnce();
    void whatIfShowsWhatTheDraftWouldDo();
    void whatIfExpectsWhatApplyingCertifies();
    void whatIfLooksAtNoCalibrationAnswer();
    void anUnchangedRiskKeepsItsThresholds();
    void aRecalibrationWritesAVersionWithThresholds();
    void aDraftThatTheDataCannotSupportTakesNoThreshold();
    void aRoundingCertifiesNothing();
    void theAnswersThatAreMissingAreThoseThatCertify();
};

void TestFromZeroLabels::theFirstCertificateComesOfShadowAnswers_data()
{
    QTest::addColumn<bool>("isRecordedQuality");
    QTest::addColumn<QString>("judge");
    QTest::newRow("agreement with the stronger tier") << false << "agreement with Large";
    QTest::newRow("qualities of a recording") << true << "recorded quality";
}

void TestFromZeroLabels::theFirstCertificateComesOfShadowAnswers()
{
    QFETCH(bool, isRecordedQuality);
    QFETCH(QString, judge);
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(isRecordedQuality);
    QVERIFY(workspace.progress().empty());
    QVERIFY(workspace.host->setShadowPlan(kTask, everything()).has_value());

    std::string seen; // a sentence from the way there
    domain::Money spent;
    int asked = 0;
    for (; asked < 6'000 && !workspace.isCertified(); ++asked) {
        const auto answer = workspace.ask(workload.next());
        QVERIFY(answer.has_value());
        spent += answer->record.knownCost();
        if (!answer->record.accepted()->threshold) { // certified meanwhile: see below
            QCOMPARE(answer->record.accepted()->tierId, std::string("large"));
            QCOMPARE(answer->record.attempts.size(), std::size_t{1});
        }
        if (asked % 100 == 99) {
            workspace.host->shadowRunner().drain();
            const auto progress = workspace.host->recalibration().progress(workspace.host->served(kTask));
            seen = progress && !progress->empty() ? progress->front().sentence : seen;
            QTest::qWait(50);
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(workspace.isCertified(), 5000);
    QVERIFY2(seen.find(" judged for a certificate of 5%") != std::string::npos, seen.c_str());
    const auto certificates = workspace.host->stores().policies->certificates(kTask, "small");
    QCOMPARE(certificates->size(), std::size_t{1});
    const domain::Certificate& certificate = certificates->front();
    QCOMPARE(QString::fromStdString(certificate.labelSource), judge);
    QVERIFY(certificate.riskUpperBound <= 0.05);
    QVERIFY(certificate.accepted >= 45);
    QVERIFY(!certificate.basis.empty());

    // The first dollar is saved, and the answers meet the target.
    int kept = 0;
    int wrong = 0;
    for (int i = 0; i < 400; ++i) {
        const domain::Example example = workload.next();
        const auto answer = workspace.ask(example);
        if (answer->record.accepted()->tierId == "small") {
            ++kept;
            wrong += workload.wasWrong ? 1 : 0;
            QVERIFY(answer->record.knownCost() < answer->record.lastTierCost);
            QVERIFY(answer->record.scope == domain::CertificateScope::Certified);
        }
    }
    QCOMPARE(kept, 400);
    QVERIFY(wrong <= 20);

    // What ran beside the traffic is booked apart from it.
    const auto spend = workspace.host->stores().shadows->spend(TimePoint{}, workspace.host->clock().now() + std::chrono::hours(1));
    QCOMPARE(spend->size(), std::size_t{1});
    QCOMPARE(spend->front().tierId, std::string("small"));
    QVERIFY(spend->front().purpose == domain::ShadowPurpose::Certification);
    QVERIFY(spend->front().calls > 60);
    QCOMPARE(spend->front().cost.nanoUsd, spend->front().calls * 11'000);
    QVERIFY(spend->front().calls < asked); // only texts that certificates are made of
}

void TestFromZeroLabels::aTierThatFailsTooOftenIsNeverLetIn()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    workload.failureRate = 0.2;
    QVERIFY(workspace.host->setShadowPlan(kTask, everything()).has_value());
    for (int i = 0; i < 800; ++i) {
        const auto answer = workspace.ask(workload.next());
        QCOMPARE(answer->record.accepted()->tierId, std::string("large"));
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.progress().empty() && workspace.progress().front().judged > 100, 5000);
    QCOMPARE(workspace.progress().front().needed, std::int64_t{0});
    QVERIFY(workspace.progress().front().sentence.find("no number certifies") != std::string::npos);
    QVERIFY(workspace.host->stores().policies->certificates(kTask, "small")->empty()); // no part of delta was wasted
}

void TestFromZeroLabels::aJudgeUnderReviewWaitsForPeople()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    workload.failureRate = 0;
    domain::ShadowPlan plan = everything();
    plan.reviewShare = 0.5;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    for (int i = 0; i < 1'800; ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.progress().empty() && workspace.progress().front().judged > 250, 5000);
    QVERIFY(!workspace.progress().front().isReady);
    QVERIFY(workspace.progress().front().sentence.find("People have reviewed 0") != std::string::npos);
    const auto items = workspace.host->stores().shadows->reviewItems(kTask, 1'000);
    QVERIFY(items->size() > 150);
    QVERIFY(!items->front().query.text.empty());
    for (const ports::ShadowReviewItem& item : *items) {
        const domain::ShadowReview review{item.query.id, item.answer.attempt.tierId,
            workspace.host->clock().now(), "ann", item.answer.meetsTarget.value_or(false)};
        QVERIFY(workspace.host->stores().shadows->review(review).has_value());
    }
    QVERIFY(workspace.host->stores().shadows->reviewItems(kTask, 10)->empty());
    workspace.host->evidenceChanged();
    QTRY_VERIFY_WITH_TIMEOUT(workspace.isCertified(), 5000);
    const auto certificates = workspace.host->stores().policies->certificates(kTask, "small");
    QVERIFY(certificates->front().labelSource.find("corrected by people's review") != std::string::npos);
    QVERIFY(certificates->front().riskUpperBound <= 0.05);
}

void TestFromZeroLabels::whatReviewersSayDoesNotDecideWhenToLook()
{
    CollectingWorkspace workspace(0, 1'800, 0.5);
    const auto progress = [&] {
        return workspace.host->recalibration().progress(workspace.host->served(kTask)).value().front();
    };
    QVERIFY(!progress().isReady);
    QVERIFY(!workspace.host->certifyFromShadow(kTask, "operator")); // too few reviews: nothing is looked at
    QVERIFY(workspace.certificates().empty());
    workspace.reviewEverything(true);
    const ports::EvidenceProgress agreeing = progress();
    QVERIFY(agreeing.isReady);
    workspace.reviewEverything(false); // the judge misses everything
    QVERIFY(progress().isReady);
    QCOMPARE(progress().needed, agreeing.needed);

    // The look is refused, and it has cost its part of delta.
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(!workspace.isCertified());
    QCOMPARE(workspace.certificates().size(), std::size_t{1});
    const domain::Certificate refused = workspace.certificates().front();
    QVERIFY2(refused.noneReason.find("missed failure") != std::string::npos, refused.noneReason.c_str());
    QVERIFY(std::abs(refused.delta - 0.1 * conformal::attemptShare(1)) < 1e-12);
    const ports::EvidenceProgress after = progress();
    QCOMPARE(after.attempt, 2);
    QVERIFY(!after.isReady);
    QVERIFY(after.needed >= 2 * refused.calibrationSize); // not at once again
}

void TestFromZeroLabels::theOperatorsWordIsWaitedFor()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    workload.failureRate = 0;
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    for (int i = 0; i < 900; ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.progress().empty() && workspace.progress().front().isReady, 5000);
    QVERIFY(workspace.progress().front().sentence.find("waiting for your word") != std::string::npos);
    QVERIFY(!workspace.isCertified());
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    QVERIFY(workspace.isCertified());
}

void TestFromZeroLabels::anAlarmLeadsToProbationAndToACertificateOnFreshAnswers()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    workload.failureRate = 0;
    QVERIFY(workspace.host->setShadowPlan(kTask, everything()).has_value());
    for (int i = 0; i < 900 && !workspace.isCertified(); ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(workspace.isCertified(), 5000);
    const double firstDelta = workspace.host->stores().policies->certificates(kTask, "small")->front().delta;

    // Probation starts; the answers that were judged before speak for nothing any more.
    QVERIFY(workspace.host->startProbation(kTask, "small", "engine", "the failure rate is too high").has_value());
    QVERIFY(!workspace.isCertified());
    QCOMPARE(workspace.ask(workload.next())->record.accepted()->tierId, std::string("large"));
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.progress().empty() && workspace.progress().front().since.has_value(), 5000);
    QVERIFY(workspace.progress().front().judged <= 1);
    QCOMPARE(workspace.progress().front().attempt, 2);

    // A restart changes nothing of it.
    for (int i = 0; i < 60; ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    const auto shownBefore = workspace.host->recalibration().progress(workspace.host->served(kTask));
    workspace.host.reset();
    workspace.open();
    auto shownAfter = workspace.host->recalibration().progress(workspace.host->served(kTask));
    QVERIFY(shownBefore.has_value() && shownAfter.has_value());
    QCOMPARE(shownAfter->front().judged, shownBefore->front().judged);
    QCOMPARE(shownAfter->front().needed, shownBefore->front().needed);
    QVERIFY(shownAfter->front().since == shownBefore->front().since);
    QVERIFY(!workspace.isCertified());

    for (int i = 0; i < 3'000 && !workspace.isCertified(); ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
        if (i % 200 == 199) {
            workspace.host->shadowRunner().drain();
            QTest::qWait(50);
        }
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(workspace.isCertified(), 5000);
    const auto certificates = workspace.host->stores().policies->certificates(kTask, "small");
    QCOMPARE(certificates->size(), std::size_t{2});
    QVERIFY(std::abs(certificates->front().delta - firstDelta / 4) < 1e-12); // the second part of delta
    QVERIFY(workspace.host->stores().shadows->recertifications()->empty());
}

void TestFromZeroLabels::aChangedTierListVoidsAtOnce()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    workload.failureRate = 0;
    QVERIFY(workspace.host->setShadowPlan(kTask, everything()).has_value());
    for (int i = 0; i < 900; ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    QTRY_VERIFY_WITH_TIMEOUT(workspace.isCertified(), 5000);
    domain::Tier other = workspace.host->engine().servingState()->tiersByRank.front();
    other.model = "another-small-model";
    QVERIFY(workspace.host->stores().portfolio->saveTier(other).has_value());
    QVERIFY(workspace.host->reload().has_value());
    QVERIFY(!workspace.isCertified()); // no query was answered under it in between
    const auto alarms = workspace.host->stores().monitors->openAlarms();
    QCOMPARE(alarms->size(), std::size_t{1});
    QVERIFY(alarms->front().kind == ports::AlarmKind::Void);
    QVERIFY(alarms->front().message.find("list of tiers") != std::string::npos);
}

void TestFromZeroLabels::whatIfShowsWhatTheDraftWouldDo()
{
    Workspace workspace;
    workspace.addPortfolio();
    Workload workload(false);
    domain::ShadowPlan plan = everything();
    plan.isAutomatic = false;
    QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
    const auto nothing = workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 1, 0.05, 0.1, 0.02});
    QVERIFY(!nothing.has_value());
    QVERIFY(nothing.error().code == ErrorCode::NotFound);
    for (int i = 0; i < 900; ++i) {
        QVERIFY(workspace.ask(workload.next()).has_value());
    }
    workspace.host->shadowRunner().drain();
    const auto preview = workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 1, 0.06, 0.1, 0.02});
    QVERIFY2(preview.has_value(), preview ? "" : preview.error().message.c_str());
    QVERIFY(preview->refusal.empty());
    QVERIFY(preview->isTrafficLive);
    QCOMPARE(preview->now.tierShare.back().value, 1.0); // everything goes to the last tier now
    QCOMPARE(preview->then.tierShare.front().value, 1.0);
    QVERIFY(preview->then.costPerQueryUsd.value < 0.2 * preview->now.costPerQueryUsd.value);
    QVERIFY(preview->then.costPerQueryUsd.low95 <= preview->then.costPerQueryUsd.value);
    QVERIFY(!preview->curve.empty());
    const auto strict = workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 1, 0.001, 0.1, 0.02});
    QVERIFY(strict->refusal.find("cannot support this risk level") != std::string::npos);
    const auto compared = workspace.host->whatIf().preview(workspace.host->served(kTask),
        {kTask, 1, 0.05, 0.1, 0.02, ports::CertificationMethod::ConformalInitialisation});
    QVERIFY(compared->refusal.find("no failure guarantee") != std::string::npos);
    QVERIFY(!workspace.host->applyDraft({kTask, 1, 0.05, 0.1, 0.02, ports::CertificationMethod::ConformalInitialisation}, "operator", "why"));
    const auto applied = workspace.host->applyDraft({kTask, 1, 0.05, 0.1, 0.5}, "operator", "audit more");
    QVERIFY(applied.has_value());
    QCOMPARE(applied->tasks.at(kTask).auditRate, 0.5);
}

void TestFromZeroLabels::whatIfExpectsWhatApplyingCertifies()
{
    CollectingWorkspace workspace(0.02, 1'800, 0.5);
    const auto previewed = [&](double alpha) {
        return workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 1, alpha, 0.1, 0.02});
    };
    const auto unreviewed = previewed(0.045);
    QVERIFY(unreviewed.has_value());
    QVERIFY2(unreviewed->refusal.find("People have reviewed 0") != std::string::npos, unreviewed->refusal.c_str());
    QVERIFY(!workspace.host->applyDraft({kTask, 1, 0.045, 0.1, 0.02}, "operator", "too early"));

    workspace.reviewEverything();
    for (const double alpha : {0.045, 0.12}) { // the reviews leave too little of one of them
        const auto promised = previewed(alpha);
        QVERIFY(promised.has_value());
        QVERIFY(workspace.host->applyDraft({kTask, 1, alpha, 0.1, 0.02}, "operator", "why").has_value());
        const domain::Certificate& promise = promised->then.certificates.front();
        const domain::Certificate kept = workspace.host->stores().policies->certificates(kTask, "small")->front();
        QCOMPARE(promise.threshold.has_value(), kept.threshold.has_value()); // which one, only the calibration tells
        QCOMPARE(promise.alpha, kept.alpha);
        QCOMPARE(promise.delta, kept.delta);
        QCOMPARE(promise.labelSource, kept.labelSource);
        QCOMPARE(workspace.isCertified(), alpha > 0.1);
        QCOMPARE(promised->refusal.empty(), alpha > 0.1);
        QCOMPARE(promised->then.tierShare.front().value, alpha > 0.1 ? 1.0 : 0.0);
    }
    // another target would take the reviews' meaning away
    const auto other = workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 0.5, 0.12, 0.1, 0.02});
    QVERIFY(other.has_value());
    QVERIFY2(other->refusal.find("target in force") != std::string::npos, other->refusal.c_str());
    QVERIFY(!workspace.host->applyDraft({kTask, 0.5, 0.12, 0.1, 0.02}, "operator", "why"));
}

void TestFromZeroLabels::whatIfLooksAtNoCalibrationAnswer()
{
    const ports::PolicyDraft draft{kTask, 1, 0.06, 0.1, 0.02};
    std::vector<ports::PolicyPreview> previews;
    std::vector<std::optional<double>> certified;
    for (const bool isCalibrationWrong : {false, true}) {
        Workspace workspace;
        workspace.addPortfolio();
        domain::ShadowPlan plan = everything();
        plan.isAutomatic = false;
        QVERIFY(workspace.host->setShadowPlan(kTask, plan).has_value());
        Workload workload(false);
        for (int i = 0; i < 900; ++i) {
            domain::Example example = workload.next();
            const bool isCalibration = domain::identityOf(example.text, workspace.host->splitKey()).split
                == domain::DataSplit::Calibration;
            if (isCalibration && isCalibrationWrong) {
                example.responses.at("small-model").text = "intent_other";
            }
            QVERIFY(workspace.ask(example).has_value());
        }
        workspace.host->shadowRunner().drain();
        const auto preview = workspace.host->whatIf().preview(workspace.host->served(kTask), draft);
        QVERIFY2(preview.has_value(), preview ? "" : preview.error().message.c_str());
        previews.push_back(*preview);
        QVERIFY(workspace.host->applyDraft(draft, "operator", "why").has_value());
        certified.push_back(workspace.certificates().front().threshold);
    }
    QVERIFY(previews[0].isExpected && previews[0].calibrationAnswers > 100);
    QVERIFY(certified[0] && !certified[1]); // applying does look
    QVERIFY(previews[0].then.certificates == previews[1].then.certificates);
    QVERIFY(previews[0].then.certificates.front().threshold);
    QCOMPARE(previews[0].then.quality.value, previews[1].then.quality.value);
    QCOMPARE(previews[0].then.failureRate.value, previews[1].then.failureRate.value);
    QCOMPARE(previews[0].curve.size(), previews[1].curve.size());
    for (std::size_t i = 0; i < previews[0].curve.size(); ++i) {
        QCOMPARE(previews[0].curve[i].keptShare, previews[1].curve[i].keptShare);
    }
}

void TestFromZeroLabels::anUnchangedRiskKeepsItsThresholds()
{
    CollectingWorkspace workspace;
    const ports::PolicyDraft more{kTask, 1, 0.05, 0.1, 0.5};
    const auto open = workspace.host->whatIf().preview(workspace.host->served(kTask), more);
    QVERIFY(open.has_value());
    QVERIFY(!open->then.certificates.front().threshold);
    QCOMPARE(open->then.tierShare.front().value, 0.0);
    QVERIFY(workspace.host->applyDraft(more, "operator", "audit more").has_value());
    QVERIFY(!workspace.isCertified());
    QVERIFY(workspace.host->stores().policies->certificates(kTask, "small")->empty()); // nothing was looked at

    // judged by agreement: another target is another reading of the same answers
    const ports::PolicyDraft lower{kTask, 0.5, 0.05, 0.1, 0.5};
    const auto promised = workspace.host->whatIf().preview(workspace.host->served(kTask), lower);
    QVERIFY(promised->refusal.empty());
    QVERIFY(workspace.host->applyDraft(lower, "operator", "lower target").has_value());
    QVERIFY(workspace.isCertified());
    const ports::PolicyDraft less{kTask, 0.5, 0.05, 0.1, 0.1};
    const auto same = workspace.host->whatIf().preview(workspace.host->served(kTask), less);
    QVERIFY2(same.has_value(), same ? "" : same.error().message.c_str());
    QVERIFY(same->then.certificates.front() == workspace.certificates().front());
    QCOMPARE(same->then.auditsPerDay.value * 5, same->now.auditsPerDay.value);
    QCOMPARE(same->calibrationAnswers, open->calibrationAnswers); // the same answers under another reading
}

void TestFromZeroLabels::aRecalibrationWritesAVersionWithThresholds()
{
    CollectingWorkspace workspace(0, 1'800);
    const auto first = workspace.host->certifyFromShadow(kTask, "operator");
    QVERIFY(first.has_value() && workspace.isCertified());
    ports::PolicyDraft draft{kTask, 1, 0.05, 0.1, 1};
    QVERIFY(!workspace.host->whatIf().preview(workspace.host->served(kTask), draft)->isExpected);
    draft.recalibrates = true;
    const auto promised = workspace.host->whatIf().preview(workspace.host->served(kTask), draft);
    QVERIFY(promised.has_value() && promised->isExpected);
    QVERIFY2(promised->refusal.empty(), promised->refusal.c_str());
    const auto anew = workspace.host->applyDraft(draft, "operator", "fresh answers");
    QVERIFY2(anew.has_value(), anew ? "" : anew.error().message.c_str());
    QVERIFY(anew->id != first->id);
    QVERIFY(anew->tasks.at(kTask).thresholds.contains("small"));
    QCOMPARE(workspace.certificates().size(), std::size_t{2});
    QVERIFY(std::abs(workspace.certificates()[0].delta - workspace.certificates()[1].delta / 4) < 1e-12); // the second attempt
}

void TestFromZeroLabels::aDraftThatTheDataCannotSupportTakesNoThreshold()
{
    CollectingWorkspace workspace(0, 1'800);
    const auto before = workspace.host->certifyFromShadow(kTask, "operator");
    QVERIFY(before.has_value() && workspace.isCertified());
    ports::PolicyDraft strict{kTask, 1, 0.001, 0.1, 1};
    ports::PolicyDraft limited{kTask, 1, 0.05, 0.1, 1};
    limited.limits = domain::RouteLimits{std::nullopt, 1e-6}; // no answer is judged under it
    for (const ports::PolicyDraft& draft : {strict, limited}) {
        const auto refused = workspace.host->applyDraft(draft, "operator", "why");
        QVERIFY(!refused.has_value());
        QCOMPARE(workspace.host->stores().policies->active()->value().id, before->id);
        QVERIFY(workspace.isCertified());
        QCOMPARE(workspace.certificates().size(), std::size_t{1}); // nothing was looked at: no part of delta is spent
    }
    const auto why = workspace.host->applyDraft(strict, "operator", "why").error().message;
    QVERIFY2(why.find("nothing was changed") != std::string::npos && why.find("cannot support") != std::string::npos, why.c_str());
}

void TestFromZeroLabels::aRoundingCertifiesNothing()
{
    CollectingWorkspace workspace(0, 1'800);
    QVERIFY(workspace.host->certifyFromShadow(kTask, "operator").has_value());
    const ports::PolicyDraft draft{kTask, 1, 1 - 0.95, 1 - 0.9, 0.5};
    QVERIFY(draft.alpha != 0.05 && draft.delta != 0.1);
    const auto applied = workspace.host->applyDraft(draft, "operator", "audit less");
    QVERIFY(applied.has_value() && workspace.isCertified());
    QVERIFY(applied->tasks.at(kTask).alpha == 0.05 && applied->tasks.at(kTask).delta == 0.1);
    QCOMPARE(applied->tasks.at(kTask).auditRate, 0.5);
    QCOMPARE(workspace.certificates().size(), std::size_t{1});
}

void TestFromZeroLabels::theAnswersThatAreMissingAreThoseThatCertify()
{
    CollectingWorkspace workspace(0, 300);
    const auto previewed = [&] {
        return workspace.host->whatIf().preview(workspace.host->served(kTask), {kTask, 1, 0.02, 0.1, 0.02});
    };
    const auto early = previewed();
    QVERIFY(early.has_value());
    QVERIFY(early->judgedMissing > 0);
    QVERIFY2(early->refusal.find("about " + std::to_string(early->judgedMissing) + " more") != std::string::npos,
        early->refusal.c_str());
    const std::int64_t wanted = early->calibrationAnswers + early->judgedMissing;
    auto now = early;
    for (int i = 0; i < 60 && now->calibrationAnswers < wanted; ++i) {
        workspace.askMore(50);
        now = previewed();
        QVERIFY(now.has_value());
    }
    QVERIFY2(now->refusal.empty(), now->refusal.c_str());
    QCOMPARE(now->judgedMissing, std::int64_t{0});
}

QTEST_GUILESS_MAIN(TestFromZeroLabels)
#include "tst_from_zero_labels.moc"
