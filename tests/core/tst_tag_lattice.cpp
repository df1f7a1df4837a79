#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/torch/tag_lattice.h"

#include <cmath>

using namespace core::torch;

namespace {
const std::vector<std::string> kTags{"B-ORG", "B-PER", "I-ORG", "I-PER", "O"};
constexpr std::size_t kBeginOrg = 0;
constexpr std::size_t kInsideOrg = 2;
constexpr std::size_t kInsidePer = 3;
constexpr std::size_t kOutside = 4;

std::vector<double> rowFor(std::size_t best, std::size_t second)
{
    std::vector<double> row(kTags.size(), std::log(0.01));
    row[best] = std::log(0.6);
    row[second] = std::log(0.37);
    return row;
}

std::vector<double> joined(const std::vector<std::vector<double>>& rows)
{
    std::vector<double> all;
    for (const auto& row : rows) {
        all.insert(all.end(), row.begin(), row.end());
    }
    return all;
}
} // namespace

class TestTagLattice final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void insideNeverStartsASpan();
    void insideKeepsTheTypeOfItsSpan();
    void learntTransitionsDecideTies();
    void tagSetsWithoutBeginningsAreFree();
    void noTokensGiveNoTags();
};

void TestTagLattice::insideNeverStartsASpan()
{
    const TagTransitions transitions(kTags);
    const auto sequence = bestSequence(joined({rowFor(kInsideOrg, kBeginOrg)}), transitions, 1);
    QCOMPARE(sequence, std::vector<std::size_t>{kBeginOrg});
}

void TestTagLattice::insideKeepsTheTypeOfItsSpan()
{
    const TagTransitions transitions(kTags);
    const auto sequence
        = bestSequence(joined({rowFor(kBeginOrg, kOutside), rowFor(kInsidePer, kInsideOrg)}), transitions, 0);
    QCOMPARE(sequence, (std::vector<std::size_t>{kBeginOrg, kInsideOrg}));
}

void TestTagLattice::learntTransitionsDecideTies()
{
    TagTransitions transitions(kTags);
    transitions.learn(
        {{kBeginOrg, kInsideOrg, kOutside}, {kBeginOrg, kInsideOrg}, {kOutside, kBeginOrg, kInsideOrg}});
    std::vector<double> even(kTags.size(), std::log(0.2));
    const auto sequence = bestSequence(joined({rowFor(kBeginOrg, kOutside), even}), transitions, 1);
    QCOMPARE(sequence.back(), kInsideOrg);
}

void TestTagLattice::tagSetsWithoutBeginningsAreFree()
{
    const TagTransitions transitions({"I-X", "O"});
    const auto sequence = bestSequence(std::vector<double>{std::log(0.9), std::log(0.1)}, transitions, 1);
    QCOMPARE(sequence, std::vector<std::size_t>{0});
}

void TestTagLattice::noTokensGiveNoTags()
{
    QVERIFY(bestSequence({}, TagTransitions(kTags), 1).empty());
}

QTEST_GUILESS_MAIN(TestTagLattice)
#include "tst_tag_lattice.moc"
