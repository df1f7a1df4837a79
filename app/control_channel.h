#pragma once

#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

/// Messages over the socket WORKSPACE/control.sock: four bytes of length, the highest first, then the text.
namespace app::control {

constexpr std::uint32_t kLargestMessage = 64U << 20;

/// An open file descriptor, closed with this.
class Descriptor {
public:
    explicit Descriptor(int fd = -1)
        : m_fd(fd)
    {
    }
    Descriptor(Descriptor&& other) noexcept
        : m_fd(other.release())
    {
    }
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    void close();

private:
    int release();
    int m_fd;
};

/// Listens for processes of this user only (mode 0600). Only for the workspace's owner: replaces a socket
/// that an earlier owner left.
[[nodiscard]] core::Result<Descriptor> listenIn(const std::filesystem::path& workspace);
/// Unavailable when nobody listens.
[[nodiscard]] core::Result<Descriptor> connectTo(const std::filesystem::path& workspace);
/// Whether the other side runs as this user.
[[nodiscard]] bool isOwnUser(int socket);

[[nodiscard]] core::Result<void> sendMessage(
    int socket, const std::string& text, std::chrono::milliseconds patience);
/// Unavailable when the other side closed, TimedOut when it is silent for longer than `patience`.
[[nodiscard]] core::Result<std::string> receiveMessage(int socket, std::chrono::milliseconds patience);

/// Connects, asks and returns the reply.
[[nodiscard]] core::Result<std::string> ask(
    const std::filesystem::path& workspace, const std::string& request, std::chrono::milliseconds patience);

} // namespace app::control
