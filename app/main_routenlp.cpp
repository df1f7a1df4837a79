#include "app/commands/command.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv); // Qt Sql finds its drivers through it
    spdlog::set_default_logger(spdlog::stderr_logger_mt("routenlp"));

    CLI::App app{"RouteNLP: a closed-loop router for language models, without a window"};
    app.require_subcommand(1);
    app.set_version_flag("--version", ROUTENLP_VERSION);
    app.set_help_all_flag("--help-all", "Help of every command");
    app::commands::Action action;
    for (const auto add : {app::commands::addInit, app::commands::addImport, app::commands::addExport,
             app::commands::addTrain, app::commands::addRouter, app::commands::addServe, app::commands::addSimulate, app::commands::addReplay, app::commands::addReport,
             app::commands::addPolicy, app::commands::addPrice, app::commands::addPrivacy, app::commands::addClusters, app::commands::addDistil, app::commands::addLoop, app::commands::addEstimate, app::commands::addDoctor, app::commands::addBackup, app::commands::addBench,
             app::commands::addKey,
             app::commands::addWorker}) {
        add(app, action);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? app::commands::kSuccess : app::commands::kBadUsage;
    }
    return action();
}
