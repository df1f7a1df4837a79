#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/torch/bag_network.h"
#include "core/torch/ngram_features.h"
#include "core/torch/sentence_features.h"
#include "core/torch/token_features.h"
#include "core/torch/word_overlap.h"

#include <algorithm>

using namespace core::torch;

class TestBagFeatures final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void caseAndSpacingDoNotMatter();
    void emptyTextHasNoFeatures();
    void spacesKeepPartsApart();
    void bytesBeyondTheLimitDoNotMatter();
    void invalidUtf8IsRead();
    void bucketsCoverTheTable();
    void memoryKnowsWhatItHasSeen();
    void unseenBucketsCountAsZero();
    void sentencesEndWhereTheyShould_data();
    void sentencesEndWhereTheyShould();
    void tokensAreDescribedByTheirNeighbours();
    void overlapCountsRepetitions();
};

void TestBagFeatures::caseAndSpacingDoNotMatter()
{
    QCOMPARE(ngramFeatures("  Card   LOST "), ngramFeatures("card lost"));
    QVERIFY(ngramFeatures("card lost") != ngramFeatures("lost card"));
}

void TestBagFeatures::emptyTextHasNoFeatures()
{
    QVERIFY(ngramFeatures("").empty());
    QVERIFY(ngramFeatures(" \n\t ").empty());
    QCOMPARE(bagScale(0), 0.0F);
}

void TestBagFeatures::spacesKeepPartsApart()
{
    const FeatureBag plain = ngramFeatures("card lost", 0);
    const FeatureBag other = ngramFeatures("card lost", 1);
    QCOMPARE(plain.size(), other.size());
    QVERIFY(std::none_of(plain.begin(), plain.end(),
        [&](FeatureHash hash) { return std::find(other.begin(), other.end(), hash) != other.end(); }));
}

void TestBagFeatures::bytesBeyondTheLimitDoNotMatter()
{
    const std::string head(kFeatureBytes, 'a');
    QCOMPARE(ngramFeatures(head + std::string(1 << 20, 'b')), ngramFeatures(head));
}

void TestBagFeatures::invalidUtf8IsRead()
{
    QVERIFY(!ngramFeatures("caf\xC3 \xFF\xFE abc").empty());
    QVERIFY(!ngramFeatures(std::string(kFeatureBytes - 1, 'a') + "\xE2\x82\xAC").empty());
}

void TestBagFeatures::bucketsCoverTheTable()
{
    std::vector<int> hits(16, 0);
    for (FeatureHash hash = 0; hash < 16000; ++hash) {
        ++hits[bucketOf(hash, 7, 16)];
    }
    const auto [fewest, most] = std::minmax_element(hits.begin(), hits.end());
    QVERIFY(*fewest > 800 && *most < 1200);
}

void TestBagFeatures::memoryKnowsWhatItHasSeen()
{
    FeatureMemory memory;
    const FeatureBag seen = ngramFeatures("where is my parcel");
    QCOMPARE(memory.unseenShare(seen), 1.0);
    memory.remember(seen);
    QCOMPARE(memory.unseenShare(seen), 0.0);
    QVERIFY(memory.unseenShare(ngramFeatures("quantum chromodynamics")) > 0.95);
    QCOMPARE(memory.unseenShare({}), 1.0);
}

void TestBagFeatures::unseenBucketsCountAsZero()
{
    BagNetwork network;
    network.shape.buckets = 4;
    network.shape.dimensions = 2;
    network.shape.outputs = 1;
    network.rowOf.assign(4, BagNetwork::kNoRow);
    network.rowOf[bucketOf(11, 0, 4)] = 0;
    network.rows = {1.0F, 2.0F};
    network.head = {10.0F, 100.0F};
    network.headBias = {0.5F};
    QVERIFY(network.isConsistent());
    FeatureHash unseen = 12;
    while (bucketOf(unseen, 0, 4) == bucketOf(11, 0, 4)) {
        ++unseen;
    }
    const BagEnsemble ensemble{{network}};
    QCOMPARE(ensemble.logits(FeatureBag{11}).front(), 210.5F);
    QCOMPARE(ensemble.logits(FeatureBag{unseen}).front(), 0.5F);
    QCOMPARE(ensemble.logits(FeatureBag{11, unseen, unseen, unseen}).front(), 105.5F); // divided by sqrt(4)
    network.head.pop_back();
    QVERIFY(!network.isConsistent());
}

void TestBagFeatures::sentencesEndWhereTheyShould_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("sentences");
    QTest::newRow("lines") << "a b\n\n c \n" << QStringList{"a b", "c"};
    QTest::newRow("stops") << "Sales rose. Costs fell! Why?"
                           << QStringList{"Sales rose.", "Costs fell!", "Why?"};
    QTest::newRow("figures") << "Up 3.5 percent vs. last year."
                             << QStringList{"Up 3.5 percent vs. last year."};
    QTest::newRow("blank") << " \n " << QStringList{};
}

void TestBagFeatures::sentencesEndWhereTheyShould()
{
    QFETCH(QString, text);
    QFETCH(QStringList, sentences);
    QStringList found;
    for (const std::string& sentence : splitSentences(text.toStdString())) {
        found << QString::fromStdString(sentence);
    }
    QCOMPARE(found, sentences);
}

void TestBagFeatures::tokensAreDescribedByTheirNeighbours()
{
    const std::vector<std::string> left{"Mr", "Bank", "said"};
    const std::vector<std::string> right{"the", "Bank", "said"};
    QVERIFY(tokenFeatures(left)[1] != tokenFeatures(right)[1]);
    QCOMPARE(tokenFeatures(left).size(), left.size());
    QCOMPARE(splitAtWhiteSpace(" a\tb \n c").size(), std::size_t{3});
}

void TestBagFeatures::overlapCountsRepetitions()
{
    QCOMPARE(overlapF1(wordBag("the cat the hat"), wordBag("The the dog")), 2.0 * 2 / 7);
    QCOMPARE(overlapF1(wordBag(""), wordBag("")), 1.0);
}

QTEST_GUILESS_MAIN(TestBagFeatures)
#include "tst_bag_features.moc"
