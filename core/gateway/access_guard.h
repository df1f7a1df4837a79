#pragma once

#include "core/base/clock.h"
#include "core/domain/client_key.h"
#include "core/domain/money.h"
#include "core/gateway/api_error.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::gateway {

/// Who may ask what, how often and for how much. For one thread.
class AccessGuard {
public:
    /// What a key had spent before this process counted.
    struct Spent {
        domain::Money today;
        domain::Money thisMonth;
    };

    explicit AccessGuard(const Clock& clock);

    /// Replaces the keys; counts of keys that stay are kept, others begin with what `spent` says.
    void setKeys(std::vector<domain::ClientKey> keys, const std::map<std::string, Spent>& spent);
    /// Whether anybody may ask without a key; not at first.
    void setOpen(bool isOpen) { m_isOpen = isOpen; }
    [[nodiscard]] bool knowsKey(const std::string& keyId) const { return m_accounts.contains(keyId); }

    /// The key's id; empty when no key is asked for. 401 otherwise.
    [[nodiscard]] tl::expected<std::string, ApiError> identify(std::string_view authorization) const;

    /// Counts a request of the key, or says why it must wait. `taskId` empty: a pass-through model.
    /// `isPriced` false: the cost will not be known, so a budget could not be kept.
    [[nodiscard]] std::optional<ApiError> admit(
        const std::string& keyId, const std::string& taskId, bool isPriced);
    /// Why the key may ask nothing more for now, whatever it asks for; counts nothing.
    [[nodiscard]] std::optional<ApiError> exhaustion(const std::string& keyId);
    [[nodiscard]] bool mayUseTask(const std::string& keyId, const std::string& taskId) const;
    /// 403 for a key without the permission; nobody needs it where anybody may ask without a key.
    [[nodiscard]] std::optional<ApiError> checkMetrics(const std::string& keyId) const;

    void spend(const std::string& keyId, domain::Money cost, std::int64_t tokens);
    [[nodiscard]] Spent spent(const std::string& keyId) const;
    [[nodiscard]] std::map<std::string, Spent> allSpent() const; ///< by key id

private:
    struct Account {
        domain::ClientKey key;
        std::int64_t minute = 0; ///< minutes since the epoch that the two counts are of
        std::int64_t requests = 0;
        std::int64_t tokens = 0;
        std::int64_t day = 0;
        std::int64_t month = 0;
        Spent spent;
    };

    void roll(Account& account) const;
    [[nodiscard]] std::optional<ApiError> checkLimits(Account& account, bool isPriced) const;
    [[nodiscard]] std::optional<ApiError> checkRates(const Account& account) const;
    [[nodiscard]] std::optional<ApiError> checkBudgets(const Account& account, bool isPriced) const;

    const Clock& m_clock;
    bool m_isOpen = false;
    std::map<std::string, Account> m_accounts; ///< by key id
    std::map<std::string, std::string, std::less<>> m_idBySha256;
};

} // namespace core::gateway
