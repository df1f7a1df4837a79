#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

using core::domain::QueryRecord;
using core::ports::RequestFilter;
using core::ports::RequestOrder;
using core::ports::RequestSort;

/// Paging against the same filters and orders applied by hand.
class RequestHistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void filtersFindExactlyTheMatchingRows_data();
    void filtersFindExactlyTheMatchingRows();
    void pagesFollowEachOtherWithoutGaps_data();
    void pagesFollowEachOtherWithoutGaps();
    void aDecisionIdOrItsBeginningIsFound();
    void wordsAreFoundWhateverTheirCaseAndAccents_data();
    void wordsAreFoundWhateverTheirCaseAndAccents();
    void countStopsAtItsLimit();
    void rowsThatArriveWhilePagingDoNotShiftPages();

private:
    struct Stored {
        QueryRecord record;
        std::optional<bool> meetsTarget;
    };
    [[nodiscard]] std::vector<Stored> matching(const RequestFilter& filter) const;
    [[nodiscard]] std::vector<std::string> pagedIds(
        const RequestFilter& filter, const RequestOrder& order, int size) const;

    std::unique_ptr<WorkspaceFixture> m_fixture;
    std::vector<Stored> m_stored;
};

void RequestHistoryTest::initTestCase()
{
    m_fixture = std::make_unique<WorkspaceFixture>();
    core::Rng rng(3);
    // Enough that sorting by cost and the like reads the index instead of sorting in memory.
    for (std::uint64_t i = 0; i < 12'000; ++i) {
        const auto back = std::chrono::seconds(rng.below(6 * 86400));
        Stored stored{sample::query(4, i, sample::noon() - back), std::nullopt};
        stored.record.policyVersionId = "policy-" + std::to_string(rng.below(4));
        ROUTENLP_VERIFY(m_fixture->stores.decisions->append(stored.record));
        if (stored.record.isAuditSelected) {
            const auto outcome = sample::outcome(stored.record, sample::noon(), rng.uniform());
            ROUTENLP_VERIFY(m_fixture->stores.decisions->append(outcome));
            stored.meetsTarget = outcome.meetsTarget;
        }
        m_stored.push_back(std::move(stored));
    }
    ROUTENLP_VERIFY(m_fixture->stores.decisions->flush());
}

std::vector<RequestHistoryTest::Stored> RequestHistoryTest::matching(const RequestFilter& filter) const
{
    std::vector<Stored> matches;
    for (const Stored& stored : m_stored) {
        const QueryRecord& record = stored.record;
        const bool isAllTime = filter.range.to <= filter.range.from;
        const std::string tier = record.accepted() == nullptr ? std::string() : record.accepted()->tierId;
        const bool isMatch = (isAllTime || (record.at >= filter.range.from && record.at < filter.range.to))
            && (filter.taskId.empty() || record.taskId == filter.taskId)
            && (filter.answeredByTier.empty() || tier == filter.answeredByTier)
            && (!filter.isEscalated || (record.escalations() > 0) == *filter.isEscalated)
            && (!filter.isJudged || stored.meetsTarget.has_value() == *filter.isJudged)
            && (!filter.meetsTarget || stored.meetsTarget == filter.meetsTarget)
            && (filter.policyVersionId.empty() || record.policyVersionId == filter.policyVersionId)
            && (!filter.clientKeyId || record.clientKeyId == *filter.clientKeyId)
            && (filter.text.empty() || (record.text + " ").find(filter.text + " ") != std::string::npos);
        if (isMatch) {
            matches.push_back(stored);
        }
    }
    return matches;
}

std::vector<std::string> RequestHistoryTest::pagedIds(
    const RequestFilter& filter, const RequestOrder& order, int size) const
{
    std::vector<std::string> ids;
    std::optional<core::ports::RequestCursor> cursor;
    do {
        const auto page = m_fixture->stores.requests->page(filter, order, cursor, size);
        if (!page) {
            qFatal("%s", page.error().message.c_str());
        }
        for (const auto& row : page->rows) {
            ids.push_back(row.id);
        }
        cursor = page->next;
    } while (cursor);
    return ids;
}

void RequestHistoryTest::filtersFindExactlyTheMatchingRows_data()
{
    QTest::addColumn<int>("which");
    const std::array<const char*, 15> names{"all", "range", "task", "tier", "escalated", "judged", "met",
        "missed", "policy", "words", "everything together", "unknown task", "client key", "no client key",
        "client key and words"};
    for (int i = 0; i < static_cast<int>(names.size()); ++i) {
        QTest::newRow(names[static_cast<std::size_t>(i)]) << i;
    }
}

void RequestHistoryTest::filtersFindExactlyTheMatchingRows()
{
    QFETCH(int, which);
    RequestFilter filter;
    switch (which) {
    case 1:
        filter.range = {sample::noon() - std::chrono::hours(50), sample::noon() - std::chrono::hours(20)};
        break;
    case 2:
        filter.taskId = "fin_ner";
        break;
    case 3:
        filter.answeredByTier = "small";
        break;
    case 4:
        filter.isEscalated = true;
        break;
    case 5:
        filter.isJudged = true;
        break;
    case 6:
        filter.meetsTarget = true;
        break;
    case 7:
        filter.meetsTarget = false;
        break;
    case 8:
        filter.policyVersionId = "policy-2";
        break;
    case 9:
        filter.text = "w77";
        break;
    case 10:
        filter.range = {sample::noon() - std::chrono::hours(100), sample::noon()};
        filter.taskId = "legal_risk";
        filter.isEscalated = true;
        filter.isJudged = false;
        filter.policyVersionId = "policy-1";
        filter.text = "account";
        break;
    case 11:
        filter.taskId = "nothing";
        break;
    case 12:
        filter.clientKeyId = "key-1";
        break;
    case 13:
        filter.clientKeyId = std::string();
        filter.taskId = "fin_ner";
        break;
    case 14:
        filter.clientKeyId = "key-2";
        filter.text = "w77";
        break;
    default:
        break;
    }
    std::vector<std::string> expected;
    for (const Stored& stored : matching(filter.text == "account" ? [&] {
             RequestFilter f = filter;
             f.text.clear();
             return f;
         }() : filter)) {
        expected.push_back(stored.record.id);
    }
    QCOMPARE(expected.empty(), which == 11);
    std::vector<std::string> actual = pagedIds(filter, {}, 500);
    QCOMPARE(
        *m_fixture->stores.requests->count(filter, 1'000'000), static_cast<std::int64_t>(expected.size()));
    std::sort(expected.begin(), expected.end());
    std::sort(actual.begin(), actual.end());
    QVERIFY(actual == expected);
}

void RequestHistoryTest::pagesFollowEachOtherWithoutGaps_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<bool>("isDescending");
    QTest::addColumn<bool>("isFiltered");
    for (const int sort : {0, 1, 2, 3}) {
        for (const bool down : {true, false}) {
            for (const bool isFiltered : {true, false}) {
                QTest::addRow("sort %d %s %s", sort, down ? "down" : "up", isFiltered ? "filtered" : "all")
                    << sort << down << isFiltered;
            }
        }
    }
}

void RequestHistoryTest::pagesFollowEachOtherWithoutGaps()
{
    QFETCH(int, sort);
    QFETCH(bool, isDescending);
    QFETCH(bool, isFiltered);
    RequestFilter filter;
    if (isFiltered) {
        filter.taskId = "cs_intent";
        filter.range = {sample::noon() - std::chrono::hours(120), sample::noon() - std::chrono::hours(1)};
    }
    const auto key = static_cast<RequestSort>(sort);
    const std::vector<std::string> ids = pagedIds(filter, {key, isDescending}, 97);
    std::map<std::string, const QueryRecord*> byId;
    const std::vector<Stored> expected = matching(filter);
    for (const Stored& stored : expected) {
        byId.emplace(stored.record.id, &stored.record);
    }
    QCOMPARE(ids.size(), expected.size());
    QCOMPARE(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
    const auto keyOf = [&](const std::string& id) -> double {
        const QueryRecord& record = *byId.at(id);
        switch (key) {
        case RequestSort::Time:
            return static_cast<double>(core::toMicroseconds(record.at));
        case RequestSort::Cost:
            return static_cast<double>(record.knownCost().nanoUsd);
        case RequestSort::Latency:
            return record.latencyMs;
        case RequestSort::Score:
            return record.accepted() != nullptr ? *record.accepted()->score : *record.attempts.back().score;
        }
        return 0;
    };
    for (std::size_t i = 1; i < ids.size(); ++i) {
        QVERIFY(isDescending ? keyOf(ids[i - 1]) >= keyOf(ids[i]) : keyOf(ids[i - 1]) <= keyOf(ids[i]));
    }
}

void RequestHistoryTest::aDecisionIdOrItsBeginningIsFound()
{
    const std::string id = m_stored[100].record.id;
    RequestFilter filter;
    filter.text = id;
    QCOMPARE(pagedIds(filter, {}, 10), std::vector{id});
    filter.text = id.substr(0, 20);
    const auto ids = pagedIds(filter, {}, 10);
    QVERIFY(std::find(ids.begin(), ids.end(), id) != ids.end());
}

void RequestHistoryTest::wordsAreFoundWhateverTheirCaseAndAccents_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("matches");
    QTest::newRow("plain word, capitals in the text") << QStringLiteral("refund") << 1;
    QTest::newRow("accents in the text") << QStringLiteral("cafe") << 1;
    QTest::newRow("accents in the search") << QStringLiteral("caf\u00e9") << 1;
    QTest::newRow("both words") << QStringLiteral("refund cafe") << 0;
    QTest::newRow("beginning of a word") << QStringLiteral("refu*") << 1;
    QTest::newRow("an apostrophe parts words") << QStringLiteral("don t") << 1;
    QTest::newRow("of the answer") << QStringLiteral("Zahlung") << 1;
    QTest::newRow("part of a word is no word") << QStringLiteral("efund") << 0;
}

/// Sorted by cost, so that the texts themselves are looked at beside the index.
void RequestHistoryTest::wordsAreFoundWhateverTheirCaseAndAccents()
{
    QFETCH(const QString, words);
    QFETCH(const int, matches);
    WorkspaceFixture fixture;
    const std::array texts{
        "REFUND please, I don't want it", "the Caf\u00e9 was closed", "nothing of interest"};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto record = sample::query(2, i, sample::noon() + std::chrono::seconds(i));
        record.taskId = "cs_intent";
        record.text = texts[i];
        record.attempts.back().result = core::domain::AttemptResult::Accepted;
        record.attempts.back().answer = i == 2 ? "ZAHLUNG offen" : "none";
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    core::ports::RequestFilter filter;
    filter.text = words.toStdString();
    filter.taskId = "cs_intent";
    const auto page
        = fixture.stores.requests->page(filter, {core::ports::RequestSort::Cost, true}, std::nullopt, 10);
    ROUTENLP_VERIFY(page);
    QCOMPARE(page->rows.size(), static_cast<std::size_t>(matches));
}

void RequestHistoryTest::countStopsAtItsLimit()
{
    QCOMPARE(*m_fixture->stores.requests->count({}, 100), 100);
}

void RequestHistoryTest::rowsThatArriveWhilePagingDoNotShiftPages()
{
    WorkspaceFixture fixture;
    for (std::uint64_t i = 0; i < 40; ++i) {
        ROUTENLP_VERIFY(
            fixture.stores.decisions->append(sample::query(1, i, sample::noon() + std::chrono::seconds(i))));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto first = fixture.stores.requests->page({}, {}, std::nullopt, 20);
    for (std::uint64_t i = 40; i < 60; ++i) {
        ROUTENLP_VERIFY(
            fixture.stores.decisions->append(sample::query(1, i, sample::noon() + std::chrono::seconds(i))));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const auto second = fixture.stores.requests->page({}, {}, first->next, 20);
    QCOMPARE(second->rows.size(), std::size_t{20});
    QCOMPARE(second->rows.front().id, sample::query(1, 19, sample::noon() + std::chrono::seconds(19)).id);
    QVERIFY(!second->next);
}

QTEST_GUILESS_MAIN(RequestHistoryTest)
#include "tst_request_history.moc"
