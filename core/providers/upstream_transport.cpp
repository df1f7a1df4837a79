#include "core/providers/upstream_transport.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <openssl/ssl.h>

#include <sys/socket.h>

#include <cerrno>

namespace core::providers {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

namespace {

template <typename Stream>
class StreamTransport final : public UpstreamTransport {
public:
    template <typename... Args>
    explicit StreamTransport(Args&&... args)
        : m_stream(std::forward<Args>(args)...)
    {
    }

    Stream& stream() { return m_stream; }

    asio::awaitable<std::size_t> write(std::array<asio::const_buffer, 2> buffers, ErrorCode& error) override
    {
        return asio::async_write(m_stream, buffers, asio::redirect_error(asio::use_awaitable, error));
    }

    asio::awaitable<std::size_t> readSome(asio::mutable_buffer buffer, ErrorCode& error) override
    {
        return m_stream.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    }

    void expireAfter(std::chrono::milliseconds time) override
    {
        beast::get_lowest_layer(m_stream).expires_after(time);
    }

    void close() override { beast::get_lowest_layer(m_stream).close(); }

    bool isFresh() override
    {
        tcp::socket& socket = beast::get_lowest_layer(m_stream).socket();
        char byte = 0;
        const ssize_t got
            = socket.is_open() ? ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) : 0;
        return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

private:
    Stream m_stream;
};

using PlainTransport = StreamTransport<beast::tcp_stream>;
using TlsTransport = StreamTransport<beast::ssl_stream<beast::tcp_stream>>;

/// A wait that the caller ended says nothing about the server.
tl::unexpected<Error> failure(
    const UpstreamUrl& url, const char* step, const beast::error_code& error, const CancelSlot& cancel)
{
    if (cancel.isCancelled()) {
        return fail(ErrorCode::Cancelled, "cancelled");
    }
    const bool isTimeout = error == beast::error::timeout;
    return fail(isTimeout ? ErrorCode::TimedOut : ErrorCode::Unavailable,
        std::string(step) + " " + url.host + ":" + url.port + ": " + error.message());
}

asio::awaitable<beast::error_code> connectSocket(
    beast::tcp_stream& stream, const HostLookup::Endpoints& endpoints, std::chrono::milliseconds timeout)
{
    beast::error_code error;
    stream.expires_after(timeout);
    co_await stream.async_connect(endpoints, asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
        beast::error_code ignored;
        stream.socket().set_option(tcp::no_delay(true), ignored);
    }
    co_return error;
}

asio::awaitable<beast::error_code> shakeHands(
    TlsTransport& transport, const UpstreamUrl& url, std::chrono::milliseconds timeout)
{
    SSL* ssl = transport.stream().native_handle();
    beast::error_code error;
    if (SSL_set_tlsext_host_name(ssl, url.host.c_str()) != 1) {
        co_return beast::error_code(asio::error::invalid_argument);
    }
    transport.stream().set_verify_callback(asio::ssl::host_name_verification(url.host), error);
    if (!error) {
        transport.expireAfter(timeout);
        co_await transport.stream().async_handshake(
            asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return error;
}

} // namespace

Result<std::shared_ptr<asio::ssl::context>> makeTlsContext(const std::string& caFile)
{
    auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_client);
    beast::error_code error;
    context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1
            | asio::ssl::context::no_tlsv1_1,
        error);
    if (caFile.empty()) {
        context->set_default_verify_paths(error);
    } else {
        context->load_verify_file(caFile, error);
    }
    if (error) {
        return fail(ErrorCode::InvalidArgument,
            "the certificates in " + (caFile.empty() ? std::string("the system's trust store") : caFile)
                + " cannot be loaded: " + error.message());
    }
    context->set_verify_mode(asio::ssl::verify_peer, error);
    return context;
}

asio::awaitable<Result<std::unique_ptr<UpstreamTransport>>> connectUpstream(
    const UpstreamUrl& url, asio::ssl::context* tls, HostLookup& lookup, std::chrono::milliseconds timeout,
    CancelSlot& cancel)
{
    Result<HostLookup::Endpoints> endpoints = co_await lookup.find(url, timeout, cancel);
    if (!endpoints) {
        co_return fail(endpoints.error());
    }
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    if (tls == nullptr) {
        auto plain = std::make_unique<PlainTransport>(executor);
        cancel.setAction([raw = plain.get()] { raw->close(); });
        const beast::error_code error = co_await connectSocket(plain->stream(), *endpoints, timeout);
        cancel.setAction({});
        if (error) {
            lookup.distrust(url);
            co_return failure(url, "connecting to", error, cancel);
        }
        co_return std::unique_ptr<UpstreamTransport>(std::move(plain));
    }
    auto secured = std::make_unique<TlsTransport>(executor, *tls);
    cancel.setAction([raw = secured.get()] { raw->close(); });
    beast::error_code error = co_await connectSocket(secured->stream().next_layer(), *endpoints, timeout);
    if (!error) {
        error = co_await shakeHands(*secured, url, timeout);
    }
    cancel.setAction({});
    if (error) {
        lookup.distrust(url);
        co_return failure(url, "connecting to", error, cancel);
    }
    co_return std::unique_ptr<UpstreamTransport>(std::move(secured));
}

} // namespace core::providers
