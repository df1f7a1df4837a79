#include "core/gateway/client_connection.h"

#include "core/gateway/request_origin.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstdio>

namespace core::gateway {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::chrono::milliseconds kPollTime{50};
constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kLingerBytes = 128 * 1024 * 1024;

enum class PeerState { Waiting, HasSent, Gone };

PeerState peerState(tcp::socket& socket)
{
    pollfd entry{socket.native_handle(), POLLIN | POLLRDHUP, 0};
    if (!socket.is_open() || ::poll(&entry, 1, 0) < 0) {
        return PeerState::Gone;
    }
    if ((entry.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) {
        return PeerState::Gone;
    }
    return (entry.revents & POLLIN) != 0 ? PeerState::HasSent : PeerState::Waiting;
}

ClientConnection::Unreadable unreadable(const beast::error_code& error, bool hasBegun)
{
    if (error == http::error::end_of_stream || error == asio::error::operation_aborted) {
        return {};
    }
    if (error == beast::error::timeout) {
        return hasBegun ? ClientConnection::Unreadable{408, "The request was not sent in time."}
                        : ClientConnection::Unreadable{};
    }
    if (error == http::error::body_limit) {
        return {413, "The request body is too large."};
    }
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return {431, "The request header is too large."};
    }
    const bool isParseError = error.category() == http::make_error_code(http::error::bad_target).category();
    return isParseError && hasBegun
        ? ClientConnection::Unreadable{400, "The request is no valid HTTP: " + error.message() + "."}
        : ClientConnection::Unreadable{};
}

} // namespace

/// Outlives the connection while an operation of it is pending.
struct ClientConnection::Watch {
    tcp::socket& socket; ///< alive while isActive
    asio::steady_timer timer;
    std::function<void()> onGone;
    bool isActive = true;
};

ClientConnection::ClientConnection(tcp::socket socket, const GatewayOptions& options)
    : m_stream(std::move(socket))
    , m_options(options)
{
    beast::error_code ignored;
    m_stream.socket().set_option(tcp::no_delay(true), ignored);
}

asio::awaitable<std::variant<HttpRequest, ClientConnection::Unreadable>> ClientConnection::read(
    const HeaderCheck& isBodyWanted)
{
    m_isBusy = false;
    m_hasStreamBegun = false;
    Parser parser;
    parser.header_limit(m_options.maxHeaderBytes);
    parser.body_limit(m_options.maxBodyBytes);
    beast::error_code error = co_await readHeader(parser);
    m_origin = allowedOrigin(parser.get(), m_options);
    if (!error && parser.get().count(http::field::transfer_encoding) != 0 && !parser.chunked()) {
        m_isKeptAlive = false; // nobody can say where such a body ends (RFC 9112, 6.3)
        co_return Unreadable{400, "The last transfer coding of the request is not chunked."};
    }
    m_isHead = parser.get().method() == http::verb::head;
    if (!error && !parser.is_done() && isBodyWanted && !isBodyWanted(parser.get())) {
        m_isKeptAlive = false;
        co_return parser.release();
    }
    if (!error) {
        error = co_await readBody(parser);
    }
    if (error) {
        const bool hasBegun = m_isBusy;
        m_isKeptAlive = false;
        co_return unreadable(error, hasBegun);
    }
    m_isWhole = true;
    m_isKeptAlive = m_isKeptAlive && parser.get().keep_alive();
    co_return parser.release();
}

asio::awaitable<beast::error_code> ClientConnection::readHeader(Parser& parser)
{
    beast::error_code error;
    if (m_buffer.size() == 0) {
        m_stream.expires_after(m_options.idleTimeout);
        const auto space = m_buffer.prepare(kReadBytes);
        const std::size_t bytes
            = co_await m_stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
        m_buffer.commit(bytes);
        if (error) {
            co_return error == asio::error::eof ? beast::error_code(http::error::end_of_stream) : error;
        }
    }
    m_isBusy = true;
    m_isWhole = false;
    m_stream.expires_after(m_options.headerTimeout);
    co_await http::async_read_header(
        m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    co_return error;
}

asio::awaitable<beast::error_code> ClientConnection::readBody(Parser& parser)
{
    beast::error_code error;
    m_stream.expires_after(m_options.bodyTimeout);
    if (beast::iequals(parser.get()[http::field::expect], "100-continue") && !parser.is_done()) {
        constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(m_stream, asio::buffer(kContinue.data(), kContinue.size()),
            asio::redirect_error(asio::use_awaitable, error));
    }
    if (!error && !parser.is_done()) {
        co_await http::async_read(
            m_stream, m_buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return error;
}

std::string_view ClientConnection::connectionLine() const
{
    return m_isKeptAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
}

asio::awaitable<bool> ClientConnection::respond(const HttpReply& reply)
{
    std::string head;
    head.reserve(512);
    const auto reason = http::obsolete_reason(http::int_to_status(reply.status));
    head.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ");
    head.append(reason.data(), reason.size()).append("\r\n");
    if (reply.status != 204) { // which has no content that a length could be of (RFC 9110, 8.6)
        head.append("Content-Type: ").append(reply.contentType);
        head.append("\r\nContent-Length: ").append(std::to_string(reply.body.size())).append("\r\n");
    }
    head.append(connectionLine()).append(crossOriginLines(m_origin, reply.headerLines));
    head.append(reply.headerLines).append("\r\n");
    return write(std::move(head), m_isHead ? std::string_view() : std::string_view(reply.body));
}

asio::awaitable<bool> ClientConnection::beginStream(std::string_view headerLines)
{
    m_hasStreamBegun = true;
    // A fixed line at the end: simple clients take a head whose last value ends in 0 for the last chunk.
    std::string head = "HTTP/1.1 200 OK\r\n";
    head.append(connectionLine()).append(crossOriginLines(m_origin, headerLines)).append(headerLines);
    head += "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-cache\r\nX-Accel-Buffering: no\r\n"
            "Transfer-Encoding: chunked\r\n\r\n";
    return write(std::move(head), {});
}

namespace {

std::string chunkOf(std::string_view bytes)
{
    std::array<char, 24> size{};
    const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    std::string chunk;
    chunk.reserve(bytes.size() + 26);
    return chunk.append(size.data(), static_cast<std::size_t>(digits)).append(bytes).append("\r\n");
}

} // namespace

asio::awaitable<bool> ClientConnection::writeStream(std::string_view bytes)
{
    return write(bytes.empty() ? std::string() : chunkOf(bytes), {});
}

asio::awaitable<bool> ClientConnection::endStream(std::string_view lastBytes)
{
    std::string rest = lastBytes.empty() ? std::string() : chunkOf(lastBytes);
    return write(rest.append("0\r\n\r\n"), {});
}

asio::awaitable<bool> ClientConnection::write(std::string head, std::string_view body)
{
    beast::error_code error;
    m_stream.expires_after(m_options.writeTimeout);
    const std::array<asio::const_buffer, 2> buffers{
        asio::buffer(head), asio::buffer(body.data(), body.size())};
    co_await asio::async_write(m_stream, buffers, asio::redirect_error(asio::use_awaitable, error));
    m_isKeptAlive = m_isKeptAlive && !error;
    co_return !error;
}

void ClientConnection::watch(std::function<void()> onGone)
{
    unwatch();
    m_watch = std::make_shared<Watch>(
        Watch{m_stream.socket(), asio::steady_timer(m_stream.get_executor()), std::move(onGone)});
    wait(m_watch);
}

void ClientConnection::wait(const std::shared_ptr<Watch>& watch)
{
    watch->socket.async_wait(tcp::socket::wait_read, [watch](const beast::error_code&) {
        if (watch->isActive) {
            poll(watch);
        }
    });
}

void ClientConnection::poll(const std::shared_ptr<Watch>& watch)
{
    switch (peerState(watch->socket)) {
    case PeerState::Gone:
        watch->isActive = false;
        return watch->onGone();
    case PeerState::Waiting:
        return wait(watch);
    case PeerState::HasSent: // the next request has come early: readiness says nothing any more
        watch->timer.expires_after(kPollTime);
        watch->timer.async_wait([watch](const beast::error_code& error) {
            if (!error && watch->isActive) {
                poll(watch);
            }
        });
    }
}

void ClientConnection::unwatch()
{
    if (m_watch) {
        m_watch->isActive = false;
        m_watch->timer.cancel();
        beast::error_code ignored;
        m_stream.socket().cancel(ignored);
        m_watch.reset();
    }
}

void ClientConnection::close()
{
    m_isKeptAlive = false;
    m_stream.close();
}

asio::awaitable<void> ClientConnection::closeGently()
{
    beast::error_code error;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, error);
    m_stream.expires_after(kLingerTime);
    std::size_t discarded = 0;
    while (!m_isWhole && !error && discarded < kLingerBytes) {
        m_buffer.clear();
        const auto space = m_buffer.prepare(kReadBytes);
        discarded
            += co_await m_stream.async_read_some(space, asio::redirect_error(asio::use_awaitable, error));
    }
    m_stream.close();
}

} // namespace core::gateway
