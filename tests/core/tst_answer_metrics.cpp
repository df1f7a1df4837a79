#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/evaluation/aggregate_metrics.h"
#include "core/evaluation/answer_metrics.h"
#include "core/evaluation/entity_spans.h"

#include <cmath>

using namespace core;
using namespace core::evaluation;

namespace
{

domain::Reference labelled(std::vector<std::string> labels)
{
    return {std::move(labels), {}, {}};
}
domain::Reference tagged(const char* tags)
{
    return {{}, splitTags(tags), {}};
}

} // namespace

class TestAnswerMetrics final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyRightLabelCounts();
    void entityF1NeedsExactSpans_data();
    void entityF1NeedsExactSpans();
    void textMetricsMatchHandComputedValues_data();
    void textMetricsMatchHandComputedValues();
    void qualityFollowsTheTasksMetric();
    void aHitOnASecondLabelIsATrueClass();
    void macroF1WeighsClassesEqually();
    void microEntityF1PoolsSpans();
    void bioTagsAreRecognised_data();
    void bioTagsAreRecognised();
};

void TestAnswerMetrics::anyRightLabelCounts()
{
    const std::vector<std::string> labels{"Renewal Term", "Expiration Date"};
    QCOMPARE(labelMatch("Expiration Date", labels), 1.0);
    QCOMPARE(labelMatch("  renewal term\n", labels), 1.0);
    QCOMPARE(labelMatch("Renewal", labels), 0.0);
    QCOMPARE(labelMatch("", {}), 0.0);
}

void TestAnswerMetrics::entityF1NeedsExactSpans_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<double>("f1");
    QTest::newRow("equal") << "B-ORG I-ORG O B-PER"
                           << "B-ORG I-ORG O B-PER" << 1.0;
    QTest::newRow("short span") << "B-ORG O O B-PER"
                                << "B-ORG I-ORG O B-PER" << 0.5;
    QTest::newRow("wrong type") << "B-PER I-PER O B-PER"
                                << "B-ORG I-ORG O B-PER" << 0.5;
    QTest::newRow("two for one") << "B-ORG B-ORG O B-PER"
                                 << "B-ORG I-ORG O B-PER" << 0.4;
    QTest::newRow("orphan I opens") << "I-ORG I-ORG O I-PER"
                                    << "B-ORG I-ORG O B-PER" << 1.0;
    QTest::newRow("type change splits") << "B-ORG I-PER O O"
                                        << "B-ORG B-PER O O" << 1.0;
    QTest::newRow("too few tags") << "B-ORG I-ORG"
                                  << "B-ORG I-ORG O B-PER" << 2.0 / 3.0;
    QTest::newRow("nothing to find") << "O O"
                                     << "O O" << 1.0;
    QTest::newRow("false alarm") << "B-ORG O"
                                 << "O O" << 0.0;
    QTest::newRow("no tags at all") << ""
                                    << "B-ORG O" << 0.0;
}

void TestAnswerMetrics::entityF1NeedsExactSpans()
{
    QFETCH(QString, answer);
    QFETCH(QString, reference);
    QFETCH(double, f1);
    QCOMPARE(entityF1(answer.toStdString(), splitTags(reference.toStdString())), f1);
}

void TestAnswerMetrics::textMetricsMatchHandComputedValues_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("reference");
    QTest::addColumn<double>("bag");
    QTest::addColumn<double>("sequence");
    QTest::newRow("equal but for case") << "The cat sat."
                                        << "the CAT, sat" << 1.0 << 1.0;
    QTest::newRow("Lin's example") << "police kill the gunman"
                                   << "police killed the gunman" << 0.75 << 0.75;
    QTest::newRow("order matters") << "the gunman kill police"
                                   << "police killed the gunman" << 0.75 << 0.5;
    QTest::newRow("repeats count once each") << "a a a b"
                                             << "a b b" << 4.0 / 7.0 << 4.0 / 7.0;
    QTest::newRow("disjoint") << "one two"
                              << "three" << 0.0 << 0.0;
    QTest::newRow("empty answer") << ""
                                  << "three" << 0.0 << 0.0;
}

void TestAnswerMetrics::textMetricsMatchHandComputedValues()
{
    QFETCH(QString, answer);
    QFETCH(QString, reference);
    QFETCH(double, bag);
    QFETCH(double, sequence);
    QCOMPARE(tokenF1(answer.toStdString(), reference.toStdString()), bag);
    QCOMPARE(rougeL(answer.toStdString(), reference.toStdString()), sequence);
}

void TestAnswerMetrics::qualityFollowsTheTasksMetric()
{
    const auto summary = domain::presetTask("fin_summ").value();
    const auto reply = domain::presetTask("cs_response").value();
    const auto intent = domain::presetTask("cs_intent").value();
    const auto ner = domain::presetTask("fin_ner").value();
    const domain::Reference text{{}, {}, "police killed the gunman"};
    QCOMPARE(answerQuality(summary, "the gunman kill police", text), 0.5);
    QCOMPARE(answerQuality(reply, "the gunman kill police", text), 0.75);
    QCOMPARE(answerQuality(intent, "b", labelled({"a", "b"})), 1.0);
    QCOMPARE(answerQuality(ner, "B-ORG O", tagged("B-ORG O")), 1.0);
    QCOMPARE(answerQuality(intent, "b", {}), 0.0);
    QCOMPARE(answerQuality(ner, "O O", {}), 0.0);
    QCOMPARE(referenceAnswer(tagged("B-ORG O")), std::string("B-ORG O"));
    QCOMPARE(referenceAnswer(labelled({"a", "b"})), std::string("a"));
}

void TestAnswerMetrics::aHitOnASecondLabelIsATrueClass()
{
    const std::vector<std::string> answers{"b", "a"};
    const std::vector<domain::Reference> references{labelled({"a", "b"}), labelled({"a"})};
    QCOMPARE(accuracy(answers, references), 1.0);
    QCOMPARE(macroF1(answers, references), 1.0);
}

void TestAnswerMetrics::macroF1WeighsClassesEqually()
{
    // a: found 3, expected 2, hits 2 -> .8; b: found 1, expected 2, hits 1 -> 2/3; c: found 1, expected 1 ->
    // 1
    const std::vector<std::string> answers{"a", "a", "a", "b", "c"};
    const std::vector<domain::Reference> references{
        labelled({"a"}), labelled({"a"}), labelled({"b"}), labelled({"b"}), labelled({"c"})};
    QCOMPARE(accuracy(answers, references), 0.8);
    QCOMPARE(macroF1(answers, references), (0.8 + 2.0 / 3.0 + 1.0) / 3.0);
    QVERIFY(std::isnan(accuracy({}, {})));
    QVERIFY(std::isnan(macroF1({}, {})));
}

void TestAnswerMetrics::microEntityF1PoolsSpans()
{
    const std::vector<std::string> answers{"B-ORG O B-PER", "O O"};
    const std::vector<domain::Reference> references{tagged("B-ORG O B-LOC"), tagged("B-PER O")};
    QCOMPARE(microEntityF1(answers, references), 2.0 / 5.0);
    const auto score = aggregateScore(domain::presetTask("fin_ner").value(), answers, references);
    QCOMPARE(score.meanQuality, 0.25);
    QCOMPARE(score.meetsFloorShare, 0.0);
    QCOMPARE(score.entityF1.value(), 0.4);
    QVERIFY(!score.macroF1.has_value());
}

void TestAnswerMetrics::bioTagsAreRecognised_data()
{
    QTest::addColumn<QString>("tag");
    QTest::addColumn<bool>("isTag");
    QTest::newRow("outside") << "O" << true;
    QTest::newRow("begin") << "B-PER" << true;
    QTest::newRow("inside") << "I-work_of-art2" << true;
    QTest::newRow("no type") << "B-" << false;
    QTest::newRow("no dash") << "BPER" << false;
    QTest::newRow("end tag") << "E-PER" << false;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("space") << "B-P R" << false;
}

void TestAnswerMetrics::bioTagsAreRecognised()
{
    QFETCH(QString, tag);
    QFETCH(bool, isTag);
    QCOMPARE(isBioTag(tag.toStdString()), isTag);
}

QTEST_GUILESS_MAIN(TestAnswerMetrics)
#include "tst_answer_metrics.moc"
