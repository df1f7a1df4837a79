#include <QTest>

#include "core/clustering/cluster_identity.h"

using core::clustering::ClusterIdentity;
using core::clustering::recogniseClusters;
using core::domain::FailurePoint;
using core::ports::BookedCluster;

namespace {

std::vector<FailurePoint> points(int count)
{
    std::vector<FailurePoint> list(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        list[static_cast<std::size_t>(i)].queryId = "q" + std::to_string(i);
    }
    return list;
}

BookedCluster cluster(const char* id, const char* label, std::initializer_list<int> members)
{
    BookedCluster booked;
    booked.id = id;
    booked.label = label;
    for (const int member : members) {
        booked.members.push_back("q" + std::to_string(member));
    }
    return booked;
}

} // namespace

class ClusterIdentityTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesSurviveOtherNumbersAndOtherMembers()
    {
        std::vector<int> clusterOf{1, 1, 1, 0, 0, 0, -1, 1};
        std::size_t count = 2;
        const std::vector<BookedCluster> book{cluster("a", "A", {0, 1, 6, 900}), cluster("b", "B", {3, 4})};
        const auto found = recogniseClusters(points(8), book, clusterOf, count);
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[1].name, std::string("A"));
        QCOMPARE(found[0].name, std::string("B"));
        QVERIFY((clusterOf == std::vector<int>{1, 1, 1, 0, 0, 0, -1, 1}));
    }

    void halfOfTheMembersIsNotEnough()
    {
        std::vector<int> clusterOf{0, 0, 1, 1};
        std::size_t count = 2;
        const std::vector<BookedCluster> book{cluster("a", "A", {0, 1, 2, 3})};
        const auto found = recogniseClusters(points(4), book, clusterOf, count);
        QVERIFY(found[0].id.empty() && found[1].id.empty());
    }

    void theLargerOverlapChoosesFirst()
    {
        std::vector<int> clusterOf{0, 0, 0, 0, 0};
        std::size_t count = 1;
        const std::vector<BookedCluster> book{
            cluster("small", "small", {0, 1}), cluster("large", "large", {2, 3, 4})};
        QCOMPARE(recogniseClusters(points(5), book, clusterOf, count)[0].name, std::string("large"));
    }

    void mergedClustersShareANumberAndAName()
    {
        std::vector<int> clusterOf{0, 0, 1, 1, 2};
        std::size_t count = 3;
        std::vector<BookedCluster> book{
            cluster("a", "A", {0, 1}), cluster("b", "B", {2, 3}), cluster("c", "C", {4})};
        book[2].mergedInto = "b";
        book[1].mergedInto = "a";
        const auto found = recogniseClusters(points(5), book, clusterOf, count);
        QVERIFY((clusterOf == std::vector<int>{0, 0, 0, 0, 0}));
        QCOMPARE(found[0].name, std::string("A"));
    }

    void aMergeIntoACircleEnds()
    {
        std::vector<int> clusterOf{0, 1};
        std::size_t count = 2;
        std::vector<BookedCluster> book{cluster("a", "A", {0}), cluster("b", "B", {1})};
        book[0].mergedInto = "b";
        book[1].mergedInto = "a";
        QCOMPARE(recogniseClusters(points(2), book, clusterOf, count).size(), std::size_t(2));
    }

    void drawnClustersTakeTheirMembersFirst()
    {
        std::vector<int> clusterOf{0, 0, 0, -1};
        std::size_t count = 1;
        std::vector<BookedCluster> book{cluster("a", "A", {0, 1}), cluster("d", "D", {2, 3})};
        book[1].isDrawn = true;
        book[1].isExcluded = true;
        const auto found = recogniseClusters(points(4), book, clusterOf, count);
        QCOMPARE(count, std::size_t(2));
        QVERIFY((clusterOf == std::vector<int>{0, 0, 1, 1}));
        QCOMPARE(found[0].name, std::string("A"));
        QVERIFY(found[1].name == "D" && found[1].isExcluded);
    }
};

QTEST_GUILESS_MAIN(ClusterIdentityTest)
#include "tst_cluster_identity.moc"
