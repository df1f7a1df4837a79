#include <QTest>

#include "core/base/rng.h"
#include "core/distill/distillation_loss.h"
#include "core/distill/label_probabilities.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <vector>

using namespace core;
using namespace core::distill;

namespace {

bool isNear(double value, double expected, double tolerance = 1e-9)
{
    return std::abs(value - expected) <= tolerance;
}

domain::TokenLogprob token(const std::string& text, double probability)
{
    return {text, std::log(probability)};
}

double probabilityOf(const domain::LabelDistribution& told, const std::string& label)
{
    for (const domain::LabelProbability& entry : told) {
        if (entry.label == label) {
            return entry.probability;
        }
    }
    return 0;
}

const std::set<std::string> kLabels{"card_lost", "card_found", "refund", "refund_status"};

} // namespace

class TestDistillation final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// softmax(ln 4, 0) = (.8, .2) and at T = 2 (2/3, 1/3); the teacher's (.9, .1) is (.75, .25) there.
    void theLossIsThatComputedByHand()
    {
        const std::array logits{std::log(4.0), 0.0};
        const std::array target{1.0, 0.0};
        const std::vector<double> teacher = softened(std::array{0.9, 0.1}, 2);
        QVERIFY(isNear(teacher[0], 0.75) && isNear(teacher[1], 0.25));
        std::array<double, 2> gradient{};
        const double loss = distillationLoss(logits, target, teacher, {2, 0.25}, gradient);
        const double divergence = 0.75 * std::log(9.0 / 8) + 0.25 * std::log(3.0 / 4);
        QVERIFY(isNear(loss, 0.75 * -std::log(0.8) + 0.25 * 4 * divergence));
        QVERIFY(isNear(loss, 0.1837744222, 1e-9));
        QVERIFY(isNear(gradient[0], 0.75 * -0.2 + 0.25 * 2 * (2.0 / 3 - 0.75)));
        QVERIFY(isNear(gradient[0], -gradient[1]));
    }

    void withoutATeacherItIsTheCrossEntropy()
    {
        const std::array logits{std::log(4.0), 0.0};
        const std::array target{1.0, 0.0};
        std::array<double, 2> gradient{};
        QVERIFY(isNear(distillationLoss(logits, target, {}, {2, 0.5}, gradient), -std::log(0.8)));
        QVERIFY(isNear(gradient[0], -0.2));
        const std::vector<double> teacher = softened(std::array{0.1, 0.9}, 2);
        QVERIFY(isNear(distillationLoss(logits, target, teacher, {2, 0}, gradient), -std::log(0.8)));
        QVERIFY(isNear(gradient[0], -0.2));
    }

    void aStudentLikeItsTeacherHasNothingLeftToLearnFromIt()
    {
        const std::array logits{2.0, -1.0, 0.5};
        std::array<double, 3> probabilities{};
        std::transform(logits.begin(), logits.end(), probabilities.begin(), [](double logit) { return std::exp(logit); });
        const double sum = std::accumulate(probabilities.begin(), probabilities.end(), 0.0);
        for (double& probability : probabilities) {
            probability /= sum;
        }
        std::array<double, 3> gradient{};
        const std::array target{1.0, 0.0, 0.0};
        QVERIFY(isNear(distillationLoss(logits, target, softened(probabilities, 3), {3, 1}, gradient), 0));
        for (const double slope : gradient) {
            QVERIFY(isNear(slope, 0));
        }
    }

    void theGradientIsTheLossesSlope()
    {
        Rng rng(7);
        const std::vector<DistillationParameters> all{{1, 0.5}, {2, 0.5}, {5, 0.9}, {2, 1}};
        for (const DistillationParameters& parameters : all) {
            std::vector<double> logits(6);
            std::vector<double> told(6);
            std::vector<double> target(6, 0.05 / 6);
            for (std::size_t i = 0; i < logits.size(); ++i) {
                logits[i] = 3 * rng.normal();
                told[i] = i == 4 ? 0.0 : rng.uniform(); // a label that the teacher excludes
            }
            target[2] += 0.95;
            const std::vector<double> teacher = softened(told, parameters.temperature);
            std::vector<double> gradient(6);
            std::vector<double> ignored(6);
            static_cast<void>(distillationLoss(logits, target, teacher, parameters, gradient));
            for (std::size_t i = 0; i < logits.size(); ++i) {
                constexpr double kStep = 1e-5;
                std::vector<double> up = logits;
                std::vector<double> down = logits;
                up[i] += kStep;
                down[i] -= kStep;
                const double slope = (distillationLoss(up, target, teacher, parameters, ignored)
                                         - distillationLoss(down, target, teacher, parameters, ignored))
                    / (2 * kStep);
                QVERIFY2(isNear(gradient[i], slope, 1e-6), qPrintable(QString::number(gradient[i] - slope)));
            }
        }
    }

    void hugeLogitsStayFinite()
    {
        const std::array logits{1e4, -1e4};
        std::array<double, 2> gradient{};
        QVERIFY(std::isfinite(
            distillationLoss(logits, std::array{0.0, 1.0}, softened(std::array{0.5, 0.5}, 2), {2, 0.5}, gradient)));
        QVERIFY(std::isfinite(gradient[0]) && std::isfinite(gradient[1]));
    }

    /// .7 begin "card", of which .8 go on "_lost"; .2 begin "refund", which two labels share; .1 are no label.
    void labelsGetTheProbabilityOfTheTokensThatTheyBeginWith()
    {
        const std::vector<domain::TokenAlternatives> answer{
            {token(" Card", 0.7), token("refund", 0.2), token("x", 0.1)}, {token("_lost", 0.8), token("_found", 0.2)}};
        const auto told = labelProbabilities(answer, kLabels);
        QVERIFY(told.has_value());
        QCOMPARE(told->front().label, std::string("card_lost"));
        QVERIFY(isNear(probabilityOf(*told, "card_lost"), 0.56 / 0.9));
        QVERIFY(isNear(probabilityOf(*told, "card_found"), 0.14 / 0.9));
        QVERIFY(isNear(probabilityOf(*told, "refund"), 0.1 / 0.9));
        QVERIFY(isNear(probabilityOf(*told, "refund_status"), 0.1 / 0.9));
    }

    void anAnswerThatAnotherLabelBeginsWithIsItself()
    {
        const auto ended = labelProbabilities(std::vector<domain::TokenAlternatives>{{token("refund", 0.9)}}, kLabels);
        QVERIFY(ended.has_value() && ended->size() == 1);
        QVERIFY(isNear(probabilityOf(*ended, "refund"), 1));
        const auto withLineEnd = labelProbabilities(
            std::vector<domain::TokenAlternatives>{{token("refund", 0.9)}, {token("\n", 0.9), token("_status", 0.1)}}, kLabels);
        QVERIFY(withLineEnd.has_value());
        QVERIFY(isNear(probabilityOf(*withLineEnd, "refund_status"), 0.09 / (0.81 + 0.09)));
    }

    void tooLittleIsNotTold_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("no tokens") << 0;
        QTest::newRow("no label") << 1;
        QTest::newRow("covers too little") << 2;
        QTest::newRow("only white space") << 3;
        QTest::newRow("not a number") << 4;
    }

    void tooLittleIsNotTold()
    {
        QFETCH(int, which);
        const std::vector<std::vector<domain::TokenAlternatives>> answers{{},
            {{token("The", 0.9), token("refund", 0.1)}, {token(" label", 1)}}, {{token("card_lost", 0.3)}},
            {{token("\n", 0.9)}}, {{{"card_lost", std::numeric_limits<double>::quiet_NaN()}}}};
        QVERIFY(!labelProbabilities(answers[static_cast<std::size_t>(which)], kLabels));
        QVERIFY(!labelProbabilities(answers[static_cast<std::size_t>(which)], {}));
    }
};

QTEST_GUILESS_MAIN(TestDistillation)
#include "tst_distillation.moc"
