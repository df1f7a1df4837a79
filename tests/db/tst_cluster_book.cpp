#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using namespace core::ports;

namespace {

std::vector<std::string> storedQueries(WorkspaceFixture& fixture, int count)
{
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        const auto record = sample::query(1, static_cast<std::uint64_t>(i), sample::noon());
        if (fixture.stores.decisions->append(record)) {
            ids.push_back(record.id);
        }
    }
    return fixture.stores.decisions->flush() ? ids : std::vector<std::string>();
}

} // namespace

class ClusterBookTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void editsOutliveTheProcessAndCanBeTakenBack();
    void pickedAnswersWaitForReviewWithoutAProbability();
};

void ClusterBookTest::editsOutliveTheProcessAndCanBeTakenBack()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 6);
    QCOMPARE(ids.size(), std::size_t(6));
    ClusterBook* book = fixture.stores.clusterBook.get();
    QVERIFY(!book->undo()); // nothing yet
    ROUTENLP_VERIFY(book->rename({{"", "cs_intent", {ids[0], ids[1]}}, "Refunds"}));
    ROUTENLP_VERIFY(book->draw({{"", "", {ids[2], ids[3]}}, "Mine"}));
    fixture.close();
    fixture.open();
    book = fixture.stores.clusterBook.get();
    auto clusters = book->clusters();
    ROUTENLP_VERIFY(clusters);
    QCOMPARE(clusters->size(), std::size_t(2));
    QCOMPARE(clusters->at(0).label, std::string("Refunds"));
    QCOMPARE(clusters->at(0).members.size(), std::size_t(2));
    QVERIFY(clusters->at(1).isDrawn && !clusters->at(0).isDrawn);
    const std::string refunds = clusters->at(0).id;
    const std::string mine = clusters->at(1).id;
    ROUTENLP_VERIFY(book->merge({{refunds, "", {}}, {{mine, "", {}}, {"", "", {ids[4]}}}}));
    ROUTENLP_VERIFY(book->exclude({{refunds, "", {}}, true}));
    QCOMPARE(book->newestEdit().value(), std::string("exclude"));
    clusters = book->clusters();
    QVERIFY(clusters->at(0).isExcluded);
    QCOMPARE(clusters->at(1).mergedInto, refunds);
    QVERIFY(clusters->at(1).isDrawn);
    QCOMPARE(clusters->at(2).mergedInto, refunds);
    ROUTENLP_VERIFY(book->undo());
    QVERIFY(!book->clusters()->at(0).isExcluded);
    ROUTENLP_VERIFY(book->undo()); // both parts of the merge at once
    clusters = book->clusters();
    QVERIFY(
        clusters->at(1).mergedInto.empty() && clusters->at(2).mergedInto.empty() && clusters->at(1).isDrawn);
    ROUTENLP_VERIFY(book->undo()); // the drawn cluster is gone
    QCOMPARE(book->clusters()->size(), std::size_t(2));
    ROUTENLP_VERIFY(book->undo());
    QCOMPARE(book->clusters()->at(0).label, std::string());
    QVERIFY(!book->undo());
    QVERIFY(!book->rename({{"nobody", "", {}}, "x"}));
}

void ClusterBookTest::pickedAnswersWaitForReviewWithoutAProbability()
{
    WorkspaceFixture fixture;
    const std::vector<std::string> ids = storedQueries(fixture, 4);
    const auto before = fixture.stores.reviews->count({}, 100);
    ROUTENLP_VERIFY(before);
    const auto added = fixture.stores.pickedReviews->add(ids);
    ROUTENLP_VERIFY(added);
    const auto after = fixture.stores.reviews->count({}, 100);
    ROUTENLP_VERIFY(after);
    QCOMPARE(*after, *before + *added);
    QVERIFY(*added > 0);
    QCOMPARE(fixture.stores.pickedReviews->add(ids).value(), std::int64_t(0)); // none twice
    QCOMPARE(fixture.stores.pickedReviews->isPicked("nobody").value(), false);
}

QTEST_GUILESS_MAIN(ClusterBookTest)
#include "tst_cluster_book.moc"
