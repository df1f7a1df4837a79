#include "core/base/hash.h"
#include "db/connection.h"
#include "db/retention.h"
#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using namespace core;
using namespace core::ports;
using domain::TaughtSource;
using domain::TaughtState;

namespace {

/// A query of cs_intent that a cheap tier passed on, or answered itself.
domain::QueryRecord query(std::uint64_t number, const std::string& text, bool isEscalated)
{
    domain::QueryRecord record = sample::query(3, number, sample::noon() + std::chrono::seconds(number));
    record.taskId = "cs_intent";
    record.text = text;
    record.textHash = "hash of " + text;
    record.split = domain::DataSplit::Training;
    record.policyVersionId = {};
    domain::Attempt student;
    student.tierId = "student";
    student.result = isEscalated ? domain::AttemptResult::Escalated : domain::AttemptResult::Accepted;
    student.cost = domain::Money{10};
    student.answer = "card";
    record.attempts = {student};
    if (isEscalated) {
        domain::Attempt last = student;
        last.tierId = "large";
        last.model = "large-model";
        last.result = domain::AttemptResult::Accepted;
        last.cost = domain::Money{1000};
        last.answer = "refund " + std::to_string(number);
        record.attempts.push_back(last);
    }
    return record;
}

domain::Outcome judged(const domain::QueryRecord& record, double quality, const std::string& correction = {})
{
    domain::Outcome outcome = sample::outcome(record, record.at + std::chrono::seconds(1), quality);
    outcome.correctedAnswer = correction;
    return outcome;
}

TrafficTextQuery everything()
{
    TrafficTextQuery all;
    all.range = {sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)};
    all.taskId = "cs_intent";
    all.lastTierId = "large";
    return all;
}

domain::Run loopRun()
{
    domain::Run run;
    run.id = "run-1";
    run.kind = domain::RunKind::Loop;
    run.createdAt = sample::noon();
    return run;
}

domain::TaughtRow row(const std::string& hash, const std::string& queryId)
{
    domain::TaughtRow row;
    row.runId = "run-1";
    row.iteration = 1;
    row.taskId = "cs_intent";
    row.textHash = hash;
    row.queryId = queryId;
    row.cluster = "refunds";
    row.at = sample::noon();
    return row;
}

std::int64_t rowsIn(WorkspaceFixture& fixture, const char* table)
{
    db::Connection connection(fixture.path() / "workspace.db", db::Access::ReadOnly);
    db::Rows rows = connection.query("SELECT count(*) FROM " + std::string(table));
    return rows.next() ? rows.integer(0) : -1;
}

} // namespace

class LoopStoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trafficTextsAreDistinctAndKnowTheirTeachersAnswer();
    void anAnswerRejectedOnceTeachesNobody();
    void textsOfOtherSplitsNeverTrain();
    void judgedTrafficIsAStretchInWhichEveryAnswerCouldBeDrawn();
    void whatPeopleSaidOfAnswersToGateTextsIsRead();
    void whatPeopleSaidOfTextsThatNoDataSetHasIsRead();
    void answersThatWerePaidForAreKnownWhetherTheyCanBeLearntOrNot();
    void everythingThatARunDidIsReadBack();
    void looksAtTheGateTextsAreCountedFromTheComparedTexts();
    void aPaidAnswerIsBookedOnceAndOutlivesItsText();
    void whatATeacherThoughtOfTheLabelsIsReadBack();
    void aPromotionsRealisedSavingIsTheSumOfItsQueries();
};

void LoopStoreTest::trafficTextsAreDistinctAndKnowTheirTeachersAnswer()
{
    WorkspaceFixture fixture;
    const auto early = query(1, "money back", true);
    const auto again = query(2, "money back", true);
    const auto alone = query(3, "new card", false);
    const auto wrong = query(4, "odd one", true);
    for (const auto& record : {early, again, alone, wrong}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(alone, 0.0, "delivery")));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(wrong, 0.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto texts = fixture.stores.trafficTexts->texts(everything());
    ROUTENLP_VERIFY(texts);
    QCOMPARE(texts->size(), std::size_t(3));
    QCOMPARE(fixture.stores.trafficTexts->queries(everything().range, everything().taskId).value(), std::int64_t{4});
    QCOMPARE(fixture.stores.trafficTexts->queries(everything().range, "another").value(), std::int64_t{0});
    const TrafficText& odd = texts->at(0); // the newest first
    QVERIFY(odd.isLastTierRejected);
    QVERIFY(!odd.isMissed);
    const TrafficText& card = texts->at(1);
    QVERIFY(card.lastTierAnswer.empty() && !card.lastTierCost);
    QVERIFY(card.isMissed);
    QCOMPARE(card.correction, std::string("delivery"));
    const TrafficText& money = texts->at(2);
    QCOMPARE(money.queries, std::int64_t(2));
    QCOMPARE(money.queryId, again.id);
    QCOMPARE(money.lastTierAnswer, std::string("refund 2"));
    QCOMPARE(money.lastTierCost->nanoUsd, std::int64_t(1000));
    QCOMPARE(money.lastTierQueries, std::int64_t(2));
    QCOMPARE(money.queryIds.size(), std::size_t(2));
}

void LoopStoreTest::anAnswerRejectedOnceTeachesNobody()
{
    WorkspaceFixture fixture;
    const auto rejected = query(1, "money back", true);
    auto repeated = query(2, "money back", true); // asked again, the same words, judged by nobody
    repeated.attempts.back().answer = rejected.attempts.back().answer;
    const auto other = query(3, "new card", true);
    const auto newer = query(4, "new card", true); // says something else
    for (const auto& record : {rejected, repeated, other, newer}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(rejected, 0.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(newer, 0.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto texts = fixture.stores.trafficTexts->texts(everything());
    ROUTENLP_VERIFY(texts);
    QCOMPARE(texts->size(), std::size_t(2));
    const TrafficText& card = texts->at(0);
    QVERIFY(!card.isLastTierRejected);
    QCOMPARE(card.lastTierAnswer, other.attempts.back().answer); // the older one, that nobody rejected
    QCOMPARE(card.rejectedAnswers, std::vector<std::string>{newer.attempts.back().answer});
    const TrafficText& money = texts->at(1);
    QVERIFY(money.isLastTierRejected);
    QVERIFY(money.lastTierAnswer.empty());
}

void LoopStoreTest::textsOfOtherSplitsNeverTrain()
{
    WorkspaceFixture fixture;
    auto calibration = query(1, "calibration text", true);
    calibration.split = domain::DataSplit::Calibration;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(calibration));
    domain::Example test;
    test.id = "t1";
    test.taskId = "cs_intent";
    test.text = "a test text that clients send too";
    test.reference.labels = {"card"};
    test.isTest = true;
    const std::vector<domain::Example> imported{test};
    ROUTENLP_VERIFY(fixture.stores.examples->import(imported));
    auto sent = query(2, test.text, true);
    sent.textHash = domain::identityOf(test.text, "test-key").hash; // in traffic nobody knows that it is one
    ROUTENLP_VERIFY(fixture.stores.decisions->append(sent));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(query(3, "free text", true)));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto texts = fixture.stores.trafficTexts->texts(everything());
    ROUTENLP_VERIFY(texts);
    QCOMPARE(texts->size(), std::size_t(1));
    QCOMPARE(texts->front().text, std::string("free text"));
}

void LoopStoreTest::judgedTrafficIsAStretchInWhichEveryAnswerCouldBeDrawn()
{
    WorkspaceFixture fixture;
    const auto sent = [](std::uint64_t number, bool isEscalated, double auditProbability, bool isSelected) {
        domain::QueryRecord record = query(number, "text " + std::to_string(number), isEscalated);
        record.split = domain::DataSplit::Calibration;
        record.scope = isEscalated ? domain::CertificateScope::LastTier : domain::CertificateScope::Certified;
        record.auditProbability = auditProbability;
        record.isAuditSelected = isSelected;
        return record;
    };
    const auto undrawable = sent(2, false, 0, false); // what was before it says nothing of such answers
    const auto right = sent(3, false, 0.25, true);
    const auto wrong = sent(4, false, 0.25, true);
    const auto corrected = sent(5, false, 0.5, true);
    const auto upper = sent(6, true, 0.25, false);
    auto sticky = sent(8, true, 0.25, false);
    sticky.scope = domain::CertificateScope::Uncertified;
    auto training = sent(9, true, 0.25, false);
    training.split = domain::DataSplit::Training;
    const auto waiting = sent(10, false, 0.25, true); // nobody has judged it: the stretch ends
    for (const auto& record : {sent(1, true, 0.25, false), undrawable, right, wrong, corrected, upper,
             sent(7, false, 0.25, false), sticky, training, waiting, sent(11, true, 0.25, false)}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(right, 1.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(wrong, 0.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(corrected, 0.0, "delivery")));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const JudgedTrafficQuery wanted{everything().range, "cs_intent", "large"};
    const auto found = fixture.stores.judgedTraffic->queries(wanted);
    ROUTENLP_VERIFY(found);
    QCOMPARE(found->size(), std::size_t(4));
    QCOMPARE(found->at(0).queryId, right.id);
    QCOMPARE(found->at(0).rightAnswer, std::string("card"));
    QCOMPARE(found->at(0).probability, 0.25);
    QCOMPARE(found->at(1).rightAnswer, std::string());
    QCOMPARE(found->at(1).servedAnswer, std::string("card"));
    QCOMPARE(found->at(2).rightAnswer, std::string("delivery"));
    QCOMPARE(found->at(3).rightAnswer, upper.attempts.back().answer);
    QCOMPARE(found->at(3).probability, 1.0);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(waiting, 1.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    QCOMPARE(fixture.stores.judgedTraffic->queries(wanted)->size(), std::size_t(6));
}

void LoopStoreTest::whatPeopleSaidOfAnswersToGateTextsIsRead()
{
    WorkspaceFixture fixture;
    const auto textOf = [](domain::DataSplit split) {
        for (int i = 0;; ++i) {
            const std::string text = "text number " + std::to_string(i);
            if (domain::identityOf(text, "test-key").split == split) {
                return text;
            }
        }
    };
    std::vector<domain::Example> imported;
    std::vector<domain::QueryRecord> records;
    for (const domain::DataSplit split : {domain::DataSplit::Gate, domain::DataSplit::Training}) {
        domain::Example example;
        example.id = "e" + std::to_string(imported.size());
        example.taskId = "cs_intent";
        example.text = textOf(split);
        example.reference.labels = {"card"};
        imported.push_back(example);
        for (const std::uint64_t number : {1, 2}) {
            domain::QueryRecord record = query(10 * imported.size() + number, example.text, number == 2);
            record.textHash = domain::identityOf(example.text, "test-key").hash;
            record.split = split;
            records.push_back(record);
            ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
        }
    }
    ROUTENLP_VERIFY(fixture.stores.examples->import(imported));
    const domain::QueryRecord& own = records.at(0); // the student's "card"
    const domain::QueryRecord& upper = records.at(1); // escalated: what was sent is the last tier's
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(own, 1.0)));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(upper, 0.0, "delivery")));
    domain::Outcome later = judged(own, 0.25);
    later.at += std::chrono::minutes(1);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(later));
    domain::Outcome automatic = judged(own, 1.0);
    automatic.at += std::chrono::minutes(2);
    automatic.source = domain::LabelSource::Reference;
    ROUTENLP_VERIFY(fixture.stores.decisions->append(automatic));
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(records.at(2), 0.0))); // of a training text
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto reviews = fixture.stores.trafficTexts->reviewed("cs_intent", domain::DataSplit::Gate);
    ROUTENLP_VERIFY(reviews);
    const std::vector<ReviewedAnswer> expected{{own.textHash, "card", false, 0.25},
        {own.textHash, "delivery", true, 1.0, true}, {own.textHash, upper.attempts.back().answer, false, 0.0}};
    QVERIFY(*reviews == expected);
    QVERIFY(fixture.stores.trafficTexts->reviewed("another", domain::DataSplit::Gate)->empty());
    TrafficTextQuery gate = everything();
    gate.split = domain::DataSplit::Gate;
    QCOMPARE(fixture.stores.trafficTexts->texts(gate)->front().lastTierAnswer, std::string()); // it was rejected
    QCOMPARE(fixture.stores.trafficTexts->texts(gate)->front().rejectedAnswers.size(), std::size_t(1));
}

void LoopStoreTest::whatPeopleSaidOfTextsThatNoDataSetHasIsRead()
{
    WorkspaceFixture fixture;
    const auto wrong = query(1, "money back", false); // the student's "card"
    const auto again = query(2, "money back", false);
    for (const auto& record : {wrong, again}) {
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->append(judged(wrong, 0.0, "delivery")));
    domain::Outcome later = judged(again, 0.0, "refund");
    later.at += std::chrono::minutes(1);
    ROUTENLP_VERIFY(fixture.stores.decisions->append(later));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto reviews = fixture.stores.trafficTexts->reviewed("cs_intent", domain::DataSplit::Training);
    ROUTENLP_VERIFY(reviews);
    const std::vector<ReviewedAnswer> expected{{wrong.textHash, "card", false, 0.0},
        {wrong.textHash, "delivery", true, 1.0}, {wrong.textHash, "refund", true, 1.0, true}};
    QVERIFY(*reviews == expected);
    QVERIFY(fixture.stores.trafficTexts->reviewed("cs_intent", domain::DataSplit::Gate)->empty());
}

void LoopStoreTest::answersThatWerePaidForAreKnownWhetherTheyCanBeLearntOrNot()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    std::vector<domain::TaughtRow> rows;
    for (const TaughtState state :
        {TaughtState::Chosen, TaughtState::Taught, TaughtState::Rejected, TaughtState::Unanswered}) {
        rows.push_back(row("h" + std::to_string(rows.size()), {}));
        rows.back().state = state;
        rows.back().answer = "said";
        rows.back().tierId = "large";
        rows.back().model = "large-model";
    }
    rows.push_back(row("h4", {}));
    rows.back().source = TaughtSource::Served;
    rows.back().state = TaughtState::Rejected;
    ROUTENLP_VERIFY(fixture.stores.loops->saveTaught(rows));
    const auto answered = fixture.stores.loops->answered("cs_intent");
    ROUTENLP_VERIFY(answered);
    QCOMPARE(answered->size(), std::size_t(2));
    QCOMPARE(answered->front().textHash, std::string("h1"));
    QVERIFY(answered->back().state == TaughtState::Rejected);
    QCOMPARE(answered->back().model, std::string("large-model"));
}

void LoopStoreTest::everythingThatARunDidIsReadBack()
{
    WorkspaceFixture fixture;
    LoopStore& loops = *fixture.stores.loops;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    domain::LoopStageRecord stage{"run-1", 0, 1, "cs_intent", domain::LoopStage::Train, false, "{}", sample::noon(), {}};
    ROUTENLP_VERIFY(loops.saveStage(stage));
    stage.isFinished = true;
    stage.resultJson = "{\"a\":1}";
    ROUTENLP_VERIFY(loops.saveStage(stage));
    domain::GateMetric metric{"student_quality", "", 400, 0.8, 0.85, 0.05, 0.01, 0.09, 0.99, domain::Verdict::Pass};
    domain::GateMetric unknown = metric;
    unknown.champion = std::nan("");
    const domain::GateAnswer answer{"h1", "refunds", "oracle", true, false, {7}, "student", true, true, {1}, {9}};
    ROUTENLP_VERIFY(loops.saveGate("run-1", {1, "cs_intent", {metric, unknown}}, std::vector{answer}));
    ROUTENLP_VERIFY(loops.saveGate("run-1", {1, "cs_intent", {metric, unknown}}, std::vector{answer})); // replaces
    QCOMPARE(rowsIn(fixture, "gate_answers"), std::int64_t(1));
    QCOMPARE(rowsIn(fixture, "gate_answers WHERE anchor_tier IS NULL AND anchor_meets IS NULL AND challenger_reviewed = 0"),
        std::int64_t(1));
    domain::GateAnswer compared = answer;
    compared.anchorTier = "student";
    compared.anchorStudentMeets = true;
    compared.challengerIsReviewed = true;
    compared.isLastTierAssumed = true;
    ROUTENLP_VERIFY(loops.saveGate("run-1", {2, "cs_intent", {metric}}, std::vector{compared}));
    QCOMPARE(rowsIn(fixture, "gate_answers WHERE iteration = 2 AND anchor_tier = 'student' AND anchor_meets = 0 "
                             "AND anchor_student_meets = 1 AND champion_reviewed = 0 AND challenger_reviewed = 1 "
                             "AND is_last_tier_assumed = 1"),
        std::int64_t(1));
    domain::LoopDecision decision;
    decision.runId = "run-1";
    decision.iteration = 1;
    decision.taskId = "cs_intent";
    decision.outcome = domain::LoopOutcome::Discarded;
    decision.reason = "a gate failed";
    decision.studentId = "student-2";
    decision.predictedNet = {-5};
    decision.gateTexts = 400;
    decision.lastTierCost = {1000};
    decision.challengerCost = {250};
    decision.isHeldBack = true;
    decision.learnability = domain::Learnability{0.4, 0.1, 0.7};
    decision.at = sample::noon();
    ROUTENLP_VERIFY(loops.saveDecision(decision));
    fixture.close();
    fixture.open();
    const auto report = fixture.stores.loops->report("run-1");
    ROUTENLP_VERIFY(report);
    QCOMPARE(report->stages.size(), std::size_t(1));
    QVERIFY(report->stages.front().isFinished);
    QCOMPARE(report->stages.front().resultJson, std::string("{\"a\":1}"));
    QCOMPARE(report->gates.size(), std::size_t(2));
    QVERIFY(report->gates.front().metrics.front() == metric);
    QVERIFY(std::isnan(report->gates.front().metrics.back().champion));
    QCOMPARE(report->decisions.size(), std::size_t(1));
    QCOMPARE(report->decisions.front().decision.challengerCostRatio(), 0.25);
    QVERIFY(report->decisions.front().decision.isHeldBack);
    QVERIFY(!report->decisions.front().realised.saved());
    QVERIFY(report->decisions.front().decision.learnability == decision.learnability);
    QCOMPARE(fixture.stores.loops->decisions("cs_intent")->size(), std::size_t(1));
    QVERIFY(fixture.stores.loops->report("nobody")->stages.empty());
}

void LoopStoreTest::looksAtTheGateTextsAreCountedFromTheComparedTexts()
{
    WorkspaceFixture fixture;
    LoopStore& loops = *fixture.stores.loops;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    domain::Example example;
    example.taskId = "cs_intent";
    example.reference.labels = {"card"};
    for (int i = 0; domain::identityOf(example.text, "test-key").split != domain::DataSplit::Gate; ++i) {
        example.id = "e" + std::to_string(i);
        example.text = "text number " + std::to_string(i);
    }
    ROUTENLP_VERIFY(fixture.stores.examples->import(std::vector{example}));
    domain::GateAnswer still;
    still.textHash = domain::identityOf(example.text, "test-key").hash;
    domain::GateAnswer gone;
    gone.textHash = "erased";
    const auto looked = [&](int iteration, bool isFinished, const char* result) {
        const domain::LoopStageRecord stage{"run-1", iteration, iteration, "cs_intent", domain::LoopStage::Gate, isFinished,
            result, sample::noon() + std::chrono::minutes(iteration), {}};
        return loops.saveStage(stage) && loops.saveGate("run-1", {iteration, "cs_intent", {}}, std::vector{still, gone});
    };
    QVERIFY(looked(1, true, "{\"a\":1}"));
    QVERIFY(looked(2, false, "")); // cut off: it will look, and has not
    QVERIFY(looked(3, true, "{\"a\":3}"));
    const auto looks = loops.gateLooks("cs_intent");
    ROUTENLP_VERIFY(looks);
    QCOMPARE(looks->size(), std::size_t(2));
    QCOMPARE(looks->front().resultJson, std::string("{\"a\":1}"));
    QCOMPARE(looks->front().texts, std::int64_t(2));
    QCOMPARE(looks->front().textsOfSplit, std::int64_t(1));
    QCOMPARE(looks->back().iteration, 3);
    QVERIFY(loops.gateLooks("another")->empty());
}

void LoopStoreTest::aPaidAnswerIsBookedOnceAndOutlivesItsText()
{
    WorkspaceFixture fixture;
    LoopStore& loops = *fixture.stores.loops;
    auto record = query(1, "money back", true);
    record.endUserId = "ann";
    ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    domain::TaughtRow paid = row(record.textHash, record.id);
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{paid})); // chosen: nothing is booked yet
    QCOMPARE(rowsIn(fixture, "training_spend"), std::int64_t(0));
    paid.state = TaughtState::Taught;
    paid.answer = "refund";
    paid.tierId = "large";
    paid.usage = {100, 5};
    paid.cost = domain::Money{600};
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{paid}));
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{paid}));
    domain::TaughtRow free = row("hash of another", {});
    free.source = TaughtSource::Served;
    free.state = TaughtState::Taught;
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{free}));
    const TimeRange day{sample::noon() - std::chrono::hours(1), sample::noon() + std::chrono::hours(1)};
    const auto spend = loops.trainingSpend(day, {});
    ROUTENLP_VERIFY(spend);
    QCOMPARE(spend->size(), std::size_t(1));
    QCOMPARE(spend->front().calls, std::int64_t(1));
    QCOMPARE(spend->front().spend.nanoUsd, std::int64_t(600));
    const auto taught = loops.taught("run-1", "cs_intent");
    QCOMPARE(taught->front().text, std::string("money back"));
    QCOMPARE(taught->front().cost->nanoUsd, std::int64_t(600));
    ROUTENLP_VERIFY(db::eraseEndUser(*fixture.workspace, "ann"));
    QCOMPARE(loops.taught("run-1", "cs_intent")->size(), std::size_t(1)); // the other text
    QCOMPARE(loops.trainingSpend(day, {})->front().spend.nanoUsd, std::int64_t(600));
}

void LoopStoreTest::whatATeacherThoughtOfTheLabelsIsReadBack()
{
    WorkspaceFixture fixture;
    LoopStore& loops = *fixture.stores.loops;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    domain::TaughtRow taught = row("h1", {});
    taught.state = TaughtState::Taught;
    taught.answer = "refund";
    taught.softTargets = {{{"refund", 2.0 / 3}, {"card, \"lost\"\n", 1.0 / 3}}};
    domain::TaughtRow tagged = row("h2", {});
    tagged.state = TaughtState::Taught;
    tagged.answer = "O O";
    tagged.softTargets = {{{"O", 1.0}}, {}};
    domain::TaughtRow silent = row("h3", {});
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{taught, tagged, silent}));
    const auto rows = loops.taught("run-1", "cs_intent");
    ROUTENLP_VERIFY(rows);
    QCOMPARE(rows->size(), std::size_t(3));
    QVERIFY((*rows)[0].softTargets == taught.softTargets);
    QVERIFY((*rows)[1].softTargets == tagged.softTargets);
    QVERIFY((*rows)[2].softTargets.empty());
    QVERIFY(loops.answered("cs_intent")->front().softTargets == taught.softTargets);
    taught.softTargets.clear(); // answered anew, by a teacher that tells nothing
    ROUTENLP_VERIFY(loops.saveTaught(std::vector{taught}));
    QVERIFY(loops.taught("run-1", "cs_intent")->front().softTargets.empty());
}

void LoopStoreTest::aPromotionsRealisedSavingIsTheSumOfItsQueries()
{
    WorkspaceFixture fixture;
    ROUTENLP_VERIFY(fixture.stores.runs->saveRun(loopRun()));
    domain::PolicyVersion version;
    version.sequence = 1;
    version.at = sample::noon();
    version.tasks["cs_intent"].taskId = "cs_intent";
    version.tasks["cs_intent"].modelVersions["student"] = "student-2";
    version = domain::sealed(version);
    ROUTENLP_VERIFY(fixture.stores.policies->append(version, {}));
    std::int64_t spendAfter = 0;
    for (std::uint64_t i = 0; i < 10; ++i) {
        auto record = query(i, "text " + std::to_string(i), i % 2 == 0);
        record.policyVersionId = i < 4 ? std::string() : version.id;
        record.isLastTierCostKnown = true;
        record.lastTierCost = {2000};
        spendAfter += i < 4 ? 0 : record.knownCost().nanoUsd;
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    domain::LoopDecision decision;
    decision.runId = "run-1";
    decision.iteration = 1;
    decision.taskId = "cs_intent";
    decision.outcome = domain::LoopOutcome::Promoted;
    decision.studentId = "student-2";
    decision.horizonDays = 28;
    decision.at = sample::noon() + std::chrono::seconds(4);
    ROUTENLP_VERIFY(fixture.stores.loops->saveDecision(decision));
    const auto report = fixture.stores.loops->report("run-1");
    ROUTENLP_VERIFY(report);
    const domain::RealisedSaving& realised = report->decisions.front().realised;
    QCOMPARE(realised.queriesBefore, std::int64_t(4));
    QCOMPARE(realised.queriesAfter, std::int64_t(6));
    QCOMPARE(realised.spendAfter.nanoUsd, spendAfter);
    QCOMPARE(realised.lastTierAfter.nanoUsd, std::int64_t(12'000));
    QVERIFY(realised.saved().has_value());
}

QTEST_GUILESS_MAIN(LoopStoreTest)
#include "tst_loop_store.moc"
