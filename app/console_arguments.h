#pragma once

#include <QSize>
#include <QString>

#include <filesystem>
#include <optional>

namespace app {

/// What the command line of routenlp-console asked for.
struct ConsoleArguments {
    std::filesystem::path workspace;
    bool isDemo = false;
    bool isFirstStart = false; ///< nothing was asked for and no demo workspace exists yet: ask what to open
    bool isReadOnly = false;
    QString view; ///< e.g. "overview"; empty: the one that was open last
    QString taskId;
    QString requestId; ///< request to open in the inspector
    std::optional<QString> screenshotFile;
    QSize size{1280, 800};
    bool hasSize = false;
    QString language; ///< "en", "de" or empty: as set in the preferences
    QString theme; ///< "light", "dark" or empty: as set in the preferences
    std::filesystem::path workerProgram; ///< runs `worker`; empty: the routenlp beside this program
    bool isStartupReport = false; ///< print how long the start took, and end
    double screenshotAfterSeconds = 0; ///< wait so long after the start, for pictures of the demo under way
};

/// Parses the command line; prints help or an error and exits the process where that is asked for or due.
[[nodiscard]] ConsoleArguments parseConsoleArguments(int argc, char** argv);

} // namespace app
