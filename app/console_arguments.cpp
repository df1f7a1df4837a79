#include "app/console_arguments.h"

#include <CLI/CLI.hpp>

#include <QDir>
#include <QStandardPaths>

#include <cstdlib>
#include <string>

namespace app {

namespace {

/// $XDG_DATA_HOME/routenlp/NAME
std::filesystem::path defaultWorkspace(const char* name)
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(data.toStdString()) / "routenlp" / name;
}

bool parseSize(const std::string& text, QSize& size)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('x'));
    bool isWidth = false;
    bool isHeight = false;
    size = QSize(parts.value(0).toInt(&isWidth), parts.value(1).toInt(&isHeight));
    return parts.size() == 2 && isWidth && isHeight && size.width() >= 640 && size.height() >= 400
        && size.width() <= 7680 && size.height() <= 4320;
}

} // namespace

ConsoleArguments parseConsoleArguments(int argc, char** argv)
{
    ConsoleArguments arguments;
    std::string workspace;
    std::string view;
    std::string taskId;
    std::string requestId;
    std::string screenshot;
    std::string size;
    std::string language;
    std::string theme;
    CLI::App app{"RouteNLP Console: watch and steer the routing of language-model queries"};
    app.set_version_flag("--version", ROUTENLP_VERSION);
    app.add_option("--workspace", workspace, "Workspace directory; without it, the demo workspace");
    app.add_flag("--demo", arguments.isDemo, "Run the bundled simulated workload in the workspace");
    app.add_flag("--read-only", arguments.isReadOnly, "Look at a workspace that another process owns");
    app.add_option("--view", view, "View to open")
        ->check(CLI::IsMember({"overview", "requests", "policy", "coverage", "clusters", "review", "runs",
            "costs", "portfolio"}));
    app.add_option("--task", taskId, "Show one task only");
    app.add_option("--request", requestId, "Open this request, by its id, in the inspector; \"escalated\": the newest that was");
    app.add_option("--language", language, "Language of the window")->check(CLI::IsMember({"en", "de"}));
    app.add_option("--theme", theme, "Colours")->check(CLI::IsMember({"light", "dark", "system"}));
    app.add_option(
        "--screenshot", screenshot, "Save a picture of the window as PNG once the view has loaded, and exit");
    app.add_option(
           "--after", arguments.screenshotAfterSeconds, "Take the picture this many seconds after the start")
        ->check(CLI::Range(0.0, 3600.0));
    app.add_flag("--startup-report", arguments.isStartupReport,
        "Print the milliseconds from the start to the first paint and to the loaded view as JSON, and exit");
    app.add_option("--size", size, "Size of the window, e.g. 1280x800");
    app.footer(
        "Examples:\n  routenlp-console --demo\n  routenlp-console --workspace ~/routing --view requests\n"
        "  routenlp-console --demo --screenshot overview.png --size 1280x800 --theme dark --after 60");
    try {
        app.parse(argc, argv);
        if (!size.empty()) {
            arguments.hasSize = true;
            if (!parseSize(size, arguments.size)) {
                throw CLI::ValidationError(
                    "--size", "expects WIDTHxHEIGHT from 640x400 to 7680x4320, e.g. 1280x800");
            }
        }
    } catch (const CLI::ParseError& error) {
        std::exit(app.exit(error) == 0 ? 0 : 2);
    }
    const bool wantsDemo = arguments.isDemo;
    arguments.isDemo = arguments.isDemo || workspace.empty();
    arguments.workspace = workspace.empty() ? defaultWorkspace("demo") : std::filesystem::path(workspace);
    arguments.isFirstStart = workspace.empty() && !wantsDemo && screenshot.empty() && !std::filesystem::exists(arguments.workspace);
    arguments.view = QString::fromStdString(view);
    arguments.taskId = QString::fromStdString(taskId);
    arguments.requestId = QString::fromStdString(requestId);
    arguments.language = QString::fromStdString(language);
    arguments.theme = QString::fromStdString(theme);
    if (!screenshot.empty()) {
        arguments.screenshotFile = QString::fromStdString(screenshot);
    }
    return arguments;
}

} // namespace app
