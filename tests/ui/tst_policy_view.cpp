#include "fake_window.h"

#include "core/ports/draft_rules.h"
#include "ui/charts/line_plot.h"
#include "ui/shell/window_actions.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

#include <cmath>
#include <memory>

using fake::Bench;
using ui::models::ViewId;

namespace {

QString cell(const QTableView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

QString wordsOf(const Bench& bench, const char* name)
{
    QString text;
    for (const QLabel* label : bench.child<QWidget>(name)->findChildren<QLabel*>()) {
        text += label->text() + QLatin1Char('\n');
    }
    return text;
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

    void draggingChangesThePreviewAndUndoTakesItBack()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* slider = bench.child<QSlider>("riskSlider");
        QTRY_VERIFY(wordsOf(bench, "policyComparison").contains(QLatin1Char('$')));
        const QString before = wordsOf(bench, "policyComparison");
        const int start = slider->value();
        slider->setValue(150);
        QTRY_VERIFY(wordsOf(bench, "policyComparison") != before);
        QVERIFY(bench.child<QLabel>("policyDiff")->text().contains(QLatin1String("15.5%")));
        QCOMPARE(bench.child<QDoubleSpinBox>("draftCoverage")->value(), 84.5);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(slider->value(), start);
        QTRY_COMPARE(wordsOf(bench, "policyComparison"), before);
        QTest::mouseClick(bench.child<QPushButton>("draftRedo"), Qt::LeftButton);
        QCOMPARE(slider->value(), 150);
        QTest::mouseClick(bench.child<QPushButton>("draftReset"), Qt::LeftButton);
        QCOMPARE(slider->value(), start);
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Z, Qt::ControlModifier); // a draft that was put away comes back
        QCOMPARE(slider->value(), 150);
    }

    void scrollingThePageChangesNoValueUnderThePointer()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* slider = bench.child<QSlider>("riskSlider");
        auto* method = bench.child<QComboBox>("draftMethod");
        QVERIFY(slider != nullptr && method != nullptr);
        const auto turnWheelOver = [](QWidget& widget) {
            const QPoint at = widget.rect().center();
            QWheelEvent turn(at, widget.mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&widget, &turn);
        };
        const int risk = slider->value();
        turnWheelOver(*slider);
        turnWheelOver(*method);
        QCOMPARE(slider->value(), risk);
        QCOMPARE(method->currentIndex(), 0);
        QVERIFY(!slider->hasFocus() && !method->hasFocus());
        slider->setFocus();
        QTRY_VERIFY(slider->hasFocus());
        turnWheelOver(*slider); // where the keyboard is, it may be turned
        QVERIFY(slider->value() != risk);
    }

    void namesOfLimitsStandClearOfWhatIsInForce_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addRow("English") << QStringLiteral("en");
        QTest::addRow("German") << QStringLiteral("de");
    }

    void namesOfLimitsStandClearOfWhatIsInForce()
    {
        constexpr int kLeastGap = 6;
        QFETCH(const QString, language);
        const Bench bench({}, ViewId::Policy, QStringLiteral("light"), {1120, 660}, language);
        QVERIFY(bench.waitUntilLoaded());
        for (const char* name : {"draftLatency.on", "draftCost.on"}) {
            const auto* box = bench.child<QCheckBox>(name);
            QTRY_VERIFY(box != nullptr && box->isVisible() && box->width() >= box->sizeHint().width());
            for (const QLabel* label : box->parentWidget()->findChildren<QLabel*>()) {
                QVERIFY2(label->x() - box->geometry().right() >= kLeastGap, qPrintable(label->text()));
                QTRY_VERIFY2(label->width() >= label->sizeHint().width(), qPrintable(QStringLiteral("%1 %2 %3").arg(label->text()).arg(label->width()).arg(label->sizeHint().width())));
            }
        }
    }

    void theListFollowsTheTaskOfTheToolbar()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* table = bench.child<QTableView>("policyTable");
        table->selectRow(1);
        bench.window->showView(ViewId::Coverage);
        const auto& task = bench.window->context().snapshot().tasks.back();
        bench.window->context().setTaskId(task.id);
        bench.window->showView(ViewId::Policy);
        const auto shown = [&] { return table->currentIndex().siblingAtColumn(0).data().toString(); };
        QTRY_VERIFY2(shown().contains(QString::fromStdString(task.name)), qPrintable(shown()));
        table->selectRow(1); // a choice in the list stays
        bench.window->showView(ViewId::Coverage);
        bench.window->showView(ViewId::Policy);
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void everyValueReachesTheWorkspaceAndIsReadBack()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        bench.child<QDoubleSpinBox>("draftTarget")->setValue(0.8);
        bench.child<QDoubleSpinBox>("risk")->setValue(7);
        bench.child<QDoubleSpinBox>("draftConfidence")->setValue(95);
        bench.child<QDoubleSpinBox>("draftAudit")->setValue(4);
        bench.child<QCheckBox>("draftLatency.on")->click();
        bench.child<QDoubleSpinBox>("draftLatency")->setValue(900);
        bench.child<QCheckBox>("draftCost.on")->click();
        bench.child<QDoubleSpinBox>("draftCost")->setValue(0.002);
        bench.child<QLineEdit>("riskReason")->setText(QStringLiteral("trial"));
        auto* apply = bench.child<QPushButton>("riskApply");
        QTRY_VERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_COMPARE(bench.services.console->versions().size(), std::size_t(4));
        const auto policy = bench.services.console->versions().back().tasks.at(bench.executed<core::ports::ApplyPolicyDraft>()->draft.taskId);
        QCOMPARE(policy.answerFloor, 0.8);
        QCOMPARE(policy.alpha, 0.07);
        QVERIFY(std::abs(policy.delta - 0.05) < 1e-9);
        QCOMPARE(policy.auditRate, 0.04);
        QCOMPARE(policy.limits.latencyMs.value(), 900.0);
        QCOMPARE(policy.limits.costUsd.value(), 0.002);
        auto* revert = bench.child<QPushButton>("riskRevert");
        QTRY_VERIFY(revert->isVisible()); // shown only once it was read back
        QTest::mouseClick(revert, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::RevertPolicy>().has_value());
    }

    void aRefusalNamesTheMissingAnswers()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        bench.child<QLineEdit>("riskReason")->setText(QStringLiteral("trial"));
        bench.child<QSlider>("riskSlider")->setValue(0);
        auto* refusal = bench.child<QLabel>("draftRefusal");
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY(refusal->text().contains(QLatin1String("327 more judged answers needed")));
        QVERIFY(!bench.child<QPushButton>("riskApply")->isEnabled());
        auto* method = bench.child<QComboBox>("draftMethod");
        bench.child<QSlider>("riskSlider")->setValue(100);
        method->setCurrentIndex(2);
        QVERIFY(method->currentText().contains(QLatin1String("no failure guarantee")));
        QTRY_VERIFY(refusal->text().contains(QLatin1String("no failure guarantee")));
        QVERIFY(!bench.child<QPushButton>("riskApply")->isEnabled());
    }

    /// Whatever is moved: a limit makes thresholds anew, as a risk level does.
    void aLimitWaitsForItsPreviewAndItsRefusal()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* apply = bench.child<QPushButton>("riskApply");
        auto* refusal = bench.child<QLabel>("draftRefusal");
        bench.child<QLineEdit>("riskReason")->setText(QStringLiteral("trial"));
        bench.child<QCheckBox>("draftLatency.on")->click();
        QVERIFY(!apply->isEnabled()); // not before its own preview
        QTRY_VERIFY(apply->isEnabled());
        bench.child<QDoubleSpinBox>("draftLatency")->setValue(20);
        QVERIFY(!apply->isEnabled());
        QTRY_VERIFY(refusal->isVisible());
        QVERIFY(!apply->isEnabled());
        QVERIFY2(apply->toolTip().contains(QLatin1String("327 more judged answers needed")), qPrintable(apply->toolTip()));
        bench.child<QDoubleSpinBox>("draftLatency")->setValue(900);
        QTRY_VERIFY(!refusal->isVisible() && apply->isEnabled());
    }

    void movingAValueAwayAndBackCertifiesNothing()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        const auto task = [&] { return bench.executed<core::ports::ApplyPolicyDraft>()->draft.taskId; };
        const auto before = bench.services.console->versions().back().tasks;
        for (const char* name : {"draftConfidence", "draftCoverage", "risk"}) {
            auto* field = bench.child<QDoubleSpinBox>(name);
            const double value = field->value();
            field->setValue(value > 80 ? value - 5 : value + 5);
            field->setValue(value);
        }
        bench.child<QDoubleSpinBox>("draftAudit")->setValue(17);
        bench.child<QLineEdit>("riskReason")->setText(QStringLiteral("audit more"));
        auto* apply = bench.child<QPushButton>("riskApply");
        QTRY_VERIFY(apply->isEnabled());
        QVERIFY(!bench.child<QLabel>("policyDiff")->text().contains(QLatin1String("certified anew")));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(bench.executed<core::ports::ApplyPolicyDraft>().has_value());
        const core::domain::TaskPolicy& policy = before.at(task());
        const core::ports::PolicyDraft draft = bench.executed<core::ports::ApplyPolicyDraft>()->draft;
        QVERIFY(draft.alpha == policy.alpha && draft.delta == policy.delta); // to the last bit
        QVERIFY(!core::ports::certifiesAnew(policy, draft));
    }

    void theAlarmIsReplayedForTheDraft()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* alarm = bench.child<QLabel>("draftAlarm");
        auto* risk = bench.child<QDoubleSpinBox>("risk");
        QVERIFY(!alarm->isVisible());
        risk->setValue(9);
        QTRY_VERIFY2(alarm->isVisible() && alarm->text().contains(QLatin1String("would not have rung in the last 400")),
            qPrintable(alarm->text()));
        risk->setValue(3);
        QTRY_VERIFY2(alarm->text().contains(QLatin1String("would have rung on")), qPrintable(alarm->text()));
    }

    void aRecalibrationIsADraftThatOutlivesItsWindow()
    {
        const QTemporaryDir directory;
        const fake::Services services = fake::makeServices();
        const std::string task = services.console->snapshot()->tasks.front().id;
        ui::WindowOptions options;
        options.view = ViewId::Coverage;
        options.settingsPath = directory.filePath(QStringLiteral("console.ini"));
        const auto open = [&] {
            auto window = std::make_unique<ui::MainWindow>(services.window(), options);
            window->show();
            return window;
        };
        {
            const auto first = open();
            QTRY_VERIFY(first->isLoaded());
            Q_EMIT first->context().recalibrationRequested(QString::fromStdString(task));
            QTRY_VERIFY(first->currentView() == ViewId::Policy);
        }
        options.view = ViewId::Policy;
        options.taskId = task;
        const auto second = open();
        QTRY_VERIFY(second->isLoaded());
        auto* changes = second->findChild<QLabel*>(QStringLiteral("policyDiff"));
        QTRY_VERIFY2(changes->text().contains(QLatin1String("certified anew on")), qPrintable(changes->text()));
        QVERIFY(second->findChild<QLabel*>(QStringLiteral("draftRestored"))->isVisible());
        second->findChild<QLineEdit*>(QStringLiteral("riskReason"))->setText(QStringLiteral("fresh answers"));
        auto* apply = second->findChild<QPushButton*>(QStringLiteral("riskApply"));
        QTRY_VERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_COMPARE(services.console->versions().size(), std::size_t(4));
        const auto executed = services.console->executed();
        QVERIFY(std::get<core::ports::ApplyPolicyDraft>(executed.back()).draft.recalibrates);
        QTRY_VERIFY(second->findChild<QPushButton*>(QStringLiteral("riskRevert"))->isVisible());
        QVERIFY(changes->text().isEmpty()); // done: what is in force is no draft
        QVERIFY2(apply->toolTip().contains(QLatin1String("in force")), qPrintable(apply->toolTip()));
    }

    void aDraftOutlivesItsWindowAndCanBeDiscarded()
    {
        const QTemporaryDir directory;
        const fake::Services services = fake::makeServices();
        ui::WindowOptions options;
        options.view = ViewId::Policy;
        options.settingsPath = directory.filePath(QStringLiteral("console.ini"));
        const auto open = [&] {
            auto window = std::make_unique<ui::MainWindow>(services.window(), options);
            window->show();
            return window;
        };
        {
            const auto first = open();
            QTRY_VERIFY(first->isLoaded());
            first->findChild<QSlider*>(QStringLiteral("riskSlider"))->setValue(200);
        }
        const auto second = open();
        QTRY_VERIFY(second->isLoaded());
        auto* slider = second->findChild<QSlider*>(QStringLiteral("riskSlider"));
        auto* note = second->findChild<QLabel*>(QStringLiteral("draftRestored"));
        QTRY_VERIFY(note->isVisible());
        QCOMPARE(slider->value(), 200);
        QTest::mouseClick(second->findChild<QPushButton*>(QStringLiteral("draftDiscard")), Qt::LeftButton);
        QVERIFY(!note->isVisible());
        QCOMPARE(slider->value(), 45);
    }

    void theChartsOfTheDraftAreInSightAndReadByTheKeyboard()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* plot = bench.child<ui::charts::LinePlot>("riskCostCurve");
        QTRY_VERIFY(!plot->data().series.empty());
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        for (const char* name : {"riskSlider", "policyComparison", "tierShares", "riskCostCurve", "riskApply"}) {
            auto* widget = bench.child<QWidget>(name);
            QTRY_VERIFY2(widget->visibleRegion().boundingRect() == widget->rect(), name); // without scrolling, at 1280x800
        }
        plot->setFocus();
        QTest::keyClick(plot, Qt::Key_End);
        const std::optional<double> last = plot->cursor();
        QTest::keyClick(plot, Qt::Key_Left);
        QVERIFY(last && plot->cursor() && *plot->cursor() < *last);
        QTest::keyClick(plot, Qt::Key_Return);
        QVERIFY(!plot->isVisible()); // its table is in its place
        auto* table = qobject_cast<QTableView*>(QApplication::focusWidget());
        QVERIFY(table != nullptr && table->model()->rowCount() > 2);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(plot->isVisible() && plot->hasFocus());
    }

    void everyTaskIsOneRowThatNamesItsTiers()
    {
        const Bench bench({}, ViewId::Policy);
        QVERIFY(bench.waitUntilLoaded());
        auto* table = bench.child<QTableView>("policyTable");
        const QAbstractItemModelTester tester(table->model());
        const core::ports::ConsoleSnapshot& snapshot = bench.window->context().snapshot();
        QCOMPARE(table->model()->rowCount(), static_cast<int>(snapshot.tasks.size()));
        const core::domain::Certificate& certificate = snapshot.certificates.front();
        bool isNamed = false;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            isNamed = isNamed
                || cell(*table, row, 2).contains(bench.window->context().catalogue().tierName(certificate.tierId)
                    + QStringLiteral(": from "));
        }
        QVERIFY(isNamed);
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
