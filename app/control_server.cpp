#include "app/control_server.h"

#include <sys/socket.h>

#include <optional>
#include <utility>

namespace app {

using core::Result;

namespace {

constexpr std::size_t kMostConnections = 32;
constexpr std::chrono::hours kIdlePatience{24};
constexpr std::chrono::seconds kWritePatience{10};

} // namespace

Result<std::unique_ptr<ControlServer>> ControlServer::start(
    const std::filesystem::path& workspace, core::ports::ConsoleService& service, CommandLineHandler commandLines)
{
    Result<control::Descriptor> listener = control::listenIn(workspace);
    if (!listener) {
        return core::fail(listener.error());
    }
    return std::unique_ptr<ControlServer>(
        new ControlServer(workspace, std::move(*listener), service, std::move(commandLines)));
}

ControlServer::ControlServer(
    std::filesystem::path workspace, control::Descriptor listener, core::ports::ConsoleService& service,
    CommandLineHandler commandLines)
    : m_workspace(std::move(workspace))
    , m_listener(std::move(listener))
    , m_service(service)
    , m_commandLines(std::move(commandLines))
    , m_thread([this] { acceptLoop(); })
{
}

ControlServer::~ControlServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        ::shutdown(m_listener.get(), SHUT_RDWR); // wakes accept()
        for (const Connection& connection : m_connections) {
            ::shutdown(connection.socket.get(), SHUT_RD);
        }
    }
    m_service.interrupt();
    m_thread.join();
    for (Connection& connection : m_connections) {
        connection.thread.join();
    }
    std::error_code ignored;
    std::filesystem::remove(m_workspace / "control.sock", ignored);
}

void ControlServer::acceptLoop()
{
    while (true) {
        control::Descriptor socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        joinFinished();
        const std::lock_guard lock(m_mutex);
        if (m_isStopping) {
            return;
        }
        if (!socket.isOpen()) { // out of descriptors, or the peer gave up
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            continue;
        }
        if (m_connections.size() < kMostConnections && control::isOwnUser(socket.get())) {
            Connection& connection = m_connections.emplace_back();
            connection.socket = std::move(socket);
            connection.thread = std::thread([this, &connection] { serve(connection); });
        }
    }
}

void ControlServer::serve(Connection& connection)
{
    while (true) {
        const Result<std::string> request = control::receiveMessage(connection.socket.get(), kIdlePatience);
        if (!request) {
            break;
        }
        if (const std::optional<wire::CommandLine> line = wire::commandLineFrom(*request); line) {
            if (!runCommandLine(connection.socket.get(), *line)) {
                break;
            }
            continue;
        }
        const std::string reply = wire::answerRequest(m_service, *request);
        if (!control::sendMessage(connection.socket.get(), reply, kWritePatience)) {
            break;
        }
    }
    const std::lock_guard lock(m_mutex);
    connection.isOver = true;
}

bool ControlServer::runCommandLine(int socket, const wire::CommandLine& line)
{
    bool isThere = true;
    const auto send = [&](const std::string& message) {
        isThere = isThere && control::sendMessage(socket, message, kWritePatience).has_value();
    };
    if (!m_commandLines) {
        send(wire::refusal({core::ErrorCode::Unsupported, "the owner of the workspace runs no commands of others"}));
        return isThere;
    }
    const CommandAsker asker{
        [&](bool isError, const std::string& text) {
            send(wire::toJson(isError ? wire::CommandLineReply{{}, text, {}} : wire::CommandLineReply{text, {}, {}}));
        },
        [&] {
            const std::lock_guard lock(m_mutex);
            return isThere && !m_isStopping;
        }};
    const int exitCode = m_commandLines(line, asker);
    send(wire::toJson(wire::CommandLineReply{{}, {}, exitCode}));
    return isThere;
}

void ControlServer::joinFinished()
{
    std::list<Connection> finished;
    {
        const std::lock_guard lock(m_mutex);
        for (auto each = m_connections.begin(); each != m_connections.end();) {
            const auto next = std::next(each);
            if (each->isOver) {
                finished.splice(finished.end(), m_connections, each);
            }
            each = next;
        }
    }
    for (Connection& connection : finished) {
        connection.thread.join();
    }
}

} // namespace app
