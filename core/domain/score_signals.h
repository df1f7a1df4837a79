#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

namespace core::domain {

/// What stands where in Attempt::scoreSignals. Stored with answers: a new signal comes last, and none is moved or left
/// out.
enum class ScoreSignal : std::size_t {
    WithoutLearning, ///< what is compared where no confidence was learned: the model's own word, else the router's
    TokenProbability, ///< geometric mean over the answer's tokens
    CompletionTokens, ///< that it is the mean over
    RouterProbability, ///< the router's, that this tier meets the target
    OtherTiersProbability, ///< its mean over the other tiers
    LeastTokenProbability, ///< of the answer's least likely token
    TokenMargin, ///< likeliest minus second likeliest token, in probability: mean over the answer
    TokenEntropy, ///< of the likeliest tokens at a place, in nats: mean over the answer
};
inline constexpr std::size_t kScoreSignals = 8;
/// As they are called outside the program.
inline constexpr std::array<std::string_view, kScoreSignals> kScoreSignalNames{"without_learning", "token_probability",
    "completion_tokens", "router_probability", "other_tiers_probability", "least_token_probability", "token_margin",
    "token_entropy"};

/// NaN: not known, or stored before there was such a signal.
[[nodiscard]] inline double valueOf(std::span<const double> values, ScoreSignal signal)
{
    const auto place = static_cast<std::size_t>(signal);
    return place < values.size() ? values[place] : std::numeric_limits<double>::quiet_NaN();
}

/// Whether the answer itself told something; what the router expects is known without it.
[[nodiscard]] inline bool tellsOfTokens(std::span<const double> values)
{
    return !std::isnan(valueOf(values, ScoreSignal::TokenProbability));
}

} // namespace core::domain
