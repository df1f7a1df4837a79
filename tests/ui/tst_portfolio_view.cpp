#include "fake_window.h"

#include "ui/widgets/data_table.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

using fake::Bench;
using ui::models::ViewId;

class TestPortfolioView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOperatorAddsATaskOfTheirOwn()
    {
        const Bench bench({}, ViewId::Portfolio);
        QTest::mouseClick(bench.child<QPushButton>("addTask"), Qt::LeftButton);
        auto* dialog = bench.child<QDialog>("taskDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* save = dialog->findChild<QPushButton*>(QStringLiteral("taskSave"));
        QVERIFY(!save->isEnabled()); // it has neither name nor id
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("taskName")), QStringLiteral("Ticket triage"));
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QStringLiteral("taskId")), QStringLiteral("Ticket triage")); // no such id
        QCOMPARE(dialog->findChild<QLineEdit*>(QStringLiteral("taskId"))->text(), QStringLiteral("ickettriage"));
        dialog->findChild<QLineEdit*>(QStringLiteral("taskId"))->setText(QStringLiteral("ticket_triage"));
        auto* kind = dialog->findChild<QComboBox*>(QStringLiteral("taskKind"));
        kind->setCurrentIndex(2); // a summary is measured by ROUGE-L unless told otherwise
        dialog->findChild<QDoubleSpinBox*>(QStringLiteral("taskFloor"))->setValue(0.4);
        QVERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::SaveTask>().has_value());
        const core::ports::SaveTask command = *bench.executed<core::ports::SaveTask>();
        QVERIFY(command.isNew);
        QCOMPARE(command.task.id, std::string("ticket_triage"));
        QVERIFY(command.task.metric == core::domain::AnswerMetric::RougeL);
        QCOMPARE(command.task.answerFloor, 0.4);
    }

    void targetsOfATaskWithAPolicyAreChangedInPolicy()
    {
        const Bench bench({}, ViewId::Portfolio);
        auto* tasks = bench.child<QTableView>("taskList");
        const QAbstractItemModelTester tester(tasks->model());
        tasks->setCurrentIndex(tasks->model()->index(0, 0));
        QTest::mouseClick(bench.child<QPushButton>("editTask"), Qt::LeftButton);
        auto* dialog = bench.child<QDialog>("taskDialog");
        QVERIFY(dialog != nullptr);
        QVERIFY(!dialog->findChild<QDoubleSpinBox*>(QStringLiteral("taskAlpha"))->isEnabled());
        QVERIFY(dialog->findChild<QLineEdit*>(QStringLiteral("taskId"))->isReadOnly());
        dialog->findChild<QLineEdit*>(QStringLiteral("taskName"))->setText(QStringLiteral("Another name"));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("taskSave")), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::SaveTask>().has_value());
        QVERIFY(!bench.executed<core::ports::SaveTask>()->isNew);
        QCOMPARE(bench.executed<core::ports::SaveTask>()->task.name, std::string("Another name"));
    }

    void howAnswersAreStreamedIsChosenWithTheTask()
    {
        const Bench bench({}, ViewId::Portfolio);
        auto* tasks = bench.child<QTableView>("taskList");
        tasks->setCurrentIndex(tasks->model()->index(0, 0));
        QTest::mouseClick(bench.child<QPushButton>("editTask"), Qt::LeftButton);
        auto* dialog = bench.child<QDialog>("taskDialog");
        QVERIFY(dialog != nullptr);
        auto* streaming = dialog->findChild<QComboBox*>(QStringLiteral("taskStreaming"));
        const auto* held = dialog->findChild<QLabel*>(QStringLiteral("taskStreamingNote1"));
        const auto* atOnce = dialog->findChild<QLabel*>(QStringLiteral("taskStreamingNote2"));
        QVERIFY(streaming->isEnabled()); // no part of the policy
        QCOMPARE(streaming->currentText(), QStringLiteral("Held until scored"));
        QVERIFY(held->isVisible() && !atOnce->isVisible());
        QTest::keyClick(streaming, Qt::Key_Down);
        QVERIFY(atOnce->isVisible() && !held->isVisible());
        QVERIFY2(atOnce->text().contains(QLatin1String("no certificate covers it")), qPrintable(atOnce->text()));
        QTRY_VERIFY(atOnce->height() >= atOnce->heightForWidth(atOnce->width())); // not cut
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("taskSave")), Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::SetStreamingMode>().has_value());
        QVERIFY(bench.executed<core::ports::SaveTask>().has_value());
        QVERIFY((*bench.executed<core::ports::SetStreamingMode>()
            == core::ports::SetStreamingMode{
                bench.services.console->snapshot()->tasks.front().id, core::domain::StreamingMode::RouterChoice}));
    }

    void aTableThatScrollsSidewaysHidesNoRow()
    {
        QStandardItemModel model(3, 4);
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < model.columnCount(); ++column) {
                model.setItem(row, column, new QStandardItem(QStringLiteral("Claude Sonnet 4.5 (eu-west)")));
            }
        }
        QWidget window;
        auto* layout = new QVBoxLayout(&window);
        auto* table = new ui::widgets::DataTable(&window);
        table->setModel(&model);
        table->setStretchColumn(0);
        table->setFitsRows(true);
        layout->addWidget(table);
        layout->addStretch(1);
        window.resize(480, 400);
        window.show();
        QTRY_VERIFY(table->horizontalScrollBar()->isVisible());
        QTRY_VERIFY(table->viewport()->height() >= table->verticalHeader()->length());
    }

    void tiersAreMovedAndRenamed()
    {
        const Bench bench({}, ViewId::Portfolio);
        auto* tiers = bench.child<QTableView>("tierTable");
        const QAbstractItemModelTester tester(tiers->model());
        auto* up = bench.child<QPushButton>("tierUp");
        QVERIFY(!up->isEnabled() && !up->toolTip().isEmpty());
        for (const int row : {0, tiers->model()->rowCount() - 1}) { // neither end goes further, and says so
            tiers->setCurrentIndex(tiers->model()->index(row, 0));
            const auto* end = bench.child<QPushButton>(row == 0 ? "tierUp" : "tierDown");
            QVERIFY(!end->isEnabled());
            QVERIFY2(end->toolTip().contains(QLatin1String("already")), qPrintable(end->toolTip()));
        }
        tiers->setCurrentIndex(tiers->model()->index(1, 0));
        QTest::mouseClick(up, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::ArrangeTier>().has_value());
        QCOMPARE(bench.executed<core::ports::ArrangeTier>()->place, 0);
    }
};

QTEST_MAIN(TestPortfolioView)
#include "tst_portfolio_view.moc"
