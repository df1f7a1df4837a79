#pragma once

#include "core/gateway/api_error.h"
#include "core/gateway/logprob_filter.h"
#include "core/providers/json_slices.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core::gateway {

/// The text that a query stands for, and what its messages say about it.
struct QueryText {
    std::string text; ///< of the last user message; U+0000 replaced
    std::string firstText; ///< of the first one
    std::string conversation; ///< the messages up to the first user message, as they were sent
    bool isFirstTurn = true; ///< no assistant or tool message yet
    bool isPlainText = true; ///< no images or other parts, no tool messages
};

/// The body of a chat completion or embedding request: checked, never rewritten.
class ApiRequest {
public:
    /// 400 for what is no JSON object or names no model.
    [[nodiscard]] static tl::expected<ApiRequest, ApiError> parse(std::string body);

    [[nodiscard]] const std::string& body() const { return *m_body; }
    [[nodiscard]] const providers::JsonSlices& json() const { return m_json; }
    [[nodiscard]] const std::string& model() const { return m_model; }
    [[nodiscard]] bool isStream() const { return m_json.isTrue("stream"); }
    [[nodiscard]] bool wantsUsage() const;
    [[nodiscard]] bool wantsLogprobs() const { return m_json.isTrue("logprobs"); }
    [[nodiscard]] std::string endUser() const { return m_json.string("user"); }
    /// How many answers are asked for; 1 unless `n` says otherwise.
    [[nodiscard]] std::size_t choices() const;
    /// Whether only a server that speaks the whole API can answer: tools, answers in a given format, several choices,
    /// log-probabilities, audio.
    [[nodiscard]] bool needsFullApi() const;
    /// 400 when there are no messages.
    [[nodiscard]] tl::expected<void, ApiError> checkMessages() const;
    /// Decodes the messages, or `input` of an embedding request. Costly for long ones: for a worker thread.
    [[nodiscard]] QueryText queryText() const;
    /// Of the whole prompt, estimated: texts of all messages by their words, tools, their calls and response formats
    /// at four bytes a token; images and audio are not counted. As costly as queryText().
    [[nodiscard]] std::int64_t promptTokens() const;

    /// The body with usage asked for in a stream; the same bytes when nothing needs to change.
    [[nodiscard]] std::string bodyWithUsage() const;
    /// The body for another model, with usage asked for in a stream and, where wanted, log-probabilities with as many
    /// alternatives as a score is made of.
    [[nodiscard]] std::string bodyFor(const std::string& model, bool asksLogprobs) const;
    /// Makes the answer to a body with log-probabilities wanted what the client asked for.
    [[nodiscard]] LogprobFilter logprobFilter() const;

private:
    ApiRequest() = default;
    void askUsage(providers::JsonEdit& edit) const;
    /// Alternatives a token that the client asks for, where these are fewer than a score is made of.
    [[nodiscard]] std::optional<std::size_t> fewAlternatives() const;

    std::unique_ptr<const std::string> m_body; ///< m_json points into it
    providers::JsonSlices m_json;
    std::string m_model;
};

} // namespace core::gateway
