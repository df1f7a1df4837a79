#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/rng.h"
#include "core/routing/landmark_kernel.h"
#include "core/routing/text_traits.h"

#include <cmath>
#include <string>

using namespace core;

namespace {

double dot(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    return sum;
}

std::vector<std::vector<float>> randomRows(std::size_t count, std::size_t dimensions)
{
    Rng rng(3);
    std::vector<std::vector<float>> rows(count, std::vector<float>(dimensions));
    for (auto& row : rows) {
        for (float& value : row) {
            value = static_cast<float>(rng.uniform() - 0.5);
        }
    }
    return rows;
}

/// The Gaussian kernel of the rows as the features' product should be, where the rows have mean 0 and spread 1.
std::vector<std::vector<float>> standardised(std::vector<std::vector<float>> rows)
{
    for (std::size_t d = 0; d < rows.front().size(); ++d) {
        double sum = 0;
        double squares = 0;
        for (const auto& row : rows) {
            sum += static_cast<double>(row[d]);
            squares += static_cast<double>(row[d]) * static_cast<double>(row[d]);
        }
        const double mean = sum / static_cast<double>(rows.size());
        const double spread = std::sqrt(squares / static_cast<double>(rows.size()) - mean * mean);
        for (auto& row : rows) {
            row[d] = static_cast<float>((static_cast<double>(row[d]) - mean) / spread);
        }
    }
    return rows;
}

} // namespace

class TestTextTraits final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void productsOfFeaturesAreTheKernelWhereEveryRowIsALandmark();
    void fewLandmarksAreNear();
    void equalRowsAndConstantColumnsAreFinite();
    void featuresDependOnTheSeedAlone();
    void storedPartsGiveTheSameFeatures();
    void partsThatDoNotFitAreNotWhole();
    void traitsTellFormsOfQuestionsApart();
    void everyTextHasFiniteTraits_data();
    void everyTextHasFiniteTraits();
};

void TestTextTraits::productsOfFeaturesAreTheKernelWhereEveryRowIsALandmark()
{
    const auto rows = standardised(randomRows(60, 5));
    const auto kernel = routing::LandmarkKernel::fit(rows, {60, 0.5, 1});
    QCOMPARE(kernel.size(), std::size_t{60});
    for (std::size_t i = 0; i < 10; ++i) {
        for (std::size_t j = 0; j < 10; ++j) {
            double squares = 0;
            for (std::size_t d = 0; d < 5; ++d) {
                const double difference = static_cast<double>(rows[i][d]) - static_cast<double>(rows[j][d]);
                squares += difference * difference;
            }
            const double wanted = std::exp(-squares / (2 * 0.5 * 5));
            QVERIFY(std::abs(dot(kernel.features(rows[i]), kernel.features(rows[j])) - wanted) < 0.02);
        }
    }
}

void TestTextTraits::fewLandmarksAreNear()
{
    const auto rows = standardised(randomRows(200, 3));
    const auto all = routing::LandmarkKernel::fit(rows, {200, 0.5, 1});
    const auto few = routing::LandmarkKernel::fit(rows, {80, 0.5, 1});
    QCOMPARE(few.size(), std::size_t{80});
    QVERIFY(std::abs(dot(few.features(rows[0]), few.features(rows[1]))
                - dot(all.features(rows[0]), all.features(rows[1])))
        < 0.1);
}

void TestTextTraits::equalRowsAndConstantColumnsAreFinite()
{
    const std::vector<std::vector<float>> rows(20, {1.0F, 2.0F});
    const auto kernel = routing::LandmarkKernel::fit(rows, {10, 0.5, 1});
    for (const float value : kernel.features(std::vector<float>{1.0F, 7.0F})) {
        QVERIFY(std::isfinite(value));
    }
    QVERIFY(routing::LandmarkKernel::fit({}, {}).features({}).empty());
}

void TestTextTraits::featuresDependOnTheSeedAlone()
{
    const auto rows = randomRows(50, 4);
    const auto one = routing::LandmarkKernel::fit(rows, {20, 0.5, 1}).features(rows[0]);
    QCOMPARE(routing::LandmarkKernel::fit(rows, {20, 0.5, 1}).features(rows[0]), one);
    QVERIFY(routing::LandmarkKernel::fit(rows, {20, 0.5, 2}).features(rows[0]) != one);
}

void TestTextTraits::storedPartsGiveTheSameFeatures()
{
    const auto rows = randomRows(50, 4);
    const auto kernel = routing::LandmarkKernel::fit(rows, {20, 0.5, 1});
    QVERIFY(routing::LandmarkKernel::isWhole(kernel.parts()));
    const routing::LandmarkKernel again(kernel.parts());
    QCOMPARE(again.features(rows[7]), kernel.features(rows[7]));
}

void TestTextTraits::partsThatDoNotFitAreNotWhole()
{
    auto parts = routing::LandmarkKernel::fit(randomRows(30, 4), {10, 0.5, 1}).parts();
    parts.whitening.pop_back();
    QVERIFY(!routing::LandmarkKernel::isWhole(parts));
    QVERIFY(routing::LandmarkKernel::isWhole({}));
}

void TestTextTraits::traitsTellFormsOfQuestionsApart()
{
    const std::vector<std::string> texts{"What is the capital of France?\nA. Paris\nB. Rome\nC. Madrid\nD. Berlin\nAnswer:",
        "What is 12 plus 30?\nA. 42\nB. 41\nC. 40\nD. 39\nAnswer:",
        "Tell me a story about a man who was not at home, because he had lost his key."};
    routing::TfIdf words;
    words.fit(std::vector<std::string_view>(texts.begin(), texts.end()));
    const auto choice = routing::textTraits(texts[0], words);
    const auto numeric = routing::textTraits(texts[1], words);
    const auto prose = routing::textTraits(texts[2], words);
    QCOMPARE(choice.size(), routing::kTraits);
    // Two multiple-choice questions are nearer to each other than either is to prose.
    const std::vector<std::vector<float>> rows{choice, numeric, prose};
    const auto kernel = routing::LandmarkKernel::fit(rows, {3, 0.5, 1});
    const auto a = kernel.features(choice);
    QVERIFY(dot(a, kernel.features(numeric)) > dot(a, kernel.features(prose)));
}

void TestTextTraits::everyTextHasFiniteTraits_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("empty") << std::string();
    QTest::newRow("blank") << std::string(" \n\t ");
    QTest::newRow("one megabyte") << std::string(1 << 20, 'x');
    QTest::newRow("lines") << std::string(1000, '\n');
    QTest::newRow("choices without words") << std::string("A. \nB. \nC. ");
    QTest::newRow("broken UTF-8 and NUL") << std::string("\xff\xfe\0\x80 x(", 7);
}

void TestTextTraits::everyTextHasFiniteTraits()
{
    QFETCH(std::string, text);
    const auto traits = routing::textTraits(text, {});
    QCOMPARE(traits.size(), routing::kTraits);
    for (const float value : traits) {
        QVERIFY(std::isfinite(value));
    }
}

QTEST_GUILESS_MAIN(TestTextTraits)
#include "tst_text_traits.moc"
