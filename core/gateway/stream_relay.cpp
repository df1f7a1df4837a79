#include "core/gateway/stream_relay.h"

#include "core/gateway/usage_cost.h"
#include "core/providers/endpoint_answer.h"
#include "core/providers/json_slices.h"

#include <chrono>
#include <utility>

namespace core::gateway {

namespace asio = boost::asio;
using providers::JsonEdit;
using providers::JsonSlices;

namespace {

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool isDoneEvent(std::string_view event)
{
    return event.size() < 32 && providers::sseData(event) == "[DONE]";
}

} // namespace

StreamRelay::StreamRelay(providers::EndpointCall& call, RelayOptions options)
    : m_call(call)
    , m_options(std::move(options))
{
}

asio::awaitable<StreamEnd> StreamRelay::run(ClientConnection* client)
{
    const auto start = std::chrono::steady_clock::now();
    while (!m_isDone) {
        Result<std::string> piece = co_await m_call.readSome();
        if (!piece) {
            co_return piece.error().code == ErrorCode::Cancelled ? StreamEnd::ClientGone : StreamEnd::CutOff;
        }
        if (piece->empty()) {
            const StreamEnd end = endOfBody();
            if (end == StreamEnd::CutOff) {
                m_call.spoilt();
            } else if (end == StreamEnd::ServerError) {
                m_call.refused();
            }
            co_return end;
        }
        if (m_firstByteMs == 0) {
            m_firstByteMs
                = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        }
        m_splitter.feed(*piece);
        std::string out;
        while (std::optional<std::string> event = m_splitter.next()) {
            out += filtered(std::move(*event));
        }
        if (m_transcript.size() + m_splitter.pendingBytes() > m_options.maxTranscriptBytes) {
            co_return StreamEnd::CutOff;
        }
        if (client == nullptr) {
            m_relayed += out;
        } else if (!out.empty()) {
            const bool isSent = co_await client->writeStream(out);
            if (!isSent) {
                co_return StreamEnd::ClientGone;
            }
        }
    }
    co_await m_call.drain();
    if (m_hasError) {
        m_call.refused();
    }
    co_return m_hasError ? StreamEnd::ServerError : StreamEnd::Whole; // some servers send [DONE] after an error
}

std::string StreamRelay::filtered(std::string event)
{
    if (m_isDone) {
        return {};
    }
    if (isDoneEvent(event)) {
        m_isDone = true;
        return {};
    }
    m_transcript += event;
    m_pieces += event.starts_with("data:") ? 1 : 0;
    if (contains(event, "\"finish_reason\":\"") || contains(event, "\"finish_reason\": \"")) {
        noteFinished(event);
    }
    if (contains(event, "\"error\"")) {
        const std::string data = providers::sseData(event);
        const Result<JsonSlices> json = JsonSlices::scan(data);
        m_hasError
            = m_hasError || (json && json->raw("error").starts_with('{') && json->find("choices") == nullptr);
    }
    const bool hasUsage = contains(event, "\"usage\":{") || contains(event, "\"usage\": {");
    const bool hasLogprobs = !m_options.logprobs.changesNothing() && contains(event, "\"logprobs\"");
    return hasUsage || hasLogprobs ? rewritten(event) : std::move(event);
}

void StreamRelay::noteFinished(const std::string& event)
{
    const std::string data = providers::sseData(event);
    const Result<JsonSlices> json = JsonSlices::scan(data);
    if (!json) {
        return;
    }
    for (const std::string_view element : providers::jsonElements(json->raw("choices"))) {
        const Result<JsonSlices> choice = JsonSlices::scan(element);
        if (choice && choice->raw("finish_reason").starts_with('"')) {
            m_finished.insert(choice->integer("index").value_or(0));
        }
    }
}

std::string StreamRelay::rewritten(const std::string& event) const
{
    const std::string data = m_options.logprobs.applied(providers::sseData(event));
    const Result<JsonSlices> json = JsonSlices::scan(data);
    if (!json) {
        return event;
    }
    const std::string_view usage = json->raw("usage");
    if (!usage.starts_with('{')) {
        return "data: " + data + "\n\n";
    }
    if (m_options.stripsUsage) {
        const bool isUsageOnly = providers::jsonElements(json->raw("choices")).empty();
        return isUsageOnly ? std::string()
                           : "data: " + JsonEdit(*json).set("usage", "null").applied() + "\n\n";
    }
    return "data: " + JsonEdit(*json).set("usage", costedUsage(usage)).applied() + "\n\n";
}

std::string StreamRelay::costedUsage(std::string_view usageJson) const
{
    domain::TokenUsage usage;
    providers::TokenDetails details;
    const std::optional<domain::Money> cost = providers::readUsage(usageJson, usage, details)
        ? providers::costOf(usage, details, m_options.prices, m_options.detailPrices)
        : std::nullopt;
    return usageWithCost(usageJson, cost ? std::optional(*cost + m_options.priorCost) : std::nullopt);
}

StreamEnd StreamRelay::endOfBody() const
{
    if (m_hasError) {
        return StreamEnd::ServerError;
    }
    return m_finished.size() >= m_options.choices && m_splitter.pendingBytes() == 0 ? StreamEnd::Whole : StreamEnd::CutOff;
}

} // namespace core::gateway
