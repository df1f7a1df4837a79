#include "app/console_arguments.h"
#include "app/console_session.h"
#include "ui/shell/application_setup.h"

#include <QApplication>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("routenlp-console"));
    QApplication::setApplicationVersion(QStringLiteral(ROUTENLP_VERSION));
    QApplication::setOrganizationName(QStringLiteral("RouteNLP"));
    spdlog::set_default_logger(spdlog::stderr_logger_mt("routenlp-console"));

    const app::ConsoleArguments arguments = app::parseConsoleArguments(application);
    core::Result<std::unique_ptr<app::ConsoleSession>> session = app::ConsoleSession::open(arguments);
    if (!session) {
        std::fprintf(stderr, "routenlp-console: %s\n", session.error().message.c_str());
        return 1;
    }
    return (*session)->run(application);
}
