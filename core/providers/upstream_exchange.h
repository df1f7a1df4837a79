#pragma once

#include "core/base/result.h"
#include "core/providers/cancel_slot.h"
#include "core/providers/upstream_transport.h"

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core::providers {

using UpstreamHeaders = boost::beast::http::fields;

/// One request and its answer on one connection. The answer's body is handed on piece by piece as it arrives.
/// For one io thread; destroying an unfinished exchange closes its connection, which the server sees at once.
class UpstreamExchange {
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    /// Takes back a connection that can serve another request.
    using Recycle = std::function<void(std::unique_ptr<UpstreamTransport>)>;

    UpstreamExchange(std::unique_ptr<UpstreamTransport> transport, CancelSlot& cancel, Recycle recycle);
    ~UpstreamExchange();
    UpstreamExchange(const UpstreamExchange&) = delete;
    UpstreamExchange& operator=(const UpstreamExchange&) = delete;

    /// Sends the request and waits for the answer's header until `headDeadline`; none of it may go past
    /// `deadline`.
    boost::asio::awaitable<Result<void>> start(
        std::string_view head, std::string_view body, TimePoint headDeadline, TimePoint deadline);

    [[nodiscard]] unsigned status() const { return m_parser->get().result_int(); }
    [[nodiscard]] const UpstreamHeaders& headers() const { return m_parser->get().base(); }
    /// Whether the request went out whole.
    [[nodiscard]] bool isSent() const { return m_isSent; }
    /// Whether the server sent anything at all: after that a request must not be repeated.
    [[nodiscard]] bool hasAnswerBegun() const { return m_hasAnswerBegun; }

    /// The next bytes of the body, waiting at most `idle` for them; empty when the body is whole. A
    /// connection that ends before that is an error.
    boost::asio::awaitable<Result<std::string>> readSome(std::chrono::milliseconds idle);
    /// The rest of the body; Unsupported when it is longer than `limitBytes`.
    boost::asio::awaitable<Result<std::string>> readAll(
        std::chrono::milliseconds idle, std::size_t limitBytes);

private:
    using Parser = boost::beast::http::response_parser<boost::beast::http::string_body>;

    void renewParser();
    /// Feeds what has been read to the parser.
    boost::beast::error_code parse();
    boost::asio::awaitable<Result<void>> receive(std::chrono::milliseconds time);
    [[nodiscard]] std::chrono::milliseconds within(TimePoint deadline) const;
    void recycleIfDone();

    std::unique_ptr<UpstreamTransport> m_transport;
    CancelSlot& m_cancel;
    Recycle m_recycle;
    TimePoint m_deadline{};
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    bool m_isSent = false;
    bool m_hasAnswerBegun = false;
};

} // namespace core::providers
