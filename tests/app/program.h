#pragma once

#include <QJsonObject>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>
#include <QVariant>

/// What one run of the program left behind.
struct ProgramRun {
    int exitCode = -1; ///< -1: it did not end by itself
    QByteArray output;
    QByteArray errors;

    /// Standard output as one JSON object; empty when it is none.
    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QByteArray lastErrorLine() const;
};

/// Starts the built `routenlp` and waits for its end.
/// `directory` empty: where the test runs.
[[nodiscard]] ProgramRun runProgram(
    const QStringList& arguments, int timeoutMs = 120'000, const QString& directory = {});

void writeFile(const QString& path, const QByteArray& bytes);
[[nodiscard]] QByteArray readFile(const QString& path);

/// Labelled lines of the task "cs_intent": four labels told by their words; every tenth text could be of any.
/// Texts and ids are distinct. Train lines first.
[[nodiscard]] QByteArray labelledLines(int train, int test);

/// A read-only connection to a workspace's database, closed with this.
class WorkspaceSql {
public:
    explicit WorkspaceSql(const QString& workspace);
    ~WorkspaceSql();
    WorkspaceSql(const WorkspaceSql&) = delete;
    WorkspaceSql& operator=(const WorkspaceSql&) = delete;

    /// First column of the first row; ends the test program on an error in the SQL.
    [[nodiscard]] QVariant value(const QString& sql) const;
    [[nodiscard]] QStringList column(const QString& sql) const;
    [[nodiscard]] QList<QVariantList> rows(const QString& sql) const;

private:
    QString m_name;
};
