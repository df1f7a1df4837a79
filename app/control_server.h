#pragma once

#include "app/console_wire.h"
#include "app/control_channel.h"
#include "core/ports/console_service.h"

#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// Runs a command line that another process was given, on the workspace that this one owns; returns its exit code.
/// Called on a thread of its own.
struct CommandAsker {
    std::function<void(bool isError, const std::string& text)> print; ///< takes what the command has to say
    std::function<bool()> isWaiting; ///< false once nobody waits for the command's end any more
};
using CommandLineHandler = std::function<int(const wire::CommandLine& line, const CommandAsker& asker)>;

/// Lets other processes of the same user see and steer the workspace that this process owns. One thread a
/// connection, few at a time. Destroy it before the service.
class ControlServer {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<ControlServer>> start(
        const std::filesystem::path& workspace, core::ports::ConsoleService& service,
        CommandLineHandler commandLines = {});
    /// Commands under way are finished, then every connection is closed.
    ~ControlServer();

    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

private:
    struct Connection {
        control::Descriptor socket;
        std::thread thread;
        bool isOver = false; ///< under m_mutex
    };

    ControlServer(std::filesystem::path workspace, control::Descriptor listener,
        core::ports::ConsoleService& service, CommandLineHandler commandLines);
    void acceptLoop();
    void serve(Connection& connection);
    /// False when the asker is gone.
    [[nodiscard]] bool runCommandLine(int socket, const wire::CommandLine& line);
    void joinFinished();

    const std::filesystem::path m_workspace;
    const control::Descriptor m_listener;
    core::ports::ConsoleService& m_service;
    const CommandLineHandler m_commandLines;
    std::mutex m_mutex;
    std::list<Connection> m_connections; ///< under m_mutex
    bool m_isStopping = false; ///< under m_mutex
    std::thread m_thread;
};

} // namespace app
