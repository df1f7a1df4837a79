#include <QTest>

#include "core/base/rng.h"
#include "core/conformal/fixed_sequence.h"
#include "core/domain/split.h"
#include "core/engine/traffic_evidence.h"
#include "tests/core/engine_fakes.h"
#include "tests/core/loop_fakes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace core;
using namespace core::engine;

namespace {

constexpr const char* kSplitKey = "key";

ports::JudgedQuery query(int number, double probability, const std::string& right = "card")
{
    ports::JudgedQuery made;
    made.queryId = "query " + std::to_string(number);
    made.text = "text " + std::to_string(number);
    made.textHash = domain::identityOf(made.text, kSplitKey).hash;
    made.probability = probability;
    made.rightAnswer = right;
    made.servedAnswer = "card";
    return made;
}

std::vector<ScoredExample> evidence(
    const std::vector<ports::JudgedQuery>& judged, const std::vector<domain::Tier>& tiers = fakes::studentAndOracle())
{
    const domain::Task task = fakes::intentTask();
    const fakes::FunctionStudent student([](const std::string&) { return ports::StudentAnswer{"card", 0.9, 0, 0}; });
    const routing::CostExpectation costs;
    return trafficEvidence({task, tiers, nullptr, student, costs}, judged, kSplitKey);
}

std::ptrdiff_t failuresIn(const std::vector<ScoredExample>& scored)
{
    return std::ranges::count_if(scored, [](const ScoredExample& one) { return one.tiers.at("student").isFailure; });
}

/// A tier whose easy half fails on .02 and whose hard half on .14 of all queries, at any score: certifying .06 is wrong.
struct Simulated {
    static constexpr double kEasy = 0.02;
    static constexpr double kHard = 0.14;
    static constexpr double kAlpha = 0.06;
    static constexpr double kDelta = 0.1;

    explicit Simulated(std::uint64_t seed)
        : rng(seed)
    {
    }
    ports::JudgedAnswer answer(bool isHard) { return {rng.uniform(), rng.chance(isHard ? kHard : kEasy)}; }
    std::vector<ports::JudgedAnswer> examples(int count)
    {
        std::vector<ports::JudgedAnswer> made;
        for (int i = 0; i < count; ++i) {
            made.push_back(answer(rng.chance(0.5)));
        }
        return made;
    }
    Rng rng;
};

/// Share of 400 worlds in which examples and judged traffic certify what is not so.
double wrongCertificates(bool isThinned)
{
    constexpr int kWorlds = 400;
    int wrong = 0;
    for (int world = 0; world < kWorlds; ++world) {
        Simulated simulated(mixSeed(29, static_cast<std::uint64_t>(world)));
        const auto tuning = simulated.examples(200);
        auto calibration = simulated.examples(200);
        std::vector<ports::JudgedQuery> judged;
        std::map<std::string, ports::JudgedAnswer> answers;
        for (int i = 0; i < 4000; ++i) { // easy ones were audited nine times as often
            const bool isHard = simulated.rng.chance(0.5);
            const double probability = isHard ? 0.1 : 0.9;
            const ports::JudgedAnswer answer = simulated.answer(isHard);
            if (simulated.rng.chance(probability)) {
                ports::JudgedQuery one;
                one.queryId = std::to_string(world) + " " + std::to_string(i);
                one.textHash = one.queryId;
                one.probability = probability;
                judged.push_back(std::move(one));
                answers[judged.back().queryId] = answer;
            }
        }
        const std::vector<ports::JudgedQuery> sample = isThinned ? uniformSample(judged) : judged;
        for (const ports::JudgedQuery& one : sample) {
            calibration.push_back(answers.at(one.queryId));
        }
        const ports::RiskTarget target{Simulated::kAlpha, Simulated::kDelta};
        const auto plan = conformal::planSequence(
            tuning, static_cast<double>(calibration.size()) / static_cast<double>(tuning.size()), target, {});
        wrong += conformal::runSequence(plan, calibration, target).selected ? 1 : 0;
    }
    return static_cast<double>(wrong) / kWorlds;
}

/// The same with examples of another failure rate than the traffic's: wrong where the mixture's exceeds alpha.
double wrongAboutMixtures()
{
    constexpr int kWorlds = 2000;
    const ports::RiskTarget target{0.1, 0.1};
    int wrong = 0;
    for (int world = 0; world < kWorlds; ++world) {
        Rng rng(mixSeed(31, static_cast<std::uint64_t>(world)));
        std::vector<ports::JudgedAnswer> calibration;
        for (int i = 0; i < 400; ++i) { // .05 and .152 come to .101
            calibration.push_back({1.0, rng.chance(i < 200 ? 0.05 : 0.152)});
        }
        conformal::SequencePlan plan;
        plan.thresholds = {0.5};
        plan.power = {1};
        wrong += conformal::runSequence(plan, calibration, target).selected ? 1 : 0;
    }
    return static_cast<double>(wrong) / kWorlds;
}

} // namespace

class TestTrafficEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSampleIsUniformWhateverTheAuditRates();
    void eachTextCountsOnceAndTheSampleGrowsByDoubling();
    void verdictsChangeNothingAboutTheSample();
    void studentsAnswerTheTextsAgain();
    void whatIsOnlyKnownToBeWrongCountsAsAFailure();
    void alteredTextsAndOtherTiersAreNoEvidence();
    void certificatesKeepTheirPromiseUnderUnequalAudits();
    void mixturesOfExamplesAndTrafficKeepTheirPromise();
};

void TestTrafficEvidence::theSampleIsUniformWhateverTheAuditRates()
{
    std::vector<ports::JudgedQuery> judged;
    for (int i = 0; i < 20'000; ++i) { // one of ten was audited, the last tier answered as many as it would have been of all
        judged.push_back(query(i, i % 11 == 0 ? 0.1 : 1.0));
    }
    std::size_t audited = 0;
    const auto sample = uniformSample(judged);
    for (const ports::JudgedQuery& one : sample) {
        audited += one.probability < 1 ? 1 : 0;
    }
    // 1,819 audited stay, of 18,181 others a tenth: half and half, cut at 3,200 in the order of time
    QCOMPARE(sample.size(), std::size_t{3200});
    const double share = static_cast<double>(audited) / static_cast<double>(sample.size());
    QVERIFY2(std::abs(share - 0.5) < 0.04, std::to_string(share).c_str());
}

void TestTrafficEvidence::eachTextCountsOnceAndTheSampleGrowsByDoubling()
{
    std::vector<ports::JudgedQuery> judged;
    for (int i = 0; i < 49; ++i) {
        judged.push_back(query(i, 0.5));
        judged.push_back(judged.back());
        judged.back().queryId += " again";
    }
    QVERIFY(uniformSample(judged).empty());
    judged.push_back(query(49, 0.5));
    QCOMPARE(uniformSample(judged).size(), std::size_t{50});
    for (int i = 50; i < 99; ++i) {
        judged.push_back(query(i, 0.5));
    }
    QCOMPARE(uniformSample(judged).size(), std::size_t{50});
    judged.push_back(query(99, 0.5));
    QCOMPARE(uniformSample(judged).size(), std::size_t{100});
    QVERIFY(uniformSample({}).empty());
}

void TestTrafficEvidence::verdictsChangeNothingAboutTheSample()
{
    std::vector<ports::JudgedQuery> right;
    std::vector<ports::JudgedQuery> wrong;
    for (int i = 0; i < 500; ++i) {
        right.push_back(query(i, i % 3 == 0 ? 0.2 : 1.0));
        wrong.push_back(query(i, i % 3 == 0 ? 0.2 : 1.0, ""));
    }
    const auto ids = [](const std::vector<ports::JudgedQuery>& judged) {
        std::vector<std::string> found;
        for (const ports::JudgedQuery& one : uniformSample(judged)) {
            found.push_back(one.queryId);
        }
        return found;
    };
    QVERIFY(!ids(right).empty());
    QVERIFY(ids(right) == ids(wrong));
}

void TestTrafficEvidence::studentsAnswerTheTextsAgain()
{
    std::vector<ports::JudgedQuery> judged;
    for (int i = 0; i < 50; ++i) {
        judged.push_back(query(i, 1, i < 8 ? "refund" : "card"));
    }
    const auto scored = evidence(judged);
    QCOMPARE(scored.size(), std::size_t{50});
    QCOMPARE(failuresIn(scored), std::ptrdiff_t{8});
    QVERIFY(scored.front().tiers.at("student").isTried);
    QCOMPARE(scored.front().textHash, judged.front().textHash);
}

void TestTrafficEvidence::whatIsOnlyKnownToBeWrongCountsAsAFailure()
{
    std::vector<ports::JudgedQuery> judged;
    for (int i = 0; i < 50; ++i) {
        judged.push_back(query(i, 1, i < 5 ? "" : "card"));
        judged.back().servedAnswer = "card";
    }
    judged[0].servedAnswer = "another"; // of which the student's answer may be right
    QCOMPARE(failuresIn(evidence(judged)), std::ptrdiff_t{5});
}

void TestTrafficEvidence::alteredTextsAndOtherTiersAreNoEvidence()
{
    std::vector<ports::JudgedQuery> judged;
    for (int i = 0; i < 50; ++i) {
        judged.push_back(query(i, 1));
    }
    QCOMPARE(evidence(judged).size(), std::size_t{50});
    std::vector<domain::Tier> three = fakes::studentAndOracle();
    domain::Tier middle = three.front();
    middle.id = "middle";
    middle.provider = domain::TierProvider::Endpoint;
    three.insert(three.begin() + 1, middle);
    QVERIFY(evidence(judged, three).empty());
    judged[7].text = "redacted";
    QVERIFY(evidence(judged).empty());
}

void TestTrafficEvidence::certificatesKeepTheirPromiseUnderUnequalAudits()
{
    const double unthinned = wrongCertificates(false);
    QVERIFY2(unthinned > 0.5, std::to_string(unthinned).c_str());
    const double thinned = wrongCertificates(true);
    QVERIFY2(thinned <= Simulated::kDelta, std::to_string(thinned).c_str());
}

void TestTrafficEvidence::mixturesOfExamplesAndTrafficKeepTheirPromise()
{
    const double wrong = wrongAboutMixtures();
    QVERIFY2(wrong <= 0.1, std::to_string(wrong).c_str());
}

QTEST_GUILESS_MAIN(TestTrafficEvidence)
#include "tst_traffic_evidence.moc"
