#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/rng.h"
#include "core/torch/tag_field.h"

#include <algorithm>
#include <cmath>

using namespace core::torch;

namespace {
constexpr std::size_t kTags = 3;
constexpr std::uint32_t kBuckets = 16;

TagField randomField()
{
    core::Rng rng(7);
    std::vector<float> weights((kBuckets + kTags + 1) * kTags);
    std::generate(weights.begin(), weights.end(), [&] { return static_cast<float>(rng.normal()); });
    return {kTags, weights};
}

double scoreOf(const TagField& field, const std::vector<FeatureBag>& bags, const std::vector<std::size_t>& sequence)
{
    double score = 0;
    std::size_t previous = kTags;
    for (std::size_t i = 0; i < bags.size(); ++i) {
        for (const FeatureHash feature : bags[i]) {
            score += static_cast<double>(field.weights()[bucketOf(feature, 0, kBuckets) * kTags + sequence[i]]);
        }
        score += static_cast<double>(field.weights()[(kBuckets + previous) * kTags + sequence[i]]);
        previous = sequence[i];
    }
    return score;
}

FeatureBag bagOf(const char* word)
{
    return {featureHash(word)};
}

/// "x" is the tag of the token before it turned round: a judge of single tokens cannot know.
std::vector<TaggedText> alternatingTexts(std::size_t count)
{
    core::Rng rng(3);
    std::vector<TaggedText> texts;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isFirst = rng.chance(0.5);
        TaggedText text{{bagOf(isFirst ? "a" : "b")}, {isFirst ? 0U : 1U}};
        for (int token = 0; token < 3; ++token) {
            text.bags.push_back(bagOf("x"));
            text.tags.push_back(1 - text.tags.back());
        }
        texts.push_back(text);
    }
    return texts;
}

std::size_t likeliest(const std::vector<double>& marginals, std::size_t token, std::size_t tags)
{
    const auto row = marginals.begin() + static_cast<std::ptrdiff_t>(token * tags);
    return static_cast<std::size_t>(std::max_element(row, row + static_cast<std::ptrdiff_t>(tags)) - row);
}
} // namespace

class TestTagField final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marginalsAreThoseOfEverySequenceSummed();
    void aTextOfOneTokenIsALogisticRegression();
    void whatTheTokenBeforeSaysIsLearnt();
    void theSameSeedGivesTheSameField();
    void cancelledIsSaid();
    void weightsThatFitNoTagsAreRefused();
    void poolingIsSymmetricAndNormalised();
};

void TestTagField::marginalsAreThoseOfEverySequenceSummed()
{
    const TagField field = randomField();
    const std::vector<FeatureBag> bags{{1, 2, 3}, {4}, {}, {5, 5}};
    std::vector<double> sums(bags.size() * kTags, 0.0);
    double all = 0;
    for (std::size_t code = 0; code < 81; ++code) {
        const std::vector<std::size_t> sequence{code % 3, code / 3 % 3, code / 9 % 3, code / 27};
        const double weight = std::exp(scoreOf(field, bags, sequence));
        all += weight;
        for (std::size_t i = 0; i < bags.size(); ++i) {
            sums[i * kTags + sequence[i]] += weight;
        }
    }
    const std::vector<double> marginals = field.logMarginals(bags);
    QCOMPARE(marginals.size(), sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) {
        QVERIFY(std::abs(std::exp(marginals[i]) - sums[i] / all) < 1e-9);
    }
    QVERIFY(field.logMarginals({}).empty());
}

void TestTagField::aTextOfOneTokenIsALogisticRegression()
{
    std::vector<TaggedText> texts;
    for (int i = 0; i < 200; ++i) {
        texts.push_back({{bagOf(i % 4 == 0 ? "rare" : "common")}, {i % 4 == 0 ? 1U : 0U}});
    }
    const auto field = fitTagField(texts, 2, {}, {});
    QVERIFY(field);
    QVERIFY(std::exp(field->logMarginals(std::vector<FeatureBag>{bagOf("rare")})[1]) > 0.8);
    QVERIFY(std::exp(field->logMarginals(std::vector<FeatureBag>{bagOf("common")})[0]) > 0.8);
}

void TestTagField::whatTheTokenBeforeSaysIsLearnt()
{
    const auto field = fitTagField(alternatingTexts(200), 2, {}, {});
    QVERIFY(field);
    for (const TaggedText& text : alternatingTexts(20)) {
        const std::vector<double> marginals = field->logMarginals(text.bags);
        for (std::size_t token = 0; token < text.tags.size(); ++token) {
            QCOMPARE(likeliest(marginals, token, 2), text.tags[token]);
        }
    }
}

void TestTagField::theSameSeedGivesTheSameField()
{
    const auto texts = alternatingTexts(50);
    TagFieldOptions options;
    options.epochs = 2;
    const auto first = fitTagField(texts, 2, options, {});
    const auto again = fitTagField(texts, 2, options, {});
    options.seed = 2;
    const auto other = fitTagField(texts, 2, options, {});
    QVERIFY(first && again && other);
    QVERIFY(first->weights() == again->weights());
    QVERIFY(first->weights() != other->weights());
}

void TestTagField::cancelledIsSaid()
{
    const auto field = fitTagField(alternatingTexts(10), 2, {}, [](double, double) { return false; });
    QVERIFY(!field);
    QVERIFY(field.error().code == core::ErrorCode::Cancelled);
}

void TestTagField::weightsThatFitNoTagsAreRefused()
{
    QVERIFY(randomField().isConsistent());
    QVERIFY(!TagField(kTags, std::vector<float>(kTags * (kTags + 1))).isConsistent()); // no features
    QVERIFY(!TagField(kTags, std::vector<float>(1000)).isConsistent());
    QVERIFY(!TagField(kTags, {}).isConsistent());
    QVERIFY(!TagField(0, std::vector<float>(10)).isConsistent());
}

void TestTagField::poolingIsSymmetricAndNormalised()
{
    const std::vector<double> a{0.7, 0.2, 0.1};
    const std::vector<double> b{0.1, 0.6, 0.3};
    const auto logarithms = [](std::vector<double> values) {
        std::transform(values.begin(), values.end(), values.begin(), [](double value) { return std::log(value); });
        return values;
    };
    const std::vector<double> ab = pooledDistribution(a, logarithms(b));
    const std::vector<double> ba = pooledDistribution(b, logarithms(a));
    double sum = 0;
    for (std::size_t i = 0; i < ab.size(); ++i) {
        QVERIFY(std::abs(ab[i] - ba[i]) < 1e-12);
        sum += ab[i];
    }
    QVERIFY(std::abs(sum - 1) < 1e-12);
    QVERIFY(std::abs(ab[0] / ab[1] - std::sqrt(0.7 * 0.1 / (0.2 * 0.6))) < 1e-9);
}

QTEST_GUILESS_MAIN(TestTagField)
#include "tst_tag_field.moc"
