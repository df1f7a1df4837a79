#include "core/providers/upstream_exchange.h"

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <utility>

namespace core::providers {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::uint32_t kHeaderLimit = 64 * 1024;
constexpr std::uint64_t kBodyLimit = std::uint64_t{1} << 40; // a body is bounded where it is gathered

bool isEndOfStream(const beast::error_code& error)
{
    return error == asio::error::eof || error == asio::ssl::error::stream_truncated;
}

tl::unexpected<Error> failure(const CancelSlot& cancel, const char* step, const beast::error_code& error)
{
    if (cancel.isCancelled()) {
        return fail(ErrorCode::Cancelled, "cancelled");
    }
    const bool isTimeout = error == beast::error::timeout;
    return fail(isTimeout ? ErrorCode::TimedOut : ErrorCode::Unavailable,
        std::string(step) + ": " + (isTimeout ? std::string("no answer in time") : error.message()));
}

} // namespace

UpstreamExchange::UpstreamExchange(
    std::unique_ptr<UpstreamTransport> transport, CancelSlot& cancel, Recycle recycle)
    : m_transport(std::move(transport))
    , m_cancel(cancel)
    , m_recycle(std::move(recycle))
{
    renewParser();
    m_cancel.setAction([this] {
        if (m_transport) {
            m_transport->close();
        }
    });
}

UpstreamExchange::~UpstreamExchange()
{
    m_cancel.setAction({});
    if (m_transport) {
        m_transport->close();
    }
}

void UpstreamExchange::renewParser()
{
    m_parser.emplace();
    m_parser->eager(true);
    m_parser->header_limit(kHeaderLimit);
    m_parser->body_limit(kBodyLimit);
}

std::chrono::milliseconds UpstreamExchange::within(TimePoint deadline) const
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(
        std::min(deadline, m_deadline) - std::chrono::steady_clock::now());
    return std::max(left, std::chrono::milliseconds(1));
}

asio::awaitable<Result<void>> UpstreamExchange::start(
    std::string_view head, std::string_view body, TimePoint headDeadline, TimePoint deadline)
{
    m_deadline = deadline;
    beast::error_code error;
    m_transport->expireAfter(within(headDeadline));
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(head.data(), head.size()), asio::buffer(body.data(), body.size())};
    co_await m_transport->write(buffers, error);
    if (error) {
        co_return failure(m_cancel, "sending the request", error);
    }
    m_isSent = true;
    while (!m_parser->is_header_done() || status() / 100 == 1) {
        if (m_parser->is_header_done()) {
            renewParser(); // an interim answer such as 100 or 103
            if (const beast::error_code bad = parse(); bad) {
                co_return failure(m_cancel, "reading the answer", bad);
            }
            continue;
        }
        Result<void> received = co_await receive(within(headDeadline));
        if (!received) {
            co_return received;
        }
    }
    co_return Result<void>();
}

beast::error_code UpstreamExchange::parse()
{
    beast::error_code error;
    while (m_buffer.size() > 0 && !m_parser->is_done() && !error) {
        m_buffer.consume(m_parser->put(m_buffer.data(), error));
    }
    return error == http::error::need_more ? beast::error_code() : error;
}

asio::awaitable<Result<void>> UpstreamExchange::receive(std::chrono::milliseconds time)
{
    beast::error_code error;
    m_transport->expireAfter(time);
    const asio::mutable_buffer space = m_buffer.prepare(kReadBytes);
    const std::size_t bytes = co_await m_transport->readSome(space, error);
    m_buffer.commit(bytes);
    m_hasAnswerBegun = m_hasAnswerBegun || bytes > 0;
    if (isEndOfStream(error) && m_parser->got_some() && !m_cancel.isCancelled()) {
        error = {};
        m_parser->put_eof(error);
        m_transport->close();
        m_transport.reset();
    } else if (!error) {
        error = parse();
    }
    if (error) {
        co_return failure(m_cancel, "reading the answer", error);
    }
    co_return Result<void>();
}

asio::awaitable<Result<std::string>> UpstreamExchange::readSome(std::chrono::milliseconds idle)
{
    std::string& body = m_parser->get().body();
    while (body.empty() && !m_parser->is_done()) {
        if (!m_transport) {
            co_return fail(ErrorCode::Unavailable, "the answer was cut off");
        }
        const Result<void> received = co_await receive(within(std::chrono::steady_clock::now() + idle));
        if (!received) {
            co_return fail(received.error());
        }
    }
    recycleIfDone();
    co_return std::exchange(body, std::string());
}

asio::awaitable<Result<std::string>> UpstreamExchange::readAll(
    std::chrono::milliseconds idle, std::size_t limitBytes)
{
    std::string whole;
    for (;;) {
        Result<std::string> piece = co_await readSome(idle);
        if (!piece || piece->empty()) {
            co_return piece ? Result<std::string>(std::move(whole)) : std::move(piece);
        }
        if (whole.size() + piece->size() > limitBytes) {
            co_return fail(
                ErrorCode::Unsupported, "the answer is longer than " + std::to_string(limitBytes) + " bytes");
        }
        whole = whole.empty() ? std::move(*piece) : whole.append(*piece);
    }
}

void UpstreamExchange::recycleIfDone()
{
    if (m_parser->is_done() && m_transport && m_parser->keep_alive() && m_buffer.size() == 0) {
        m_recycle(std::move(m_transport));
    }
}

} // namespace core::providers
