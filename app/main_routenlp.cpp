#include "app/commands/command_line.h"

#include <QCoreApplication>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv); // Qt Sql finds its drivers through it
    spdlog::set_default_logger(spdlog::stderr_logger_mt("routenlp"));
    return app::commands::runCommandLine(argc, argv);
}
