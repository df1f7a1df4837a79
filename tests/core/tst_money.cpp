#include <QTest>

#include "core/domain/money.h"

#include <cmath>
#include <limits>

using namespace core::domain;

class TestMoney : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void costIsTokensTimesPriceRoundedHalfEvenOnce_data();
    void costIsTokensTimesPriceRoundedHalfEvenOnce();
    void anUnknownPriceIsUnknownAndNeverZero();
    void aPriceThatIsNotNeededMayBeUnknown();
    void decimalsKeepEveryNanodollar_data();
    void decimalsKeepEveryNanodollar();
    void pricesOfTheLiteLlmMapAreExact_data();
    void pricesOfTheLiteLlmMapAreExact();
    void sumsOfManySmallCostsAreExact();
};

void TestMoney::costIsTokensTimesPriceRoundedHalfEvenOnce_data()
{
    QTest::addColumn<qint64>("prompt");
    QTest::addColumn<qint64>("completion");
    QTest::addColumn<qint64>("inputPico");
    QTest::addColumn<qint64>("outputPico");
    QTest::addColumn<qint64>("nano");
    QTest::newRow("plain") << qint64(1000) << qint64(100) << qint64(2'500'000) << qint64(10'000'000) << qint64(3'500'000);
    QTest::newRow("half to even, down") << qint64(1) << qint64(0) << qint64(2'500) << qint64(0) << qint64(2);
    QTest::newRow("half to even, up") << qint64(1) << qint64(0) << qint64(3'500) << qint64(0) << qint64(4);
    QTest::newRow("above half") << qint64(1) << qint64(1) << qint64(2'500) << qint64(1) << qint64(3);
    QTest::newRow("rounded once, not per part") << qint64(1) << qint64(1) << qint64(400) << qint64(400) << qint64(1);
    QTest::newRow("beyond 64 bits of picodollars") << qint64(2'000'000'000) << qint64(0) << qint64(60'000'000'000) << qint64(0)
                                                   << qint64(120'000'000'000'000'000);
}

void TestMoney::costIsTokensTimesPriceRoundedHalfEvenOnce()
{
    QFETCH(qint64, prompt);
    QFETCH(qint64, completion);
    QFETCH(qint64, inputPico);
    QFETCH(qint64, outputPico);
    QFETCH(qint64, nano);
    const auto cost = costOf(TokenUsage{prompt, completion}, TokenPrices{inputPico, outputPico});
    QVERIFY(cost.has_value());
    QCOMPARE(qint64(cost->nanoUsd), nano);
}

void TestMoney::anUnknownPriceIsUnknownAndNeverZero()
{
    QVERIFY(!costOf(TokenUsage{10, 5}, TokenPrices{}).has_value());
    QVERIFY(!costOf(TokenUsage{10, 5}, TokenPrices{1000, std::nullopt}).has_value());
    QVERIFY(!costOf(TokenUsage{0, 0}, TokenPrices{}).has_value());
}

void TestMoney::aPriceThatIsNotNeededMayBeUnknown()
{
    QCOMPARE(costOf(TokenUsage{10, 0}, TokenPrices{1000, std::nullopt})->nanoUsd, std::int64_t{10});
}

void TestMoney::decimalsKeepEveryNanodollar_data()
{
    QTest::addColumn<qint64>("nano");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << QStringLiteral("0.000000000");
    QTest::newRow("one nano") << qint64(1) << QStringLiteral("0.000000001");
    QTest::newRow("negative") << qint64(-1'500) << QStringLiteral("-0.000001500");
    QTest::newRow("dollars") << qint64(12'345'678'901) << QStringLiteral("12.345678901");
}

void TestMoney::decimalsKeepEveryNanodollar()
{
    QFETCH(qint64, nano);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(toDecimalUsd(Money{nano})), text);
}

void TestMoney::pricesOfTheLiteLlmMapAreExact_data()
{
    QTest::addColumn<double>("usd");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<qint64>("pico");
    QTest::newRow("gpt") << 2.5e-06 << true << qint64(2'500'000);
    QTest::newRow("small") << 2.5e-07 << true << qint64(250'000);
    QTest::newRow("free") << 0.0 << true << qint64(0);
    QTest::newRow("negative") << -1e-6 << false << qint64(0);
    QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN() << false << qint64(0);
    QTest::newRow("absurd") << 2.0 << false << qint64(0);
    QTest::newRow("finer than a picodollar") << 1.5e-13 << false << qint64(0);
}

void TestMoney::pricesOfTheLiteLlmMapAreExact()
{
    QFETCH(double, usd);
    QFETCH(bool, isValid);
    QFETCH(qint64, pico);
    const auto price = parsePicoUsdPerToken(usd);
    QCOMPARE(price.has_value(), isValid);
    QCOMPARE(qint64(price.value_or(0)), pico);
}

void TestMoney::sumsOfManySmallCostsAreExact()
{
    Money sum;
    for (int i = 0; i < 1'000'000; ++i) {
        sum += Money{1};
    }
    QCOMPARE(QString::fromStdString(toDecimalUsd(sum)), QStringLiteral("0.001000000"));
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
