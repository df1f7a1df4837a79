#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/endpoint.h"
#include "core/providers/endpoint_breaker.h"
#include "core/providers/endpoint_gate.h"
#include "core/providers/endpoint_health.h"
#include "core/providers/upstream_pool.h"

#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>

namespace core::providers {

/// Why an endpoint gave no answer.
struct EndpointFailure {
    enum class Kind {
        Refused, ///< 4xx: the request itself
        RateLimited, ///< 429
        Outage, ///< no connection, no answer in time, 5xx, or bytes that are no HTTP
        Busy, ///< the circuit is open or too many calls wait
        Cancelled,
    };
    Kind kind = Kind::Outage;
    unsigned status = 0; ///< of the server's answer; 0: none came
    /// The whole request had been sent when waiting for its answer was given up: the server may well answer, and
    /// charge for it.
    bool wasSent = false;
    std::string message; ///< for the operator
    std::string body; ///< of the server's answer
    UpstreamHeaders headers;
};

template <typename T>
using EndpointResult = tl::expected<T, EndpointFailure>;

/// A call whose answer's header said 2xx. Its end tells the breaker how it went.
class EndpointCall {
public:
    EndpointCall(std::unique_ptr<UpstreamExchange> exchange, std::unique_ptr<EndpointGate::Pass> pass,
        std::shared_ptr<EndpointBreaker> breaker, EndpointBreaker::Permit permit, std::chrono::milliseconds idle);
    ~EndpointCall();
    EndpointCall(const EndpointCall&) = delete;
    EndpointCall& operator=(const EndpointCall&) = delete;

    [[nodiscard]] const UpstreamHeaders& headers() const { return m_exchange->headers(); }
    boost::asio::awaitable<Result<std::string>> readSome();
    boost::asio::awaitable<Result<std::string>> readAll(std::size_t limitBytes);
    /// After everything of interest has been read: waits shortly for the body's end, so that the connection
    /// can serve again.
    boost::asio::awaitable<void> drain();
    /// Once the answer has been read: another call may take its place at the endpoint.
    void leave() { m_pass.reset(); }
    /// What came was no answer, though it came whole.
    void spoilt() { m_outcome = Outcome::Outage; }
    /// The server told of an error of this one request.
    void refused() { m_outcome = Outcome::Unknown; }

private:
    enum class Outcome { Unknown, Whole, Outage };
    void note(const Result<std::string>& piece);

    std::unique_ptr<UpstreamExchange> m_exchange;
    std::unique_ptr<EndpointGate::Pass> m_pass;
    std::shared_ptr<EndpointBreaker> m_breaker;
    const EndpointBreaker::Permit m_permit;
    std::chrono::milliseconds m_idle;
    Outcome m_outcome = Outcome::Unknown;
};

struct EndpointRequest {
    std::string path; ///< below the base URL, e.g. "/chat/completions"
    std::string_view body;
    std::string headerLines; ///< further header lines, each ended by CRLF
    bool isStream = false;
    std::string_view method = "POST";
};

/// One OpenAI-compatible server: its connections, retries, concurrency limit and circuit breaker. For one io
/// thread.
class EndpointClient {
public:
    /// `key` is sent as bearer token; empty: none.
    [[nodiscard]] static Result<std::shared_ptr<EndpointClient>> make(
        domain::Endpoint endpoint, const std::string& key, std::shared_ptr<UpstreamPool> pool);

    /// Waits for the header of a 2xx answer, retrying with jittered backoff where that can help.
    boost::asio::awaitable<EndpointResult<std::unique_ptr<EndpointCall>>> call(
        const EndpointRequest& request, CancelSlot& cancel);

    [[nodiscard]] const domain::Endpoint& endpoint() const { return m_endpoint; }
    [[nodiscard]] EndpointHealth health() const;

private:
    EndpointClient(domain::Endpoint endpoint, UpstreamRoute route, const std::string& key,
        std::shared_ptr<UpstreamPool> pool);
    boost::asio::awaitable<EndpointResult<std::unique_ptr<EndpointCall>>> callOnce(
        const EndpointRequest& request, UpstreamExchange::TimePoint deadline, CancelSlot& cancel);
    [[nodiscard]] std::string headOf(const EndpointRequest& request) const;
    void reportFailure(const EndpointFailure& failure, const EndpointBreaker::Permit& permit);
    void reportAnswer(double latencyMs);
    [[nodiscard]] std::chrono::milliseconds delayBeforeRetry(const EndpointFailure& failure, int retry);

    const domain::Endpoint m_endpoint;
    const UpstreamRoute m_route;
    const std::string m_fixedLines; ///< Host, Authorization and what else every request carries
    std::shared_ptr<UpstreamPool> m_pool;
    std::shared_ptr<EndpointBreaker> m_breaker;
    std::shared_ptr<EndpointGate> m_gate;
    std::minstd_rand m_jitter;
    EndpointHealth m_health; ///< what is counted of it
    std::array<float, 256> m_latencies{}; ///< a ring, by m_health.answers
};

} // namespace core::providers
