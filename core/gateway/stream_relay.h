#pragma once

#include "core/domain/money.h"
#include "core/gateway/client_connection.h"
#include "core/gateway/logprob_filter.h"
#include "core/providers/endpoint_client.h"
#include "core/providers/sse_splitter.h"

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace core::gateway {

enum class StreamEnd {
    Whole, ///< the server finished; `data: [DONE]` is still to be sent
    CutOff, ///< the connection ended or fell silent before the answer was whole
    ServerError, ///< the server reported an error in the stream
    ClientGone,
};

struct RelayOptions {
    bool stripsUsage = false; ///< the client did not ask for usage
    LogprobFilter logprobs;
    domain::TokenPrices prices; ///< for the cost in the usage object
    domain::DetailPrices detailPrices;
    domain::Money priorCost; ///< of earlier attempts, added to it
    std::size_t maxTranscriptBytes = 64 * 1024 * 1024;
    std::size_t choices = 1; ///< that the client asked for: the answer is whole when each has finished
};

/// Hands a model server's events on to the client as they come, byte for byte where nothing needs to change.
class StreamRelay {
public:
    StreamRelay(providers::EndpointCall& call, RelayOptions options);

    /// Passes events on until the stream ends; null `client`: gathers them only.
    boost::asio::awaitable<StreamEnd> run(ClientConnection* client);

    /// All events as the server sent them.
    [[nodiscard]] const std::string& transcript() const { return m_transcript; }
    /// What the client would have been sent, but for the end.
    [[nodiscard]] const std::string& relayed() const { return m_relayed; }
    /// Events of the answer so far: hardly fewer than tokens where nothing else counts them.
    [[nodiscard]] std::int64_t pieces() const { return m_pieces; }
    [[nodiscard]] double firstByteMs() const { return m_firstByteMs; }

private:
    /// The event as the client is to see it; empty: not at all.
    [[nodiscard]] std::string filtered(std::string event);
    void noteFinished(const std::string& event);
    [[nodiscard]] std::string rewritten(const std::string& event) const;
    [[nodiscard]] std::string costedUsage(std::string_view usageJson) const;
    [[nodiscard]] StreamEnd endOfBody() const;

    providers::EndpointCall& m_call;
    const RelayOptions m_options;
    providers::SseSplitter m_splitter;
    std::string m_transcript;
    std::string m_relayed;
    std::int64_t m_pieces = 0;
    double m_firstByteMs = 0;
    bool m_isDone = false;
    std::set<std::int64_t> m_finished; ///< choices whose finish reason has come
    bool m_hasError = false;
};

} // namespace core::gateway
