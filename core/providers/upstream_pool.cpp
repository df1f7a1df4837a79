#include "core/providers/upstream_pool.h"

#include <algorithm>
#include <utility>

namespace core::providers {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kMaxIdlePerRoute = 512;
constexpr std::chrono::seconds kMaxIdleTime{25}; // below the 30 s after which common servers close

} // namespace

Result<UpstreamRoute> makeUpstreamRoute(const std::string& baseUrl, const std::string& caFile)
{
    Result<UpstreamUrl> url = parseUpstreamUrl(baseUrl);
    if (!url) {
        return fail(url.error());
    }
    UpstreamRoute route;
    if (url->isTls) {
        Result<std::shared_ptr<asio::ssl::context>> tls = makeTlsContext(caFile);
        if (!tls) {
            return fail(tls.error());
        }
        route.tls = std::move(*tls);
    }
    route.poolKey = (url->isTls ? "https://" : "http://") + url->host + ":" + url->port + " " + caFile;
    route.url = std::move(*url);
    return route;
}

asio::awaitable<Result<std::unique_ptr<UpstreamExchange>>> UpstreamPool::send(const UpstreamRoute& route,
    std::string_view head, std::string_view body, const UpstreamDeadlines& deadlines, CancelSlot& cancel, bool& isSent)
{
    isSent = false;
    const auto headDeadline = std::chrono::steady_clock::now() + deadlines.firstByte;
    if (std::unique_ptr<UpstreamTransport> pooled = takeIdle(route.poolKey); pooled) {
        std::unique_ptr<UpstreamExchange> exchange = makeExchange(route.poolKey, std::move(pooled), cancel);
        const Result<void> started = co_await exchange->start(head, body, headDeadline, deadlines.total);
        isSent = exchange->isSent();
        if (started) {
            co_return exchange;
        }
        const bool isStale = !exchange->hasAnswerBegun() && started.error().code == ErrorCode::Unavailable;
        if (!isStale || cancel.isCancelled()) {
            co_return fail(started.error());
        }
    }
    isSent = false;
    Result<std::unique_ptr<UpstreamTransport>> fresh
        = co_await connectUpstream(route.url, route.tls.get(), m_lookup, deadlines.connect, cancel);
    if (!fresh) {
        co_return fail(fresh.error());
    }
    std::unique_ptr<UpstreamExchange> exchange = makeExchange(route.poolKey, std::move(*fresh), cancel);
    const Result<void> started = co_await exchange->start(head, body, headDeadline, deadlines.total);
    isSent = exchange->isSent();
    if (!started) {
        co_return fail(started.error());
    }
    co_return exchange;
}

std::unique_ptr<UpstreamExchange> UpstreamPool::makeExchange(
    const std::string& key, std::unique_ptr<UpstreamTransport> transport, CancelSlot& cancel)
{
    return std::make_unique<UpstreamExchange>(std::move(transport), cancel,
        [self = weak_from_this(), key](std::unique_ptr<UpstreamTransport> used) {
            if (const auto pool = self.lock(); pool) {
                pool->keep(key, std::move(used));
            }
        });
}

std::unique_ptr<UpstreamTransport> UpstreamPool::takeIdle(const std::string& key)
{
    std::deque<Idle>& idle = m_idle[key];
    const auto now = std::chrono::steady_clock::now();
    while (!idle.empty() && now - idle.front().since > kMaxIdleTime) {
        idle.pop_front();
    }
    while (!idle.empty()) {
        std::unique_ptr<UpstreamTransport> transport = std::move(idle.back().transport);
        idle.pop_back();
        if (transport->isFresh()) {
            return transport;
        }
    }
    return nullptr;
}

void UpstreamPool::keep(const std::string& key, std::unique_ptr<UpstreamTransport> transport)
{
    std::deque<Idle>& idle = m_idle[key];
    if (m_isClosed || idle.size() >= kMaxIdlePerRoute) {
        return;
    }
    transport->expireAfter(std::chrono::hours(24));
    idle.push_back(Idle{std::move(transport), std::chrono::steady_clock::now()});
}

void UpstreamPool::close()
{
    m_isClosed = true;
    m_idle.clear();
    m_lookup.close();
}

std::size_t UpstreamPool::idleConnections() const
{
    std::size_t count = 0;
    for (const auto& [key, idle] : m_idle) {
        count += idle.size();
    }
    return count;
}

} // namespace core::providers
