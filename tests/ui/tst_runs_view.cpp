#include "fake_window.h"

#include "core/domain/loop_parameters.h"
#include "ui/charts/line_plot.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

using fake::Bench;
using ui::models::ViewId;

namespace {

/// The loop's decisions, opened with the mouse; null when they do not come.
QTableView* openedDecisions(const Bench& bench)
{
    const auto* runs = bench.child<QTableView>("runTable");
    if (!QTest::qWaitFor([&] { return runs->currentIndex().isValid(); })) {
        return nullptr;
    }
    QTest::mouseClick(bench.child<QToolButton>("runChallengerTab"), Qt::LeftButton);
    auto* decisions = bench.child<QTableView>("loopDecisions");
    return QTest::qWaitFor([&] { return decisions->model()->rowCount() == 2; }) ? decisions : nullptr;
}

} // namespace

class TestRunsView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunIsLaunchedWithAFormMadeOfItsDocumentation()
    {
        const Bench bench({}, ViewId::Runs);
        QTest::mouseClick(bench.child<QPushButton>("newRun"), Qt::LeftButton);
        auto* epochs = bench.child<QDoubleSpinBox>("parameter.student.epochs");
        QVERIFY(epochs != nullptr && epochs->isVisible());
        QCOMPARE(epochs->value(), 15.0);
        QCOMPARE(epochs->toolTip(), QStringLiteral("Passes over the training texts."));
        auto* folds = bench.child<QDoubleSpinBox>("parameter.folds");
        QVERIFY(!folds->isVisible()); // few need it
        bench.child<QCheckBox>("allParameters")->click();
        QVERIFY(folds->isVisible());
        epochs->setValue(3);
        auto* task = bench.child<QComboBox>("runTask");
        task->setCurrentIndex(1);
        QTest::mouseClick(bench.child<QPushButton>("startRun"), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::StartTraining>().has_value());
        const auto command = *bench.executed<core::ports::StartTraining>();
        QCOMPARE(QString::fromStdString(command.taskId), task->currentData().toString());
        QVERIFY((command.parameters == std::map<std::string, double>{{"student.epochs", 3}})); // the rest by default
    }

    void theFormFollowsTheTaskOfTheToolbar()
    {
        const Bench bench({}, ViewId::Runs);
        QTest::mouseClick(bench.child<QPushButton>("newRun"), Qt::LeftButton);
        auto* task = bench.child<QComboBox>("runTask");
        QVERIFY(task->count() > 1);
        const int other = task->currentIndex() == 0 ? 1 : 0;
        const QString wanted = task->itemData(other).toString();
        bench.window->context().setTaskId(wanted.toStdString());
        QCOMPARE(task->currentData().toString(), wanted);
        task->setCurrentIndex(1 - other); // for this run only
        bench.window->context().setWindow(ui::models::TimeWindow::Day);
        QCOMPARE(task->currentIndex(), 1 - other);
    }

    void severalRunsStandSideBySide()
    {
        const Bench bench({}, ViewId::Runs);
        auto* table = bench.child<QTableView>("runTable");
        QTRY_VERIFY(table->model()->rowCount() > 1);
        auto* figures = bench.child<QTableView>("runFigures");
        const QAbstractItemModelTester tester(figures->model());
        QTRY_COMPARE(figures->model()->columnCount(), 3); // kind, figure, the one selected run
        const int all = figures->model()->rowCount();
        table->selectionModel()->select(table->model()->index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_COMPARE(figures->model()->columnCount(), 4);
        QCOMPARE(figures->model()->rowCount(), all);
        bench.child<QCheckBox>("onlyDifferent")->click();
        QVERIFY(figures->model()->rowCount() < all);
        QVERIFY(figures->model()->rowCount() > 0);
        QTest::mouseClick(bench.child<QToolButton>("runCurvesTab"), Qt::LeftButton);
        QCOMPARE(bench.child<ui::charts::LinePlot>("runCurves")->data().series.size(), std::size_t(2));
    }

    void oneRunShowsItsCurveItsLogAndWhereItsArtefactsWent()
    {
        const Bench bench({}, ViewId::Runs);
        auto* table = bench.child<QTableView>("runTable");
        QTRY_VERIFY(table->currentIndex().isValid());
        QTRY_COMPARE(bench.child<ui::charts::LinePlot>("runCurves")->data().series.size(), std::size_t(1));
        QCOMPARE(bench.child<ui::charts::LinePlot>("runCurves")->data().series.front().points.size(), std::size_t(5));
        QTest::mouseClick(bench.child<QToolButton>("runLogTab"), Qt::LeftButton);
        QVERIFY(bench.child<QPlainTextEdit>("runLog")->toPlainText().startsWith(QLatin1String("worker of ")));
        auto* lineage = bench.child<QTableView>("runLineage");
        QCOMPARE(lineage->model()->rowCount(), 1);
        QCOMPARE(lineage->model()->index(0, 0).data().toString(), QStringLiteral("0123456789ab"));
        QCOMPARE(lineage->model()->index(0, 6).data().toString(), QStringLiteral("in service"));
    }

    void aWholeLoopIsLaunchedForAllTasks()
    {
        const Bench bench({}, ViewId::Runs);
        QTest::mouseClick(bench.child<QPushButton>("newRun"), Qt::LeftButton);
        auto* kind = bench.child<QComboBox>("runKind");
        kind->setCurrentIndex(kind->findText(QStringLiteral("Whole loop")));
        auto* task = bench.child<QComboBox>("runTask");
        task->setCurrentIndex(task->findText(QStringLiteral("All tasks")));
        bench.child<QDoubleSpinBox>("parameter.teacher_calls")->setValue(150);
        bench.child<QCheckBox>("parameter.promotes_itself")->click();
        QTest::mouseClick(bench.child<QPushButton>("startRun"), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::StartLoop>().has_value());
        const core::ports::StartLoop command = *bench.executed<core::ports::StartLoop>();
        core::domain::LoopOptions expected;
        expected.teacherCalls = 150;
        expected.promotesItself = false;
        QVERIFY(command.taskId.empty());
        QVERIFY(command.options == expected);
    }

    void aCalibrationIsLaunchedAtAChosenLevel()
    {
        const Bench bench({}, ViewId::Runs);
        QTest::mouseClick(bench.child<QPushButton>("newRun"), Qt::LeftButton);
        auto* kind = bench.child<QComboBox>("runKind");
        kind->setCurrentIndex(kind->findText(QStringLiteral("Calibration")));
        auto* task = bench.child<QComboBox>("runTask");
        QCOMPARE(task->findText(QStringLiteral("All tasks")), -1);
        bench.child<QDoubleSpinBox>("parameter.alpha")->setValue(0.1);
        QTest::mouseClick(bench.child<QPushButton>("startRun"), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::StartCalibration>().has_value());
        const core::ports::StartCalibration command = *bench.executed<core::ports::StartCalibration>();
        QCOMPARE(QString::fromStdString(command.taskId), task->currentData().toString());
        QCOMPARE(command.alpha, 0.1);
    }

    void oneRoundOfTeachingIsLaunchedForOneTask()
    {
        const Bench bench({}, ViewId::Runs);
        QTest::mouseClick(bench.child<QPushButton>("newRun"), Qt::LeftButton);
        auto* kind = bench.child<QComboBox>("runKind");
        kind->setCurrentIndex(kind->findText(QStringLiteral("Distillation")));
        auto* task = bench.child<QComboBox>("runTask");
        QCOMPARE(task->findText(QStringLiteral("All tasks")), -1); // a student answers for one task
        bench.child<QDoubleSpinBox>("parameter.teacher_calls")->setValue(90);
        QTest::mouseClick(bench.child<QPushButton>("startRun"), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::DistilCluster>().has_value());
        const core::ports::DistilCluster command = *bench.executed<core::ports::DistilCluster>();
        QCOMPARE(QString::fromStdString(command.cluster.taskId), task->currentData().toString());
        QVERIFY(command.cluster.members.empty());
        QCOMPARE(command.options.teacherCalls, std::int64_t{90});
    }

    void theOptionsOfALoopSurviveTheForm()
    {
        core::domain::LoopOptions options;
        options.teacherSpend = core::domain::Money{2'500'000'000};
        options.strategy = "random_traffic";
        options.promotesItself = false;
        options.margin = 0.05;
        QVERIFY(core::domain::loopOptionsFrom(core::domain::loopValuesOf(options)) == options);
    }

    void aChallengerThatWaitsIsPromotedWithAReason()
    {
        fake::Options options;
        options.hasLoop = true;
        const Bench bench(options, ViewId::Runs);
        QTableView* decisions = openedDecisions(bench);
        QVERIFY(decisions != nullptr);
        const QAbstractItemModelTester tester(decisions->model());
        auto* gates = bench.child<QTableView>("gateTable");
        QTRY_COMPARE(gates->model()->rowCount(), 3); // of the newest decision
        QCOMPARE(gates->model()->index(1, 6).data().toString(), QStringLiteral("marginal"));
        auto* promote = bench.child<QPushButton>("promoteChallenger");
        QVERIFY(promote->isEnabled());
        QTest::keyClicks(bench.child<QLineEdit>("promotionReason"), QStringLiteral("cheaper"));
        QTest::mouseClick(promote, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::PromoteChallenger>().has_value());
        QVERIFY((*bench.executed<core::ports::PromoteChallenger>()
            == core::ports::PromoteChallenger{fake::kLoopRun, "legal_risk", "cheaper"}));
    }

    void whatTheGatesCouldNotDecideIsPromotedForAReasonOnly()
    {
        fake::Options options;
        options.hasLoop = true;
        options.isUndecided = true;
        const Bench bench(options, ViewId::Runs);
        QVERIFY(openedDecisions(bench) != nullptr);
        auto* promote = bench.child<QPushButton>("promoteChallenger");
        auto* reason = bench.child<QLineEdit>("promotionReason");
        QTRY_VERIFY(reason->isVisible());
        QVERIFY(!promote->isEnabled());
        QVERIFY2(promote->toolTip().contains(QStringLiteral("reason")), qPrintable(promote->toolTip()));
        QTest::keyClicks(reason, QStringLiteral("read the answers"));
        QVERIFY(promote->isEnabled());
        QTest::mouseClick(promote, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::PromoteChallenger>().has_value());
        QVERIFY((*bench.executed<core::ports::PromoteChallenger>()
            == core::ports::PromoteChallenger{fake::kLoopRun, "legal_risk", "read the answers"}));
    }

    void aChallengerThatWaitsIsPutInShadow()
    {
        fake::Options options;
        options.hasLoop = true;
        const Bench bench(options, ViewId::Runs);
        QTableView* decisions = openedDecisions(bench);
        QVERIFY(decisions != nullptr);
        auto* shadow = bench.child<QPushButton>("shadowChallenger");
        QTRY_VERIFY(shadow->isVisible());
        auto* share = bench.child<QSpinBox>("shadowShare");
        QCOMPARE(share->value(), 100);
        share->setValue(25);
        QTest::mouseClick(shadow, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::ShadowChallenger>().has_value());
        QVERIFY((*bench.executed<core::ports::ShadowChallenger>()
            == core::ports::ShadowChallenger{fake::kLoopRun, "legal_risk", true, 0.25}));
        decisions->selectRow(0); // serves already
        QTRY_VERIFY(!shadow->isVisible());
    }

    void aPromotedChallengerIsRolledBackForItsTaskAlone()
    {
        fake::Options options;
        options.hasLoop = true;
        const Bench bench(options, ViewId::Runs);
        QTableView* decisions = openedDecisions(bench);
        QVERIFY(decisions != nullptr);
        decisions->selectRow(0);
        auto* back = bench.child<QPushButton>("rollBackChallenger");
        QTRY_VERIFY(back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::RevertPolicy>().has_value());
        QCOMPARE(bench.executed<core::ports::RevertPolicy>()->versionId, std::string("before-the-loop"));
        QCOMPARE(bench.executed<core::ports::RevertPolicy>()->taskId, std::string("cs_intent"));

        auto* history = bench.child<QPushButton>("challengerHistory");
        QTRY_VERIFY(history->isVisible());
        QTest::mouseClick(history, Qt::LeftButton);
        QVERIFY(bench.window->currentView() == ViewId::Policy);
        QCOMPARE(bench.window->context().taskId(), std::string("cs_intent"));
        QTRY_VERIFY(bench.child<QTableView>("policyVersions")->isVisible());
    }

    void whatServesNoMoreIsNotRolledBackAgain()
    {
        fake::Options options;
        options.hasLoop = true;
        options.isRolledBack = true;
        const Bench bench(options, ViewId::Runs);
        QTableView* decisions = openedDecisions(bench);
        QVERIFY(decisions != nullptr);
        decisions->selectRow(0);
        auto* back = bench.child<QPushButton>("rollBackChallenger");
        QTRY_VERIFY(back->isVisible() && !back->isEnabled());
        QVERIFY(!back->toolTip().isEmpty());
    }

    void aLoopThatFailedIsTakenUpAgain()
    {
        fake::Options options;
        options.hasLoop = true;
        const Bench bench(options, ViewId::Runs);
        auto* table = bench.child<QTableView>("runTable");
        QTRY_VERIFY(table->currentIndex().isValid());
        auto* resume = bench.child<QPushButton>("resumeRun");
        QTRY_VERIFY(resume->isVisible());
        table->selectRow(1); // a training keeps no stages
        QTRY_VERIFY(!resume->isVisible());
        table->selectRow(0);
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::ResumeRun>().has_value());
        QCOMPARE(bench.executed<core::ports::ResumeRun>()->runId, std::string(fake::kLoopRun));
    }
};

QTEST_MAIN(TestRunsView)
#include "tst_runs_view.moc"
