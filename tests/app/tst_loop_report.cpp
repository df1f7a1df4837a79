#include "app/commands/loop_report.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace core;

namespace {

ports::DecisionReport promotion(int iteration, std::int64_t champion, std::int64_t challenger)
{
    ports::DecisionReport row;
    row.decision.iteration = iteration;
    row.decision.taskId = "task";
    row.decision.outcome = domain::LoopOutcome::Promoted;
    row.decision.gateTexts = 100;
    row.decision.lastTierCost = {1000};
    row.decision.championCost = {champion};
    row.decision.challengerCost = {challenger};
    return row;
}

} // namespace

class TestLoopReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsHeldBackLowersNoCostRatio();
};

void TestLoopReport::whatIsHeldBackLowersNoCostRatio()
{
    ports::LoopReport report;
    report.decisions = {promotion(1, 900, 400), promotion(2, 400, 300)};
    const auto isAbout = [&](const std::vector<double>& expected) {
        return std::ranges::equal(app::commands::costRatios(report), expected,
            [](double a, double b) { return std::abs(a - b) < 1e-9; });
    };
    QVERIFY(isAbout({0.9, 0.4, 0.3}));
    report.decisions.at(1).decision.isHeldBack = true;
    QVERIFY(isAbout({0.9, 0.4, 0.4}));
}

QTEST_GUILESS_MAIN(TestLoopReport)
#include "tst_loop_report.moc"
