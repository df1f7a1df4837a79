#include "core/domain/money.h"

#include <cmath>
#include <cstdlib>

namespace core::domain {

namespace {

__extension__ using Wide = __int128;

std::int64_t roundHalfEvenThousandths(Wide pico)
{
    const auto quotient = static_cast<std::int64_t>(pico / 1000);
    const auto remainder = static_cast<std::int64_t>(pico % 1000); // prices and tokens are never negative
    const bool roundUp = remainder > 500 || (remainder == 500 && quotient % 2 != 0);
    return quotient + (roundUp ? 1 : 0);
}

} // namespace

std::string toDecimalUsd(Money amount)
{
    const auto magnitude = static_cast<std::uint64_t>(std::llabs(amount.nanoUsd));
    std::string fraction = std::to_string(magnitude % 1'000'000'000U);
    fraction.insert(0, 9 - fraction.size(), '0');
    return (amount.nanoUsd < 0 ? "-" : "") + std::to_string(magnitude / 1'000'000'000U) + "." + fraction;
}

std::optional<Money> costOf(const TokenUsage& usage, const TokenPrices& prices)
{
    const bool inputUnknown = usage.promptTokens != 0 && !prices.inputPicoUsd;
    const bool outputUnknown = usage.completionTokens != 0 && !prices.outputPicoUsd;
    if (inputUnknown || outputUnknown || (!prices.inputPicoUsd && !prices.outputPicoUsd)) {
        return std::nullopt;
    }
    const Wide pico = static_cast<Wide>(usage.promptTokens) * prices.inputPicoUsd.value_or(0)
        + static_cast<Wide>(usage.completionTokens) * prices.outputPicoUsd.value_or(0);
    return Money{roundHalfEvenThousandths(pico)};
}

std::optional<std::int64_t> parsePicoUsdPerToken(double usdPerToken)
{
    if (!std::isfinite(usdPerToken) || usdPerToken < 0.0 || usdPerToken > 1.0) {
        return std::nullopt;
    }
    const double pico = usdPerToken * 1e12;
    const double rounded = std::nearbyint(pico);
    if (std::abs(pico - rounded) > 1e-3) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(rounded);
}

} // namespace core::domain
