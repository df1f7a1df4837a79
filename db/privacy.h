#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/outcome.h"
#include "core/domain/query_record.h"
#include "core/domain/challenger_trial.h"
#include "core/domain/shadow.h"
#include "db/redaction_patterns.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace db {

class Connection;
class Workspace;

enum class TextStorage {
    Whole,
    Hashed, ///< a keyed hash of each text: equal texts can be told, nothing can be read
    None,
};

/// How the texts of one task are kept. The defaults hold for a task without a row of its own.
struct TaskPrivacy {
    std::string taskId;
    TextStorage storage = TextStorage::Whole;
    bool isRedacted
        = true; ///< e-mail, card, phone and account numbers are replaced before anything is written
    std::optional<int> textDays; ///< texts are removed after this many days, figures stay
    std::optional<int> rowDays; ///< whole queries are removed after this many days, rollups stay
};

/// The rules in force, applied to every record before it reaches the journal. Thread-safe.
class PrivacyRules {
public:
    explicit PrivacyRules(std::string key);

    void set(std::vector<TaskPrivacy> rules);
    /// What is redacted beside the built-in patterns.
    [[nodiscard]] core::Result<void> setPatterns(const std::vector<RedactionPattern>& patterns);
    [[nodiscard]] TaskPrivacy ruleFor(const std::string& taskId) const;
    [[nodiscard]] std::vector<TaskPrivacy> all() const;

    /// The record as it may be stored at `now`.
    [[nodiscard]] core::domain::QueryRecord applied(
        core::domain::QueryRecord record, core::TimePoint now) const;
    [[nodiscard]] core::domain::Outcome applied(
        core::domain::Outcome outcome, const std::string& taskId) const;
    [[nodiscard]] core::domain::ShadowRecord applied(core::domain::ShadowRecord record) const;
    [[nodiscard]] core::domain::TrialAnswer applied(core::domain::TrialAnswer answer) const;
    /// One text as the rule lets it be stored; empty where it may not be.
    [[nodiscard]] std::string stored(const TaskPrivacy& rule, std::string text) const;

private:
    using Rules = std::map<std::string, TaskPrivacy>;
    [[nodiscard]] std::string withoutPatterns(std::string text) const;
    [[nodiscard]] std::shared_ptr<const Rules> rules() const;

    const std::string m_key; ///< of the hashes
    mutable std::mutex m_mutex;
    std::shared_ptr<const Rules> m_rules;
    std::shared_ptr<const RedactionPatterns> m_patterns;
};

/// What is stored in the workspace. Throws SqlFailure.
[[nodiscard]] std::vector<TaskPrivacy> readPrivacy(Connection& connection);

/// Stores the rule and puts it in force for everything recorded from now on; what is stored already is left
/// to applyRetention(). Owner only.
[[nodiscard]] core::Result<void> savePrivacy(Workspace& workspace, const TaskPrivacy& privacy);

} // namespace db
