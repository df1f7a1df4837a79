#include "fake_window.h"
#include "ui/charts/cluster_map.h"
#include "ui/theme/colours.h"

#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest/QtTest>

using fake::Bench;
using ui::models::ViewId;

/// What is on screen while other clusters are being found, or cannot be.
class TestClustersView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void editsAreOfTheTaskWhoseClustersAreShown();
    void anEditIsShownAmongTheFailuresThatWereEdited();
    void anEditLosesNeitherTheClusterNorTheKeyboard();
    void groupingIsStoppedByTheOperator();
    void groupingThatNobodyWaitsForIsStopped();
    void refreshTriesAgain();
    void everyDotOfALargeMapIsDrawn();
    void aNarrowRowIsSplit();

private:
    static constexpr int kPatienceMs = 10'000;
};

void TestClustersView::editsAreOfTheTaskWhoseClustersAreShown()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    bench.window->context().setTaskId("cs_intent");
    auto* rename = bench.child<QPushButton>("clusterRename");
    auto* preview = bench.child<QPushButton>("distilPreview");
    auto* table = bench.child<QTableView>("clusterTable");
    QTRY_VERIFY(rename->isEnabled() && preview->isEnabled());
    const int shown = table->model()->rowCount();

    bench.services.clusters->hold(true);
    bench.window->context().setTaskId("legal_clause");
    QTRY_VERIFY(!rename->isEnabled()); // the clusters on screen are still those of the other task
    QVERIFY2(rename->toolTip().contains(QStringLiteral("grouped")), qPrintable(rename->toolTip()));
    QVERIFY(!preview->isEnabled());
    QCOMPARE(table->model()->rowCount(), shown);

    auto* stop = bench.child<QPushButton>("clusterStop");
    QVERIFY(stop->isVisible());
    QTest::mouseClick(stop, Qt::LeftButton); // the toolbar says legal_clause, the map is cs_intent's
    QTRY_VERIFY(rename->isEnabled() && !stop->isVisible());
    auto* name = bench.child<QLineEdit>("clusterName");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Refunds"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(bench.executed<core::ports::RenameCluster>().has_value());
    QCOMPARE(bench.executed<core::ports::RenameCluster>()->cluster.taskId, std::string("cs_intent"));
}

/// With the failures of the minutes since among them, the clusters would be others.
void TestClustersView::anEditIsShownAmongTheFailuresThatWereEdited()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* name = bench.child<QLineEdit>("clusterName");
    QTRY_VERIFY(name->isEnabled());
    const core::TimePoint until = bench.services.clusters->askedUntil();
    const int begun = bench.services.clusters->begun();
    bench.services.clock->advance(std::chrono::minutes(2));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Refunds"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(bench.services.clusters->begun() > begun);
    QVERIFY(bench.services.clusters->askedUntil() == until);
}

void TestClustersView::anEditLosesNeitherTheClusterNorTheKeyboard()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* table = bench.child<QTableView>("clusterTable");
    auto* name = bench.child<QLineEdit>("clusterName");
    QTRY_VERIFY(name->isEnabled() && table->model()->rowCount() > 2);
    table->selectRow(2);
    QTRY_VERIFY(name->isEnabled());
    const QString chosen = name->text();
    name->setFocus();
    QTRY_VERIFY(name->hasFocus());
    const int begun = bench.services.clusters->begun();
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(bench.services.clusters->begun() > begun);
    QTRY_VERIFY(name->isEnabled() && name->hasFocus());
    QCOMPARE(table->currentIndex().row(), 2);
    QCOMPARE(name->text(), chosen);
}

void TestClustersView::groupingIsStoppedByTheOperator()
{
    const Bench bench({}, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    bench.services.clusters->hold(true);
    bench.window->showView(ViewId::Clusters);
    auto* stop = bench.child<QPushButton>("clusterStop");
    QTRY_VERIFY(stop != nullptr && stop->isVisible());
    QTRY_COMPARE(bench.services.clusters->begun(), 1); // one that has not begun is not stopped
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_COMPARE(bench.services.clusters->stopped(), 1);
    QVERIFY(bench.window->isLoaded()); // nothing more is coming
    bench.services.clusters->hold(false);
    QTest::keyClick(bench.window.get(), Qt::Key_F5);
    QTRY_VERIFY(bench.child<QTableView>("clusterTable")->model()->rowCount() > 0);
}

void TestClustersView::groupingThatNobodyWaitsForIsStopped()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    fake::Clusters& held = *bench.services.clusters;
    held.hold(true);
    int superseded = 0;
    for (const char* task : {"cs_intent", "legal_clause", "fin_ner"}) {
        const int begun = held.begun();
        bench.window->context().setTaskId(task);
        QTRY_COMPARE(held.begun(), begun + 1);
        QTRY_COMPARE(held.stopped(), superseded); // the worker of the one before, although nobody lets it go
        ++superseded;
    }
    held.hold(false);
    QTRY_VERIFY(bench.child<QPushButton>("clusterRename")->isEnabled() || !bench.child<QPushButton>("clusterStop")->isVisible());
    QTRY_VERIFY(!bench.child<QPushButton>("clusterStop")->isVisible());

    auto other = std::make_unique<Bench>(fake::Options{}, ViewId::Clusters);
    QVERIFY(other->waitUntilLoaded());
    const std::shared_ptr<fake::Clusters> clusters = other->services.clusters;
    clusters->hold(true);
    QTest::keyClick(other->window.get(), Qt::Key_F5);
    QTRY_VERIFY(other->child<QPushButton>("clusterStop")->isVisible());
    other.reset(); // would wait for ever
    QTRY_COMPARE_WITH_TIMEOUT(clusters->stopped(), 1, kPatienceMs);
}

void TestClustersView::refreshTriesAgain()
{
    const Bench bench({}, ViewId::Overview);
    QVERIFY(bench.waitUntilLoaded());
    bench.services.clusters->setFailing(true);
    bench.window->showView(ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* table = bench.child<QTableView>("clusterTable");
    QCOMPARE(table->model()->rowCount(), 0);
    bench.services.clusters->setFailing(false);
    QTest::keyClick(bench.window.get(), Qt::Key_F5);
    QTRY_VERIFY(table->model()->rowCount() > 0);
}

void TestClustersView::everyDotOfALargeMapIsDrawn()
{
    constexpr std::size_t kPoints = 30'000; // drawn in another way than few
    auto map = std::make_shared<core::domain::FailureMap>();
    map->clusters.resize(2);
    map->points.resize(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i) {
        map->clusterOf.push_back(i % 1'000 == 0 ? 1 : 0);
        map->x.push_back(static_cast<float>(i % 173));
        map->y.push_back(static_cast<float>(i % 211));
    }
    ui::charts::ClusterMap view;
    view.resize(900, 640);
    view.setMap(map);
    view.setChosen(1);
    const QImage picture = view.grab().toImage();
    const QColor chosen = ui::theme::coloursFor(view.palette()).accent;
    int drawn = 0;
    for (std::size_t i = 0; i < kPoints; i += 1'000) {
        const QPoint at = (view.positionOf(i) * picture.devicePixelRatio()).toPoint();
        drawn += picture.pixelColor(at) == chosen ? 1 : 0;
    }
    QVERIFY2(drawn >= 28, qPrintable(QString::number(drawn))); // a name may cover one
}

void TestClustersView::aNarrowRowIsSplit()
{
    constexpr int kLeastField = 240;
    for (const QSize size : {QSize(1120, 720), QSize(1600, 900)}) {
        const Bench bench({}, ViewId::Clusters, QStringLiteral("light"), size, QStringLiteral("de"));
        QVERIFY(bench.waitUntilLoaded());
        const auto* name = bench.child<QLineEdit>("clusterName");
        const auto* merge = bench.child<QPushButton>("clusterMerge");
        QTRY_VERIFY2(name->width() >= kLeastField, qPrintable(QString::number(name->width())));
        const auto middleOf = [&](const QWidget& widget) { return widget.mapTo(bench.window.get(), widget.rect().center()).y(); };
        const bool isBeside = std::abs(middleOf(*name) - middleOf(*merge)) < merge->height() / 2;
        QCOMPARE(isBeside, size.width() > 1120);
    }
}

QTEST_MAIN(TestClustersView)
#include "tst_clusters_view.moc"
