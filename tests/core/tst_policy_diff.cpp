#include <QTest>

#include "core/domain/policy_diff.h"

using namespace core::domain;

namespace {

PolicyVersion versionAt(std::int64_t second)
{
    PolicyVersion version;
    version.sequence = second;
    version.at = core::fromMicroseconds(1'000'000 * second);
    TaskPolicy task;
    task.taskId = "cs_intent";
    task.alpha = 0.05;
    task.thresholds = {{"student", 0.5}};
    task.modelVersions = {{"student", "student-1"}};
    version.tasks["cs_intent"] = task;
    return version;
}

} // namespace

class TestPolicyDiff final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalVersionsDoNotDiffer()
    {
        QVERIFY(differencesOf(versionAt(1), versionAt(2)).empty());
    }

    void everyChangedFieldIsNamedWithBothValues()
    {
        PolicyVersion after = versionAt(2);
        TaskPolicy& task = after.tasks["cs_intent"];
        task.alpha = 0.1;
        task.routerVersion = "router-2";
        task.modelVersions["student"] = "student-2";
        task.thresholds = {{"small", 0.7}};
        task.scorerVersions = {{"small", "confidence-1"}};
        const std::vector<PolicyDifference> expected{
            {"cs_intent", PolicyField::Alpha, "", 0.05, 0.1},
            {"cs_intent", PolicyField::Router, "", {}, std::string("router-2")},
            {"cs_intent", PolicyField::Model, "student", std::string("student-1"), std::string("student-2")},
            {"cs_intent", PolicyField::Confidence, "small", {}, std::string("confidence-1")},
            {"cs_intent", PolicyField::Threshold, "small", {}, 0.7},
            {"cs_intent", PolicyField::Threshold, "student", 0.5, {}},
        };
        QVERIFY(differencesOf(versionAt(1), after) == expected);
    }

    void anAddedTaskShowsWhatItBringsAndARemovedOneThatItIsGone()
    {
        PolicyVersion none = versionAt(1);
        none.tasks.clear();
        const auto added = differencesOf(none, versionAt(2));
        QCOMPARE(added.size(), std::size_t(3));
        QVERIFY(added[0].field == PolicyField::TaskAdded);
        QVERIFY(added[1].field == PolicyField::Model && added[2].field == PolicyField::Threshold);
        const auto removed = differencesOf(versionAt(1), none);
        QCOMPARE(removed.size(), std::size_t(1));
        QVERIFY(removed[0].field == PolicyField::TaskRemoved);
    }

    void theVersionInForceIsTheNewestThatWasWrittenByThen()
    {
        const std::vector<PolicyVersion> versions{versionAt(10), versionAt(20), versionAt(30)};
        const auto at = [&](std::int64_t second) {
            return versionInForceAt(versions, core::fromMicroseconds(1'000'000 * second));
        };
        QVERIFY(!at(9));
        QCOMPARE(*at(10), std::size_t(0));
        QCOMPARE(*at(29), std::size_t(1));
        QCOMPARE(*at(300), std::size_t(2));
        QVERIFY(!versionInForceAt({}, core::fromMicroseconds(0)));
    }
};

QTEST_GUILESS_MAIN(TestPolicyDiff)
#include "tst_policy_diff.moc"
