#include "db/privacy.h"

#include "core/base/hash.h"
#include "db/database_writer.h"
#include "db/redaction.h"
#include "db/sql_failure.h"
#include "db/workspace.h"

#include <array>
#include <utility>

namespace db {

namespace {

constexpr std::array<std::pair<TextStorage, std::string_view>, 3> kStorageNames{
    {{TextStorage::Whole, "whole"}, {TextStorage::Hashed, "hashed"}, {TextStorage::None, "none"}}};

std::string_view nameOf(TextStorage storage)
{
    for (const auto& [value, name] : kStorageNames) {
        if (value == storage) {
            return name;
        }
    }
    return {};
}

TextStorage storageFrom(const std::string& text)
{
    for (const auto& [value, name] : kStorageNames) {
        if (name == text) {
            return value;
        }
    }
    throw SqlFailure({core::ErrorCode::Corrupt, "the workspace has an unknown way to store texts: " + text});
}

std::optional<int> days(const Rows& rows, int column)
{
    const auto value = rows.optionalInteger(column);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

} // namespace

PrivacyRules::PrivacyRules(std::string key)
    : m_key(std::move(key))
    , m_rules(std::make_shared<const Rules>())
    , m_patterns(std::make_shared<const RedactionPatterns>())
{
}

void PrivacyRules::set(std::vector<TaskPrivacy> rules)
{
    auto byTask = std::make_shared<Rules>();
    for (TaskPrivacy& rule : rules) {
        byTask->insert_or_assign(rule.taskId, rule);
    }
    const std::lock_guard lock(m_mutex);
    m_rules = std::move(byTask);
}

core::Result<void> PrivacyRules::setPatterns(const std::vector<RedactionPattern>& patterns)
{
    auto compiled = RedactionPatterns::compile(patterns);
    if (!compiled) {
        return core::fail(compiled.error());
    }
    const std::lock_guard lock(m_mutex);
    m_patterns = std::make_shared<const RedactionPatterns>(std::move(*compiled));
    return {};
}

std::string PrivacyRules::withoutPatterns(std::string text) const
{
    const std::shared_ptr<const RedactionPatterns> patterns = [this] {
        const std::lock_guard lock(m_mutex);
        return m_patterns;
    }();
    return patterns->applied(redacted(text));
}

std::shared_ptr<const PrivacyRules::Rules> PrivacyRules::rules() const
{
    const std::lock_guard lock(m_mutex);
    return m_rules;
}

TaskPrivacy PrivacyRules::ruleFor(const std::string& taskId) const
{
    const std::shared_ptr<const Rules> current = rules();
    const auto found = current->find(taskId);
    if (found != current->end()) {
        return found->second;
    }
    TaskPrivacy standard;
    standard.taskId = taskId;
    return standard;
}

std::vector<TaskPrivacy> PrivacyRules::all() const
{
    std::vector<TaskPrivacy> list;
    const auto inForce = rules();
    for (const auto& [task, rule] : *inForce) {
        list.push_back(rule);
    }
    return list;
}

std::string PrivacyRules::stored(const TaskPrivacy& rule, std::string text) const
{
    if (text.empty() || rule.storage == TextStorage::None) {
        return {};
    }
    if (rule.storage == TextStorage::Hashed) {
        return "#" + core::hmacSha256Hex(m_key, text).substr(0, 32);
    }
    return rule.isRedacted ? withoutPatterns(std::move(text)) : text;
}

core::domain::QueryRecord PrivacyRules::applied(core::domain::QueryRecord record, core::TimePoint now) const
{
    TaskPrivacy rule = ruleFor(record.taskId);
    if (rule.textDays && record.at < now - std::chrono::hours(24 * *rule.textDays)) {
        rule.storage = TextStorage::None; // history that is filled in later than its texts may live
    }
    record.text = stored(rule, std::move(record.text));
    if (rule.storage == TextStorage::None) {
        record.textHash.clear();
    }
    for (core::domain::Attempt& attempt : record.attempts) {
        attempt.answer = stored(rule, std::move(attempt.answer));
        attempt.errorText = rule.isRedacted ? withoutPatterns(attempt.errorText) : attempt.errorText;
    }
    return record;
}

core::domain::Outcome PrivacyRules::applied(core::domain::Outcome outcome, const std::string& taskId) const
{
    const TaskPrivacy rule = ruleFor(taskId);
    outcome.correctedAnswer = stored(rule, std::move(outcome.correctedAnswer));
    outcome.note = rule.isRedacted ? withoutPatterns(outcome.note) : outcome.note;
    return outcome;
}

core::domain::ShadowRecord PrivacyRules::applied(core::domain::ShadowRecord record) const
{
    const TaskPrivacy rule = ruleFor(record.taskId);
    for (core::domain::ShadowAnswer& answer : record.answers) {
        answer.attempt.answer = stored(rule, std::move(answer.attempt.answer));
        answer.attempt.errorText
            = rule.isRedacted ? withoutPatterns(answer.attempt.errorText) : answer.attempt.errorText;
    }
    return record;
}

core::domain::TrialAnswer PrivacyRules::applied(core::domain::TrialAnswer answer) const
{
    answer.answer = stored(ruleFor(answer.taskId), std::move(answer.answer));
    return answer;
}

std::vector<TaskPrivacy> readPrivacy(Connection& connection)
{
    std::vector<TaskPrivacy> rules;
    Rows rows
        = connection.query("SELECT task_id, storage, is_redacted, text_days, row_days FROM task_privacy");
    while (rows.next()) {
        rules.push_back(
            {rows.text(0), storageFrom(rows.text(1)), rows.boolean(2), days(rows, 3), days(rows, 4)});
    }
    return rules;
}

core::Result<void> savePrivacy(Workspace& workspace, const TaskPrivacy& privacy)
{
    if (workspace.writer() == nullptr) {
        return core::fail(core::ErrorCode::PermissionDenied, "the workspace is open read-only");
    }
    if (privacy.textDays.value_or(1) < 1 || privacy.rowDays.value_or(1) < 1) {
        return core::fail(
            core::ErrorCode::InvalidArgument, "texts and queries are kept for at least one day");
    }
    std::vector<TaskPrivacy> rules;
    auto saved = workspace.writer()->execute(Durability::Full, [&](Connection& connection) {
        connection.run("INSERT INTO task_privacy(task_id, storage, is_redacted, text_days, row_days) "
                       "VALUES(?, ?, ?, ?, ?) ON CONFLICT(task_id) DO UPDATE SET storage = excluded.storage, "
                       "is_redacted = excluded.is_redacted, text_days = excluded.text_days, "
                       "row_days = excluded.row_days",
            privacy.taskId, nameOf(privacy.storage), privacy.isRedacted, privacy.textDays, privacy.rowDays);
        rules = readPrivacy(connection);
    });
    if (saved) {
        workspace.privacy().set(std::move(rules));
    }
    return saved;
}

} // namespace db
