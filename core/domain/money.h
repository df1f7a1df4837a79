#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::domain {

/// An amount of US dollars as integer nanodollars (1e-9 USD). Sums are exact; there is no floating point in money.
struct Money {
    std::int64_t nanoUsd = 0;

    auto operator<=>(const Money&) const = default;
    Money& operator+=(Money other)
    {
        nanoUsd += other.nanoUsd;
        return *this;
    }
    friend Money operator+(Money a, Money b) { return Money{a.nanoUsd + b.nanoUsd}; }
    friend Money operator-(Money a, Money b) { return Money{a.nanoUsd - b.nanoUsd}; }

    /// For charts and ratios only; never summed or stored.
    [[nodiscard]] double usd() const { return static_cast<double>(nanoUsd) * 1e-9; }
};

/// All nine decimals, e.g. "-0.000001500"; the form used in exports.
[[nodiscard]] std::string toDecimalUsd(Money amount);

struct TokenUsage {
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;

    auto operator<=>(const TokenUsage&) const = default;
};

/// Prices of a model per token as integer picodollars (1e-12 USD). An absent price is unknown, never 0.
struct TokenPrices {
    std::optional<std::int64_t> inputPicoUsd;
    std::optional<std::int64_t> outputPicoUsd;

    auto operator<=>(const TokenPrices&) const = default;
};

/// tokens x price, rounded half-even to nanodollars once; nothing when a price that is needed is unknown.
[[nodiscard]] std::optional<Money> costOf(const TokenUsage& usage, const TokenPrices& prices);

/// "0.00000025" or "2.5e-07" USD a token, as the public LiteLLM price map writes it, to picodollars.
/// Nothing for a negative, non-finite or unparsable price, or one finer than a picodollar.
[[nodiscard]] std::optional<std::int64_t> parsePicoUsdPerToken(double usdPerToken);

} // namespace core::domain
