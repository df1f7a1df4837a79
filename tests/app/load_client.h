#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

/// An answer as it came over the wire.
struct LoadAnswer {
    int status = 0; ///< 0: the connection broke
    std::string head;
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const;
};

/// One keep-alive connection to a server on the loopback.
class LoadConnection {
public:
    explicit LoadConnection(std::uint16_t port);
    ~LoadConnection();
    LoadConnection(const LoadConnection&) = delete;
    LoadConnection& operator=(const LoadConnection&) = delete;

    /// Connects when need be. `isAbandoned`: closes once the request is sent.
    [[nodiscard]] LoadAnswer post(
        const std::string& path, const std::string& body, const std::string& headers, bool isAbandoned = false);

private:
    [[nodiscard]] LoadAnswer receive();
    void close();

    const std::uint16_t m_port;
    int m_socket = -1;
    std::string m_rest; ///< read past the last answer
};

struct LoadOptions {
    std::uint16_t port = 0;
    std::string key; ///< empty: none is sent
    std::string model = "routenlp/cs_intent";
    std::vector<std::string> texts; ///< taken in turns
    double perSecond = 200;
    int connections = 16;
    double abandonedShare = 0; ///< of requests whose client leaves
    std::uint64_t seed = 1;
};

/// Steady chat completions from several connections until it is stopped.
class Load {
public:
    explicit Load(LoadOptions options);
    ~Load() { stop(); }
    void stop();

    /// Cost in nanodollars by decision id, of every answer that arrived whole with status 200.
    [[nodiscard]] std::map<std::string, std::int64_t> answered() const;
    [[nodiscard]] std::map<int, std::uint64_t> statuses() const;
    [[nodiscard]] std::uint64_t abandoned() const { return m_abandoned; }

private:
    void run(int place);

    const LoadOptions m_options;
    std::atomic<bool> m_isStopping = false;
    std::atomic<std::uint64_t> m_abandoned = 0;
    mutable std::mutex m_mutex;
    std::map<std::string, std::int64_t> m_answered; ///< under m_mutex
    std::map<int, std::uint64_t> m_statuses; ///< under m_mutex
    std::vector<std::thread> m_threads;
};
