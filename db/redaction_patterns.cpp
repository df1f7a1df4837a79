#include "db/redaction_patterns.h"

#include "db/connection.h"
#include "db/database_writer.h"
#include "db/privacy.h"
#include "db/reader_pool.h"
#include "db/sql_failure.h"
#include "db/workspace.h"

#include <algorithm>
#include <utility>

namespace db {

namespace {

/// PCRE2 gives up after this many steps of backtracking, some tens of milliseconds.
constexpr const char* kStepLimit = "(*LIMIT_MATCH=200000)";
constexpr std::size_t kLongestName = 40;

bool isName(std::string_view name)
{
    return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

core::Result<QRegularExpression> compiled(const RedactionPattern& pattern)
{
    const auto refuse = [&](const std::string& why) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "redaction pattern '" + pattern.name + "': " + why);
    };
    if (!isName(pattern.name)) {
        return refuse("a name has 1 to 40 lower-case letters, digits and dashes");
    }
    QRegularExpression expression(
        QString::fromLatin1(kStepLimit) + QString::fromStdString(pattern.expression),
        QRegularExpression::UseUnicodePropertiesOption);
    if (!expression.isValid()) {
        const qsizetype at = expression.patternErrorOffset() - qsizetype(std::string_view(kStepLimit).size());
        return refuse(expression.errorString().toStdString() + " at character "
            + std::to_string(std::max<qsizetype>(0, at) + 1) + " of the expression");
    }
    if (expression.match(QString()).hasMatch()) {
        return refuse("the expression matches the empty text and so everything; make it more particular");
    }
    return expression;
}

/// Writes, and puts what is then stored in force.
template <typename Write>
core::Result<void> change(Workspace& workspace, Write write)
{
    if (workspace.writer() == nullptr) {
        return core::fail(core::ErrorCode::PermissionDenied, "the workspace is open read-only");
    }
    std::vector<RedactionPattern> stored;
    auto written = workspace.writer()->execute(Durability::Full, [&](Connection& connection) {
        write(connection);
        stored = readRedactionPatterns(connection);
    });
    return written ? workspace.privacy().setPatterns(stored) : written;
}

std::string namesIn(const std::vector<RedactionPattern>& patterns)
{
    std::string names;
    for (const RedactionPattern& pattern : patterns) {
        names += (names.empty() ? "" : ", ") + pattern.name;
    }
    return names.empty() ? "there are none" : "there are: " + names;
}

} // namespace

core::Result<RedactionPatterns> RedactionPatterns::compile(const std::vector<RedactionPattern>& patterns)
{
    RedactionPatterns all;
    for (const RedactionPattern& pattern : patterns) {
        auto expression = compiled(pattern);
        if (!expression) {
            return core::fail(expression.error());
        }
        all.m_patterns.push_back(
            {std::move(*expression), QStringLiteral("[%1]").arg(QString::fromStdString(pattern.name))});
    }
    return all;
}

std::string RedactionPatterns::applied(std::string text) const
{
    if (m_patterns.empty() || text.empty()) {
        return text;
    }
    const QString original = QString::fromStdString(text);
    QString out = original;
    for (const Compiled& pattern : m_patterns) {
        QString next;
        qsizetype kept = 0;
        auto matches = pattern.expression.globalMatch(out);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            next += QStringView(out).mid(kept, match.capturedStart() - kept);
            next += match.capturedLength() > 0 ? pattern.replacement : QString();
            kept = match.capturedEnd();
        }
        // An iterator that ended because of the step limit says so only through a match at its last position.
        if (!pattern.expression.match(out, kept).isValid()) {
            return "[redacted]";
        }
        next += QStringView(out).mid(kept);
        out = std::move(next);
    }
    return out == original ? text : out.toStdString();
}

std::vector<RedactionPattern> readRedactionPatterns(Connection& connection)
{
    std::vector<RedactionPattern> patterns;
    Rows rows = connection.query("SELECT name, expression FROM redaction_patterns ORDER BY name");
    while (rows.next()) {
        patterns.push_back({rows.text(0), rows.text(1)});
    }
    return patterns;
}

core::Result<std::vector<RedactionPattern>> redactionPatterns(const Workspace& workspace)
{
    return guarded([&] {
        return workspace.readers().read([](Connection& reader) { return readRedactionPatterns(reader); });
    });
}

core::Result<void> saveRedactionPattern(Workspace& workspace, const RedactionPattern& pattern)
{
    if (auto valid = compiled(pattern); !valid) {
        return core::fail(valid.error());
    }
    return change(workspace, [&](Connection& connection) {
        connection.run("INSERT INTO redaction_patterns(name, expression) VALUES(?, ?) "
                       "ON CONFLICT(name) DO UPDATE SET expression = excluded.expression",
            pattern.name, pattern.expression);
    });
}

core::Result<void> removeRedactionPattern(Workspace& workspace, const std::string& name)
{
    std::vector<RedactionPattern> before;
    auto removed = change(workspace, [&](Connection& connection) {
        before = readRedactionPatterns(connection);
        connection.run("DELETE FROM redaction_patterns WHERE name = ?", name);
    });
    const bool isKnown = std::any_of(
        before.begin(), before.end(), [&](const RedactionPattern& pattern) { return pattern.name == name; });
    if (removed && !isKnown) {
        return core::fail(
            core::ErrorCode::NotFound, "no redaction pattern '" + name + "'; " + namesIn(before));
    }
    return removed;
}

} // namespace db
