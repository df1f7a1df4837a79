#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace gatewaytest {

inline sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// -1 when nobody listens. Reads give up after `seconds`.
inline int connectTo(std::uint16_t port, int seconds = 10)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const timeval limit{seconds, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const sockaddr_in address = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket);
        return -1;
    }
    return socket;
}

/// False once the other side is gone.
inline bool sendAll(int socket, const std::string& bytes)
{
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

inline std::string receiveAll(int socket)
{
    std::string bytes;
    char part[4096];
    for (ssize_t count = 0; (count = ::recv(socket, part, sizeof part, 0)) > 0;) {
        bytes.append(part, static_cast<std::size_t>(count));
    }
    return bytes;
}

/// A model server for one request a connection: says the whole HTTP answer that the request's model was
/// given.
class Upstream {
public:
    Upstream()
        : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(m_listener, 16);
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~Upstream()
    {
        m_isStopping = true;
        ::close(connectTo(m_port));
        m_thread.join();
        ::close(m_listener);
    }

    void say(const std::string& model, const std::string& answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answers[model] = answer;
    }
    /// The next request for the model gets this, those after it what say() said.
    void sayOnce(const std::string& model, const std::string& answer)
    {
        const std::lock_guard lock(m_mutex);
        m_once[model] = answer;
    }
    /// Requests for the model get no answer until release().
    void stall(const std::string& model)
    {
        const std::lock_guard lock(m_mutex);
        m_stalled = model;
    }
    void release() { m_isReleased = true; }
    [[nodiscard]] std::string lastRequest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lastRequest;
    }
    [[nodiscard]] int calls() const { return m_calls; }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    static std::string readRequest(int socket)
    {
        std::string bytes;
        char part[4096];
        std::size_t whole = std::string::npos;
        while (bytes.size() < whole) {
            const ssize_t count = ::recv(socket, part, sizeof part, 0);
            if (count <= 0) {
                break;
            }
            bytes.append(part, static_cast<std::size_t>(count));
            const std::size_t end = bytes.find("\r\n\r\n");
            const std::size_t length = bytes.find("Content-Length: ");
            if (end != std::string::npos && length < end) {
                whole = end + 4 + std::strtoul(bytes.c_str() + length + 16, nullptr, 10);
            }
        }
        return bytes;
    }

    bool isStalled(const std::string& request) const
    {
        const std::lock_guard lock(m_mutex);
        return !m_isReleased && !m_isStopping && !m_stalled.empty()
            && request.find("\"" + m_stalled + "\"") != std::string::npos;
    }

    std::string answerTo(const std::string& request)
    {
        const std::lock_guard lock(m_mutex);
        m_lastRequest = request;
        for (auto once = m_once.begin(); once != m_once.end(); ++once) {
            if (request.find("\"" + once->first + "\"") != std::string::npos) {
                const std::string answer = once->second;
                m_once.erase(once);
                return answer;
            }
        }
        for (const auto& [model, answer] : m_answers) {
            if (request.find("\"" + model + "\"") != std::string::npos) {
                return answer;
            }
        }
        return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    void serve()
    {
        while (true) {
            const int socket = ::accept(m_listener, nullptr, nullptr);
            if (m_isStopping) {
                ::close(socket);
                return;
            }
            const std::string request = readRequest(socket);
            ++m_calls;
            while (isStalled(request)) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
            sendAll(socket, answerTo(request));
            ::close(socket);
        }
    }

    int m_listener;
    std::uint16_t m_port = 0;
    mutable std::mutex m_mutex;
    std::map<std::string, std::string> m_answers;
    std::map<std::string, std::string> m_once;
    std::string m_stalled;
    std::atomic<bool> m_isReleased = false;
    std::string m_lastRequest;
    std::atomic<int> m_calls = 0;
    std::atomic<bool> m_isStopping = false;
    std::thread m_thread;
};

} // namespace gatewaytest
