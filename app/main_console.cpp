#include "app/console_arguments.h"
#include "app/console_run.h"
#include "app/console_session.h"
#include "app/window_instance.h"

#include <QApplication>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>

int main(int argc, char** argv)
{
    app::ConsoleArguments arguments = app::parseConsoleArguments(argc, argv);
    spdlog::set_default_logger(spdlog::stderr_logger_mt("routenlp-console"));
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("routenlp-console"));
    QApplication::setApplicationVersion(QStringLiteral(ROUTENLP_VERSION));
    QApplication::setOrganizationName(QStringLiteral("RouteNLP"));
    if (arguments.isFirstStart && !app::askWorkspace(application, arguments)) {
        return 0;
    }
    app::WindowInstance instance(arguments.workspace);
    const bool isTheWindow = !arguments.isReadOnly && !arguments.screenshotFile && !arguments.isStartupReport;
    if (isTheWindow && !instance.claim()) {
        const core::Result<void> shown = instance.showOther({arguments.view, arguments.taskId, arguments.requestId});
        if (!shown) {
            spdlog::error("{}", shown.error().message);
            return 1;
        }
        std::fprintf(stderr, "The window of this workspace is open already; it was brought to the front.\n");
        return 0;
    }
    core::Result<std::unique_ptr<app::ConsoleSession>> session = app::ConsoleSession::open(arguments);
    if (!session) {
        spdlog::error("{}", session.error().message);
        return 1;
    }
    return app::runConsole(application, **session, arguments, instance);
}
