#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

#include <string>
#include <string_view>
#include <vector>

namespace db {

class Connection;
class Workspace;

/// Something that must not be stored. Matches become "[name]".
struct RedactionPattern {
    std::string name; ///< lower-case letters, digits and dashes
    std::string expression; ///< Perl-compatible regular expression on Unicode text

    bool operator==(const RedactionPattern&) const = default;
};

/// Compiled patterns, applied in the order of their names. Thread-safe once made.
class RedactionPatterns {
public:
    RedactionPatterns() = default;
    /// InvalidArgument: a bad name, an expression that does not compile, or one that matches nothing at all.
    [[nodiscard]] static core::Result<RedactionPatterns> compile(
        const std::vector<RedactionPattern>& patterns);

    /// A text on which an expression takes too many steps becomes "[redacted]" as a whole: what cannot be
    /// checked is not stored.
    [[nodiscard]] std::string applied(std::string text) const;

private:
    struct Compiled {
        QRegularExpression expression;
        QString replacement;
    };
    std::vector<Compiled> m_patterns;
};

/// What is stored in the workspace, by name. Throws SqlFailure.
[[nodiscard]] std::vector<RedactionPattern> readRedactionPatterns(Connection& connection);

[[nodiscard]] core::Result<std::vector<RedactionPattern>> redactionPatterns(const Workspace& workspace);

/// Stores the pattern, or replaces the one of that name, and puts it in force for everything recorded from
/// now on. Owner only.
[[nodiscard]] core::Result<void> saveRedactionPattern(Workspace& workspace, const RedactionPattern& pattern);

/// NotFound lists the names there are. Owner only.
[[nodiscard]] core::Result<void> removeRedactionPattern(Workspace& workspace, const std::string& name);

} // namespace db
