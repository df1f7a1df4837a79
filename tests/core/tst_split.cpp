#include <QTest>

#include "core/domain/split.h"

#include <map>

using namespace core::domain;

class TestSplit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sharesAreSixtyTenTwentyTen();
    void equalTextsFallTogetherWhateverTheirForm();
    void theKeyDecides();
};

void TestSplit::sharesAreSixtyTenTwentyTen()
{
    std::map<DataSplit, int> counts;
    const int total = 20'000;
    for (int i = 0; i < total; ++i) {
        ++counts[identityOf("query number " + std::to_string(i), "key").split];
    }
    const auto share = [&](DataSplit split) { return static_cast<double>(counts[split]) / total; };
    QVERIFY(std::abs(share(DataSplit::Training) - 0.6) < 0.015);
    QVERIFY(std::abs(share(DataSplit::Tuning) - 0.1) < 0.01);
    QVERIFY(std::abs(share(DataSplit::Calibration) - 0.2) < 0.015);
    QVERIFY(std::abs(share(DataSplit::Gate) - 0.1) < 0.01);
    QCOMPARE(counts[DataSplit::Test], 0);
}

void TestSplit::equalTextsFallTogetherWhateverTheirForm()
{
    const std::string hash = identityOf("Where is my ｃａｒｄ?", "key").hash;
    QCOMPARE(identityOf("  where  IS my\tcard? \n", "key").hash, hash);
    QVERIFY(identityOf("where is my card", "key").hash != hash);
}

void TestSplit::theKeyDecides()
{
    QVERIFY(identityOf("same text", "one").hash != identityOf("same text", "two").hash);
}

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
