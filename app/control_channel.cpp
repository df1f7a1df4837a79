#include "app/control_channel.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace app::control {

using core::ErrorCode;
using core::Result;
using std::chrono::milliseconds;

namespace {

constexpr const char* kSocketName = "control.sock";
constexpr int kBacklog = 16;

std::string reason()
{
    return std::strerror(errno);
}

/// Socket addresses hold 107 characters, workspace paths may be longer: the address goes through the
/// directory's descriptor, which must stay open while it is used.
sockaddr_un addressIn(const Descriptor& directory)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = "/proc/self/fd/" + std::to_string(directory.get()) + "/" + kSocketName;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

Descriptor openDirectory(const std::filesystem::path& workspace)
{
    return Descriptor(::open(workspace.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

Descriptor newSocket()
{
    return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

Result<void> waitFor(int socket, short events, milliseconds patience)
{
    pollfd entry{socket, events, 0};
    const auto until = std::chrono::steady_clock::now() + patience;
    while (true) {
        const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
        const int ready = ::poll(&entry, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
        if (ready > 0) {
            return {};
        }
        if (ready == 0) {
            return core::fail(ErrorCode::TimedOut, "the other process does not answer");
        }
        if (errno != EINTR) {
            return core::fail(ErrorCode::Unavailable, "control socket: " + reason());
        }
    }
}

Result<void> receiveBytes(int socket, char* into, std::size_t size, milliseconds patience)
{
    for (std::size_t got = 0; got < size;) {
        if (Result<void> ready = waitFor(socket, POLLIN, patience); !ready) {
            return ready;
        }
        const ssize_t count = ::recv(socket, into + got, size - got, 0);
        if (count == 0) {
            return core::fail(ErrorCode::Unavailable, "the other process closed the connection");
        }
        if (count < 0 && errno != EINTR) {
            return core::fail(ErrorCode::Unavailable, "control socket: " + reason());
        }
        got += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    return {};
}

} // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this != &other) {
        close();
        m_fd = other.release();
    }
    return *this;
}

void Descriptor::close()
{
    if (const int fd = release(); fd >= 0) {
        ::close(fd);
    }
}

int Descriptor::release()
{
    return std::exchange(m_fd, -1);
}

Result<Descriptor> listenIn(const std::filesystem::path& workspace)
{
    const Descriptor directory = openDirectory(workspace);
    Descriptor socket = newSocket();
    if (!directory.isOpen() || !socket.isOpen()) {
        return core::fail(ErrorCode::Io, "control socket of " + workspace.string() + ": " + reason());
    }
    const sockaddr_un address = addressIn(directory);
    ::unlink(address.sun_path);
    // The mode of the socket before it is bound becomes the mode of its file: it is never open to others.
    const bool isListening = ::fchmod(socket.get(), S_IRUSR | S_IWUSR) == 0
        && ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0
        && ::chmod(address.sun_path, S_IRUSR | S_IWUSR) == 0 && ::listen(socket.get(), kBacklog) == 0;
    if (!isListening) {
        return core::fail(ErrorCode::Io, "control socket of " + workspace.string() + ": " + reason());
    }
    return socket;
}

Result<Descriptor> connectTo(const std::filesystem::path& workspace)
{
    const Descriptor directory = openDirectory(workspace);
    Descriptor socket = newSocket();
    const sockaddr_un address = directory.isOpen() ? addressIn(directory) : sockaddr_un{};
    const bool isConnected = directory.isOpen() && socket.isOpen()
        && ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    if (!isConnected) {
        return core::fail(ErrorCode::Unavailable, "no process answers for " + workspace.string());
    }
    if (!isOwnUser(socket.get())) {
        return core::fail(ErrorCode::PermissionDenied,
            "the process that owns " + workspace.string() + " runs as another user");
    }
    return socket;
}

bool isOwnUser(int socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
}

Result<void> sendMessage(int socket, const std::string& text, milliseconds patience)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    if (text.size() > kLargestMessage) {
        return core::fail(ErrorCode::InvalidArgument, "the message is too large for the control socket");
    }
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) {
        bytes.push_back(static_cast<char>((size >> shift) & 0xffU));
    }
    bytes += text;
    for (std::size_t sent = 0; sent < bytes.size();) {
        if (Result<void> ready = waitFor(socket, POLLOUT, patience); !ready) {
            return ready;
        }
        const ssize_t count
            = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EINTR && errno != EAGAIN) {
            return core::fail(ErrorCode::Unavailable, "control socket: " + reason());
        }
        sent += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    return {};
}

Result<std::string> receiveMessage(int socket, milliseconds patience)
{
    std::array<char, 4> head{};
    if (Result<void> got = receiveBytes(socket, head.data(), head.size(), patience); !got) {
        return core::fail(got.error());
    }
    std::uint32_t size = 0;
    for (const char byte : head) {
        size = size << 8 | static_cast<unsigned char>(byte);
    }
    if (size > kLargestMessage) {
        return core::fail(ErrorCode::InvalidArgument, "a message on the control socket is too large");
    }
    std::string text(size, '\0');
    if (Result<void> got = receiveBytes(socket, text.data(), text.size(), patience); !got) {
        return core::fail(got.error());
    }
    return text;
}

Result<std::string> ask(
    const std::filesystem::path& workspace, const std::string& request, milliseconds patience)
{
    const Result<Descriptor> socket = connectTo(workspace);
    if (!socket) {
        return core::fail(socket.error());
    }
    if (const Result<void> sent = sendMessage(socket->get(), request, patience); !sent) {
        return core::fail(sent.error());
    }
    return receiveMessage(socket->get(), patience);
}

} // namespace app::control
