#pragma once

#include "core/base/result.h"
#include "core/domain/endpoint.h"
#include "core/domain/label_distribution.h"
#include "core/domain/money.h"
#include "core/ports/model_client.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::providers {

/// Likeliest tokens at each place of an answer that margin and entropy are of, however many a server sends: what is
/// asked of it, and no more than any server that gives log-probabilities allows.
inline constexpr std::size_t kAlternatives = 5;

/// Signals of confidence from the answer's token log-probabilities; NaN where the server gave none.
struct LogprobSignals {
    double meanLogprob;
    double minLogprob;
    double meanMargin; ///< best minus second best probability, from the alternatives
    double meanEntropy; ///< of the alternatives, in nats; what is less likely than they is left out
};

/// Tokens of a usage that a server counts apart: parts of the prompt's and the completion's.
struct TokenDetails {
    std::int64_t cachedPromptTokens = 0;
    std::int64_t reasoningTokens = 0;
};

/// What the engine needs of a chat completion, streamed or not.
struct ChatAnswer {
    std::string text; ///< of the first choice
    std::string model;
    std::string finishReason;
    bool hasToolCalls = false;
    domain::TokenUsage usage;
    TokenDetails details;
    bool isUsageReported = false;
    std::vector<double> logprobs; ///< of the first choice's tokens
    LogprobSignals tokenSignals;
};

/// A `chat.completion` object.
[[nodiscard]] Result<ChatAnswer> parseChatCompletion(std::string_view json);

/// The events of a streamed completion, one after the other. Events that are no JSON are passed over.
[[nodiscard]] ChatAnswer collectChatStream(std::string_view events);

/// The geometric mean of the token probabilities, in [0, 1]; NaN without any.
[[nodiscard]] double logprobConfidence(const ChatAnswer& answer);

/// Gives `answer` what the log-probabilities say: the confidence, and what else it may be scored by.
void takeSignals(const ChatAnswer& chat, ports::ModelAnswer& answer);

/// The likeliest tokens at each place of a completion's first choice, the answered one first. Empty without any.
[[nodiscard]] std::vector<domain::TokenAlternatives> topLogprobsOf(std::string_view completionJson);

/// The counts of a `usage` object; false when the text is none.
[[nodiscard]] bool readUsage(std::string_view usageJson, domain::TokenUsage& usage, TokenDetails& details);

/// Like domain::costOf, with cached and reasoning tokens at their own prices where they have some.
[[nodiscard]] std::optional<domain::Money> costOf(const domain::TokenUsage& usage, const TokenDetails& details,
    const domain::TokenPrices& prices, const domain::DetailPrices& detailPrices);

} // namespace core::providers
