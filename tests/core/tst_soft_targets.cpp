#include <QTest>

#include "core/engine/soft_targets.h"
#include "tests/core/loop_fakes.h"

#include <cmath>

using namespace core;
using namespace core::engine;

namespace {

domain::LabelDistribution told(double refund)
{
    return {{"refund", refund}, {"card", 1 - refund}};
}

/// Tells the same of every text, or token.
class TellingStudent final : public ports::Student {
public:
    Result<ports::StudentAnswer> answer(const std::string&, std::span<const std::string>) const override
    {
        return ports::StudentAnswer{"refund", 0.9, 0.8, 0.1};
    }
    std::vector<domain::LabelDistribution> distributions(
        const std::string&, std::span<const std::string> tokens) const override
    {
        return std::vector<domain::LabelDistribution>(std::max<std::size_t>(1, tokens.size()), told(0.9));
    }
    domain::TaskKind kind() const override { return domain::TaskKind::Classification; }
    std::string taskId() const override { return "task"; }
    std::string fingerprint() const override { return "f00d"; }
};

domain::Example labelled(const std::string& label)
{
    return fakes::labelledText("h", "money back", label, domain::DataSplit::Training).example;
}

} // namespace

class TestSoftTargets final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsKnownAlreadyIsKept()
    {
        std::vector<domain::Example> training{labelled("refund")};
        training.front().softTargets = {told(0.6)};
        const TellingStudent stronger;
        QCOMPARE(addSoftTargets(training, fakes::intentTask(), {fakes::studentAndEndpoint().back(), &stronger}), std::size_t{1});
        QVERIFY(training.front().softTargets == std::vector<core::domain::LabelDistribution>{told(0.6)});
    }

    void aStrongerStudentTellsAndIsNotHeardWhereItIsWrong()
    {
        std::vector<domain::Example> training{labelled("refund"), labelled("card")};
        const TellingStudent stronger;
        QCOMPARE(addSoftTargets(training, fakes::intentTask(), {fakes::studentAndEndpoint().back(), &stronger}), std::size_t{1});
        QVERIFY(training[0].softTargets == std::vector<core::domain::LabelDistribution>{told(0.9)});
        QVERIFY(training[1].softTargets.empty());
    }

    void recordedTokensOfTheLastTierTell()
    {
        std::vector<domain::Example> training{labelled("refund"), labelled("card")};
        domain::RecordedResponse response{"refund", 1.0, 10, 1, 1.0, {}};
        response.topLogprobs = {{{"refund", std::log(0.6)}, {"card", std::log(0.4)}}};
        training[0].responses["big"] = response;
        training[1].responses["another"] = response;
        QCOMPARE(addSoftTargets(training, fakes::intentTask(), {fakes::studentAndEndpoint().back()}), std::size_t{1});
        QCOMPARE(training[0].softTargets.front().front().label, std::string("refund"));
        QVERIFY(std::abs(training[0].softTargets.front().front().probability - 0.6) < 1e-9);
        QVERIFY(training[1].softTargets.empty());
    }

    void withoutATeacherNothingIsTold()
    {
        std::vector<domain::Example> training{labelled("refund")};
        QCOMPARE(addSoftTargets(training, fakes::intentTask(), {fakes::studentAndEndpoint().back()}), std::size_t{0});
        QVERIFY(training.front().softTargets.empty());
    }

    void tagsAreComparedOneByOne()
    {
        domain::Task task = fakes::intentTask();
        task.kind = domain::TaskKind::Tagging;
        domain::Example example;
        example.tokens = {"a", "b", "c"};
        example.reference.tags = {"refund", "card", "refund"};
        std::vector<domain::Example> training{example, example};
        training.back().reference.tags.assign(3, "card");
        const TellingStudent stronger;
        QCOMPARE(addSoftTargets(training, task, {fakes::studentAndEndpoint().back(), &stronger}), std::size_t{1});
        QCOMPARE(training.front().softTargets.size(), std::size_t{3});
        QVERIFY(training.front().softTargets[0] == told(0.9));
        QVERIFY(training.front().softTargets[1].empty());
        QVERIFY(training.back().softTargets.empty());
    }

    void onlyClassificationIsReadOffTokens()
    {
        domain::Task task = fakes::intentTask();
        const std::vector<domain::TokenAlternatives> tokens{{{"refund", -0.1}}};
        QCOMPARE(softTargetsFrom(task, tokens, {"refund", "card"}).size(), std::size_t{1});
        task.kind = domain::TaskKind::Tagging;
        QVERIFY(softTargetsFrom(task, tokens, {"refund", "card"}).empty());
    }
};

QTEST_GUILESS_MAIN(TestSoftTargets)
#include "tst_soft_targets.moc"
