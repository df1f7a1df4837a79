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
    QString theme; ///< "light", "dark" or empty: as set in the preferences
    double screenshotAfterSeconds = 0; ///< wait so long after the start, for pictures of the demo under way
};

/// Parses the command line; prints help or an error and exits the process where that is asked for or due.
[[nodiscard]] ConsoleArguments parseConsoleArguments(int argc, char** argv);

} // namespace app
