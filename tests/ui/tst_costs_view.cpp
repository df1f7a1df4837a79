#include "fake_window.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/time_chart_view.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/models/cost_model.h"
#include "ui/models/month_outlook.h"
#include "ui/pages/cost_story.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <cmath>
#include <set>

using core::ports::RequestSort;
using fake::Bench;
using ui::models::ViewId;
using ui::pages::ChangePart;

namespace {

core::domain::TierCost cell(const char* task, const char* tier, std::int64_t answers)
{
    return {task, tier, answers, answers + 5, {answers * 100, answers * 10}, {answers * 1'000'000}};
}

/// From one range to the next, summaries and the large tier take a larger share, and the small tier's price changed.
core::ports::CostReport changedReport()
{
    const core::TimePoint now = fake::referenceTime();
    core::ports::CostReport report;
    report.query.range = {now - std::chrono::hours(1), now};
    report.previous.tasks = {{"intent", 90, {90}, {}, 0}, {"summary", 10, {10}, {}, 0}};
    report.previous.tiers = {cell("intent", "small", 90), cell("summary", "large", 10)};
    report.sums.tasks = {{"intent", 60, {60}, {}, 0}, {"summary", 40, {40}, {}, 0}};
    report.sums.tiers = {cell("intent", "small", 60), cell("summary", "large", 40)};
    report.change.repricedTierId = "small";
    return report;
}

} // namespace

class TestCostsView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCauseOpensRequestsOfItsOwn();
    void theMonthHoldsWhatWasSpentBesideTheTraffic();
    void aQuietRangeKeepsTheMonthAndItsControls();
    void aLineBesideTheTrafficOpensNothing();
    void whatIsNoPriceIsNotSaved_data();
    void whatIsNoPriceIsNotSaved();
};

void TestCostsView::everyCauseOpensRequestsOfItsOwn()
{
    const core::ports::CostReport report = changedReport();
    const auto shown = [&](ChangePart part) { return ui::pages::requestsOf(part, report); };
    std::set<std::string> seen;
    for (const ChangePart part : {ChangePart::Before, ChangePart::Volume, ChangePart::TaskMix, ChangePart::Routing,
             ChangePart::Escalation, ChangePart::Tokens, ChangePart::Price}) {
        const auto [filter, order] = shown(part);
        seen.insert(filter.taskId + "|" + filter.answeredByTier + "|" + (filter.isEscalated ? "escalated" : "") + "|"
            + std::to_string(core::toMicroseconds(filter.range.from)) + "|" + (order.key == RequestSort::Cost ? "cost" : "time"));
    }
    QCOMPARE(seen.size(), std::size_t{7});
    QCOMPARE(shown(ChangePart::TaskMix).filter.taskId, std::string("summary"));
    QCOMPARE(shown(ChangePart::Routing).filter.answeredByTier, std::string("large"));
    QCOMPARE(shown(ChangePart::Price).filter.answeredByTier, std::string("small"));
    QVERIFY(shown(ChangePart::Escalation).filter.isEscalated.value_or(false));
    QVERIFY(shown(ChangePart::Tokens).order.key == RequestSort::Cost && shown(ChangePart::Tokens).order.isDescending);
    for (const auto& step : ui::pages::changeSteps(report, ui::models::Catalogue(), ui::models::Formats())) {
        QVERIFY2(step.toolTip.contains(QStringLiteral("Opens ")), qPrintable(step.label));
    }
}

void TestCostsView::theMonthHoldsWhatWasSpentBesideTheTraffic()
{
    const ui::models::Formats formats(QLocale::c(), QTimeZone::utc());
    const core::TimePoint now = fake::referenceTime();
    const core::TimePoint today = std::chrono::floor<std::chrono::days>(now);
    std::vector<core::ports::DayCost> days;
    for (int back = 10; back >= 0; --back) {
        core::ports::DayCost day;
        day.start = today - std::chrono::hours(24 * back);
        day.queries = 10;
        day.spend = {1'000'000'001};
        day.shadowed = {500'000'000};
        days.push_back(day);
    }
    const core::domain::Money budget{100'000'000'000};
    const ui::models::MonthOutlook quiet = ui::models::monthOutlook(days, now, budget, formats);
    days[4].started = {70'000'000'003}; // one training
    const ui::models::MonthOutlook taught = ui::models::monthOutlook(days, now, budget, formats);
    QCOMPARE(quiet.soFar.nanoUsd, std::int64_t{11} * 1'500'000'001);
    QCOMPARE(taught.soFar.nanoUsd, quiet.soFar.nanoUsd + 70'000'000'003);
    QCOMPARE(taught.beside.nanoUsd, std::int64_t{11} * 500'000'000 + 70'000'000'003);
    QVERIFY(quiet.forecast && taught.forecast);
    QVERIFY(quiet.forecast->expectedUsd > quiet.soFar.usd() + 7 * 1.5); // audits go on with the traffic
    QVERIFY(std::abs(taught.forecast->expectedUsd - quiet.forecast->expectedUsd - 70) < 1e-6); // a training does not
    const QString sentence = ui::models::outlookSentence(taught, formats);
    QVERIFY2(sentence.contains(formats.money(taught.beside)), qPrintable(sentence));
    days[5].started = {30'000'000'000};
    const QString over = ui::models::outlookSentence(ui::models::monthOutlook(days, now, budget, formats), formats);
    QVERIFY2(over.contains(QStringLiteral("exceeded")), qPrintable(over)); // on training alone
}

void TestCostsView::aQuietRangeKeepsTheMonthAndItsControls()
{
    fake::Options options;
    options.recentMinutes = 45;
    options.recentPerSecond = 0;
    options.olderPerDay = 24;
    const Bench bench(options, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    for (const char* name : {"tile.cost.month", "budgetSentence", "budgetLimit", "setBudget", "priceTable", "chart.days",
             "costGrouping", "monthReport", "savingNote", "changeNote", "emptyLedger"}) {
        const auto* widget = bench.child<QWidget>(name);
        QVERIFY2(widget != nullptr && widget->isVisible(), name);
    }
    for (const char* name : {"savingWaterfall", "changeWaterfall", "costTable"}) {
        QVERIFY2(!bench.child<QWidget>(name)->isVisible(), name);
    }
    QVERIFY(!bench.child<ui::charts::ChartPanel>("chart.days")->view().data().isEmpty());
    auto* grouping = bench.child<QComboBox>("costGrouping");
    grouping->setCurrentIndex(grouping->findData(static_cast<int>(ui::models::CostGrouping::Beside)));
    QVERIFY(bench.child<QTableView>("costTable")->isVisible()); // money was spent all the same
    bench.window->context().setWindow(ui::models::TimeWindow::Day);
    QTRY_VERIFY(bench.child<QWidget>("savingWaterfall")->isVisible());
    QVERIFY(!bench.child<QWidget>("savingNote")->isVisible());
}

void TestCostsView::aLineBesideTheTrafficOpensNothing()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    auto* grouping = bench.child<QComboBox>("costGrouping");
    auto* table = bench.child<QTableView>("costTable");
    const auto open = [&](ui::models::CostGrouping wanted) {
        grouping->setCurrentIndex(grouping->findData(static_cast<int>(wanted)));
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Return);
        return table->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    };
    QVERIFY(open(ui::models::CostGrouping::Beside).contains(QStringLiteral("no request")));
    QVERIFY(bench.window->currentView() == ViewId::Costs);
    QVERIFY(open(ui::models::CostGrouping::Tier).contains(QStringLiteral("answered")));
    QVERIFY(bench.window->currentView() == ViewId::Requests);
}

void TestCostsView::whatIsNoPriceIsNotSaved_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<qint64>("pico"); // -1: no price
    QTest::newRow("a point") << "en" << "2.5" << qint64{2'500'000};
    QTest::newRow("a comma in the English window") << "en" << "2,5" << qint64{-1};
    QTest::newRow("a comma in the German window") << "de" << "2,5" << qint64{2'500'000};
    QTest::newRow("a point in the German window") << "de" << "2.500" << qint64{-1};
    QTest::newRow("half a number") << "en" << "1e" << qint64{-1};
    QTest::newRow("a point alone") << "en" << "." << qint64{-1};
    QTest::newRow("less than nothing") << "en" << "-1" << qint64{-1};
    QTest::newRow("less than a picodollar") << "en" << "0.0000001" << qint64{-1};
}

void TestCostsView::whatIsNoPriceIsNotSaved()
{
    QFETCH(const QString, language);
    QFETCH(const QString, typed);
    QFETCH(const qint64, pico);
    const Bench bench({}, ViewId::Costs, QStringLiteral("light"), {1280, 800}, language);
    QVERIFY(bench.waitUntilLoaded());
    auto* button = bench.child<QPushButton>("setPrice");
    auto* note = bench.child<QLabel>("priceOutputProblem");
    QTest::keyClicks(bench.child<QLineEdit>("priceSource"), QStringLiteral("offer"));
    QVERIFY(button->isEnabled() && !note->isVisible());
    QTest::keyClicks(bench.child<QLineEdit>("priceOutput"), typed);
    QCOMPARE(button->isEnabled(), pico >= 0);
    QCOMPARE(note->isVisible(), pico < 0);
    if (pico < 0) {
        QVERIFY(!note->text().isEmpty() && !button->toolTip().isEmpty());
        return;
    }
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::SetTierPrice>().has_value());
    QCOMPARE(bench.executed<core::ports::SetTierPrice>()->prices.outputPicoUsd.value(), std::int64_t{pico});
}

QTEST_MAIN(TestCostsView)
#include "tst_costs_view.moc"
