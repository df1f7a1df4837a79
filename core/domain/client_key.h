#pragma once

#include "core/domain/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::domain {

/// A client program's right to use the gateway. The key itself (256 random bits) is shown once and never stored.
struct ClientKey {
    std::string id;
    std::string name;   ///< for people
    std::string sha256; ///< of the key, 64 hexadecimal digits
    std::vector<std::string> tasks; ///< tasks it may use; empty: all, and pass-through models too
    std::optional<std::int64_t> requestsPerMinute;
    std::optional<std::int64_t> tokensPerMinute;
    std::optional<Money> dailyBudget;   ///< per UTC day
    std::optional<Money> monthlyBudget; ///< per UTC month
    bool isRevoked = false;
    bool mayReadMetrics = false; ///< may read the gateway's /metrics, which tell of the traffic of all keys

    bool operator==(const ClientKey&) const = default;
};

} // namespace core::domain
