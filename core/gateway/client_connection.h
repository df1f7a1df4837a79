#pragma once

#include "core/gateway/gateway_options.h"

#include <utility> // before Asio on GCC 12

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace core::gateway {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;

/// A complete answer.
struct HttpReply {
    unsigned status = 200;
    std::string contentType = "application/json";
    std::string headerLines; ///< further ones, each ended by CRLF
    std::string body;
};

/// A client program's connection. For one io thread.
class ClientConnection {
public:
    /// Why no request was read.
    struct Unreadable {
        unsigned status = 0; ///< to answer with before closing; 0: just close
        std::string reason;
    };

    ClientConnection(boost::asio::ip::tcp::socket socket, const GatewayOptions& options);

    using HeaderCheck = std::function<bool(const HttpRequest&)>;

    /// The next request, with an interim 100 where the client waits for one. Where `isBodyWanted` is given and says
    /// no to the header, the body stays unread, the request comes without it, and the connection ends after the answer.
    boost::asio::awaitable<std::variant<HttpRequest, Unreadable>> read(const HeaderCheck& isBodyWanted = {});

    /// False when the client has gone.
    boost::asio::awaitable<bool> respond(const HttpReply& reply);

    /// A chunked answer of server-sent events. Only endStream makes it whole: whoever cannot finish calls
    /// close().
    boost::asio::awaitable<bool> beginStream(std::string_view headerLines);
    boost::asio::awaitable<bool> writeStream(std::string_view bytes);
    boost::asio::awaitable<bool> endStream(std::string_view lastBytes);
    [[nodiscard]] bool hasStreamBegun() const { return m_hasStreamBegun; }

    /// Calls `onGone` when the client closes its side while it should be waiting; until unwatch().
    void watch(std::function<void()> onGone);
    void unwatch();

    /// After this answer the connection ends.
    void closeAfterAnswer() { m_isKeptAlive = false; }
    [[nodiscard]] bool isKeptAlive() const { return m_isKeptAlive; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    void close();
    /// Tells the client that nothing more comes and waits a little for its last bytes, so that it can read
    /// the answer.
    boost::asio::awaitable<void> closeGently();

private:
    struct Watch;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    boost::asio::awaitable<boost::beast::error_code> readHeader(Parser& parser);
    boost::asio::awaitable<boost::beast::error_code> readBody(Parser& parser);
    boost::asio::awaitable<bool> write(std::string head, std::string_view body);
    [[nodiscard]] std::string_view connectionLine() const;
    static void wait(const std::shared_ptr<Watch>& watch);
    static void poll(const std::shared_ptr<Watch>& watch);

    boost::beast::tcp_stream m_stream;
    const GatewayOptions& m_options;
    std::string m_origin; ///< of the request: the listed web page that may read the answer
    boost::beast::flat_buffer m_buffer;
    std::shared_ptr<Watch> m_watch;
    bool m_isKeptAlive = true;
    bool m_isBusy = false;
    bool m_hasStreamBegun = false;
    bool m_isHead = false; ///< asked for the head of an answer alone
    bool m_isWhole = true; ///< the request's bytes have all been read
};

} // namespace core::gateway
