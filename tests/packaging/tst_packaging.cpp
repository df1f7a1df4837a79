#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kPatienceMs = 60'000;

struct Ended {
    int exitCode = -1;
    QByteArray output;
};

Ended run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool isFinished = process.waitForFinished(kPatienceMs);
    return {isFinished ? process.exitCode() : -1, process.readAll()};
}

QString source(const char* path)
{
    return QStringLiteral(ROUTENLP_SOURCE_DIR "/") + QLatin1String(path);
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// What a desktop finds after `cmake --install`.
class TestPackaging : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theDesktopFileIsValid();
    void theMetainfoIsValid();
    void theMetainfoNamesThisVersion();
    void everyNamedFileIsInstalled();
    void theIconsHaveTheirSizes();
    void theInstalledProgramsStart();

private:
    [[nodiscard]] QString installed(const QString& path) const { return m_root.filePath(path); }
    QTemporaryDir m_root;
};

void TestPackaging::initTestCase()
{
    const Ended ended = run(QStringLiteral(ROUTENLP_CMAKE),
        {QStringLiteral("--install"), QStringLiteral(ROUTENLP_BUILD_DIR), QStringLiteral("--prefix"), m_root.path()});
    QVERIFY2(ended.exitCode == 0, ended.output.constData());
}

void TestPackaging::theDesktopFileIsValid()
{
    const QString validator = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (validator.isEmpty()) {
        QSKIP("NOT TESTED: needs desktop-file-validate (package desktop-file-utils)");
    }
    const Ended ended = run(validator, {installed(QStringLiteral("share/applications/routenlp-console.desktop"))});
    QVERIFY2(ended.exitCode == 0 && ended.output.isEmpty(), ended.output.constData());
}

void TestPackaging::theMetainfoIsValid()
{
    const QString validator = QStandardPaths::findExecutable(QStringLiteral("appstreamcli"));
    if (validator.isEmpty()) {
        QSKIP("NOT TESTED: needs appstreamcli (package appstream)");
    }
    const Ended ended = run(validator,
        {QStringLiteral("validate"), QStringLiteral("--no-net"),
            installed(QStringLiteral("share/metainfo/org.routenlp.Console.metainfo.xml"))});
    QVERIFY2(ended.exitCode == 0, ended.output.constData());
}

void TestPackaging::theMetainfoNamesThisVersion()
{
    const QByteArray text = contents(source("resources/desktop/routenlp-console.metainfo.xml"));
    QVERIFY(text.contains("<release version=\"" ROUTENLP_VERSION "\""));
    QVERIFY(text.contains("routenlp-console.desktop</launchable>"));
}

void TestPackaging::everyNamedFileIsInstalled()
{
    QSettings desktop(
        installed(QStringLiteral("share/applications/routenlp-console.desktop")), QSettings::IniFormat);
    desktop.beginGroup(QStringLiteral("Desktop Entry"));
    const QString program = desktop.value(QStringLiteral("Exec")).toString();
    QVERIFY(QFileInfo(installed(QStringLiteral("bin/") + program)).isExecutable());
    QVERIFY(QFileInfo(installed(QStringLiteral("bin/routenlp"))).isExecutable()); // runs the worker
    const QString icon = desktop.value(QStringLiteral("Icon")).toString();
    QVERIFY(QSvgRenderer(
        installed(QStringLiteral("share/icons/hicolor/scalable/apps/%1.svg").arg(icon))).isValid());
}

void TestPackaging::theIconsHaveTheirSizes()
{
    const QDir theme(installed(QStringLiteral("share/icons/hicolor")));
    const QStringList sizes = theme.entryList({QStringLiteral("*x*")}, QDir::Dirs);
    QVERIFY(sizes.contains(QStringLiteral("48x48"))); // the one that every desktop asks for
    for (const QString& size : sizes) {
        const QImage picture(theme.filePath(size + QStringLiteral("/apps/routenlp-console.png")));
        QCOMPARE(QStringLiteral("%1x%2").arg(picture.width()).arg(picture.height()), size);
    }
}

void TestPackaging::theInstalledProgramsStart()
{
    for (const char* program : {"bin/routenlp", "bin/routenlp-console"}) {
        const Ended ended = run(installed(QLatin1String(program)), {QStringLiteral("--version")});
        QVERIFY2(ended.exitCode == 0 && ended.output.contains(ROUTENLP_VERSION), ended.output.constData());
    }
}

QTEST_GUILESS_MAIN(TestPackaging)
#include "tst_packaging.moc"
