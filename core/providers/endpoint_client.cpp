#include "core/providers/endpoint_client.h"

#include "core/providers/rate_limit_headers.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace core::providers {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kFirstBackoff{250};
constexpr milliseconds kLongestBackoff{10'000};
constexpr milliseconds kQueuePatience{10'000};
constexpr milliseconds kDrainPatience{200};
constexpr std::size_t kErrorBodyLimit = 1024 * 1024;

bool isHeaderValue(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

EndpointFailure::Kind kindOf(unsigned status)
{
    if (status == 429) {
        return EndpointFailure::Kind::RateLimited;
    }
    return status >= 500 || status == 408 || status < 400 ? EndpointFailure::Kind::Outage
                                                          : EndpointFailure::Kind::Refused;
}

EndpointFailure failureOf(const Error& error)
{
    EndpointFailure failure;
    failure.kind = error.code == ErrorCode::Cancelled ? EndpointFailure::Kind::Cancelled
                                                      : EndpointFailure::Kind::Outage;
    failure.message = error.message;
    return failure;
}

bool mayRetry(const EndpointFailure& failure)
{
    const bool canPass = failure.kind == EndpointFailure::Kind::Outage || failure.kind == EndpointFailure::Kind::RateLimited;
    return canPass && !failure.wasSent; // what has been taken would be paid for twice
}

std::string fixedLines(const domain::Endpoint& endpoint, const UpstreamUrl& url, const std::string& key)
{
    std::string lines = "Host: " + url.hostHeader() + "\r\n";
    const auto add = [&lines](std::string_view name, const std::string& value) {
        if (!value.empty()) {
            lines.append(name).append(value).append("\r\n");
        }
    };
    add("Authorization: Bearer ", key);
    add("OpenAI-Organization: ", endpoint.organisation);
    add("OpenAI-Project: ", endpoint.project);
    return lines + "Content-Type: application/json\r\nAccept-Encoding: identity\r\n";
}

} // namespace

EndpointCall::EndpointCall(std::unique_ptr<UpstreamExchange> exchange, std::unique_ptr<EndpointGate::Pass> pass,
    std::shared_ptr<EndpointBreaker> breaker, EndpointBreaker::Permit permit, milliseconds idle)
    : m_exchange(std::move(exchange))
    , m_pass(std::move(pass))
    , m_breaker(std::move(breaker))
    , m_permit(permit)
    , m_idle(idle)
{
}

EndpointCall::~EndpointCall()
{
    if (m_outcome == Outcome::Whole) {
        m_breaker->succeeded(m_permit);
    } else if (m_outcome == Outcome::Outage) {
        m_breaker->failed(m_permit, std::chrono::steady_clock::now());
    } else {
        m_breaker->abandoned(m_permit);
    }
}

void EndpointCall::note(const Result<std::string>& piece)
{
    if (m_outcome != Outcome::Unknown || (piece && !piece->empty())) {
        return;
    }
    if (piece) {
        m_outcome = Outcome::Whole;
    } else if (piece.error().code != ErrorCode::Cancelled && piece.error().code != ErrorCode::Unsupported) {
        m_outcome = Outcome::Outage;
    }
}

asio::awaitable<Result<std::string>> EndpointCall::readSome()
{
    Result<std::string> piece = co_await m_exchange->readSome(m_idle);
    note(piece);
    co_return piece;
}

asio::awaitable<Result<std::string>> EndpointCall::readAll(std::size_t limitBytes)
{
    Result<std::string> whole = co_await m_exchange->readAll(m_idle, limitBytes);
    if (whole) {
        note(std::string());
    } else {
        note(whole);
    }
    co_return whole;
}

asio::awaitable<void> EndpointCall::drain()
{
    if (m_outcome == Outcome::Unknown) {
        note(std::string());
        co_await m_exchange->readSome(kDrainPatience);
    }
}

Result<std::shared_ptr<EndpointClient>> EndpointClient::make(
    domain::Endpoint endpoint, const std::string& key, std::shared_ptr<UpstreamPool> pool)
{
    Result<UpstreamRoute> route = makeUpstreamRoute(endpoint.baseUrl, endpoint.caFile);
    if (!route) {
        return fail(route.error().within("tier '" + endpoint.tierId + "'"));
    }
    if (!isHeaderValue(key) || !isHeaderValue(endpoint.organisation) || !isHeaderValue(endpoint.project)) {
        return fail(ErrorCode::InvalidArgument,
            "tier '" + endpoint.tierId
                + "': key, organisation and project must be printable ASCII without line ends");
    }
    return std::shared_ptr<EndpointClient>(
        new EndpointClient(std::move(endpoint), std::move(*route), key, std::move(pool)));
}

EndpointClient::EndpointClient(domain::Endpoint endpoint, UpstreamRoute route, const std::string& key,
    std::shared_ptr<UpstreamPool> pool)
    : m_endpoint(std::move(endpoint))
    , m_route(std::move(route))
    , m_fixedLines(fixedLines(m_endpoint, m_route.url, key))
    , m_pool(std::move(pool))
    , m_breaker(std::make_shared<EndpointBreaker>(
          m_endpoint.breakerFailures, milliseconds(m_endpoint.breakerOpenMs)))
    , m_gate(std::make_shared<EndpointGate>(m_endpoint.maxConcurrent))
    , m_jitter(std::random_device{}())
{
}

std::string EndpointClient::headOf(const EndpointRequest& request) const
{
    std::string head;
    head.reserve(512);
    head.append(request.method).append(" ").append(m_route.url.path).append(request.path).append(" HTTP/1.1\r\n");
    head.append(m_fixedLines).append(request.headerLines);
    head.append(request.isStream ? "Accept: text/event-stream\r\n" : "Accept: application/json\r\n");
    return head.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n\r\n");
}

asio::awaitable<EndpointResult<std::unique_ptr<EndpointCall>>> EndpointClient::call(
    const EndpointRequest& request, CancelSlot& cancel)
{
    const auto deadline = std::chrono::steady_clock::now() + milliseconds(m_endpoint.timeouts.totalMs);
    for (int retry = 0;; ++retry) {
        EndpointResult<std::unique_ptr<EndpointCall>> called = co_await callOnce(request, deadline, cancel);
        if (called || retry >= m_endpoint.maxRetries || !mayRetry(called.error())) {
            co_return called;
        }
        const milliseconds delay = delayBeforeRetry(called.error(), retry);
        if (delay > kLongestBackoff || std::chrono::steady_clock::now() + delay >= deadline) {
            co_return called;
        }
        asio::steady_timer timer(co_await asio::this_coro::executor, delay);
        cancel.setAction([&timer] { timer.cancel(); });
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        cancel.setAction({});
        if (cancel.isCancelled()) {
            co_return tl::unexpected(failureOf(Error{ErrorCode::Cancelled, "cancelled"}));
        }
    }
}

asio::awaitable<EndpointResult<std::unique_ptr<EndpointCall>>> EndpointClient::callOnce(
    const EndpointRequest& request, UpstreamExchange::TimePoint deadline, CancelSlot& cancel)
{
    EndpointFailure failure;
    const std::optional<EndpointBreaker::Permit> permit = m_breaker->mayCall(std::chrono::steady_clock::now());
    if (!permit) {
        failure.kind = EndpointFailure::Kind::Busy;
        failure.message = "the circuit is open after repeated outages";
        co_return tl::unexpected(std::move(failure));
    }
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    std::unique_ptr<EndpointGate::Pass> pass
        = co_await m_gate->enter(std::clamp(left, milliseconds(1), kQueuePatience), cancel);
    if (pass == nullptr || cancel.isCancelled()) {
        m_breaker->abandoned(*permit);
        failure.kind = cancel.isCancelled() ? EndpointFailure::Kind::Cancelled : EndpointFailure::Kind::Busy;
        failure.message = "too many calls of this tier are waiting";
        co_return tl::unexpected(std::move(failure));
    }
    const std::string head = headOf(request);
    const auto start = std::chrono::steady_clock::now();
    const UpstreamDeadlines deadlines{
        milliseconds(m_endpoint.timeouts.connectMs), milliseconds(m_endpoint.timeouts.firstByteMs), deadline};
    bool isSent = false;
    Result<std::unique_ptr<UpstreamExchange>> exchange
        = co_await m_pool->send(m_route, head, request.body, deadlines, cancel, isSent);
    if (!exchange) {
        failure = failureOf(exchange.error());
        if (cancel.isCancelled()) { // whatever broke, it was broken off here
            failure.kind = EndpointFailure::Kind::Cancelled;
        }
        const bool isGivenUp = cancel.isCancelled() || exchange.error().code == ErrorCode::TimedOut;
        failure.wasSent = isSent && isGivenUp;
        reportFailure(failure, *permit);
        co_return tl::unexpected(std::move(failure));
    }
    const milliseconds idle(m_endpoint.timeouts.idleMs);
    const unsigned status = (*exchange)->status();
    noteRateLimits(m_health.rateLimits, (*exchange)->headers());
    if (status / 100 == 2) {
        m_breaker->answered(*permit);
        reportAnswer(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        co_return std::make_unique<EndpointCall>(std::move(*exchange), std::move(pass), m_breaker, *permit, idle);
    }
    failure.status = status;
    failure.kind = kindOf(status);
    failure.headers = (*exchange)->headers();
    failure.message = "the server answered with status " + std::to_string(status);
    Result<std::string> body = co_await (*exchange)->readAll(idle, kErrorBodyLimit);
    failure.body = body ? std::move(*body) : std::string();
    reportFailure(failure, *permit);
    co_return tl::unexpected(std::move(failure));
}

void EndpointClient::reportFailure(const EndpointFailure& failure, const EndpointBreaker::Permit& permit)
{
    if (failure.kind == EndpointFailure::Kind::Outage || failure.kind == EndpointFailure::Kind::RateLimited) {
        m_health.lastError = failure.message;
        m_health.lastErrorAt = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        if (failure.kind == EndpointFailure::Kind::RateLimited) {
            noteRefusal(m_health.rateLimits, failure.headers, m_health.lastErrorAt);
        } else {
            ++m_health.failures;
        }
    }
    switch (failure.kind) {
    case EndpointFailure::Kind::Outage:
        return m_breaker->failed(permit, std::chrono::steady_clock::now());
    case EndpointFailure::Kind::Refused:
        return m_breaker->succeeded(permit);
    default:
        return m_breaker->abandoned(permit);
    }
}

void EndpointClient::reportAnswer(double latencyMs)
{
    m_latencies[m_health.answers % m_latencies.size()] = static_cast<float>(latencyMs);
    ++m_health.answers;
}

EndpointHealth EndpointClient::health() const
{
    EndpointHealth health = m_health;
    health.isCircuitOpen = m_breaker->isOpen();
    health.callsInFlight = m_gate->inside();
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(m_health.answers, m_latencies.size()));
    std::vector<float> newest(m_latencies.begin(), m_latencies.begin() + static_cast<std::ptrdiff_t>(count));
    const auto percentile = [&](double share) -> std::optional<double> {
        if (newest.empty()) {
            return std::nullopt;
        }
        const auto place
            = newest.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(newest.size() - 1));
        std::nth_element(newest.begin(), place, newest.end());
        return static_cast<double>(*place);
    };
    health.p50Ms = percentile(0.5);
    health.p95Ms = percentile(0.95);
    return health;
}

milliseconds EndpointClient::delayBeforeRetry(const EndpointFailure& failure, int retry)
{
    if (const std::optional<milliseconds> asked = retryAfter(failure.headers, std::chrono::system_clock::now()); asked) {
        return *asked;
    }
    const milliseconds longest = std::min(kLongestBackoff, kFirstBackoff * (1 << std::min(retry, 10)));
    return milliseconds(
        std::uniform_int_distribution<std::int64_t>(longest.count() / 2, longest.count())(m_jitter));
}

} // namespace core::providers
