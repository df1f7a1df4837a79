#include "app/commands/command.h"
#include "app/commands/command_session.h"
#include "app/commands/end_user_export.h"
#include "app/known_task.h"

#include "db/privacy.h"
#include "db/redaction_patterns.h"
#include "db/retention.h"
#include "db/workspace.h"
#include "db/workspace_stores.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QSaveFile>

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace app::commands {

namespace {

using core::ErrorCode;
using core::Result;
using Json = nlohmann::ordered_json;
/// The workspace with the right to change it: of this command, or of the engine that runs already.
struct Owned {
    std::unique_ptr<db::Workspace> own;
    db::Workspace* workspace = nullptr;

    db::Workspace& operator*() const { return *workspace; }
    db::Workspace* operator->() const { return workspace; }
};

const std::map<std::string, db::TextStorage> kStorage{
    {"whole", db::TextStorage::Whole}, {"hashed", db::TextStorage::Hashed}, {"none", db::TextStorage::None}};

struct PrivacyArguments {
    std::string workspace;
    std::string task;
    std::optional<db::TextStorage> storage;
    bool isRedacting = false;
    bool isKeeping = false;
    std::optional<int> textDays;
    std::optional<int> rowDays;
    std::string name;
    std::string expression;
    bool isRemoving = false;
    std::string user;
    std::string confirmation;
    std::string file;
    bool isJson = false;
};
using Arguments = std::shared_ptr<PrivacyArguments>;

Result<Owned> openOwned(const PrivacyArguments& arguments)
{
    if (CommandSession* session = CommandSession::current(); session != nullptr) {
        return Owned{nullptr, &session->host().database()};
    }
    db::WorkspaceOptions options;
    options.createIfMissing = false;
    Result<std::unique_ptr<db::Workspace>> opened = db::Workspace::openOwner(arguments.workspace, options);
    if (!opened) {
        return core::fail(opened.error());
    }
    db::Workspace* workspace = opened->get();
    return Owned{std::move(*opened), workspace};
}

std::string nameOf(db::TextStorage storage)
{
    for (const auto& [name, value] : kStorage) {
        if (value == storage) {
            return name;
        }
    }
    return {};
}

std::string daysText(const std::optional<int>& days)
{
    return days ? std::to_string(*days) + " days" : "for ever";
}

/// One rule a task, the tasks without a row of their own included.
Result<std::vector<db::TaskPrivacy>> rulesOf(db::Workspace& workspace)
{
    const db::Stores stores = db::openStores(workspace);
    const auto tasks = stores.portfolio->tasks();
    if (!tasks) {
        return core::fail(tasks.error());
    }
    std::vector<db::TaskPrivacy> rules;
    for (const core::domain::Task& task : *tasks) {
        rules.push_back(workspace.privacy().ruleFor(task.id));
    }
    return rules;
}

Json toJson(const db::TaskPrivacy& rule)
{
    const auto days = [](const std::optional<int>& value) { return value ? Json(*value) : Json(nullptr); };
    return {{"task", rule.taskId}, {"texts", nameOf(rule.storage)}, {"redacted", rule.isRedacted},
        {"text_days", days(rule.textDays)}, {"row_days", days(rule.rowDays)}};
}

void print(const db::TaskPrivacy& rule)
{
    std::fprintf(out(), "%-16s texts %-6s %-13s texts kept %-10s queries kept %s\n", rule.taskId.c_str(),
        nameOf(rule.storage).c_str(), rule.isRedacted ? "redacted" : "NOT redacted",
        daysText(rule.textDays).c_str(), daysText(rule.rowDays).c_str());
}

Result<int> show(const PrivacyArguments& arguments)
{
    auto workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const auto rules = rulesOf(**workspace);
    if (!rules) {
        return core::fail(rules.error());
    }
    const auto patterns = db::redactionPatterns(**workspace);
    if (!patterns) {
        return core::fail(patterns.error());
    }
    Json tasks = Json::array();
    for (const db::TaskPrivacy& rule : *rules) {
        tasks.push_back(toJson(rule));
        if (!arguments.isJson) {
            print(rule);
        }
    }
    Json named = Json::array();
    for (const db::RedactionPattern& pattern : *patterns) {
        named.push_back({{"name", pattern.name}, {"expression", pattern.expression}});
        if (!arguments.isJson) {
            std::fprintf(out(), "[%s] replaces what matches %s\n", pattern.name.c_str(), pattern.expression.c_str());
        }
    }
    if (arguments.isJson) {
        printJson({{"tasks", tasks}, {"patterns", named},
            {"built_in_patterns", {"e-mail", "card", "phone", "account"}}});
    } else {
        std::fprintf(out(), "Built in: [e-mail] [card] [phone] [account]\n");
    }
    return kSuccess;
}

Result<int> set(const PrivacyArguments& arguments)
{
    const auto workspace = openOwned(arguments);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const db::Stores stores = db::openStores(**workspace);
    if (auto known = checkTask(*stores.portfolio, arguments.task); !known) {
        return core::fail(known.error());
    }
    db::TaskPrivacy rule = (*workspace)->privacy().ruleFor(arguments.task);
    rule.storage = arguments.storage.value_or(rule.storage);
    rule.isRedacted = (rule.isRedacted || arguments.isRedacting) && !arguments.isKeeping;
    const auto changed = [](const std::optional<int>& wished, const std::optional<int>& before) {
        return !wished ? before : *wished == 0 ? std::nullopt : wished;
    };
    rule.textDays = changed(arguments.textDays, rule.textDays);
    rule.rowDays = changed(arguments.rowDays, rule.rowDays);
    if (auto saved = db::savePrivacy(**workspace, rule); !saved) {
        return core::fail(saved.error());
    }
    if (arguments.isJson) {
        printJson(toJson(rule));
    } else {
        print(rule);
        std::fprintf(out(), "In force for what is recorded from now on; `routenlp privacy apply` removes what is "
                    "past its time.\n");
    }
    return kSuccess;
}

Result<int> changePattern(const PrivacyArguments& arguments)
{
    const auto workspace = openOwned(arguments);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const auto done = arguments.isRemoving
        ? db::removeRedactionPattern(**workspace, arguments.name)
        : db::saveRedactionPattern(**workspace, {arguments.name, arguments.expression});
    if (!done) {
        return core::fail(done.error());
    }
    if (arguments.isJson) {
        printJson({{"name", arguments.name}, {"removed", arguments.isRemoving}});
    } else {
        std::fprintf(out(), "[%s] %s\n", arguments.name.c_str(),
            arguments.isRemoving ? "is no longer replaced" : "is in force");
    }
    return kSuccess;
}

Result<int> apply(const PrivacyArguments& arguments)
{
    const auto workspace = openOwned(arguments);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const auto report = db::applyRetention(**workspace, (*workspace)->clock().now());
    if (!report) {
        return core::fail(report.error());
    }
    if (arguments.isJson) {
        printJson({{"texts_removed", report->textsRemoved}, {"queries_removed", report->queriesRemoved}});
    } else {
        std::fprintf(out(), "%zu texts and %zu queries were past their time and are removed\n", report->textsRemoved,
            report->queriesRemoved);
    }
    return kSuccess;
}

Result<int> exportUser(const PrivacyArguments& arguments)
{
    const auto workspace = db::Workspace::openReadOnly(arguments.workspace);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    QSaveFile file(QString::fromStdString(arguments.file));
    if (!file.open(QIODevice::WriteOnly)) {
        return core::fail(ErrorCode::PermissionDenied,
            "cannot write " + arguments.file + ": " + file.errorString().toStdString());
    }
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const auto exported = db::exportEndUser(
        **workspace, arguments.user, [&](const auto& record, const auto& outcomes) {
            const std::string line
                = endUserRecord(record, outcomes).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
            return file.write(line.data(), static_cast<qint64>(line.size()))
                == static_cast<qint64>(line.size());
        });
    if (!exported) {
        return core::fail(exported.error());
    }
    if (!file.commit()) {
        return core::fail(
            ErrorCode::DiskFull, "cannot write " + arguments.file + ": " + file.errorString().toStdString());
    }
    if (arguments.isJson) {
        printJson({{"user", arguments.user}, {"queries", *exported}, {"file", arguments.file}});
    } else {
        std::fprintf(out(), "%zu queries of '%s' written to %s\n", *exported, arguments.user.c_str(), arguments.file.c_str());
    }
    return kSuccess;
}

Result<int> eraseUser(const PrivacyArguments& arguments)
{
    if (arguments.confirmation != arguments.user) {
        return core::fail(ErrorCode::InvalidArgument,
            "erasing cannot be undone; repeat the id to confirm: --confirm " + arguments.user);
    }
    const auto workspace = openOwned(arguments);
    if (!workspace) {
        return core::fail(workspace.error());
    }
    const auto erased = db::eraseEndUser(**workspace, arguments.user);
    if (!erased) {
        return core::fail(erased.error());
    }
    if (arguments.isJson) {
        printJson({{"user", arguments.user}, {"queries", *erased}});
    } else {
        std::fprintf(out(), "%zu queries of '%s' are anonymous figures now; their texts are gone\n", *erased,
            arguments.user.c_str());
    }
    return kSuccess;
}

using Work = Result<int> (*)(const PrivacyArguments&);

/// A subcommand with what all of them share.
CLI::App* add(CLI::App& privacy, Action& action, const Arguments& arguments, const std::string& name,
    const std::string& what, Work work)
{
    CLI::App* command = privacy.add_subcommand(name, what);
    command->add_option("--workspace", arguments->workspace, "Workspace directory")->required();
    command->add_flag("--json", arguments->isJson, "Print one JSON object");
    command->callback([&action, arguments, name, work] {
        action = [arguments, name, work] {
            const Result<int> code = work(*arguments);
            return code ? *code : reportError("privacy " + name, code.error(), arguments->isJson);
        };
    });
    return command;
}

void addRules(CLI::App& privacy, Action& action, const Arguments& arguments)
{
    add(privacy, action, arguments, "show", "What is stored of each task's texts, and for how long", &show)
        ->footer("Example:\n  routenlp privacy show --workspace w --json");
    CLI::App* rule
        = add(privacy, action, arguments, "set", "Change how the texts of one task are kept", &set);
    rule->add_option("--task", arguments->task, "Task")->required();
    rule->add_option(
            "--texts", arguments->storage, "whole, hashed (equal texts can be told, none read) or none")
        ->transform(CLI::CheckedTransformer(kStorage));
    CLI::Option* redact
        = rule->add_flag("--redact", arguments->isRedacting, "Replace what identifies people (the default)");
    rule->add_flag("--no-redact", arguments->isKeeping, "Store texts as they come")->excludes(redact);
    rule->add_option("--text-days", arguments->textDays, "Remove texts after so many days; 0: keep them")
        ->check(CLI::NonNegativeNumber);
    rule->add_option("--row-days", arguments->rowDays,
            "Remove whole queries after so many days, their sums stay; 0: keep them")
        ->check(CLI::NonNegativeNumber);
    rule->footer("What is not named stays as it is.\n\nExamples:\n"
                 "  routenlp privacy set --workspace w --task cs_intent --text-days 30 --row-days 400\n"
                 "  routenlp privacy set --workspace w --task legal_risk --texts hashed");
    CLI::App* pattern
        = add(privacy, action, arguments, "pattern", "Add or remove a redaction pattern", &changePattern);
    pattern->add_option("--name", arguments->name, "What stands in the text instead, in brackets")
        ->required();
    CLI::Option* expression
        = pattern->add_option("--expression", arguments->expression, "Perl-compatible regular expression");
    CLI::Option* remove
        = pattern->add_flag("--remove", arguments->isRemoving, "Remove the pattern of this name");
    expression->excludes(remove);
    pattern->callback([&action, arguments, expression, remove] {
        if (expression->count() + remove->count() == 0) {
            throw CLI::RequiredError("--expression or --remove");
        }
        action = [arguments] {
            const Result<int> code = changePattern(*arguments);
            return code ? *code : reportError("privacy pattern", code.error(), arguments->isJson);
        };
    });
    pattern->footer(
        "In force for every task that is redacted, for what is recorded from now on.\n\nExamples:\n"
        "  routenlp privacy pattern --workspace w --name ticket --expression 'TCK-[0-9]{6}'\n"
        "  routenlp privacy pattern --workspace w --name ticket --remove");
}

void addRights(CLI::App& privacy, Action& action, const Arguments& arguments)
{
    add(privacy, action, arguments, "apply",
        "Remove what is past its time now; a served workspace does it hourly", &apply)
        ->footer("Example:\n  routenlp privacy apply --workspace w --json");
    CLI::App* exporting = add(privacy, action, arguments, "export-user",
        "Everything stored about one end user, as JSON lines", &exportUser);
    exporting->add_option("--user", arguments->user, "The OpenAI `user` field of the requests")->required();
    exporting->add_option("--to", arguments->file, "File to write, readable by you only")->required();
    exporting->footer("Example:\n  routenlp privacy export-user --workspace w --user u-42 --to u-42.jsonl");
    CLI::App* erasing = add(privacy, action, arguments, "erase-user",
        "Remove one end user's id and texts; the figures stay, so that sums still agree", &eraseUser);
    erasing->add_option("--user", arguments->user, "The OpenAI `user` field of the requests")->required();
    erasing->add_option("--confirm", arguments->confirmation, "The same id again: this cannot be undone")
        ->required();
    erasing->footer("Example:\n  routenlp privacy erase-user --workspace w --user u-42 --confirm u-42");
}

} // namespace

void addPrivacy(CLI::App& app, Action& action)
{
    CLI::App* privacy
        = app.add_subcommand("privacy", "What is stored of texts, for how long, and the rights of end users");
    privacy->require_subcommand(1);
    privacy->footer("Examples:\n  routenlp privacy show --workspace w\n"
                    "  routenlp privacy set --workspace w --task cs_intent --text-days 30\n"
                    "  routenlp privacy erase-user --workspace w --user u-42 --confirm u-42");
    auto arguments = std::make_shared<PrivacyArguments>();
    addRules(*privacy, action, arguments);
    addRights(*privacy, action, arguments);
}

} // namespace app::commands
