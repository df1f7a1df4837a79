#include <QTest>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

namespace {

/// What each box may include besides itself: docs/architecture.md, "Include directions". There are no exceptions.
const QMap<QString, QSet<QString>>& allowedIncludes()
{
    static const QSet<QString> algorithms{
        "core/routing", "core/conformal", "core/clustering", "core/distill", "core/evaluation"};
    static const QSet<QString> values{"core/ports", "core/domain", "core/base"};
    static const QMap<QString, QSet<QString>> table = [] {
        QMap<QString, QSet<QString>> allowed;
        allowed["core/base"] = {};
        allowed["core/domain"] = {"core/base"};
        allowed["core/ports"] = {"core/domain", "core/base"};
        for (const QString& algorithm : algorithms) {
            allowed[algorithm] = values;
        }
        allowed["core/engine"] = algorithms | values;
        allowed["core/torch"] = algorithms | values | QSet<QString>{"core/engine"};
        for (const char* edge : {"core/datasets", "core/journal", "core/providers", "core/gateway"}) {
            allowed[QString::fromLatin1(edge)] = algorithms | values | QSet<QString>{"core/engine"};
        }
        allowed["core/gateway"] += QSet<QString>{"core/providers", "core/journal"};
        allowed["db"] = values | QSet<QString>{"core/journal"};
        allowed["ui"] = values;
        return allowed;
    }();
    return table;
}

/// "core/domain" for core/domain/task.h, "ui" for ui/pages/overview_page.h.
QString boxOf(const QString& path)
{
    const QStringList parts = path.split('/');
    return parts.first() == "core" ? parts.value(0) + '/' + parts.value(1) : parts.first();
}

struct Include {
    QString file;
    QString target;
    bool isSystem = false;
};

QList<Include> includesOf(const QString& folder)
{
    static const QRegularExpression pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]", QRegularExpression::MultilineOption);
    const QDir root(QStringLiteral(ROUTENLP_SOURCE_DIR));
    QList<Include> includes;
    QDirIterator files(root.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QString text = QString::fromUtf8(file.readAll());
        for (auto match = pattern.globalMatch(text); match.hasNext();) {
            const QRegularExpressionMatch include = match.next();
            includes.append({root.relativeFilePath(file.fileName()), include.captured(2), include.captured(1) == "<"});
        }
    }
    return includes;
}

} // namespace

class TestIncludeDirections : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ourIncludesPointDownwards();
    void coreKnowsNoQt();
    void onlyTheTorchBoxKnowsTorch();
    void umbrellaHeadersOfQtAreNotUsed();
    void modelsOfTheWindowKnowNoWidgets();
};

void TestIncludeDirections::ourIncludesPointDownwards()
{
    static const QRegularExpression ours("^(app|core|db|ui)/");
    QStringList wrong;
    for (const char* folder : {"core", "db", "ui"}) {
        for (const Include& include : includesOf(QString::fromLatin1(folder))) {
            const QString from = boxOf(include.file);
            const QString to = boxOf(include.target);
            if (include.isSystem || !ours.match(include.target).hasMatch() || from == to) {
                continue;
            }
            if (!allowedIncludes().value(from).contains(to)) {
                wrong << include.file + " includes " + include.target;
            }
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void TestIncludeDirections::coreKnowsNoQt()
{
    for (const Include& include : includesOf("core")) {
        QVERIFY2(!(include.isSystem && include.target.startsWith('Q')),
            qPrintable(include.file + " includes " + include.target));
    }
}

void TestIncludeDirections::onlyTheTorchBoxKnowsTorch()
{
    static const QRegularExpression torch("^(torch|ATen|c10)/");
    for (const char* folder : {"core", "db", "ui", "app"}) {
        for (const Include& include : includesOf(QString::fromLatin1(folder))) {
            const bool isTorch = include.isSystem && torch.match(include.target).hasMatch();
            const bool isAllowed = include.file.startsWith("core/torch/") && include.file.endsWith(".cpp");
            QVERIFY2(!isTorch || isAllowed, qPrintable(include.file + " includes " + include.target));
        }
    }
}

void TestIncludeDirections::umbrellaHeadersOfQtAreNotUsed()
{
    static const QSet<QString> umbrellas{"QtCore", "QtGui", "QtWidgets", "QtCharts", "QtSql", "QtTest", "QtNetwork"};
    for (const char* folder : {"db", "ui", "app"}) {
        for (const Include& include : includesOf(QString::fromLatin1(folder))) {
            QVERIFY2(!umbrellas.contains(include.target), qPrintable(include.file + " includes " + include.target));
        }
    }
}

void TestIncludeDirections::modelsOfTheWindowKnowNoWidgets()
{
    for (const Include& include : includesOf("ui/models")) {
        const bool isSideways = include.target.startsWith("ui/") && !include.target.startsWith("ui/models/");
        QVERIFY2(!isSideways && !include.target.contains("Widget"),
            qPrintable(include.file + " includes " + include.target));
    }
}

QTEST_GUILESS_MAIN(TestIncludeDirections)
#include "tst_include_directions.moc"
