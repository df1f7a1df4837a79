#include "fake_window.h"

#include "ui/shell/window_actions.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using fake::Bench;
using ui::models::ViewId;

namespace {

QString cell(const QTableView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

class TestPolicyView final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLastChangeIsRevertedWithinTwoClicks()
    {
        const Bench bench;
        QVERIFY(bench.waitUntilLoaded());
        const std::string before = bench.services.console->versions()[1].id;
        bench.window->actions().view(ViewId::Policy)->trigger(); // one
        auto* revert = bench.child<QPushButton>("revertLast");
        QVERIFY(revert != nullptr && revert->isVisible() && revert->isEnabled());
        QTest::mouseClick(revert, Qt::LeftButton); // two
        QTRY_VERIFY(bench.executed<core::ports::RevertPolicy>().has_value());
        QCOMPARE(bench.executed<core::ports::RevertPolicy>()->versionId, before);
        QTRY_COMPARE(bench.services.console->versions().size(), std::size_t(4));
        QTRY_VERIFY(revert->isEnabled());
    }

    void anyTwoVersionsAreComparedAndAnyOneIsPutInForceAgain()
    {
        const Bench bench({}, ViewId::Policy);
        QTest::mouseClick(bench.child<QToolButton>("policyHistoryTab"), Qt::LeftButton);
        auto* versions = bench.child<QTableView>("policyVersions");
        QTRY_COMPARE(versions->model()->rowCount(), 3);
        const QAbstractItemModelTester tester(versions->model());
        QVERIFY(bench.child<QLabel>("chainState")->text().contains(QLatin1String("whole")));
        auto* differences = bench.child<QTableView>("policyDifferences");
        const QAbstractItemModelTester differenceTester(differences->model());
        versions->setCurrentIndex(versions->model()->index(2, 0)); // the first version
        QVERIFY(differences->model()->rowCount() > 0);
        QCOMPARE(cell(*differences, 0, 2), QStringLiteral("2.5%"));
        QCOMPARE(cell(*differences, 0, 3), QStringLiteral("5.0%"));
        auto* compare = bench.child<QComboBox>("compareWith");
        compare->setCurrentIndex(compare->findData(
            QString::fromStdString(bench.services.console->versions()[1].id)));
        QCOMPARE(cell(*differences, 0, 3), QStringLiteral("3.8%"));
        auto* revert = bench.child<QPushButton>("revertPolicy");
        QVERIFY(revert->isEnabled());
        QTest::mouseClick(revert, Qt::LeftButton);
        QTRY_COMPARE(versions->model()->rowCount(), 4);
        QVERIFY(bench.services.console->versions().back().tasks == bench.services.console->versions()[0].tasks);
        versions->setCurrentIndex(versions->model()->index(0, 0));
        QVERIFY(!revert->isEnabled()); // in force already
        QVERIFY(!revert->toolTip().isEmpty());
    }

    void aTimeSelectsTheVersionThatWasInForce()
    {
        const Bench bench({}, ViewId::Policy);
        QTest::mouseClick(bench.child<QToolButton>("policyHistoryTab"), Qt::LeftButton);
        auto* versions = bench.child<QTableView>("policyVersions");
        QTRY_COMPARE(versions->model()->rowCount(), 3);
        auto* time = bench.child<QDateTimeEdit>("inForceAt");
        const QDateTime later = bench.window->context().formats().dateTime(
            bench.services.console->versions()[1].at + std::chrono::hours(1));
        time->setDateTime(QDateTime(later.date(), later.time(), Qt::UTC));
        QCOMPARE(versions->currentIndex().row(), 1);
        time->setDateTime(time->dateTime().addDays(-30)); // before the first: nothing was in force
        QCOMPARE(versions->currentIndex().row(), 1);
    }

    void predictedStandsBesideRealised()
    {
        const Bench bench({}, ViewId::Policy);
        QTest::mouseClick(bench.child<QToolButton>("policyHistoryTab"), Qt::LeftButton);
        auto* versions = bench.child<QTableView>("policyVersions");
        QTRY_COMPARE(versions->model()->rowCount(), 3);
        versions->setCurrentIndex(versions->model()->index(0, 0));
        auto* effect = bench.child<QTableView>("policyEffect");
        QTRY_COMPARE(effect->model()->rowCount(), 4);
        QTRY_VERIFY(cell(*effect, 0, 2).startsWith(QLatin1String("$3.00")));
        QVERIFY(cell(*effect, 2, 3).contains(QLatin1Char('%')));
        versions->setCurrentIndex(versions->model()->index(1, 0)); // nothing was predicted for this one
        QTRY_COMPARE(cell(*effect, 0, 2), QStringLiteral("–"));
    }
};

QTEST_MAIN(TestPolicyView)
#include "tst_policy_view.moc"
