#include <QTest>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

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
bool findsTheFirst(const QString& workspace)
{
    const auto second = console(workspace, {QStringLiteral("--view"), QStringLiteral("costs")});
    if (!second->waitForFinished(kPatienceMs)) {
        second->kill();
        second->waitForFinished();
        return false;
    }
    return second->exitCode() == 0 && second->readAllStandardError().contains("brought to the front");
}

} // namespace

/// One window a workspace.
class TestSingleWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSecondStartFindsTheFirstWindow();
    void whatAKilledWindowLeftIsTakenOver();
    void anotherWorkspaceHasAWindowOfItsOwn();
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

QTEST_GUILESS_MAIN(TestSingleWindow)
#include "tst_single_window.moc"
