#include "tests/db/sample_records.h"
#include "tests/db/workspace_fixture.h"

#include <QTest>

using core::domain::ClientKey;
using core::domain::Money;

class ClientKeysTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysComeBackWithEveryLimit();
    void spendingIsTheSumOfTheKeysRecords();
};

void ClientKeysTest::keysComeBackWithEveryLimit()
{
    WorkspaceFixture fixture;
    ClientKey key{
        "bot", "Bot", "ab", {"cs_intent", "fin_ner"}, 60, std::nullopt, Money{5}, Money{100}, false, true};
    const ClientKey plain{"plain", "Plain", "cd", {}, {}, {}, {}, {}, false, false};
    ROUTENLP_VERIFY(fixture.stores.clientKeys->saveClientKey(key));
    ROUTENLP_VERIFY(fixture.stores.clientKeys->saveClientKey(plain));
    auto read = fixture.stores.clientKeys->clientKeys();
    ROUTENLP_VERIFY(read);
    QVERIFY(*read == (std::vector<ClientKey>{key, plain}));
    key.isRevoked = true;
    key.mayReadMetrics = false;
    key.dailyBudget.reset();
    ROUTENLP_VERIFY(fixture.stores.clientKeys->saveClientKey(key));
    fixture.close();
    fixture.open();
    read = fixture.stores.clientKeys->clientKeys();
    ROUTENLP_VERIFY(read);
    QVERIFY(read->front() == key);
}

void ClientKeysTest::spendingIsTheSumOfTheKeysRecords()
{
    WorkspaceFixture fixture;
    Money expected;
    for (int i = 0; i < 20; ++i) {
        core::domain::QueryRecord record = sample::query(
            1, static_cast<std::uint64_t>(i), sample::noon() - std::chrono::hours(i < 10 ? 0 : 48));
        record.clientKeyId = i % 2 == 0 ? "bot" : "other";
        if (i % 2 == 0 && i < 10) {
            expected += record.knownCost();
        }
        ROUTENLP_VERIFY(fixture.stores.decisions->append(record));
    }
    ROUTENLP_VERIFY(fixture.stores.decisions->flush());
    const core::TimePoint midnight(std::chrono::floor<std::chrono::days>(sample::noon()));
    const auto today = fixture.stores.clientKeys->spentSince("bot", midnight);
    ROUTENLP_VERIFY(today);
    QCOMPARE(today->nanoUsd, expected.nanoUsd);
    QVERIFY(expected.nanoUsd > 0);
    QVERIFY(*fixture.stores.clientKeys->spentSince("bot", midnight - std::chrono::days(3)) > expected);
    QCOMPARE(fixture.stores.clientKeys->spentSince("nobody", midnight)->nanoUsd, 0);
}

QTEST_GUILESS_MAIN(ClientKeysTest)
#include "tst_client_keys.moc"
