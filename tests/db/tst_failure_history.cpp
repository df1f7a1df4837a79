#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include "core/domain/bypass_marker.h"
#include "core/domain/split.h"

#include <QTest>

#include <algorithm>

using core::domain::AttemptResult;
using core::domain::CertificateScope;
using core::domain::FailurePoint;
using core::domain::Money;
using core::domain::QueryRecord;

namespace {

constexpr Money kStudentPrice{1'000};
constexpr Money kLastPrice{900'000};

/// A query of cs_intent whose tiers (0: student, 2: large) were tried in this order; the last of them answered.
QueryRecord query(std::uint64_t sequence, const std::vector<std::size_t>& tried, CertificateScope scope)
{
    QueryRecord record = sample::query(3, sequence, sample::noon() + std::chrono::seconds(sequence));
    core::Rng rng(sequence);
    record.taskId = "cs_intent";
    record.isAuditSelected = false;
    record.scope = scope;
    record.attempts.clear();
    for (const std::size_t tier : tried) {
        const bool isLast = tier == tried.back();
        record.attempts.push_back(
            sample::attempt(rng, tier, isLast ? AttemptResult::Accepted : AttemptResult::Escalated));
        record.attempts.back().cost = tier == 0 ? kStudentPrice : kLastPrice;
    }
    record.prediction.tiers[0].expectedCostUsd = kStudentPrice.usd();
    return record;
}

QueryRecord escalated(std::uint64_t sequence)
{
    return query(sequence, {0, 2}, CertificateScope::LastTier);
}
QueryRecord sentPast(std::uint64_t sequence)
{
    return query(sequence, {2}, CertificateScope::LastTier);
}
QueryRecord accepted(std::uint64_t sequence)
{
    return query(sequence, {0}, CertificateScope::Certified);
}

class History {
public:
    History()
    {
        for (int rank = 0; rank < 3; ++rank) {
            core::domain::Tier tier;
            tier.id = sample::kTiers[static_cast<std::size_t>(rank)];
            tier.rank = rank;
            isReady = isReady && fixture.stores.portfolio->saveTier(tier);
        }
        isReady = isReady && fixture.stores.portfolio->saveTask(*core::domain::presetTask("cs_intent"));
    }

    void add(const QueryRecord& record) { isReady = isReady && fixture.stores.decisions->append(record); }
    void judge(const QueryRecord& record, double quality, std::optional<double> probability = 0.25)
    {
        core::domain::Outcome outcome
            = sample::outcome(record, record.at + std::chrono::minutes(m_judgements++), quality);
        outcome.samplingProbability = probability;
        isReady = isReady && fixture.stores.decisions->append(outcome);
    }

    [[nodiscard]] std::vector<FailurePoint> failures(std::size_t limit = 100)
    {
        isReady = isReady && fixture.stores.decisions->flush();
        return fixture.stores.failures->failures(question(limit)).value();
    }
    [[nodiscard]] std::vector<core::domain::JudgedAnswer> judged()
    {
        isReady = isReady && fixture.stores.decisions->flush();
        return fixture.stores.failures->judgedAnswers(question(100)).value();
    }

    WorkspaceFixture fixture;
    bool isReady = true;

private:
    static core::ports::FailureQuery question(std::size_t limit)
    {
        core::ports::FailureQuery query;
        query.range = {sample::noon(), sample::noon() + std::chrono::hours(1)};
        query.limit = limit;
        return query;
    }

    int m_judgements = 1;
};

const FailurePoint* find(const std::vector<FailurePoint>& points, const QueryRecord& record)
{
    const auto found
        = std::find_if(points.begin(), points.end(), [&](const FailurePoint& p) { return p.queryId == record.id; });
    return found == points.end() ? nullptr : &*found;
}

} // namespace

class FailureHistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheRouterSentPastTheCheaperTiersIsAFailure()
    {
        History history;
        const QueryRecord up = escalated(1);
        const QueryRecord past = sentPast(2);
        for (const QueryRecord& record : {up, past, accepted(3)}) {
            history.add(record);
        }
        const auto points = history.failures();
        QVERIFY(history.isReady);
        QCOMPARE(points.size(), std::size_t(2));
        QCOMPARE(points.front().queryId, past.id); // newest first
        QVERIFY(points.front().isSentPast && !points.front().isEscalated);
        QVERIFY(points.front().escalationCost == kLastPrice - kStudentPrice);
        QVERIFY(points.back().isEscalated && !points.back().isSentPast);
        QVERIFY(points.back().escalationCost == kLastPrice);
        QCOMPARE(history.failures(1).size(), std::size_t(1));
    }

    void whatHadToGoToTheLastTierIsNone()
    {
        History history;
        QueryRecord pass = sentPast(1);
        pass.taskId = core::domain::kNoTask; // the client named the model
        pass.scope = CertificateScope::Uncertified;
        QueryRecord outage = sentPast(2);
        core::Rng rng(1);
        outage.attempts.insert(outage.attempts.begin(), sample::attempt(rng, 0, AttemptResult::Failed));
        const QueryRecord laterTurn = query(3, {2}, CertificateScope::Uncertified);
        for (const QueryRecord& record : {pass, outage, laterTurn}) {
            history.add(record);
        }
        QVERIFY(history.failures().empty());
        QVERIFY(history.isReady);
    }

    void bypassedQueriesAreNoneButMayMissTheirTarget()
    {
        History history;
        const QueryRecord before = sentPast(10);
        const QueryRecord during = sentPast(30);
        const QueryRecord missed = sentPast(31);
        const QueryRecord after = sentPast(50);
        for (const QueryRecord& record : {before, during, missed, after}) {
            history.add(record);
        }
        history.judge(missed, 0.0);
        const auto mark = [&](int second, std::optional<core::TimePoint> until) {
            return history.fixture.stores.runs->addMarker({sample::noon() + std::chrono::seconds(second), "policy", "",
                "bypass", core::domain::bypassReference(until)});
        };
        ROUTENLP_VERIFY(mark(20, sample::noon() + std::chrono::hours(1)));
        ROUTENLP_VERIFY(mark(40, std::nullopt)); // lifted early
        const auto points = history.failures();
        QVERIFY(history.isReady);
        QVERIFY(find(points, before) != nullptr && find(points, after) != nullptr && find(points, during) == nullptr);
        const FailurePoint* point = find(points, missed);
        QVERIFY(point != nullptr && !point->isSentPast && point->meetsTarget == false);
        QVERIFY(point->escalationCost == Money{});
    }

    void judgedAnswersAreThoseThatACheaperTierAccepted()
    {
        History history;
        const QueryRecord good = accepted(1);
        const QueryRecord bad = accepted(2);
        const QueryRecord ofTheLastTier = escalated(3);
        const QueryRecord past = sentPast(4);
        const QueryRecord picked = accepted(5);
        for (const QueryRecord& record : {good, bad, ofTheLastTier, past, picked, accepted(6)}) {
            history.add(record);
        }
        history.judge(good, 1.0, 0.5);
        history.judge(bad, 0.0);
        history.judge(ofTheLastTier, 0.0);
        history.judge(past, 0.0);
        history.judge(picked, 0.0, std::nullopt); // by hand: nobody knows of how many it is one
        const auto answers = history.judged();
        QVERIFY(history.isReady);
        QCOMPARE(answers.size(), std::size_t(2));
        QVERIFY(answers[0].queryId == bad.id && !answers[0].meetsTarget && answers[0].samplingProbability == 0.25);
        QVERIFY(answers[1].queryId == good.id && answers[1].meetsTarget && answers[1].samplingProbability == 0.5);
        QVERIFY(find(history.failures(), good) == nullptr);
        QVERIFY(find(history.failures(), picked) != nullptr);
    }

    void labelsAreCorrectionsOrImported()
    {
        History history;
        core::domain::Example example;
        example.id = "e1";
        example.taskId = "cs_intent";
        example.text = "where is my card";
        example.reference.labels = {"card_arrival"};
        ROUTENLP_VERIFY(history.fixture.stores.examples->import(std::vector{example}));
        QueryRecord known = escalated(1);
        known.text = example.text;
        known.textHash = core::domain::identityOf(example.text, "test-key").hash;
        QueryRecord corrected = known;
        corrected.id = escalated(2).id;
        corrected.at += std::chrono::seconds(1);
        const QueryRecord unknown = escalated(3);
        for (const QueryRecord& record : {known, corrected, unknown}) {
            history.add(record);
        }
        core::domain::Outcome outcome = sample::outcome(corrected, corrected.at + std::chrono::minutes(1), 0.0);
        outcome.correctedAnswer = "card_lost";
        ROUTENLP_VERIFY(history.fixture.stores.decisions->append(outcome));
        const auto points = history.failures();
        QVERIFY(history.isReady);
        QCOMPARE(points.size(), std::size_t(3));
        QCOMPARE(find(points, known)->label, std::string("card_arrival"));
        QCOMPARE(find(points, corrected)->label, std::string("card_lost"));
        QVERIFY(find(points, unknown)->label.empty());
    }
};

QTEST_GUILESS_MAIN(FailureHistoryTest)
#include "tst_failure_history.moc"
