#include <QTest>

#include "core/base/rng.h"
#include "core/domain/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <vector>

using core::domain::LatencyHistogram;

class TestLatencyHistogram : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentilesOfMergedPartsAreWithinTwoPercentOfExact();
    void mergingIsTheSameAsAddingEverythingToOne();
    void encodingRoundTrips();
    void garbageIsRefusedAndChangesNothing();
    void anEmptyHistogramHasNoPercentile();
};

void TestLatencyHistogram::percentilesOfMergedPartsAreWithinTwoPercentOfExact()
{
    core::Rng rng(7);
    std::vector<double> all;
    LatencyHistogram merged;
    for (int part = 0; part < 20; ++part) {
        LatencyHistogram histogram;
        for (int i = 0; i < 500; ++i) {
            const double latency = std::exp(5.0 + 1.5 * rng.normal());
            all.push_back(latency);
            histogram.add(latency);
        }
        merged.merge(histogram);
    }
    std::sort(all.begin(), all.end());
    for (const double p : {0.01, 0.5, 0.9, 0.95, 0.99, 1.0}) {
        const double exact = all[static_cast<std::size_t>(std::ceil(p * static_cast<double>(all.size()))) - 1];
        QVERIFY2(std::abs(merged.percentile(p) / exact - 1.0) < 0.02, qPrintable(QString::number(p)));
    }
}

void TestLatencyHistogram::mergingIsTheSameAsAddingEverythingToOne()
{
    LatencyHistogram a;
    LatencyHistogram b;
    LatencyHistogram all;
    for (int i = 1; i < 100; ++i) {
        (i % 2 == 0 ? a : b).add(i * 3.7);
        all.add(i * 3.7);
    }
    a.merge(b);
    QVERIFY(a == all);
}

void TestLatencyHistogram::encodingRoundTrips()
{
    LatencyHistogram histogram;
    for (const double latency : {0.0, 0.005, 1.0, 250.0, 1e9, 250.0}) {
        histogram.add(latency);
    }
    LatencyHistogram decoded;
    QVERIFY(decoded.mergeEncoded(histogram.encoded()));
    QVERIFY(decoded == histogram);
    QVERIFY(histogram.encoded().size() < 20);
}

void TestLatencyHistogram::garbageIsRefusedAndChangesNothing()
{
    LatencyHistogram histogram;
    histogram.add(5.0);
    const LatencyHistogram before = histogram;
    QVERIFY(!histogram.mergeEncoded("\xff"));
    QVERIFY(!histogram.mergeEncoded(std::string("\x01\x00", 2)));
    QVERIFY(!histogram.mergeEncoded("\xff\xff\x7f\x01"));
    QVERIFY(histogram == before);
}

void TestLatencyHistogram::anEmptyHistogramHasNoPercentile()
{
    QVERIFY(std::isnan(LatencyHistogram().percentile(0.5)));
}

QTEST_GUILESS_MAIN(TestLatencyHistogram)
#include "tst_latency_histogram.moc"
