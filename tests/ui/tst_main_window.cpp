#include <QTest>

#include "fake_services.h"
#include "fake_window.h"
#include "ui/charts/chart_panel.h"
#include "ui/charts/table_switch.h"
#include "ui/charts/time_chart_view.h"
#include "ui/charts/cluster_map.h"
#include "ui/charts/waterfall_chart.h"
#include "ui/inspector/request_inspector.h"
#include "ui/main_window.h"
#include "ui/models/csv.h"
#include "ui/pages/costs_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/page.h"
#include "ui/screenshot.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/page_commands.h"
#include "ui/shell/window_actions.h"
#include "ui/widgets/tile.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QMouseEvent>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHelpEvent>
#include <QImage>
#include <QInputDialog>
#include <QLabel>
#include <QLineF>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSet>
#include <QSignalSpy>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

using fake::Bench;
using fake::cutLabel;
using ui::models::ViewId;

namespace {

/// Drops a file on the window; the dialog that opens, or null.
QDialog* dropFile(QWidget& window, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    if (enter.isAccepted()) {
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &drop);
    }
    return window.findChild<QDialog*>(QStringLiteral("estimateDialog"));
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyViewShowsDataAnEmptyStateOrAnError_data();
    void everyViewShowsDataAnEmptyStateOrAnError();
    void noLabelIsCut_data();
    void noLabelIsCut();
    void aPictureIsSavedAndAnUnwritablePathIsAnError();
    void noTwoActionsShareAShortcut();
    void everyActionCanBeFoundInThePalette();
    void aCommandThatGoesLeavesAnOpenPalette();
    void thePaletteRunsACommandFromTheKeyboard();
    void everyCommandOfAViewHasItsControl();
    void aCommandOfAViewOpensItAndPressesItsButton();
    void aCommandThatActsOnAChoiceShowsItFirst();
    void aCommandThatIsNotPossibleSaysWhyInThePalette();
    void theStatusButtonOpensTheAlarmInCoverage();
    void theOverviewIsExportedWhole();
    void everyViewExportsOrSaysWhyNot();
    void aPaintedChartIsExportedAsAPicture();
    void aTimeChartIsExportedAsAPdf();
    void everyEnabledControlHasAName();
    void theTilesAreTheSumOfTheTable();
    void theChosenTaskNarrowsTheTable();
    void whatALaterStartAsksForIsShown();
    void theLedgerIsOneSumInTileTableChartAndCsv();
    void everyDayOfTheChartIsItsLedgerLine();
    void everyDayOfTheLedgerHasItsDateInTheCsv();
    void whySpendChangedIsOneClickAway();
    void answersAreJudgedFromTheKeyboard();
    void aCorrectionStaysWithItsAnswer();
    void aDotOnTheMapChoosesItsCluster();
    void everyFigureOfTheReviewDoesWhatTheScreenSays();
    void theMapZoomsMovesGoesBackAndTellsWhatADotIs();
    void aClusterIsTaughtOnlyAfterItsPriceWasShown();
    void clustersAreRenamedMergedExcludedAndDrawn();
    void aFilterIsSavedUnderANameAndChosenAgain();
    void theWholeFilteredSetGoesToReviewWithItsCountStated();
    void theBudgetAndAPriceAreSetInCosts();
    void aLogDroppedOnTheWindowIsEstimated();
    void aBrokenLogSaysWhereItIsBroken();
    void searchNarrowsTheRequests();
    void aJudgementIsRecordedForTheSelectedRequest();
    void theExportHoldsExactlyWhatIsFiltered();
    void aSecondExportIsToldToWait();
    void theInspectorOpensWithTheFirstSelection();
    void aRiskLevelIsAppliedWithAReason();
    void nothingCanBeChangedReadOnly();
    void aDismissedHintStaysAway();
    void theSimulatedWorkloadIsNamedOnEveryView();
    void pausingStopsTheClockOfTheCharts();
    void windowStateIsRestored();
};

void TestMainWindow::everyViewShowsDataAnEmptyStateOrAnError_data()
{
    QTest::addColumn<int>("view");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("theme");
    for (const ViewId view : ui::models::kViews) {
        for (const char* state : {"full", "empty", "failing"}) {
            for (const char* theme : {"light", "dark"}) {
                QTest::addRow("%s %s %s", qPrintable(ui::models::nameOf(view)), state, theme)
                    << static_cast<int>(view) << QString::fromLatin1(state) << QString::fromLatin1(theme);
            }
        }
    }
}

void TestMainWindow::everyViewShowsDataAnEmptyStateOrAnError()
{
    QFETCH(const int, view);
    QFETCH(const QString, state);
    QFETCH(const QString, theme);
    fake::Options options;
    options.isEmpty = state == QLatin1String("empty");
    options.isFailing = state == QLatin1String("failing");
    options.olderDays = 2;
    const Bench bench(options, static_cast<ViewId>(view), theme);
    QVERIFY(bench.waitUntilLoaded());
    QVERIFY(bench.window->currentView() == static_cast<ViewId>(view));
    const QImage picture = bench.window->grab().toImage();
    const QRgb margin = picture.pixel(picture.width() - 4, picture.height() / 2); // never inside a chart
    QCOMPARE(qGray(margin) < 128, theme == QLatin1String("dark"));
}

void TestMainWindow::noLabelIsCut_data()
{
    QTest::addColumn<int>("view");
    for (const ViewId view : ui::models::kViews) {
        QTest::newRow(qPrintable(ui::models::nameOf(view))) << static_cast<int>(view);
    }
}

void TestMainWindow::noLabelIsCut()
{
    QFETCH(const int, view);
    fake::Options options;
    options.olderDays = 2;
    const Bench bench(options, static_cast<ViewId>(view));
    QVERIFY(bench.waitUntilLoaded());
    QTest::qWait(300);
    QCOMPARE(cutLabel(*bench.window), QString());
}

void TestMainWindow::aPictureIsSavedAndAnUnwritablePathIsAnError()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("overview.png"));
    QVERIFY(ui::renderScreenshot(*bench.window, path).has_value());
    QCOMPARE(QImage(path).size(), bench.window->size());
    QVERIFY(!ui::renderScreenshot(*bench.window, directory.filePath(QStringLiteral("absent/overview.png"))));
}

void TestMainWindow::noTwoActionsShareAShortcut()
{
    const Bench bench;
    QHash<QString, QString> owners;
    for (const QAction* action : bench.window->actions().all()) {
        for (const QKeySequence& shortcut : action->shortcuts()) {
            const QString keys = shortcut.toString();
            QVERIFY2(!owners.contains(keys), qPrintable(keys + QLatin1String(": ") + owners.value(keys)));
            owners.insert(keys, action->text());
        }
    }
    QVERIFY(owners.size() >= 12);
}

void TestMainWindow::everyActionCanBeFoundInThePalette()
{
    const Bench bench;
    ui::shell::CommandPalette palette(bench.window.get());
    palette.open(bench.window->actions().all());
    const QStringList shown = palette.shownCommands();
    for (const QAction* action : bench.window->actions().all()) {
        if (action->isEnabled()) {
            const QString name = QString(action->text()).remove(QChar(u'…'));
            QVERIFY2(shown.join(QLatin1Char('\n')).contains(name), qPrintable(name));
        }
    }
}

void TestMainWindow::aCommandThatGoesLeavesAnOpenPalette()
{
    const Bench bench;
    ui::shell::CommandPalette palette(bench.window.get());
    auto action = std::make_unique<QAction>(QStringLiteral("Task: short-lived"));
    palette.open({action.get()});
    QCOMPARE(palette.shownCommands().size(), qsizetype{1});
    action.reset();
    auto* input = palette.findChild<QLineEdit*>();
    QTest::keyClick(input, Qt::Key_Return); // the row is still there: nothing to run
    palette.open({});
    QVERIFY(palette.shownCommands().isEmpty());
    action = std::make_unique<QAction>(QStringLiteral("Task: short-lived"));
    palette.open({action.get()});
    action.reset();
    QTest::keyClicks(input, QStringLiteral("t"));
    QVERIFY(palette.shownCommands().isEmpty());
}

void TestMainWindow::thePaletteRunsACommandFromTheKeyboard()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    bench.window->actions().palette->trigger();
    auto* palette = bench.child<ui::shell::CommandPalette>("commandPalette");
    QVERIFY(QTest::qWaitFor([&] { return palette->isVisible(); }));
    auto* input = palette->findChild<QLineEdit*>();
    QTest::keyClicks(input, QStringLiteral("portf"));
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_VERIFY(bench.window->currentView() == ViewId::Portfolio);
}

void TestMainWindow::everyCommandOfAViewHasItsControl()
{
    const Bench bench;
    QStringList missing;
    for (const ui::shell::PageCommand& command : ui::shell::PageCommands::all()) {
        bench.window->showView(command.view);
        const auto* page = bench.child<ui::pages::Page>(qPrintable(QStringLiteral("page.") + ui::models::nameOf(command.view)));
        QVERIFY(page != nullptr);
        for (const char* name : {command.control, command.part}) {
            if (name != nullptr && page->findChild<QWidget*>(QString::fromLatin1(name)) == nullptr) {
                missing += QString::fromLatin1(name);
            }
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char(' '))));
}

void TestMainWindow::aCommandOfAViewOpensItAndPressesItsButton()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    bench.child<QAction>("action.portfolio.addKey")->trigger();
    QVERIFY(bench.window->currentView() == ViewId::Portfolio);
    QTRY_VERIFY(bench.child<QDialog>("clientKeyDialog") != nullptr);
}

void TestMainWindow::aCommandThatActsOnAChoiceShowsItFirst()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    auto* cancel = bench.child<QAction>("action.runs.cancelRun");
    cancel->trigger();
    QVERIFY(bench.window->currentView() == ViewId::Runs);
    const auto* page = bench.child<ui::pages::Page>("page.runs");
    const auto* button = page->findChild<QPushButton*>(QStringLiteral("cancelRun"));
    QTRY_VERIFY(bench.window->focusWidget() == button);
    QVERIFY(!bench.executed<core::ports::CancelRun>().has_value());
    cancel->trigger(); // now it is seen which run that is
    QTRY_VERIFY(bench.executed<core::ports::CancelRun>().has_value());
}

void TestMainWindow::aCommandThatIsNotPossibleSaysWhyInThePalette()
{
    const Bench bench({}, ViewId::Policy);
    QVERIFY(bench.waitUntilLoaded());
    QTRY_VERIFY(bench.child<QPushButton>("riskApply")->isVisible());
    bench.window->actions().palette->trigger();
    auto* palette = bench.child<ui::shell::CommandPalette>("commandPalette");
    QTest::keyClicks(palette->findChild<QLineEdit*>(), QStringLiteral("Apply the policy draft"));
    QCOMPARE(palette->shownCommands().value(0), QStringLiteral("Apply the policy draft"));
    const QString note = palette->findChild<QLabel*>(QStringLiteral("commandNote"))->text();
    QVERIFY(!note.isEmpty() && note != bench.child<QAction>("action.policy.riskApply")->statusTip());
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(palette->isVisible());
    QVERIFY(!bench.executed<core::ports::ApplyPolicyDraft>().has_value());
}

void TestMainWindow::theStatusButtonOpensTheAlarmInCoverage()
{
    fake::Options options;
    options.isFailing = true; // the only problem that the fakes' snapshot names
    const fake::Services fakes = fake::makeServices(options);
    core::ports::CoverageReport report = fake::fullCoverage();
    report.alarms = {{"watch", fake::referenceTime(), "legal_clause", "student", core::ports::AlarmKind::Watch, "Frequent.", false},
        {"seen", fake::referenceTime(), "cs_intent", "student", core::ports::AlarmKind::Alarm, "Seen.", true},
        {"open", fake::referenceTime(), "fin_ner", "student", core::ports::AlarmKind::Alarm, "Rang.", false}};
    ui::WindowServices services = fakes.window();
    services.coverage = std::make_shared<fake::Coverage>(report);
    ui::MainWindow window(services, {});
    window.resize(1280, 800);
    window.show();
    auto* status = window.findChild<QToolButton*>(QStringLiteral("problems"));
    QVERIFY(status != nullptr && status->isEnabled());
    QTest::mouseClick(status, Qt::LeftButton);
    QTRY_VERIFY(window.currentView() == ViewId::Coverage);
    const auto chosen = [&](const char* table) {
        const auto* view = window.findChild<QTableView*>(QString::fromLatin1(table));
        const QModelIndexList rows = view == nullptr ? QModelIndexList() : view->selectionModel()->selectedRows();
        return rows.isEmpty() ? -1 : rows.front().row();
    };
    QTRY_COMPARE(chosen("coverageTable"), 1); // fin_ner
    QTRY_COMPARE(chosen("alarmTable"), 2);
}

void TestMainWindow::theOverviewIsExportedWhole()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    bench.window->context().setLive(false);
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("overview.csv"));
    bench.window->actions().exportView->trigger();
    auto* dialog = bench.window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    Q_EMIT dialog->fileSelected(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    const auto& overview = bench.child<ui::pages::OverviewPage>("page.overview")->overview();
    QVERIFY(text.contains(QStringLiteral("spend_usd,%1,")
                              .arg(QString::fromStdString(core::domain::toDecimalUsd(overview->totals.spend)))));
    QVERIFY(text.contains(QStringLiteral("\ncs_intent,")));
    for (const char* name : {"chart.cost", "chart.share", "chart.escalation", "chart.latency"}) {
        const ui::models::ChartData& chart = bench.child<ui::charts::ChartPanel>(name)->view().data();
        const QString column = QStringLiteral("%1 (%2): %3").arg(chart.title, chart.unit, chart.series.front().name);
        QVERIFY2(text.contains(ui::models::csvField(column)), qPrintable(column));
    }
    QVERIFY(text.contains(QStringLiteral("time,event,task,acknowledged,text")));
}

void TestMainWindow::everyViewExportsOrSaysWhyNot()
{
    const Bench bench;
    for (const ViewId view : ui::models::kViews) {
        bench.window->showView(view);
        QVERIFY(bench.waitUntilLoaded());
        bench.window->actions().exportView->trigger();
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QCOMPARE(dialog == nullptr, view == ViewId::Review);
        if (dialog == nullptr) {
            const auto labels = bench.window->findChildren<QLabel*>();
            QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->text().contains(QLatin1String("Review shows one answer at a time."));
            }));
            continue;
        }
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("view.csv"));
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        QTRY_VERIFY2_WITH_TIMEOUT(QFileInfo(path).size() > 0, qPrintable(ui::models::nameOf(view)), fake::kPatienceMs);
    }
}

void TestMainWindow::aPaintedChartIsExportedAsAPicture()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    QWidget* chart = bench.child<ui::charts::WaterfallChart>("savingWaterfall");
    QVERIFY(chart != nullptr);
    auto* table = qobject_cast<ui::charts::TableSwitch*>(chart->parentWidget());
    QVERIFY(table != nullptr && table->menuButton() != nullptr && table->menuButton()->menu() != nullptr);
    QVERIFY(table->menuButton()->isVisible() && table->menuButton()->popupMode() == QToolButton::InstantPopup);
    const QList<QAction*> entries = table->menuButton()->menu()->actions();
    QCOMPARE(entries.size(), qsizetype{5}); // copy, CSV, PNG, SVG, PDF
    const QTemporaryDir directory;
    for (const auto& [place, suffix] :
        {std::pair{1, "csv"}, std::pair{2, "png"}, std::pair{3, "svg"}, std::pair{4, "pdf"}}) {
        entries[place]->trigger();
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        const QString path = directory.filePath(QStringLiteral("chart.") + QLatin1String(suffix));
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
        QVERIFY(QFileInfo(path).size() > 0);
    }
    const QImage picture(directory.filePath(QStringLiteral("chart.png")));
    QVERIFY(picture.width() == 2 * chart->width() && picture.height() > 2 * chart->height());
    QVERIFY(picture.text(QStringLiteral("Description")).contains(QStringLiteral("policy version")));
    const QByteArray pdf = bytesOf(directory.filePath(QStringLiteral("chart.pdf")));
    QVERIFY(pdf.startsWith("%PDF-") && pdf.contains("/EmbeddedFiles"));
    QVERIFY(!pdf.contains("/Subtype /Image")); // lines and letters, no pixels
}

void TestMainWindow::aTimeChartIsExportedAsAPdf()
{
    const Bench bench({}, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    auto* panel = bench.child<ui::charts::ChartPanel>("chart.cost");
    QVERIFY(panel != nullptr && !panel->view().data().isEmpty());
    const QSignalSpy written(panel, &ui::charts::ChartPanel::exported);
    const QSignalSpy failed(panel, &ui::charts::ChartPanel::exportFailed);
    const QTemporaryDir directory;
    for (const QString& path : {directory.filePath(QStringLiteral("chart.pdf")),
             directory.filePath(QStringLiteral("no such place/chart.pdf"))}) {
        panel->exportPdf();
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        Q_EMIT dialog->fileSelected(path);
        delete dialog;
    }
    QCOMPARE(written.size(), qsizetype{1});
    QCOMPARE(failed.size(), qsizetype{1});
    const QByteArray pdf = bytesOf(directory.filePath(QStringLiteral("chart.pdf")));
    QVERIFY(pdf.startsWith("%PDF-") && pdf.contains("/EmbeddedFiles"));
    QVERIFY(!pdf.contains("/Subtype /Image"));
}

void TestMainWindow::everyEnabledControlHasAName()
{
    for (const ViewId view : ui::models::kViews) {
        fake::Options options;
        options.olderDays = 1;
        const Bench bench(options, view);
        QVERIFY(bench.waitUntilLoaded());
        for (const QWidget* widget : bench.window->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<const QAbstractButton*>(widget) != nullptr
                || qobject_cast<const QComboBox*>(widget) != nullptr
                || (qobject_cast<const QLineEdit*>(widget) != nullptr
                    && qobject_cast<const QComboBox*>(widget->parentWidget()) == nullptr
                    && !widget->objectName().startsWith(QLatin1String("qt_")))
                || qobject_cast<const QTableView*>(widget) != nullptr;
            if (!isControl || !widget->isVisible() || widget->objectName().startsWith(QLatin1String("qt_"))
                || widget->inherits("QTableCornerButton") || widget->inherits("QLineEditIconButton")) {
                continue;
            }
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool isNamed = !widget->accessibleName().isEmpty()
                || (button != nullptr && (!button->text().isEmpty() || !button->toolTip().isEmpty()));
            QVERIFY2(isNamed,
                qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ')
                    + widget->objectName() + QLatin1String(" on ") + ui::models::nameOf(view)));
        }
    }
}

void TestMainWindow::theTilesAreTheSumOfTheTable()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    core::ports::OverviewQuery query;
    query.range = bench.window->context().range();
    const auto overview = bench.services.metrics->overview(query);
    core::domain::Money spend;
    std::int64_t queries = 0;
    for (const core::ports::TaskSummary& task : overview->tasks) {
        spend = spend + task.totals.spend;
        queries += task.totals.queries;
    }
    QCOMPARE(spend.nanoUsd, overview->totals.spend.nanoUsd);
    QCOMPARE(queries, overview->totals.queries);
    const auto* tile = bench.child<QWidget>("tile.spend");
    QVERIFY(tile != nullptr);
    QVERIFY(tile->toolTip().contains(bench.window->context().formats().exactMoney(spend)));
}

void TestMainWindow::whatALaterStartAsksForIsShown()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    bench.window->showAsked(ViewId::Costs, "cs_intent", {});
    QVERIFY(bench.window->currentView() == ViewId::Costs);
    QCOMPARE(bench.window->context().taskId(), std::string("cs_intent"));
    QTRY_COMPARE(bench.child<QComboBox>("taskSelector")->currentData().toString(), QStringLiteral("cs_intent"));

    bench.window->showAsked({}, {}, {}); // nothing was named: all stays
    QVERIFY(bench.window->currentView() == ViewId::Costs);
    QCOMPARE(bench.window->context().taskId(), std::string("cs_intent"));

    const QString newest = QString::fromStdString(bench.services.requests->records().back().id);
    bench.window->showAsked({}, {}, newest);
    QVERIFY(bench.window->currentView() == ViewId::Requests);
    QCOMPARE(bench.window->findChild<ui::inspector::RequestInspector*>()->requestId(), newest);
}

void TestMainWindow::theLedgerIsOneSumInTileTableChartAndCsv()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    auto* page = bench.child<ui::pages::CostsPage>("page.costs");
    auto* table = bench.child<QTableView>("costTable");
    auto* grouping = bench.child<QComboBox>("costGrouping");
    auto* waterfall = bench.child<ui::charts::WaterfallChart>("savingWaterfall");
    QVERIFY(page != nullptr && table != nullptr && grouping != nullptr && waterfall != nullptr);
    const QString tile = bench.child<ui::widgets::Tile>("tile.cost.spend")->content().toolTip;
    const int spendColumn = 5;
    const QTemporaryDir directory;
    for (int i = 0; i < grouping->count(); ++i) {
        grouping->setCurrentIndex(i);
        const QAbstractItemModel& model = *table->model();
        QTRY_VERIFY(model.rowCount() > 0);
        if (grouping->currentData().toInt() == static_cast<int>(ui::models::CostGrouping::Beside)) {
            QVERIFY(model.index(model.rowCount() - 1, spendColumn).data(Qt::ToolTipRole).toString() != tile);
            continue; // money beside the traffic is in no other line
        }
        QCOMPARE(model.index(model.rowCount() - 1, spendColumn).data(Qt::ToolTipRole).toString(), tile);
        const QString path = directory.filePath(QStringLiteral("%1.csv").arg(i));
        QVERIFY(page->writeCsv(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString last = QString::fromUtf8(file.readAll()).trimmed().section(QLatin1Char('\n'), -1);
        QCOMPARE(QStringLiteral("$") + last.section(QLatin1Char(','), 7, 7),
            QString(tile).remove(QLatin1Char(',')));
    }
    QCOMPARE(waterfall->steps().back().toolTip, tile);
    QVERIFY(page->writePdf(directory.filePath(QStringLiteral("r.pdf"))));
    QVERIFY(QFileInfo(directory.filePath(QStringLiteral("r.pdf"))).size() > 5000);
}

void TestMainWindow::everyDayOfTheChartIsItsLedgerLine()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    const auto* panel = bench.child<ui::charts::ChartPanel>("chart.days");
    QVERIFY(panel != nullptr);
    const ui::models::ChartData& chart = panel->view().data();
    QVERIFY2(!chart.isEmpty(), qPrintable(chart.emptyReason));
    const core::TimePoint now = bench.services.clock->now();
    const auto days = bench.services.costs->days({{now - std::chrono::hours(24 * 40), now}, {}, 0});
    QVERIFY(days.has_value());
    for (std::size_t i = 1; i < chart.buckets.size(); ++i) { // the first may reach behind the range
        const double start = chart.buckets[i].startMs;
        double stacked = 0;
        for (const ui::models::ChartSeries& series : chart.series) {
            stacked += series.role == ui::models::SeriesRole::Tier ? series.values[i] : 0.0;
        }
        double recorded = 0;
        for (const core::ports::DayCost& day : *days) {
            recorded += static_cast<double>(core::toMicroseconds(day.start)) / 1000 == start ? day.spend.usd()
                                                                                             : 0.0;
        }
        QVERIFY(std::abs(stacked - recorded) < 1e-9);
        QVERIFY(
            chart.buckets[i].endMs * 1000 <= static_cast<double>(core::toMicroseconds(now))); // complete days
    }
}

void TestMainWindow::everyDayOfTheLedgerHasItsDateInTheCsv()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    bench.window->context().setWindow(ui::models::TimeWindow::Week);
    auto* grouping = bench.child<QComboBox>("costGrouping");
    grouping->setCurrentIndex(grouping->findData(static_cast<int>(ui::models::CostGrouping::Day)));
    const QAbstractItemModel& model = *bench.child<QTableView>("costTable")->model();
    QTRY_VERIFY(model.rowCount() > 7); // a line a day and the total
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("days.csv"));
    QVERIFY(bench.child<ui::pages::CostsPage>("page.costs")->writeCsv(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    lines.removeIf([](const QString& line) { return line.startsWith(QLatin1Char('#')); });
    QVERIFY(lines.takeFirst().endsWith(QStringLiteral(",day")));
    QVERIFY(lines.takeLast().endsWith(QLatin1Char(','))); // the total is of no day
    QSet<QString> days;
    for (const QString& line : lines) {
        const QString day = line.section(QLatin1Char(','), -1);
        QVERIFY2(QDate::fromString(day, Qt::ISODate).isValid(), qPrintable(line));
        days.insert(day);
    }
    QCOMPARE(days.size(), lines.size());
    const QDateTime now = bench.window->context().formats().dateTime(bench.services.clock->now());
    QVERIFY(days.contains(now.date().toString(Qt::ISODate)));
}

void TestMainWindow::whySpendChangedIsOneClickAway()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    auto* link = bench.child<ui::widgets::Tile>("tile.spend")->findChild<QToolButton*>();
    QVERIFY(link != nullptr && link->isVisible());
    QTest::mouseClick(link, Qt::LeftButton);
    QVERIFY(bench.window->currentView() == ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    auto* waterfall = bench.child<ui::charts::WaterfallChart>("changeWaterfall");
    QVERIFY(waterfall != nullptr);
    double level = waterfall->steps().front().usd;
    for (std::size_t i = 1; i + 1 < waterfall->steps().size(); ++i) {
        level += waterfall->steps()[i].usd;
    }
    QVERIFY(std::abs(level - waterfall->steps().back().usd) < 1e-9);
    waterfall->setFocus();
    QTest::keyClick(waterfall, Qt::Key_Down);
    QTest::keyClick(waterfall, Qt::Key_Return);
    QVERIFY(bench.window->currentView() == ViewId::Requests);
}

void TestMainWindow::answersAreJudgedFromTheKeyboard()
{
    const Bench bench({}, ViewId::Review);
    QVERIFY(bench.waitUntilLoaded());
    auto* request = bench.child<QPlainTextEdit>("reviewRequest");
    auto* reviewer = bench.child<QLineEdit>("reviewer");
    auto* correction = bench.child<QPlainTextEdit>("correction");
    QVERIFY(request != nullptr && reviewer != nullptr && correction != nullptr);
    const QString first = request->toPlainText();
    request->setFocus();
    QTest::keyClick(request, Qt::Key_5);
    QTRY_VERIFY(bench.executed<core::ports::JudgeAnswer>());
    const auto judged = *bench.executed<core::ports::JudgeAnswer>();
    QCOMPARE(judged.quality, 1.0);
    QCOMPARE(QString::fromStdString(judged.reviewer), reviewer->text());
    QTRY_VERIFY(request->toPlainText() != first);
    auto* right = bench.child<QPushButton>("grade5");
    QVERIFY(!right->isChecked());
    QTest::keyClick(request, Qt::Key_Left); // back to the one just judged, with its grade
    QTRY_COMPARE(request->toPlainText(), first);
    QVERIFY(right->isChecked());
    QTest::keyClick(request, Qt::Key_Right);
    QTest::keyClick(request, Qt::Key_Z, Qt::ControlModifier); // takes it back
    QTRY_VERIFY((bench.executed<core::ports::WithdrawJudgement>()
        == core::ports::WithdrawJudgement{judged.queryId, judged.reviewer}));
    QTRY_COMPARE(request->toPlainText(), first);
    QVERIFY(!right->isChecked());
    QVERIFY(!bench.child<QPushButton>("reviewUndo")->isEnabled()); // nothing more to take back
    correction->setFocus();
    QTest::keyClicks(correction, QStringLiteral("15 days"));
    QCOMPARE(correction->toPlainText(), QStringLiteral("15 days")); // digits are typed, not judged
    QCOMPARE(bench.services.console->executed().size(), std::size_t{2});
    QTest::keyClick(correction, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(bench.services.console->executed().size(), std::size_t{3});
    const auto again = std::get<core::ports::JudgeAnswer>(bench.services.console->executed().back());
    QCOMPARE(again.queryId, judged.queryId);
    QCOMPARE(again.correctedAnswer, std::string("15 days"));
    QCOMPARE(again.quality, 0.0);
}

void TestMainWindow::aCorrectionStaysWithItsAnswer()
{
    const Bench bench({}, ViewId::Review);
    QVERIFY(bench.waitUntilLoaded());
    auto* request = bench.child<QPlainTextEdit>("reviewRequest");
    auto* correction = bench.child<QPlainTextEdit>("correction");
    const QString first = request->toPlainText();
    correction->setPlainText(QStringLiteral("begun"));
    request->setFocus();
    QTest::keyClick(request, Qt::Key_Right);
    QTRY_VERIFY(request->toPlainText() != first);
    QVERIFY(correction->toPlainText().isEmpty());
    QTest::keyClick(request, Qt::Key_Left);
    QTRY_COMPARE(request->toPlainText(), first);
    QCOMPARE(correction->toPlainText(), QStringLiteral("begun"));
    bench.window->context().setTaskId(bench.window->context().snapshot().tasks.back().id);
    QTRY_VERIFY(request->toPlainText() != first); // another task's answers
    QVERIFY(correction->toPlainText().isEmpty());
}

void TestMainWindow::aDotOnTheMapChoosesItsCluster()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* map = bench.child<ui::charts::ClusterMap>("clusterMap");
    auto* table = bench.child<QTableView>("clusterTable");
    auto* examples = bench.child<QListWidget>("clusterExamples");
    QVERIFY(map != nullptr && table != nullptr && examples != nullptr);
    QVERIFY(table->model()->rowCount() > 1);
    QCOMPARE(map->chosen(), 0);
    table->selectRow(1);
    QCOMPARE(map->chosen(), 1);
    QVERIFY(examples->count() > 0 && examples->count() <= 5); // each once
    const auto found = bench.services.clusters->find({{fake::referenceTime() - std::chrono::minutes(15), fake::referenceTime()}, {}, 1, 1000}, {});
    const auto first = std::find(found->clusterOf.begin(), found->clusterOf.end(), 0) - found->clusterOf.begin();
    QTest::mouseClick(map, Qt::LeftButton, {}, map->positionOf(static_cast<std::size_t>(first)).toPoint());
    QCOMPARE(table->currentIndex().row(), map->chosen());
    QTest::keyClick(map, Qt::Key_Plus);
    QTest::keyClick(map, Qt::Key_0);
    Q_EMIT examples->itemActivated(examples->item(0));
    QVERIFY(bench.window->currentView() == ViewId::Requests);
}

void TestMainWindow::everyFigureOfTheReviewDoesWhatTheScreenSays()
{
    fake::Options options;
    options.olderDays = 0;
    options.recentMinutes = 3; // students serve already, and pass some requests on
    const Bench bench(options, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    bench.window->showView(ViewId::Review); // nobody has clicked into the view
    QVERIFY(bench.waitUntilLoaded());
    auto* request = bench.child<QPlainTextEdit>("reviewRequest");
    QTRY_VERIFY(request->isVisible());
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(bench.window->focusWidget(), key, modifiers);
    };
    const auto judged = [&] { return bench.services.console->executed().size(); };
    const auto last = [&] { return std::get<core::ports::JudgeAnswer>(bench.services.console->executed().back()); };
    for (int grade = 1; grade <= 5; ++grade) {
        auto* button = bench.child<QPushButton>(qPrintable(QStringLiteral("grade%1").arg(grade)));
        QVERIFY(button->text().startsWith(QString::number(grade)));
        QTRY_VERIFY(button->isEnabled());
        press(static_cast<Qt::Key>(Qt::Key_0 + grade));
        QTRY_COMPARE(judged(), static_cast<std::size_t>(grade));
        QCOMPARE(last().quality, (grade - 1) / 4.0);
    }
    auto* taker = bench.child<QPushButton>("take6");
    for (int i = 0; i < 40 && !taker->isVisible(); ++i) {
        QTRY_VERIFY(bench.child<QPushButton>("grade1")->isEnabled());
        press(Qt::Key_Right); // until one that another tier answered too
    }
    QVERIFY(taker->isVisible() && taker->text().startsWith(QLatin1Char('6')));
    auto* correction = bench.child<QPlainTextEdit>("correction");
    auto* others = bench.child<QPlainTextEdit>("reviewOthers");
    press(Qt::Key_6);
    const QString taken = correction->toPlainText();
    QVERIFY(!taken.isEmpty() && others->toPlainText().contains(taken));
    QCOMPARE(judged(), std::size_t{5}); // nothing is recorded yet
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(judged(), std::size_t{6});
    QCOMPARE(QString::fromStdString(last().correctedAnswer), taken);
}

void TestMainWindow::theMapZoomsMovesGoesBackAndTellsWhatADotIs()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* map = bench.child<ui::charts::ClusterMap>("clusterMap");
    const QPointF first = map->positionOf(0);
    const double apart = QLineF(first, map->positionOf(1)).length();
    const auto isAt = [&](const QPointF& position) { return QLineF(map->positionOf(0), position).length() < 0.01; };
    map->setFocus();
    QWheelEvent wheel(first, map->mapToGlobal(first), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(map, &wheel);
    QVERIFY(isAt(first)); // what is under the pointer stays there
    QVERIFY(QLineF(map->positionOf(0), map->positionOf(1)).length() > 1.1 * apart);
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY(map->positionOf(0).x() < first.x());
    QTest::keyClick(map, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(isAt(first));
    QTest::keyClick(map, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(QLineF(map->positionOf(0), map->positionOf(1)).length(), apart);
    QTest::mousePress(map, Qt::LeftButton, {}, {20, 20});
    QMouseEvent drag(QEvent::MouseMove, {60, 50}, map->mapToGlobal(QPointF(60, 50)), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(map, &drag);
    QTest::mouseRelease(map, Qt::LeftButton, {}, {60, 50});
    QVERIFY(isAt(first + QPointF(40, 30)));
    QTest::keyClick(map, Qt::Key_0);
    QVERIFY(isAt(first));
    const QPoint dot = first.toPoint();
    QHelpEvent help(QEvent::ToolTip, dot, map->mapToGlobal(dot));
    QApplication::sendEvent(map, &help);
    QVERIFY(!QToolTip::text().isEmpty() && QToolTip::text() != map->toolTip());
}

void TestMainWindow::aClusterIsTaughtOnlyAfterItsPriceWasShown()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* preview = bench.child<QPushButton>("distilPreview");
    auto* start = bench.child<QPushButton>("distilStart");
    QVERIFY(!start->isEnabled() && !start->toolTip().isEmpty());
    QVERIFY(!preview->isEnabled()); // a student answers one task
    bench.window->context().setTaskId("cs_intent");
    QTRY_VERIFY(preview->isEnabled());
    QVERIFY(!start->isEnabled());
    QTest::mouseClick(preview, Qt::LeftButton);
    QTRY_VERIFY(start->isEnabled());
    const QString words = bench.child<QLabel>("distilFigures")->text();
    QVERIFY2(words.contains(QLatin1String("$0.0314")) && words.contains(QLatin1String("Large model"))
            && words.contains(QLatin1String("$1.26 ($0.850 to $1.73)")),
        qPrintable(words));
    QCOMPARE(bench.child<QListWidget>("distilExamples")->count(), 2);
    QTest::mouseClick(start, Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::DistilCluster>());
    const auto command = *bench.executed<core::ports::DistilCluster>();
    QCOMPARE(command.cluster.taskId, std::string("cs_intent"));
    QVERIFY(!command.cluster.members.empty() && command.options.members == command.cluster.members);
    QTRY_VERIFY(bench.window->currentView() == ViewId::Runs);
}

void TestMainWindow::clustersAreRenamedMergedExcludedAndDrawn()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* table = bench.child<QTableView>("clusterTable");
    auto* name = bench.child<QLineEdit>("clusterName");
    const auto button = [&](const char* which) { return bench.child<QPushButton>(which); };
    const auto press = [&](const char* which) { QTest::mouseClick(button(which), Qt::LeftButton); };
    QVERIFY(table->model()->rowCount() > 1 && name->isEnabled());
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Refunds"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(bench.executed<core::ports::RenameCluster>().has_value());
    QCOMPARE(bench.executed<core::ports::RenameCluster>()->label, std::string("Refunds"));
    QVERIFY(!bench.executed<core::ports::RenameCluster>()->cluster.members.empty());
    QTRY_VERIFY(button("clusterExclude")->isEnabled());
    QVERIFY(!button("clusterMerge")->isEnabled()); // one cluster alone
    press("clusterExclude");
    QTRY_VERIFY(bench.executed<core::ports::ExcludeCluster>().has_value());
    QTRY_VERIFY(button("clusterExclude")->isEnabled());
    table->selectAll();
    QTRY_VERIFY(button("clusterMerge")->isEnabled());
    press("clusterMerge");
    QTRY_VERIFY(bench.executed<core::ports::MergeClusters>().has_value());
    QVERIFY(!bench.executed<core::ports::MergeClusters>()->others.empty());
    QTRY_VERIFY(button("clusterReview")->isEnabled());
    press("clusterReview");
    QTRY_VERIFY(bench.executed<core::ports::AddToReview>().has_value());
    QVERIFY(!bench.executed<core::ports::AddToReview>()->queryIds.empty());

    auto* map = bench.child<ui::charts::ClusterMap>("clusterMap");
    QTRY_VERIFY(button("clusterLasso")->isEnabled());
    press("clusterLasso");
    const QRect inside = map->rect().adjusted(2, 2, -2, -2);
    QTest::mousePress(map, Qt::LeftButton, {}, inside.topLeft());
    for (const QPoint& corner : {inside.topRight(), inside.bottomRight(), inside.bottomLeft(), inside.topLeft()}) {
        QMouseEvent move(QEvent::MouseMove, QPointF(corner), map->mapToGlobal(QPointF(corner)), Qt::NoButton,
            Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(map, &move);
    }
    QTest::mouseRelease(map, Qt::LeftButton, {}, inside.topLeft());
    QTRY_VERIFY(button("clusterDraw")->isEnabled());
    press("clusterDraw");
    QTRY_VERIFY(bench.executed<core::ports::DrawCluster>().has_value());
    QVERIFY(bench.executed<core::ports::DrawCluster>()->cluster.members.size() > 10);
}

void TestMainWindow::aFilterIsSavedUnderANameAndChosenAgain()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    auto* search = bench.child<QLineEdit>("requestSearch");
    QTest::keyClicks(search, QStringLiteral("card"));
    auto* saved = bench.child<QPushButton>("savedFilters");
    QVERIFY(saved != nullptr);
    Q_EMIT saved->menu()->aboutToShow();
    saved->menu()->actions().back()->trigger(); // "Save this filter…"
    auto* dialog = bench.child<QInputDialog>("saveFilter");
    QVERIFY(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("Cards"));
    dialog->accept();
    search->clear();
    Q_EMIT saved->menu()->aboutToShow();
    QAction* first = saved->menu()->actions().front();
    QCOMPARE(first->text(), QStringLiteral("Cards"));
    first->trigger();
    QCOMPARE(search->text(), QStringLiteral("card"));
}

void TestMainWindow::theWholeFilteredSetGoesToReviewWithItsCountStated()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    QTest::keyClicks(bench.child<QLineEdit>("requestSearch"), QStringLiteral("card"));
    core::ports::RequestFilter wanted;
    wanted.range = bench.window->context().range();
    wanted.text = "card";
    const auto count = bench.services.requests->count(wanted, 1'000'000);
    QVERIFY(count.has_value() && *count > 0);
    QTest::mouseClick(bench.child<QPushButton>("reviewFiltered"), Qt::LeftButton);
    QTRY_VERIFY(bench.child<QMessageBox>("reviewFilteredQuestion") != nullptr);
    auto* question = bench.child<QMessageBox>("reviewFilteredQuestion");
    QVERIFY2(question->text().contains(bench.window->context().formats().count(*count)), qPrintable(question->text()));
    QTest::mouseClick(question->button(QMessageBox::Yes), Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::AddToReview>().has_value());
    QCOMPARE(bench.executed<core::ports::AddToReview>()->filter.text, std::string("card"));
    QVERIFY(bench.executed<core::ports::AddToReview>()->queryIds.empty());
}

void TestMainWindow::theBudgetAndAPriceAreSetInCosts()
{
    const Bench bench({}, ViewId::Costs);
    QVERIFY(bench.waitUntilLoaded());
    auto* sentence = bench.child<QLabel>("budgetSentence");
    QTRY_VERIFY2(sentence->text().contains(QStringLiteral("200")), qPrintable(sentence->text()));
    auto* prices = bench.child<QTableView>("priceTable");
    QTRY_COMPARE(prices->model()->rowCount(), 2);
    QCOMPARE(prices->model()->index(1, 2).data().toString(), QStringLiteral("unknown"));
    auto* limit = bench.child<QDoubleSpinBox>("budgetLimit");
    limit->setValue(12.5);
    QTest::mouseClick(bench.child<QPushButton>("setBudget"), Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::SetMonthlyBudget>().has_value());
    QCOMPARE(bench.executed<core::ports::SetMonthlyBudget>()->limit->nanoUsd, std::int64_t(12'500'000'000));
    auto* button = bench.child<QPushButton>("setPrice");
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(bench.child<QLineEdit>("priceInput"), QStringLiteral("2.5"));
    QTest::keyClicks(bench.child<QLineEdit>("priceSource"), QStringLiteral("offer"));
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::SetTierPrice>().has_value());
    QCOMPARE(bench.executed<core::ports::SetTierPrice>()->prices.inputPicoUsd.value(), std::int64_t(2'500'000));
    QVERIFY(!bench.executed<core::ports::SetTierPrice>()->prices.outputPicoUsd); // unknown, not 0

    QVERIFY(bench.services.costBook->setMonthlyBudget({}, core::domain::Money{300'000'000'000})); // by another program
    QTest::keyClick(bench.window.get(), Qt::Key_F5);
    QTRY_VERIFY2(sentence->text().contains(QStringLiteral("300")), qPrintable(sentence->text()));
}

void TestMainWindow::aLogDroppedOnTheWindowIsEstimated()
{
    const Bench bench({}, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    QDialog* dialog = dropFile(*bench.window, QStringLiteral("/tmp/spend.jsonl"));
    QVERIFY(dialog != nullptr && dialog->isVisible());
    auto* headline = dialog->findChild<QLabel*>(QStringLiteral("estimateHeadline"));
    QTRY_VERIFY(headline->text().contains(QStringLiteral("9.50")));
    QVERIFY(headline->text().contains(QStringLiteral("12.00")));
    auto* groups = dialog->findChild<QTableView*>(QStringLiteral("estimateGroups"));
    QCOMPARE(groups->model()->rowCount(), 2);
    auto* unknowns = dialog->findChild<QLabel*>(QStringLiteral("estimateUnknowns"));
    QVERIFY(unknowns->text().contains(QStringLiteral("59 judged answers")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(bench.child<QDialog>("estimateDialog") == nullptr);
}

void TestMainWindow::aBrokenLogSaysWhereItIsBroken()
{
    const Bench bench({}, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    QDialog* dialog = dropFile(*bench.window, QStringLiteral("/tmp/broken.jsonl"));
    QVERIFY(dialog != nullptr);
    const auto saysWhere = [&] {
        const QList<QLabel*> labels = dialog->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [](const QLabel* label) { return label->isVisible() && label->text().contains(QStringLiteral("line 3")); });
    };
    QTRY_VERIFY(saysWhere());
}

void TestMainWindow::theChosenTaskNarrowsTheTable()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    auto* table = bench.child<QTableView>("requestTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    bench.window->context().setTaskId("cs_intent");
    const QString name = bench.window->context().catalogue().taskName("cs_intent");
    QTRY_VERIFY(table->model()->rowCount() > 0 && table->model()->index(0, 1).data().toString() == name
        && table->model()->index(table->model()->rowCount() - 1, 1).data().toString() == name);
}

void TestMainWindow::searchNarrowsTheRequests()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    auto* table = bench.child<QTableView>("requestTable");
    QTRY_VERIFY(table->model()->rowCount() > 1);
    const QString id = QString::fromStdString(bench.services.requests->records().back().id);
    bench.window->actions().find->trigger();
    QTest::keyClicks(bench.child<QLineEdit>("requestSearch"), id);
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TestMainWindow::theExportHoldsExactlyWhatIsFiltered()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    bench.window->context().setTaskId("cs_intent");
    core::ports::RequestFilter filter;
    filter.isEscalated = true;
    filter.taskId = "cs_intent";
    filter.range = bench.window->context().range();
    const auto expected = bench.services.requests->count(filter, 100'000);
    QVERIFY(expected && *expected > 1);
    for (auto* box : bench.window->findChildren<QComboBox*>()) {
        if (const int escalated = box->findText(QStringLiteral("Escalated")); escalated >= 0) {
            box->setCurrentIndex(escalated);
        }
    }
    QTRY_COMPARE(bench.child<QLabel>("requestCount")->text(), QStringLiteral("%1 requests").arg(*expected));
    bench.window->actions().exportView->trigger();
    auto* dialog = bench.window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("escalated.csv"));
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QStringList rows;
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), fake::kPatienceMs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QString& line : QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts)) {
        if (!line.startsWith(QLatin1Char('#'))) {
            rows += line;
        }
    }
    QCOMPARE(static_cast<std::int64_t>(rows.size()) - 1, *expected); // below the header
    for (const QString& row : rows.mid(1)) {
        QVERIFY2(row.contains(QLatin1String("cs_intent")), qPrintable(row));
    }
}

void TestMainWindow::aSecondExportIsToldToWait()
{
    constexpr int kBusy = 16; // more than the pool has threads
    QSemaphore gate;
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    const auto opened = qScopeGuard([&] { gate.release(kBusy); });
    for (int i = 0; i < kBusy; ++i) {
        bench.window->context().pool().start([&gate] { gate.acquire(); });
    }
    const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("first.csv"));
    bench.window->actions().exportView->trigger();
    auto* dialog = bench.window->findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(bench.window->findChild<QFileDialog*>() == nullptr);

    bench.window->actions().exportView->trigger();
    QVERIFY(bench.window->findChild<QFileDialog*>() == nullptr);
    const auto labels = bench.window->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().contains(QStringLiteral("An export is still being written."));
    }));
    QVERIFY(!QFile::exists(path));
    gate.release(kBusy);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), fake::kPatienceMs);
}

void TestMainWindow::theInspectorOpensWithTheFirstSelection()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    auto* dock = bench.child<QWidget>("dock.inspector");
    QVERIFY(!dock->isVisible());
    auto* table = bench.child<QTableView>("requestTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    table->setCurrentIndex(table->model()->index(0, 0));
    QTRY_VERIFY(dock->isVisible());
    QTRY_VERIFY(bench.child<QWidget>("routeStory") != nullptr);
}

void TestMainWindow::aJudgementIsRecordedForTheSelectedRequest()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    const std::string id = bench.services.requests->records().back().id;
    Q_EMIT bench.window->context().requestSelected(QString::fromStdString(id));
    QTRY_VERIFY(bench.child<QWidget>("routeStory") != nullptr);
    auto* misses = bench.child<QPushButton>("outcomeMisses");
    QTRY_VERIFY(misses->isEnabled());
    misses->click();
    QTRY_VERIFY(bench.executed<core::ports::RecordOutcome>().has_value());
    const auto outcome = bench.executed<core::ports::RecordOutcome>();
    QCOMPARE(outcome->queryId, id);
    QCOMPARE(outcome->quality, 0.0);
}

void TestMainWindow::aRiskLevelIsAppliedWithAReason()
{
    const Bench bench({}, ViewId::Policy);
    QVERIFY(bench.waitUntilLoaded());
    auto* slider = bench.child<QSlider>("riskSlider");
    auto* apply = bench.child<QPushButton>("riskApply");
    QTRY_VERIFY(slider->isVisible());
    slider->setValue(slider->value() + 30);
    QVERIFY(!apply->isEnabled()); // no reason yet
    QTest::keyClicks(bench.child<QLineEdit>("riskReason"), QStringLiteral("trial"));
    QTRY_VERIFY(apply->isEnabled());
    apply->click();
    QTRY_VERIFY(bench.executed<core::ports::ApplyPolicyDraft>().has_value());
    QCOMPARE(bench.executed<core::ports::ApplyPolicyDraft>()->reason, std::string("trial"));
}

void TestMainWindow::nothingCanBeChangedReadOnly()
{
    fake::Options options;
    options.isReadOnly = true;
    const Bench bench(options, ViewId::Policy);
    QVERIFY(bench.waitUntilLoaded());
    QTRY_VERIFY(bench.child<QSlider>("riskSlider")->isVisible());
    bench.child<QSlider>("riskSlider")->setValue(100);
    QTest::keyClicks(bench.child<QLineEdit>("riskReason"), QStringLiteral("trial"));
    QTest::qWait(300);
    QVERIFY(!bench.child<QPushButton>("riskApply")->isEnabled());
    QVERIFY(!bench.window->actions().trainStudents->isEnabled());
    QVERIFY(!bench.window->actions().simulatedTraffic->isEnabled());
}

void TestMainWindow::aDismissedHintStaysAway()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    auto* cards = bench.child<QWidget>("hintCards");
    QTRY_VERIFY(cards->isVisible());
    QWidget* card = nullptr;
    for (QWidget* widget : cards->findChildren<QWidget*>()) {
        if (widget->objectName().startsWith(QLatin1String("hint."))) {
            card = widget;
            break;
        }
    }
    QVERIFY(card != nullptr);
    const QString name = card->objectName();
    card->findChild<QToolButton*>()->click();
    QTRY_VERIFY(
        cards->findChild<QWidget*>(name) == nullptr || !cards->findChild<QWidget*>(name)->isVisible());
}

void TestMainWindow::theSimulatedWorkloadIsNamedOnEveryView()
{
    for (const ViewId view : ui::models::kViews) {
        fake::Options options;
        options.olderDays = 1;
        const Bench bench(options, view);
        QVERIFY(bench.waitUntilLoaded());
        const auto* banner = bench.child<QWidget>("workloadBanner");
        QVERIFY(banner != nullptr && banner->isVisible());
        QVERIFY(banner->accessibleName().startsWith(QLatin1String("Simulated workload")));
    }
}

void TestMainWindow::pausingStopsTheClockOfTheCharts()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    ui::models::ConsoleContext& context = bench.window->context();
    context.setLive(false);
    const core::TimePoint paused = context.viewTime();
    bench.services.clock->set(paused + std::chrono::minutes(5));
    QVERIFY(context.viewTime() == paused);
    context.setLive(true);
    QVERIFY(context.viewTime() == paused + std::chrono::minutes(5));
}

void TestMainWindow::windowStateIsRestored()
{
    const QTemporaryDir directory;
    const fake::Services services = fake::makeServices({});
    ui::WindowOptions options;
    options.settingsPath = directory.filePath(QStringLiteral("console.ini"));
    {
        ui::MainWindow window(services.window(), options);
        window.show();
        window.showView(ViewId::Portfolio);
        window.context().setTaskId("fin_ner");
        window.close();
    }
    ui::MainWindow window(services.window(), options);
    QVERIFY(window.currentView() == ViewId::Portfolio);
    QCOMPARE(window.context().taskId(), std::string("fin_ner"));
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
