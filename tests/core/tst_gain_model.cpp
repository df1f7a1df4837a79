#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/rng.h"
#include "core/routing/gain_model.h"
#include "core/routing/variance_weights.h"

#include <cmath>
#include <limits>

using namespace core;

namespace {

/// Words say whether the cheap model fails; the dear one is right always.
ports::RouterTrainingSet trainingSet(std::size_t count = 800)
{
    static const std::vector<std::string> kEasy{
        "balance", "password", "address", "opening", "refund", "card", "receipt", "branch"};
    static const std::vector<std::string> kHard{
        "derivative", "liability", "indemnity", "treaty", "estoppel", "novation", "escrow", "tort"};
    Rng rng(5);
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    for (std::size_t i = 0; i < count; ++i) {
        const bool isHard = rng.chance(0.5);
        const std::string word = (isHard ? kHard : kEasy)[rng.below(8)];
        set.training.push_back({"task" + std::to_string(rng.below(3)),
            "please explain my " + word + " case " + std::to_string(rng.below(40)),
            {rng.chance(isHard ? 0.1 : 0.95) ? 1.0 : 0.0, 1.0}});
    }
    return set;
}

double gain(const routing::GainModel& model, const std::string& task, const std::string& text)
{
    const auto prediction = model.predict(task, text);
    return prediction.tiers[1].expectedQuality - prediction.tiers[0].expectedQuality;
}

} // namespace

class TestGainModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyComponentFindsTheGain_data();
    void everyComponentFindsTheGain();
    void aTaskNeverSeenIsPredictedFromItsText();
    void theFormOfATextTellsTheGain_data();
    void theFormOfATextTellsTheGain();
    void longTextsOfTasksNeverSeenGoUp();
    void contradictoryPreferencesGiveNoGain();
    void nothingObservedIsRefused();
    void neighboursAreExact();
    void rowsAddedLaterChangeNoSimilarity();
    void aTextOfTheSameFormIsTheNearerNeighbour();
    void uncertainGainsWeighLess();
    void ridgeMatchesTheNormalEquations();
    void ridgeSolvesEveryOutputAlike();
    void novelTextsAreFlagged();
};

void TestGainModel::everyComponentFindsTheGain_data()
{
    QTest::addColumn<bool>("heads");
    QTest::addColumn<bool>("neighbours");
    QTest::newRow("heads") << true << false;
    QTest::newRow("neighbours") << false << true;
    QTest::newRow("stack") << true << true;
}

void TestGainModel::everyComponentFindsTheGain()
{
    QFETCH(bool, heads);
    QFETCH(bool, neighbours);
    routing::GainOptions options;
    options.usesHeads = heads;
    options.usesNeighbours = neighbours;
    const auto model = routing::GainModel::fit(trainingSet(), options);
    QVERIFY(model);
    QVERIFY(gain(*model, "task1", "please explain my treaty case 3")
        > gain(*model, "task1", "please explain my balance case 3") + 0.5);
}

void TestGainModel::aTaskNeverSeenIsPredictedFromItsText()
{
    const auto model = routing::GainModel::fit(trainingSet(), {});
    QVERIFY(model);
    QVERIFY(gain(*model, "never seen", "please explain my treaty case 3")
        > gain(*model, "never seen", "please explain my balance case 3") + 0.4);
}

void TestGainModel::theFormOfATextTellsTheGain_data()
{
    QTest::addColumn<bool>("traits");
    QTest::newRow("with traits") << true;
    QTest::newRow("without") << false;
}

void TestGainModel::theFormOfATextTellsTheGain()
{
    QFETCH(bool, traits);
    // Words are drawn alike; only the cheap model's trouble with choices under a question is to be learnt.
    Rng rng(9);
    const auto text = [&rng](bool hasChoices) {
        std::string words;
        for (int i = 0; i < 8; ++i) {
            words += (i == 0 ? "w" : " w") + std::to_string(rng.below(2000));
        }
        return hasChoices ? words + "\nA. w1\nB. w2\nC. w3" : words + " A. w1 B. w2 C. w3";
    };
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    for (int i = 0; i < 600; ++i) {
        const bool hasChoices = rng.chance(0.5);
        set.training.push_back({"task", text(hasChoices), {hasChoices ? 0.0 : 1.0, 1.0}});
    }
    routing::GainOptions options;
    options.usesTraits = traits;
    options.usesNeighbours = false;
    const auto model = routing::GainModel::fit(set, options);
    QVERIFY(model);
    double difference = 0;
    for (int i = 0; i < 20; ++i) {
        difference += (gain(*model, "task", text(true)) - gain(*model, "task", text(false))) / 20;
    }
    QVERIFY(traits ? difference > 0.7 : std::abs(difference) < 0.1);
}

void TestGainModel::longTextsOfTasksNeverSeenGoUp()
{
    // Nothing can be learnt from texts without a pattern, so that what is believed of length decides.
    Rng rng(11);
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    for (int i = 0; i < 400; ++i) {
        set.training.push_back({"task" + std::to_string(i % 20), "word" + std::to_string(rng.below(50)),
            {rng.chance(0.5) ? 1.0 : 0.0, rng.chance(0.7) ? 1.0 : 0.0}});
    }
    std::string longText;
    for (int i = 0; i < 60; ++i) {
        longText += "word" + std::to_string(i % 50) + " ";
    }
    const auto lead = [&](double prior) {
        routing::GainOptions options;
        options.lengthPrior = prior;
        const auto model = routing::GainModel::fit(set, options);
        return model ? gain(*model, "never seen", longText) - gain(*model, "never seen", "word1") : -1.0;
    };
    const double expected = 0.05 * std::log((1.0 + static_cast<double>(longText.size())) / 6);
    QVERIFY(std::abs(lead(0.05) - lead(0) - expected) < 0.05);
    const auto model = routing::GainModel::fit(set, {});
    QVERIFY(model);
    QCOMPARE(model->stackFor("task1").weights[routing::kLength], 0.0);
}

void TestGainModel::contradictoryPreferencesGiveNoGain()
{
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    for (int i = 0; i < 200; ++i) {
        const double wins = i % 2 == 0 ? 1.0 : 0.0;
        set.training.push_back({"task", "the same text", {1 - wins, wins}});
    }
    const auto model = routing::GainModel::fit(set, {});
    QVERIFY(model);
    QVERIFY(std::abs(gain(*model, "task", "the same text")) < 0.05);
}

void TestGainModel::nothingObservedIsRefused()
{
    ports::RouterTrainingSet set = trainingSet(20);
    for (auto& example : set.training) {
        example.quality.assign(2, std::numeric_limits<double>::quiet_NaN());
    }
    QVERIFY(routing::GainModel::fit(set, {}).error().code == ErrorCode::InvalidArgument);
}

void TestGainModel::neighboursAreExact()
{
    routing::NeighbourIndex index;
    const std::vector<routing::SparseVector> rows{{{1, 1.0F}}, {{1, 0.6F}, {2, 0.8F}}, {{3, 1.0F}}};
    index.build(rows);
    const auto found = index.nearest({{2, 1.0F}, {1, 0.5F}}, 5);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].row, std::size_t{1});
    QVERIFY(std::abs(found[0].similarity - 1.1F) < 1e-6F);
    QCOMPARE(index.nearest({{1, 1.0F}}, 5, [](std::size_t row) { return row != 0; }).front().row, std::size_t{1});
}

void TestGainModel::rowsAddedLaterChangeNoSimilarity()
{
    std::vector<routing::SparseVector> rows(30, {{1, 1.0F}});
    rows.push_back({{2, 1.0F}});
    routing::NeighbourIndex before;
    before.build(rows, 0.5);
    const std::size_t counted = rows.size();
    rows.insert(rows.end(), 60, {{2, 1.0F}}); // very many have the second feature now
    routing::NeighbourIndex after;
    after.build(rows, 0.5, counted);
    const routing::SparseVector query{{1, 0.5F}, {2, 0.5F}};
    QCOMPARE(after.commonMass(query), before.commonMass(query));
    const auto found = after.nearest(query, 1, [&](std::size_t row) { return row < counted; });
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().row, before.nearest(query, 1).front().row);
    QCOMPARE(found.front().similarity, before.nearest(query, 1).front().similarity);
}

void TestGainModel::aTextOfTheSameFormIsTheNearerNeighbour()
{
    ports::RouterTrainingSet set;
    set.tierIds = {"small", "large"};
    const auto choice = [](const std::string& topic) { return topic + ": A. 12 B. 34 C. 56 D. 78?"; };
    for (const std::string topic : {"harbour", "railway", "orchard", "glacier", "theatre", "library"}) {
        for (int i = 0; i < 5; ++i) {
            set.training.push_back({"task", "tell me of one " + topic + " or more", {1.0, 1.0}});
            set.training.push_back({"task", choice(topic), {0.0, 1.0}});
        }
    }
    const auto share = [&](double traitShare) {
        routing::GainOptions options;
        options.neighbours = 5;
        options.neighbourTraitShare = traitShare;
        const auto model = routing::GainModel::fit(set, options);
        const auto near = model->retrieve(model->read(choice("harbour")), model->taskNumber("task")).near;
        const auto alike = std::count_if(near.begin(), near.end(),
            [&](const auto& neighbour) { return model->indexed[neighbour.row].quality[0] < 0.5F; });
        return static_cast<double>(alike) / static_cast<double>(near.size());
    };
    QCOMPARE(share(0.9), 1.0);
}

void TestGainModel::uncertainGainsWeighLess()
{
    // The gain is always 0 where the first feature is, -1 or 1 where the second is.
    const routing::SparseVector sure{{0, 1.0F}};
    const routing::SparseVector unsure{{1, 1.0F}};
    const std::vector<std::vector<double>> qualities{{1.0, 1.0}, {1.0, 0.0}, {0.0, 1.0}};
    std::vector<routing::RidgeRow> rows;
    for (int i = 0; i < 40; ++i) {
        rows.push_back({&sure, qualities[0]});
        rows.push_back({&unsure, qualities[i % 2 == 0 ? 1 : 2]});
    }
    routing::RidgeOptions options;
    options.penalty = 0.1;
    std::vector<routing::RidgeRow> weighted = rows;
    routing::weighByVariance(weighted, 2, 2, options, 0.25);
    double sum = 0;
    for (const auto& row : weighted) {
        sum += row.weight;
    }
    QVERIFY(std::abs(sum - static_cast<double>(rows.size())) < 1e-9);
    QVERIFY(std::abs(weighted[0].weight / weighted[1].weight - 4) < 0.1); // variances of .25 at least, and 1
    routing::weighByVariance(rows, 2, 2, options, 1);
    QCOMPARE(rows[0].weight, rows[1].weight); // 1 and more: all alike
}

void TestGainModel::ridgeMatchesTheNormalEquations()
{
    // One feature, centred targets -.5 and .5 at x = -1 and 1: w = 1 / (2 + penalty).
    const routing::SparseVector low{{0, -1.0F}};
    const routing::SparseVector high{{0, 1.0F}};
    const std::vector<double> none{0.0};
    const std::vector<double> one{1.0};
    const std::vector<routing::RidgeRow> rows{{&low, none}, {&high, one}};
    routing::SparseRidge ridge;
    ridge.fit(rows, 1, 1, {2.0, 10});
    QVERIFY(std::abs(ridge.weights()[0] - 0.25F) < 1e-6F);
    QCOMPARE(ridge.biases()[0], 0.5);
}

void TestGainModel::ridgeSolvesEveryOutputAlike()
{
    core::Rng rng(5);
    std::vector<routing::SparseVector> features(60);
    std::vector<std::vector<double>> targets(features.size());
    for (std::size_t i = 0; i < features.size(); ++i) {
        for (std::uint32_t f = 0; f < 12; ++f) {
            features[i].push_back({f, static_cast<float>(rng.uniform(-1, 1) * (1 + f))});
        }
        targets[i] = {rng.uniform(), rng.uniform(), rng.uniform()};
    }
    const auto fitted = [&](std::size_t outputs, double tolerance) {
        std::vector<routing::RidgeRow> rows;
        for (std::size_t i = 0; i < features.size(); ++i) {
            rows.push_back({&features[i], std::span(targets[i]).first(outputs)});
        }
        routing::SparseRidge ridge;
        ridge.fit(rows, 12, outputs, {2.0, 100, tolerance});
        return ridge.weights();
    };
    const std::vector<float> three = fitted(3, 1e-6);
    const std::vector<float> two = fitted(2, 1e-6);
    const std::vector<float> one = fitted(1, 1e-6);
    const std::vector<float> near = fitted(1, routing::RidgeOptions().tolerance);
    const std::vector<float> unsolved = fitted(1, 1.0);
    for (std::size_t f = 0; f < one.size(); ++f) {
        QVERIFY(std::abs(three[3 * f] - one[f]) < 1e-5F);
        QVERIFY(std::abs(two[2 * f] - one[f]) < 1e-5F);
        QVERIFY(std::abs(three[3 * f + 1] - two[2 * f + 1]) < 1e-5F);
        QVERIFY(std::abs(near[f] - one[f]) < 1e-3F);
        QCOMPARE(unsolved[f], 0.0F); // as good as wanted before the first step
    }
}

void TestGainModel::novelTextsAreFlagged()
{
    const auto model = routing::GainModel::fit(trainingSet(), {});
    QVERIFY(model);
    QVERIFY(!model->predict("task1", "please explain my treaty case 3").isNovel);
    QVERIFY(model->predict("task1", "zygomorphic capacitors whirr").isNovel);
    QVERIFY(model->predict("task1", "").isNovel);
}

QTEST_GUILESS_MAIN(TestGainModel)
#include "tst_gain_model.moc"
