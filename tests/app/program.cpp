#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

QJsonObject ProgramRun::json() const
{
    return QJsonDocument::fromJson(output).object();
}

QByteArray ProgramRun::lastErrorLine() const
{
    const QList<QByteArray> lines = errors.trimmed().split('\n');
    return lines.isEmpty() ? QByteArray() : lines.last();
}

ProgramRun runProgram(const QStringList& arguments, int timeoutMs, const QString& directory)
{
    QProcess process;
    process.setWorkingDirectory(directory);
    process.start(QStringLiteral(ROUTENLP_PROGRAM), arguments);
    ProgramRun run;
    if (!process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        run.exitCode = process.exitCode();
    }
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    return run;
}

void writeFile(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("cannot read %s", qPrintable(path));
    }
    return file.readAll();
}

namespace {

QJsonObject labelledLine(int number, bool isTest, QRandomGenerator& random)
{
    static const QStringList kLabels{QStringLiteral("card"), QStringLiteral("transfer"),
        QStringLiteral("refund"), QStringLiteral("password")};
    static const QList<QStringList> kWords{
        {QStringLiteral("plastic card"), QStringLiteral("chip"), QStringLiteral("delivery of my card")},
        {QStringLiteral("send money"), QStringLiteral("transfer"), QStringLiteral("wire to my brother")},
        {QStringLiteral("money back"), QStringLiteral("refund"), QStringLiteral("returned goods")},
        {QStringLiteral("log in"), QStringLiteral("password"), QStringLiteral("locked out of the app")}};
    static const QStringList kFrames{QStringLiteral("please help with %1, case %2"),
        QStringLiteral("what about %1 since day %2?"), QStringLiteral("number %2: trouble with %1 again")};
    const int label = random.bounded(4);
    const QStringList& words = kWords.at(label);
    const QString subject = number % 10 == 9 ? QStringLiteral("my account")
                                             : words.at(random.bounded(static_cast<int>(words.size())));
    return {{QStringLiteral("task"), QStringLiteral("cs_intent")},
        {QStringLiteral("id"), QStringLiteral("q%1").arg(number)},
        {QStringLiteral("text"), kFrames.at(random.bounded(3)).arg(subject).arg(number)},
        {QStringLiteral("label"), kLabels.at(label)},
        {QStringLiteral("split"), isTest ? QStringLiteral("test") : QStringLiteral("train")}};
}

} // namespace

QByteArray labelledLines(int train, int test)
{
    QRandomGenerator random(20261101);
    QByteArray lines;
    for (int i = 0; i < train + test; ++i) {
        lines += QJsonDocument(labelledLine(i, i >= train, random)).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

WorkspaceSql::WorkspaceSql(const QString& workspace)
    : m_name(QUuid::createUuid().toString())
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    database.setDatabaseName(workspace + QStringLiteral("/workspace.db"));
    database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    if (!database.open()) {
        qFatal("cannot open the database of %s", qPrintable(workspace));
    }
}

WorkspaceSql::~WorkspaceSql()
{
    QSqlDatabase::database(m_name).close();
    QSqlDatabase::removeDatabase(m_name);
}

QList<QVariantList> WorkspaceSql::rows(const QString& sql) const
{
    QSqlQuery query(QSqlDatabase::database(m_name));
    if (!query.exec(sql)) {
        qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
    }
    QList<QVariantList> rows;
    while (query.next()) {
        QVariantList row;
        for (int i = 0; i < query.record().count(); ++i) {
            row.append(query.value(i));
        }
        rows.append(row);
    }
    return rows;
}

QVariant WorkspaceSql::value(const QString& sql) const
{
    const QList<QVariantList> found = rows(sql);
    return found.isEmpty() ? QVariant() : found.first().first();
}

QStringList WorkspaceSql::column(const QString& sql) const
{
    QStringList values;
    for (const QVariantList& row : rows(sql)) {
        values.append(row.first().toString());
    }
    return values;
}
