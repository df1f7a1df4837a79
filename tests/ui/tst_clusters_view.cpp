#include "fake_window.h"
#include "ui/charts/cluster_map.h"
#include "ui/models/cluster_model.h"
#include "ui/shell/window_actions.h"
#include "ui/theme/colours.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using fake::Bench;
using ui::models::ViewId;

/// What is on screen while other clusters are being found, or cannot be.
class TestClustersView final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void editsAreOfTheTaskWhoseClustersAreShown();
    void whatStaysAfterAStopOrAFailureIsSummedUpAndEditedAsItself();
    void anEditIsShownAmongTheFailuresThatWereEdited();
    void anEditLosesNeitherTheClusterNorTheKeyboard();
    void groupingIsStoppedByTheOperator();
    void groupingThatNobodyWaitsForIsStopped();
    void refreshTriesAgain();
    void whatWasFoundLastIsThereAtOnce();
    void failuresThatAreNotEncodedCanBe();
    void theUnclusteredAloneClaimNoShareOfTraffic();
    void ratesAreOfWhatACheaperTierAccepted();
    void csvHoldsExactValuesUnderFixedNames();
    void csvIsTheSameInEveryLanguage();
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

/// The toolbar is ahead of the map then.
void TestClustersView::whatStaysAfterAStopOrAFailureIsSummedUpAndEditedAsItself()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    ui::models::ConsoleContext& context = bench.window->context();
    fake::Clusters& clusters = *bench.services.clusters;
    context.setWindow(ui::models::TimeWindow::FifteenMinutes);
    context.setTaskId("cs_intent");
    auto* rename = bench.child<QPushButton>("clusterRename");
    auto* stop = bench.child<QPushButton>("clusterStop");
    auto* summary = bench.child<QLabel>("clusterSummary");
    const QAbstractItemModel& clustersShown = *bench.child<QTableView>("clusterTable")->model();
    QTRY_VERIFY(rename->isEnabled() && clustersShown.rowCount() == 1); // one task, one cluster
    const QString shown = summary->text();
    QVERIFY2(shown.contains(QStringLiteral("of the last 15 min")), qPrintable(shown));

    clusters.hold(true);
    context.setWindow(ui::models::TimeWindow::FourWeeks);
    context.setTaskId("legal_clause");
    QTRY_VERIFY(stop->isVisible() && !rename->isEnabled());
    QTest::mouseClick(stop, Qt::LeftButton);
    QTRY_VERIFY(rename->isEnabled());
    QCOMPARE(summary->text(), shown);

    clusters.hold(false);
    clusters.setFailing(true);
    const int failing = clusters.begun();
    QTest::keyClick(bench.window.get(), Qt::Key_F5);
    QTRY_VERIFY(clusters.begun() > failing);
    QTRY_VERIFY(rename->isEnabled());
    QCOMPARE(summary->text(), shown);

    clusters.setFailing(false);
    const int begun = clusters.begun();
    auto* name = bench.child<QLineEdit>("clusterName");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Refunds"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(clusters.begun() > begun);
    QTRY_VERIFY(rename->isEnabled() && !stop->isVisible());
    QCOMPARE(summary->text(), shown);
    const QString first = clustersShown.index(0, 0).data().toString();
    QVERIFY2(first.contains(QStringLiteral("cs_intent")), qPrintable(first));
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

namespace {

/// One cluster of two requests, as another process found it for the range that the window shows.
core::ports::KeptGrouping keptGrouping(const core::ports::TimeRange& range)
{
    core::ports::KeptGrouping kept;
    kept.query.range = range;
    kept.query.taskId = "cs_intent";
    kept.query.layout = core::domain::MapLayout::Neighbourhoods;
    kept.at = range.to;
    kept.map.layout = kept.query.layout;
    for (const char* id : {"k0", "k1"}) {
        core::domain::FailurePoint point;
        point.queryId = id;
        point.text = "kept text";
        kept.map.points.push_back(point);
        kept.map.clusterOf.push_back(0);
        kept.map.x.push_back(0);
        kept.map.y.push_back(0);
    }
    core::domain::FailureCluster cluster;
    cluster.terms = {"kept", "before"};
    cluster.size = 2;
    cluster.exemplars = {0, 1};
    kept.map.clusters.push_back(cluster);
    return kept;
}

} // namespace

void TestClustersView::whatWasFoundLastIsThereAtOnce()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    const QAbstractItemModel& shown = *bench.child<QTableView>("clusterTable")->model();
    auto* layout = bench.child<QComboBox>("clusterMapLayout");
    QCOMPARE(layout->currentIndex(), 0);
    bench.services.clusters->setKept(keptGrouping(bench.window->context().range()));
    bench.services.clusters->hold(true);
    bench.window->context().setTaskId("cs_intent");
    QTRY_VERIFY(shown.index(0, 0).data().toString().startsWith(QStringLiteral("kept")));
    QCOMPARE(layout->currentIndex(), 1); // as it was laid out
    QVERIFY(!bench.child<QPushButton>("clusterRename")->isEnabled()); // what is there now is being looked for
    bench.services.clusters->hold(false);
    QTRY_VERIFY(bench.child<QPushButton>("clusterRename")->isEnabled());
    QVERIFY(!shown.index(0, 0).data().toString().startsWith(QStringLiteral("kept")));

    core::ports::KeptGrouping ofAnotherSpan = keptGrouping(bench.window->context().range());
    ofAnotherSpan.query.range.from -= std::chrono::days(30);
    bench.window->context().setTaskId("legal_clause");
    QTRY_VERIFY(bench.child<QPushButton>("clusterRename")->isEnabled());
    bench.services.clusters->setKept(ofAnotherSpan);
    bench.services.clusters->hold(true);
    const int begun = bench.services.clusters->begun();
    bench.window->context().setTaskId("cs_intent");
    QTRY_VERIFY(bench.services.clusters->begun() > begun); // its figures are not those of this range
    QVERIFY(!shown.index(0, 0).data().toString().startsWith(QStringLiteral("kept")));
    bench.services.clusters->hold(false);
}

void TestClustersView::failuresThatAreNotEncodedCanBe()
{
    const Bench bench({}, ViewId::Clusters);
    QVERIFY(bench.waitUntilLoaded());
    auto* encode = bench.child<QPushButton>("clusterEncode");
    auto* space = bench.child<QLabel>("clusterSpace");
    QVERIFY(!encode->isVisible() && !space->isVisible()); // no encoder is in force
    core::ports::KeptGrouping kept = keptGrouping(bench.window->context().range());
    kept.map.textSpace = {{}, "use-lite", 1};
    bench.services.clusters->setKept(kept);
    bench.services.clusters->hold(true);
    bench.window->context().setTaskId("cs_intent");
    QTRY_VERIFY(encode->isVisible() && space->isVisible());
    QVERIFY2(space->text().contains(QStringLiteral("use-lite")) && space->text().contains(QStringLiteral("1 of 2")),
        qPrintable(space->text()));
    encode->click();
    QTRY_VERIFY(bench.executed<core::ports::FindClusters>().has_value());
    QCOMPARE(bench.executed<core::ports::FindClusters>()->taskId, std::string("cs_intent"));
    bench.services.clusters->hold(false);
    QTRY_VERIFY(!encode->isVisible()); // what is found now knows of no encoder
}

void TestClustersView::theUnclusteredAloneClaimNoShareOfTraffic()
{
    core::domain::FailureMap map;
    map.points.resize(3);
    map.clusterOf.assign(3, -1);
    map.unclustered = 3;
    ui::models::ClusterModel model;
    model.setMap(map, 1, ui::models::Formats(QLocale::c(), QTimeZone::utc()));
    constexpr int kOfTraffic = 2;
    QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("3"));
    QCOMPARE(model.index(0, kOfTraffic).data().toString(), ui::models::Formats::dash());
}

void TestClustersView::ratesAreOfWhatACheaperTierAccepted()
{
    core::domain::FailureMap map;
    core::domain::FailureCluster cluster;
    cluster.size = 9;
    cluster.escalated = 5;
    cluster.sentPast = 3;
    cluster.missed = 1;
    cluster.missRate = {20, 2, 0.3, 0.1, 0.6};
    cluster.purity = {"refund", 8, 6};
    map.clusters = {cluster, {}};
    map.points.resize(1);
    map.clusterOf = {-1};
    map.unclustered = 1;
    map.unclusteredMissRate = {4, 1, 0.25, 0.05, 0.7};
    ui::models::ClusterModel model;
    model.setMap(map, 1, ui::models::Formats(QLocale::c(), QTimeZone::utc()));
    const auto shown = [&](int row, int column, int role = Qt::DisplayRole) { return model.index(row, column).data(role).toString(); };
    constexpr int kFailures = 1;
    constexpr int kMissed = 4;
    constexpr int kSameLabel = 5;
    QVERIFY2(shown(0, kFailures, Qt::ToolTipRole).contains(QStringLiteral("3 sent past")),
        qPrintable(shown(0, kFailures, Qt::ToolTipRole)));
    QVERIFY2(shown(0, kMissed).startsWith(QStringLiteral("30")), qPrintable(shown(0, kMissed))); // weighted, not 2 of 20
    QVERIFY2(shown(0, kMissed, Qt::ToolTipRole).contains(QStringLiteral("2 of 20")), qPrintable(shown(0, kMissed, Qt::ToolTipRole)));
    QVERIFY2(shown(0, kSameLabel).startsWith(QStringLiteral("75")), qPrintable(shown(0, kSameLabel)));
    QCOMPARE(shown(1, kSameLabel), ui::models::Formats::dash());
    QVERIFY2(shown(2, kMissed).startsWith(QStringLiteral("25")), qPrintable(shown(2, kMissed)));
}

void TestClustersView::csvHoldsExactValuesUnderFixedNames()
{
    core::domain::FailureMap map;
    core::domain::FailureCluster cluster;
    cluster.id = "c1";
    cluster.name = "Refunds, late";
    cluster.terms = {"refund", "late"};
    cluster.exemplars = {1};
    cluster.size = 2;
    cluster.escalated = 1;
    cluster.sentPast = 1;
    cluster.missed = 1;
    cluster.missRate = {4, 1, 0.25, 0.1, 0.5};
    cluster.purity = {"refund, late", 4, 3};
    cluster.trafficShare = 0.125;
    cluster.trend = 1.5;
    cluster.escalationCost = {1'500'000'001};
    map.clusters = {cluster};
    for (const char* id : {"q0", "q1", "q2"}) {
        core::domain::FailurePoint point;
        point.queryId = id;
        map.points.push_back(point);
    }
    map.clusterOf = {0, 0, -1};
    map.unclustered = 1;
    ui::models::ClusterModel model;
    model.setMap(map, 2, ui::models::Formats(QLocale(QLocale::German), QTimeZone::utc()));
    core::ports::TeachingPreview preview;
    preview.net = {2'000'000'003};
    preview.netLow = {-1'000'000'001};
    preview.netHigh = {3'000'000'007};
    preview.isWorthIt = true;
    model.setPrediction(0, preview);
    const QStringList lines = ui::models::clusterCsv(model.rows()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0],
        QStringLiteral("kind,id,name,terms,typical_request,size,escalated,sent_past,missed_target,label,labelled,"
                       "label_purity,accepted_judged,accepted_missed,traffic_share,cost_usd,"
                       "cost_per_day_usd,failure_rate,failure_rate_low,failure_rate_high,trend,worth_teaching,saving_usd,"
                       "saving_low_usd,saving_high_usd"));
    QCOMPARE(lines[1],
        QStringLiteral("cluster,c1,\"Refunds, late\",refund; late,q1,2,1,1,1,\"refund, late\",4,0.75,4,1,0.125,1.500000001,0.7500000005,0.25,0.1,0.5,1.5,"
                       "true,2.000000003,-1.000000001,3.000000007"));
    QVERIFY2(lines[2].startsWith(QStringLiteral("unclustered,,,,,1,0,0,0,,0,,0,0,0.0625,")), qPrintable(lines[2]));
    QVERIFY2(lines[2].endsWith(QStringLiteral(",,,,,,,,")), qPrintable(lines[2])); // nothing judged, no trend, no prediction
}

void TestClustersView::csvIsTheSameInEveryLanguage()
{
    const QTemporaryDir directory;
    QStringList written;
    for (const char* language : {"en", "de"}) {
        const Bench bench({}, ViewId::Clusters, QStringLiteral("light"), {1280, 800}, QString::fromLatin1(language));
        QVERIFY(bench.waitUntilLoaded());
        bench.window->actions().exportView->trigger();
        auto* dialog = bench.window->findChild<QFileDialog*>();
        QVERIFY(dialog != nullptr);
        const QString path = directory.filePath(QString::fromLatin1(language) + QStringLiteral(".csv"));
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
        lines.removeIf([](const QString& line) { return line.startsWith(QLatin1Char('#')); });
        QVERIFY(lines.size() > 2);
        written += lines.join(QLatin1Char('\n'));
    }
    QCOMPARE(written.last(), written.first());
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
