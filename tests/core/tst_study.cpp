#include <QTest>

#include "core/domain/study.h"
#include "core/evaluation/study_sample.h"

#include <cmath>
#include <map>
#include <set>

using namespace core::domain;
using core::evaluation::drawStudy;
using core::evaluation::StudyDraw;

class TestStudy final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDrawKeepsTheProportionsOfTheStrata()
    {
        std::vector<std::string> strata(600, "a");
        strata.insert(strata.end(), 300, "b");
        strata.insert(strata.end(), 100, "c");
        const std::vector<StudyDraw> drawn = drawStudy(strata, 50, 7);
        QCOMPARE(drawn.size(), std::size_t(50));
        std::map<std::string, int> counts;
        std::set<std::size_t> distinct;
        int left = 0;
        for (const StudyDraw& draw : drawn) {
            ++counts[strata[draw.candidate]];
            distinct.insert(draw.candidate);
            left += draw.isRoutedFirst ? 1 : 0;
        }
        QCOMPARE(counts["a"], 30);
        QCOMPARE(counts["b"], 15);
        QCOMPARE(counts["c"], 5);
        QCOMPARE(distinct.size(), std::size_t(50)); // without replacement
        QVERIFY(left > 12 && left < 38); // a fair coin, and the same one each time: the seed is fixed
        QVERIFY(strata[drawn[0].candidate] != strata[drawn[1].candidate]
            || strata[drawn[1].candidate] != strata[drawn[2].candidate]); // shuffled across strata
    }

    void aSeedAlwaysDrawsTheSameAndAnotherSeedAnotherSample()
    {
        const std::vector<std::string> strata(200, "a");
        const auto of = [&](std::uint64_t seed) {
            std::vector<std::pair<std::size_t, bool>> draws;
            for (const StudyDraw& draw : drawStudy(strata, 20, seed)) {
                draws.emplace_back(draw.candidate, draw.isRoutedFirst);
            }
            return draws;
        };
        QVERIFY(of(3) == of(3));
        QVERIFY(of(3) != of(4));
        QCOMPARE(drawStudy(strata, 1000, 1).size(), strata.size()); // all there are
        QVERIFY(drawStudy({}, 10, 1).empty());
    }

    void nothingIsMeasuredWithoutJudgements()
    {
        const StudyResult result = resultOf({});
        QCOMPARE(result.tally.count(), 0);
        QVERIFY(std::isnan(result.tally.equalOrBetter()));
        QVERIFY(std::isnan(result.agreement.kappa()));
    }

    void theFirstVerdictOfAPairCountsAndTheSecondMeasuresAgreement()
    {
        const auto at = [](int second) { return core::fromMicroseconds(1'000'000LL * second); };
        std::vector<StudyJudgement> judgements{
            {0, "ann", StudyVerdict::Tie, at(1)},
            {0, "bob", StudyVerdict::LastTierBetter, at(9)},
            {1, "bob", StudyVerdict::RoutedBetter, at(2)},
            {1, "ann", StudyVerdict::RoutedBetter, at(8)},
            {2, "ann", StudyVerdict::LastTierBetter, at(3)},
            {2, "bob", StudyVerdict::LastTierBetter, at(7)},
            {3, "ann", StudyVerdict::Tie, at(4)},
        };
        const StudyResult result = resultOf(judgements);
        QVERIFY((result.tally == StudyTally{1, 2, 1}));
        QCOMPARE(result.tally.equalOrBetter(), 0.75);
        // Wilson (1927) for 3 of 4 at 95%
        QVERIFY(std::abs(result.tally.equalOrBetterInterval().low - 0.3006) < 1e-4);
        QVERIFY(std::abs(result.tally.equalOrBetterInterval().high - 0.9544) < 1e-4);
        // three pairs with two reviewers, two equal calls; chance = (1/3)(1/3) + (1/3)(0) + (1/3)(2/3) = 1/3
        QCOMPARE(result.agreement.count(), 3);
        QVERIFY(std::abs(result.agreement.kappa() - (2.0 / 3 - 1.0 / 3) / (2.0 / 3)) < 1e-12);
    }

    void reviewersWhoAlwaysSayTheSameOneThingHaveNoKappa()
    {
        VerdictAgreement agreement;
        agreement.add(StudyVerdict::Tie, StudyVerdict::Tie);
        agreement.add(StudyVerdict::Tie, StudyVerdict::Tie);
        QCOMPARE(agreement.observed(), 1.0);
        QVERIFY(std::isnan(agreement.kappa()));
    }
};

QTEST_GUILESS_MAIN(TestStudy)
#include "tst_study.moc"
