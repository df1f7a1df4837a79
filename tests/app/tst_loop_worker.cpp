#include "app/worker_launcher.h"
#include "tests/app/program.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

constexpr const char* kOwner = "own-a-worker";

/// What this program is when it is started as `kOwner PROGRAM WORKSPACE`: launches a worker and does nothing more.
int ownAWorker(const char* program, const char* workspace)
{
    const auto worker = app::makeWorkerLauncher(program, workspace)->launch("run");
    if (!worker) {
        std::fprintf(stderr, "%s\n", worker.error().message.c_str());
        return 1;
    }
    for (;;) {
        ::pause();
    }
}

bool isAlive(int pid)
{
    QFile status(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray line = status.readAll();
    const qsizetype name = line.lastIndexOf(')');
    return name > 0 && line.mid(name + 2, 1) != "Z"; // whoever inherited it has not asked for its end yet
}

} // namespace

class TestLoopWorker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWorkerEndsWithAnOwnerThatIsKilled();
    void aWorkerIsLoadedAtLowPriority();
    void aProgramThatCannotStartIsAnError();
};

void TestLoopWorker::aWorkerIsLoadedAtLowPriority()
{
    QTemporaryDir directory;
    const QString program = directory.filePath(QStringLiteral("worker.sh"));
    writeFile(program, "#!/bin/sh\nnice\n");
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    const auto worker = app::makeWorkerLauncher(program.toStdString(), directory.path().toStdString())->launch("run");
    QVERIFY(worker.has_value());
    const std::optional<std::string> line = (*worker)->readLine();
    QVERIFY(line.has_value());
    QVERIFY(std::stoi(*line) >= 15);
    QCOMPARE((*worker)->wait(), 0);
}

void TestLoopWorker::aProgramThatCannotStartIsAnError()
{
    QTemporaryDir directory;
    const QString missing = directory.filePath(QStringLiteral("worker"));
    const QString noProgram = directory.filePath(QStringLiteral("data"));
    writeFile(noProgram, "not executable");
    for (const QString& program : {missing, noProgram}) {
        const auto worker = app::makeWorkerLauncher(program.toStdString(), directory.path().toStdString())->launch("run");
        QVERIFY(!worker.has_value());
        QVERIFY2(worker.error().message.find(program.toStdString()) != std::string::npos, worker.error().message.c_str());
    }
}

void TestLoopWorker::aWorkerEndsWithAnOwnerThatIsKilled()
{
    // a program that knows nothing of its owner: what ends it was set before it was loaded
    QTemporaryDir directory;
    const QString program = directory.filePath(QStringLiteral("worker.sh"));
    const QString pidFile = directory.filePath(QStringLiteral("pid"));
    writeFile(program, "#!/bin/sh\necho $$ > \"$3/pid.new\"\nmv \"$3/pid.new\" \"$3/pid\"\nexec sleep 600\n");
    QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QProcess owner;
    owner.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kOwner), program, directory.path()});
    QVERIFY(owner.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(pidFile) || owner.state() == QProcess::NotRunning, 60'000);
    QVERIFY2(QFile::exists(pidFile), owner.readAllStandardError().constData());
    const int worker = readFile(pidFile).trimmed().toInt();
    QVERIFY(worker > 1 && isAlive(worker));
    QVERIFY(::kill(static_cast<pid_t>(owner.processId()), SIGKILL) == 0);
    QVERIFY(owner.waitForFinished());
    const bool hasEnded = QTest::qWaitFor([worker] { return !isAlive(worker); }, 60'000);
    if (!hasEnded) {
        ::kill(worker, SIGKILL);
    }
    QVERIFY(hasEnded);
}

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == kOwner) {
        return ownAWorker(argv[2], argv[3]);
    }
    QCoreApplication application(argc, argv);
    TestLoopWorker test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_loop_worker.moc"
