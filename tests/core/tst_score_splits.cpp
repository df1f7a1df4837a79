#include <QTest>

#include "core/base/rng.h"
#include "core/conformal/score_splits.h"

#include <set>

using namespace core::conformal;

class TestScoreSplits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void halvesAreDisjointAndWhole()
    {
        core::Rng rng(1);
        const Halves halves = halvesOf(101, {}, rng);
        std::set<std::size_t> all;
        for (const auto* part : {&halves.tuning, &halves.calibration, &halves.traffic}) {
            all.insert(part->begin(), part->end());
        }
        QCOMPARE(all.size(), std::size_t{101});
        QCOMPARE(halves.tuning.size() + halves.calibration.size() + halves.traffic.size(), std::size_t{101});
    }

    void groupsStayTogether()
    {
        std::vector<int> groups;
        for (int i = 0; i < 200; ++i) {
            groups.push_back(i / 10);
        }
        core::Rng rng(2);
        const Halves halves = halvesOf(groups.size(), groups, rng);
        std::set<int> certifying;
        for (const auto* part : {&halves.tuning, &halves.calibration}) {
            for (const std::size_t place : *part) {
                certifying.insert(groups[place]);
            }
        }
        QCOMPARE(certifying.size(), std::size_t{10});
        for (const std::size_t place : halves.traffic) {
            QVERIFY(!certifying.contains(groups[place]));
        }
    }

    void aCertifiedMethodHoldsItsPromiseWhereTheMarkedRuleDoesNot()
    {
        core::Rng rng(3);
        const auto answers = drawAnswers(Scenario::Graded, 3'000, 0.05, rng);
        SplitOptions options;
        options.splits = 100;
        for (const SplitRow& row : simulateSplits(answers, {}, certificationMethods(), options)) {
            if (row.method == "fixed_sequence") {
                QVERIFY2(row.violation <= 0.1 + 3 * row.violationError, qPrintable(QString::number(row.violation)));
                QVERIFY(row.acceptedShare > 0.3);
            }
            if (row.method == "conformal_on_correct") {
                QVERIFY(!row.isCertified);
                QVERIFY(row.violation > 0.9);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestScoreSplits)
#include "tst_score_splits.moc"
