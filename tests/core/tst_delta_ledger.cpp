#include "core/conformal/delta_ledger.h"

#include <QtTest/QtTest>

using core::conformal::attemptShare;
using core::conformal::DeltaLedger;

class TestDeltaLedger final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void attemptsSpendTheBaselSeries()
    {
        DeltaLedger ledger = DeltaLedger::create(0.1).value();
        const double first = ledger.spend({}, "first certificate");
        const double second = ledger.spend({}, "after the alarm");
        QVERIFY(std::abs(first - 0.0607927101854) < 1e-12);
        QVERIFY(std::abs(second - first / 4) < 1e-15);
        QVERIFY(std::abs(ledger.spent() + ledger.remaining() - 0.1) < 1e-15);
        QCOMPARE(ledger.history()[1].attempt, 2);
    }

    void anyNumberOfAttemptsStaysWithinTheTotal()
    {
        DeltaLedger ledger = DeltaLedger::create(0.1).value();
        for (int i = 0; i < 2000; ++i) {
            ledger.spend({}, "again");
        }
        QVERIFY(ledger.spent() < 0.1);
        QVERIFY(ledger.spent() > 0.0999);
        QVERIFY(DeltaLedger::create(0.1, ledger.history()).has_value());
    }

    void damagedHistoriesAreRefused()
    {
        QVERIFY(!DeltaLedger::create(0));
        QVERIFY(!DeltaLedger::create(1));
        QVERIFY(!DeltaLedger::create(0.1, {{2, 0.01, {}, ""}}));
        QVERIFY(!DeltaLedger::create(0.1, {{1, 0.2, {}, ""}}));
        QVERIFY(!DeltaLedger::create(0.1, {{1, -0.01, {}, ""}}));
    }
};

QTEST_GUILESS_MAIN(TestDeltaLedger)
#include "tst_delta_ledger.moc"
