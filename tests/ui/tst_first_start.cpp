#include "fake_window.h"

#include "ui/shell/welcome_dialog.h"

#include <QFrame>
#include <QPushButton>
#include <QToolButton>

using fake::Bench;
using ui::models::ViewId;

/// What somebody sees who starts the program for the first time.
class TestFirstStart final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDemoStandsBesideAWorkspaceOfOnesOwn()
    {
        ui::shell::WelcomeDialog dialog;
        dialog.show();
        for (const char* name : {"openDemo", "newWorkspace", "openWorkspace"}) {
            auto* button = dialog.findChild<QPushButton*>(QString::fromLatin1(name));
            QVERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        }
        QVERIFY(!dialog.choice());
        QTRY_COMPARE(fake::cutLabel(dialog), QString());
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("openDemo")), Qt::LeftButton);
        QVERIFY(dialog.choice() && dialog.choice()->isDemo);
        QVERIFY(!dialog.isVisible());
    }

    void threeStepsLeadIntoAnEmptyWorkspaceAndEachCanBeSkipped()
    {
        fake::Options options;
        options.isEmpty = true;
        options.isDemo = false;
        const Bench bench(options);
        QVERIFY(bench.waitUntilLoaded());
        const auto card = [&](const char* id) { return bench.child<QFrame>(id); };
        QVERIFY(card("hint.first.request")->isVisible());
        QTest::mouseClick(card("hint.first.request")->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(bench.window->currentView() == ViewId::Portfolio);
        bench.window->showView(ViewId::Overview);
        QTest::mouseClick(card("hint.first.request")->findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(!card("hint.first.request")->isVisible());
    }

    void stepsThatAreTakenAreNotShown()
    {
        fake::Options options;
        options.isDemo = false;
        const Bench bench(options); // has tiers, tasks and traffic
        QVERIFY(bench.waitUntilLoaded());
        QTRY_VERIFY(!bench.child<QWidget>("firstSteps")->isVisible());
    }
};

QTEST_MAIN(TestFirstStart)
#include "tst_first_start.moc"
