#pragma once

#include "app/control_server.h"
#include "app/engine_host.h"

#include <cstdio>
#include <filesystem>

namespace app::commands {

/// While it lives, commands of this thread work on an engine that runs already, in the directory of whoever asked
/// for them, and print to its asker instead of to this process's streams.
class CommandSession {
public:
    /// Both must outlive it.
    CommandSession(EngineHost& host, const std::filesystem::path& directory, const CommandAsker& asker);
    ~CommandSession();
    CommandSession(const CommandSession&) = delete;
    CommandSession& operator=(const CommandSession&) = delete;

    /// Of this thread; null in a process of the command's own.
    [[nodiscard]] static CommandSession* current();

    [[nodiscard]] EngineHost& host() { return m_host; }
    [[nodiscard]] bool isAskerWaiting() const { return m_asker.isWaiting(); }
    [[nodiscard]] std::FILE* out() { return m_out; }
    [[nodiscard]] std::FILE* err() { return m_err; }

private:
    struct Stream {
        const CommandAsker& asker;
        bool isError;
    };
    static std::FILE* open(Stream& stream);

    EngineHost& m_host;
    const CommandAsker& m_asker;
    Stream m_outStream;
    Stream m_errStream;
    std::FILE* m_out;
    std::FILE* m_err;
};

/// Where a command prints its results and its progress.
[[nodiscard]] std::FILE* out();
[[nodiscard]] std::FILE* err();

} // namespace app::commands
