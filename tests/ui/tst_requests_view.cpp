#include "fake_window.h"

#include "ui/models/request_table_model.h"
#include "ui/models/saved_filters.h"
#include "ui/pages/requests_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/window_actions.h"

#include <QAction>
#include <QHeaderView>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using core::ports::RequestSort;
using fake::Bench;
using ui::models::SavedFilter;
using ui::models::TimeWindow;
using ui::models::ViewId;

namespace {

const ui::pages::RequestsPage& pageOf(const Bench& bench)
{
    return *bench.window->findChild<ui::pages::RequestsPage*>();
}

QMenu& savedMenu(const Bench& bench)
{
    QMenu* menu = bench.child<QPushButton>("savedFilters")->menu();
    Q_EMIT menu->aboutToShow();
    return *menu;
}

QAction* actionIn(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions()) {
        if (action->text() == text) {
            return action;
        }
    }
    return nullptr;
}

} // namespace

class TestRequestsView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSavedFilterIsReadBack();
    void aFilterOfAnOlderVersionLoads();
    void aSavedFilterLeavesAListThatWasOpenedElsewhere();
    void aForgottenFilterIsBroughtBack();
    void aSavedFilterIsChosenInThePalette();
    void nothingIsAddedThatCameAfterCounting();
    void clearingGoesBackToTheToolbarsRange();
    void theListIsLeftAndFound();
};

void TestRequestsView::aSavedFilterIsReadBack()
{
    SavedFilter saved;
    saved.name = QStringLiteral("Cards");
    saved.filter.text = "card";
    saved.filter.isEscalated = false;
    saved.filter.clientKeyId = std::string();
    saved.taskId = "cs_intent";
    saved.window = TimeWindow::Week;
    saved.order = core::ports::RequestOrder{RequestSort::Latency, false};
    const SavedFilter read = ui::models::savedFilterFrom(ui::models::toLine(saved));
    QCOMPARE(read.name, saved.name);
    QCOMPARE(read.filter.text, saved.filter.text);
    QVERIFY(read.filter.isEscalated == saved.filter.isEscalated && !read.filter.isJudged);
    QVERIFY(read.filter.clientKeyId == saved.filter.clientKeyId);
    QVERIFY(read.taskId == saved.taskId && read.window == saved.window);
    QVERIFY(read.order && read.order->key == RequestSort::Latency && !read.order->isDescending);
}

void TestRequestsView::aFilterOfAnOlderVersionLoads()
{
    const SavedFilter read = ui::models::savedFilterFrom(
        QStringLiteral(R"({"name":"Cards","text":"card","tier":"","escalated":true,"judged":null,"meets":null})"));
    QCOMPARE(read.name, QStringLiteral("Cards"));
    QVERIFY(read.filter.isEscalated.value_or(false));
    QVERIFY(!read.taskId && !read.window && !read.order && !read.filter.clientKeyId); // stay as they are chosen
}

void TestRequestsView::aSavedFilterLeavesAListThatWasOpenedElsewhere()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    ui::models::ConsoleContext& context = bench.window->context();
    context.setTaskId("cs_intent");
    context.setWindow(TimeWindow::Hour);
    const auto* page = &pageOf(bench);
    auto* header = bench.child<QTableView>("requestTable")->horizontalHeader();
    Q_EMIT header->sectionClicked(ui::models::RequestTableModel::Cost);
    savedMenu(bench).actions().back()->trigger();
    auto* dialog = bench.child<QInputDialog>("saveFilter");
    dialog->setTextValue(QStringLiteral("Dear ones"));
    dialog->accept();

    core::ports::RequestFilter elsewhere; // of a month ago, and another task
    elsewhere.taskId = context.snapshot().tasks.back().id;
    elsewhere.range = {context.now() - std::chrono::hours(24 * 30), context.now() - std::chrono::hours(24 * 29)};
    context.setTaskId({});
    Q_EMIT context.requestsRequested(elsewhere, {});
    QVERIFY(page->model().filter().range.from == elsewhere.range.from);
    QVERIFY(page->model().order().key == RequestSort::Time);
    actionIn(savedMenu(bench), QStringLiteral("Dear ones"))->trigger();
    QCOMPARE(context.taskId(), std::string("cs_intent"));
    QVERIFY(context.window() == TimeWindow::Hour);
    QCOMPARE(page->model().filter().taskId, std::string("cs_intent"));
    QVERIFY(page->model().filter().range.from == context.range().from);
    QVERIFY(page->model().order().key == RequestSort::Cost && page->model().order().isDescending);
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(ui::models::RequestTableModel::Cost));
}

void TestRequestsView::aForgottenFilterIsBroughtBack()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    ui::models::SavedFilters filters(bench.window->context().settings());
    SavedFilter saved;
    saved.name = QStringLiteral("Cards");
    saved.filter.text = "card";
    filters.save(saved);
    actionIn(*actionIn(savedMenu(bench), QStringLiteral("Forget"))->menu(), saved.name)->trigger();
    QVERIFY(filters.all().empty());
    actionIn(savedMenu(bench), QStringLiteral("Bring back Cards"))->trigger();
    QCOMPARE(filters.all().size(), std::size_t{1});
    QCOMPARE(filters.all().front().filter.text, saved.filter.text);
}

void TestRequestsView::aSavedFilterIsChosenInThePalette()
{
    const Bench bench;
    QVERIFY(bench.waitUntilLoaded());
    ui::models::SavedFilters filters(bench.window->context().settings());
    SavedFilter saved;
    saved.name = QStringLiteral("Dear cards");
    saved.filter.text = "card";
    saved.taskId = "cs_intent";
    saved.order = core::ports::RequestOrder{RequestSort::Cost, true};
    filters.save(saved);
    bench.window->actions().palette->trigger();
    auto* palette = bench.child<ui::shell::CommandPalette>("commandPalette");
    QTRY_VERIFY(palette->isVisible());
    auto* input = palette->findChild<QLineEdit*>();
    QTest::keyClicks(input, QStringLiteral("Dear cards"));
    QCOMPARE(palette->shownCommands().value(0), QStringLiteral("Saved filter: Dear cards"));
    QTest::keyClick(input, Qt::Key_Return);
    QTRY_VERIFY(bench.window->currentView() == ViewId::Requests);
    QCOMPARE(bench.child<QLineEdit>("requestSearch")->text(), QStringLiteral("card"));
    QCOMPARE(pageOf(bench).model().filter().taskId, std::string("cs_intent"));
    QVERIFY(pageOf(bench).model().order().key == RequestSort::Cost);
    filters.remove(saved.name);
    bench.window->actions().palette->trigger();
    QVERIFY(!palette->shownCommands().contains(QStringLiteral("Saved filter: Dear cards")));
}

/// What the fakes hold of the last five minutes comes while the operator reads the question.
void TestRequestsView::nothingIsAddedThatCameAfterCounting()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    const core::TimePoint asked = fake::referenceTime() - std::chrono::minutes(5);
    bench.services.clock->set(asked);
    core::ports::RequestFilter wanted;
    wanted.range = bench.window->context().range();
    const auto counted = bench.services.requests->count(wanted, 1'000'000);
    QTest::mouseClick(bench.child<QPushButton>("reviewFiltered"), Qt::LeftButton);
    QTRY_VERIFY(bench.child<QMessageBox>("reviewFilteredQuestion") != nullptr);
    auto* question = bench.child<QMessageBox>("reviewFilteredQuestion");
    QVERIFY2(question->text().contains(bench.window->context().formats().count(*counted)), qPrintable(question->text()));
    bench.services.clock->set(fake::referenceTime());
    QTest::mouseClick(question->button(QMessageBox::Yes), Qt::LeftButton);
    QTRY_VERIFY(bench.executed<core::ports::AddToReview>().has_value());
    const core::ports::RequestFilter added = bench.executed<core::ports::AddToReview>()->filter;
    QVERIFY(added.range.to == asked);
    QCOMPARE(*bench.services.requests->count(added, 1'000'000), *counted);
}

void TestRequestsView::clearingGoesBackToTheToolbarsRange()
{
    const Bench bench({}, ViewId::Requests);
    QVERIFY(bench.waitUntilLoaded());
    ui::models::ConsoleContext& context = bench.window->context();
    QPushButton* clear = nullptr;
    for (auto* button : bench.window->findChildren<QPushButton*>()) {
        clear = button->text() == QStringLiteral("Clear") && button->isVisible() ? button : clear;
    }
    QVERIFY(clear != nullptr && !clear->isEnabled());
    QVERIFY(clear->toolTip().startsWith(QStringLiteral("No filter is set")));
    core::ports::RequestFilter elsewhere;
    elsewhere.range = {context.now() - std::chrono::hours(24 * 2), context.now()};
    elsewhere.clientKeyId = "key-1";
    Q_EMIT context.requestsRequested(elsewhere, {});
    QVERIFY(pageOf(bench).model().filter().clientKeyId == elsewhere.clientKeyId);
    QVERIFY(clear->isEnabled());
    QTest::mouseClick(clear, Qt::LeftButton);
    QVERIFY(!pageOf(bench).model().filter().clientKeyId);
    QVERIFY(pageOf(bench).model().filter().range.from == context.range().from);
    QVERIFY(!clear->isEnabled());
}

void TestRequestsView::theListIsLeftAndFound()
{
    const QTemporaryDir directory;
    const fake::Services services = fake::makeServices({});
    ui::WindowOptions options;
    options.settingsPath = directory.filePath(QStringLiteral("console.ini"));
    options.view = ViewId::Requests;
    {
        ui::MainWindow window(services.window(), options);
        window.show();
        auto* search = window.findChild<QLineEdit*>(QStringLiteral("requestSearch"));
        QTest::keyClicks(search, QStringLiteral("card"));
        const auto* page = window.findChild<ui::pages::RequestsPage*>();
        QTRY_COMPARE(page->model().filter().text, std::string("card"));
        Q_EMIT window.findChild<QTableView*>(QStringLiteral("requestTable"))
            ->horizontalHeader()->sectionClicked(ui::models::RequestTableModel::Latency);
        window.close();
    }
    ui::MainWindow window(services.window(), options);
    window.show();
    QCOMPARE(window.findChild<QLineEdit*>(QStringLiteral("requestSearch"))->text(), QStringLiteral("card"));
    const auto* page = window.findChild<ui::pages::RequestsPage*>();
    QTRY_COMPARE(page->model().filter().text, std::string("card"));
    QVERIFY(page->model().order().key == RequestSort::Latency);
}

QTEST_MAIN(TestRequestsView)
#include "tst_requests_view.moc"
