#include "load_client.h"

#include "tests/core/gateway_upstream.h"

#include <cmath>
#include <cstdlib>
#include <random>

namespace {

/// `"cost":0.000110000` of the usage object, in nanodollars; negative when it is not there.
std::int64_t costOf(const std::string& body)
{
    const std::size_t at = body.find("\"cost\":");
    return at == std::string::npos ? -1 : std::llround(std::strtod(body.c_str() + at + 7, nullptr) * 1e9);
}

} // namespace

std::string LoadAnswer::header(const std::string& name) const
{
    const std::size_t at = head.find("\r\n" + name + ": ");
    const std::size_t from = at == std::string::npos ? at : at + name.size() + 4;
    return at == std::string::npos ? std::string() : head.substr(from, head.find("\r\n", from) - from);
}

LoadConnection::LoadConnection(std::uint16_t port)
    : m_port(port)
{
}

LoadConnection::~LoadConnection()
{
    close();
}

void LoadConnection::close()
{
    if (m_socket >= 0) {
        ::close(m_socket);
    }
    m_socket = -1;
    m_rest.clear();
}

LoadAnswer LoadConnection::post(
    const std::string& path, const std::string& body, const std::string& headers, bool isAbandoned)
{
    if (m_socket < 0) {
        m_socket = gatewaytest::connectTo(m_port, 30);
    }
    const std::string request = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers
        + "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (m_socket < 0 || !gatewaytest::sendAll(m_socket, request) || isAbandoned) {
        close();
        return {};
    }
    LoadAnswer answer = receive();
    if (answer.status == 0 || answer.head.find("Connection: close") != std::string::npos) {
        close();
    }
    return answer;
}

LoadAnswer LoadConnection::receive()
{
    std::string bytes = std::move(m_rest);
    m_rest.clear();
    char part[16 * 1024];
    std::size_t whole = std::string::npos;
    std::size_t headEnd = std::string::npos;
    while (bytes.size() < whole) {
        const ssize_t count = ::recv(m_socket, part, sizeof part, 0);
        if (count <= 0) {
            return {};
        }
        bytes.append(part, static_cast<std::size_t>(count));
        if (headEnd == std::string::npos && (headEnd = bytes.find("\r\n\r\n")) != std::string::npos) {
            const std::size_t length = bytes.find("Content-Length: ");
            if (length >= headEnd) {
                return {}; // these checks ask for JSON alone
            }
            whole = headEnd + 4 + std::strtoul(bytes.c_str() + length + 16, nullptr, 10);
        }
    }
    LoadAnswer answer;
    answer.status = std::atoi(bytes.c_str() + 9);
    answer.head = bytes.substr(0, headEnd + 2);
    answer.body = bytes.substr(headEnd + 4, whole - headEnd - 4);
    m_rest = bytes.substr(whole);
    return answer;
}

Load::Load(LoadOptions options)
    : m_options(std::move(options))
{
    for (int i = 0; i < m_options.connections; ++i) {
        m_threads.emplace_back([this, i] { run(i); });
    }
}

void Load::stop()
{
    m_isStopping = true;
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    m_threads.clear();
}

void Load::run(int place)
{
    std::mt19937_64 random(m_options.seed * 1'000 + static_cast<std::uint64_t>(place));
    std::uniform_real_distribution<double> uniform(0, 1);
    LoadConnection connection(m_options.port);
    const std::string headers
        = m_options.key.empty() ? std::string() : "Authorization: Bearer " + m_options.key + "\r\n";
    const std::chrono::duration<double> every(m_options.connections / m_options.perSecond);
    auto next = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                    every * uniform(random));
    for (std::size_t turn = static_cast<std::size_t>(place); !m_isStopping; ++turn) {
        std::this_thread::sleep_until(next);
        next += std::chrono::duration_cast<std::chrono::steady_clock::duration>(every);
        const std::string body = R"({"model":")" + m_options.model + R"(","messages":[{"role":"user","content":")"
            + m_options.texts[turn % m_options.texts.size()] + R"("}]})";
        const bool isAbandoned = uniform(random) < m_options.abandonedShare;
        const LoadAnswer answer = connection.post("/v1/chat/completions", body, headers, isAbandoned);
        if (isAbandoned) {
            ++m_abandoned;
            continue;
        }
        const std::lock_guard lock(m_mutex);
        ++m_statuses[answer.status];
        if (answer.status == 200) {
            m_answered[answer.header("x-routenlp-decision")] = costOf(answer.body);
        }
    }
}

std::map<std::string, std::int64_t> Load::answered() const
{
    const std::lock_guard lock(m_mutex);
    return m_answered;
}

std::map<int, std::uint64_t> Load::statuses() const
{
    const std::lock_guard lock(m_mutex);
    return m_statuses;
}
