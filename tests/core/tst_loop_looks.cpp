#include <QTest>

#include "core/base/rng.h"
#include "core/engine/loop/gate_looks.h"
#include "core/engine/loop/gate_verdict.h"
#include "core/engine/loop/gates.h"
#include "core/engine/loop/learnability_history.h"
#include "tests/core/loop_fakes.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

using namespace core;
using namespace core::engine::loop;

namespace {

constexpr std::size_t kTexts = 400;
constexpr int kNights = 20;
constexpr int kWorlds = 2000;
constexpr double kDelta = 0.05;

/// A gate split and a champion; challengers answer by chance.
class World {
public:
    explicit World(std::uint64_t seed)
        : m_rng(seed)
        , m_answers(kTexts)
    {
        for (domain::GateAnswer& answer : m_answers) {
            const bool isAccepted = m_rng.chance(0.5);
            answer.championTier = isAccepted ? "student" : "oracle";
            answer.championCost.nanoUsd = isAccepted ? 1 : 100;
            answer.championMeets = true;
            answer.challengerMeets = true;
            answer.championStudentMeets = m_rng.chance(0.8);
            answer.lastTierCost.nanoUsd = 100;
        }
    }
    /// Accepts `accepted` of the texts whose fate it decides anew, a fifth of all; of the champion's own answers it loses and
    /// gains so many.
    void nextChallenger(double accepted, double lost, double gained)
    {
        for (domain::GateAnswer& answer : m_answers) {
            const bool isAccepted
                = m_rng.chance(0.2) ? m_rng.chance(accepted) : answer.championTier == std::string_view("student");
            answer.challengerTier = isAccepted ? "student" : "oracle";
            answer.challengerCost.nanoUsd = isAccepted ? 1 : 100;
            answer.challengerStudentMeets
                = answer.championStudentMeets ? !m_rng.chance(lost / 0.8) : m_rng.chance(gained / 0.2);
        }
    }
    /// Whether the gates would let it pass at this look.
    [[nodiscard]] bool passes(int look) const
    {
        GateRules rules;
        rules.delta = kDelta;
        rules.look = look;
        domain::TaskPolicy policy;
        policy.alpha = 0.05;
        policy.thresholds["student"] = 0.5;
        return verdictOver(pairedMetrics(m_answers, "oracle", true, policy, rules)).outcome
            == domain::LoopOutcome::Promoted;
    }

private:
    Rng m_rng;
    std::vector<domain::GateAnswer> m_answers;
};

struct Null {
    double accepted = 0.5; ///< of what is decided anew: at .5 as much as the champion
    double lost = 0.01;
    double gained = 0.01;
};

/// Share of worlds in which any of the nights' challengers passes.
double everPassed(const Null& null, bool isSpent)
{
    int passed = 0;
    for (int world = 0; world < kWorlds; ++world) {
        World one(mixSeed(17, static_cast<std::uint64_t>(world)));
        bool isPassed = false;
        for (int night = 1; night <= kNights && !isPassed; ++night) {
            one.nextChallenger(null.accepted, null.lost, null.gained);
            isPassed = one.passes(isSpent ? night : 0);
        }
        passed += isPassed ? 1 : 0;
    }
    return static_cast<double>(passed) / kWorlds;
}

ports::GateLook look(const std::string& runId, int iteration, const std::string& champion, std::int64_t textsOfSplit = 400)
{
    GateResult result;
    result.championStudentId = champion;
    return {runId, iteration, toJson(result, Detail::Stored), 400, textsOfSplit};
}

domain::LoopDecision decision(int iteration, double predictedShare, std::int64_t before, std::int64_t after)
{
    domain::LoopDecision made;
    made.iteration = iteration;
    made.studentId = "student-2";
    made.predictedShare = predictedShare;
    made.gateTexts = 1000;
    made.championAccepted = before;
    made.challengerAccepted = after;
    return made;
}

} // namespace

class TestLoopLooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allLooksTogetherSpendNoMoreThanDelta();
    void looksAreThoseAtTheSameChampionAndTexts();
    void laterLooksAskForMore();
    void whichLookItWasIsSaid();
    void challengersThatSaveNothingHardlyEverPassInTwentyNights();
    void challengersThatLoseTheMarginHardlyEverPassInTwentyNights();
    void outcomesOfDistillationsAreReadFromDecisions();
};

void TestLoopLooks::allLooksTogetherSpendNoMoreThanDelta()
{
    QCOMPARE(levelOfLook(kDelta, 0), kDelta);
    double spent = 0;
    for (int number = 1; number <= 100'000; ++number) {
        QVERIFY(number == 1 || levelOfLook(kDelta, number) < levelOfLook(kDelta, number - 1));
        spent += levelOfLook(kDelta, number);
    }
    QVERIFY(spent <= kDelta);
    QVERIFY(spent > 0.9999 * kDelta);
    QVERIFY(std::abs(levelOfLook(kDelta, 3) - 0.0033774) < 1e-6);
}

void TestLoopLooks::looksAreThoseAtTheSameChampionAndTexts()
{
    fakes::MemoryLoopStore loops;
    const NextLook next{"now", 1, "task", "champion", 400};
    QCOMPARE(lookNumber(loops, next).value(), 1);
    loops.looks = {look("a", 1, "champion"), look("a", 2, "another"), look("b", 1, "champion"), look("c", 1, "")};
    QCOMPARE(lookNumber(loops, next).value(), 3);
    loops.looks.push_back(look("now", 1, "champion")); // it is taken up again
    QCOMPARE(lookNumber(loops, next).value(), 3);
    loops.looks.push_back(look("now", 2, "champion"));
    QCOMPARE(lookNumber(loops, next).value(), 4);
    NextLook first = next;
    first.championStudentId.clear(); // against the tiers in force
    QCOMPARE(lookNumber(loops, first).value(), 2);
    NextLook refreshed = next;
    refreshed.texts = 801; // more than half of them nobody has looked at
    QCOMPARE(lookNumber(loops, refreshed).value(), 1);
    loops.looks = {look("a", 1, "champion", 199), look("b", 1, "champion", 200)};
    QCOMPARE(lookNumber(loops, next).value(), 2);
    loops.looks = {{"a", 1, "{}", 400, 400}}; // what was stored cannot be read: never a smaller number
    QVERIFY(!lookNumber(loops, next).has_value());
}

void TestLoopLooks::laterLooksAskForMore()
{
    // 200 texts without a loss: enough to exclude one of two points at the first look, not at the third
    std::vector<domain::GateAnswer> answers(200);
    for (domain::GateAnswer& answer : answers) {
        answer.championTier = "oracle";
        answer.challengerTier = "student";
        answer.championMeets = answer.challengerMeets = true;
        answer.championStudentMeets = answer.challengerStudentMeets = true;
        answer.championCost.nanoUsd = answer.lastTierCost.nanoUsd = 100;
        answer.challengerCost.nanoUsd = 1;
    }
    domain::TaskPolicy policy;
    policy.thresholds["student"] = 0.5;
    const auto verdictAt = [&](int number) {
        GateRules rules;
        rules.look = number;
        const auto metrics = pairedMetrics(answers, "oracle", true, policy, rules);
        return std::ranges::find(metrics, domain::kGateStudentQuality, &domain::GateMetric::name)->verdict;
    };
    QVERIFY(verdictAt(0) == domain::Verdict::Pass);
    QVERIFY(verdictAt(1) == domain::Verdict::Pass);
    QVERIFY(verdictAt(3) == domain::Verdict::NotEnoughData);
    // what stops a challenger is asked at delta each time
    for (std::size_t i = 0; i < 12; ++i) {
        answers[i].challengerStudentMeets = false;
    }
    QVERIFY(verdictAt(1) == domain::Verdict::Fail);
    QVERIFY(verdictAt(30) == domain::Verdict::Fail);
}

void TestLoopLooks::whichLookItWasIsSaid()
{
    QCOMPARE(lookWords(3, levelOfLook(kDelta, 3)), std::string("; look 3 at the gate texts with this champion, level 0.003"));
    QCOMPARE(lookWords(10, levelOfLook(kDelta, 10)),
        std::string("; look 10 at the gate texts with this champion, level 0.00030"));
    QCOMPARE(lookWords(0, kDelta), std::string());
    GateResult result;
    result.look = 3;
    result.level = levelOfLook(kDelta, 3);
    const auto read = gateResultFromJson(toJson(result, Detail::Stored));
    QVERIFY(read.has_value());
    QCOMPARE(read->look, 3);
    QCOMPARE(read->level, result.level);
}

void TestLoopLooks::challengersThatSaveNothingHardlyEverPassInTwentyNights()
{
    const double uncorrected = everPassed(Null{}, false);
    QVERIFY2(uncorrected > 4 * kDelta, std::to_string(uncorrected).c_str());
    const double corrected = everPassed(Null{}, true);
    QVERIFY2(corrected <= kDelta, std::to_string(corrected).c_str());
}

void TestLoopLooks::challengersThatLoseTheMarginHardlyEverPassInTwentyNights()
{
    const Null worse{1.0, 0.11, 0.09}; // cheaper, and worse by just the margin
    const double uncorrected = everPassed(worse, false);
    QVERIFY2(uncorrected > 4 * kDelta, std::to_string(uncorrected).c_str());
    const double corrected = everPassed(worse, true);
    const double error = std::sqrt(kDelta * (1 - kDelta) / kWorlds); // of the simulation
    QVERIFY2(corrected <= kDelta + 2 * error, std::to_string(corrected).c_str());
}

void TestLoopLooks::outcomesOfDistillationsAreReadFromDecisions()
{
    domain::LoopDecision first = decision(0, 0.1, 0, 400);
    domain::LoopDecision notCompared = decision(1, 0.1, 100, 200);
    notCompared.gateTexts = 0;
    domain::LoopDecision dearer = decision(1, 0.06, 300, 100);
    domain::LoopDecision later = decision(2, 0.1, 300, 350);
    later.learnability = domain::Learnability{0.5, 0.2, 0.8};
    const std::vector decisions{first, notCompared, dearer, later};
    const auto outcomes = distillationOutcomes(decisions);
    QCOMPARE(outcomes.size(), std::size_t{2});
    QVERIFY(std::abs(outcomes[0].covered - 0.2) < 1e-12); // .06 predicted with the prior of .3
    QCOMPARE(outcomes[0].freed, 0.0);
    QVERIFY(std::abs(outcomes[1].covered - 0.2) < 1e-12);
    QVERIFY(std::abs(outcomes[1].freed - 0.05) < 1e-12);
    QVERIFY(outcomes[1].variance > 0.0003 && outcomes[1].variance < 0.0006); // .21 and .2275 over 1,000
}

QTEST_GUILESS_MAIN(TestLoopLooks)
#include "tst_loop_looks.moc"
