#include <QTest>

#include "app/window_instance.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <chrono>
#include <future>
#include <memory>

namespace {

constexpr int kPatienceMs = 60'000;

std::unique_ptr<QProcess> console(const QString& workspace, const QStringList& more = {})
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(ROUTENLP_CONSOLE), QStringList{QStringLiteral("--workspace"), workspace} + more);
    return process;
}

/// The first start has got as far as owning the workspace.
bool isOpen(const QString& workspace)
{
    return QFile::exists(workspace + QStringLiteral("/control.sock"));
}

/// A later start ends at once, having brought the first window to the front.
bool findsTheFirst(const QString& workspace, const QStringList& more = {})
{
    const auto second = console(workspace, QStringList{QStringLiteral("--view"), QStringLiteral("costs")} + more);
    if (!second->waitForFinished(kPatienceMs)) {
        second->kill();
        second->waitForFinished();
        return false;
    }
    return second->exitCode() == 0 && second->readAllStandardError().contains("brought to the front");
}

/// What a start says when it ends with code 1; empty when it does not.
QString refusalOf(const QString& workspace, const QStringList& more)
{
    const auto process = console(workspace, more);
    if (!process->waitForFinished(kPatienceMs)) {
        process->kill();
        process->waitForFinished();
        return {};
    }
    return process->exitCode() == 1 ? QString::fromUtf8(process->readAllStandardError()) : QString();
}

} // namespace

/// One window a workspace.
class TestSingleWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSecondStartFindsTheFirstWindow();
    void whatAKilledWindowLeftIsTakenOver();
    void anotherWorkspaceHasAWindowOfItsOwn();
    void whatALaterStartWishesForReachesTheWindow();
    void aTaskThatIsNotThereIsRefused();
    void aLaterStartMayNameATaskThatIsThere();
};

void TestSingleWindow::aSecondStartFindsTheFirstWindow()
{
    const QTemporaryDir directory;
    const QString workspace = directory.filePath(QStringLiteral("w"));
    const auto first = console(workspace);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(workspace), kPatienceMs);
    QVERIFY(findsTheFirst(workspace));
    QCOMPARE(first->state(), QProcess::Running);
    QVERIFY(findsTheFirst(directory.path() + QStringLiteral("/./w"))); // the same directory by another name
    first->kill();
    first->waitForFinished();
}

void TestSingleWindow::whatAKilledWindowLeftIsTakenOver()
{
    const QTemporaryDir directory;
    const QString workspace = directory.filePath(QStringLiteral("w"));
    {
        const auto first = console(workspace);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(workspace), kPatienceMs);
        first->kill();
        first->waitForFinished();
        QVERIFY(QFile::remove(workspace + QStringLiteral("/control.sock")));
    }
    const auto next = console(workspace);
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(workspace), kPatienceMs);
    QVERIFY(findsTheFirst(workspace));
    QCOMPARE(next->state(), QProcess::Running);
    next->kill();
    next->waitForFinished();
}

void TestSingleWindow::anotherWorkspaceHasAWindowOfItsOwn()
{
    const QTemporaryDir directory;
    const auto first = console(directory.filePath(QStringLiteral("a")));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(directory.filePath(QStringLiteral("a"))), kPatienceMs);
    const auto other = console(directory.filePath(QStringLiteral("b")));
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(directory.filePath(QStringLiteral("b"))), kPatienceMs);
    for (QProcess* process : {first.get(), other.get()}) {
        QCOMPARE(process->state(), QProcess::Running);
        process->kill();
        process->waitForFinished();
    }
}

void TestSingleWindow::whatALaterStartWishesForReachesTheWindow()
{
    const QTemporaryDir directory;
    const std::filesystem::path workspace = directory.path().toStdString();
    app::WindowInstance window(workspace);
    QVERIFY(window.claim());
    app::WindowWish seen;
    window.onShow([&](const app::WindowWish& wish) -> core::Result<void> {
        seen = wish;
        return wish.taskId == QLatin1String("nope") ? core::fail(core::ErrorCode::NotFound, "no task 'nope'")
                                                    : core::Result<void>();
    });
    const auto askedFor = [&](const app::WindowWish& wish) {
        auto asked = std::async(std::launch::async, [&] { return app::WindowInstance(workspace).showOther(wish); });
        while (asked.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            QTest::qWait(5); // the window answers on this thread
        }
        return asked.get();
    };
    const QString request = QStringLiteral("q-\"1\"\tä\n");
    QVERIFY(askedFor({QStringLiteral("requests"), QStringLiteral("cs_intent"), request}));
    QCOMPARE(seen.view, QStringLiteral("requests"));
    QCOMPARE(seen.taskId, QStringLiteral("cs_intent"));
    QCOMPARE(seen.requestId, request);
    QVERIFY(askedFor({}));
    QVERIFY(seen.view.isEmpty() && seen.taskId.isEmpty() && seen.requestId.isEmpty());
    const core::Result<void> refused = askedFor({{}, QStringLiteral("nope"), {}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, std::string("no task 'nope'"));
}

void TestSingleWindow::aTaskThatIsNotThereIsRefused()
{
    const QTemporaryDir directory;
    const QString picture = directory.filePath(QStringLiteral("x.png"));
    const QStringList asked{QStringLiteral("--task"), QStringLiteral("nope"), QStringLiteral("--screenshot"), picture};
    const QString empty = refusalOf(directory.filePath(QStringLiteral("w")), asked);
    QVERIFY2(empty.contains(QStringLiteral("no task 'nope'")), qPrintable(empty));
    const QString demo = refusalOf(directory.filePath(QStringLiteral("d")), QStringList{QStringLiteral("--demo")} + asked);
    QVERIFY2(demo.contains(QStringLiteral("no task 'nope'")) && demo.contains(QStringLiteral("cs_intent")), qPrintable(demo));
    QVERIFY(!QFile::exists(picture));
}

void TestSingleWindow::aLaterStartMayNameATaskThatIsThere()
{
    const QTemporaryDir directory;
    const QString workspace = directory.filePath(QStringLiteral("d"));
    const auto first = console(workspace, {QStringLiteral("--demo")});
    QTRY_VERIFY_WITH_TIMEOUT(isOpen(workspace), kPatienceMs);
    const QString task = QStringLiteral("--task");
    QTRY_VERIFY_WITH_TIMEOUT( // a demo that begins may be slow to answer
        refusalOf(workspace, {task, QStringLiteral("nope")}).contains(QStringLiteral("cs_intent")), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(findsTheFirst(workspace, {task, QStringLiteral("cs_intent")}), kPatienceMs);
    QCOMPARE(first->state(), QProcess::Running);
    first->kill();
    first->waitForFinished();
}

QTEST_GUILESS_MAIN(TestSingleWindow)
#include "tst_single_window.moc"
