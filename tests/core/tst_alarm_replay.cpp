// Whether the alarm would have rung, had a draft been in force.
#include "core/engine/alarm_replay.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace core;
using namespace core::engine;
namespace domain = core::domain;

namespace {

constexpr int kQueries = 600;
const TimePoint kStart = fromMicroseconds(1'700'000'000'000'000);

std::vector<domain::Tier> tiers()
{
    domain::Tier small;
    small.id = "small";
    domain::Tier large;
    large.id = "large";
    large.rank = 1;
    return {small, large};
}

/// Every fifth answer of "small" is of quality .6 and has the score .6; the others are right, with .9. Newest first.
std::vector<ports::TrafficQuery> traffic()
{
    std::vector<ports::TrafficQuery> queries;
    for (int i = 0; i < kQueries; ++i) {
        const bool isPoor = i % 5 == 4;
        domain::Attempt attempt;
        attempt.tierId = "small";
        attempt.result = domain::AttemptResult::Accepted;
        attempt.score = isPoor ? 0.6 : 0.9;
        ports::TrafficQuery query;
        query.attempts = {attempt};
        query.judgedQuality = isPoor ? 0.6 : 1.0;
        query.judgedId = "query-" + std::to_string(i);
        query.judgedAt = kStart + std::chrono::minutes(i);
        queries.push_back(query);
    }
    std::ranges::reverse(queries);
    return queries;
}

ports::AlarmReplay replayed(
    const std::vector<ports::TrafficQuery>& queries, double threshold, double alpha, double answerFloor)
{
    domain::Certificate certificate;
    certificate.taskId = "task";
    certificate.tierId = "small";
    certificate.threshold = threshold;
    certificate.alpha = alpha;
    const std::vector<domain::Certificate> certificates{certificate};
    return replayAlarm(judgedTraffic(queries, tiers(), {}, {}, 5'000), certificates, answerFloor).value();
}

} // namespace

class TestAlarmReplay final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itRingsWhereTheDraftPromisesLessThanAnswersFail()
    {
        const ports::AlarmReplay strict = replayed(traffic(), 0.5, 0.05, 1);
        QCOMPARE(strict.judged, std::int64_t{kQueries});
        QVERIFY(strict.since == kStart);
        QVERIFY(strict.rangAt && *strict.rangAt > kStart && *strict.rangAt < kStart + std::chrono::minutes(kQueries / 2));
        QCOMPARE(strict.tierId, std::string("small"));
        const ports::AlarmReplay lenient = replayed(traffic(), 0.5, 0.3, 1);
        QCOMPARE(lenient.judged, std::int64_t{kQueries});
        QVERIFY(!lenient.rangAt);
    }

    void theTargetSaysWhatFails()
    {
        QVERIFY(!replayed(traffic(), 0.5, 0.05, 0.5).rangAt);
        QVERIFY(replayed(traffic(), 0.5, 0.05, 0.7).rangAt.has_value());
    }

    void whatTheDraftPassesOnIsNotJudged()
    {
        const ports::AlarmReplay careful = replayed(traffic(), 0.8, 0.05, 1);
        QCOMPARE(careful.judged, std::int64_t{kQueries - kQueries / 5});
        QVERIFY(!careful.rangAt);
        QCOMPARE(replayed(traffic(), 0.95, 0.05, 1), ports::AlarmReplay{}); // keeps nothing: nothing tells
    }

    void answersThatAreAlwaysJudgedDoNotOutweighDrawnOnes()
    {
        std::vector<ports::TrafficQuery> queries = traffic();
        for (std::size_t i = 0; i < queries.size(); i += 2) {
            queries[i].judgedProbability = 0.1;
        }
        const ports::AlarmReplay thinned = replayed(queries, 0.5, 0.05, 1);
        QVERIFY(thinned.judged >= kQueries / 2 && thinned.judged < kQueries * 3 / 5);
    }

    void onlyTheNewestAreReplayed()
    {
        const JudgedTraffic judged = judgedTraffic(traffic(), tiers(), {}, {}, 10);
        QCOMPARE(judged.judgements.size(), std::size_t{10});
        QVERIFY(judged.judgements.front().at == kStart + std::chrono::minutes(kQueries - 10));
        QVERIFY(judged.judgements.back().at == kStart + std::chrono::minutes(kQueries - 1));
    }
};

QTEST_APPLESS_MAIN(TestAlarmReplay)
#include "tst_alarm_replay.moc"
