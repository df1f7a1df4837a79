#include "core/gateway/gateway.h"

#include "core/gateway/api_dispatch.h"
#include "core/gateway/gateway_context.h"
#include "core/gateway/io_crew.h"
#include "core/gateway/request_origin.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <spdlog/spdlog.h>

#include <exception>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using asio::ip::tcp;

class Gateway::Server {
public:
    Server(GatewayOptions options, const GatewayServices& services)
        : m_context(std::move(options), services)
        , m_io(2) // see IoCrew
        , m_work(m_io.get_executor())
        , m_acceptor(m_io)
        , m_crew(m_io)
    {
        m_context.workers.setCrew(&m_crew);
    }

    ~Server() { drain(std::chrono::milliseconds(0)); }

    Result<void> publish(const Portfolio& portfolio);
    Result<void> start();
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    void setBypass(const std::string& taskId, TimePoint until)
    {
        m_context.services.engine.bypasses().set(taskId, until);
    }
    void setStreaming(const std::map<std::string, StreamingMode>& chosen)
    {
        onIo([&] { m_context.streaming = chosen; });
    }
    [[nodiscard]] GatewayStatus status();
    void drain(std::chrono::milliseconds patience);

private:
    using Spent = std::map<std::string, AccessGuard::Spent>;

    Result<void> bind();
    Result<Spent> spentBefore(const std::vector<domain::ClientKey>& keys) const;
    asio::awaitable<void> acceptLoop();
    asio::awaitable<void> serve(tcp::socket socket);
    void closeIdleConnections();
    void closeAllConnections();
    /// Runs on the io thread, or here while there is none.
    template <typename Work>
    void onIo(Work work);

    GatewayContext m_context;
    asio::io_context m_io;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    tcp::acceptor m_acceptor;
    std::list<std::shared_ptr<ClientConnection>> m_connections; ///< io thread
    std::mutex m_publishMutex;
    std::shared_ptr<const LivePortfolio> m_published; ///< under m_publishMutex
    bool m_hasKeys = false; ///< under m_publishMutex
    std::uint16_t m_port = 0;
    IoCrew m_crew;
};

template <typename Work>
void Gateway::Server::onIo(Work work)
{
    if (!m_crew.isRunning()) {
        work();
        return;
    }
    std::promise<void> done;
    std::future<void> finished = done.get_future();
    asio::post(m_io, [&] {
        work();
        done.set_value();
    });
    finished.get();
}

Result<Gateway::Server::Spent> Gateway::Server::spentBefore(const std::vector<domain::ClientKey>& keys) const
{
    Spent spent;
    const ports::ClientKeyStore* store = m_context.services.keys;
    const auto today = std::chrono::floor<std::chrono::days>(m_context.services.clock.now());
    const std::chrono::year_month_day date(today);
    const std::chrono::sys_days month = date.year() / date.month() / 1;
    for (const domain::ClientKey& key : keys) {
        if (store == nullptr) {
            continue;
        }
        const Result<domain::Money> day = store->spentSince(key.id, TimePoint(today));
        const Result<domain::Money> sum = store->spentSince(key.id, TimePoint(month));
        if (!day || !sum) {
            return fail((!day ? day.error() : sum.error()).within("spending of key '" + key.name + "'"));
        }
        spent.emplace(key.id, AccessGuard::Spent{*day, *sum});
    }
    return spent;
}

Result<void> Gateway::Server::publish(const Portfolio& portfolio)
{
    const std::lock_guard lock(m_publishMutex);
    Result<std::shared_ptr<const LivePortfolio>> live
        = LivePortfolio::make(portfolio, m_context.services.secrets, m_context.pool, m_published.get());
    Result<Spent> spent = spentBefore(portfolio.keys);
    if (!spent) {
        return fail(spent.error());
    }
    if (live) {
        m_published = *live;
    }
    m_hasKeys = !portfolio.keys.empty();
    onIo([&] { // keys in any case: one that is revoked must not wait for an endpoint to be put right
        if (live) {
            m_context.portfolio = *live;
        }
        m_context.access.setKeys(portfolio.keys, *spent);
        m_context.access.setOpen(portfolio.keys.empty() && isLoopback(m_context.options.address)
            && !m_context.options.requiresKeys);
    });
    return live ? Result<void>() : fail(live.error());
}

GatewayStatus Gateway::Server::status()
{
    GatewayStatus status;
    onIo([&] {
        status.requestsInFlight = m_context.requestsInFlight;
        status.spent = m_context.access.allSpent();
        if (m_context.portfolio != nullptr) {
            for (const LiveEndpoint& endpoint : m_context.portfolio->endpoints()) {
                status.endpoints.emplace(endpoint.tier.id, endpoint.client->health());
            }
        }
    });
    return status;
}

Result<void> Gateway::Server::bind()
{
    boost::system::error_code error;
    const GatewayOptions& options = m_context.options;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return fail(ErrorCode::InvalidArgument, "'" + options.address + "' is no IP address to listen on");
    }
    const tcp::endpoint endpoint(address, options.port);
    m_acceptor.open(endpoint.protocol(), error);
    if (!error) {
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        m_acceptor.bind(endpoint, error);
    }
    if (!error) {
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return fail(ErrorCode::Unavailable,
            "cannot listen on " + options.address + ":" + std::to_string(options.port) + ": "
                + error.message() + "; choose another port or end the program that holds it");
    }
    m_port = m_acceptor.local_endpoint(error).port();
    return {};
}

Result<void> Gateway::Server::start()
{
    {
        const std::lock_guard lock(m_publishMutex);
        if (m_published == nullptr) {
            return fail(ErrorCode::InvalidArgument, "publish a portfolio before starting the gateway");
        }
        if (!m_hasKeys && m_context.options.requiresKeys) {
            return fail(ErrorCode::PermissionDenied,
                "the gateway is configured to require client keys and there is none; make one first: routenlp key add");
        }
        if (!m_hasKeys && !isLoopback(m_context.options.address)) {
            return fail(ErrorCode::PermissionDenied,
                "listening on " + m_context.options.address
                    + " would let anybody in; make a client key first, and put a TLS proxy in front "
                      "(docs/gateway.md)");
        }
    }
    if (Result<void> bound = bind(); !bound) {
        return bound;
    }
    asio::co_spawn(m_io, acceptLoop(), asio::detached);
    m_crew.start();
    return {};
}

asio::awaitable<void> Gateway::Server::acceptLoop()
{
    while (m_acceptor.is_open()) {
        boost::system::error_code error;
        tcp::socket socket
            = co_await m_acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!error && m_connections.size() < m_context.options.maxConnections) {
            asio::co_spawn(m_io, serve(std::move(socket)), [](const std::exception_ptr&) {});
        } else if (error && m_acceptor.is_open()) { // out of descriptors: wait until some are free
            asio::steady_timer pause(m_io, std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

asio::awaitable<void> Gateway::Server::serve(tcp::socket socket)
{
    auto client = std::make_shared<ClientConnection>(std::move(socket), m_context.options);
    const auto place = m_connections.insert(m_connections.end(), client);
    try {
        co_await serveConnection(m_context, client);
    } catch (const std::exception& error) { // of a library: ends this connection and nothing else
        spdlog::error("gateway: a connection ended with {}", error.what());
        client->unwatch(); // what it would call is gone
        client->close();
    }
    m_connections.erase(place);
}

void Gateway::Server::closeIdleConnections()
{
    for (const std::shared_ptr<ClientConnection>& connection : m_connections) {
        if (!connection->isBusy()) {
            connection->close();
        }
    }
}

void Gateway::Server::closeAllConnections()
{
    for (const std::shared_ptr<ClientConnection>& connection : m_connections) {
        connection->close();
    }
}

void Gateway::Server::drain(std::chrono::milliseconds patience)
{
    if (m_crew.isRunning()) {
        onIo([this] {
            boost::system::error_code ignored;
            m_acceptor.close(ignored);
            m_context.isDraining = true;
            closeIdleConnections();
        });
        const auto isIdle = [this] {
            bool isEmpty = false;
            onIo([&] { isEmpty = m_connections.empty(); });
            return isEmpty;
        };
        const auto until = std::chrono::steady_clock::now() + patience;
        while (!isIdle() && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        onIo([this] { closeAllConnections(); });
        const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(2);
        while (!isIdle() && std::chrono::steady_clock::now() < last) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        onIo([this] { m_context.pool->close(); });
        m_context.workers.join();
        m_crew.stop();
    }
}

Gateway::Gateway(GatewayOptions options, const GatewayServices& services)
    : m_server(std::make_unique<Server>(std::move(options), services))
{
}

Gateway::~Gateway() = default;

Result<void> Gateway::publish(const Portfolio& portfolio)
{
    return m_server->publish(portfolio);
}

Result<void> Gateway::start()
{
    return m_server->start();
}

void Gateway::setBypass(const std::string& taskId, TimePoint until)
{
    m_server->setBypass(taskId, until);
}

void Gateway::setStreaming(const std::map<std::string, StreamingMode>& chosen)
{
    m_server->setStreaming(chosen);
}

std::uint16_t Gateway::port() const
{
    return m_server->port();
}

GatewayStatus Gateway::status()
{
    return m_server->status();
}

void Gateway::drain(std::chrono::milliseconds patience)
{
    m_server->drain(patience);
}

} // namespace core::gateway
