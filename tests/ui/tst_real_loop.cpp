// A cluster is distilled, its challenger promoted and taken back, through the main window on a real workspace.
#include <QTest>

#include "real_window.h"
#include "real_workspace.h"
#include "tests/app/program.h"
#include "ui/models/run_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <utility>

using ui::models::ViewId;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr int kRunPatienceMs = 240'000; ///< the worker gives way to everything else
constexpr const char* kTask = "cs_intent";
const QString kReason = QStringLiteral("refunds are frequent now");

/// What the newest policy version says of the task, without what differs by version alone.
QString servedBy(const real::Workspace& workspace)
{
    const WorkspaceSql sql(workspace.path());
    const QString newest = QStringLiteral(" WHERE sequence = (SELECT max(sequence) FROM policy_versions) ");
    QStringList said = sql.column(QStringLiteral("SELECT tier_id || ' ' || artefact_id FROM policy_models") + newest
        + QStringLiteral("ORDER BY 1"));
    said += sql.column(QStringLiteral("SELECT tier_id || ' ' || threshold FROM policy_thresholds") + newest
        + QStringLiteral("ORDER BY 1"));
    said += sql.column(
        QStringLiteral("SELECT router_version || ' ' || alpha FROM policy_tasks") + newest + QStringLiteral("ORDER BY 1"));
    return said.join(QLatin1Char('\n'));
}

std::int64_t versions(const real::Workspace& workspace)
{
    return WorkspaceSql(workspace.path()).value(QStringLiteral("SELECT count(*) FROM policy_versions")).toLongLong();
}

QString newestDecision(const real::Workspace& workspace)
{
    return WorkspaceSql(workspace.path())
        .value(QStringLiteral("SELECT outcome || ': ' || reason FROM loop_decisions ORDER BY at_us DESC LIMIT 1"))
        .toString();
}

/// Waits for the end of the run that was started last.
bool waitForRun(const real::Window& shown, std::size_t runsBefore)
{
    return QTest::qWaitFor(
        [&] {
            const auto& runs = shown.snapshot().runs;
            return runs.size() > runsBefore
                && std::ranges::all_of(runs, [](const core::domain::Run& run) { return run.isFinal(); });
        },
        kRunPatienceMs);
}

/// Selects the newest run in Runs and opens what became of its challenger.
bool openChallenger(real::Operator& person, const real::Window& shown)
{
    auto* table = shown.child<QWidget>("page.runs")->findChild<QTableView*>(QStringLiteral("runTable"));
    auto* decisions = shown.child<QTableView>("loopDecisions");
    return person.clickCell(table, 0, 0) && person.click(shown.child<QToolButton>("runChallengerTab"))
        && QTest::qWaitFor([&] { return decisions->isVisible() && decisions->model()->rowCount() == 1; }, kPatienceMs);
}

/// By the operator's decision, with the reason that the history keeps.
bool promote(real::Operator& person, const real::Window& shown)
{
    auto* button = shown.child<QPushButton>("promoteChallenger");
    auto* reason = shown.child<QLineEdit>("promotionReason");
    return QTest::qWaitFor([&] { return button->isVisible() && reason->isVisible(); }, kPatienceMs)
        && person.click(reason) && person.type(kReason)
        && QTest::qWaitFor([&] { return button->isEnabled(); }, kPatienceMs) && person.click(button);
}

bool rollBack(real::Operator& person, const real::Window& shown)
{
    auto* button = shown.child<QPushButton>("rollBackChallenger");
    return QTest::qWaitFor([&] { return button->isVisible() && button->isEnabled(); }, kPatienceMs)
        && person.click(button);
}

} // namespace

class TestRealLoop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aClusterIsDistilledAndItsStudentTakenBackWithinTwoClicks();
    void aChallengerThatWaitsIsPromotedAndTakenBack();
};

void TestRealLoop::aClusterIsDistilledAndItsStudentTakenBackWithinTwoClicks()
{
    const real::Workspace workspace(real::Workspace::Kind::Drifted);
    const real::Window shown(workspace.path(), ViewId::Clusters);
    QVERIFY(shown.waitUntilLoaded());
    const core::domain::PolicyVersion before = shown.snapshot().policy.value();
    QVERIFY(before.tasks.at(kTask).thresholds.empty());
    const QString servedBefore = servedBy(workspace);
    const std::int64_t versionsBefore = versions(workspace);
    const std::size_t runsBefore = shown.snapshot().runs.size();
    real::Operator person;

    auto* preview = shown.child<QPushButton>("distilPreview");
    QVERIFY(preview != nullptr);
    QVERIFY(!preview->isEnabled() && !preview->toolTip().isEmpty()); // of all tasks no student can learn
    shown.window().context().setTaskId(kTask);
    auto* table = shown.child<QTableView>("clusterTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0 && preview->isEnabled(), kPatienceMs);
    QVERIFY(person.clickCell(table, 0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(preview->isEnabled(), kPatienceMs);
    QVERIFY(person.click(preview));
    auto* start = shown.child<QPushButton>("distilStart");
    const auto* figures = shown.child<QLabel>("distilFigures");
    QTRY_VERIFY2_WITH_TIMEOUT(start->isEnabled(), qPrintable(start->toolTip() + QLatin1Char('\n') + figures->text()), kPatienceMs);
    QVERIFY2(figures->text().contains(QStringLiteral("a net saving of")), qPrintable(figures->text()));
    QVERIFY(person.click(start));
    QTRY_VERIFY_WITH_TIMEOUT(shown.window().currentView() == ViewId::Runs, kPatienceMs);

    QVERIFY(waitForRun(shown, runsBefore));
    QVERIFY(shown.snapshot().runs.front().kind == core::domain::RunKind::Distillation);
    QVERIFY2(shown.snapshot().runs.front().state == core::domain::RunState::Succeeded,
        shown.snapshot().runs.front().errorMessage.c_str());
    QVERIFY(openChallenger(person, shown));
    if (versions(workspace) == versionsBefore) { // its gates could not decide: the operator does
        QVERIFY2(promote(person, shown), qPrintable(newestDecision(workspace)));
    }
    QTRY_VERIFY2_WITH_TIMEOUT(versions(workspace) == versionsBefore + 1, qPrintable(newestDecision(workspace)), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(shown.snapshot().policy->id != before.id, kPatienceMs);
    QVERIFY(servedBy(workspace) != servedBefore);
    QVERIFY(shown.snapshot().policy->tasks.at(kTask).modelVersions != before.tasks.at(kTask).modelVersions);

    person.startCounting();
    QVERIFY(rollBack(person, shown));
    QTRY_COMPARE_WITH_TIMEOUT(versions(workspace), versionsBefore + 2, kPatienceMs); // nothing is overwritten
    QVERIFY2(person.clicks() <= 2, qPrintable(QString::number(person.clicks())));
    QCOMPARE(servedBy(workspace), servedBefore);
    QTRY_VERIFY_WITH_TIMEOUT(
        shown.snapshot().policy->tasks.at(kTask).modelVersions == before.tasks.at(kTask).modelVersions, kPatienceMs);
    const auto* back = shown.child<QPushButton>("rollBackChallenger");
    QTRY_VERIFY_WITH_TIMEOUT(!back->isEnabled() && !back->toolTip().isEmpty(), kPatienceMs); // it serves no more
}

void TestRealLoop::aChallengerThatWaitsIsPromotedAndTakenBack()
{
    const real::Workspace workspace(real::Workspace::Kind::Drifted);
    const real::Window shown(workspace.path(), ViewId::Runs);
    QVERIFY(shown.waitUntilLoaded());
    const QString servedBefore = servedBy(workspace);
    const std::int64_t versionsBefore = versions(workspace);
    const std::size_t runsBefore = shown.snapshot().runs.size();
    real::Operator person;

    auto* page = shown.child<QWidget>("page.runs");
    QVERIFY(person.click(page->findChild<QPushButton*>(QStringLiteral("newRun"))));
    auto* kind = page->findChild<QComboBox*>(QStringLiteral("runKind"));
    QTRY_VERIFY(kind->isVisible());
    kind->setCurrentIndex(kind->findText(ui::models::wordOf(core::domain::RunKind::Distillation)));
    auto* task = page->findChild<QComboBox*>(QStringLiteral("runTask"));
    task->setCurrentIndex(task->findData(QLatin1String(kTask)));
    constexpr int kTaught = 120; // fewer are paid for than it is predicted to save
    page->findChild<QDoubleSpinBox*>(QStringLiteral("parameter.teacher_calls"))->setValue(kTaught);
    auto* promotes = page->findChild<QCheckBox*>(QStringLiteral("parameter.promotes_itself"));
    QVERIFY(promotes->isChecked());
    QVERIFY(person.clickAt(promotes, QPoint(12, promotes->height() / 2)));
    QVERIFY(!promotes->isChecked());
    QVERIFY(person.click(page->findChild<QPushButton*>(QStringLiteral("startRun"))));

    QVERIFY(waitForRun(shown, runsBefore));
    QVERIFY2(shown.snapshot().runs.front().state == core::domain::RunState::Succeeded,
        shown.snapshot().runs.front().errorMessage.c_str());
    QCOMPARE(versions(workspace), versionsBefore); // whatever the gates said
    QCOMPARE(servedBy(workspace), servedBefore);
    QVERIFY(openChallenger(person, shown));
    QVERIFY2(promote(person, shown), qPrintable(newestDecision(workspace)));
    QTRY_COMPARE_WITH_TIMEOUT(versions(workspace), versionsBefore + 1, kPatienceMs);
    QVERIFY(servedBy(workspace) != servedBefore);
    QCOMPARE(WorkspaceSql(workspace.path())
                 .value(QStringLiteral("SELECT reason FROM policy_versions ORDER BY sequence DESC LIMIT 1"))
                 .toString(),
        kReason);

    person.startCounting();
    QVERIFY(rollBack(person, shown));
    QTRY_COMPARE_WITH_TIMEOUT(versions(workspace), versionsBefore + 2, kPatienceMs);
    QVERIFY2(person.clicks() <= 2, qPrintable(QString::number(person.clicks())));
    QCOMPARE(servedBy(workspace), servedBefore);
}

QTEST_MAIN(TestRealLoop)
#include "tst_real_loop.moc"
