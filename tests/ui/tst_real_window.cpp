#include <QTest>

#include "real_window.h"
#include "real_workspace.h"
#include "tests/app/program.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/time_chart_view.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/models/cost_model.h"
#include "ui/models/row_table_model.h"
#include "ui/widgets/tile.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QTableView>
#include <QTimeEdit>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>

using ui::models::ViewId;
using namespace std::chrono_literals;

namespace {

constexpr int kPatienceMs = 30'000;

std::int64_t numberIn(const real::Workspace& workspace, const char* sql)
{
    return WorkspaceSql(workspace.path()).value(QString::fromLatin1(sql)).toLongLong();
}

/// "$0.001234567" in nanodollars.
std::int64_t nanoUsd(QString exact)
{
    exact.remove(QLatin1Char('$')).remove(QLatin1Char(','));
    const qsizetype point = exact.indexOf(QLatin1Char('.'));
    return exact.left(point).toLongLong() * 1'000'000'000 + exact.mid(point + 1).toLongLong();
}

/// Names the file in the save dialog that is open, and saves.
bool saveAs(real::Operator& person, const real::Window& shown, const QString& path)
{
    QFileDialog* dialog = nullptr;
    if (!QTest::qWaitFor([&] { return (dialog = shown.window().findChild<QFileDialog*>()) != nullptr && dialog->isVisible(); },
            kPatienceMs)) {
        return false;
    }
    dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
    return person.click(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save));
}

/// From a Runs view without runs: the form, then its button.
bool startTraining(real::Operator& person, const real::Window& shown)
{
    if (!person.click(shown.child<QPushButton>("emptyNextStep"))) {
        return false;
    }
    for (auto* button : shown.window().findChildren<QPushButton*>(QStringLiteral("startRun"))) {
        if (button->isVisible()) {
            return person.click(button);
        }
    }
    return false;
}

} // namespace

/// What an operator does with mouse and keyboard, and what the workspace holds afterwards.
class TestRealWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whyTodayIsDearerIsThreeClicksAway();
    void aTaskUnderItsTargetIsOneClickAway();
    void aCheaperPolicyIsPreviewedAndAppliedWithinFiveClicksAndRolledBackWithinTwo();
    void theMonthsReportIsThreeClicksAway();
    void draggingTheRiskLevelChangesThePreview();
    void applyingChangesTheTierOfTheNextIdenticalQuery();
    void aRequestToTheGatewayShowsInTileAndChart();
    void anAnswerIsJudgedInRequests();
    void aSecondOpinionIsGivenInReviewByOneKey();
    void aBudgetIsSetInCosts();
    void aTierIsPutOnProbationInCoverage();
    void thresholdsAreCertifiedAnewFromCoverage();
    void aClusterIsNamedInClusters();
    void aStudentIsTrainedInRuns();
    void aBypassIsOneClickAwayAndLiftedByAnother();
    void theLoopIsScheduledInRuns();
    void anotherRouterIsUsedInPortfolio();
    void cancellingInTheMiddleOfTrainingEndsInAFinalState();
    void aKillInTheMiddleOfApplyingLeavesExactlyOneActivePolicy();
    void totalsAgreeAcrossADayBoundaryInAnotherZone();
    void everyModelOfEveryViewKeepsTheContract();
    void tenAnswersAreJudgedByKeyboardAndTheLastIsTakenBack();
};

void TestRealWindow::whyTodayIsDearerIsThreeClicksAway()
{
    const real::Workspace workspace;
    workspace.repeatTraffic(26h, 60); // half of today's traffic, a day before
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    QVERIFY(person.clickAction(shown.window(), QStringLiteral("action.range.4"))); // 24 h
    QVERIFY(shown.waitUntilLoaded());
    QVERIFY(person.click(shown.child<ui::widgets::Tile>("tile.spend")->findChild<QToolButton*>()));
    QVERIFY(shown.window().currentView() == ViewId::Costs);
    auto* chart = shown.child<ui::charts::WaterfallChart>("changeWaterfall");
    QTRY_VERIFY_WITH_TIMEOUT(chart != nullptr && chart->isVisible() && chart->steps().size() > 2, kPatienceMs);
    double level = chart->steps().front().usd;
    int largest = 1;
    for (int i = 1; i + 1 < static_cast<int>(chart->steps().size()); ++i) {
        const auto place = static_cast<std::size_t>(i);
        level += chart->steps()[place].usd;
        largest = std::abs(chart->steps()[place].usd) > std::abs(chart->steps()[static_cast<std::size_t>(largest)].usd)
            ? i : largest;
    }
    QVERIFY(std::abs(level - chart->steps().back().usd) < 1e-9);
    QVERIFY(chart->steps().back().usd > chart->steps().front().usd); // dearer than yesterday
    QVERIFY(chart->steps()[static_cast<std::size_t>(largest)].usd > 0);
    QVERIFY2(person.clicks() <= 3, qPrintable(QString::number(person.clicks())));
}

void TestRealWindow::aTaskUnderItsTargetIsOneClickAway()
{
    const real::Workspace workspace;
    workspace.repeatTraffic(1min, 120, [](core::domain::QueryRecord& record) {
        for (core::domain::Attempt& attempt : record.attempts) {
            attempt.quality = 0.0; // a bad minute
        }
    });
    const real::Window shown(workspace.path(), ViewId::Costs);
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    QVERIFY(person.clickAction(shown.window(), QStringLiteral("action.view.overview")));
    QVERIFY(shown.waitUntilLoaded());
    const auto* table = shown.child<QTableView>("taskTable");
    QVERIFY(table != nullptr && table->isVisible());
    const auto isUnderTarget = [&] {
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            const QModelIndex cell = table->model()->index(0, column);
            const QVariant tone = cell.data(ui::models::ToneRole);
            if (tone.isValid() && tone.toInt() == static_cast<int>(ui::models::CellTone::Alarm)
                && cell.data().toString().contains(QStringLiteral("under"))) {
                return true; // in words, not by colour alone
            }
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUnderTarget(), kPatienceMs);
    QVERIFY(person.clicks() <= 1);
    auto* tile = shown.child<ui::widgets::Tile>("tile.acceptance");
    QVERIFY(tile != nullptr);
    auto* link = tile->findChild<QToolButton*>();
    QVERIFY(link != nullptr && link->isVisible()); // at the page's top, where the table may be below it
    QVERIFY(link->toolTip().contains(table->model()->index(0, 0).data().toString()));
    QVERIFY(person.click(link));
    QTRY_VERIFY(table->hasFocus() && table->currentIndex().row() == 0);
    QTRY_VERIFY(table->visibleRegion().boundingRect().height() > table->height() / 2);
}

void TestRealWindow::aCheaperPolicyIsPreviewedAndAppliedWithinFiveClicksAndRolledBackWithinTwo()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    const core::domain::PolicyVersion before = shown.snapshot().policy.value();
    real::Operator person;
    QVERIFY(person.clickAction(shown.window(), QStringLiteral("action.view.policy")));
    auto* slider = shown.child<QSlider>("riskSlider");
    QTRY_VERIFY(slider != nullptr && slider->isVisible());
    QVERIFY(person.drag(slider, slider->value() + 150));
    QVERIFY(slider->value() > 100);
    QVERIFY(person.click(shown.child<QLineEdit>("riskReason")));
    QVERIFY(person.type(QStringLiteral("Cheaper for the winter")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("riskApply")->isEnabled(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("riskApply")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy->id != before.id, kPatienceMs);
    QVERIFY2(person.clicks() <= 5, qPrintable(QString::number(person.clicks())));
    QCOMPARE(shown.snapshot().policy->reason, std::string("Cheaper for the winter"));
    QVERIFY(shown.snapshot().policy->tasks.at("cs_intent").alpha > 0.1);
    person.startCounting();
    auto* revert = shown.child<QPushButton>("riskRevert");
    QTRY_VERIFY(revert != nullptr && revert->isVisible());
    QVERIFY(person.click(revert));
    QTRY_VERIFY_WITH_TIMEOUT(
        std::abs(shown.snapshot().policy->tasks.at("cs_intent").alpha - before.tasks.at("cs_intent").alpha) < 1e-9,
        kPatienceMs);
    QVERIFY(person.clicks() <= 2);
    QCOMPARE(numberIn(workspace, "SELECT count(*) FROM policy_versions"),
        std::int64_t{before.sequence + 2}); // nothing is ever overwritten
}

void TestRealWindow::theMonthsReportIsThreeClicksAway()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    QVERIFY(person.clickAction(shown.window(), QStringLiteral("action.view.costs")));
    QVERIFY(shown.waitUntilLoaded());
    auto* button = shown.child<QPushButton>("monthReport");
    QTRY_VERIFY_WITH_TIMEOUT(button != nullptr && button->isEnabled(), kPatienceMs);
    QVERIFY(person.click(button));
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("month.pdf"));
    QVERIFY(saveAs(person, shown, path));
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(path).size() > 5000, kPatienceMs);
    QVERIFY2(person.clicks() <= 3, qPrintable(QString::number(person.clicks())));
}

void TestRealWindow::draggingTheRiskLevelChangesThePreview()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path(), ViewId::Policy);
    QVERIFY(shown.waitUntilLoaded());
    auto* slider = shown.child<QSlider>("riskSlider");
    QTRY_VERIFY(slider != nullptr && slider->isVisible());
    const auto words = [&] {
        QString text;
        for (const QLabel* label : shown.child<QWidget>("riskLevelPanel")->findChildren<QLabel*>()) {
            text += label->text() + QLatin1Char('\n');
        }
        return text;
    };
    real::Operator person;
    QTRY_VERIFY2_WITH_TIMEOUT(words().contains(QStringLiteral("confidence")), qPrintable(words()), kPatienceMs);
    const QString before = words();
    QVERIFY(person.drag(slider, slider->maximum()));
    const auto* field = shown.child<QDoubleSpinBox>("risk"); // says what the drag came to, to the pixel
    QVERIFY(field != nullptr && field->value() > 29);
    const QString change = QStringLiteral("5.0% → ") + field->text();
    QTRY_VERIFY2_WITH_TIMEOUT(words() != before && words().contains(change), qPrintable(change + words()), kPatienceMs);
    QCOMPARE(numberIn(workspace, "SELECT count(*) FROM policy_versions"),
        std::int64_t{shown.snapshot().policy->sequence}); // a preview changes nothing
}

void TestRealWindow::applyingChangesTheTierOfTheNextIdenticalQuery()
{
    const real::Workspace workspace(real::Workspace::Kind::Trained);
    const real::Gateway gateway(workspace.path());
    QVERIFY(gateway.isUp());
    const real::Window shown(workspace.path(), ViewId::Policy); // attached: the gateway's process owns it
    QVERIFY(shown.waitUntilLoaded());
    QCOMPARE(gateway.ask(real::plainText()).tier, QStringLiteral("student"));
    QStringList escalated;
    for (const QString& text : real::ambiguousTexts()) {
        escalated += gateway.ask(text).tier == QStringLiteral("large") ? QStringList{text} : QStringList{};
    }
    QVERIFY(!escalated.isEmpty());
    real::Operator person;
    auto* slider = shown.child<QSlider>("riskSlider");
    QTRY_VERIFY(slider != nullptr && slider->isVisible());
    QVERIFY(person.drag(slider, slider->maximum()));
    QVERIFY(person.click(shown.child<QLineEdit>("riskReason")));
    QVERIFY(person.type(QStringLiteral("trial")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("riskApply")->isEnabled(), kPatienceMs);
    const std::string before = shown.snapshot().policy->id;
    QVERIFY(person.click(shown.child<QPushButton>("riskApply")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy->id != before, kPatienceMs);
    const auto kept = std::ranges::count_if(
        escalated, [&](const QString& text) { return gateway.ask(text).tier == QStringLiteral("student"); });
    QVERIFY2(kept > 0, qPrintable(escalated.join(QLatin1Char('\n'))));
}

void TestRealWindow::aRequestToTheGatewayShowsInTileAndChart()
{
    const real::Workspace workspace(real::Workspace::Kind::Trained);
    const real::Gateway gateway(workspace.path());
    QVERIFY(gateway.isUp());
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    const auto* tile = shown.child<ui::widgets::Tile>("tile.spend");
    const auto* panel = shown.child<ui::charts::ChartPanel>("chart.cost");
    QVERIFY(tile != nullptr && panel != nullptr);
    const auto charted = [&] {
        double sum = 0;
        for (const ui::models::ChartSeries& series : panel->view().data().series) {
            for (const double value : series.values) {
                sum += std::isfinite(value) ? value : 0;
            }
        }
        return sum;
    };
    constexpr int kEarlier = 20; // as many as a chart wants to draw anything
    for (int i = 0; i < kEarlier; ++i) {
        QCOMPARE(gateway.ask(real::plainText()).status, 200);
    }
    const QString soFar = QString::number(kEarlier);
    QTRY_VERIFY_WITH_TIMEOUT(tile->content().toolTip.contains(soFar + QStringLiteral(" requests"))
            && !panel->view().data().isEmpty(),
        kPatienceMs);
    const QString before = tile->content().toolTip;
    const double chartedBefore = charted();
    QCOMPARE(gateway.ask(real::ambiguousText()).status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(tile->content().toolTip != before && charted() > chartedBefore, kPatienceMs);
    QCOMPARE(numberIn(workspace, "SELECT count(*) FROM queries"), std::int64_t{kEarlier + 1});
}

void TestRealWindow::anAnswerIsJudgedInRequests()
{
    const real::Workspace workspace;
    const std::int64_t before = numberIn(workspace, "SELECT count(*) FROM outcomes");
    const real::Window shown(workspace.path(), ViewId::Requests);
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    auto* table = shown.child<QTableView>("requestTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, kPatienceMs);
    QVERIFY(person.clickCell(table, 0, 2));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("outcomeMisses") != nullptr
            && shown.child<QPushButton>("outcomeMisses")->isVisible()
            && shown.child<QPushButton>("outcomeMisses")->isEnabled(),
        kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("outcomeMisses")));
    QTRY_COMPARE_WITH_TIMEOUT(numberIn(workspace, "SELECT count(*) FROM outcomes"), before + 1, kPatienceMs);
    QCOMPARE(WorkspaceSql(workspace.path())
                 .value(QStringLiteral("SELECT meets_target FROM outcomes ORDER BY id DESC LIMIT 1"))
                 .toInt(),
        0);
}

void TestRealWindow::aSecondOpinionIsGivenInReviewByOneKey()
{
    const real::Workspace workspace;
    workspace.repeatTraffic(1min, 40, [](core::domain::QueryRecord& record) {
        record.isAuditSelected = true;
        record.auditProbability = 0.5;
        for (core::domain::Attempt& attempt : record.attempts) {
            attempt.quality.reset(); // nobody knows yet
        }
    });
    const real::Window shown(workspace.path(), ViewId::Review);
    QVERIFY(shown.waitUntilLoaded());
    const std::int64_t before = numberIn(workspace, "SELECT count(*) FROM outcomes");
    auto* request = shown.child<QPlainTextEdit>("reviewRequest");
    QTRY_VERIFY_WITH_TIMEOUT(request != nullptr && request->isVisible(), kPatienceMs);
    real::Operator person;
    QVERIFY(person.click(request));
    const QString first = request->toPlainText();
    QVERIFY(person.press(Qt::Key_5));
    QTRY_COMPARE_WITH_TIMEOUT(numberIn(workspace, "SELECT count(*) FROM outcomes"), before + 1, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(request->toPlainText() != first, kPatienceMs); // the next one waits
    QCOMPARE(WorkspaceSql(workspace.path())
                 .value(QStringLiteral("SELECT sampling_probability FROM outcomes ORDER BY id DESC LIMIT 1"))
                 .toDouble(),
        0.5);
}

void TestRealWindow::aBudgetIsSetInCosts()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path(), ViewId::Costs);
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    auto* limit = shown.child<QDoubleSpinBox>("budgetLimit");
    QTRY_VERIFY_WITH_TIMEOUT(limit != nullptr && limit->isVisible(), kPatienceMs);
    QVERIFY(person.click(limit));
    limit->selectAll();
    QVERIFY(person.type(QStringLiteral("12.5")));
    QVERIFY(person.click(shown.child<QPushButton>("setBudget")));
    QTRY_COMPARE_WITH_TIMEOUT(
        numberIn(workspace, "SELECT limit_nano FROM budgets"), std::int64_t{12'500'000'000}, kPatienceMs);
}

void TestRealWindow::aTierIsPutOnProbationInCoverage()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path(), ViewId::Coverage);
    QVERIFY(shown.waitUntilLoaded());
    QVERIFY(!shown.snapshot().policy->tasks.at("cs_intent").thresholds.empty());
    auto* table = shown.child<QTableView>("coverageTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, kPatienceMs);
    real::Operator person;
    QVERIFY(person.clickCell(table, 0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("startProbation")->isEnabled(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("startProbation")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy->tasks.at("cs_intent").thresholds.empty(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("recalibrate")));
    QVERIFY(shown.window().currentView() == ViewId::Policy);
    QTRY_VERIFY(shown.child<QLabel>("policyDiff")->text().contains(QStringLiteral("certified anew")));
    const auto* apply = shown.child<QPushButton>("riskApply");
    QTRY_VERIFY2_WITH_TIMEOUT(apply->toolTip().contains(QStringLiteral("judged since the alarm")), qPrintable(apply->toolTip()),
        kPatienceMs); // nothing is yet, and what was before speaks for nothing
    QVERIFY(!apply->isEnabled());
}

void TestRealWindow::thresholdsAreCertifiedAnewFromCoverage()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path(), ViewId::Coverage);
    QVERIFY(shown.waitUntilLoaded());
    const core::domain::PolicyVersion before = shown.snapshot().policy.value();
    const std::int64_t certificates = numberIn(workspace, "SELECT count(*) FROM certificates");
    auto* table = shown.child<QTableView>("coverageTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, kPatienceMs);
    real::Operator person;
    QVERIFY(person.clickCell(table, 0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("recalibrate")->isEnabled(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("recalibrate")));
    QTRY_VERIFY(shown.child<QLabel>("policyDiff")->text().contains(QStringLiteral("certified anew")));
    auto* slider = shown.child<QSlider>("riskSlider");
    QTRY_VERIFY(slider != nullptr && slider->isVisible());
    QVERIFY(person.drag(slider, slider->value() + 150)); // a second attempt has a smaller part of delta
    QVERIFY(person.click(shown.child<QLineEdit>("riskReason")));
    QVERIFY(person.type(QStringLiteral("fresh answers")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("riskApply")->isEnabled(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("riskApply")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy->id != before.id, kPatienceMs);
    QVERIFY(!shown.snapshot().policy->tasks.at("cs_intent").thresholds.empty());
    QVERIFY(numberIn(workspace, "SELECT count(*) FROM certificates") > certificates);
}

void TestRealWindow::aClusterIsNamedInClusters()
{
    const real::Workspace workspace;
    for (int minute = 1; minute <= 6; ++minute) {
        workspace.repeatTraffic(std::chrono::minutes(minute), 120, [](core::domain::QueryRecord& record) {
            record.isAuditSelected = false;
        });
    }
    const real::Window shown(workspace.path(), ViewId::Clusters);
    QVERIFY(shown.waitUntilLoaded());
    auto* table = shown.child<QTableView>("clusterTable");
    auto* name = shown.child<QLineEdit>("clusterName");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0 && name->isEnabled(), kPatienceMs);
    real::Operator person;
    QVERIFY(person.clickCell(table, 0, 0));
    QVERIFY(person.click(name));
    name->selectAll();
    QVERIFY(person.type(QStringLiteral("Account trouble")));
    QVERIFY(person.press(Qt::Key_Return));
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 0).data().toString().contains(QStringLiteral("Account trouble")),
        kPatienceMs);
    QVERIFY(numberIn(workspace, "SELECT count(*) FROM cluster_edits") > 0);
    QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("clusterUndo")->isEnabled(), kPatienceMs);
    QVERIFY(person.click(shown.child<QPushButton>("clusterUndo")));
    QTRY_VERIFY_WITH_TIMEOUT(
        table->model()->rowCount() > 0
            && !table->model()->index(0, 0).data().toString().contains(QStringLiteral("Account trouble")),
        kPatienceMs);
}

void TestRealWindow::aStudentIsTrainedInRuns()
{
    const real::Workspace workspace(real::Workspace::Kind::Imported);
    const real::Window shown(workspace.path(), ViewId::Runs);
    QVERIFY(shown.waitUntilLoaded());
    QVERIFY(!shown.snapshot().policy.has_value());
    real::Operator person;
    QVERIFY(startTraining(person, shown));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy.has_value(), 6 * kPatienceMs);
    QCOMPARE(WorkspaceSql(workspace.path()).column(QStringLiteral("SELECT state FROM runs")),
        QStringList{QStringLiteral("succeeded")});
    QVERIFY(numberIn(workspace, "SELECT count(*) FROM policy_thresholds") > 0);
}

void TestRealWindow::aBypassIsOneClickAwayAndLiftedByAnother()
{
    const real::Workspace workspace(real::Workspace::Kind::Trained);
    const real::Gateway gateway(workspace.path());
    QVERIFY(gateway.isUp());
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    QCOMPARE(gateway.ask(real::plainText()).tier, QStringLiteral("student"));
    real::Operator person;
    QVERIFY(person.clickAt(shown.child<QToolButton>("bypassButton"), QPoint(10, 10)));
    QTRY_COMPARE_WITH_TIMEOUT(shown.snapshot().bypasses.size(), std::size_t(1), kPatienceMs);
    QCOMPARE(person.clicks(), 1);
    const auto left = shown.snapshot().bypasses.front().until - core::SystemClock().now();
    QVERIFY(left > 25min && left <= 30min);
    QCOMPARE(gateway.ask(real::plainText()).tier, QStringLiteral("large"));
    auto* lift = shown.child<QPushButton>("liftBypass");
    QTRY_VERIFY(lift != nullptr && lift->isVisible());
    QVERIFY(shown.child<QLabel>("bypassText")->text().startsWith(QStringLiteral("Bypass: all requests go to the last tier")));
    QVERIFY(!WorkspaceSql(workspace.path())
                 .value(QStringLiteral("SELECT value FROM settings WHERE key = 'engine.bypasses'"))
                 .toString()
                 .contains(QStringLiteral("[]")));
    QVERIFY(person.click(lift));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().bypasses.empty() && !lift->isVisible(), kPatienceMs);
    QCOMPARE(gateway.ask(real::plainText()).tier, QStringLiteral("student"));
    QCOMPARE(WorkspaceSql(workspace.path()).value(QStringLiteral("SELECT value FROM settings WHERE key = 'engine.bypasses'")).toString(),
        QStringLiteral("[]"));
}

void TestRealWindow::theLoopIsScheduledInRuns()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path(), ViewId::Runs);
    QVERIFY(shown.waitUntilLoaded());
    QVERIFY(!shown.snapshot().loopSchedule.isNightly);
    real::Operator person;
    auto* page = shown.child<QWidget>("page.runs");
    auto* button = page->findChild<QPushButton*>(QStringLiteral("loopSchedule"));
    QVERIFY(button->text().contains(QStringLiteral("off")));
    const auto openDialog = [&] {
        return person.click(button) && QTest::qWaitFor([&] {
            auto* dialog = shown.child<QDialog>("loopScheduleDialog");
            return dialog != nullptr && dialog->isVisible();
        });
    };
    QVERIFY(openDialog());
    QVERIFY(person.click(shown.child<QCheckBox>("scheduleNightly")));
    shown.child<QTimeEdit>("scheduleTime")->setTime(QTime(3, 30));
    QVERIFY(person.clickAt(shown.child<QCheckBox>("scheduleAlarms"), QPoint(12, 10)));
    QVERIFY(person.click(shown.child<QPushButton>("scheduleSave")));
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().loopSchedule.isNightly, kPatienceMs);
    QCOMPARE(shown.snapshot().loopSchedule.minuteOfDay, 210);
    QVERIFY(shown.snapshot().loopSchedule.answersAlarms);
    QTRY_VERIFY(button->text().contains(QStringLiteral("03:30")));
    QVERIFY(WorkspaceSql(workspace.path())
                .value(QStringLiteral("SELECT value FROM settings WHERE key = 'loop.schedule'"))
                .toString()
                .contains(QStringLiteral("210")));
    QTRY_VERIFY(shown.child<QDialog>("loopScheduleDialog") == nullptr);
    QVERIFY(openDialog()); // shows what is stored
    QVERIFY(person.click(shown.child<QCheckBox>("scheduleNightly")));
    QVERIFY(person.clickAt(shown.child<QCheckBox>("scheduleAlarms"), QPoint(12, 10)));
    QVERIFY(person.click(shown.child<QPushButton>("scheduleSave")));
    QTRY_VERIFY_WITH_TIMEOUT(button->text().contains(QStringLiteral("off")), kPatienceMs);
}

void TestRealWindow::anotherRouterIsUsedInPortfolio()
{
    const real::Workspace workspace(real::Workspace::Kind::Trained);
    const ProgramRun trained = runProgram({QStringLiteral("train"), QStringLiteral("router"), QStringLiteral("--workspace"),
        workspace.path()});
    QVERIFY2(trained.exitCode == 0, trained.errors.constData());
    const real::Window shown(workspace.path(), ViewId::Portfolio);
    QVERIFY(shown.waitUntilLoaded());
    const std::string before = shown.snapshot().policy->tasks.at("cs_intent").routerVersion;
    auto* table = shown.child<QTableView>("artefactTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() >= 3, kPatienceMs); // a student and two routers
    auto* open = shown.child<QPushButton>("useRouter");
    QVERIFY(!open->isEnabled());
    real::Operator person;
    QVERIFY(person.clickCell(table, 0, 0)); // the newest
    const QString chosen = table->model()->index(0, 0).data().toString();
    QVERIFY(chosen.startsWith(QStringLiteral("router")));
    QVERIFY(person.click(open));
    QTRY_VERIFY(shown.child<QDialog>("routerDialog") != nullptr && shown.child<QDialog>("routerDialog")->isVisible());
    auto* verdict = shown.child<QLabel>("routerVerdict");
    QTRY_VERIFY_WITH_TIMEOUT(verdict->text().contains(QStringLiteral("Brier")), kPatienceMs);
    QVERIFY(shown.child<QTableView>("routerComparison")->model()->rowCount() > 0);
    QVERIFY(verdict->text().contains(QString::fromStdString(before)));
    QVERIFY(person.click(shown.child<QLineEdit>("routerReason")));
    QVERIFY(person.type(QStringLiteral("newer data")));
    QVERIFY(person.click(shown.child<QPushButton>("routerUse")));
    QTRY_VERIFY_WITH_TIMEOUT(
        QString::fromStdString(shown.snapshot().policy->tasks.at("cs_intent").routerVersion) == chosen, kPatienceMs);
    QCOMPARE(shown.snapshot().policy->reason, std::string("newer data"));
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->index(0, 6).data().toString() != QStringLiteral("nothing, kept"), kPatienceMs);
    QCOMPARE(WorkspaceSql(workspace.path())
                 .value(QStringLiteral("SELECT router_version FROM policy_tasks ORDER BY sequence DESC LIMIT 1"))
                 .toString(),
        chosen);
}

void TestRealWindow::cancellingInTheMiddleOfTrainingEndsInAFinalState()
{
    const real::Workspace workspace(real::Workspace::Kind::Empty);
    const QTemporaryDir directory;
    const QString lines = directory.filePath(QStringLiteral("many.jsonl"));
    writeFile(lines, labelledLines(6000, 0));
    QCOMPARE(runProgram({QStringLiteral("import"), QStringLiteral("--workspace"), workspace.path(), lines}).exitCode, 0);
    const real::Window shown(workspace.path(), ViewId::Runs);
    QVERIFY(shown.waitUntilLoaded());
    real::Operator person;
    QVERIFY(startTraining(person, shown));
    auto* page = shown.child<QWidget>("page.runs");
    auto* table = page->findChild<QTableView*>(QStringLiteral("runTable"));
    auto* cancel = page->findChild<QPushButton*>(QStringLiteral("cancelRun"));
    const auto isUnderWay = [&] {
        const auto& runs = shown.snapshot().runs;
        return !runs.empty() && runs.front().state == core::domain::RunState::Running && runs.front().progress > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUnderWay() && table->isVisible() && table->model()->rowCount() == 1, kPatienceMs);
    QVERIFY(person.clickCell(table, 0, 0));
    QVERIFY(person.click(cancel));
    QTRY_COMPARE_WITH_TIMEOUT(WorkspaceSql(workspace.path()).column(QStringLiteral("SELECT state FROM runs")),
        QStringList{QStringLiteral("cancelled")}, kPatienceMs);
    QTRY_VERIFY(shown.snapshot().runs.front().isFinal());
    QVERIFY(!shown.snapshot().policy.has_value());
    QTRY_VERIFY(!cancel->isEnabled());
}

void TestRealWindow::aKillInTheMiddleOfApplyingLeavesExactlyOneActivePolicy()
{
    const real::Workspace workspace(real::Workspace::Kind::Trained);
    for (const int delayMs : {0, 3, 10, 40}) {
        const std::int64_t before = numberIn(workspace, "SELECT max(sequence) FROM policy_versions");
        {
            real::Gateway gateway(workspace.path());
            QVERIFY(gateway.isUp());
            const real::Window shown(workspace.path(), ViewId::Policy);
            QVERIFY(shown.waitUntilLoaded());
            real::Operator person;
            auto* slider = shown.child<QSlider>("riskSlider");
            QTRY_VERIFY(slider != nullptr && slider->isVisible());
            QVERIFY(person.drag(slider, slider->value() > 150 ? slider->value() - 40 : slider->value() + 120));
            QVERIFY(person.click(shown.child<QLineEdit>("riskReason")));
            QVERIFY(person.type(QStringLiteral("trial")));
            QTRY_VERIFY_WITH_TIMEOUT(shown.child<QPushButton>("riskApply")->isEnabled(), kPatienceMs);
            QVERIFY(person.click(shown.child<QPushButton>("riskApply")));
            QTest::qSleep(delayMs);
            gateway.kill();
        }
        const ProgramRun history = runProgram({QStringLiteral("policy"), QStringLiteral("history"),
            QStringLiteral("--workspace"), workspace.path(), QStringLiteral("--json")});
        QVERIFY2(history.exitCode == 0, history.errors.constData()); // the chain is whole
        const std::int64_t after = numberIn(workspace, "SELECT max(sequence) FROM policy_versions");
        QVERIFY(after == before || after == before + 1); // all of it or nothing
        QCOMPARE(numberIn(workspace, "SELECT count(*) FROM policy_versions"), after);
        QCOMPARE(numberIn(workspace, "SELECT count(*) FROM policy_versions WHERE hash NOT IN (SELECT previous_hash FROM "
                                     "policy_versions)"),
            std::int64_t{1}); // one end of the chain: the active one
        QCOMPARE(numberIn(workspace, "SELECT count(*) FROM policy_tasks WHERE sequence = (SELECT max(sequence) FROM "
                                     "policy_versions)"),
            std::int64_t{1}); // and it is complete
    }
}

void TestRealWindow::totalsAgreeAcrossADayBoundaryInAnotherZone()
{
    const real::Workspace workspace;
    for (int hours = 5; hours <= 60; hours += 5) {
        workspace.repeatTraffic(std::chrono::hours(hours), 10 + hours);
    }
    const QTemporaryDir directory;
    const QString settings = directory.filePath(QStringLiteral("console.ini"));
    {
        QSettings file(settings, QSettings::IniFormat);
        file.setValue(QStringLiteral("version"), 1);
        file.setValue(QStringLiteral("reporting/timeZone"), QStringLiteral("Asia/Kolkata"));
        file.setValue(QStringLiteral("view/timeWindow"), 6); // 28 days
    }
    constexpr std::int64_t kOffsetUs = (5 * 60 + 30) * 60 * 1'000'000LL;
    const QList<QVariantList> days = WorkspaceSql(workspace.path())
                                         .rows(QStringLiteral("SELECT (at_us + %1) / 86400000000 AS day, "
                                                              "sum(cost_nano), count(*) FROM queries GROUP BY day "
                                                              "ORDER BY day")
                                                   .arg(kOffsetUs));
    QVERIFY(days.size() >= 3); // boundaries lie between
    const std::int64_t total = numberIn(workspace, "SELECT sum(cost_nano) FROM queries");

    const real::Window shown(workspace.path(), ViewId::Overview, settings);
    QVERIFY(shown.waitUntilLoaded());
    const auto* tile = shown.child<ui::widgets::Tile>("tile.spend");
    QCOMPARE(nanoUsd(tile->content().toolTip.section(QLatin1Char(' '), 0, 0)), total);
    const auto* tasks = shown.child<QTableView>("taskTable");
    std::int64_t byTask = 0;
    for (int row = 0; row < tasks->model()->rowCount(); ++row) {
        byTask += nanoUsd(tasks->model()->index(row, 2).data(Qt::ToolTipRole).toString());
    }
    QCOMPARE(byTask, total);

    real::Operator person;
    QVERIFY(person.clickAction(shown.window(), QStringLiteral("action.view.costs")));
    QVERIFY(shown.waitUntilLoaded());
    auto* grouping = shown.child<QComboBox>("costGrouping");
    grouping->setCurrentIndex(grouping->findData(static_cast<int>(ui::models::CostGrouping::Day)));
    const auto* ledger = shown.child<QTableView>("costTable");
    constexpr int kSpend = 5;
    QTRY_VERIFY_WITH_TIMEOUT(ledger->model()->rowCount() > static_cast<int>(days.size()), kPatienceMs);
    QStringList ledgerDays;
    for (int row = 0; row < ledger->model()->rowCount(); ++row) {
        ledgerDays += QString::number(nanoUsd(ledger->model()->index(row, kSpend).data(Qt::ToolTipRole).toString()));
    }
    for (const QVariantList& day : days) {
        QVERIFY2(ledgerDays.contains(day[1].toString()), qPrintable(ledgerDays.join(QLatin1Char(' '))));
    }
    QCOMPARE(ledgerDays.last(), QString::number(total));

    QVERIFY(person.click(shown.child<QPushButton>("costCsv")));
    const QString path = directory.filePath(QStringLiteral("ledger.csv"));
    QVERIFY(saveAs(person, shown, path));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), kPatienceMs);
    const QStringList lines = QString::fromUtf8(readFile(path)).trimmed().split(QStringLiteral("\r\n"));
    QVERIFY2(lines.join(QLatin1Char('\n')).contains(QStringLiteral("+05:30")), qPrintable(lines.first()));
    QCOMPARE(nanoUsd(lines.last().section(QLatin1Char(','), 7, 7)), total);
}

void TestRealWindow::everyModelOfEveryViewKeepsTheContract()
{
    const real::Workspace workspace;
    const real::Window shown(workspace.path());
    QVERIFY(shown.waitUntilLoaded());
    QList<QAbstractItemModelTester*> testers;
    QSet<const QAbstractItemModel*> tested;
    for (const ViewId view : ui::models::kViews) {
        shown.window().showView(view);
        QVERIFY(shown.waitUntilLoaded());
        for (QAbstractItemModel* model : shown.window().findChildren<QAbstractItemModel*>()) {
            if (!tested.contains(model) && !model->inherits("QCompletionModel") && model->objectName() != QLatin1String("qt")) {
                tested.insert(model);
                testers += new QAbstractItemModelTester(
                    model, QAbstractItemModelTester::FailureReportingMode::QtTest, &shown.window());
            }
        }
        QTest::qWait(700); // at least one refresh under the tester's eyes
    }
    QVERIFY(tested.size() >= 9);
    shown.window().context().setTaskId("cs_intent");
    shown.window().context().setWindow(ui::models::TimeWindow::Week);
    QTest::qWait(700);
    qDeleteAll(testers); // before the views, some of which take their models along half destroyed
}

void TestRealWindow::tenAnswersAreJudgedByKeyboardAndTheLastIsTakenBack()
{
    const real::Workspace workspace;
    workspace.repeatTraffic(1min, 40, [](core::domain::QueryRecord& record) {
        record.isAuditSelected = true;
        record.auditProbability = 0.5;
        for (core::domain::Attempt& attempt : record.attempts) {
            attempt.quality.reset(); // nobody knows yet
        }
    });
    const real::Window shown(workspace.path(), ViewId::Overview);
    QVERIFY(shown.waitUntilLoaded());
    const std::int64_t before = numberIn(workspace, "SELECT count(*) FROM outcomes");
    const std::int64_t waiting = numberIn(workspace, "SELECT count(*) FROM audits WHERE judged_at_us IS NULL");
    QVERIFY(waiting > 10);
    real::Operator person;
    QVERIFY(person.press(Qt::Key_6, Qt::ControlModifier)); // Review
    QVERIFY(shown.window().currentView() == ViewId::Review);
    QVERIFY(shown.waitUntilLoaded());
    auto* grade = shown.child<QPushButton>("grade5");
    QTRY_VERIFY_WITH_TIMEOUT(grade != nullptr && grade->isVisible(), kPatienceMs);
    for (int i = 0; i < 10; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(grade->isEnabled(), kPatienceMs);
        QVERIFY(person.press(i % 2 == 0 ? Qt::Key_5 : Qt::Key_1));
        QTRY_COMPARE_WITH_TIMEOUT(numberIn(workspace, "SELECT count(*) FROM outcomes"), before + i + 1, kPatienceMs);
    }
    QTRY_VERIFY_WITH_TIMEOUT(grade->isEnabled(), kPatienceMs);
    QVERIFY(person.press(Qt::Key_Z, Qt::ControlModifier));
    QTRY_COMPARE_WITH_TIMEOUT(numberIn(workspace, "SELECT count(*) FROM outcomes"), before + 9, kPatienceMs);
    QCOMPARE(numberIn(workspace, "SELECT count(*) FROM audits WHERE judged_at_us IS NULL"), waiting - 9);
    QCOMPARE(numberIn(workspace, "SELECT count(*) FROM withdrawn_judgements"), std::int64_t{1});
}

QTEST_MAIN(TestRealWindow)
#include "tst_real_window.moc"
